// What the libraries of Java and Kotlin mean to the twelve factors, by canonical name; from their own documentation.
// Names below `jvm.`, `spring-boot.`, `quarkus.` … are calls that the conventions make of dependencies and settings.
import type { ServiceKind } from '../../facts.ts';
import type { Catalogue, CatalogueEntry, Connects, Listens } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);
/** Names after a common beginning. */
const under = (prefix: string, list: string): readonly string[] =>
  words(list).map((name) => `${prefix}.${name}`);
const literal = (value: Value | undefined): string | undefined =>
  value?.kind === 'literal' ? value.text : undefined;
/** The same class of `javax` and `jakarta`. */
const enterprise = (list: string): readonly string[] =>
  words(list).flatMap((name) => [`javax.${name}`, `jakarta.${name}`]);

const listens = (server: string, rest: Partial<Listens> = {}): Listens => ({
  server,
  stops: 'server',
  port: ['0'],
  ...rest,
});
const bare = { stops: 'needsHandler' } as const;
const byConfiguration = { port: ['port'], host: ['address'], embedded: true } as const;

const servers: readonly CatalogueEntry[] = [
  { calls: ['spring-boot.server'], listens: listens('spring-boot', byConfiguration) },
  // Before 3.4 the server is closed at once unless `server.shutdown=graceful` asks it to wait; before 2.3 nothing can.
  {
    calls: ['spring-boot.server.immediate'],
    listens: listens('spring-boot without graceful shutdown', { ...byConfiguration, ...bare }),
  },
  // The context's shutdown hook stops listeners and executors of a process without a server.
  { calls: ['spring-boot.worker'], stopsGracefully: 'spring-boot' },
  { calls: ['quarkus.server'], listens: listens('quarkus', byConfiguration) },
  {
    calls: ['quarkus.server.immediate'],
    listens: listens('quarkus without a shutdown timeout', { ...byConfiguration, ...bare }),
  },
  { calls: ['micronaut.server'], listens: listens('micronaut', byConfiguration) },
  { calls: ['helidon.server'], listens: listens('helidon', byConfiguration) },
  { calls: ['dropwizard.server'], listens: listens('dropwizard', byConfiguration) },
  { calls: ['ktor.server'], listens: listens('ktor', { ...byConfiguration, ...bare }) },
  {
    calls: ['io.ktor.server.engine.embeddedServer'],
    listens: listens('ktor', { ...bare, port: ['port', '1'], host: ['host', '2'], defaultPort: '80' }),
  },
  {
    calls: under('io.javalin.Javalin', 'start'),
    listens: listens('javalin', { host: ['host'], defaultPort: '8080', port: ['port', '1', '0'] }),
  },
  { calls: ['spark.Spark.port', 'spark.Service.port'], listens: listens('spark') },
  {
    calls: under('io.vertx.core.http.HttpServer', 'listen'),
    listens: listens('vert.x', { ...bare, defaultPort: '80' }),
  },
  {
    calls: ['com.sun.net.httpserver.HttpServer.create', 'com.sun.net.httpserver.HttpsServer.create'],
    listens: listens('com.sun.net.httpserver', bare),
  },
  {
    calls: ['org.eclipse.jetty.server.Server'],
    when: (call) => call.arguments.length > 0,
    listens: listens('jetty'),
  },
  { calls: ['org.eclipse.jetty.server.ServerConnector.setPort'], listens: listens('jetty') },
  {
    calls: under('io.undertow.Undertow.Builder', 'addHttpListener addHttpsListener'),
    listens: listens('undertow', { host: ['1'] }),
  },
  { calls: ['org.apache.catalina.startup.Tomcat.setPort'], listens: listens('embedded tomcat', bare) },
  {
    calls: words(
      'io.grpc.ServerBuilder.forPort io.grpc.netty.NettyServerBuilder.forPort io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder.forPort io.grpc.Grpc.newServerBuilderForPort',
    ),
    listens: listens('grpc', bare),
  },
  { calls: under('io.helidon.webserver.WebServerConfig.Builder', 'port'), listens: listens('helidon') },
  {
    calls: ['io.netty.bootstrap.ServerBootstrap.bind'],
    listens: listens('netty', { ...bare, port: ['1', '0'] }),
  },
  {
    calls: ['java.net.ServerSocket'],
    when: (call) => call.arguments.length > 0 && literal(call.arguments[0]) !== '0',
    listens: listens('java.net.ServerSocket', bare),
  },
  {
    calls: ['org.http4k.server.asServer', '?.asServer'],
    listens: listens('http4k', { ...bare, port: ['0'] }),
  },
  { calls: ['fi.iki.elonen.NanoHTTPD'], listens: listens('nanohttpd', { ...bare, port: ['0'] }) },
  {
    calls: ['ratpack.server.RatpackServer.start'],
    listens: listens('ratpack', { port: [], variables: ['RATPACK_PORT', 'PORT'], defaultPort: '5050' }),
  },
  { calls: ['com.linecorp.armeria.server.ServerBuilder.http'], listens: listens('armeria', bare) },
];

const stopping: readonly CatalogueEntry[] = [
  {
    calls: ['java.lang.Runtime.addShutdownHook', 'java.lang.Runtime.getRuntime().addShutdownHook'],
    handlesSignal: { handler: '0' },
  },
  {
    calls: ['sun.misc.Signal.handle', 'jdk.internal.misc.Signal.handle'],
    handlesSignal: { signal: '0', handler: '1' },
  },
  {
    calls: words(
      `io.javalin.Javalin.stop com.sun.net.httpserver.HttpServer.stop io.vertx.core.http.HttpServer.close io.vertx.core.Vertx.close
      io.grpc.Server.shutdown io.grpc.Server.shutdownNow org.eclipse.jetty.server.Server.stop io.undertow.Undertow.stop
      org.apache.catalina.startup.Tomcat.stop io.netty.channel.EventLoopGroup.shutdownGracefully ?.stop ?.shutdown ?.close
      ?.shutdownGracefully ?.stopServer`,
    ),
    closes: true,
  },
  {
    calls: ['io.ktor.server.engine.addShutdownHook', '?.addShutdownHook'],
    when: (call) => !call.callee.includes('Runtime'),
    stopsGracefully: 'a shutdown hook of the engine',
  },
  { calls: ['org.eclipse.jetty.server.Server.setStopAtShutdown'], stopsGracefully: 'setStopAtShutdown' },
];

