// What Elixir's frameworks and libraries mean to the twelve factors, by canonical name; from their own documentation.
import type { ServiceKind } from '../../facts.ts';
import type { Catalogue, CatalogueEntry, Connects, Listens } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';
import { connectionHandler, requestHandler } from './handlers.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);
const under = (prefix: string, list: string): readonly string[] =>
  words(list).map((name) => `${prefix}.${name}`);

/** The atom or module that a value is, without an atom's colon. */
const nameIn = (value: Value | undefined): string =>
  value?.kind === 'reference' && value.path.length === 0 ? value.module.replace(/^:/, '') : '';
const literal = (value: Value | undefined): string | undefined =>
  value?.kind === 'literal' ? value.text : undefined;

/** An entry of options, also where one of several lists of options is given. */
function option(value: Value | undefined, key: string): Value | undefined {
  if (value?.kind === 'object') return value.entries.get(key);
  if (value?.kind !== 'choice') return undefined;
  return value.options.map((one) => option(one, key)).find((found) => found !== undefined);
}
const optionOf = (call: Call, key: string): Value | undefined =>
  call.named.get(key) ??
  call.arguments.map((argument) => option(argument, key)).find((found) => found !== undefined);

// Configuration files: `config :app, Key, entries` -----------------------------------------------------------------------

const config = 'Config.config';
const appOf = (call: Call): string => nameIn(call.arguments[0]);
const keyOf = (call: Call): string => (call.arguments.length > 2 ? nameIn(call.arguments[1]) : '');
const isEndpoint = (call: Call): boolean =>
  /(?:^|\.)\w*Endpoint$/.test(keyOf(call)) || call.named.has('pubsub_server');
/** Options of a database of Ecto, whatever the module is called. */
const isRepo = (call: Call): boolean =>
  !isEndpoint(call) &&
  ['url', 'hostname', 'database', 'socket_dir'].some((key) => call.named.has(key)) &&
  (/Repo\w*$/.test(keyOf(call)) ||
    call.named.has('pool_size') ||
    /^Ecto\.Adapters\./.test(nameIn(call.named.get('adapter'))));
const isLoopback = (text: string | undefined): boolean =>
  text === undefined || /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|)$/.test(text);

const adapters: Readonly<Record<string, ServiceKind>> = {
  'Ecto.Adapters.Postgres': 'postgres',
  'Ecto.Adapters.MyXQL': 'mysql',
  'Ecto.Adapters.MySQL': 'mysql',
  'Ecto.Adapters.Tds': 'sqlserver',
  'Ecto.Adapters.SQLite3': 'sqlite',
  'Sqlite.Ecto2': 'sqlite',
  'Etso.Adapter': 'embedded',
};
const adapterOf = (value: Value | undefined): ServiceKind => {
  const name = nameIn(value);
  return Object.hasOwn(adapters, name) ? (adapters[name] ?? 'other') : 'other';
};

const phoenix: Listens = { server: 'phoenix', stops: 'server', port: ['http.port', 'https.port'] };

