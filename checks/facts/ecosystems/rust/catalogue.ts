// What Rust's frameworks and crates mean to the twelve factors, by canonical name; from their own documentation.
import type { ServiceKind } from '../../facts.ts';
import type { Catalogue, CatalogueEntry, Connects, Listens } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);
const under = (prefix: string, list: string): readonly string[] =>
  words(list).map((name) => `${prefix}.${name}`);

/** Addresses are texts (`0.0.0.0:80`) or pairs of host and port. */
const listens = (server: string, rest: Partial<Listens> = {}): Listens => ({
  server,
  stops: 'needsHandler',
  port: ['0.1'],
  address: ['0'],
  ...rest,
});

const servers: readonly CatalogueEntry[] = [
  // actix-web stops gracefully by itself.
  {
    calls: ['?.bind', '?.bind_rustls', '?.bind_openssl', '?.bind_rustls_0_23', '?.bind_auto_h2c'],
    when: ({ callee }) => /(?:^|\.)HttpServer\b|actix_web/.test(callee),
    listens: listens('actix-web', { stops: 'server' }),
  },
  {
    calls: ['rocket.build', 'rocket.Rocket.build'],
    listens: { server: 'rocket', stops: 'server', variables: ['ROCKET_PORT'], defaultPort: '8000' },
  },
  {
    calls: ['rocket.ignite'],
    listens: { server: 'rocket', stops: 'needsHandler', variables: ['ROCKET_PORT'], defaultPort: '8000' },
  },
  {
    calls: ['rocket.custom', 'rocket.Rocket.custom'],
    listens: { server: 'rocket', stops: 'server', variables: ['ROCKET_PORT'], defaultPort: '8000' },
  },
  {
    calls: ['rocket.build', 'rocket.custom', 'rocket.ignite'],
    logs: { sink: 'stdout', by: 'rocket', structured: true, requestsOnly: true },
  },
  {
    calls: ['tokio.net.TcpListener.bind', 'std.net.TcpListener.bind', 'async_std.net.TcpListener.bind'],
    listens: listens('TcpListener'),
  },
  {
    calls: [
      'axum.Server.bind',
      'hyper.Server.bind',
      'hyper.server.Server.bind',
      'axum_server.bind',
      'axum_server.bind_rustls',
    ],
    listens: listens('hyper'),
  },
  {
    calls: ['?.run', '?.bind'],
    when: ({ callee }) => /^warp\.serve\(\)/.test(callee),
    listens: listens('warp'),
  },
  {
    calls: ['?.bind_with_graceful_shutdown'],
    when: ({ callee }) => callee.startsWith('warp.'),
    listens: listens('warp', { stops: 'server' }),
  },
  {
    calls: ['?.serve'],
    when: ({ callee }) => /tonic|transport\.Server/.test(callee),
    listens: listens('tonic'),
  },
  {
    calls: ['?.serve_with_shutdown'],
    when: ({ callee }) => /tonic|transport\.Server/.test(callee),
    listens: listens('tonic', { stops: 'server' }),
  },
  { calls: ['poem.listener.TcpListener.bind'], listens: listens('poem') },
  {
    calls: ['salvo.conn.TcpListener.new', 'salvo.prelude.TcpListener.new', 'salvo.listener.TcpListener.new'],
    listens: listens('salvo'),
  },
  { calls: ['?.listen'], when: ({ callee }) => /^tide\b/.test(callee), listens: listens('tide') },
  // `axum::serve(listener, app).with_graceful_shutdown(signal)` and hyper's of the same name.
  {
    calls: ['?.with_graceful_shutdown', '?.run_with_graceful_shutdown', '?.serve_with_graceful_shutdown'],
    stopsGracefully: 'with_graceful_shutdown',
  },
  {
    calls: ['axum_server.Handle.graceful_shutdown', '?.graceful_shutdown'],
    stopsGracefully: 'graceful_shutdown',
  },
  { calls: ['<request>'], handles: 'request' },
  { calls: under('axum.routing', 'get post put patch delete any on get_service'), handles: 'request' },
  {
    calls: ['?.to'],
    when: ({ callee }) =>
      /(?:^|\.)web\.(?:get|post|put|patch|delete|resource|route|head|method)\(\)/.test(callee),
    handles: 'request',
  },
  {
    calls: words('?.post ?.put ?.patch ?.delete ?.get'),
    when: ({ arguments: [first] }) => first?.kind === 'function',
    handles: 'request',
  },
  {
    calls: [
      'tokio.signal.unix.signal',
      'signal_hook.iterator.Signals.new',
      'signal_hook.flag.register',
      'signal_hook_tokio.Signals.new',
    ],
    handlesSignal: { signal: '0' },
  },
];

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

