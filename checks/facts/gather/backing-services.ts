/** The services that the app attaches: what they are, where their address comes from, where they are used. */
import { purposeOfPath } from '../artifacts/paths.ts';
import { readerOf } from '../ecosystems/index.ts';
import type { BackingService, Dependencies, Origin, ServiceKind, Workload } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import type { Connects } from '../source/catalogue.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Call, Value } from '../source/model.ts';
import { frameworkSettings, partAt } from './framework-settings.ts';
import { inDevelopmentOnly, neverHolds, offByDefault } from './guards.ts';
import { beginnings, originOf } from './origins.ts';
import { isPublicApi } from './public-api.ts';
import { isDelivered, reachIn } from './reach.ts';

export const gatherBackingServices: Gatherer<'backingServices'> = async (context) => {
  const sources = await context.sources();
  const engines = await enginesOf(await context.fact('dependencies'), context, sources);
  const workloads = await context.fact('workloads');
  const reach = await reachIn(context);
  const services: BackingService[] = [];
  const asked = askedFor(sources);
  const add = (found: Omit<Found, 'byDefault'>, value: Value | undefined) => {
    const texts = value ? beginnings(sources, value).map(({ text }) => text) : [];
    // What a server asks of somebody else's API is no service of its own; a page's API is its own more often than not.
    const { from, literal } = found.address;
    if (
      context.app.kind !== 'static' &&
      found.kind === 'http' &&
      from === 'literal' &&
      isPublicApi(literal ?? '')
    )
      return;
    const byDefault = texts.map(kindOfAddress).find((kind) => kind !== undefined);
    // What a catalogue reads off the call as written knows less than the address that was followed.
    const kind = found.computed && byDefault && isOpen(found.kind) ? byDefault : found.kind;
    const inMemory = found.inMemory || texts.some((text) => memoryAddress.test(text));
    services.push(...describe({ ...found, kind, byDefault, inMemory }, engines, workloads));
  };

  for (const { call, means } of sources.callsThat('connects')) {
    if (!isDelivered(reach, call) || neverHolds(sources, call)) continue;
    const kind =
      typeof means.kind === 'function'
        ? means.kind({ ...call, arguments: call.arguments.map((argument) => sources.follow(argument)) })
        : means.kind;
    // An embedded store that only a switch asks for is no store of the deploy.
    const development = inDevelopmentOnly(sources, call);
    if ((kind === 'sqlite' || kind === 'embedded') && !development && offByDefault(sources, call)) continue;
    const value = sources.argument(call, means.address);
    const address = value ? addressAt(sources, value, kind) : givenNothing(call, means);
    const computed = typeof means.kind === 'function';
    const { persistent, inMemory = false } = means;
    const optional =
      address.literal === undefined &&
      address.variables.some((name) => asked.has(name) || asksWhetherSet(sources, call, name));
    add({ kind, computed, at: call.at, address, persistent, inMemory, development, optional }, value);
  }
  for (const { setting, value, at, purpose } of frameworkSettings(sources)) {
    if (!setting.connects) continue;
    const { kind, address, persistent } = setting.connects;
    const [part] = address.map((path) => partAt(sources, value, path)).filter((found) => found !== undefined);
    const asCall: Call = {
      callee: '',
      arguments: [sources.follow(value)],
      named: new Map(),
      at,
      constructs: false,
    };
    const told = typeof kind === 'function' ? kind(asCall) : kind;
    add(
      {
        kind: told,
        computed: typeof kind === 'function',
        at,
        address: originOf(sources, part ?? value),
        persistent,
        inMemory: false,
        development: purpose !== undefined,
      },
      part ?? value,
    );
  }
  for (const reader of new Set(sources.modules.map(({ ecosystem }) => readerOf(ecosystem)))) {
    const files = reader?.readDataSources?.(context.paths, (path) => context.repo.text(path)) ?? [];
    for (const { kind, address, persistent } of files)
      add(
        {
          kind,
          computed: false,
          at: address.at,
          address: originOf(sources, address),
          persistent,
          inMemory: false,
          development: false,
        },
        address,
      );
  }
  if (services.length === 0) services.push(...importedDrivers(sources));
  return unique(withAlternatives(services, engines.all));
};