const service = (
  kind: Connects['kind'],
  address: string,
  calls: readonly string[],
  rest: Partial<Connects> = {},
): CatalogueEntry => ({
  calls,
  connects: { kind, address: words(address), persistent: true, ...rest },
});
const passing = { persistent: false };

const schemes: readonly (readonly [RegExp, ServiceKind])[] = [
  [/^(?:r2dbc|jdbc):(?:pool:)?(?:tc:)?(?:postgresql|pgsql|postgres)|^postgres/, 'postgres'],
  [/^(?:r2dbc|jdbc|vertx-reactive):?(?:pool:)?(?:tc:)?(?:mysql|mariadb|aws-wrapper:mysql)|^mysql/, 'mysql'],
  [/^(?:r2dbc|jdbc):(?:tc:)?(?:sqlserver|mssql|jtds)/, 'sqlserver'],
  [/^(?:r2dbc|jdbc):(?:tc:)?oracle/, 'oracle'],
  [/^jdbc:sqlite/, 'sqlite'],
  [/^(?:r2dbc|jdbc):(?:h2|hsqldb|derby|duckdb)/, 'embedded'],
  [/^(?:vertx-reactive:)postgresql/, 'postgres'],
];

/** The engine that the address's beginning, or its default's, tells. */
function kindOfUrl(value: Value | undefined, depth = 0): ServiceKind | undefined {
  if (!value || depth > 8) return undefined;
  switch (value.kind) {
    case 'literal':
      return schemes.find(([pattern]) => pattern.test(value.text.toLowerCase()))?.[1];
    case 'text': {
      const first = value.parts[0];
      return kindOfUrl(first, depth + 1);
    }
    case 'environment':
    case 'configuration':
    case 'argument':
      return kindOfUrl(value.fallback, depth + 1);
    case 'choice':
      return value.options.map((option) => kindOfUrl(option, depth + 1)).find((kind) => kind !== undefined);
    default:
      return undefined;
  }
}
const byUrl = (call: Call): ServiceKind =>
  kindOfUrl(call.named.get('url') ?? call.named.get('jdbcUrl') ?? call.arguments[0]) ?? 'other';

/** Without arguments the address is set afterwards. */
const isGiven = (call: Call): boolean => call.arguments.length > 0;

const givesAddress = (call: Call): boolean =>
  call.arguments
    .slice(0, 2)
    .some(({ kind }) => kind === 'literal' || kind === 'text' || kind === 'environment');