const engines: readonly (readonly [RegExp, ServiceKind])[] = [
  [/\bPg|Postgres/i, 'postgres'],
  [/MySql|mysql/i, 'mysql'],
  [/Sqlite/i, 'sqlite'],
  [/Mssql/i, 'sqlserver'],
];
/** The engine that the name of the type tells: `PgPool`, `SqliteConnection`. */
const engineOf = (call: Call): ServiceKind => {
  const type = call.named.get('<>');
  const name = `${call.callee} ${type?.kind === 'unknown' ? type.text : ''}`;
  return engines.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
};

const services: readonly CatalogueEntry[] = [
  service('postgres', 'url host', 'deadpool_postgres.Config.new'),
  service(
    'postgres',
    '0',
    'sqlx.PgPool.connect sqlx.postgres.PgPool.connect sqlx.PgPool.connect_lazy sqlx.PgConnection.connect sqlx.postgres.PgConnectOptions.from_str',
  ),
  service('mysql', '0', 'sqlx.MySqlPool.connect sqlx.mysql.MySqlPool.connect'),
  service(
    'sqlite',
    '0',
    'sqlx.SqlitePool.connect sqlx.sqlite.SqlitePool.connect sqlx.sqlite.SqliteConnectOptions.from_str',
  ),
  service('other', '0', 'sqlx.AnyPool.connect sqlx.Pool.connect sqlx.any.AnyPool.connect'),
  {
    calls: ['?.connect', '?.connect_lazy'],
    when: ({ callee }) => /PoolOptions/.test(callee),
    connects: { kind: engineOf, address: ['0'], persistent: true },
  },
  {
    calls: ['?.establish'],
    when: ({ callee }) => /Connection\b/.test(callee),
    connects: { kind: engineOf, address: ['0'], persistent: true },
  },
  service(
    engineOf,
    '0',
    'diesel.r2d2.ConnectionManager.new diesel.r2d2.ConnectionManager diesel_async.pooled_connection.AsyncDieselConnectionManager.new r2d2_diesel.ConnectionManager.new',
  ),
  service(
    'postgres',
    '0',
    'diesel.PgConnection.establish diesel.pg.PgConnection.establish diesel.prelude.PgConnection.establish',
  ),
  service('mysql', '0', 'diesel.MysqlConnection.establish diesel.mysql.MysqlConnection.establish'),
  service('sqlite', '0', 'diesel.SqliteConnection.establish diesel.sqlite.SqliteConnection.establish'),
  service('other', '0', 'sea_orm.Database.connect sea_orm.ConnectOptions.new'),
  service(
    'postgres',
    '0',
    'tokio_postgres.connect postgres.Client.connect bb8_postgres.PostgresConnectionManager.new_from_stringlike',
  ),
  service('mysql', '0', 'mysql.Pool.new mysql_async.Pool.new mysql.Opts.from_url mysql_async.Opts.from_url'),
  service('sqlite', '0', 'rusqlite.Connection.open tokio_rusqlite.Connection.open'),
  service('embedded', '0', 'sled.open redb.Database.create rocksdb.DB.open_default surrealkv.Store.new'),
  service(
    'redis',
    '0',
    'redis.Client.open deadpool_redis.Config.from_url bb8_redis.RedisConnectionManager.new fred.types.RedisConfig.from_url fred.types.config.Config.from_url',
    passing,
  ),
  service(
    'mongodb',
    '0',
    'mongodb.Client.with_uri_str mongodb.options.ClientOptions.parse mongodb.sync.Client.with_uri_str',
  ),
  service('amqp', '0', 'lapin.Connection.connect deadpool_lapin.Config.new', passing),
  {
    calls: ['?.set'],
    when: (call) => literal(call.arguments[0]) === 'bootstrap.servers',
    connects: { kind: 'kafka', address: ['1'], persistent: false },
  },
  service('nats', '0', 'async_nats.connect nats.connect', passing),
  service(
    'smtp',
    '0',
    'lettre.SmtpTransport.relay lettre.SmtpTransport.starttls_relay lettre.SmtpTransport.builder_dangerous lettre.AsyncSmtpTransport.relay lettre.AsyncSmtpTransport.starttls_relay lettre.AsyncSmtpTransport.from_url lettre.SmtpTransport.from_url',
    passing,
  ),
  {
    calls: words('aws_sdk_s3.Client.new rusoto_s3.S3Client.new'),
    connects: {
      kind: 'objectStore',
      address: [],
      variables: words('AWS_REGION AWS_ACCESS_KEY_ID AWS_ENDPOINT_URL'),
      persistent: true,
    },
  },
  service('elasticsearch', '0', 'elasticsearch.http.transport.Transport.single_node'),
  service('other', '0', 'memcache.connect clickhouse.Client.default().with_url influxdb.Client.new', passing),
  service(
    'http',
    '0',
    'reqwest.get reqwest.blocking.get ureq.get ureq.post reqwest.Client.new().get reqwest.Client.new().post',
    passing,
  ),
  // Rocket's pools are configured by its own configuration, which `ROCKET_DATABASES` overrides.
  {
    calls: ['rocket_sync_db_pools.database', 'rocket_contrib.database', 'database'],
    when: (call) => literal(call.arguments[0]) !== undefined,
    connects: { kind: 'other', address: [], variables: ['ROCKET_DATABASES'], persistent: true },
  },
];