/** Variables of which the program asks whether they are set, and that it never demands. */
function askedFor(sources: LinkedSources): ReadonlySet<string> {
  const reads = sources.environment();
  const demanded = new Set(reads.flatMap(({ name, required }) => (required ? [name] : [])));
  return new Set(
    reads.flatMap(({ name, asked }) => (asked && name !== undefined && !demanded.has(name) ? [name] : [])),
  );
}

/** The call is made only where the variable is set. */
const asksWhetherSet = (sources: LinkedSources, call: Call, name: string): boolean =>
  (call.guards ?? []).some(
    ({ value, equals, negated }) =>
      equals === undefined && !negated && sources.origin(value).variables.includes(name),
  );

/** A file that config locates, beside a server that it locates as well: config chooses between them. */
function withAlternatives(
  services: readonly BackingService[],
  engines: readonly ServiceKind[],
): BackingService[] {
  const isLocated = ({ usedIn, address }: BackingService) =>
    usedIn === 'deploy' && address.from !== 'literal';
  const shipsServer = engines.some((engine) => engine !== 'sqlite');
  const isServer = (service: BackingService) =>
    isLocated(service) &&
    (serverEngines.includes(service.kind) || (service.kind === 'other' && service.persistent && shipsServer));
  if (!services.some(isServer)) return [...services];
  return services.map((service) =>
    service.kind === 'sqlite' && isLocated(service) ? { ...service, swappable: true } : service,
  );
}