const services: readonly CatalogueEntry[] = [
  service(byUrl, 'url', ['jvm.datasource']),
  service('mongodb', 'url', ['jvm.mongodb']),
  service('redis', 'url', ['jvm.redis'], passing),
  service('amqp', 'url', ['jvm.amqp'], passing),
  service('kafka', 'url', ['jvm.kafka'], passing),
  service('smtp', 'url', ['jvm.smtp'], passing),
  service('elasticsearch', 'url', ['jvm.elasticsearch']),
  service('other', 'url', ['jvm.cassandra', 'jvm.neo4j']),
  service('http', 'url', ['jvm.http'], passing),
  service(
    byUrl,
    'url 0',
    words(
      `java.sql.DriverManager.getConnection com.zaxxer.hikari.HikariConfig.setJdbcUrl com.zaxxer.hikari.HikariDataSource.setJdbcUrl
      org.apache.commons.dbcp2.BasicDataSource.setUrl org.apache.tomcat.jdbc.pool.DataSource.setUrl
      org.springframework.jdbc.datasource.DriverManagerDataSource.setUrl org.springframework.boot.jdbc.DataSourceBuilder.url org.jetbrains.exposed.sql.Database.connect org.jetbrains.exposed.v1.jdbc.Database.connect
      org.postgresql.ds.PGSimpleDataSource.setUrl com.mysql.cj.jdbc.MysqlDataSource.setUrl org.jdbi.v3.core.Jdbi.create
      org.ktorm.database.Database.connect org.jooq.impl.DSL.using org.sql2o.Sql2o io.r2dbc.spi.ConnectionFactories.get
      com.mchange.v2.c3p0.ComboPooledDataSource.setJdbcUrl app.cash.sqldelight.driver.jdbc.sqlite.JdbcSqliteDriver`,
    ),
  ),
  { ...service(byUrl, '0', ['org.springframework.jdbc.datasource.DriverManagerDataSource']), when: isGiven },
  service(
    'mysql',
    '1',
    words('io.vertx.ext.asyncsql.MySQLClient.createNonShared io.vertx.ext.asyncsql.MySQLClient.createShared'),
  ),
  service(
    'postgres',
    '1',
    words(
      'io.vertx.ext.asyncsql.PostgreSQLClient.createNonShared io.vertx.ext.asyncsql.PostgreSQLClient.createShared',
    ),
  ),
  // Options tell their host themselves; only an address in one string is the pool's.
  {
    ...service('postgres', '1 0', words('io.vertx.pgclient.PgPool.pool io.vertx.pgclient.PgPool.client')),
    when: givesAddress,
  },
  {
    ...service(
      'mysql',
      '1 0',
      words('io.vertx.mysqlclient.MySQLPool.pool io.vertx.mysqlclient.MySQLPool.client'),
    ),
    when: givesAddress,
  },
  {
    ...service(
      'postgres',
      '0',
      words(
        'io.vertx.pgclient.PgBuilder.pool().connectingTo io.vertx.pgclient.PgBuilder.client().connectingTo',
      ),
    ),
    when: givesAddress,
  },
  service(byUrl, '1', words('io.vertx.ext.jdbc.JDBCClient.createShared io.vertx.ext.jdbc.JDBCClient.create')),
  service(
    'mongodb',
    '1',
    words('io.vertx.ext.mongo.MongoClient.createShared io.vertx.ext.mongo.MongoClient.create'),
  ),
  service(
    'embedded',
    '0',
    words('org.h2.jdbcx.JdbcDataSource.setURL org.mapdb.DBMaker.fileDB org.rocksdb.RocksDB.open'),
  ),
  service(
    'postgres',
    '0',
    words(
      'org.postgresql.ds.PGSimpleDataSource.setServerName org.postgresql.ds.PGSimpleDataSource.setServerNames io.vertx.pgclient.PgConnectOptions.setHost',
    ),
  ),
  service('mysql', '0', words('io.vertx.mysqlclient.MySQLConnectOptions.setHost')),
  service(
    'mongodb',
    '0 connectionString',
    words(
      `com.mongodb.client.MongoClients.create com.mongodb.MongoClient com.mongodb.MongoClientURI com.mongodb.reactivestreams.client.MongoClients.create
      com.mongodb.kotlin.client.MongoClient.create com.mongodb.kotlin.client.coroutine.MongoClient.create org.litote.kmongo.KMongo.createClient`,
    ),
  ),
  service(
    'redis',
    '0 host',
    words(
      `redis.clients.jedis.Jedis redis.clients.jedis.JedisPool redis.clients.jedis.JedisPooled redis.clients.jedis.UnifiedJedis io.lettuce.core.RedisClient.create
      io.lettuce.core.RedisURI.create io.vertx.redis.client.Redis.createClient
      org.redisson.config.SingleServerConfig.setAddress org.springframework.data.redis.connection.RedisStandaloneConfiguration.setHostName`,
    ),
    passing,
  ),
  {
    ...service(
      'redis',
      '0',
      ['org.springframework.data.redis.connection.RedisStandaloneConfiguration'],
      passing,
    ),
    when: isGiven,
  },
  service(
    'memcached',
    '0',
    ['net.spy.memcached.MemcachedClient', 'net.rubyeye.xmemcached.XMemcachedClientBuilder'],
    passing,
  ),
  service(
    'amqp',
    '0',
    words(
      `com.rabbitmq.client.ConnectionFactory.setHost com.rabbitmq.client.ConnectionFactory.setUri
      org.springframework.amqp.rabbit.connection.CachingConnectionFactory.setHost org.springframework.amqp.rabbit.connection.CachingConnectionFactory.setAddresses
      org.springframework.amqp.rabbit.connection.CachingConnectionFactory.setUri org.apache.activemq.ActiveMQConnectionFactory.setBrokerURL`,
    ),
    passing,
  ),
  {
    ...service(
      'amqp',
      '0',
      words(
        'org.springframework.amqp.rabbit.connection.CachingConnectionFactory org.apache.activemq.ActiveMQConnectionFactory',
      ),
      passing,
    ),
    when: isGiven,
  },
  service(
    'kafka',
    '0.bootstrap.servers 0',
    words(
      'org.apache.kafka.clients.producer.KafkaProducer org.apache.kafka.clients.consumer.KafkaConsumer org.apache.kafka.clients.admin.AdminClient.create',
    ),
    passing,
  ),
  service('nats', '0', ['io.nats.client.Nats.connect'], { ...passing }),
  service('objectStore', '0', words('io.minio.MinioClient.Builder.endpoint')),
  service(
    'objectStore',
    '0',
    [
      'software.amazon.awssdk.services.s3.S3Client.builder',
      'software.amazon.awssdk.services.s3.S3Client.create',
      'com.amazonaws.services.s3.AmazonS3ClientBuilder.standard',
      'com.amazonaws.services.s3.AmazonS3ClientBuilder.defaultClient',
    ],
    {
      variables: words('AWS_REGION AWS_ACCESS_KEY_ID'),
    },
  ),
  service(
    'elasticsearch',
    '0',
    words('org.apache.http.HttpHost org.elasticsearch.client.RestClient.builder'),
    {},
  ),
  service(
    'smtp',
    '0',
    [
      'org.springframework.mail.javamail.JavaMailSenderImpl.setHost',
      'org.apache.commons.mail.Email.setHostName',
      'org.apache.commons.mail.SimpleEmail.setHostName',
    ],
    passing,
  ),
  service(
    'http',
    '0 url',
    words(
      `org.springframework.web.client.RestTemplate.getForObject org.springframework.web.client.RestTemplate.getForEntity
      org.springframework.web.client.RestTemplate.postForObject org.springframework.web.client.RestTemplate.postForEntity
      org.springframework.web.client.RestTemplate.exchange org.springframework.web.client.RestTemplate.put
      org.springframework.web.client.RestTemplate.delete org.springframework.web.reactive.function.client.WebClient.create
      org.springframework.web.reactive.function.client.WebClient.Builder.baseUrl org.springframework.web.client.RestClient.create
      org.springframework.web.client.RestClient.Builder.baseUrl java.net.URI.create java.net.URL okhttp3.Request.Builder.url
      retrofit2.Retrofit.Builder.baseUrl jakarta.ws.rs.client.Client.target javax.ws.rs.client.Client.target`,
    ),
    passing,
  ),
  {
    calls: [
      'org.springframework.cloud.openfeign.FeignClient',
      'org.springframework.cloud.netflix.feign.FeignClient',
    ],
    when: (call) => call.named.has('url'),
    connects: { kind: 'http', address: ['url'], persistent: false },
  },
];

