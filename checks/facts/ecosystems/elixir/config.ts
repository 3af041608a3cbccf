// What Elixir's configuration files say together in production: later files override what earlier ones set.
import type { Place } from '../../../engine/place.ts';
import { folderOf, joinPath } from '../../artifacts/paths.ts';
import type { Binding, Call, SourceModule, Value, Write } from '../../source/model.ts';

const setting = 'Config.config';
const including = 'Config.import_config';
const deepest = 12;

/** The name of an atom or module that an argument is. */
const nameIn = (value: Value | undefined): string | undefined =>
  value?.kind === 'reference' && value.path.length === 0 ? value.module.replace(/^:/, '') : undefined;

/** `config :app, key: value` and `config :app, Key, key: value`: the app, the key if there is one, and the entries. */
function partsOf({ arguments: [first, second, third] }: Call) {
  const app = nameIn(first);
  if (app === undefined || !second) return undefined;
  if (!third) return second.kind === 'object' ? { app, entries: second } : undefined;
  const key = nameIn(second);
  return key === undefined ? undefined : { app, key, entries: third };
}

/** Each value that a file sets, as a write to where it stands in the configuration. */
export function configWrites(calls: readonly Call[], path: string): Write[] {
  return calls.flatMap((call): Write[] => {
    const parts = call.callee === setting ? partsOf(call) : undefined;
    return parts ? leavesOf(`${parts.app}${parts.key ? `.${parts.key}` : ''}`, parts.entries, path, 0) : [];
  });
}

function leavesOf(target: string, value: Value, path: string, depth: number): Write[] {
  if (value.kind === 'object' && depth < deepest)
    return [...value.entries].flatMap(([name, entry]) =>
      leavesOf(`${target}.${name}`, entry, path, depth + 1),
    );
  return value.at.path === path ? [{ target, value, at: value.at }] : [];
}

interface Group {
  readonly app: string;
  readonly key?: string;
  value: Value;
  at: Place;
  readonly head: readonly Value[];
}

/**
 * Puts the calls of the files that production loads in place of what each says alone: `config.exs`, what it imports for
 * production, `releases.exs`, `runtime.exs`, in this order. What is overridden is gone; the rest stays where it stands.
 * Files for development and tests are left as they are.
 */
export function combineConfiguration(modules: readonly SourceModule[]): readonly SourceModule[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const starts = modules
    .map(({ path }) => path)
    .filter((path) => /(?:^|\/)config\/config\.exs$/.test(path))
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  const result = new Map<string, SourceModule>(byPath);
  const visited = new Set<string>();
  for (const start of starts) {
    if (visited.has(start)) continue;
    const chain = new Chain(byPath, visited);
    chain.visit(start);
    for (const late of ['releases.exs', 'runtime.exs']) chain.visit(`${folderPrefix(start)}${late}`);
    for (const [path, module] of chain.results(start)) result.set(path, module);
  }
  return modules.map(({ path }) => result.get(path) as SourceModule);
}

const folderPrefix = (path: string): string => {
  const folder = folderOf(path);
  return folder === '.' ? '' : `${folder}/`;
};

class Chain {
  readonly #modules: ReadonlyMap<string, SourceModule>;
  readonly #visited: Set<string>;
  readonly #own: string[] = [];
  readonly #groups = new Map<string, Group>();
  readonly #merged = new Set<Call>();
  readonly #overridden = new Set<string>();

  constructor(modules: ReadonlyMap<string, SourceModule>, visited: Set<string>) {
    this.#modules = modules;
    this.#visited = visited;
  }

