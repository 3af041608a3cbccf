/** The linked source of an app: what gatherers ask. Values are followed across files, calls know what libraries mean by them. */
import type { Problem } from '../../engine/place.ts';
import type { Repo } from '../../engine/repo.ts';
import { isAside, isInside, isTestFolder, isVendored } from '../artifacts/paths.ts';
import type { ManifestFile } from '../ecosystems/ecosystem.ts';
import { ecosystems, loadReaders, readerOf } from '../ecosystems/index.ts';
import { folderOfManifest } from '../ecosystems/manifest-path.ts';
import { languageByExtension, languageOf, loadReadersFor } from '../ecosystems/recognise.ts';
import type { App, Ecosystem, Origin } from '../facts.ts';
import type { GatherContext } from '../gatherer.ts';
import type { ArgumentPath, Catalogue, CatalogueEntry } from './catalogue.ts';
import { Follower, type LocalFunction } from './follow.ts';
import type { Binding, Call, SourceModule, Value, Write } from './model.ts';
import { type NamedFile, namedFilesOf } from './named-files.ts';
import { PairMap } from './pair-map.ts';
import { ParsingTime, parseSource } from './syntax.ts';
import { Vocabulary } from './vocabulary.ts';

/** A call whose callee is canonical across files, with what the catalogue knows of it. */
export interface LinkedCall extends Call {
  readonly module: SourceModule;
  /** Catalogue entries that name it; most calls have none. */
  readonly entries: readonly CatalogueEntry[];
}

export interface LinkedBinding extends Binding {
  readonly module: SourceModule;
}

export interface LinkedWrite extends Write {
  readonly module: SourceModule;
}

type EnvironmentRead = Extract<Value, { kind: 'environment' }>;

/** A field of a catalogue entry together with the calls to which it applies. */
export interface Match<Field extends keyof CatalogueEntry> {
  readonly call: LinkedCall;
  readonly means: NonNullable<CatalogueEntry[Field]>;
}

export interface LinkedSources {
  /** The app's modules that reach a deploy, tests and other asides left out; sorted by path. */
  readonly modules: readonly SourceModule[];
  readonly problems: readonly Problem[];
  /** All calls of `modules`, in order of path and place. */
  calls(): readonly LinkedCall[];
  /** Calls of which the catalogue says this: `callsThat('listens')`. */
  callsThat<Field extends keyof CatalogueEntry>(field: Field): readonly Match<Field>[];
  /** Names at module level with all changes made to them, also those that other modules make through an import. */
  bindings(): readonly LinkedBinding[];
  /** Writes with canonical targets: `flask.Flask().config.SECRET_KEY`. */
  writes(): readonly LinkedWrite[];
  /** Every read of a variable: by the language's own means, by catalogue calls, and through helpers of the app, once each. */
  environment(): readonly EnvironmentRead[];
  /**
   * The value at a place of a call's arguments (`0`, `0.port`, `port`), followed; of several paths the first that leads to
   * one. `undefined`: the call gives none. A value that is there and can't be told is an `unknown`, `parameter` or `member`.
   */
  argument(call: Call, path: ArgumentPath | readonly ArgumentPath[]): Value | undefined;
  /** The most concrete value that this one stands for. Parts of objects, lists and texts are followed when asked for. */
  follow(value: Value): Value;
  /** Where the value comes from: the environment if anything that decides it reads the environment. */
  origin(value: Value): Origin;
  /** The text that it is for sure; undefined where a part is only known later. */
  text(value: Value): string | undefined;
  /** The canonical name of what it is: `express()`, `pg.Pool`; undefined where none is known. */
  canonical(value: Value): string | undefined;
  /** The function of the program that the value is. */
  functionOf(value: Value): LocalFunction | undefined;
  /** The function of the program that a call runs; a constructor for an instance. */
  calledFunction(call: Call): LocalFunction | undefined;
  /**
   * Whether running the value (a function) makes a call for which the predicate holds: directly, in functions that it
   * calls, or in functions that it passes on.
   */
  reaches(value: Value, predicate: (call: LinkedCall) => boolean): boolean;
  /** What runs when the function runs: its own calls, then those of the functions that it calls or passes on. */
  callsFrom(start: LocalFunction): readonly LinkedCall[];
  /** What the catalogue knows of a call. */
  entriesOf(call: Call): readonly CatalogueEntry[];
  moduleAt(path: string): SourceModule | undefined;
  /** Tracked files of configuration that the program names. */
  readonly namedFiles: readonly NamedFile[];
  /** Modules of the program that this one imports. */
  importsOf(module: SourceModule): readonly SourceModule[];
}

