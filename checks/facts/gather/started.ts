/** What the deploy's start commands run in the end: a known server, or a module of the app. */
import type { Place } from '../../engine/place.ts';
import type { GatherContext } from '../gatherer.ts';
import { closureOf } from '../source/closure.ts';
import type { LinkedSources } from '../source/link.ts';
import { type StartedServer, serverBuiltBy, serverStartedBy } from './server-programs.ts';

export interface StartedProgram {
  readonly workload: string;
  /** With the values of variables put in where they are known. */
  readonly words: readonly string[];
  /** The words of the same line as they stand in the file, with its variables. */
  readonly written: readonly string[];
  readonly at: Place;
  /** Absent where the app's own program is started. */
  readonly server?: StartedServer;
}

/** The long-running programs of the deploy; one-off commands and what a script runs beforehand are left out. */
export async function startedIn(context: GatherContext): Promise<readonly StartedProgram[]> {
  const commands = await context.fact('startCommands');
  const inApp = (path: string) => (context.app.path === '.' ? path : `${context.app.path}/${path}`);
  const programs = commands
    .filter(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff)
    .flatMap(({ workload, steps }) =>
      steps
        .filter(({ role }) => role === 'program' || role === 'background')
        .map(
          ({ words, at }): StartedProgram => ({
            workload,
            words,
            written: writtenAt(context, at),
            at,
            server:
              serverStartedBy(words) ??
              serverBuiltBy(context.app.framework, words, (path) => context.repo.has(inApp(path))),
          }),
        ),
    );
  // Several workloads may start the same command of the same image.
  return [
    ...new Map(programs.map((one) => [`${one.at.path}:${one.at.line}:${one.words.join(' ')}`, one])).values(),
  ];
}

/** The words of a line and of those that continue it, whatever the file's format puts around them. */
function writtenAt(context: GatherContext, { path, line }: Place): readonly string[] {
  if (line === undefined) return [];
  const lines = (context.repo.text(path) ?? '').split('\n').slice(line - 1, line + 20);
  const end = lines.findIndex((text) => !text.trimEnd().endsWith('\\'));
  return lines
    .slice(0, end < 0 ? lines.length : end + 1)
    .join(' ')
    .slice(0, 4000)
    .split(/[\s"',[\]\\]+/)
    .filter((word) => word !== '');
}

/** The command names the module (`python app.py`, `node dist/server.js`, `python -m app.main`), or one that imports it. */
export function startsModule(sources: LinkedSources, words: readonly string[], path: string): boolean {
  return sources.modules.some(
    (module) =>
      words.some((word) => namesModule(word, module.path)) && importedFrom(sources, [module.path]).has(path),
  );
}

/** The modules that a command names, and all that they import; empty where it names none. */
export function modulesStartedBy(sources: LinkedSources, words: readonly string[]): ReadonlySet<string> {
  const named = sources.modules.filter(({ path }) => words.some((word) => namesModule(word, path)));
  const entries = named.flatMap((module) =>
    processFile.test(module.path)
      ? sources.modules.filter(({ path }) => module.strings.some(({ text }) => namesModule(text, path)))
      : [module],
  );
  return importedFrom(
    sources,
    entries.map(({ path }) => path),
  );
}

/** What a process manager is told to start stands in a module of its own: `pm2 start ecosystem.config.js`. */
const processFile =
  /(?:^|\/)(?:ecosystem|pm2|processes|process)(?:[.-][\w-]+)*\.config\.[cm]?js$|(?:^|\/)ecosystem\.[cm]?js$/;

/**
 * The modules that the deploy's long-running programs load, as far as imports tell; `undefined` where no start command
 * names a module (a compiled program, a framework's own loader).
 */
export async function servedModules(
  context: GatherContext,
  sources: LinkedSources,
): Promise<ReadonlySet<string> | undefined> {
  const words = (await startedIn(context)).flatMap((program) => program.words);
  const modules = modulesStartedBy(sources, words);
  return modules.size === 0 ? undefined : modules;
}

const withoutExtension = (path: string): string => path.replace(/\.(?:[cm]?[jt]sx?|py|go|rb|php)$/, '');

/** Whether a word of a command means the module: its path, its dotted name, or what is built from it. */
export function namesModule(word: string, path: string): boolean {
  const target = withoutExtension(path);
  const spelled = withoutExtension(word.replace(/^\.?\//, ''));
  if (spelled === '') return false;
  // A dotted module name; what is built into `dist/` stands under `src/`, or at the root, in the sources.
  return [
    spelled,
    spelled.replaceAll('.', '/'),
    `${spelled.replaceAll('.', '/')}/__main__`,
    spelled.replace(/^(?:app\/)?(?:dist|build|lib|out)\//, ''),
  ].some(
    (name) =>
      target === name || target.endsWith(`/${name}`) || (word.startsWith('/') && name.endsWith(`/${target}`)),
  );
}

/** The modules of these paths and all that they import. */
export function importedFrom(sources: LinkedSources, paths: readonly string[]): Set<string> {
  return closureOf(paths, (path) => {
    const module = sources.moduleAt(path);
    return module ? sources.importsOf(module).map((other) => other.path) : [];
  });
}