  visit(path: string): void {
    const module = this.#modules.get(path);
    if (!module || this.#visited.has(path)) return;
    this.#visited.add(path);
    this.#own.push(path);
    for (const call of module.calls) {
      if (call.callee !== setting && call.callee !== including) continue;
      const when = inProduction(call);
      if (when === 'never') continue;
      if (call.callee === including) this.#include(call, path);
      else this.#apply(call, when === 'perhaps');
    }
  }

  #include(call: Call, from: string): void {
    const [file] = call.arguments;
    // The name of the environment stands in the file's: production's is what is asked for.
    const name =
      file?.kind === 'literal'
        ? file.text
        : file?.kind === 'text'
          ? file.parts.map((part) => (part.kind === 'literal' ? part.text : 'prod')).join('')
          : undefined;
    if (name === undefined) return;
    const target = joinPath(folderOf(from), name);
    if (target === undefined) return;
    const stars = target.split('*').length - 1;
    if (stars === 0) this.visit(target);
    if (stars === 0 || stars > 3) return;
    const pattern = new RegExp(
      `^${target
        .slice(0, 200)
        .split('*')
        .map((part) => part.replace(/[^\w/]/g, '\\$&'))
        .join('[^/]*')}$`,
    );
    for (const path of this.#modules.keys()) if (pattern.test(path)) this.visit(path);
  }

  #apply(call: Call, perhaps: boolean): void {
    const parts = partsOf(call);
    if (!parts) return;
    this.#merged.add(call);
    const id = `${parts.app}\0${parts.key ?? ''}`;
    const known = this.#groups.get(id);
    if (known) {
      known.value = this.#over(known.value, parts.entries, perhaps, 0);
      known.at = call.at;
    } else
      this.#groups.set(id, {
        app: parts.app,
        ...(parts.key === undefined ? {} : { key: parts.key }),
        value: parts.entries,
        at: call.at,
        head: call.arguments.slice(0, parts.key === undefined ? 1 : 2),
      });
  }

  /** Lists with keys are merged, key by key; everything else is replaced. */
  #over(before: Value, after: Value, perhaps: boolean, depth: number): Value {
    if (before.kind === 'object' && after.kind === 'object' && depth < deepest) {
      const entries = new Map(before.entries);
      for (const [name, value] of after.entries) {
        const old = entries.get(name);
        entries.set(name, old ? this.#over(old, value, perhaps, depth + 1) : value);
      }
      return { kind: 'object', entries, at: after.at };
    }
    if (perhaps) return { kind: 'choice', options: [after, before], at: after.at };
    this.#forget(before);
    return after;
  }

  #forget(value: Value): void {
    const stack = [value];
    for (let left = 500, next = stack.pop(); next && left > 0; left--, next = stack.pop()) {
      this.#overridden.add(placeKey(next.at));
      if (next.kind === 'object') stack.push(...next.entries.values());
      else if (next.kind === 'list') stack.push(...next.items);
      else if (next.kind === 'choice') stack.push(...next.options);
      else if (next.kind === 'text') stack.push(...next.parts);
      else if (next.kind === 'environment' && next.fallback) stack.push(next.fallback);
    }
  }

  /** The files of the chain as they count together. */
  *results(start: string): Generator<readonly [string, SourceModule]> {
    const calls = [...this.#groups.values()].map(
      ({ head, value, at }): Call => ({
        callee: setting,
        arguments: [...head, value],
        named: value.kind === 'object' ? value.entries : new Map(),
        at,
        constructs: false,
      }),
    );
    for (const path of this.#own) {
      const module = this.#modules.get(path);
      if (!module) continue;
      yield [
        path,
        {
          ...module,
          calls: [
            ...module.calls.filter((call) => !this.#merged.has(call)),
            ...calls.filter(({ at }) => at.path === path),
          ],
          writes: configWrites(calls, path),
          strings: module.strings.filter(({ at }) => !this.#overridden.has(placeKey(at))),
          ...(path === start ? { bindings: [...module.bindings, ...this.#bindings()] } : {}),
        },
      ];
    }
  }

  /** The configuration of each app, for who reads it by `Application.get_env`. */
  #bindings(): Binding[] {
    const apps = new Map<string, Map<string, Value>>();
    const places = new Map<string, Place>();
    for (const { app, key, value, at } of this.#groups.values()) {
      const entries = apps.get(app) ?? new Map<string, Value>();
      apps.set(app, entries);
      places.set(app, at);
      if (key !== undefined) entries.set(key, value);
      else if (value.kind === 'object') for (const [name, entry] of value.entries) entries.set(name, entry);
    }
    return [...apps].map(([name, entries]): Binding => {
      const at = places.get(name) as Place;
      return {
        name,
        value: { kind: 'object', entries, at },
        at,
        exported: true,
        collection: false,
        changes: [],
      };
    });
  }
}

const placeKey = ({ path, line, column }: Place): string => `${path}:${line}:${column}`;

/** Whether a setting counts in production: not under `config_env() == :dev`, perhaps under another condition. */
function inProduction({ guards = [] }: Call): 'always' | 'perhaps' | 'never' {
  let result: 'always' | 'perhaps' = 'always';
  for (const { value, equals, negated } of guards) {
    if (value.kind !== 'environment' || value.name !== 'MIX_ENV') result = 'perhaps';
    else if (negated ? equals === 'prod' : /^(?:dev|test)$/.test(equals ?? '')) return 'never';
  }
  return result;
}