export interface LinkOptions {
  readonly catalogue: (ecosystem: Ecosystem) => Catalogue;
  /** Paths of modules that a module name means: one, several of a folder, or none. */
  readonly resolve: (name: string, from: string, ecosystem: Ecosystem) => readonly string[];
  /** Data that source imports: followed into, but no modules of the program. */
  readonly data?: readonly SourceModule[];
  readonly namedFiles?: readonly NamedFile[];
  readonly problems?: readonly Problem[];
}

/** Links modules that are read already. Pure; the order of the modules is kept. */
export function linkModules(read: readonly SourceModule[], options: LinkOptions): LinkedSources {
  const modules = read.map((module) => withRegistration(module, options.catalogue(module.ecosystem)));
  const byPath = new Map([...modules, ...(options.data ?? [])].map((module) => [module.path, module]));
  const vocabularies = new Map<Ecosystem, Vocabulary>();
  const resolved = new PairMap<readonly SourceModule[]>();
  const vocabulary = ({ ecosystem }: SourceModule): Vocabulary => {
    let found = vocabularies.get(ecosystem);
    if (!found) {
      found = new Vocabulary(options.catalogue(ecosystem));
      vocabularies.set(ecosystem, found);
    }
    return found;
  };
  const resolve = (name: string, from: string): readonly SourceModule[] =>
    resolved.get(from, name, () => {
      const ecosystem = byPath.get(from)?.ecosystem;
      const paths = ecosystem ? options.resolve(name, from, ecosystem) : [];
      return paths.map((path) => byPath.get(path)).filter((module) => module !== undefined);
    });
  const declaring = sharedNames(modules, resolve);
  const follower = new Follower({ modules: byPath, resolve, declaring, vocabulary });

  const linked = new Map<Call, LinkedCall>();
  const link = (call: Call, module: SourceModule): LinkedCall => {
    let result = linked.get(call);
    if (!result) {
      const { callee, entries } = follower.link(call);
      const { receiver, target, extension, arguments: given, named, at, within, constructs, guards } = call;
      // Key by key, and all of them: calls are many, and spread they would be of many shapes.
      result = {
        callee,
        receiver,
        target,
        extension,
        arguments: given,
        named,
        at,
        within,
        constructs,
        guards,
        module,
        entries,
      };
      linked.set(call, result);
    }
    return result;
  };
  let indexed = false;
  const ready = () => {
    if (indexed) return;
    indexed = true;
    follower.indexCalls(modules.flatMap((module) => module.calls));
  };

  let all: readonly LinkedCall[] | undefined;
  const calls = (): readonly LinkedCall[] => {
    ready();
    all ??= modules.flatMap((module) => module.calls.map((call) => link(call, module)));
    return all;
  };

  let known: readonly LinkedCall[] | undefined;
  /** Calls of which the catalogue says anything: few of all. */
  const knownCalls = (): readonly LinkedCall[] => {
    known ??= calls().filter(({ entries }) => entries.length > 0);
    return known;
  };

  const matches = new Map<keyof CatalogueEntry, readonly Match<keyof CatalogueEntry>[]>();

  let allBindings: readonly LinkedBinding[] | undefined;
  const bindings = (): readonly LinkedBinding[] => {
    ready();
    allBindings ??= mergedBindings(modules, (target) => follower.boundAt(target));
    return allBindings;
  };

  const within = new Map<SourceModule, Map<string, Call[]>>();
  const callsWithin = (module: SourceModule, name: string): readonly Call[] => {
    let index = within.get(module);
    if (!index) {
      index = new Map();
      for (const call of module.calls) {
        const list = index.get(call.within ?? '');
        if (list) list.push(call);
        else index.set(call.within ?? '', [call]);
      }
      within.set(module, index);
    }
    return index.get(name) ?? [];
  };

  function* callsFrom(start: LocalFunction): Generator<LinkedCall> {
    const seen = new Set([start.function]);
    const queue = [start];
    for (let next = queue.shift(); next; next = queue.shift()) {
      for (const call of callsWithin(next.module, next.function.name)) {
        yield link(call, next.module);
        const onward = [follower.calledFunction(call), ...call.arguments.map((a) => follower.functionOf(a))];
        for (const found of onward) {
          if (!found || seen.has(found.function) || seen.size > 2_000) continue;
          seen.add(found.function);
          queue.push(found);
        }
      }
    }
  }

  let allReads: readonly EnvironmentRead[] | undefined;
  const environment = (): readonly EnvironmentRead[] => {
    allReads ??= findReads();
    return allReads;
  };
  const findReads = (): readonly EnvironmentRead[] => {
    const reads = new Map<string, EnvironmentRead>();
    const add = (read: EnvironmentRead) => {
      const key = `${read.name}\0${read.at.path}:${read.at.line}:${read.at.column}`;
      const known = reads.get(key);
      if (!known || (!known.fallback && read.fallback)) reads.set(key, read);
    };
    ready();
    const helping = new Set<SourceModule>();
    for (const module of modules) {
      for (const read of module.environment) {
        const followed = follower.follow(read);
        if (followed.kind !== 'environment' || !followed.computed)
          add(followed.kind === 'environment' ? followed : read);
        else helping.add(module);
      }
    }
    const unnamed = new Set(
      [...helping].flatMap((module) => module.environment.filter((read) => read.computed)),
    );
    // Helpers that are told a name are functions of the program, of which the catalogue says nothing.
    for (const call of helping.size > 0 ? calls() : knownCalls()) {
      const reading = call.entries.some((entry) => entry.environment || entry.value);
      // A helper that is told the name reads another variable for each call.
      const told = !reading && helping.size > 0 ? follower.calledFunction(call) : undefined;
      if (!reading && !(told && helping.has(told.module))) continue;
      for (const read of readsIn(follower.follow({ kind: 'call', call, at: call.at }))) {
        if (read.name === undefined && !reading) continue;
        add(read);
        if (told) for (const one of told.module.environment) unnamed.delete(one);
      }
    }
    for (const read of unnamed) add(read);
    return [...reads.values()];
  };

  return {
    modules,
    problems: [...(options.problems ?? []), ...modules.flatMap((module) => module.problems)],
    calls,
    callsThat: (field) => {
      let found = matches.get(field);
      if (!found) {
        const all: Match<keyof CatalogueEntry>[] = [];
        for (const call of knownCalls())
          for (const entry of call.entries) {
            const means = entry[field];
            if (means !== undefined) all.push({ call, means });
          }
        found = all;
        matches.set(field, found);
      }
      return found as readonly Match<typeof field>[];
    },
    bindings,
    writes: () => {
      ready();
      return modules.flatMap((module) => module.writes.map((write) => ({ ...write, module })));
    },
    environment,
    argument: (call, path) => {
      ready();
      return follower.argument(call, path);
    },
    follow: (value) => {
      ready();
      return follower.follow(value);
    },
    origin: (value) => {
      ready();
      return follower.origin(value);
    },
    text: (value) => {
      ready();
      return follower.text(value);
    },
    canonical: (value) => {
      ready();
      return follower.canonical(follower.follow(value));
    },
    functionOf: (value) => {
      ready();
      return follower.functionOf(value);
    },
    calledFunction: (call) => {
      ready();
      return follower.calledFunction(call);
    },
    reaches: (value, predicate) => {
      ready();
      const start = follower.functionOf(value);
      if (!start) return false;
      for (const call of callsFrom(start)) if (predicate(call)) return true;
      return false;
    },
    callsFrom: (start) => {
      ready();
      return [...callsFrom(start)];
    },
    entriesOf: (call) => {
      ready();
      return follower.link(call).entries;
    },
    moduleAt: (path) => byPath.get(path),
    namedFiles: options.namedFiles ?? [],
    importsOf: (module) => module.imports.flatMap(({ module: name }) => resolve(name, module.path)),
  };
}