const settings: readonly CatalogueEntry[] = [
  {
    calls: words(
      `java.lang.Integer.parseInt java.lang.Integer.valueOf java.lang.Long.parseLong java.lang.Long.valueOf java.lang.Boolean.parseBoolean
      java.lang.Boolean.valueOf java.lang.String.valueOf java.net.InetSocketAddress ?.toInt ?.toIntOrNull ?.toLong ?.toBoolean
      ?.toString ?.trim ?.strip ?.toLowerCase ?.toUpperCase ?.intValue java.lang.String.format ?.formatted ?.map ?.filter
      io.vertx.core.http.HttpServerOptions.setPort io.vertx.core.json.JsonObject.copy io.vertx.core.json.JsonObject.mergeIn
      java.time.Duration.parse`,
    ),
    transforms: true,
  },
  {
    calls: words(
      `io.github.cdimascio.dotenv.Dotenv.get io.github.cdimascio.dotenv.Dotenv.load().get io.github.cdimascio.dotenv.Dotenv.configure().load().get
      io.github.cdimascio.dotenv.dotenv().get`,
    ),
    environment: { name: '0', fallback: '1' },
  },
  {
    calls: words(
      `org.springframework.core.env.Environment.getProperty org.springframework.core.env.Environment.getRequiredProperty
      org.springframework.core.env.ConfigurableEnvironment.getProperty org.eclipse.microprofile.config.Config.getValue
      org.eclipse.microprofile.config.Config.getOptionalValue io.ktor.server.config.ApplicationConfig.property
      io.ktor.server.config.ApplicationConfig.propertyOrNull ?.propertyOrNull io.vertx.core.json.JsonObject.getInteger
      io.vertx.core.json.JsonObject.getString com.typesafe.config.Config.getInt com.typesafe.config.Config.getString
      io.helidon.config.Config.get`,
    ),
    value: entryOf,
  },
  // What Spring Boot made of the settings.
  {
    calls: words(
      'org.springframework.boot.autoconfigure.jdbc org.springframework.boot.jdbc.autoconfigure',
    ).flatMap((at) =>
      under(`${at}.DataSourceProperties`, 'getUrl determineUrl getUsername getPassword getDriverClassName'),
    ),
    value: ({ callee, at }) => {
      const name = callee.replace(/^.*\.(?:get|determine)/, '').toLowerCase();
      return { kind: 'configuration', name: `spring.datasource.${name}`, at };
    },
  },
  {
    calls: words('io.vertx.core.AbstractVerticle.config io.vertx.core.VerticleBase.config'),
    value: deployedWith,
  },
  { calls: words('?.getInteger ?.getString ?.getValue'), value: entryOfObject },
  // `environment` is a member of the application that a Ktor module extends.
  {
    calls: words('?.property ?.propertyOrNull'),
    when: ({ callee }) => /\benvironment\.config\.property(?:OrNull)?$/.test(callee),
    value: entryOf,
  },
];

/** What a verticle is deployed with: the deploy's file, or the code that starts it. */
function deployedWith(call: Call): Value {
  return { kind: 'configuration', at: call.at };
}

/** An entry of what a verticle is deployed with, where that is what the object stands for. */
function entryOfObject(call: Call): Value | undefined {
  if (call.receiver?.kind !== 'configuration') return undefined;
  return call.arguments.length === 0 ? call.receiver : entryOf(call);
}

/** An entry that the framework looks up by name, in files and in the environment. */
function entryOf(call: Call): Value | undefined {
  const [name, second] = call.arguments;
  const text = literal(name);
  if (text === undefined) return undefined;
  const given = call.arguments[2] ?? second;
  const fallback =
    given && (given.kind === 'literal' || given.kind === 'environment' || given.kind === 'configuration')
      ? { fallback: given }
      : {};
  if (/^[A-Z][A-Z0-9_]*$/.test(text))
    return {
      kind: 'environment',
      name: text,
      ...fallback,
      required: /Required|getValue/.test(call.callee) && !('fallback' in fallback),
      at: call.at,
    };
  return { kind: 'configuration', name: text, ...fallback, at: call.at };
}

const secrets: readonly CatalogueEntry[] = [
  {
    calls: words(
      `com.auth0.jwt.algorithms.Algorithm.HMAC256 com.auth0.jwt.algorithms.Algorithm.HMAC512 com.auth0.jwt.algorithms.Algorithm.HMAC384
      io.jsonwebtoken.security.Keys.hmacShaKeyFor`,
    ),
    configures: [{ name: 'token signing key', role: 'credential', at: ['0'] }],
  },
  {
    calls: ['io.jsonwebtoken.JwtBuilder.signWith', 'io.jsonwebtoken.JwtParser.setSigningKey'],
    configures: [{ name: 'token signing key', role: 'credential', at: ['1', '0'] }],
  },
  // Users that the program itself brings.
  {
    calls: under(
      'org.springframework.security.crypto',
      'password.PasswordEncoder.encode bcrypt.BCryptPasswordEncoder.encode argon2.Argon2PasswordEncoder.encode',
    ),
    configures: [{ name: 'password of a user', role: 'credential', at: ['0'] }],
  },
  {
    calls: ['?.password'],
    when: ({ callee }) => /userdetails\.User\b|\bwithUser\b/.test(callee),
    configures: [{ name: 'password of a user', role: 'credential', at: ['0'] }],
  },
  {
    calls: under('com.zaxxer.hikari.HikariConfig', 'setPassword'),
    configures: [{ name: 'database password', role: 'credential', at: ['0'] }],
  },
  {
    calls: ['java.sql.DriverManager.getConnection'],
    configures: [{ name: 'database password', role: 'credential', at: ['2'] }],
  },
  {
    calls: ['org.jetbrains.exposed.sql.Database.connect'],
    configures: [{ name: 'database password', role: 'credential', at: ['password', '3'] }],
  },
  {
    calls: ['com.rabbitmq.client.ConnectionFactory.setPassword'],
    configures: [{ name: 'broker password', role: 'credential', at: ['0'] }],
  },
];

