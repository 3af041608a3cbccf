/** What the app declares to need, and what is installed by name past its manifests. */
import type { Place } from '../../engine/place.ts';
import { resultOf } from '../artifacts/dockerfile.ts';
import { isAside, isTestFolder } from '../artifacts/paths.ts';
import type { Dependencies } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import { appOfFolder, attributed } from './attribution.ts';
import { type FoundManifest, manifestsAbove, manifestsOf } from './manifests.ts';

export const gatherDependencies: Gatherer<'dependencies'> = async (context) => {
  const manifests = appManifests(context).flatMap(({ path, ecosystem, file }) =>
    file
      ? [
          {
            path,
            ecosystem,
            dependencies: file.dependencies,
            unread: file.dependencies.length === 0 ? file.problems[0]?.message : undefined,
          },
        ]
      : [],
  );
  return { manifests, installs: await installsOf(context) };
};

/** The manifests of the app, those of its tests and documentation left out; without one, those of the folder above. */
export const appManifests = ({ repo, app, apps }: GatherContext): readonly FoundManifest[] => {
  const own = manifestsOf(repo).filter(({ path, folder, file }) => {
    if (file?.tests) return false;
    if (apps.length > 0 && appOfFolder(folder, apps)?.path !== app.path) return false;
    return app.path !== '.' || (!isAside(path) && !isTestFolder(path));
  });
  return own.length > 0
    ? own
    : manifestsAbove(repo, app.path).filter(({ ecosystem }) => ecosystem === app.ecosystem);
};

/** `tool`: put on the path of the machine, for whoever starts it. */
type Install = Dependencies['installs'][number] & { readonly tool?: boolean };

/** Installers, package managers and compilers: they make the artifact and are no part of it. */
const installers = new Set(
  `pip setuptools wheel pipenv poetry poetry-core poetry-plugin-export uv pdm hatch virtualenv pip-tools build npm yarn pnpm corepack bun node-gyp lerna turbo nx
  @angular/cli @vue/cli @nestjs/cli @ionic/cli typescript rimraf grunt-cli gulp-cli bower webpack webpack-cli vite esbuild vercel
  cython pybind11 bundler rake npm-check-updates node-prune`.split(/\s+/),
);

const installsOf = async (context: GatherContext): Promise<Dependencies['installs']> => {
  const artifacts = await context.artifacts();
  const { images } = await attributed(context);
  const installs: Install[] = [];
  for (const { file } of images) {
    if (file.purpose !== 'deploy') continue;
    for (const stage of shippedStages(file.stages, resultOf(file).chain)) {
      for (const { command } of stage.runs) {
        const text = command.form === 'shell' ? (command.words[0] ?? '') : command.words.join(' ');
        if (!/\b(?:pip[\d.]*|npm|yarn|pnpm|gem|go|cargo|bun|uv)\b/.test(text)) continue;
        const script = await artifacts.shell(text, command.at);
        for (const { words, at } of script.commands) installs.push(...installedBy(words, at));
      }
    }
  }
  const starts = (await context.fact('startCommands')).filter(({ purpose }) => purpose === 'deploy');
  const steps = starts.flatMap((start) => start.steps);
  for (const { role, words, at } of steps) if (role === 'before') installs.push(...installedBy(words, at));
  const started = new Set(
    steps.flatMap(({ words }) => words.map((word) => word.slice(word.lastIndexOf('/') + 1))),
  );
  const known = new Map<string, Dependencies['installs'][number]>();
  for (const install of installs) {
    // A global Node or Go tool is needed by the running app only if something starts it.
    if (install.tool && ![...programsOf(install.name)].some((program) => started.has(program))) continue;
    const { name, exact, at } = install;
    known.set(`${name}:${at.path}:${at.line}`, { name, exact, at });
  }
  return [...known.values()];
};

/** Stages whose files are in the image: those that the last one is made from, and those from which it takes packages. */
const shippedStages = <
  Stage extends {
    readonly copies: readonly { readonly fromStage?: number; readonly sources: readonly string[] }[];
  },