function literal(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' ? value.text : undefined;
}

const levels = words('trace debug info warn error');

const others: readonly CatalogueEntry[] = [
  {
    calls: ['println!', 'eprintln!', 'print!', 'eprint!', 'dbg!', 'std.println!'],
    logs: { sink: 'stdout', by: 'println!', structured: false },
  },
  {
    calls: [
      ...levels.flatMap((level) => [`log.${level}!`, `tracing.${level}!`, `slog.${level}!`, `${level}!`]),
    ],
    logs: { sink: 'stdout', by: 'log', structured: true },
  },
  {
    calls: words(
      'env_logger.init env_logger.try_init env_logger.Builder.from_env tracing_subscriber.fmt tracing_subscriber.fmt.init tracing_subscriber.fmt.layer tracing_subscriber.registry pretty_env_logger.init simple_logger.init_with_level femme.start actix_web.middleware.Logger.default actix_web.middleware.Logger.new tower_http.trace.TraceLayer.new_for_http tracing_actix_web.TracingLogger.default axum.middleware.Logger',
    ),
    logs: { sink: 'stdout', by: 'tracing', structured: true },
  },
  {
    calls: under('tracing_appender.rolling', 'daily hourly minutely never'),
    logs: { sink: 'file', by: 'tracing_appender', structured: true, path: '0' },
  },
  {
    calls: ['tracing_appender.rolling.RollingFileAppender.new'],
    logs: { sink: 'file', by: 'tracing_appender', structured: true, path: '1' },
  },
  {
    calls: ['fern.log_file', 'simple_logging.log_to_file'],
    logs: { sink: 'file', by: 'fern', structured: true, path: '0' },
  },
  {
    calls: ['?.build'],
    when: ({ callee }) =>
      /log4rs\.append\.(?:rolling_)?file/.test(callee) || /(?:Rolling)?FileAppender\.builder/.test(callee),
    logs: { sink: 'file', by: 'log4rs', structured: true, path: '0' },
  },
  { calls: ['?.log_to_file'], logs: { sink: 'file', by: 'flexi_logger', structured: true } },
  { calls: ['diesel_migrations.embed_migrations!', 'embed_migrations!'], transforms: true },
  {
    calls: [
      '?.run_pending_migrations',
      'diesel_migrations.run_pending_migrations',
      'embedded_migrations.run',
      'self.embedded_migrations.run',
    ],
    changesSchema: { what: 'diesel migrations', versioned: true },
  },
  {
    calls: ['?.run', '?.run_direct'],
    when: ({ callee }) => /migrate!|Migrator\.new|\bMIGRATOR\b/.test(callee),
    changesSchema: { what: 'sqlx migrations', versioned: true },
  },
  {
    calls: ['?.up', '?.refresh', '?.fresh'],
    when: ({ callee }) => /Migrator\b/.test(callee),
    changesSchema: { what: 'SeaORM migrations', versioned: true },
  },
  {
    calls: ['?.run', '?.run_async'],
    when: ({ callee }) => /migrations\.runner\(\)/.test(callee),
    changesSchema: { what: 'refinery migrations', versioned: true },
  },
  {
    calls: ['std.process.Command.new', 'tokio.process.Command.new', 'async_process.Command.new', 'duct.cmd'],
    spawns: { program: '0' },
  },
  {
    calls: [
      ...under('std.fs', 'write File.create File.create_new'),
      ...under('tokio.fs', 'write File.create'),
      ...under('async_std.fs', 'write File.create'),
    ],
    writes: { path: '0' },
  },
  { calls: [...under('std.fs', 'copy rename'), ...under('tokio.fs', 'copy rename')], writes: { path: '1' } },
  { calls: ['?.persist_to', '?.copy_to', '?.move_copy_to', '?.persist'], writes: { path: '0' } },
  {
    calls: [
      'tokio_cron_scheduler.JobScheduler.new',
      'clokwerk.Scheduler.new',
      'clokwerk.AsyncScheduler.new',
      'job_scheduler.JobScheduler.new',
      'job_scheduler_ng.JobScheduler.new',
    ],
    schedules: { by: 'a scheduler' },
  },
  { calls: ['tokio.time.interval', 'actix_rt.time.interval'], schedules: { by: 'an interval' } },
  {
    calls: [
      'actix_session.SessionMiddleware.new',
      'actix_session.SessionMiddleware.builder',
      'tower_sessions.SessionManagerLayer.new',
      'axum_sessions.SessionLayer.new',
      'async_session.MemoryStore.new',
    ],
    session: {
      store: ['0'],
      without: 'unknown',
      stores: {
        'actix_session.storage.CookieSessionStore': 'cookie',
        'actix_session.storage.RedisSessionStore': 'cache',
        'actix_session.storage.RedisActorSessionStore': 'cache',
        'tower_sessions.MemoryStore': 'memory',
        'tower_sessions_memory_store.MemoryStore': 'memory',
        'tower_sessions_redis_store.RedisStore': 'cache',
        'tower_sessions_sqlx_store.PostgresStore': 'database',
        'tower_sessions.PostgresStore': 'database',
        'tower_sessions.RedisStore': 'cache',
        'async_session.MemoryStore': 'memory',
        'axum_sessions.async_session.MemoryStore': 'memory',
      },
    },
  },
  {
    calls: ['jsonwebtoken.EncodingKey.from_secret', 'jsonwebtoken.DecodingKey.from_secret'],
    configures: [{ name: 'signing key', role: 'credential', at: ['0'] }],
  },
  { calls: ['envy.from_env', 'envconfig.Envconfig.init_from_env'], transforms: true },
  {
    calls: [
      '?.get_string',
      '?.get_int',
      '?.get_bool',
      '?.get_str',
      '?.try_deserialize',
      '?.try_into',
      '?.extract',
    ],
    when: ({ callee }) => /^(?:config|figment)\b/.test(callee),
    value: (call) => ({
      kind: 'configuration',
      ...(literal(call.arguments[0]) === undefined ? {} : { name: literal(call.arguments[0]) }),
      at: call.at,
    }),
  },
  {
    calls: words(
      'std.path.Path.join ?.join ?.to_lowercase ?.replace ?.parse ?.format std.net.SocketAddr.from std.net.IpAddr.from url.Url.parse ?.map ?.unwrap_or',
    ),
    transforms: true,
  },
];