/** A plugin that is found in a folder has no call that registers it: the module with it in its place. */
function withRegistration(module: SourceModule, { foundPlugins }: Catalogue): SourceModule {
  const exported = (name: string) => module.bindings.find((one) => one.exported && one.name === name);
  const options = foundPlugins && exported(foundPlugins.options);
  const plugin = options && (exported('default') ?? exported('module.exports'));
  if (!plugin) return module;
  const { value, at } = options;
  const call = { constructs: false, named: new Map(), at };
  const type = foundPlugins.call.slice(0, foundPlugins.call.lastIndexOf('.'));
  const receiver: Value = { kind: 'parameter', function: '', index: 0, name: '', type, at };
  const given: Value =
    value.kind === 'function'
      ? { kind: 'call', call: { ...call, callee: value.name, target: value, arguments: [receiver] }, at }
      : value;
  const registration = { ...call, callee: foundPlugins.call, receiver, arguments: [plugin.value, given] };
  return { ...module, calls: [...module.calls, registration] };
}

/** Finds the modules that declare a name: those that a module imports before all others of its language. */
function sharedNames(
  modules: readonly SourceModule[],
  resolve: (name: string, from: string) => readonly SourceModule[],
): (name: string, from: SourceModule) => readonly SourceModule[] {
  let index: Map<string, SourceModule[]> | undefined;
  const reached = new Map<SourceModule, ReadonlySet<SourceModule>>();
  const importedBy = (from: SourceModule): ReadonlySet<SourceModule> => {
    let seen = reached.get(from);
    if (!seen) {
      const all = new Set([from]);
      for (const module of all)
        for (const { module: name } of module.imports)
          for (const other of resolve(name, module.path)) all.add(other);
      reached.set(from, all);
      seen = all;
    }
    return seen;
  };
  return (name, from) => {
    if (!index) {
      index = new Map();
      for (const module of modules) {
        const own = [...module.bindings, ...module.functions, ...module.classes].map((one) => one.name);
        for (const one of new Set(own)) {
          const list = index.get(one);
          if (list) list.push(module);
          else index.set(one, [module]);
        }
      }
    }
    const found = (index.get(name) ?? []).filter(({ ecosystem }) => ecosystem === from.ecosystem);
    if (found.length < 2) return found;
    const near = importedBy(from);
    return [...found.filter((module) => near.has(module)), ...found.filter((module) => !near.has(module))];
  };
}

