/** What Laravel and Symfony do by themselves, and what their configuration files tell them: as calls that the catalogue knows. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Place } from '../../../engine/place.ts';
import type { Call, Guard, SourceModule, Value } from '../../source/model.ts';
import type { ConventionSource } from '../ecosystem.ts';
import { readConfigFiles } from './config-files.ts';
import { readManifest } from './manifest.ts';

/** Modules to add to the app's own: calls and reads that no PHP source writes out. Pure. */
export function readConventions(source: ConventionSource): readonly SourceModule[] {
  const calls: Call[] = [];
  const reads: EnvironmentRead[] = [];
  for (const path of source.paths) {
    if (!/(?:^|\/)composer\.json$/.test(path)) continue;
    const { dependencies } = readManifest(source.text(path) ?? '', path);
    const project: Project = {
      ...source,
      manifest: path,
      folder: path.slice(0, path.lastIndexOf('/') + 1),
      version: (name) => versionOf(dependencies.find((one) => one.name === name)?.constraint),
    };
    if (project.version('laravel/framework')) calls.push(...laravel(project));
    else if (project.version('symfony/framework-bundle') ?? project.version('symfony/symfony')) {
      const found = symfony(project);
      calls.push(...found.calls);
      reads.push(...found.reads);
    }
  }
  calls.push(...readConfigFiles(source, callAt));
  const byPath = new Map<string, { calls: Call[]; reads: EnvironmentRead[] }>();
  const at = (path: string) => {
    const known = byPath.get(path) ?? { calls: [], reads: [] };
    byPath.set(path, known);
    return known;
  };
  for (const call of calls) at(call.at.path).calls.push(call);
  for (const read of reads) at(read.at.path).reads.push(read);
  return [...byPath].map(([path, found]) => moduleOf(path, found.calls, found.reads));
}

type EnvironmentRead = Extract<Value, { kind: 'environment' }>;

interface Project extends ConventionSource {
  readonly manifest: string;
  /** With a slash at its end; empty for the root. */
  readonly folder: string;
  /** The lowest major version that the constraint allows; undefined for what isn't required. */
  version(name: string): number | undefined;
}

/** `^11.0`, `5.5.*`, `>=6`; a branch is as new as can be. */
const versionOf = (constraint: string | undefined): number | undefined =>
  constraint === undefined ? undefined : Number(/\d+/.exec(constraint)?.[0] ?? 99);

const moduleOf = (
  path: string,
  calls: readonly Call[],
  environment: readonly EnvironmentRead[],
): SourceModule => ({
  path,
  ecosystem: 'php',
  imports: [],
  calls,
  bindings: [],
  functions: [],
  classes: [],
  writes: [],
  environment,
  strings: [],
  program: false,
  problems: [],
});

const callAt = (callee: string, at: Place, given: readonly Value[], guards: readonly Guard[] = []): Call => ({
  callee,
  arguments: given,
  named: new Map(),
  at,
  constructs: false,
  ...(guards.length > 0 ? { guards } : {}),
});
const literal = (text: string, at: Place): Value => ({ kind: 'literal', type: 'string', text, at });
const variable = (name: string, at: Place, fallback?: string): EnvironmentRead => ({
  kind: 'environment',
  name,
  required: false,
  ...(fallback === undefined ? {} : { fallback: literal(fallback, at) }),
  at,
});

/** The text of a value, or of the default beside the variable that decides it. */
function defaultOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'literal') return value.text;
  if (value?.kind === 'environment') return defaultOf(value.fallback);
  return value?.kind === 'choice'
    ? value.options.map(defaultOf).find((text) => text !== undefined)
    : undefined;
}

// Laravel -------------------------------------------------------------------------------------------------------------