const logger = { sink: 'stdout', structured: true } as const;
const logs: readonly CatalogueEntry[] = [
  { calls: words('spring-boot.log'), logs: { ...logger, by: 'spring-boot' } },
  { calls: words('quarkus.log'), logs: { ...logger, by: 'quarkus' } },
  { calls: words('micronaut.log'), logs: { ...logger, by: 'micronaut' } },
  { calls: words('dropwizard.log'), logs: { ...logger, by: 'dropwizard' } },
  { calls: words('ktor.log'), logs: { ...logger, by: 'ktor' } },
  { calls: words('javalin.log'), logs: { ...logger, by: 'javalin' } },
  { calls: words('jvm.log.console'), logs: { ...logger, by: 'logback' } },
  { calls: ['jvm.log.file'], logs: { sink: 'file', by: 'a file appender', structured: true, path: 'file' } },
  {
    calls: ['spring-boot.log.file'],
    logs: { sink: 'file', by: 'spring-boot', structured: true, path: 'path' },
  },
  { calls: ['quarkus.log.file'], logs: { sink: 'file', by: 'quarkus', structured: true } },
  { calls: ['dropwizard.log.file'], logs: { sink: 'file', by: 'dropwizard', structured: true } },
  {
    calls: words(
      `org.slf4j.LoggerFactory.getLogger java.util.logging.Logger.getLogger org.apache.logging.log4j.LogManager.getLogger org.apache.log4j.Logger.getLogger
      org.apache.commons.logging.LogFactory.getLog mu.KotlinLogging.logger io.github.oshai.kotlinlogging.KotlinLogging.logger org.jboss.logging.Logger.getLogger
      lombok.extern.slf4j.Slf4j lombok.extern.log4j.Log4j2 lombok.extern.java.Log lombok.extern.jbosslog.JBossLog io.vertx.core.logging.LoggerFactory.getLogger io.vertx.core.impl.logging.LoggerFactory.getLogger`,
    ),
    logs: { ...logger, by: 'a logging library' },
  },
  {
    calls: words(
      'java.lang.System.out.println java.lang.System.out.printf java.lang.System.out.print java.lang.System.err.println kotlin.println',
    ),
    logs: { sink: 'stdout', by: 'print', structured: false },
  },
  { calls: ['?.printStackTrace'], logs: { sink: 'stdout', by: 'printStackTrace', structured: false } },
  {
    calls: ['java.util.logging.FileHandler'],
    logs: { sink: 'file', by: 'java.util.logging', structured: true, path: '0' },
  },
  {
    calls: words(
      'ch.qos.logback.core.FileAppender ch.qos.logback.core.rolling.RollingFileAppender org.apache.log4j.FileAppender org.apache.log4j.RollingFileAppender',
    ),
    logs: { sink: 'file', by: 'a file appender', structured: true },
  },
];

const files: readonly CatalogueEntry[] = [
  {
    calls: words(
      `java.nio.file.Files.write java.nio.file.Files.writeString java.nio.file.Files.newBufferedWriter java.nio.file.Files.newOutputStream
      java.nio.file.Files.createFile java.io.FileOutputStream java.io.FileWriter java.io.PrintWriter java.io.RandomAccessFile
      org.apache.commons.io.FileUtils.writeStringToFile org.apache.commons.io.FileUtils.writeByteArrayToFile`,
    ),
    writes: { path: '0' },
  },
  { calls: ['java.nio.file.Files.copy', 'java.nio.file.Files.move'], writes: { path: '1' } },
  {
    calls: words(
      `org.springframework.web.multipart.MultipartFile.transferTo ${enterprise('servlet.http.Part.write').join(' ')}
      org.springframework.http.codec.multipart.FilePart.transferTo`,
    ),
    writes: { path: '0' },
  },
];

const processes: readonly CatalogueEntry[] = [
  {
    calls: words('java.lang.Runtime.exec java.lang.Runtime.getRuntime().exec java.lang.ProcessBuilder'),
    spawns: { program: '0' },
  },
  {
    calls: words(
      'org.springframework.scheduling.annotation.Scheduled io.quarkus.scheduler.Scheduled io.micronaut.scheduling.annotation.Scheduled jakarta.ejb.Schedule javax.ejb.Schedule',
    ),
    schedules: { by: '@Scheduled' },
  },
  {
    calls: words(
      'org.quartz.Scheduler.scheduleJob org.quartz.impl.StdSchedulerFactory.getDefaultScheduler().scheduleJob',
    ),
    schedules: { by: 'quartz' },
  },
  {
    calls: words(
      `java.util.Timer.schedule java.util.Timer.scheduleAtFixedRate java.util.concurrent.ScheduledExecutorService.scheduleAtFixedRate
      java.util.concurrent.ScheduledExecutorService.scheduleWithFixedDelay kotlin.concurrent.fixedRateTimer kotlin.concurrent.timer
      io.vertx.core.Vertx.setPeriodic`,
    ),
    schedules: { by: 'a timer' },
  },
];

const ddl = (value: string): CatalogueEntry => ({
  calls: [`hibernate.ddl-auto.${value}`],
  changesSchema: { what: `ddl-auto=${value}`, versioned: false },
});
const schema: readonly CatalogueEntry[] = [
  ...words('update create create-drop create-only drop-and-create drop-create true').map(ddl),
  {
    calls: ['hibernate.ddl-auto.default'],
    changesSchema: { what: 'ddl-auto=create-drop, the default for an embedded database,', versioned: false },
  },
  { calls: ['spring-boot.schema-script'], changesSchema: { what: 'the schema script', versioned: false } },
  { calls: ['spring-boot.flyway'], changesSchema: { what: 'Flyway', versioned: true } },
  { calls: ['spring-boot.liquibase'], changesSchema: { what: 'Liquibase', versioned: true } },
  {
    calls: under(
      'org.flywaydb.core.Flyway',
      'migrate configure().dataSource().load().migrate configure().dataSource().locations().load().migrate',
    ),
    changesSchema: { what: 'Flyway', versioned: true },
  },
  { calls: ['liquibase.Liquibase.update'], changesSchema: { what: 'Liquibase', versioned: true } },
  {
    calls: words(
      `org.jetbrains.exposed.sql.SchemaUtils.create org.jetbrains.exposed.sql.SchemaUtils.createMissingTablesAndColumns
      org.jetbrains.exposed.v1.jdbc.SchemaUtils.create org.jetbrains.exposed.sql.SchemaUtils.drop`,
    ),
    changesSchema: { what: 'SchemaUtils.create()', versioned: false },
  },
];