const configuration: readonly CatalogueEntry[] = [
  {
    calls: [config],
    when: (call) =>
      isEndpoint(call) &&
      [call.named.get('http'), call.named.get('https')].some((value) => option(value, 'port') !== undefined),
    listens: phoenix,
  },
  {
    calls: [config],
    when: isEndpoint,
    configures: [{ name: 'secret_key_base', role: 'credential', at: ['secret_key_base'] }],
  },
  {
    calls: [config],
    when: (call) => isEndpoint(call) && !isLoopback(literal(option(call.named.get('url'), 'host'))),
    configures: [{ name: 'url host', role: 'externalHost', at: ['url.host'] }],
  },
  {
    calls: [config],
    when: (call) => isEndpoint(call) && option(call.named.get('url'), 'host')?.kind !== 'literal',
    configures: [{ name: 'url host', role: 'externalHost', at: ['url.host'] }],
  },
  {
    calls: [config],
    when: (call) => isEndpoint(call),
    configures: [
      { name: 'code_reloader', role: 'debug', at: ['code_reloader'] },
      { name: 'debug_errors', role: 'debug', at: ['debug_errors'] },
    ],
  },
  {
    calls: [config],
    when: isRepo,
    connects: {
      kind: (call) => adapterOf(call.named.get('adapter')),
      address: ['url', 'hostname', 'socket_dir', 'database'],
      persistent: true,
    },
  },
  {
    calls: [config],
    when: (call) =>
      /Mailer|Bamboo|Swoosh/.test(`${keyOf(call)} ${nameIn(call.named.get('adapter'))}`) &&
      (call.named.has('relay') || call.named.has('server')),
    connects: { kind: 'smtp', address: ['relay', 'server'], persistent: false },
  },
  {
    calls: [config],
    when: (call) =>
      /^(?:ex_aws|ex_aws_s3)$/.test(appOf(call)) &&
      (keyOf(call) === 's3' || call.named.has('s3')) &&
      (call.named.has('host') || option(call.named.get('s3'), 'host') !== undefined),
    connects: { kind: 'objectStore', address: ['host', 's3.host'], persistent: true },
  },
  {
    calls: [config],
    when: (call) =>
      /^(?:exq|redix|verk|redlock)$/.test(appOf(call)) &&
      (call.named.has('url') || call.named.has('host') || call.named.has('redis_url')),
    connects: { kind: 'redis', address: ['url', 'redis_url', 'host'], persistent: false },
  },
  {
    calls: [config],
    when: (call) => appOf(call) === 'logger' && !/^(?:console|default_formatter)$/.test(keyOf(call)),
    logs: { sink: 'file', by: 'Logger', structured: true, path: 'path' },
  },
  {
    calls: [config],
    when: (call) => appOf(call) === 'logger' && keyOf(call) === 'default_handler' && call.named.has('config'),
    logs: { sink: 'file', by: 'Logger', structured: true, path: 'config.file' },
  },
  {
    calls: [config],
    when: (call) =>
      /^(?:waffle|arc)$/.test(appOf(call)) && /\.Local$/.test(nameIn(call.named.get('storage'))),
    writes: { path: 'storage_dir_prefix', byRequests: true },
  },
];

// Servers ---------------------------------------------------------------------------------------------------------------

const cowboy: Listens = { server: 'cowboy', stops: 'server', defaultPort: '4000' };
const servers: readonly CatalogueEntry[] = [
  {
    calls: ['Plug.Cowboy.child_spec', 'Plug.Adapters.Cowboy2.child_spec', 'Plug.Adapters.Cowboy.child_spec'],
    listens: { ...cowboy, port: ['options.port', '0.options.port', '3.port', 'port'] },
  },
  {
    calls: under('Plug.Cowboy', 'http https').concat(
      under('Plug.Adapters.Cowboy', 'http https'),
      under('Plug.Adapters.Cowboy2', 'http https'),
    ),
    listens: { ...cowboy, port: ['2.port', 'port'] },
  },
  {
    calls: ['Bandit.child_spec', 'Bandit.start_link'],
    listens: { server: 'bandit', stops: 'server', port: ['port', '0.port'], defaultPort: '4000' },
  },
  {
    calls: [':cowboy.start_clear', ':cowboy.start_tls', ':cowboy.start_http'],
    listens: { server: 'cowboy', stops: 'server', port: ['1.port', '2.port'] },
  },
  {
    calls: ['ThousandIsland.child_spec', 'ThousandIsland.start_link'],
    listens: { server: 'thousand_island', stops: 'server', port: ['port', '0.port'], defaultPort: '4000' },
  },
  {
    calls: ['GRPC.Server.Supervisor.child_spec'],
    listens: { server: 'grpc', stops: 'server', port: ['port', '0.port', '0.1'] },
  },
  { calls: [':gen_tcp.listen'], listens: { server: 'gen_tcp', stops: 'server', port: ['0'] } },
  { calls: ['Phoenix.Endpoint.__using__'], logs: { sink: 'stdout', by: 'Phoenix', structured: true } },
  // SIGTERM makes the runtime stop its applications in order, children last to first.
  { calls: ['Application.__using__'], stopsGracefully: 'OTP application' },
  { calls: [requestHandler], handles: 'request' },
  { calls: [connectionHandler], handles: 'connection' },
];

// Services --------------------------------------------------------------------------------------------------------------

const service = (
  kind: Connects['kind'],
  address: string,
  calls: string,
  rest: Partial<Connects> = {},
): CatalogueEntry => ({
  calls: words(calls),
  connects: { kind, address: words(address), persistent: true, ...rest },
});
const passing = { persistent: false };
const given = 'url hostname host 0.url 0.hostname 0.host 0';