function laravel(project: Project): Call[] {
  const version = project.version('laravel/framework') ?? 0;
  const config = (name: string): Value | undefined =>
    project.modules
      .find(({ path }) => path === `${project.folder}config/${name}.php`)
      ?.bindings.find((binding) => binding.name === 'module.exports')?.value;
  const fallbackPlace: Place = { path: project.manifest };
  const entry = (of: Value | undefined, key: string): Value | undefined =>
    of?.kind === 'object' ? of.entries.get(key) : undefined;
  const calls: Call[] = [];

  const driver =
    entry(config('session'), 'driver') ??
    variable('SESSION_DRIVER', fallbackPlace, version >= 11 ? 'database' : 'file');
  calls.push(callAt('laravel.session', driver.at, [driver]));
  calls.push(...laravelLog(config('logging'), config('app'), version, fallbackPlace, entry));

  const database = config('database');
  const hasSchema = project.paths.some((path) => path.startsWith(`${project.folder}database/migrations/`));
  if (database || hasSchema) {
    const chosen =
      entry(database, 'default') ??
      variable('DB_CONNECTION', fallbackPlace, version >= 11 ? 'sqlite' : 'mysql');
    const example = exampleOf(project, 'DB_CONNECTION');
    const connections = entry(database, 'connections');
    const name = example ?? defaultOf(chosen);
    const connection = name === undefined ? undefined : entry(connections, name);
    const address =
      entry(connection, 'host') ??
      entry(connection, 'url') ??
      entry(connection, 'database') ??
      (database ? undefined : variable('DB_HOST', fallbackPlace));
    // What a developer's environment is made from names another engine than the default that nobody runs.
    const engine: Value =
      chosen.kind === 'environment' && example !== undefined
        ? { ...chosen, fallback: literal(example, chosen.at) }
        : chosen;
    const at = chosen.at;
    calls.push(
      callAt('laravel.database', at, [
        { kind: 'text', parts: [engine, literal('://', at), ...(address ? [address] : [])], at },
      ]),
    );
  }
  const usesRedis = [
    'CACHE_STORE',
    'CACHE_DRIVER',
    'QUEUE_CONNECTION',
    'SESSION_DRIVER',
    'BROADCAST_DRIVER',
  ].some((key) => exampleOf(project, key) === 'redis');
  const defaults = [entry(config('cache'), 'default'), entry(config('queue'), 'default'), driver].map(
    defaultOf,
  );
  if (usesRedis || defaults.includes('redis')) {
    const redis = entry(database, 'redis');
    const host =
      entry(entry(redis, 'default'), 'host') ??
      entry(entry(redis, 'default'), 'url') ??
      variable('REDIS_HOST', fallbackPlace);
    calls.push(callAt('laravel.redis', host.at, [host]));
  }
  return calls;
}

/** The channel that is written to unless a deploy sets `LOG_CHANNEL`, with those that a stack leads to. */
function laravelLog(
  logging: Value | undefined,
  app: Value | undefined,
  version: number,
  at: Place,
  entry: (of: Value | undefined, key: string) => Value | undefined,
): Call[] {
  const old = entry(app, 'log');
  const chosen = logging
    ? entry(logging, 'default')
    : version >= 6
      ? variable('LOG_CHANNEL', at, 'stack')
      : (old ?? variable('APP_LOG', at, 'single'));
  const name = defaultOf(chosen);
  if (!chosen || name === undefined) return [];
  const guard: Guard = { value: chosen, equals: name, negated: false };
  const log = (path: string) =>
    callAt(
      'laravel.log',
      chosen.at,
      [literal(path, chosen.at)],
      chosen.kind === 'environment' ? [guard] : [],
    );
  const calls: Call[] = [];
  const visit = (channel: string, depth: number) => {
    const described = entry(entry(logging, 'channels'), channel);
    const kind = defaultOf(entry(described, 'driver')) ?? channel;
    if (kind === 'stack' && depth < 4) {
      const list = entry(described, 'channels');
      // From version 11 on `explode(',', env('LOG_STACK', 'single'))`.
      const inner = list?.kind === 'call' ? list.call.arguments.at(-1) : undefined;
      const names =
        list?.kind === 'list' ? list.items.map(defaultOf) : (defaultOf(inner)?.split(',') ?? ['single']);
      for (const one of names) if (one) visit(one, depth + 1);
    } else if (kind === 'single' || kind === 'daily') calls.push(log('storage/logs/laravel.log'));
    else if (kind === 'syslog') calls.push(callAt('syslog', chosen.at, []));
    else if (kind === 'errorlog') calls.push(log('php://stderr'));
    else if (kind === 'monolog') {
      const handed =
        entry(entry(described, 'handler_with'), 'stream') ?? entry(entry(described, 'with'), 'stream');
      calls.push(log(defaultOf(handed) ?? 'php://stderr'));
    }
  };
  visit(name, 0);
  return calls;
}

/** A value of the example file that a developer's environment is copied from. */
function exampleOf({ text, folder }: Project, name: string): string | undefined {
  for (const file of ['.env.example', '.env.dist', '.env.sample']) {
    const found = envEntry(text(`${folder}${file}`), name);
    if (found) return found.value;
  }
  return undefined;
}