const memory = { without: 'memory', stores: {} } as const;
const sessions: readonly CatalogueEntry[] = [
  {
    calls: ['spring-session'],
    session: {
      store: ['store'],
      without: 'unknown',
      stores: { redis: 'cache', hazelcast: 'cache', jdbc: 'database', mongodb: 'database' },
      forAll: true,
    },
  },
  {
    calls: [
      ...enterprise('servlet.http.HttpSession.setAttribute servlet.http.HttpSession.putValue'),
      ...enterprise(
        'servlet.http.HttpServletRequest.getSession().setAttribute servlet.http.HttpServletRequest.session.setAttribute',
      ),
    ],
    session: memory,
  },
  {
    calls: words(
      `org.springframework.web.bind.annotation.SessionAttributes org.springframework.web.context.annotation.SessionScope
      ${enterprise('enterprise.context.SessionScoped').join(' ')}`,
    ),
    session: memory,
  },
  // Each step of the chain gives the builder back.
  {
    calls: ['?.formLogin', '?.oauth2Login'],
    when: (call) => call.callee.includes('.HttpSecurity'),
    session: memory,
  },
  {
    calls: words(
      'io.ktor.server.sessions.SessionStorageMemory io.ktor.sessions.SessionStorageMemory io.vertx.ext.web.sstore.LocalSessionStore.create',
    ),
    session: memory,
  },
  {
    calls: words('io.ktor.server.sessions.directorySessionStorage io.ktor.sessions.directorySessionStorage'),
    session: { without: 'file', stores: {} },
  },
  {
    calls: words(
      'io.vertx.ext.web.sstore.ClusteredSessionStore.create io.vertx.ext.web.sstore.redis.RedisSessionStore.create',
    ),
    session: { without: 'cache', stores: {} },
  },
  {
    calls: words('io.vertx.ext.web.sstore.cookie.CookieSessionStore.create'),
    session: { without: 'cookie', stores: {} },
  },
];

const spring = 'org.springframework.web.bind.annotation';
const handlers: readonly CatalogueEntry[] = [
  {
    calls: [
      ...under(spring, 'GetMapping PostMapping PutMapping PatchMapping DeleteMapping RequestMapping'),
      ...enterprise('ws.rs.GET ws.rs.POST ws.rs.PUT ws.rs.DELETE ws.rs.PATCH'),
      ...under('io.micronaut.http.annotation', 'Get Post Put Patch Delete'),
      ...under(
        'org.springframework.graphql.data.method.annotation',
        'QueryMapping MutationMapping SchemaMapping',
      ),
      'io.quarkus.vertx.web.Route',
    ],
    handles: 'request',
  },
  {
    calls: [
      ...under('io.ktor.server.routing', 'get post put patch delete head options'),
      ...under('io.ktor.routing', 'get post put patch delete'),
      ...under('io.vertx.ext.web.Route', 'handler'),
      ...under('spark.Spark', 'get post put patch delete'),
      ...under('io.javalin.Javalin', 'get post put patch delete'),
    ],
    handles: 'request',
  },
  {
    calls: [
      ...enterprise('websocket.OnOpen websocket.OnMessage websocket.OnClose'),
      ...under('org.springframework.messaging.handler.annotation', 'MessageMapping'),
      'io.ktor.server.websocket.webSocket',
      'io.javalin.Javalin.ws',
    ],
    handles: 'connection',
  },
  {
    calls: words(
      'org.springframework.kafka.annotation.KafkaListener org.springframework.amqp.rabbit.annotation.RabbitListener org.eclipse.microprofile.reactive.messaging.Incoming org.springframework.jms.annotation.JmsListener',
    ),
    handles: 'request',
  },
  {
    calls: words(
      'org.springframework.web.socket.config.annotation.StompBrokerRelayRegistration org.springframework.messaging.simp.config.MessageBrokerRegistry.enableStompBrokerRelay',
    ),
    sharesState: true,
  },
];