const services: readonly CatalogueEntry[] = [
  service('postgres', given, 'Postgrex.start_link Postgrex.child_spec Postgrex.Notifications.start_link'),
  service('mysql', given, 'MyXQL.start_link MyXQL.child_spec'),
  service('mongodb', given, 'Mongo.start_link Mongo.child_spec'),
  service(
    'redis',
    given,
    'Redix.start_link Redix.child_spec Redix.PubSub.start_link Redix.PubSub.child_spec',
    passing,
  ),
  {
    calls: ['Phoenix.PubSub.child_spec'],
    when: (call) => /Redis$/.test(nameIn(optionOf(call, 'adapter'))),
    connects: { kind: 'redis', address: ['url', '0.url', 'host', '0.host'], persistent: false },
    sharesState: true,
  },
  { calls: ['Phoenix.PubSub.child_spec'], sharesState: true },
  service('amqp', given, 'AMQP.Connection.open', passing),
  service('kafka', '0 hosts 0.hosts', ':brod.start_client KafkaEx.create_worker', passing),
  service('nats', given, 'Gnat.start_link Gnat.ConnectionSupervisor.child_spec', passing),
  service('memcached', given, 'Memcachex.start_link Memcache.start_link Memcache.child_spec', passing),
  service('elasticsearch', given, 'Elastix.Document.index Elastix.Search.search'),
  service(
    'other',
    given,
    'Xandra.start_link Xandra.child_spec Instream.Connection.start_link Tortoise.Connection.start_link',
  ),
  {
    calls: under(
      'ExAws.S3',
      'put_object get_object upload download_file list_objects presigned_url delete_object head_object',
    ),
    connects: {
      kind: 'objectStore',
      address: [],
      variables: words('AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY'),
      persistent: true,
    },
  },
  service('embedded', 'data_dir 0.data_dir 0', 'CubDB.start_link CubDB.child_spec'),
  { calls: [':mnesia.create_schema'], connects: { kind: 'embedded', address: [], persistent: true } },
  service(
    'http',
    '0',
    [
      ...under('HTTPoison', 'get get! post post! put put! patch patch! delete delete! request'),
      ...under('Req', 'get get! post post! put put! patch patch! delete delete! request'),
    ].join(' '),
    passing,
  ),
  service('http', '1', 'Finch.build Mojito.request', passing),
  service('http', '0', 'Tesla.Middleware.BaseUrl.init', passing),
];

// Everything else -------------------------------------------------------------------------------------------------------

const levels = 'debug info notice warn warning error critical alert emergency log';