function envEntry(text: string | undefined, name: string): { value: string; line: number } | undefined {
  const lines = (text ?? '').split(/\r?\n/);
  const index = lines.findIndex((line) => line.replace(/^export\s+/, '').startsWith(`${name}=`));
  if (index < 0) return undefined;
  const value = (lines[index] ?? '').slice((lines[index] ?? '').indexOf('=') + 1).trim();
  return { value: value.replace(/^(['"])(.*)\1$/, '$2'), line: index + 1 };
}

// Symfony -------------------------------------------------------------------------------------------------------------

interface Entry {
  readonly key: readonly string[];
  readonly text: string;
  readonly at: Place;
}

/** Entries of the configuration that production loads, those of files for it alone under `when@prod`. */
function symfonyEntries({ paths, folder, text }: Project): readonly Entry[] {
  return paths
    .filter(
      (path) =>
        (path.startsWith(`${folder}config/`) || path.startsWith(`${folder}app/config/`)) &&
        /\.ya?ml$/.test(path) &&
        !/\/packages\/(?:dev|test)\/|\/\w+_(?:dev|test)\.ya?ml$/.test(path),
    )
    .flatMap((path) => {
      const forProduction = /\/packages\/prod\/|\/config_prod\.ya?ml$/.test(path);
      const entries = yamlEntries(text(path) ?? '', path);
      return forProduction ? entries.map((one) => ({ ...one, key: ['when@prod', ...one.key] })) : entries;
    })
    .filter(({ key }) => !/^when@(?:dev|test)$/.test(key[0] ?? ''));
}

/** Parameters by name; `supplied` are those of a file that each deploy has, made from one that ends in `.dist`. */
function parametersOf(
  { folder, text }: Project,
  entries: readonly Entry[],
): (name: string) => { readonly text: string; readonly supplied: boolean } | undefined {
  const own = new Map(
    entries.flatMap(({ key, text: value }) =>
      key[key.length - 2] === 'parameters' && key.length <= 3 ? [[key.at(-1) ?? '', value] as const] : [],
    ),
  );
  const template = [
    'app/config/parameters.yml.dist',
    'app/config/parameters.dist.yml',
    'config/parameters.yaml.dist',
  ]
    .map((name) => `${folder}${name}`)
    .find((path) => text(path) !== undefined);
  const supplied = new Map(
    (template === undefined ? [] : yamlEntries(text(template) ?? '', template)).map(
      ({ key, text: value }) => [key.at(-1) ?? '', value] as const,
    ),
  );
  return (name) => {
    const value = own.get(name);
    if (value !== undefined) return { text: value, supplied: false };
    const given = supplied.get(name);
    return given === undefined ? undefined : { text: given, supplied: true };
  };
}

function symfony(project: Project): { calls: Call[]; reads: EnvironmentRead[] } {
  const entries = symfonyEntries(project);
  const parameters = parametersOf(project, entries);
  const reads: EnvironmentRead[] = [];
  const readEnv = ({ text, at }: Pick<Entry, 'text' | 'at'>, depth = 0): Value => {
    const parts: Value[] = [];
    let from = 0;
    for (const match of text.matchAll(/%(?:env\(([\w:.\\-]{1,200})\)|([\w.]{1,100}))%/g)) {
      const parameter = match[2] === undefined ? undefined : parameters(match[2]);
      if (match[2] !== undefined && (!parameter || depth > 4)) continue;
      if (match.index > from) parts.push(literal(text.slice(from, match.index), at));
      from = match.index + match[0].length;
      if (parameter) {
        const value = readEnv({ text: parameter.text, at }, depth + 1);
        parts.push(
          parameter.supplied && value.kind === 'literal'
            ? { kind: 'configuration', name: match[2] ?? '', fallback: value, at }
            : value,
        );
        continue;
      }
      const name = (match[1] ?? '').split(':').at(-1) ?? '';
      const written =
        envEntry(project.text(`${project.folder}.env`), name)?.value ?? parameters(`env(${name})`)?.text;
      const read = variable(name, at, written);
      reads.push(read);
      parts.push(read);
    }
    if (from < text.length) parts.push(literal(text.slice(from), at));
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'text', parts, at };
  };
  for (const one of entries) readEnv(one);
  reads.length = Math.min(reads.length, 500);
  // `when@prod` wins over the file's own level.
  const all = (...path: readonly string[]): readonly Entry[] => {
    const under = (prefix: readonly string[]) =>
      entries.filter(({ key }) => prefix.every((part, index) => part === '*' || key[index] === part));
    return [...under(['when@prod', ...path]), ...under(path)];
  };
  const calls: Call[] = [];

  const dbal = [
    ...all('doctrine', 'dbal', 'url'),
    ...all('doctrine', 'dbal', 'connections', '*', 'url'),
    ...all('doctrine', 'dbal', 'host'),
    ...all('doctrine', 'dbal', 'connections', '*', 'host'),
    ...all('doctrine', 'dbal', 'path'),
  ];
  const [database] = dbal;
  const driver = [
    ...all('doctrine', 'dbal', 'driver'),
    ...all('doctrine', 'dbal', 'connections', '*', 'driver'),
  ][0];
  if (database) {
    const value = readEnv(database);
    const scheme: Value[] =
      driver && !database.key.includes('url') ? [readEnv(driver), literal('://', driver.at)] : [];
    calls.push(
      callAt('symfony.database', database.at, [
        scheme.length > 0 ? { kind: 'text', parts: [...scheme, value], at: database.at } : value,
      ]),
    );
  }
  for (const found of all('framework', 'messenger', 'transports').filter(
    ({ text, key }) => /%env\(|:\/\//.test(text) && (key.at(-1) === 'dsn' || key.length <= 5),
  )) {
    const value = readEnv(found);
    if (!/^(?:doctrine|sync|in-memory):/.test(defaultOf(value) ?? ''))
      calls.push(callAt('symfony.transport', found.at, [value]));
  }
  calls.push(...symfonySession(project, all));
  calls.push(...symfonyLog(all));
  return { calls, reads };
}

/** Where sessions are kept, if the app has any: sessions begin only when something asks for one. */
function symfonySession(project: Project, all: (...path: readonly string[]) => readonly Entry[]): Call[] {
  const own = all('framework', 'session');
  const [first] = own;
  if (
    !first ||
    (own.length === 1 && /^(?:false|~|null|)$/.test(first.text) && first.key.at(-1) === 'session')
  )
    return [];
  const logsIn = all('security', 'firewalls').some(
    ({ key, text }) =>
      /^(?:form_login|remember_me|logout|http_basic|login_link)$/.test(key.at(-1) ?? '') ||
      key.some((part) => /^(?:form_login|remember_me|logout|login_link)$/.test(part)) ||
      text === 'form_login',
  );
  const asks = project.modules.some(({ calls }) =>
    calls.some(({ callee }) => /\.(?:getSession|addFlash|getFlashBag)$/.test(callee)),
  );
  if (!logsIn && !asks) return [];
  const handler = own.find(({ key }) => key.at(-1) === 'handler_id');
  const text = handler?.text ?? '';
  const store = /redis|memcache/i.test(text)
    ? 'cache'
    : /pdo|mongo|doctrine|database/i.test(text)
      ? 'database'
      : /%env\(/.test(text)
        ? 'configured'
        : /^(?:|~|null|session\.handler\.native_file|.*native.*)$/i.test(text)
          ? 'file'
          : 'unknown';
  const at = (handler ?? first).at;
  return [callAt('symfony.session', at, [literal(store, at)])];
}

/** Handlers of Monolog as production has them; without the bundle the framework's own logger writes to stderr. */
function symfonyLog(all: (...path: readonly string[]) => readonly Entry[]): Call[] {
  const entries = all('monolog', 'handlers');
  const production = entries.filter(({ key }) => key[0] === 'when@prod');
  const considered = production.length > 0 ? production : entries;
  return considered
    .filter(({ key }) => key.at(-1) === 'type')
    .flatMap((type): Call[] => {
      const path = considered.find(
        ({ key }) => key.at(-1) === 'path' && key.slice(0, -1).join() === type.key.slice(0, -1).join(),
      );
      if (type.text === 'stream' || type.text === 'rotating_file') {
        const at = (path ?? type).at;
        return [callAt('symfony.log', at, [literal(path?.text ?? '%kernel.logs_dir%/prod.log', at)])];
      }
      return type.text === 'syslog' ? [callAt('syslog', type.at, [])] : [];
    });
}

/** The scalars of a YAML file with their keys; an empty list for what can't be parsed. */
function yamlEntries(text: string, path: string): Entry[] {
  if (text.length > 200_000) return [];
  const lines = new LineCounter();
  const entries: Entry[] = [];
  try {
    const document = parseDocument(text, { lineCounter: lines, customTags: [], logLevel: 'silent' });
    const place = (node: unknown): Place => {
      const offset = (node as { range?: readonly number[] } | undefined)?.range?.[0];
      return offset === undefined ? { path } : { path, line: lines.linePos(offset).line };
    };
    const queue: { node: unknown; key: readonly string[]; at: Place }[] = [
      { node: document.contents, key: [], at: { path } },
    ];
    for (let next = queue.shift(); next && entries.length < 5_000; next = queue.shift()) {
      const { node, key, at } = next;
      if (key.length > 20) continue;
      if (isMap(node))
        for (const pair of node.items)
          queue.push({
            node: pair.value,
            key: [...key, String(isScalar(pair.key) ? pair.key.value : pair.key)],
            at: place(pair.key),
          });
      else if (isSeq(node))
        for (const [index, item] of node.items.entries())
          queue.push({ node: item, key: [...key, String(index)], at: place(item) });
      else if (isScalar(node)) entries.push({ key, text: String(node.value ?? ''), at: place(node) });
      else entries.push({ key, text: '', at });
    }
  } catch {
    // Aliases without end, nesting beyond the stack: the file's fault, and nothing is known of it.
    return [];
  }
  return entries;
}