/** Bindings with the changes that other modules make to them added to their own. */
function mergedBindings(
  modules: readonly SourceModule[],
  boundAt: (target: Value) => Binding | undefined,
): LinkedBinding[] {
  const foreign = new Map<Binding, Binding['changes'][number][]>();
  for (const { foreignChanges } of modules) {
    for (const { target, at, within, how } of foreignChanges ?? []) {
      const binding = boundAt(target);
      if (!binding) continue;
      const list = foreign.get(binding);
      if (list) list.push({ at, within, how });
      else foreign.set(binding, [{ at, within, how }]);
    }
  }
  return modules.flatMap((module) =>
    module.bindings.map((binding) => ({
      ...binding,
      changes: [...binding.changes, ...(foreign.get(binding) ?? [])],
      module,
    })),
  );
}

function* readsIn(value: Value): Generator<EnvironmentRead> {
  const stack: Value[] = [value];
  for (let left = 500, next = stack.pop(); next && left > 0; left--, next = stack.pop()) {
    if (next.kind === 'environment') {
      if (next.name !== undefined || next.computed) yield next;
      if (next.fallback) stack.push(next.fallback);
    } else if (next.kind === 'object') stack.push(...next.entries.values());
    else if (next.kind === 'choice') stack.push(...next.options);
    else if (next.kind === 'list') stack.push(...next.items);
  }
}