const others: readonly CatalogueEntry[] = [
  {
    calls: ['Plug.Session.init'],
    session: {
      store: ['store', '0.store'],
      without: 'unknown',
      stores: {
        ':cookie': 'cookie',
        'Plug.Session.COOKIE': 'cookie',
        ':ets': 'memory',
        'Plug.Session.ETS': 'memory',
        ':redis': 'cache',
        'PlugSessionRedis.Store': 'cache',
        ':redix': 'cache',
        'PlugSessionMemcached.Store': 'cache',
        'EctoPlugSession.Store': 'database',
      },
    },
  },
  {
    calls: ['Plug.Session.init'],
    configures: [
      { name: 'session secret', role: 'credential', at: ['secret_key_base', '0.secret_key_base'] },
    ],
  },
  { calls: under('Logger', levels), logs: { sink: 'stdout', by: 'Logger', structured: true } },
  {
    calls: ['Plug.Logger.init', 'Plug.Telemetry.init', 'LoggerJSON.Plug.init', 'Logster.Plugs.Logger.init'],
    logs: { sink: 'stdout', by: 'Plug.Logger', structured: true },
  },
  {
    calls: ['IO.puts', 'IO.write', 'IO.inspect'],
    logs: { sink: 'stdout', by: 'IO.puts', structured: false },
  },
  {
    calls: [':logger.add_handler'],
    logs: { sink: 'file', by: 'logger', structured: true, path: '2.config.file' },
  },
  { calls: ['Quantum.__using__', 'Quantum.Scheduler.__using__'], schedules: { by: 'Quantum' } },
  {
    calls: [':timer.send_interval', ':timer.apply_interval', 'Process.send_after', ':timer.send_after'],
    schedules: { by: 'a timer' },
  },
  {
    calls: ['Ecto.Migrator.run', 'Ecto.Migrator.with_repo', 'Ecto.Migrator.up', 'Ecto.Migrator.child_spec'],
    changesSchema: { what: 'Ecto.Migrator', versioned: true },
  },
  {
    calls: [
      'System.cmd',
      'System.shell',
      ':os.cmd',
      'System.find_executable',
      'MuonTrap.cmd',
      'Rambo.run',
      'Porcelain.exec',
      'Porcelain.shell',
    ],
    spawns: { program: '0' },
  },
  { calls: ['Port.open'], spawns: { program: '0.1' } },
  { calls: ['Exile.stream!', 'Exile.stream', 'ExCmd.stream!'], spawns: { program: '0' } },
  { calls: under('File', 'write write! touch touch!'), writes: { path: '0' } },
  { calls: under('File', 'cp cp! cp_r cp_r! copy copy! rename rename!'), writes: { path: '1' } },
  {
    calls: under('File', 'open open! stream!'),
    when: ({ arguments: [, modes] }) =>
      modes?.kind === 'list' && modes.items.some((item) => /^(?:write|append|exclusive)$/.test(nameIn(item))),
    writes: { path: '0' },
  },
  { calls: [':dets.open_file'], connects: { kind: 'embedded', address: ['1.file', '0'], persistent: true } },
  { calls: ['env!', 'Dotenvy.env!'], environment: { name: '0', fallback: '2' } },
  {
    calls: [
      ...under(
        'String',
        'to_integer to_atom to_float trim split downcase upcase replace to_charlist to_existing_atom',
      ),
      ...under('Integer', 'parse'),
      ...under('Path', 'join expand'),
      ...under('URI', 'parse to_string new!'),
      ...under('Enum', 'map join'),
      ...under('List', 'first'),
      ...under('Base', 'decode64! encode64'),
      ...words('to_string to_charlist Application.app_dir Code.string_to_quoted! Atom.to_string'),
    ],
    transforms: true,
  },
  {
    calls: ['Joken.Signer.create'],
    configures: [{ name: 'signing key', role: 'credential', at: ['1'] }],
  },
  {
    calls: [config],
    when: (call) => /Guardian\w*$/.test(keyOf(call)) || appOf(call) === 'joken',
    configures: [{ name: 'signing key', role: 'credential', at: ['secret_key', 'default_signer'] }],
  },
  {
    calls: ['Keyword.put', 'Keyword.merge'],
    // A repository's address set while it starts.
    when: (call) =>
      /Repo\.init$/.test(call.within ?? '') &&
      (nameIn(call.arguments[1]) === 'url' || optionOf(call, 'url') !== undefined),
    connects: { kind: 'other', address: ['url', '2'], persistent: true },
  },
];

export const catalogue: Catalogue = {
  types: {},
  entries: [...configuration, ...servers, ...services, ...others],
  frameworks: {
    phoenix: { name: 'phoenix', kind: 'web' },
    plug_cowboy: { name: 'plug', kind: 'web' },
    bandit: { name: 'plug', kind: 'web' },
    cowboy: { name: 'cowboy', kind: 'web' },
    raxx: { name: 'raxx', kind: 'web' },
    oban: { name: 'oban', kind: 'worker' },
    broadway: { name: 'broadway', kind: 'worker' },
    exq: { name: 'exq', kind: 'worker' },
    nerves: { name: 'nerves', kind: 'tool' },
  },
  drivers: {
    postgrex: 'postgres',
    myxql: 'mysql',
    mariaex: 'mysql',
    tds: 'sqlserver',
    ecto_sqlite3: 'sqlite',
    exqlite: 'sqlite',
    sqlite_ecto2: 'sqlite',
    mongodb: 'mongodb',
    mongodb_driver: 'mongodb',
    redix: 'redis',
    phoenix_pubsub_redis: 'redis',
    amqp: 'amqp',
    brod: 'kafka',
    kafka_ex: 'kafka',
    broadway_kafka: 'kafka',
    broadway_rabbitmq: 'amqp',
    memcachex: 'memcached',
  },
};
