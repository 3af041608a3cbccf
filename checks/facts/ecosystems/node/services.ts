/** Backing services of JavaScript: which call connects to what, where the address stands, and what changes a schema. */
import type { ServiceKind } from '../../facts.ts';
import type { ArgumentPath, CatalogueEntry } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

const names = (list: string): string[] => list.trim().split(/\s+/);

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

const dialects: Readonly<Record<string, ServiceKind>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  pg: 'postgres',
  cockroachdb: 'postgres',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mysql',
  mssql: 'sqlserver',
  oracle: 'oracle',
  oracledb: 'oracle',
  mongodb: 'mongodb',
  mongo: 'mongodb',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  'better-sqlite': 'sqlite',
  sqljs: 'sqlite',
};

/** The engine that an ORM's options name: `dialect`, `type`, `client`; of several the one beside the environment. */
const dialectAt =
  (...keys: string[]) =>
  ({ arguments: given }: Call): ServiceKind => {
    for (const argument of given) {
      for (const key of keys) {
        const name = firstText(argument.kind === 'object' ? argument.entries.get(key) : undefined);
        if (name !== undefined && Object.hasOwn(dialects, name)) return dialects[name] ?? 'other';
      }
    }
    return 'other';
  };

/** Plugins of Fastify that connect, and where their options name the address. */
const registered = (kind: ServiceKind, plugins: string, address: string, persistent: boolean) =>
  connects(kind, 'fastify.FastifyInstance.register ?.register', address, {
    persistent,
    when: ({ arguments: [plugin] }) =>
      plugin?.kind === 'reference' && plugin.path.length < 2 && names(plugins).includes(plugin.module),
  });

function firstText(value: Value | undefined): string | undefined {
  if (value?.kind === 'literal') return value.text;
  if (value?.kind === 'environment') return firstText(value.fallback);
  if (value?.kind === 'choice') return value.options.map(firstText).find((text) => text !== undefined);
  return undefined;
}