export const catalogue: Catalogue = {
  types: {
    'actix_web.HttpServer.new()': 'actix_web.HttpServer',
  },
  entries: [...servers, ...services, ...others],
  frameworks: {
    rocket: { name: 'rocket', kind: 'web' },
    'actix-web': { name: 'actix-web', kind: 'web' },
    axum: { name: 'axum', kind: 'web' },
    warp: { name: 'warp', kind: 'web' },
    poem: { name: 'poem', kind: 'web' },
    salvo: { name: 'salvo', kind: 'web' },
    tide: { name: 'tide', kind: 'web' },
    gotham: { name: 'gotham', kind: 'web' },
    'loco-rs': { name: 'loco', kind: 'web' },
    leptos_axum: { name: 'leptos', kind: 'web' },
    clap: { name: 'clap', kind: 'tool' },
    structopt: { name: 'structopt', kind: 'tool' },
  },
  drivers: {
    'tokio-postgres': 'postgres',
    postgres: 'postgres',
    'deadpool-postgres': 'postgres',
    mysql: 'mysql',
    mysql_async: 'mysql',
    rusqlite: 'sqlite',
    mongodb: 'mongodb',
    redis: 'redis',
    'deadpool-redis': 'redis',
    fred: 'redis',
    lapin: 'amqp',
    rdkafka: 'kafka',
    'async-nats': 'nats',
    lettre: 'smtp',
    elasticsearch: 'elasticsearch',
  },
};