/** Of a request's address only the host is asked for, which may be literal where the rest isn't. */
function addressAt(sources: LinkedSources, value: Value, kind: ServiceKind): Origin {
  const origin = originOf(sources, value);
  // An empty address is what stands in a field before it is set, and a path alone is put after a host.
  if (
    origin.from === 'literal' &&
    (origin.literal === '' || (kind === 'http' && /^\//.test(origin.literal ?? '')))
  )
    return { ...origin, from: 'unknown', literal: undefined };
  if (kind !== 'http' || origin.from !== 'unknown') return origin;
  const host = beginnings(sources, value).find(({ text }) =>
    /^(?:https?|wss?|ftp):\/\/[\w.-]+(?::\d+)?(?:[/?#]|$)/.test(text),
  );
  return host ? { from: 'literal', variables: [], literal: host.text, at: host.at } : origin;
}

function givenNothing(call: Call, { address, variables }: Connects): Origin {
  if (variables?.length) return { from: 'environment', variables, at: call.at };
  // Nothing given at all: the driver's own default, which is this machine.
  if (address.length > 0 && call.arguments.length === 0 && call.named.size === 0)
    return { from: 'literal', variables: [], literal: 'localhost', at: call.at };
  return { from: 'unknown', variables: [], at: call.at };
}

const schemes: readonly (readonly [RegExp, ServiceKind])[] = [
  [/^(?:jdbc:)?(?:postgres(?:ql)?|pgsql|postgis|cockroachdb)\b/, 'postgres'],
  [/^(?:jdbc:)?(?:mysql|mariadb)/, 'mysql'],
  [/^(?:jdbc:)?(?:mssql|sqlserver)/, 'sqlserver'],
  [/^(?:jdbc:)?oracle/, 'oracle'],
  [/^jdbc:(?:h2|hsqldb|derby)\b/, 'embedded'],
  [/^mongodb/, 'mongodb'],
  [/^(?:jdbc:)?(?:sqlite3?|file)\b|\.(?:db|sqlite3?)(?:$|\?)|^:memory:$/, 'sqlite'],
  [/^(?:rediss?|valkeys?)\b/, 'redis'],
  [/^memcached?\b/, 'memcached'],
  [/^(?:amqps?|pyamqp)\b/, 'amqp'],
  [/^kafka/, 'kafka'],
  [/^nats\b/, 'nats'],
  [/^smtps?\b/, 'smtp'],
  [/^https?:/, 'http'],
];
const kindOfAddress = (address: string): ServiceKind | undefined =>
  schemes.find(([pattern]) => pattern.test(address.trim().slice(0, 200).toLowerCase()))?.[1];

const memoryAddress = /^jdbc:(?:h2|hsqldb|derby):mem(?:ory)?:|:memory:|[?&;]mode=memory\b/i;

/** Likeliest first, where several are shipped and nothing says which one a deploy sets. */
const serverEngines: readonly ServiceKind[] = ['postgres', 'mysql', 'sqlserver', 'oracle'];
const relational = new Set<ServiceKind>([...serverEngines, 'sqlite']);
/** Kinds of which an address's scheme may tell another: what ORMs and generic clients connect to. */
const isOpen = (kind: ServiceKind): boolean => kind === 'other' || relational.has(kind);

interface Found {
  readonly kind: ServiceKind;
  /** The kind was told from the call, and isn't the driver's only one. */
  readonly computed: boolean;
  readonly at: BackingService['at'];
  readonly address: Origin;
  readonly persistent: boolean;
  readonly inMemory: boolean;
  readonly development: boolean;
  readonly optional?: boolean;
  /** What the literal in the address, or the default beside it, says by its scheme. */
  readonly byDefault?: ServiceKind;
}

/** One service, or two where the default beside the environment is another engine than what the deploy sets. */
function describe(
  found: Found,
  { all: engines, shipped }: Engines,
  workloads: readonly Workload[],
): BackingService[] {
  const { address, at, persistent, byDefault } = found;
  const settable = address.from !== 'literal' && address.from !== 'unknown';
  const set = settable ? kindsSetBy(address.variables, workloads) : [];
  const kind =
    (found.kind !== 'other' ? found.kind : undefined) ??
    byDefault ??
    set[0] ??
    (engines.length === 1 ? engines[0] : undefined) ??
    'other';
  const usedIn = found.development ? 'development' : (purposeOfPath(at.path) ?? 'deploy');
  // The scheme decides among the engines whose drivers are shipped; SQLite needs none in most languages.
  const others = engines.filter((engine) => engine !== 'sqlite');
  const generic = found.kind === 'other' || byDefault !== undefined;
  const isFile = kind === 'sqlite' || kind === 'embedded';
  const swappable =
    settable && generic && (isFile || isOpen(kind)) && (isFile ? others.length > 0 : engines.length > 1);
  const base: BackingService = {
    kind,
    at,
    address,
    usedIn,
    persistent: persistent || relational.has(kind) || kind === 'mongodb',
    swappable,
    inMemory: isFile && found.inMemory,
    ...(found.optional ? { optional: true } : {}),
  };
  const deployed = set.find((one) => isOpen(one));
  if (usedIn !== 'deploy' || !settable || !isFile || !swappable) return [base];
  // SQLite is only the default beside an address: a deploy sets a server's. An embedded engine may be what it chose.
  const servers = others.filter((engine) => shipped.has(engine));
  // Whoever ships SQLite's driver beside those of several servers leaves the choice to each deploy.
  const anyOf = shipped.has('sqlite') && servers.length > 1;
  const likely = kind === 'sqlite' && !anyOf ? servers[0] : undefined;
  const server = deployed && deployed !== 'sqlite' ? deployed : likely;
  return server
    ? [
        { ...base, kind: server },
        { ...base, usedIn: 'development' },
      ]
    : [base];
}

/** What the deploy's manifests put into the variables, told by the scheme. */
const kindsSetBy = (variables: readonly string[], workloads: readonly Workload[]): ServiceKind[] =>
  workloads
    .filter(({ purpose }) => purpose === 'deploy')
    .flatMap(({ env }) => env)
    .filter(({ name, value }) => value !== undefined && variables.some((one) => sets(name, one)))
    .flatMap(({ value }) => kindOfAddress(value ?? '') ?? []);

/** A variable sets the setting of its name, also by relaxed binding: `SPRING_DATASOURCE_URL` for `spring.datasource.url`. */
const sets = (variable: string, setting: string): boolean =>
  variable === setting || (/[.]/.test(setting) && plainName(variable) === plainName(setting));
const plainName = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').toUpperCase();

interface Engines {
  /** In order of likelihood. */
  readonly all: readonly ServiceKind[];
  /** Those whose driver somebody chose; the others are within reach of a library that speaks to many. */
  readonly shipped: ReadonlySet<ServiceKind>;
}

/** Engines whose drivers are shipped: declared or installed, or imported where a manifest lists what others need too. */
async function enginesOf(
  { manifests, installs }: Dependencies,
  context: GatherContext,
  sources: LinkedSources,
): Promise<Engines> {
  const reader = readerOf(context.app.ecosystem);
  const drivers = new Map(Object.entries(reader?.catalogue.drivers ?? {}));
  const declared = manifests.flatMap(({ dependencies }) =>
    dependencies.filter(({ scope }) => scope !== 'development').map(({ name }) => name),
  );
  const imported = sources.modules.flatMap(({ imports }) =>
    imports.flatMap(({ module }) => [module, ...(reader?.packagesOf(module) ?? [])]),
  );
  const names = [
    ...(reader?.catalogue.driversAreImported ? imported : declared),
    ...installs.map(({ name }) => name),
  ];
  const { dockerfiles } = await context.artifacts();
  const extensions = dockerfiles.flatMap(({ stages }) =>
    stages.flatMap(({ runs }) => runs.flatMap(({ command }) => extensionsIn(command.words.join(' ')))),
  );
  const shipped = new Set(
    [...names, ...extensions].flatMap((name) => drivers.get(name) ?? drivers.get(name.toLowerCase()) ?? []),
  );
  const several = new Map(Object.entries(reader?.catalogue.engines ?? {}));
  const kinds = new Set([...shipped, ...names.flatMap((name) => several.get(name) ?? [])]);
  return {
    all: serverEngines.filter((kind) => kinds.has(kind)).concat(kinds.has('sqlite') ? ['sqlite'] : []),
    shipped,
  };
}

/** Extensions of the platform that an image's build step installs, as manifests name them: `ext-pdo_mysql`. */
const extensionsIn = (script: string): readonly string[] =>
  /\b(?:docker-php-ext-install|install-php-extensions|docker-php-ext-enable)\b/.test(script)
    ? (script.slice(0, 20_000).match(/\b(?:pdo_)?(?:mysqli?|pgsql|sqlite|sqlsrv)\b/g) ?? []).map(
        (name) => `ext-${name}`,
      )
    : [];

/** Drivers that are imported where no call shows the connection: there is a service, and its address isn't known. */
function importedDrivers(sources: LinkedSources): BackingService[] {
  const services: BackingService[] = [];
  for (const module of sources.modules) {
    const reader = readerOf(module.ecosystem);
    const drivers = new Map(Object.entries(reader?.catalogue.drivers ?? {}));
    for (const { module: name, at, typeOnly } of module.imports) {
      if (!reader || typeOnly || reader.isPlatformModule(name)) continue;
      const kind = reader.packagesOf(name).flatMap((packageName) => drivers.get(packageName) ?? [])[0];
      if (!kind || kind === 'sqlite') continue;
      const usedIn = purposeOfPath(module.path) ?? 'deploy';
      services.push({
        kind,
        at,
        address: { from: 'unknown', variables: [], at },
        usedIn,
        persistent: relational.has(kind),
        swappable: false,
        inMemory: false,
      });
    }
  }
  return services;
}

/** One entry a kind, address and use; several connections to one address are one service. */
function unique(services: readonly BackingService[]): BackingService[] {
  const found = new Map<string, BackingService>();
  for (const service of services) {
    const { from, at, variables } = service.address;
    const key = `${service.kind} ${service.usedIn} ${from} ${variables.join()} ${at.path}:${at.line}`;
    if (!found.has(key)) found.set(key, service);
  }
  return [...found.values()];
}
