// What Ruby's libraries mean to the factors, from their own documentation.
import type { ServiceKind, Session } from '../../facts.ts';
import type { ArgumentPath, Catalogue, CatalogueEntry, FrameworkSetting } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

const names = (list: string): string[] => list.trim().split(/\s+/);

/** The text that a value is as written, or that stands beside its read of the environment. */
function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'literal') return value.text;
  if (value?.kind === 'environment' || value?.kind === 'configuration') return textOf(value.fallback);
  if (value?.kind === 'choice') return value.options.map(textOf).find((text) => text !== undefined);
  return value?.kind === 'text' ? textOf(value.parts[0]) : undefined;
}

const isConstant = (value: Value | undefined, name: RegExp): boolean =>
  value?.kind === 'reference' && name.test([value.module, ...value.path].join('.'));

// Servers -------------------------------------------------------------------------------------------------------------

const servers: readonly CatalogueEntry[] = [
  {
    calls: ['Puma.Server'],
    listens: { port: ['port'], host: ['host'], defaultPort: '9292', server: 'puma', stops: 'server' },
  },
  {
    calls: ['Rails.Server'],
    listens: {
      port: ['port'],
      variables: ['PORT'],
      defaultPort: '3000',
      server: 'rails server',
      stops: 'server',
    },
  },
  {
    calls: ['Unicorn.HttpServer'],
    listens: { port: ['port'], defaultPort: '8080', server: 'unicorn', stops: 'server' },
  },
  {
    calls: ['Sinatra.run'],
    listens: {
      port: ['port'],
      host: ['host'],
      variables: ['PORT'],
      defaultPort: '4567',
      server: 'sinatra on WEBrick',
      stops: 'needsHandler',
    },
  },
  // Sinatra hands TERM on to the server, and these finish what is in flight.
  {
    calls: ['Sinatra.run.graceful'],
    listens: {
      port: ['port'],
      host: ['host'],
      variables: ['PORT'],
      defaultPort: '4567',
      server: 'sinatra',
      stops: 'server',
    },
  },
  {
    calls: ['WEBrick.HTTPServer'],
    listens: {
      port: ['Port', '0.Port'],
      host: ['BindAddress'],
      defaultPort: '80',
      server: 'WEBrick',
      stops: 'needsHandler',
    },
  },
  {
    calls: names(
      'Rack.Handler.Puma.run Rackup.Handler.Puma.run Rack.Handler.Thin.run Rackup.Handler.Thin.run Rack.Handler.Falcon.run',
    ),
    listens: { port: ['Port'], host: ['Host'], defaultPort: '9292', server: 'rack handler', stops: 'server' },
  },
  {
    calls: names('Rack.Handler.WEBrick.run Rackup.Handler.WEBrick.run Rack.Server.start Rackup.Server.start'),
    listens: {
      port: ['Port'],
      host: ['Host'],
      defaultPort: '8080',
      server: 'WEBrick',
      stops: 'needsHandler',
    },
  },
  {
    calls: names('TCPServer TCPServer.open Socket.tcp_server_loop'),
    listens: { port: ['1', '0'], server: 'TCPServer', stops: 'needsHandler' },
  },
  {
    calls: names('Thin.Server.start'),
    listens: { port: ['1'], host: ['0'], defaultPort: '3000', server: 'thin', stops: 'server' },
  },
  {
    calls: names('GRPC.RpcServer.add_http2_port'),
    listens: { address: ['0'], server: 'grpc', stops: 'needsHandler' },
  },
  {
    calls: names('?.run_till_terminated_or_interrupted'),
    stopsGracefully: 'grpc run_till_terminated_or_interrupted',
  },
  { calls: names('Kernel.trap Signal.trap'), handlesSignal: { signal: '0', handler: '1' } },
  { calls: names('?.shutdown ?.stop ?.stop! ?.close ?.quit! ?.disconnect! ?.kill'), closes: true },
];

// Backing services ----------------------------------------------------------------------------------------------------

function connects(
  kind: ServiceKind | ((call: Call) => ServiceKind),
  calls: string,
  address: string,
  options: { persistent?: boolean; variables?: readonly string[]; when?: (call: Call) => boolean } = {},
): CatalogueEntry {
  const { persistent = false, variables, when } = options;
  return {
    calls: names(calls),
    ...(when ? { when } : {}),
    connects: {
      kind,
      address: names(address) as ArgumentPath[],
      persistent,
      ...(variables ? { variables } : {}),
    },
  };
}