interface Reading {
  readonly repo: Repo;
  readonly files: {
    has(path: string): boolean;
    readonly paths: readonly string[];
    text(path: string): string | undefined;
  };
  readonly manifests: readonly { path: string; file: ManifestFile; ecosystem: Ecosystem }[];
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** What was read of a file, for all apps that it is part of. */
  readonly modules: Map<string, Promise<ReadModule>>;
  readonly time: ParsingTime;
  readonly names: Map<Ecosystem, Names>;
}
/** What module names of one ecosystem mean. */
interface Names {
  readonly manifests: Reading['manifests'];
  /** Paths, by the file that names the module and the name. */
  readonly paths: PairMap<readonly string[]>;
}
interface ReadModule {
  readonly module?: SourceModule;
  readonly problems: readonly Problem[];
}
const readings = new WeakMap<Repo, Reading>();

function byFolder(paths: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
    const list = folders.get(folder);
    if (list) list.push(path);
    else folders.set(folder, [path]);
  }
  return folders;
}

/** What all apps of a repository share, read once. */
function readingOf(repo: Repo): Reading {
  let reading = readings.get(repo);
  if (!reading) {
    const paths = repo.files.map((file) => file.path);
    const manifests: Reading['manifests'][number][] = [];
    for (const path of paths) {
      for (const outline of ecosystems) {
        const folder = folderOfManifest(outline, path);
        // A tool may keep its manifest among what it vendors.
        if (folder === undefined || isVendored(`${folder}/`)) continue;
        const text = repo.text(path);
        const reader = text === undefined ? undefined : readerOf(outline.id);
        if (text !== undefined && reader)
          manifests.push({
            path,
            file: reader.readManifest(text, path, (other) => repo.text(other)),
            ecosystem: outline.id,
          });
      }
    }
    reading = {
      repo,
      files: { has: (path) => repo.has(path), paths, text: (path) => repo.text(path) },
      manifests,
      folders: byFolder(paths),
      modules: new Map(),
      time: new ParsingTime(),
      names: new Map(),
    };
    readings.set(repo, reading);
  }
  return reading;
}

function namesOf({ names, manifests }: Reading, ecosystem: Ecosystem): Names {
  let known = names.get(ecosystem);
  if (!known) {
    known = { manifests: manifests.filter((one) => one.ecosystem === ecosystem), paths: new PairMap() };
    names.set(ecosystem, known);
  }
  return known;
}

/** Without the ending of a template from which a deploy makes the file: `config.php.dist`. */
const withoutTemplate = (path: string): string => path.replace(/\.(?:dist|example|sample|template)$/, '');

/** In bytes; what others wrote and tests aren't read. */
export const sizeOfSource = (repo: Repo): number =>
  repo.files.reduce(
    (sum, { path, size }) =>
      sum + (languageByExtension(path) && !isVendored(path) && !isTestFolder(path) ? size : 0),
    0,
  );

/** Whether a file is source that can reach the deploy of the app: no test, fixture, example, vendored or generated file. */
export function isDeployedSource(path: string, app: Pick<App, 'path'>, repo: Repo): boolean {
  const language = languageOf(path, repo);
  if (!language) return false;
  const inside = app.path !== '.' && isInside(path, app.path) ? path.slice(app.path.length + 1) : path;
  return (
    !isVendored(inside) &&
    !isTestFolder(inside) &&
    !isAside(inside) &&
    !readerOf(language.ecosystem)?.isTestPath(inside)
  );
}

/** The paths of the repository that a module name means in a file. */
function resolveIn(reading: Reading, name: string, from: string, ecosystem: Ecosystem): readonly string[] {
  const reader = readerOf(ecosystem);
  if (!reader) return [];
  const { manifests, paths } = namesOf(reading, ecosystem);
  return paths.get(from, name, () => {
    const found = reader.resolveModule(name, from, reading.files, manifests);
    if (found === undefined) return [];
    if (reading.repo.has(found)) return [found];
    // A folder is the unit: all its files of that language.
    const beside = reading.folders.get(found) ?? [];
    return beside.filter(
      (path) => languageByExtension(path)?.ecosystem === ecosystem && !reader.isTestPath(path),
    );
  });
}

/**
 * Reads and links the source of one app: its own files, and files of the repository outside of it that they import
 * (a shared package of a workspace). Each file is parsed once; its tree is gone when its module is there.
 */
