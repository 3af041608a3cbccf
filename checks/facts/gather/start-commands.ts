/** The chains from what the deploy starts to the programs that do the work. */
import { resultOf } from '../artifacts/dockerfile.ts';
import type { CommandLine, CommandStep, EnvEntry, StartCommand } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { attributed, type BuiltImage } from './attribution.ts';
import { type ChainSurroundings, chainOf } from './command-chain.ts';
import { packageScripts } from './package-scripts.ts';
import { commandOfImage } from './runtime-images.ts';
import { buildsAtRun } from './start-words.ts';

export const gatherStartCommands: Gatherer<'startCommands'> = async (context) => {
  const { repo, app, paths } = context;
  const artifacts = await context.artifacts();
  const mine = await attributed(context);
  const workloads = await context.fact('workloads');
  const commands: StartCommand[] = [];
  const scripts = packageScripts(repo);

  const around = (
    built: (BuiltImage & { readonly target?: string }) | undefined,
    env: readonly EnvEntry[],
  ): ChainSurroundings => {
    const result = built && resultOf(built.file, built.target);
    const variables = new Map<string, string>();
    for (const { name, value } of result?.variables ?? [])
      if (value !== undefined) variables.set(name, value);
    for (const { name, value } of env) if (value !== undefined) variables.set(name, value);
    return {
      repo,
      artifacts,
      folder: app.path,
      image: result && built && { result, context: built.context },
      variables,
      paths,
      scripts,
    };
  };
  const add = async (
    workload: Pick<StartCommand, 'workload' | 'purpose' | 'oneOff'>,
    entrypoint: CommandLine | undefined,
    command: CommandLine | undefined,
    surroundings: ChainSurroundings,
    options: { readonly shellIsTransparent?: boolean; readonly beside?: CommandLine } = {},
  ): Promise<void> => {
    const { beside } = options;
    const { steps: own, scripts: through } = await chainOf(entrypoint, command, surroundings, options);
    const hook = beside ? (await chainOf(undefined, beside, surroundings)).steps : [];
    const steps = [...hook.map((step) => ({ ...step, role: 'before' as const })), ...own];
    const at = (command ?? entrypoint ?? beside)?.at;
    if (steps.length > 0 && at)
      commands.push({ ...workload, at, steps: steps.map(withBuilds), scripts: through });
  };

  /** Container files whose own command some manifest leaves as it is, or that no manifest uses. */
  const used = new Map<string, { overridden: number; all: number }>();
  const count = (path: string | undefined, overridden: boolean): void => {
    if (path === undefined) return;
    const known = used.get(path) ?? { overridden: 0, all: 0 };
    used.set(path, { overridden: known.overridden + (overridden ? 1 : 0), all: known.all + 1 });
  };

  for (const { service, own, built, mounted } of mine.services) {
    if (!own) continue;
    const workload = workloads.find(({ at, platform }) => platform === 'compose' && at === service.at);
    if (!workload) continue;
    const result = built && resultOf(built.file, built.target);
    const overrides = service.entrypoint !== undefined || service.command !== undefined;
    if (!workload.oneOff && workload.purpose === 'deploy') count(built?.file.path, overrides);
    const entrypoint = nonEmpty(service.entrypoint) ?? (service.entrypoint ? undefined : result?.entrypoint);
    const command = service.command ?? (service.entrypoint ? undefined : result?.command);
    if (built && !built.file.purpose.startsWith('deploy') && !overrides) continue;
    await add(
      { workload: workload.name, purpose: workload.purpose, oneOff: workload.oneOff },
      entrypoint,
      command ??
        baseCommand(built) ??
        (mounted && service.image && !service.entrypoint
          ? commandOfImage(service.image.expanded, service.image.at)
          : undefined),
      around(built, workload.env),
    );
  }
  for (const { owner, container, own, built } of mine.containers) {
    if (!own) continue;
    const workload = workloads.find(
      ({ at, platform, entrypoint, command }) =>
        platform === 'kubernetes' &&
        at === owner.resource.at &&
        entrypoint === container.entrypoint &&
        command === container.command,
    );
    if (!workload) continue;
    const result = built && resultOf(built.file, built.target);
    if (!workload.oneOff && workload.purpose === 'deploy')
      count(built?.file.path, container.entrypoint !== undefined || container.command !== undefined);
    const entrypoint = container.entrypoint ?? result?.entrypoint;
    const command = container.command ?? (container.entrypoint ? undefined : result?.command);
    await add(
      { workload: workload.name, purpose: workload.purpose, oneOff: workload.oneOff },
      entrypoint,
      command ?? (entrypoint ? undefined : baseCommand(built)),
      around(built, workload.env),
      { beside: container.postStart },
    );
  }
  for (const platform of mine.platforms) {
    for (const { name, command, oneOff } of platform.processes) {
      if (!command) continue;
      // A platform's own shell is told nothing about here: platforms signal the whole dyno or exec the line.
      await add(
        { workload: name, purpose: platform.purpose, oneOff },
        undefined,
        command,
        {
          ...around(undefined, platform.env),
          folder: platform.folder === app.path ? app.path : platform.folder,
        },
        { shellIsTransparent: true },
      );
    }
  }
  for (const built of mine.images) {
    const uses = used.get(built.file.path);
    if (uses && uses.all > 0 && uses.overridden === uses.all) continue;
    const { entrypoint, command, stage } = resultOf(built.file);
    const workload = workloads.find(
      ({ platform, at }) =>
        platform === 'dockerfile' && (at === (entrypoint ?? command)?.at || at === stage.at),
    );
    await add(
      { workload: workload?.name ?? 'image', purpose: built.file.purpose, oneOff: workload?.oneOff ?? false },
      entrypoint,
      command ?? (entrypoint ? undefined : baseCommand(built)),
      around(built, []),
    );
  }
  if (!commands.some(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff)) {
    const found = scripts(app.path);
    const start = found?.get('start');
    if (found && start !== undefined) {
      const at = found.at('start');
      await add(
        { workload: 'start', purpose: 'deploy', oneOff: false },
        undefined,
        { form: 'shell', words: [start], at },
        around(undefined, []),
        { shellIsTransparent: true },
      );
    }
  }
  return commands;
};

const nonEmpty = (command: CommandLine | undefined): CommandLine | undefined =>
  command?.words.some((word) => word !== '') ? command : undefined;

const baseCommand = (
  built: (BuiltImage & { readonly target?: string }) | undefined,
): CommandLine | undefined => {
  if (!built) return undefined;
  const { image } = resultOf(built.file, built.target);
  return commandOfImage(image.expanded, image.at);
};

const withBuilds = (step: CommandStep): CommandStep => {
  const builds = buildsAtRun(step.words);
  return builds === undefined ? step : { ...step, builds };
};