const adapters: readonly (readonly [RegExp, ServiceKind])[] = [
  [/^(?:postg|pg|jdbc:postg)/, 'postgres'],
  [/^(?:mysql|trilogy|mariadb|jdbc:mysql)/, 'mysql'],
  [/^(?:sqlite|jdbc:sqlite|amalgalite)/, 'sqlite'],
  [/^(?:sqlserver|tinytds|mssql)/, 'sqlserver'],
  [/^oracle/, 'oracle'],
  [/^mongo/, 'mongodb'],
];
const kindOfAdapter = (text: string | undefined): ServiceKind =>
  adapters.find(([pattern]) => text !== undefined && pattern.test(text))?.[1] ?? 'other';

/** By the `adapter`, or by the scheme of an address. */
function databaseKind({ named, arguments: given }: Call): ServiceKind {
  const [first, second] = given;
  const options = [first, second].find((value) => value?.kind === 'object');
  const adapter =
    named.get('adapter') ?? (options?.kind === 'object' ? options.entries.get('adapter') : undefined);
  return kindOfAdapter(textOf(adapter) ?? textOf(named.get('url')) ?? textOf(first) ?? textOf(second));
}

/** An address inside the deploy: another service of ours, not somebody's public interface. */
function isInternalAddress({ arguments: [first], named }: Call): boolean {
  const base = named.get('url') ?? named.get('base_url') ?? first;
  const inner = base?.kind === 'call' ? base.call.arguments[0] : base;
  const head = inner?.kind === 'text' ? inner.parts[0] : inner;
  if (head?.kind === 'environment') return true;
  const host = /^(?:https?|wss?):\/\/([^/:?#]*)/i.exec(textOf(head) ?? '')?.[1];
  if (host === undefined) return false;
  return (
    /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host) ||
    (host !== '' && !host.includes('.'))
  );
}

const database = 'url host 0.url 0.host socket database 0.database 0';
const persistent = { persistent: true } as const;

const services: readonly CatalogueEntry[] = [
  connects(
    databaseKind,
    'ActiveRecord.Base.establish_connection Sequel.connect Sequel.postgres Sequel.mysql2',
    `${database}`,
    {
      ...persistent,
      // A name of a section (`:production`) says nothing that database.yml doesn't.
      when: ({ arguments: [first], named }) =>
        named.size > 0 || (first !== undefined && !/^\w+$/.test(textOf(first) ?? '')),
    },
  ),
  connects(databaseKind, 'DataMapper.setup', '1.host 1', persistent),
  connects('sqlite', 'Sequel.sqlite SQLite3.Database SQLite3.Database.open', '0 database', persistent),
  connects('postgres', 'PG.connect PG.Connection PG.Connection.open PGconn', 'host url 0.host 0 dbname', {
    ...persistent,
    variables: ['PGHOST'],
  }),
  connects('mysql', 'Mysql2.Client Trilogy', 'host 0.host socket 0', persistent),
  connects('sqlserver', 'TinyTds.Client', 'host dataserver', persistent),
  connects('mongodb', 'Mongo.Client Mongo.MongoClient', '0 0.0', persistent),
  connects(
    'redis',
    'Redis Redis.new Redis.connect Redis.Cluster RedisClient RedisClient.config Redis.Distributed Redis.Namespace',
    'url host path 0.url 0.host 0',
    {
      variables: ['REDIS_URL'],
    },
  ),
  connects(
    'redis',
    'ActiveSupport.Cache.RedisCacheStore ActionCable.redis Sidekiq.redis',
    'url host 0.url 0',
    { variables: ['REDIS_URL'] },
  ),
  connects('memcached', 'Dalli.Client ActiveSupport.Cache.MemCacheStore', '0', {
    variables: ['MEMCACHE_SERVERS'],
  }),
  connects('amqp', 'Bunny Bunny.new Bunny.run Sneakers.configure', 'amqp host hostname 0.host 0', {
    variables: ['RABBITMQ_URL'],
  }),
  connects('kafka', 'Kafka Kafka.new', 'seed_brokers 0'),
  connects('kafka', 'Rdkafka.Config', 'bootstrap.servers 0', {}),
  connects('nats', 'NATS.connect NATS.IO.Client.connect', 'servers 0'),
  connects(
    'elasticsearch',
    'Elasticsearch.Client OpenSearch.Client Elasticsearch.Transport.Client',
    'url host hosts urls 0.url 0.host',
    {
      ...persistent,
      variables: ['ELASTICSEARCH_URL'],
    },
  ),
  connects(
    'objectStore',
    'Aws.S3.Client Aws.S3.Resource Aws.S3.Bucket Fog.Storage Fog.Storage.new Google.Cloud.Storage Google.Cloud.Storage.new ActiveStorage.Service.S3',
    'endpoint',
    {
      ...persistent,
      variables: ['AWS_REGION'],
    },
  ),
  connects('smtp', 'Net.SMTP.start Net.SMTP', '0'),
  connects(
    'http',
    'Faraday Faraday.new Net.HTTP.get Net.HTTP.get_response Net.HTTP.post Net.HTTP.post_form HTTParty.get HTTParty.post HTTParty.put HTTParty.delete RestClient.get RestClient.post RestClient.put RestClient.delete HTTP.get HTTP.post Excon.get Excon.new Excon Typhoeus.get Typhoeus.post URI.open Kernel.URI',
    'url 0',
    {
      when: isInternalAddress,
    },
  ),
  connects('embedded', 'PStore YAML.Store Daybreak.DB', '0', persistent),
];

// Configuration -------------------------------------------------------------------------------------------------------

const configuration: readonly CatalogueEntry[] = [
  {
    calls: names(
      'Kernel.test Kernel.Integer Kernel.String ?.to_i ?.to_s ?.to_sym ?.strip ?.chomp ?.split ?.downcase ?.upcase ?.presence ?.join ?.gsub ?.sub ?.delete_suffix ?.delete_prefix URI URI.parse Kernel.URI URI.join File.join File.expand_path Rails.root().join Pathname Pathname.new',
    ),
    transforms: true,
  },
  {
    calls: names('JWT.encode JWT.decode'),
    configures: [{ name: 'JWT secret', role: 'credential', at: ['1'] }],
  },
  {
    calls: names('OpenSSL.HMAC.hexdigest OpenSSL.HMAC.digest OpenSSL.HMAC.base64digest'),
    configures: [{ name: 'HMAC key', role: 'credential', at: ['1'] }],
  },
  {
    calls: names('ActiveSupport.MessageEncryptor ActiveSupport.MessageVerifier'),
    configures: [{ name: 'message key', role: 'credential', at: ['0'] }],
  },
  {
    calls: names('?.http_basic_authenticate_with'),
    configures: [{ name: 'password', role: 'credential', at: ['password'] }],
  },
  {
    calls: names('?.set'),
    when: ({ arguments: [first], callee }) =>
      textOf(first) === 'session_secret' && /^(?:Sinatra|self)\b/.test(callee),
    configures: [{ name: 'session_secret', role: 'credential', at: ['1'] }],
  },
  {
    calls: ['Rails.url_options'],
    configures: [{ name: 'default_url_options', role: 'externalHost', at: ['host'] }],
  },
];

const settings: readonly FrameworkSetting[] = [
  {
    names: [
      'secret_key_base',
      'secret_token',
      'secret_key',
      'session_secret',
      'pepper',
      'jwt_secret',
      'devise_jwt_secret_key',
    ],
    role: 'credential',
  },
  { names: ['asset_host'], role: 'externalHost' },
  {
    names: ['smtp_settings'],
    role: 'address',
    connects: { kind: 'smtp', address: ['address', 'host'], persistent: false },
  },
];

// Sessions, logs, files, processes ------------------------------------------------------------------------------------

const stores: Readonly<Record<string, Session['store']>> = {
  cookie_store: 'cookie',
  active_record_store: 'database',
  mongoid_store: 'database',
  mongo_store: 'database',
  redis_store: 'cache',
  redis_session_store: 'cache',
  mem_cache_store: 'cache',
  dalli_store: 'cache',
  cache_store: 'cache',
  disabled: 'unknown',
};

const uses = (name: RegExp) => ({
  calls: names('?.use Rack.Builder.use Sinatra.Base.use'),
  when: ({ arguments: [first] }: Call): boolean => isConstant(first, name),
});

const sessions: readonly CatalogueEntry[] = [
  {
    calls: names('?.session_store'),
    when: (call) => call.arguments.length > 0,
    session: { store: ['0'], without: 'cookie', stores },
  },
  { calls: ['Rails.session.cookie'], session: { without: 'cookie', stores: {} } },
  { calls: ['Rails.session.memory'], session: { without: 'memory', stores: {} } },
  {
    ...uses(/^Rack\.Session\.(?:Cookie|EncryptedCookie)$|CookieStore$/),
    session: { without: 'cookie', stores: {} },
    configures: [{ name: 'session secret', role: 'credential', at: ['secret'] }],
  },
  { ...uses(/^Rack\.Session\.Pool$/), session: { without: 'memory', stores: {} } },
  {
    ...uses(/^Rack\.Session\.(?:Redis|Memcache|Dalli|Moneta)$|RedisStore$/),
    session: { without: 'cache', stores: {} },
  },
  {
    calls: names('?.enable ?.set'),
    when: ({ arguments: [first, second], callee }) =>
      textOf(first) === 'sessions' &&
      (callee.endsWith('.enable') || textOf(second) !== 'false') &&
      /^(?:Sinatra|self)\b/.test(callee),
    session: { without: 'cookie', stores: {} },
  },
];

const isNoFile = (value: Value | undefined): boolean =>
  (value?.kind === 'call' && !/(?:^|\.)(?:join|to_s|expand_path)$/.test(value.call.callee)) ||
  (value?.kind === 'literal' && value.type === 'null') ||
  isConstant(value, /^(?:IO|File)\.NULL$/);

const print = { sink: 'stdout', structured: false } as const;
const logs: readonly CatalogueEntry[] = [
  { calls: names('Kernel.puts Kernel.print Kernel.p Kernel.pp Kernel.warn'), logs: { ...print, by: 'puts' } },
  {
    // A string in memory, and nothing at all, are no file.
    when: ({ arguments: [first] }) => !isNoFile(first),
    calls: names(
      'Logger ActiveSupport.Logger ActiveSupport.BufferedLogger Ougai.Logger MonoLogger LogStashLogger Logging.appenders.file',
    ),
    logs: { sink: 'file', by: 'Logger', structured: true, path: '0' },
  },
  {
    calls: names('Rails.logger.stdout Lograge.setup SemanticLogger.default_level'),
    logs: { sink: 'stdout', by: 'Rails', structured: true },
  },
  { calls: ['Rails.logger.file'], logs: { sink: 'file', by: 'Rails', structured: true, path: '0' } },
  {
    calls: names('SemanticLogger.add_appender'),
    logs: { sink: 'file', by: 'SemanticLogger', structured: true, path: 'file_name' },
  },
  {
    ...uses(/^Rack\.(?:CommonLogger|Logger)$|^Hanami\.Logger$/),
    logs: { sink: 'stdout', by: 'Rack::CommonLogger', structured: true },
  },
  { calls: ['Sinatra.log'], logs: { sink: 'stdout', by: 'Sinatra', structured: true } },
  {
    calls: names('Syslog.Logger Syslog.open Remote_syslog_logger RemoteSyslogLogger'),
    logs: { sink: 'syslog', by: 'Syslog', structured: true },
  },
  {
    calls: names('Puma.DSL.stdout_redirect'),
    logs: { sink: 'file', by: 'puma', structured: true, path: '0' },
  },
  {
    calls: names('Unicorn.Configurator.stdout_path Unicorn.Configurator.stderr_path'),
    logs: { sink: 'file', by: 'unicorn', structured: true, path: '0' },
  },
];

const writing = /^[wa]b?\+?(?::.*)?$|^r\+/;
const files: readonly CatalogueEntry[] = [
  { calls: names('File.write IO.write File.binwrite IO.binwrite'), writes: { path: '0' } },
  {
    calls: names('File.open File.new File Kernel.open CSV.open IO.open'),
    when: ({ arguments: [, mode], named }) =>
      writing.test(textOf(mode) ?? textOf(named.get('mode')) ?? '') ||
      isConstant(mode, /^File\.(?:WRONLY|RDWR|CREAT|APPEND)$/),
    writes: { path: '0' },
  },
  {
    calls: names(
      'FileUtils.cp FileUtils.copy FileUtils.mv FileUtils.move FileUtils.cp_r FileUtils.copy_file File.rename IO.copy_stream FileUtils.install',
    ),
    writes: { path: '1' },
  },
  {
    calls: names('ActiveStorage.Service.DiskService Shrine.Storage.FileSystem CarrierWave.Storage.File'),
    writes: { path: '0' },
  },
  {
    calls: names('CarrierWave.Uploader.Base.storage'),
    when: ({ arguments: [first] }) => textOf(first) === 'file',
    writes: { path: '0' },
  },
];

const processes: readonly CatalogueEntry[] = [
  {
    calls: names(
      'Kernel.system Kernel.spawn Kernel.exec Process.spawn Process.exec IO.popen Open3.capture2 Open3.capture2e Open3.capture3 Open3.popen2 Open3.popen2e Open3.popen3 Open3.pipeline PTY.spawn',
    ),
    spawns: { program: '0' },
  },
  { calls: names('Cocaine.CommandLine Terrapin.CommandLine TTY.Command.run'), spawns: { program: '0' } },
  {
    calls: names('Process.daemon Daemons.run Daemons.run_proc Daemons.daemonize'),
    managesProcesses: { what: 'daemonizes itself' },
  },
  {
    calls: names('Puma.DSL.daemonize'),
    when: ({ arguments: [first] }) => textOf(first) !== 'false',
    managesProcesses: { what: 'daemonizes itself' },
  },
  { calls: names('Kernel.fork Process.fork'), managesProcesses: { what: 'forks itself' } },
  {
    calls: names(
      'Rufus.Scheduler.every Rufus.Scheduler.cron Rufus.Scheduler.interval Rufus.Scheduler.schedule_every Rufus.Scheduler.schedule_cron',
    ),
    schedules: { by: 'rufus-scheduler' },
  },
  {
    calls: names('Concurrent.TimerTask Concurrent.TimerTask.execute'),
    schedules: { by: 'Concurrent::TimerTask' },
  },
  {
    calls: names('EventMachine.add_periodic_timer EM.add_periodic_timer Concurrent.ScheduledTask.execute'),
    schedules: { by: 'EventMachine' },
  },
];

const migrationPath = /(?:^|\/)(?:migrate|migrations?)\//;
const isMigration = ({ at }: Call): boolean =>
  migrationPath.test(at.path) || /(?:^|\/)db\/(?:\w+_)?schema\.rb$/.test(at.path);
const schema: readonly CatalogueEntry[] = [
  {
    calls: names(
      'ActiveRecord.Schema.define ?.create_table ?.create_table! ?.create_table? ?.auto_migrate! ?.auto_upgrade!',
    ),
    when: (call) => !isMigration(call),
    changesSchema: { what: 'a schema made in code', versioned: false },
  },
  {
    calls: names(
      'ActiveRecord.Migrator.migrate ActiveRecord.MigrationContext.migrate ActiveRecord.Tasks.DatabaseTasks.migrate ActiveRecord.Migration.maintain_test_schema! Sequel.Migrator.run Sequel.TimestampMigrator.run ActiveRecord.Base.connection().migration_context().migrate',
    ),
    when: ({ callee }) => !callee.endsWith('maintain_test_schema!'),
    changesSchema: { what: 'migrate', versioned: true },
  },
];

const verbs = 'get post put patch delete options head link unlink'.split(' ');
const handlers: readonly CatalogueEntry[] = [
  {
    calls: verbs.flatMap((verb) => [
      `Sinatra.Base.${verb}`,
      `Sinatra.Application.${verb}`,
      `Grape.API.${verb}`,
      `Padrino.Application.${verb}`,
    ]),
    handles: 'request',
  },
  {
    calls: names(
      'Sinatra.Base.before Sinatra.Base.after Sinatra.Base.error Sinatra.Base.not_found Sinatra.Base.helpers Grape.API.before Grape.API.after Grape.API.helpers Roda.route Cuba.define Rack.Builder.run WEBrick.HTTPServer.mount_proc',
    ),
    handles: 'request',
  },
  { calls: names('Faye.WebSocket.on Faye.WebSocket().on Rack.WebSocket.on'), handles: 'connection' },
  { calls: names('Faye.RackAdapter AnyCable.broadcast MessageBus.publish'), sharesState: true },
];

/** Methods that a framework calls because of what their class derives from. */
const methods: Catalogue['handlers'] = [
  {
    bases: /(?:^|\.|[a-z])Controller(?:\.(?:Base|API|Metal))?$|^ActionController\./,
    methods: /^(?!initialize$)/,
    handles: 'request',
  },
  {
    bases: /^Sinatra\.(?:Base|Application)$|^Grape\.API$|^Roda$|^Cuba$/,
    methods: /^(?!initialize$)/,
    handles: 'request',
  },
  { bases: /(?:^|\.)Action$/, methods: /^(?:call|handle)$/, handles: 'request' },
  {
    bases: /^(?:ApplicationJob|ActiveJob\.Base|Sidekiq\.(?:Worker|Job)|Sneakers\.Worker)$/,
    methods: /^(?:perform|work)$/,
    handles: 'request',
  },
  { bases: /(?:^|\.)Channel(?:\.Base)?$/, methods: /^(?!initialize$)/, handles: 'connection' },
];

const frameworks: Catalogue['frameworks'] = {
  rails: { name: 'rails', kind: 'web' },
  railties: { name: 'rails', kind: 'web' },
  actionpack: { name: 'rails', kind: 'web' },
  sinatra: { name: 'sinatra', kind: 'web' },
  'sinatra-contrib': { name: 'sinatra', kind: 'web' },
  hanami: { name: 'hanami', kind: 'web' },
  'hanami-router': { name: 'hanami', kind: 'web' },
  roda: { name: 'roda', kind: 'web' },
  grape: { name: 'grape', kind: 'web' },
  padrino: { name: 'padrino', kind: 'web' },
  cuba: { name: 'cuba', kind: 'web' },
  syro: { name: 'syro', kind: 'web' },
  camping: { name: 'camping', kind: 'web' },
  puma: { name: 'puma', kind: 'web', server: true },
  unicorn: { name: 'unicorn', kind: 'web', server: true },
  falcon: { name: 'falcon', kind: 'web', server: true },
  thin: { name: 'thin', kind: 'web', server: true },
  jekyll: { name: 'jekyll', kind: 'static' },
  middleman: { name: 'middleman', kind: 'static' },
  bridgetown: { name: 'bridgetown', kind: 'static' },
  sidekiq: { name: 'sidekiq', kind: 'worker' },
  resque: { name: 'resque', kind: 'worker' },
  delayed_job: { name: 'delayed_job', kind: 'worker' },
  good_job: { name: 'good_job', kind: 'worker' },
  que: { name: 'que', kind: 'worker' },
  shoryuken: { name: 'shoryuken', kind: 'worker' },
  sneakers: { name: 'sneakers', kind: 'worker' },
  karafka: { name: 'karafka', kind: 'worker' },
  racecar: { name: 'racecar', kind: 'worker' },
  clockwork: { name: 'clockwork', kind: 'worker' },
  discordrb: { name: 'discordrb', kind: 'worker' },
  thor: { name: 'thor', kind: 'tool' },
  gli: { name: 'gli', kind: 'tool' },
  'dry-cli': { name: 'dry-cli', kind: 'tool' },
  fastlane: { name: 'fastlane', kind: 'tool' },
  cocoapods: { name: 'cocoapods', kind: 'tool' },
};

const drivers: Catalogue['drivers'] = {
  pg: 'postgres',
  'activerecord-postgis-adapter': 'postgres',
  sequel_pg: 'postgres',
  mysql2: 'mysql',
  trilogy: 'mysql',
  mysql: 'mysql',
  sqlite3: 'sqlite',
  tiny_tds: 'sqlserver',
  'activerecord-sqlserver-adapter': 'sqlserver',
  'ruby-oci8': 'oracle',
  mongo: 'mongodb',
  mongoid: 'mongodb',
  mongo_mapper: 'mongodb',
  redis: 'redis',
  'redis-rails': 'redis',
  'redis-client': 'redis',
  dalli: 'memcached',
  bunny: 'amqp',
  sneakers: 'amqp',
  'ruby-kafka': 'kafka',
  rdkafka: 'kafka',
  karafka: 'kafka',
  waterdrop: 'kafka',
  'nats-pure': 'nats',
  elasticsearch: 'elasticsearch',
  'opensearch-ruby': 'elasticsearch',
  'aws-sdk-s3': 'objectStore',
  'google-cloud-storage': 'objectStore',
  'azure-storage-blob': 'objectStore',
};

export const catalogue: Catalogue = {
  types: {
    'Rufus.Scheduler()': 'Rufus.Scheduler',
    'Rufus.Scheduler.singleton()': 'Rufus.Scheduler',
    'Rufus.Scheduler.start_new()': 'Rufus.Scheduler',
    'Sinatra.Application': 'Sinatra.Base',
    'ActionController.API': 'ActionController.Base',
    'WEBrick.HTTPServer()': 'WEBrick.HTTPServer',
  },
  entries: [
    {
      calls: names('YAML.load_file YAML.load YAML.safe_load YAML.safe_load_file JSON.parse JSON.load_file'),
      parses: true,
    },
    ...servers,
    ...services,
    ...configuration,
    ...sessions,
    ...logs,
    ...files,
    ...processes,
    ...schema,
    ...handlers,
  ],
  handlers: methods,
  frameworks,
  drivers,
  settings,
};