/** An address inside the deploy: another service of ours, not somebody's public interface. */
function isInternalAddress({ arguments: [first] }: Call): boolean {
  const base =
    first?.kind === 'object'
      ? ['baseURL', 'url', 'uri', 'prefixUrl'].map((key) => first.entries.get(key)).find((value) => value)
      : first;
  // A formatted text begins with its pattern.
  const whole =
    base?.kind === 'call' && /(?:^|\.)(?:format|sprintf|URL)$/.test(base.call.callee)
      ? base.call.arguments[0]
      : base;
  const head = whole?.kind === 'text' ? whole.parts[0] : whole;
  if (head?.kind === 'environment') return true;
  const text = firstText(head);
  const host = text === undefined ? undefined : /^(?:https?|wss?):\/\/([^/:?#%]*)/i.exec(text)?.[1];
  if (host === undefined) return false;
  return (
    /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host) ||
    (host !== '' && !host.includes('.'))
  );
}

const typeorm = '0.url 0.host 0.database 0';
const factory =
  '0.useFactory.().uri 0.useFactory.().url 0.useFactory.().host 0.useFactory.().connection 0.useFactory.()';
const redisAddress = '0.url 0.socket.host 0.socket.path 0.host 1.host 1 0';

export const serviceEntries: readonly CatalogueEntry[] = [
  connects('postgres', 'pg.Pool pg.Client pg.native.Pool pg-pool', '0.connectionString 0.host 0', {
    persistent: true,
    variables: ['PGHOST'],
  }),
  connects(
    'postgres',
    'postgres slonik.createPool massive @vercel/postgres.createPool',
    '0.host 0.connectionString 0',
    {
      persistent: true,
      variables: ['PGHOST'],
    },
  ),
  connects('postgres', 'pg-promise()', '0.connectionString 0.host 0', { persistent: true }),
  connects(
    'postgres',
    '@neondatabase/serverless.neon @neondatabase/serverless.Pool',
    '0.connectionString 0',
    { persistent: true },
  ),
  connects(
    'mysql',
    names('mysql mysql2 mysql2/promise mariadb promise-mysql')
      .flatMap((module) => [
        `${module}.createConnection`,
        `${module}.createPool`,
        `${module}.createPoolCluster`,
      ])
      .join(' '),
    '0.uri 0.host 0.socketPath 0',
    { persistent: true },
  ),
  connects(
    'sqlserver',
    'mssql.connect mssql.ConnectionPool tedious.Connection',
    '0.server 0.connectionString 0',
    { persistent: true },
  ),
  connects('oracle', 'oracledb.getConnection oracledb.createPool', '0.connectString 0.connectionString 0', {
    persistent: true,
  }),
  connects(
    'mongodb',
    'mongodb.MongoClient mongodb.MongoClient.connect mongoose.connect mongoose.createConnection monk mongojs',
    '0',
    // An instance's own `connect()` takes nothing: its address was given to its constructor.
    { persistent: true, when: ({ arguments: given }) => given.length > 0 },
  ),
  connects('mongodb', '@nestjs/mongoose.MongooseModule.forRoot', '0.uri 0', { persistent: true }),
  connects('mongodb', '@nestjs/mongoose.MongooseModule.forRootAsync', factory, { persistent: true }),
  registered('postgres', '@fastify/postgres fastify-postgres', '1.connectionString 1.host', true),
  registered('mysql', '@fastify/mysql fastify-mysql', '1.connectionString 1.uri 1.host', true),
  registered('mongodb', '@fastify/mongodb fastify-mongodb', '1.url 1.client', true),
  registered('redis', '@fastify/redis fastify-redis', '1.url 1.host 1.client', false),
  registered('elasticsearch', '@fastify/elasticsearch', '1.node', false),
  registered('kafka', '@fastify/kafka', '1.producer.brokers 1.metadata.broker.list', false),
  registered('amqp', 'fastify-amqp', '1.url 1.hostname', false),
  connects('redis', 'redis.createClient redis.createCluster @redis/client.createClient', redisAddress),
  connects(
    'redis',
    'ioredis ioredis.Redis ioredis.Cluster ioredis.Valkey iovalkey',
    '0.host 0.path 0.0.host 1.host 1 0',
  ),
  connects('redis', '@upstash/redis.Redis @keyv/redis', '0.url 0'),
  // Stores of sessions that make a connection of their own.
  connects('redis', 'connect-redis() koa-redis', '0.url 0.host 0.socket', {
    when: ({ constructs, arguments: [options] }) =>
      constructs && options?.kind === 'object' && !options.entries.has('client'),
  }),
  connects(
    'mongodb',
    'connect-mongo.create connect-mongo() connect-mongodb-session()',
    '0.mongoUrl 0.url 0.uri',
    {
      persistent: true,
      when: ({ arguments: [options] }) =>
        options?.kind === 'object' && ['mongoUrl', 'url', 'uri'].some((key) => options.entries.has(key)),
    },
  ),
  connects('postgres', 'connect-pg-simple()', '0.conString 0.conObject.host', {
    persistent: true,
    when: ({ arguments: [options] }) =>
      options?.kind === 'object' && (options.entries.has('conString') || options.entries.has('conObject')),
  }),
  connects('memcached', 'memcached memjs.Client.create memcached-client', '0', {
    variables: ['MEMCACHIER_SERVERS'],
  }),
  connects(
    dialectAt('dialect'),
    'sequelize sequelize.Sequelize sequelize-typescript.Sequelize',
    '3.host 3.storage 0.host 0.storage 0.url 0 1.host',
    { persistent: true },
  ),
  connects(dialectAt('dialect'), '@nestjs/sequelize.SequelizeModule.forRoot', '0.uri 0.host 0.storage', {
    persistent: true,
  }),
  connects(
    dialectAt('type'),
    'typeorm.DataSource typeorm.createConnection typeorm.createConnections @nestjs/typeorm.TypeOrmModule.forRoot',
    typeorm,
    { persistent: true },
  ),
  connects(dialectAt('type'), '@nestjs/typeorm.TypeOrmModule.forRootAsync', factory, { persistent: true }),
  connects(
    dialectAt('client', 'dialect'),
    'knex knex.knex',
    '0.connection.connectionString 0.connection.host 0.connection.filename 0.connection 0.?.connection 0',
    { persistent: true },
  ),
  connects(
    ({ arguments: [options] }) => {
      const connections = options?.kind === 'object' ? options.entries.get('connections') : undefined;
      const [first] = connections?.kind === 'object' ? connections.entries.values() : [];
      const client = firstText(first?.kind === 'object' ? first.entries.get('client') : undefined);
      return (client !== undefined && Object.hasOwn(dialects, client) && dialects[client]) || 'other';
    },
    '@adonisjs/lucid.defineConfig',
    '0.connections.?.connection.host 0.connections.?.connection.filename 0.connections.?.connection',
    { persistent: true },
  ),
  connects(
    dialectAt('type'),
    '@mikro-orm/core.MikroORM.init @mikro-orm/postgresql.MikroORM.init',
    '0.clientUrl 0.host 0.dbName',
    { persistent: true },
  ),
  connects('other', '@prisma/client.PrismaClient', '0.datasourceUrl 0.datasources.db.url', {
    persistent: true,
    when: ({ arguments: [options] }) =>
      options?.kind === 'object' &&
      (options.entries.has('datasourceUrl') || options.entries.has('datasources')),
  }),
  // Prisma's client is generated; the adapter that it is given connects.
  connects(
    'postgres',
    '@prisma/adapter-pg.PrismaPg @prisma/adapter-neon.PrismaNeon',
    '0.connectionString 0.host 0',
    {
      persistent: true,
    },
  ),
  connects('mysql', '@prisma/adapter-mariadb.PrismaMariaDb', '0.host 0', { persistent: true }),
  connects('sqlserver', '@prisma/adapter-mssql.PrismaMssql', '0.server 0', { persistent: true }),
  connects(
    'sqlite',
    '@prisma/adapter-better-sqlite3.PrismaBetterSqlite3 @prisma/adapter-libsql.PrismaLibSQL @prisma/adapter-libsql.PrismaLibSql',
    '0.url 0',
    { persistent: true },
  ),
  connects(
    'postgres',
    'drizzle-orm/node-postgres.drizzle drizzle-orm/postgres-js.drizzle',
    '0.connection.connectionString 0.connection 0',
    {
      persistent: true,
      when: ({ arguments: [first] }) => first?.kind !== 'call',
    },
  ),
  connects(
    'sqlite',
    'better-sqlite3 sqlite3.Database sqlite3.cached.Database bun:sqlite.Database sqlite.DatabaseSync libsql',
    '0',
    { persistent: true },
  ),
  connects('sqlite', 'sqlite.open @libsql/client.createClient', '0.filename 0.url 0', { persistent: true }),
  connects(
    'embedded',
    `lowdb lowdb/node.JSONFilePreset lowdb/node.JSONFile lowdb/node.JSONFileSync lowdb/adapters/FileSync lowdb/adapters/FileAsync
    level level.Level leveldown lmdb.open node-persist.init conf simple-json-db node-json-db.JsonDB quick.db.QuickDB lokijs json-server.router`,
    '0.dir 0.path 0',
    { persistent: true },
  ),
  connects('embedded', 'nedb @seald-io/nedb nedb-promises.create nedb-promises', '0.filename 0', {
    persistent: true,
  }),
  connects('smtp', 'nodemailer.createTransport', '0.host 0.url 0.service 0'),
  connects('smtp', '@nestjs-modules/mailer.MailerModule.forRoot', '0.transport.host 0.transport'),
  connects(
    'amqp',
    'amqplib.connect amqplib/callback_api.connect amqp-connection-manager.connect rhea.connect',
    '0.hostname 0.host 0.url 0',
  ),
  connects(
    'kafka',
    'kafkajs.Kafka @confluentinc/kafka-javascript.KafkaJS.Kafka',
    '0.brokers 0.kafkaJS.brokers',
  ),
  connects('kafka', 'kafka-node.KafkaClient', '0.kafkaHost'),
  connects(
    'nats',
    'nats.connect @nats-io/transport-node.connect node-nats-streaming.connect',
    '0.servers 0.url 2.url 0',
  ),
  connects('other', 'mqtt.connect mqtt.connectAsync', '0.host 0'),
  connects('redis', 'bull', '1.redis.host 1.redis.url 1.redis 1'),
  connects(
    'redis',
    'bullmq.Queue bullmq.Worker bullmq.QueueEvents bullmq.FlowProducer',
    '1.connection.host 1.connection.url 1.connection 2.connection.host 2.connection.url 2.connection',
  ),
  connects(
    'redis',
    '@nestjs/bull.BullModule.forRoot @nestjs/bullmq.BullModule.forRoot',
    '0.redis.host 0.redis 0.connection.host 0.connection 0.url',
  ),
  connects(
    'postgres',
    'graphile-worker.run graphile-worker.makeWorkerUtils graphile-worker.runOnce',
    '0.connectionString 0.pgPool',
    {
      persistent: true,
      variables: ['DATABASE_URL'],
    },
  ),
  connects('postgres', 'pg-boss pg-boss.PgBoss', '0.connectionString 0.host 0', { persistent: true }),
  connects(
    'objectStore',
    '@aws-sdk/client-s3.S3Client @aws-sdk/client-s3.S3 aws-sdk.S3 aws-sdk/clients/s3',
    '0.endpoint 0.region',
    {
      persistent: true,
      variables: ['AWS_REGION'],
    },
  ),
  connects('objectStore', 'minio.Client', '0.endPoint', { persistent: true }),
  connects('objectStore', 'cloudinary.v2.config cloudinary.config', '0.cloud_name', {
    persistent: true,
    variables: ['CLOUDINARY_URL'],
  }),
  connects('objectStore', '@azure/storage-blob.BlobServiceClient.fromConnectionString', '0', {
    persistent: true,
  }),
  connects('objectStore', '@google-cloud/storage.Storage', '0.apiEndpoint 0.projectId', {
    persistent: true,
    variables: ['GOOGLE_APPLICATION_CREDENTIALS'],
  }),
  connects(
    'elasticsearch',
    '@elastic/elasticsearch.Client @opensearch-project/opensearch.Client elasticsearch.Client',
    '0.node 0.nodes 0.cloud.id 0.host 0.hosts',
  ),
  connects('other', 'neo4j-driver.driver', '0', { persistent: true }),
  connects('other', 'cassandra-driver.Client', '0.contactPoints', { persistent: true }),
  connects('other', '@influxdata/influxdb-client.InfluxDB influx.InfluxDB', '0.url 0.host 0', {
    persistent: true,
  }),
  connects(
    'other',
    '@aws-sdk/client-dynamodb.DynamoDBClient aws-sdk.DynamoDB aws-sdk.DynamoDB.DocumentClient',
    '0.endpoint 0.region',
    {
      persistent: true,
      variables: ['AWS_REGION'],
    },
  ),
  connects('other', '@supabase/supabase-js.createClient', '0', { persistent: true }),
  connects('other', 'ldapjs.createClient', '0.url'),
  connects(
    'http',
    'axios.get axios.post axios.put axios.patch axios.delete axios.request axios axios.create fetch node-fetch got got.get got.post got.extend undici.request undici.fetch superagent.get superagent.post request request.get request.post',
    '0.baseURL 0.prefixUrl 0.url 0.uri 0',
    {
      when: isInternalAddress,
    },
  ),

  // Schemas. `sync` makes tables from code; migrations are versioned.
  { calls: ['sequelize.Sequelize.sync'], changesSchema: { what: 'sequelize.sync()', versioned: false } },
  {
    calls: names('typeorm.DataSource typeorm.createConnection @nestjs/typeorm.TypeOrmModule.forRoot'),
    changesSchema: { what: 'synchronize: true', versioned: false, only: ['0.synchronize'] },
  },
  {
    calls: ['@nestjs/typeorm.TypeOrmModule.forRootAsync'],
    changesSchema: { what: 'synchronize: true', versioned: false, only: ['0.useFactory.().synchronize'] },
  },
  {
    calls: names('typeorm.DataSource typeorm.createConnection @nestjs/typeorm.TypeOrmModule.forRoot'),
    changesSchema: { what: 'migrationsRun: true', versioned: true, only: ['0.migrationsRun'] },
  },
  {
    calls: ['@nestjs/sequelize.SequelizeModule.forRoot'],
    changesSchema: { what: 'synchronize: true', versioned: false, only: ['0.synchronize'] },
  },
  { calls: ['typeorm.DataSource.synchronize'], changesSchema: { what: 'synchronize()', versioned: false } },
  {
    calls: ['typeorm.DataSource.runMigrations'],
    changesSchema: { what: 'typeorm migrations', versioned: true },
  },
  {
    calls: ['knex.Knex.migrate.latest', 'knex.Knex.migrate.up'],
    changesSchema: { what: 'knex migrations', versioned: true },
  },
  {
    calls:
      names(`mongoose.model().create mongoose.model().insertMany mongoose.model()().save mongoose.model().insertOne
      sequelize.Sequelize.define().create sequelize.Sequelize.define().bulkCreate sequelize.Sequelize.define().findOrCreate
      knex.Knex.seed.run`),
    changesSchema: { what: 'seeding the database', versioned: true, data: true },
  },
  { calls: ['umzug.Umzug.up'], changesSchema: { what: 'umzug migrations', versioned: true } },
  {
    calls: ['node-pg-migrate', 'node-pg-migrate.runner'],
    changesSchema: { what: 'node-pg-migrate', versioned: true },
  },
  { calls: ['postgres-migrations.migrate'], changesSchema: { what: 'postgres-migrations', versioned: true } },
  {
    calls: names('node-postgres postgres-js better-sqlite3 mysql2 libsql pglite neon-http bun-sqlite').map(
      (driver) => `drizzle-orm/${driver}/migrator.migrate`,
    ),
    changesSchema: { what: 'drizzle migrations', versioned: true },
  },
  {
    calls: ['kysely.Migrator.migrateToLatest'],
    changesSchema: { what: 'kysely migrations', versioned: true },
  },
  {
    calls: ['@mikro-orm/core.MikroORM.getMigrator().up', '@mikro-orm/core.MikroORM.migrator.up'],
    changesSchema: { what: 'mikro-orm migrations', versioned: true },
  },
  {
    calls: [
      '@mikro-orm/core.MikroORM.getSchemaGenerator().updateSchema',
      '@mikro-orm/core.MikroORM.schema.updateSchema',
    ],
    changesSchema: { what: 'updateSchema()', versioned: false },
  },
];

export const serviceTypes: Readonly<Record<string, string>> = {
  'sqlite3.verbose()': 'sqlite3',
  'redis.createClient()': 'redis.RedisClient',
  'redis.RedisClient.duplicate()': 'redis.RedisClient',
  'redis.RedisClient.on()': 'redis.RedisClient',
  'ioredis()': 'ioredis.Redis',
  'ioredis.Redis()': 'ioredis.Redis',
  'ioredis.Redis.duplicate()': 'ioredis.Redis',
  'sequelize()': 'sequelize.Sequelize',
  'sequelize.Sequelize()': 'sequelize.Sequelize',
  'sequelize-typescript.Sequelize()': 'sequelize.Sequelize',
  'typeorm.DataSource()': 'typeorm.DataSource',
  'typeorm.createConnection()': 'typeorm.DataSource',
  'typeorm.DataSource.initialize()': 'typeorm.DataSource',
  'typeorm.Connection': 'typeorm.DataSource',
  'knex()': 'knex.Knex',
  'knex.knex()': 'knex.Knex',
  'umzug.Umzug()': 'umzug.Umzug',
  umzug: 'umzug.Umzug',
  'kysely.Migrator()': 'kysely.Migrator',
  '@mikro-orm/core.MikroORM.init()': '@mikro-orm/core.MikroORM',
  '@mikro-orm/postgresql.MikroORM.init()': '@mikro-orm/core.MikroORM',
  'pg-boss()': 'pg-boss.PgBoss',
  'pg-boss.PgBoss()': 'pg-boss.PgBoss',
  'bullmq.Queue()': 'bullmq.Queue',
  'bullmq.Worker()': 'bullmq.Worker',
  'bull()': 'bull.Queue',
  'graphile-worker.run()': 'graphile-worker.Runner',
  'kafkajs.Kafka().consumer()': 'kafkajs.Consumer',
  'agenda()': 'agenda.Agenda',
  'agenda.Agenda()': 'agenda.Agenda',
  'toad-scheduler.ToadScheduler()': 'toad-scheduler.ToadScheduler',
};

export const serviceDrivers: Readonly<Record<string, ServiceKind>> = {
  pg: 'postgres',
  postgres: 'postgres',
  'pg-promise': 'postgres',
  'pg-native': 'postgres',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mysql',
  mssql: 'sqlserver',
  tedious: 'sqlserver',
  oracledb: 'oracle',
  mongodb: 'mongodb',
  mongoose: 'mongodb',
  '@nestjs/mongoose': 'mongodb',
  '@typegoose/typegoose': 'mongodb',
  redis: 'redis',
  ioredis: 'redis',
  memcached: 'memcached',
  memjs: 'memcached',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  'sql.js': 'sqlite',
  lowdb: 'embedded',
  level: 'embedded',
  nedb: 'embedded',
  '@seald-io/nedb': 'embedded',
  'node-persist': 'embedded',
  amqplib: 'amqp',
  'amqp-connection-manager': 'amqp',
  kafkajs: 'kafka',
  'kafka-node': 'kafka',
  nats: 'nats',
  nodemailer: 'smtp',
  '@aws-sdk/client-s3': 'objectStore',
  minio: 'objectStore',
  '@google-cloud/storage': 'objectStore',
  '@azure/storage-blob': 'objectStore',
  '@elastic/elasticsearch': 'elasticsearch',
  elasticsearch: 'elasticsearch',
  '@opensearch-project/opensearch': 'elasticsearch',
  'neo4j-driver': 'other',
  'cassandra-driver': 'other',
};
