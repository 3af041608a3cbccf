/** The linked source of an app: what gatherers ask. Values are followed across files, calls know what libraries mean by them. */
import type { Problem } from '../../engine/place.ts';
import type { Ecosystem, Origin } from '../facts.ts';
import type { ArgumentPath, Catalogue, CatalogueEntry } from './catalogue.ts';
import { closureOf } from './closure.ts';
import { Follower, type LocalFunction } from './follow.ts';
import type { Binding, Call, SourceModule, Value, Write } from './model.ts';
import type { NamedFile } from './named-files.ts';
import { PairMap } from './pair-map.ts';
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
      // Key by key: calls are many and of many shapes, which makes spreading them slow.
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
      seen = closureOf([from], ({ imports, path }) => imports.flatMap(({ module }) => resolve(module, path)));
      reached.set(from, seen);
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