const types: Catalogue['types'] = {
  'io.javalin.Javalin.create()': 'io.javalin.Javalin',
  'io.javalin.Javalin.createAndStart()': 'io.javalin.Javalin',
  'io.javalin.Javalin.start()': 'io.javalin.Javalin',
  'io.javalin.Javalin.get()': 'io.javalin.Javalin',
  'io.javalin.Javalin.post()': 'io.javalin.Javalin',
  'com.sun.net.httpserver.HttpServer.create()': 'com.sun.net.httpserver.HttpServer',
  'io.vertx.core.Vertx.vertx()': 'io.vertx.core.Vertx',
  'io.vertx.core.AbstractVerticle.vertx': 'io.vertx.core.Vertx',
  'io.vertx.core.Vertx.createHttpServer()': 'io.vertx.core.http.HttpServer',
  'io.vertx.core.http.HttpServer.requestHandler()': 'io.vertx.core.http.HttpServer',
  '?.createHttpServer()': 'io.vertx.core.http.HttpServer',
  'io.vertx.core.http.HttpServer.webSocketHandler()': 'io.vertx.core.http.HttpServer',
  'io.undertow.Undertow.builder()': 'io.undertow.Undertow.Builder',
  'io.undertow.Undertow.Builder.addHttpListener()': 'io.undertow.Undertow.Builder',
  'io.undertow.Undertow.Builder.setHandler()': 'io.undertow.Undertow.Builder',
  'io.undertow.Undertow.Builder.build()': 'io.undertow.Undertow',
  'io.helidon.webserver.WebServer.builder()': 'io.helidon.webserver.WebServerConfig.Builder',
  'io.helidon.webserver.WebServerConfig.Builder.config()': 'io.helidon.webserver.WebServerConfig.Builder',
  'io.helidon.webserver.WebServerConfig.Builder.routing()': 'io.helidon.webserver.WebServerConfig.Builder',
  'java.lang.Runtime.getRuntime()': 'java.lang.Runtime',
  'java.util.concurrent.Executors.newScheduledThreadPool()': 'java.util.concurrent.ScheduledExecutorService',
  'java.util.concurrent.Executors.newSingleThreadScheduledExecutor()':
    'java.util.concurrent.ScheduledExecutorService',
  'org.springframework.boot.jdbc.DataSourceBuilder.create()':
    'org.springframework.boot.jdbc.DataSourceBuilder',
  'org.springframework.boot.jdbc.DataSourceBuilder.driverClassName()':
    'org.springframework.boot.jdbc.DataSourceBuilder',
  'org.springframework.web.reactive.function.client.WebClient.builder()':
    'org.springframework.web.reactive.function.client.WebClient.Builder',
  'org.springframework.web.client.RestClient.builder()': 'org.springframework.web.client.RestClient.Builder',
  'okhttp3.Request.Builder()': 'okhttp3.Request.Builder',
  'retrofit2.Retrofit.Builder()': 'retrofit2.Retrofit.Builder',
  'io.minio.MinioClient.builder()': 'io.minio.MinioClient.Builder',
  'io.jsonwebtoken.Jwts.builder()': 'io.jsonwebtoken.JwtBuilder',
  'io.jsonwebtoken.JwtBuilder.setSubject()': 'io.jsonwebtoken.JwtBuilder',
  'io.jsonwebtoken.JwtBuilder.setClaims()': 'io.jsonwebtoken.JwtBuilder',
  'io.jsonwebtoken.JwtBuilder.setIssuedAt()': 'io.jsonwebtoken.JwtBuilder',
  'io.jsonwebtoken.JwtBuilder.setExpiration()': 'io.jsonwebtoken.JwtBuilder',
  'io.jsonwebtoken.Jwts.parser()': 'io.jsonwebtoken.JwtParser',
  'io.jsonwebtoken.Jwts.parserBuilder()': 'io.jsonwebtoken.JwtParser',
  'org.flywaydb.core.Flyway.configure()': 'org.flywaydb.core.api.configuration.FluentConfiguration',
  'org.flywaydb.core.api.configuration.FluentConfiguration.dataSource()':
    'org.flywaydb.core.api.configuration.FluentConfiguration',
  'org.flywaydb.core.api.configuration.FluentConfiguration.locations()':
    'org.flywaydb.core.api.configuration.FluentConfiguration',
  'org.flywaydb.core.api.configuration.FluentConfiguration.load()': 'org.flywaydb.core.Flyway',
  'org.eclipse.microprofile.config.ConfigProvider.getConfig()': 'org.eclipse.microprofile.config.Config',
  'com.typesafe.config.ConfigFactory.load()': 'com.typesafe.config.Config',
  'io.grpc.ServerBuilder.forPort()': 'io.grpc.ServerBuilder',
  'io.grpc.ServerBuilder.addService()': 'io.grpc.ServerBuilder',
  'io.grpc.ServerBuilder.build()': 'io.grpc.Server',
  'io.grpc.Server.start()': 'io.grpc.Server',
  'io.vertx.ext.web.Router.get()': 'io.vertx.ext.web.Route',
  'io.vertx.ext.web.Router.post()': 'io.vertx.ext.web.Route',
  'io.vertx.ext.web.Router.put()': 'io.vertx.ext.web.Route',
  'io.vertx.ext.web.Router.delete()': 'io.vertx.ext.web.Route',
  'io.vertx.ext.web.Router.route()': 'io.vertx.ext.web.Route',
  'io.vertx.ext.web.Router.router()': 'io.vertx.ext.web.Router',
};

const named = (
  name: string,
  kind: 'web' | 'worker' | 'tool',
  artifacts: readonly string[],
): Catalogue['frameworks'] => Object.fromEntries(artifacts.map((artifact) => [artifact, { name, kind }]));