export async function linkSources(
  context: Pick<GatherContext, 'repo' | 'app' | 'apps' | 'paths'>,
): Promise<LinkedSources> {
  const { repo, app } = context;
  await loadReadersFor(repo);
  // What a script without extension is written in stands in it.
  await loadReaders(context.paths.flatMap((path) => languageOf(path, repo)?.ecosystem ?? []));
  const reading = readingOf(repo);
  const { manifests } = reading;
  const problems: Problem[] = [];
  const modules = new Map<string, SourceModule>();
  const resolve = (name: string, from: string, ecosystem: Ecosystem) =>
    resolveIn(reading, name, from, ecosystem);

  const data = new Map<string, SourceModule>();
  // Go compiles what is Go: source of a language without a manifest beside the module's is no part of the program.
  const isForeign = (path: string): boolean => {
    const ecosystem = app.ecosystem === 'go' ? languageOf(path, repo)?.ecosystem : undefined;
    return (
      ecosystem !== undefined &&
      ecosystem !== 'go' &&
      !manifests.some(
        (one) =>
          one.ecosystem === ecosystem &&
          isInside(path, one.path.slice(0, Math.max(one.path.lastIndexOf('/'), 0)) || '.'),
      )
    );
  };
  const queue = context.paths.filter((path) => isDeployedSource(path, app, repo) && !isForeign(path));
  const queued = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const { module, problems: own } = await moduleAt(reading, path);
    problems.push(...own);
    if (!module) continue;
    modules.set(path, module);
    for (const { module: name } of module.imports) {
      for (const other of resolve(name, path, module.ecosystem)) {
        // What others wrote is followed no further.
        if (queued.has(other) || isVendored(other)) continue;
        queued.add(other);
        // A template that stands for the imported file is source though its name says otherwise.
        if (languageOf(withoutTemplate(other), repo)) queue.push(other);
        else {
          const text = repo.text(other);
          const read = text === undefined ? undefined : readerOf(module.ecosystem)?.readData?.(text, other);
          if (read) data.set(other, read);
        }
      }
    }
  }
  for (const ecosystem of new Set([...modules.values()].map((module) => module.ecosystem)))
    for (const module of readerOf(ecosystem)?.combine?.([...modules.values()]) ?? [])
      modules.set(module.path, module);
  await addConventions(modules, context);
  const sorted = [...modules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return linkModules(sorted, {
    catalogue: (ecosystem) => readerOf(ecosystem)?.catalogue ?? emptyCatalogue,
    resolve,
    data: [...data.values()],
    namedFiles: await namedFilesOf(sorted, context),
    problems,
  });
}

/** Puts what frameworks do by themselves beside what the source says. */
async function addConventions(
  modules: Map<string, SourceModule>,
  { repo, paths, app }: Pick<GatherContext, 'repo' | 'app' | 'paths'>,
): Promise<void> {
  const reader = readerOf(app.ecosystem);
  const text = (path: string) => repo.text(path);
  const all = (await reader?.readConventions?.({ paths, text, modules: [...modules.values()] })) ?? [];
  for (const found of all) {
    const known = modules.get(found.path);
    modules.set(
      found.path,
      known
        ? {
            ...known,
            calls: [...known.calls, ...found.calls],
            functions: [...known.functions, ...found.functions],
            classes: [...known.classes, ...found.classes],
            environment: [...known.environment, ...found.environment],
          }
        : found,
    );
  }
}

const emptyCatalogue: Catalogue = { types: {}, entries: [], frameworks: {}, drivers: {} };

function moduleAt(reading: Reading, path: string): Promise<ReadModule> {
  let module = reading.modules.get(path);
  if (!module) {
    module = readModule(reading, path);
    reading.modules.set(path, module);
  }
  return module;
}

async function readModule({ repo, time }: Reading, path: string): Promise<ReadModule> {
  const language = languageOf(withoutTemplate(path), repo);
  const text = language && repo.text(path);
  if (!language || text === undefined) return { problems: [] };
  const { ecosystem, grammar } = language;
  await loadReaders([ecosystem]);
  const reader = readerOf(ecosystem);
  if (!reader) return { problems: [] };
  const parsed = await parseSource(text, path, grammar, time);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  return { module: reader.readSource(parsed.tree, text, path), problems: parsed.tree.problems };
}