>(
  stages: readonly Stage[],
  chain: readonly Stage[],
): readonly Stage[] => {
  const shipped = new Set<Stage>(chain);
  for (const stage of chain)
    for (const { fromStage, sources } of stage.copies) {
      const from = fromStage === undefined ? undefined : stages[fromStage];
      if (
        from &&
        sources.some((source) =>
          /site-packages|\/venv|\.venv|\/install|\/usr\/local(?:\/(?:bin|lib))?\/?$|node_modules|\/wheels|\/gems|\/bundle/.test(
            source,
          ),
        )
      )
        shipped.add(from);
    }
  return stages.filter((stage) => shipped.has(stage));
};

/** Programs that a package brings, where they aren't called like it. */
const programsOf = (name: string): ReadonlySet<string> => {
  const short = name.slice(name.lastIndexOf('/') + 1);
  const others: Readonly<Record<string, readonly string[]>> = {
    pm2: ['pm2-runtime', 'pm2-docker'],
    'ts-node': ['ts-node-dev', 'ts-node-esm'],
    'http-server': ['http-server'],
    prisma: ['prisma'],
    'sequelize-cli': ['sequelize'],
    knex: ['knex'],
  };
  return new Set([short, ...(Object.hasOwn(others, short) ? (others[short] ?? []) : [])]);
};

const valueFlags = new Set([
  '-r',
  '--requirement',
  '-c',
  '--constraint',
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-t',
  '--target',
  '--prefix',
  '--root',
  '--trusted-host',
  '--proxy',
  '--timeout',
  '--platform',
  '--python',
  '-p',
  '--retries',
  '--registry',
  '--cache',
  '-v',
  '--version',
  '--global-option',
  '--install-option',
  '-w',
  '--workspace',
  '--only-binary',
  '--no-binary',
  '--loglevel',
  '--dest',
  '--src',
  '--upgrade-strategy',
]);

/** Packages named in an install command. */
const installedBy = (words: readonly string[], at: Place): readonly Install[] => {
  let rest = [...words];
  while (
    /^(?:sudo|exec|env|python[\d.]*|-m|uv)$/.test(rest[0]?.slice(rest[0].lastIndexOf('/') + 1) ?? '') &&
    rest.length > 1
  )
    rest = rest.slice(1);
  const program = rest[0]?.slice(rest[0].lastIndexOf('/') + 1) ?? '';
  const verb = rest[1] ?? '';
  const isPip = /^pip[\d.]*$/.test(program) && rest.includes('install');
  const isNode =
    /^(?:npm|pnpm|yarn|bun)$/.test(program) &&
    rest.some((word, index) => index < 4 && /^(?:i|install|add)$/.test(word));
  const isGem = program === 'gem' && verb === 'install';
  const isGo = program === 'go' && verb === 'install';
  if (!isPip && !isNode && !isGem && !isGo) return [];
  const isGlobal =
    rest.includes('-g') ||
    rest.includes('--global') ||
    rest.includes('global') ||
    rest.includes('--location=global');
  const names: string[] = [];
  const start = rest.findIndex((word, index) => index > 0 && /^(?:i|install|add)$/.test(word)) + 1;
  for (let index = start; index < rest.length; index++) {
    const word = rest[index] ?? '';
    if (valueFlags.has(word)) index++;
    else if (!word.startsWith('-') && word !== 'global') names.push(word);
  }
  const gemVersion = isGem && rest.some((word) => word === '-v' || word.startsWith('--version'));
  return names.flatMap((written): Install[] => {
    // Paths, archives, addresses and variables are no names of packages.
    if (/^[./~$]|^(?:https?|git\+|file:)|\.(?:whl|gz|zip|tgz|txt)$|[$*]/.test(written)) return [];
    if (isPip) {
      const [, name = '', constraint = ''] =
        /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(.*)$/.exec(written) ?? [];
      if (name === '' || installers.has(name.toLowerCase())) return [];
      return [{ name, exact: /^===?[^*]+$/.test(constraint) && !constraint.includes(','), at }];
    }
    if (isGem) return installers.has(written) ? [] : [{ name: written, exact: gemVersion, at }];
    const split = written.lastIndexOf('@');
    const name = split > 0 ? written.slice(0, split) : written;
    const version = split > 0 ? written.slice(split + 1) : '';
    if (installers.has(name)) return [];
    const exact = isGo ? /^v\d/.test(version) : /^\d+\.\d+\.\d+/.test(version);
    return [{ name, exact, at, tool: isGo || isGlobal }];
  });
};