const frameworks: Catalogue['frameworks'] = {
  ...named('spring-boot', 'web', [
    ...words(
      'web webmvc webflux jersey tomcat jetty undertow web-services hateoas data-rest graphql websocket rsocket',
    ).map((name) => `org.springframework.boot:spring-boot-starter-${name}`),
    ...words(
      'gateway gateway-server-webflux gateway-server-webmvc netflix-eureka-server netflix-zuul zuul',
    ).map((name) => `org.springframework.cloud:spring-cloud-starter-${name}`),
    'org.springframework.cloud:spring-cloud-config-server',
    'de.codecentric:spring-boot-admin-starter-server',
    'com.vaadin:vaadin-spring-boot-starter',
  ]),
  ...named(
    'spring-boot',
    'worker',
    words(
      'org.springframework.boot:spring-boot-starter org.springframework.boot:spring-boot-starter-amqp org.springframework.boot:spring-boot-starter-integration org.springframework.boot:spring-boot-starter-quartz',
    ),
  ),
  ...named('quarkus', 'web', [
    ...words(
      `resteasy resteasy-jackson resteasy-jsonb resteasy-reactive resteasy-reactive-jackson resteasy-reactive-jsonb rest rest-jackson rest-jsonb vertx-http undertow
      reactive-routes smallrye-graphql smallrye-openapi smallrye-health grpc websockets websockets-next qute-web spring-web resteasy-qute rest-qute`,
    ).map((name) => `io.quarkus:quarkus-${name}`),
  ]),
  ...named('quarkus', 'worker', words('io.quarkus:quarkus-arc io.quarkus:quarkus-scheduler')),
  ...named(
    'micronaut',
    'web',
    words(
      'plugin:io.micronaut.application io.micronaut:micronaut-http-server-netty io.micronaut:micronaut-http-server io.micronaut.servlet:micronaut-http-server-jetty io.micronaut.servlet:micronaut-http-server-tomcat io.micronaut.servlet:micronaut-http-server-undertow',
    ),
  ),
  ...named(
    'ktor',
    'web',
    words('core core-jvm netty netty-jvm cio cio-jvm jetty jetty-jvm tomcat tomcat-jvm').map(
      (name) => `io.ktor:ktor-server-${name}`,
    ),
  ),
  ...named('vert.x', 'web', words('io.vertx:vertx-web io.vertx:vertx-core io.vertx:vertx-lang-kotlin')),
  ...named('javalin', 'web', words('io.javalin:javalin io.javalin:javalin-bundle')),
  ...named('dropwizard', 'web', ['io.dropwizard:dropwizard-core']),
  ...named(
    'helidon',
    'web',
    words(
      'io.helidon.webserver:helidon-webserver io.helidon.microprofile.bundles:helidon-microprofile io.helidon.microprofile.bundles:helidon-microprofile-core io.helidon.microprofile.server:helidon-microprofile-server',
    ),
  ),
  ...named('spark', 'web', ['com.sparkjava:spark-core', 'com.sparkjava:spark-kotlin']),
  ...named(
    'jetty',
    'web',
    words(
      'org.eclipse.jetty:jetty-server org.eclipse.jetty:jetty-servlet org.eclipse.jetty.ee10:jetty-ee10-servlet',
    ),
  ),
  ...named('undertow', 'web', ['io.undertow:undertow-core']),
  ...named('tomcat', 'web', ['org.apache.tomcat.embed:tomcat-embed-core']),
  ...named(
    'http4k',
    'web',
    words(
      'org.http4k:http4k-core org.http4k:http4k-server-netty org.http4k:http4k-server-jetty org.http4k:http4k-server-undertow',
    ),
  ),
  ...named('ratpack', 'web', ['io.ratpack:ratpack-core']),
  ...named('armeria', 'web', ['com.linecorp.armeria:armeria']),
  ...named('grpc', 'web', words('io.grpc:grpc-netty io.grpc:grpc-netty-shaded')),
  ...named('picocli', 'tool', ['info.picocli:picocli', 'com.github.ajalt.clikt:clikt']),
  // Servlets and Jakarta EE without a server of their own: a container exports their HTTP.
  ...named(
    'servlet',
    'web',
    words(
      'javax.servlet:javax.servlet-api javax.servlet:servlet-api jakarta.servlet:jakarta.servlet-api javax:javaee-api javax:javaee-web-api jakarta.platform:jakarta.jakartaee-api jakarta.platform:jakarta.jakartaee-web-api org.springframework:spring-webmvc',
    ),
  ),
};

const drivers: Catalogue['drivers'] = {
  'org.postgresql:postgresql': 'postgres',
  'org.postgresql:r2dbc-postgresql': 'postgres',
  'io.quarkus:quarkus-jdbc-postgresql': 'postgres',
  'io.quarkus:quarkus-reactive-pg-client': 'postgres',
  'io.vertx:vertx-pg-client': 'postgres',
  'mysql:mysql-connector-java': 'mysql',
  'com.mysql:mysql-connector-j': 'mysql',
  'org.mariadb.jdbc:mariadb-java-client': 'mysql',
  'io.quarkus:quarkus-jdbc-mysql': 'mysql',
  'io.quarkus:quarkus-jdbc-mariadb': 'mysql',
  'com.microsoft.sqlserver:mssql-jdbc': 'sqlserver',
  'io.quarkus:quarkus-jdbc-mssql': 'sqlserver',
  'com.oracle.database.jdbc:ojdbc8': 'oracle',
  'com.oracle.database.jdbc:ojdbc11': 'oracle',
  'com.oracle.database.jdbc:ojdbc17': 'oracle',
  'org.xerial:sqlite-jdbc': 'sqlite',
  'com.h2database:h2': 'embedded',
  'io.quarkus:quarkus-jdbc-h2': 'embedded',
  'org.hsqldb:hsqldb': 'embedded',
  'org.apache.derby:derby': 'embedded',
  'org.mongodb:mongodb-driver-sync': 'mongodb',
  'redis.clients:jedis': 'redis',
  'io.lettuce:lettuce-core': 'redis',
  'org.redisson:redisson': 'redis',
  'com.rabbitmq:amqp-client': 'amqp',
  'org.apache.kafka:kafka-clients': 'kafka',
  'io.nats:jnats': 'nats',
};

export const catalogue: Catalogue = {
  types,
  fluent: /\.(?:set|with)[A-Z]\w*\(\)/g,
  entries: [
    ...servers,
    ...stopping,
    ...services,
    ...settings,
    ...secrets,
    ...logs,
    ...files,
    ...processes,
    ...schema,
    ...sessions,
    ...handlers,
  ],
  frameworks,
  drivers,
};

/** Full names of classes and functions that the catalogue speaks of: what a star import may have brought. */
export const knownNames: ReadonlySet<string> = new Set(
  [...catalogue.entries.flatMap(({ calls }) => calls), ...Object.keys(types), ...Object.values(types)]
    .map((name) => name.replace(/\(\).*$/, ''))
    .flatMap((name) => {
      const parts = name.split('.');
      const first = parts.findIndex((part) => /^[A-Z]/.test(part));
      // A static import brings members of a class.
      return first < 0 ? [name] : [parts.slice(0, first + 1).join('.'), name];
    }),
);
