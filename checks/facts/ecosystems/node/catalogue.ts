/** What is known of JavaScript's libraries, as data: which call listens, connects, logs, stops, keeps state. */
import type { Session } from '../../facts.ts';
import type { Catalogue, CatalogueEntry } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';
import { configEntries, configTypes } from './config-libraries.ts';
import { serviceDrivers, serviceEntries, serviceTypes } from './services.ts';

const names = (list: string): string[] => list.trim().split(/\s+/);

/** The argument is this module of a library: `app.register(require('@fastify/session'), …)`. */
const registers =
  (...modules: string[]) =>
  ({ arguments: [plugin] }: Call): boolean =>
    plugin?.kind === 'reference' && modules.includes(plugin.module);
const has =
  (key: string, index = 0) =>
  ({ arguments: given }: Call): boolean => {
    const options = given[index];
    return options?.kind === 'object' && (options.entries.has(key) || options.entries.has('...'));
  };
const isFileStream = (value: Value | undefined): boolean =>
  value?.kind === 'call' && /(^|\.)createWriteStream$|rotating-file-stream/.test(value.call.callee);

const types: Readonly<Record<string, string>> = Object.fromEntries([
  ...names('http.createServer() http.Server() https.createServer() https.Server() http2.createServer()').map(
    (name) => [name, 'http.Server'] as const,
  ),
  ...names('https.Server http2.createSecureServer() express.Express.listen() koa.Koa.listen() micro()').map(
    (name) => [name, 'http.Server'] as const,
  ),
  ...names('connect.Server.listen() polka.Polka.listen().server stoppable() http-shutdown()').map(
    (name) => [name, 'http.Server'] as const,
  ),
  ['http.Server.listen()', 'http.Server'],
  ['http.Server.on()', 'http.Server'],
  ['net.createServer()', 'net.Server'],
  ['net.Server()', 'net.Server'],
  ['net.Server.listen()', 'net.Server'],
  ['express()', 'express.Express'],
  ['express.Application', 'express.Express'],
  ['express.application', 'express.Express'],
  ['express.Express.use()', 'express.Express'],
  ['express.Express.get()', 'express.Express'],
  ['express.Express.set()', 'express.Express'],
  ['express-ws().app', 'express.Express'],
  ['json-server.create()', 'express.Express'],
  ['@feathersjs/express()', 'express.Express'],
  ['connect()', 'connect.Server'],
  ['connect.Server.use()', 'connect.Server'],
  ...names('fastify() fastify.fastify() fastify.Fastify()').map(
    (name) => [name, 'fastify.FastifyInstance'] as const,
  ),
  ...names('withTypeProvider register setValidatorCompiler setSerializerCompiler decorate addHook').map(
    (method) => [`fastify.FastifyInstance.${method}()`, 'fastify.FastifyInstance'] as const,
  ),
  ['koa()', 'koa.Koa'],
  ['koa.Koa()', 'koa.Koa'],
  ['koa.Koa.use()', 'koa.Koa'],
  ['@hapi/hapi.server()', '@hapi/hapi.Server'],
  ['@hapi/hapi.Server()', '@hapi/hapi.Server'],
  ['hapi.server()', '@hapi/hapi.Server'],
  ['hapi.Server()', '@hapi/hapi.Server'],
  ['restify.createServer()', 'restify.Server'],
  ['polka()', 'polka.Polka'],
  ...names('use get post put delete').map((method) => [`polka.Polka.${method}()`, 'polka.Polka'] as const),
  ['@nestjs/core.NestFactory.create()', '@nestjs/common.INestApplication'],
  ['@nestjs/core.NestFactory.createMicroservice()', '@nestjs/common.INestMicroservice'],
  ['@nestjs/core.NestFactory.createApplicationContext()', '@nestjs/common.INestApplication'],
  ['@nestjs/platform-express.NestExpressApplication', '@nestjs/common.INestApplication'],
  ['@nestjs/platform-fastify.NestFastifyApplication', '@nestjs/common.INestApplication'],
  ...names('socket.io() socket.io.Server() socket.io.listen()').map(
    (name) => [name, 'socket.io.Server'] as const,
  ),
  ['ws.Server', 'ws.WebSocketServer'],
  ['ws.WebSocketServer()', 'ws.WebSocketServer'],
  ...names(
    '@apollo/server.ApolloServer() apollo-server.ApolloServer() apollo-server-express.ApolloServer()',
  ).map((name) => [name, '@apollo/server.ApolloServer'] as const),
  ['@hono/node-server.serve()', 'http.Server'],
  ...names('App() SSLApp()').map(
    (name) => [`uWebSockets.js.${name}`, 'uWebSockets.js.TemplatedApp'] as const,
  ),
  ...names('get post options del patch put head connect trace any ws listen filter').map(
    (method) => [`uWebSockets.js.TemplatedApp.${method}()`, 'uWebSockets.js.TemplatedApp'] as const,
  ),
  ['@adonisjs/core.Ignitor()', '@adonisjs/core.Ignitor'],
  ['@adonisjs/core.Ignitor.tap()', '@adonisjs/core.Ignitor'],
  ['@adonisjs/core.Ignitor.httpServer()', '@adonisjs/core.HttpServerProcess'],
  ['@grpc/grpc-js.Server()', '@grpc/grpc-js.Server'],
  ['http-terminator.createHttpTerminator()', 'http-terminator.HttpTerminator'],
  ...Object.entries(configTypes),
  ...Object.entries(serviceTypes),
]);

const httpPort = { port: ['0.port', '0'], host: ['0.host', '1'] };

const listening: readonly CatalogueEntry[] = [
  { calls: ['http.Server.listen'], listens: { ...httpPort, server: 'node:http', stops: 'needsHandler' } },
  { calls: ['net.Server.listen'], listens: { ...httpPort, server: 'node:net', stops: 'needsHandler' } },
  { calls: ['express.Express.listen'], listens: { ...httpPort, server: 'express', stops: 'needsHandler' } },
  { calls: ['connect.Server.listen'], listens: { ...httpPort, server: 'connect', stops: 'needsHandler' } },
  {
    calls: ['fastify.FastifyInstance.listen'],
    listens: { ...httpPort, server: 'fastify', stops: 'needsHandler' },
  },
  { calls: ['koa.Koa.listen'], listens: { ...httpPort, server: 'koa', stops: 'needsHandler' } },
  {
    calls: ['@hapi/hapi.server', '@hapi/hapi.Server', 'hapi.server', 'hapi.Server'],
    listens: { port: ['0.port'], host: ['0.host'], server: 'hapi', stops: 'needsHandler' },
  },
  { calls: ['restify.Server.listen'], listens: { ...httpPort, server: 'restify', stops: 'needsHandler' } },
  {
    calls: ['uWebSockets.js.TemplatedApp.listen'],
    listens: { port: ['1', '0'], host: ['0'], server: 'uWebSockets.js', stops: 'needsHandler' },
    when: ({ arguments: [, second] }) => second !== undefined && second.kind !== 'function',
  },
  {
    calls: ['uWebSockets.js.TemplatedApp.listen'],
    listens: { port: ['0'], server: 'uWebSockets.js', stops: 'needsHandler' },
    when: ({ arguments: [, second] }) => second?.kind === 'function',
  },
  {
    calls: ['@adonisjs/core.HttpServerProcess.start'],
    listens: { variables: ['PORT'], server: 'adonis', stops: 'needsHandler' },
  },
  // Adonis 5 stops on SIGTERM by itself.
  {
    calls: ['@adonisjs/core/build/standalone.Ignitor().httpServer().start'],
    listens: { variables: ['PORT'], defaultPort: '3333', server: 'adonis', stops: 'server' },
  },
  { calls: ['polka.Polka.listen'], listens: { ...httpPort, server: 'polka', stops: 'needsHandler' } },
  {
    calls: ['@nestjs/common.INestApplication.listen'],
    listens: { ...httpPort, server: 'nest', stops: 'needsHandler' },
  },
  {
    calls: ['@hono/node-server.serve'],
    listens: {
      port: ['0.port'],
      host: ['0.hostname'],
      defaultPort: '3000',
      server: 'hono',
      stops: 'needsHandler',
    },
  },
  {
    calls: ['Bun.serve'],
    listens: {
      port: ['0.port'],
      host: ['0.hostname'],
      variables: ['BUN_PORT', 'PORT', 'NODE_PORT'],
      defaultPort: '3000',
      server: 'Bun.serve',
      stops: 'needsHandler',
    },
  },
  {
    calls: ['Deno.serve'],
    listens: {
      port: ['0.port'],
      host: ['0.hostname'],
      defaultPort: '8000',
      server: 'Deno.serve',
      stops: 'needsHandler',
    },
  },
  {
    calls: ['listhen.listen'],
    listens: {
      port: ['1.port'],
      variables: ['PORT'],
      defaultPort: '3000',
      server: 'h3',
      stops: 'needsHandler',
    },
  },
  // Apollo Server stops on SIGINT and SIGTERM by itself unless it is told not to.
  {
    calls: ['@apollo/server/standalone.startStandaloneServer'],
    listens: { port: ['1.listen.port'], defaultPort: '4000', server: 'apollo server', stops: 'server' },
  },
  {
    calls: ['@apollo/server.ApolloServer.listen'],
    listens: { port: ['0.port', '0'], defaultPort: '4000', server: 'apollo server', stops: 'server' },
  },
  {
    calls: ['ws.WebSocketServer', 'ws.Server'],
    when: has('port'),
    listens: { port: ['0.port'], host: ['0.host'], server: 'ws', stops: 'needsHandler' },
  },
  {
    calls: ['socket.io.Server', 'socket.io'],
    when: ({ arguments: [first] }) => first?.kind === 'literal' || first?.kind === 'environment',
    listens: { port: ['0'], server: 'socket.io', stops: 'needsHandler' },
  },
  {
    calls: ['socket.io.Server.listen'],
    listens: { port: ['0'], server: 'socket.io', stops: 'needsHandler' },
  },
  {
    calls: ['@grpc/grpc-js.Server.bindAsync'],
    listens: { address: ['0'], server: 'grpc', stops: 'needsHandler' },
  },
  // A receiver that can't be told, given a port: an app or a server that came in as a parameter.
  {
    calls: ['?.listen'],
    when: ({ callee, arguments: given }) =>
      callee.startsWith('?') &&
      given.length > 0 &&
      given[0]?.kind !== 'function' &&
      // `app.listen('SIGTERM', …)` listens to events.
      !(given[0]?.kind === 'literal' && /^[A-Za-z]/.test(given[0].text)),
    listens: { ...httpPort, server: 'node:http', stops: 'needsHandler' },
  },
];

const stores: Readonly<Record<string, Session['store']>> = {
  'connect-redis': 'cache',
  'koa-redis': 'cache',
  'connect-memcached': 'cache',
  'connect-memjs': 'cache',
  'connect-mongo': 'database',
  'connect-mongodb-session': 'database',
  'connect-pg-simple': 'database',
  'connect-session-sequelize': 'database',
  'connect-session-knex': 'database',
  'connect-typeorm': 'database',
  'connect-dynamodb': 'database',
  'connect-mssql-v2': 'database',
  'express-mysql-session': 'database',
  '@quixo3/prisma-session-store': 'database',
  'firestore-store': 'database',
  '@google-cloud/connect-firestore': 'database',
  'connect-sqlite3': 'file',
  'better-sqlite3-session-store': 'file',
  'connect-loki': 'file',
  'session-file-store': 'file',
  memorystore: 'memory',
  'express-session.MemoryStore': 'memory',
};

const sessions: readonly CatalogueEntry[] = [
  {
    calls: ['express-session'],
    session: { store: ['0.store'], without: 'memory', stores },
    configures: [{ name: 'session secret', role: 'credential', at: ['0.secret'] }],
  },
  {
    calls: ['koa-generic-session', 'koa-session-minimal'],
    session: { store: ['0.store'], without: 'memory', stores },
  },
  {
    calls: ['cookie-session', 'iron-session.getIronSession', 'client-sessions'],
    session: { without: 'cookie', stores },
    configures: [{ name: 'session secret', role: 'credential', at: ['0.secret', '0.keys', '0.password'] }],
  },
  { calls: ['koa-session'], session: { store: ['0.store'], without: 'cookie', stores } },
  {
    calls: ['fastify.FastifyInstance.register', '?.register'],
    when: registers('@fastify/session', 'fastify-session'),
    session: { store: ['1.store'], without: 'memory', stores },
    configures: [{ name: 'session secret', role: 'credential', at: ['1.secret'] }],
  },
  {
    calls: ['fastify.FastifyInstance.register', '?.register'],
    when: registers('@fastify/secure-session', 'fastify-secure-session'),
    session: { without: 'cookie', stores },
    configures: [{ name: 'session secret', role: 'credential', at: ['1.secret', '1.key'] }],
  },
];

const credentials: readonly CatalogueEntry[] = [
  {
    calls: names('jsonwebtoken.sign jsonwebtoken.verify jwt-simple.encode jwt-simple.decode'),
    configures: [{ name: 'token secret', role: 'credential', at: ['1'] }],
  },
  {
    calls: names('fastify.FastifyInstance.register ?.register'),
    when: registers('@fastify/oauth2'),
    configures: [{ name: 'client secret', role: 'credential', at: ['1.credentials.client.secret'] }],
  },
  { calls: ['cookie-parser'], configures: [{ name: 'cookie secret', role: 'credential', at: ['0'] }] },
  {
    calls: names('@nestjs/jwt.JwtModule.register express-jwt express-jwt.expressjwt koa-jwt hono/jwt.jwt'),
    configures: [{ name: 'token secret', role: 'credential', at: ['0.secret'] }],
  },
  {
    calls: ['passport-jwt.Strategy'],
    configures: [{ name: 'token secret', role: 'credential', at: ['0.secretOrKey'] }],
  },
  {
    calls: ['fastify.FastifyInstance.register', '?.register'],
    when: registers('@fastify/jwt', 'fastify-jwt', '@fastify/cookie', 'fastify-cookie'),
    configures: [{ name: 'token secret', role: 'credential', at: ['1.secret'] }],
  },
  {
    calls: names('crypto.createHmac crypto.createCipheriv'),
    configures: [{ name: 'key', role: 'credential', at: ['1'] }],
  },
  {
    calls: ['stripe', 'stripe.Stripe', 'openai', 'openai.OpenAI'],
    configures: [{ name: 'API key', role: 'credential', at: ['0.apiKey', '0'] }],
  },
];

const stdout = (by: string, structured = true) => ({ sink: 'stdout', by, structured }) as const;
const file = (by: string, path?: string) =>
  ({ sink: 'file', by, structured: true, ...(path ? { path } : {}) }) as const;

const logging: readonly CatalogueEntry[] = [
  {
    calls: names('console.log console.info console.warn console.error console.debug console.trace'),
    logs: stdout('console', false),
  },
  {
    calls: ['pino', 'pino.pino', 'pino-http', 'pino-http.pinoHttp', 'nestjs-pino.LoggerModule.forRoot'],
    logs: stdout('pino'),
  },
  {
    calls: ['pino.destination', 'pino.pino.destination'],
    when: ({ arguments: [to] }) => to?.kind !== 'literal' || to.type !== 'number',
    logs: file('pino', '0'),
  },
  { calls: ['pino.destination', 'pino.pino.destination'], when: has('dest'), logs: file('pino', '0.dest') },
  {
    calls: ['pino.transport', 'pino.pino.transport'],
    when: ({ arguments: [options] }) =>
      options?.kind === 'object' && textOf(options.entries.get('target')) === 'pino/file',
    logs: file('pino', '0.options.destination'),
  },
  {
    calls: ['pino.transport', 'pino.pino.transport'],
    when: ({ arguments: [options] }) =>
      options?.kind === 'object' && textOf(options.entries.get('target')) === 'pino-roll',
    logs: file('pino-roll'),
  },
  { calls: ['winston.transports.Console'], logs: stdout('winston') },
  { calls: ['winston.transports.File'], logs: file('winston', '0.filename') },
  {
    calls: names('winston-daily-rotate-file winston.transports.DailyRotateFile'),
    logs: file('winston-daily-rotate-file'),
  },
  {
    calls: names('winston.transports.Syslog winston-syslog.Syslog'),
    logs: { sink: 'syslog', by: 'winston', structured: true },
  },
  {
    calls: names('winston.info winston.warn winston.error winston.log winston.debug'),
    logs: stdout('winston'),
  },
  {
    calls: ['winston.add'],
    when: ({ arguments: [transport] }) => transport?.kind === 'reference' && transport.path.at(-1) === 'File',
    logs: file('winston'),
  },
  { calls: ['bunyan.createLogger'], when: (call) => !has('streams')(call), logs: stdout('bunyan') },
  {
    calls: ['bunyan.createLogger'],
    when: has('streams'),
    logs: { sink: 'file', by: 'bunyan', structured: true, path: '0.streams.?.path' },
  },
  { calls: ['log4js.getLogger'], logs: stdout('log4js') },
  { calls: ['log4js.configure'], logs: file('log4js', '0.appenders.?.filename') },
  {
    calls: ['simple-node-logger.createSimpleFileLogger', 'simple-node-logger.createRollingFileLogger'],
    logs: file('simple-node-logger'),
  },
  {
    calls: ['morgan'],
    when: ({ arguments: [, options] }) =>
      !(options?.kind === 'object' && isFileStream(options.entries.get('stream'))),
    logs: { ...stdout('morgan'), requestsOnly: true },
  },
  {
    calls: ['morgan'],
    when: ({ arguments: [, options] }) =>
      options?.kind === 'object' && isFileStream(options.entries.get('stream')),
    logs: file('morgan'),
  },
  {
    calls: ['fastify', 'fastify.fastify', 'fastify.Fastify'],
    when: ({ arguments: [options] }) =>
      options?.kind === 'object' &&
      options.entries.has('logger') &&
      textOf(options.entries.get('logger')) !== 'false',
    logs: stdout('fastify'),
  },
  {
    calls: names('koa-logger koa-morgan hono/logger.logger'),
    logs: { ...stdout('request log'), requestsOnly: true },
  },
  {
    calls: names('express-winston.logger koa-pino-logger express-pino-logger express-bunyan-logger'),
    logs: stdout('request log'),
  },
  {
    calls: names(
      '@nestjs/common.Logger @nestjs/common.ConsoleLogger @nestjs/common.Logger.log @nestjs/common.Logger.error',
    ),
    logs: stdout('nest logger'),
  },
  { calls: ['@adonisjs/core/logger.defineConfig'], logs: stdout('adonis logger') },
  {
    calls: names(
      'consola.createConsola consola.info consola.log consola.error signale.Signale tslog.Logger loglevel.getLogger npmlog.info debug roarr.Roarr',
    ),
    logs: stdout('logger'),
  },
  {
    calls: ['rotating-file-stream.createStream', 'file-stream-rotator.getStream'],
    logs: file('rotating-file-stream'),
  },
];

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' ? value.text : undefined;
}

const fsMethods = (list: string): string[] =>
  names(list).flatMap((method) => [
    `fs.${method}`,
    `fs.promises.${method}`,
    `fs/promises.${method}`,
    `fs-extra.${method}`,
    `graceful-fs.${method}`,
  ]);

const disk: readonly CatalogueEntry[] = [
  {
    calls: fsMethods(
      'writeFile writeFileSync appendFile appendFileSync createWriteStream outputFile outputFileSync writeJson writeJsonSync writeJSON outputJson truncate',
    ),
    writes: { path: '0' },
  },
  {
    calls: fsMethods('copyFile copyFileSync rename renameSync move moveSync copy copySync cp cpSync'),
    writes: { path: '1' },
  },
  {
    calls: names(
      'jsonfile.writeFile jsonfile.writeFileSync write-file-atomic Bun.write Deno.writeTextFile Deno.writeFile write-json-file.writeJsonFile',
    ),
    writes: { path: '0' },
  },
  {
    calls: names(
      'multer @koa/multer koa-multer fastify-multer @nestjs/platform-express.MulterModule.register',
    ),
    when: has('dest'),
    writes: { path: '0.dest', byRequests: true },
  },
  {
    calls: names('multer @koa/multer koa-multer fastify-multer').map((name) => `${name}.diskStorage`),
    writes: { path: '0.destination', byRequests: true },
  },
  {
    calls: ['@nestjs/platform-express.FileInterceptor', '@nestjs/platform-express.FilesInterceptor'],
    when: has('dest', 1),
    writes: { path: '1.dest', byRequests: true },
  },
  {
    calls: ['formidable', 'formidable.formidable', 'formidable.IncomingForm'],
    when: has('uploadDir'),
    writes: { path: '0.uploadDir', byRequests: true },
  },
  // express-fileupload: `req.files.picture.mv(path)`; sharp and jimp.
  { calls: ['?.mv'], writes: { path: '0' } },
  { calls: ['?.toFile', '?.writeAsync'], writes: { path: '0' } },
];

const programs: readonly CatalogueEntry[] = [
  {
    calls: names(
      'child_process.exec child_process.execSync child_process.spawn child_process.spawnSync child_process.execFile child_process.execFileSync',
    ),
    spawns: { program: '0' },
  },
  {
    calls: names(
      'execa execa.execa execa.execaSync execa.execaCommand execa.command cross-spawn cross-spawn.sync shelljs.exec tinyexec.x nano-spawn',
    ),
    spawns: { program: '0' },
  },
  { calls: ['zx.$', 'execa.$', 'Bun.$'], spawns: { program: '0' } },
  { calls: ['Bun.spawn', 'Bun.spawnSync', 'Deno.Command'], spawns: { program: '0' } },
  { calls: names('pm2.connect pm2.start'), managesProcesses: { what: 'pm2' } },
  {
    calls: names('forever.start forever.startDaemon forever-monitor.start forever-monitor.Monitor'),
    managesProcesses: { what: 'forever' },
  },
  {
    calls: names('daemon daemonize2.setup daemonize-process node-windows.Service node-linux.Service'),
    managesProcesses: { what: 'daemon' },
  },
  { calls: names('npid.create pidfile.create'), managesProcesses: { what: 'PID file' } },
  {
    calls: ['child_process.spawn'],
    when: ({ arguments: given }) =>
      given.some((one) => one.kind === 'object' && textOf(one.entries.get('detached')) === 'true'),
    managesProcesses: { what: 'detached process' },
  },
];

const stopping: readonly CatalogueEntry[] = [
  {
    calls: names('process.on process.once process.addListener process.prependListener'),
    handlesSignal: { signal: '0', handler: '1' },
  },
  { calls: ['Deno.addSignalListener'], handlesSignal: { signal: '0', handler: '1' } },
  {
    calls: ['?.listen', '@adonisjs/core.Application.listen'],
    when: ({ arguments: [signal] }) => /^SIG[A-Z]+$/.test(textOf(signal) ?? ''),
    handlesSignal: { signal: '0', handler: '1' },
  },
  { calls: names('close-with-grace'), stopsGracefully: 'close-with-grace' },
  { calls: names('@godaddy/terminus.createTerminus'), stopsGracefully: 'terminus' },
  { calls: names('http-graceful-shutdown'), stopsGracefully: 'http-graceful-shutdown' },
  { calls: names('lightship.createLightship'), stopsGracefully: 'lightship' },
  {
    calls: names(
      'express-graceful-shutdown node-graceful-shutdown.onShutdown graceful-shutdown @nestjs/terminus.TerminusModule.forRoot',
    ),
    when: ({ callee }) => !callee.startsWith('@nestjs'),
    stopsGracefully: 'graceful shutdown',
  },
  {
    calls: [
      '@nestjs/common.INestApplication.enableShutdownHooks',
      '@nestjs/common.INestMicroservice.enableShutdownHooks',
    ],
    stopsGracefully: 'enableShutdownHooks',
  },
  {
    calls: ['fastify.FastifyInstance.register', '?.register'],
    when: registers('fastify-graceful-shutdown', 'fastify-graceful-exit', 'fastify-gracefully'),
    stopsGracefully: 'fastify-graceful-shutdown',
  },
  {
    calls:
      names(`http.Server.close http.Server.closeAllConnections http.Server.closeIdleConnections http.Server.stop http.Server.shutdown
      net.Server.close fastify.FastifyInstance.close @nestjs/common.INestApplication.close @nestjs/common.INestMicroservice.close
      @hapi/hapi.Server.stop restify.Server.close socket.io.Server.close ws.WebSocketServer.close @apollo/server.ApolloServer.stop
      http-terminator.HttpTerminator.terminate @grpc/grpc-js.Server.tryShutdown Bun.serve().stop Deno.serve().shutdown bullmq.Worker.close
      bull.Queue.close uWebSockets.js.TemplatedApp.close kafkajs.Consumer.disconnect polka.Polka.server.close graphile-worker.Runner.stop pg-boss.PgBoss.stop`),
    closes: true,
  },
  // What can't be told and is closed in a signal's handler is the server more often than not.
  {
    calls: ['?.close', '?.terminate'],
    when: ({ callee }) => /^\?\.(?:close|terminate)$/.test(callee),
    closes: true,
  },
];

const scheduling: readonly CatalogueEntry[] = [
  {
    calls: ['setInterval', 'timers.setInterval', 'timers/promises.setInterval'],
    schedules: { by: 'setInterval' },
  },
  { calls: ['node-cron.schedule'], schedules: { by: 'node-cron' } },
  { calls: names('cron.CronJob cron.CronJob.from cron.job'), schedules: { by: 'cron' } },
  {
    calls: names('node-schedule.scheduleJob node-schedule.RecurrenceRule'),
    when: ({ callee }) => callee.endsWith('scheduleJob'),
    schedules: { by: 'node-schedule' },
  },
  { calls: names('croner.Cron croner'), schedules: { by: 'croner' } },
  { calls: ['bree'], schedules: { by: 'bree' } },
  {
    calls: names(
      'toad-scheduler.ToadScheduler.addSimpleIntervalJob toad-scheduler.ToadScheduler.addCronJob toad-scheduler.ToadScheduler.addLongIntervalJob',
    ),
    schedules: { by: 'toad-scheduler' },
  },
  { calls: names('@nestjs/schedule.Cron @nestjs/schedule.Interval'), schedules: { by: '@nestjs/schedule' } },
  // Locked in the database, or queued: once for all processes.
  { calls: names('agenda.Agenda.every agenda.Agenda.schedule'), schedules: { by: 'agenda', guarded: true } },
  {
    calls: names('pg-boss.PgBoss.schedule bullmq.Queue.upsertJobScheduler'),
    schedules: { by: 'queue', guarded: true },
  },
];

const relayed: readonly CatalogueEntry[] = [
  {
    calls: names(
      '@socket.io/redis-adapter.createAdapter @socket.io/redis-streams-adapter.createAdapter @socket.io/postgres-adapter.createAdapter @socket.io/mongo-adapter.createAdapter socket.io-redis socket.io-redis.createAdapter @socket.io/sharded-redis-adapter.createShardedAdapter @socket.io/redis-adapter.createShardedAdapter',
    ),
    sharesState: true,
  },
  {
    calls: names(
      'redis.RedisClient.subscribe redis.RedisClient.pSubscribe ioredis.Redis.subscribe ioredis.Redis.psubscribe nats.connect().subscribe pg-listen graphql-redis-subscriptions.RedisPubSub mqemitter-redis',
    ),
    sharesState: true,
  },
  { calls: names('socket.io.Server.on ws.WebSocketServer.on'), handles: 'connection' },
];

const plain: readonly CatalogueEntry[] = [
  {
    calls:
      names(`Number parseInt parseFloat String Boolean BigInt Number.parseInt Number.parseFloat JSON.parse JSON.stringify
      path.join path.resolve path.normalize path.posix.join url.parse url.format url.fileURLToPath url.pathToFileURL URL url.URL
      encodeURIComponent decodeURIComponent encodeURI Buffer.from TextEncoder util.format Math.floor Math.max Math.min Math.round
      ?.trim ?.toString ?.toLowerCase ?.toUpperCase ?.split ?.replace ?.replaceAll ?.slice ?.substring ?.substr ?.concat ?.padStart
      ?.padEnd ?.filter ?.at ?.toFixed ?.valueOf ?.encode`),
    transforms: true,
  },
];

const web = (name: string) => ({ name, kind: 'web' }) as const;
const tool = (name: string) => ({ name, kind: 'tool' }) as const;
const pages = (name: string) => ({ name, kind: 'static' }) as const;
const worker = (name: string) => ({ name, kind: 'worker' }) as const;

export const catalogue: Catalogue = {
  types,
  entries: [
    {
      calls: names(
        'JSON.parse js-yaml.load js-yaml.safeLoad yaml.parse yamljs.load yamljs.parse read-yaml.sync toml.parse ini.parse fs-extra.readJsonSync fs-extra.readJSONSync jsonfile.readFileSync',
      ),
      parses: true,
    },
    ...configEntries,
    ...listening,
    ...serviceEntries,
    ...sessions,
    ...credentials,
    ...logging,
    ...disk,
    ...programs,
    ...stopping,
    ...scheduling,
    ...relayed,
    ...plain,
    {
      calls: ['fastify.FastifyInstance.register', '?.register'],
      passes: { to: '0', arguments: ['1'] },
    },
    // `app.set('port', …)` and `app.get('port')`.
    {
      calls: ['express.Express.get'],
      when: ({ arguments: given }) => given.length === 1,
      recalls: { from: 'express.Express.set', key: '0', value: '1' },
    },
  ],
  frameworks: {
    '@nestjs/core': web('nest'),
    next: web('next'),
    nuxt: web('nuxt'),
    fastify: web('fastify'),
    express: web('express'),
    koa: web('koa'),
    '@hapi/hapi': web('hapi'),
    hapi: web('hapi'),
    restify: web('restify'),
    polka: web('polka'),
    hono: web('hono'),
    h3: web('h3'),
    '@adonisjs/core': web('adonis'),
    sails: web('sails'),
    '@strapi/strapi': web('strapi'),
    '@feathersjs/feathers': web('feathers'),
    '@apollo/server': web('apollo server'),
    'apollo-server': web('apollo server'),
    'graphql-yoga': web('graphql-yoga'),
    '@remix-run/node': web('remix'),
    '@react-router/serve': web('react-router'),
    '@sveltejs/adapter-node': web('sveltekit'),
    '@astrojs/node': web('astro'),
    'socket.io': web('socket.io'),
    ws: web('ws'),
    elysia: web('elysia'),
    micro: web('micro'),
    connect: web('connect'),
    bullmq: worker('bullmq'),
    bull: worker('bull'),
    'graphile-worker': worker('graphile-worker'),
    'pg-boss': worker('pg-boss'),
    kafkajs: worker('kafkajs'),
    amqplib: worker('amqplib'),
    electron: { name: 'electron', kind: 'tool', desktop: true },
    commander: tool('commander'),
    yargs: tool('yargs'),
    'react-scripts': pages('create-react-app'),
    'preact-cli': pages('preact-cli'),
    '@sveltejs/adapter-static': pages('sveltekit'),
    '@quasar/app-vite': pages('quasar'),
    '@ember/app': pages('ember'),
    'ember-cli': pages('ember'),
    'parcel-bundler': pages('parcel'),
    '@11ty/eleventy': pages('eleventy'),
    '@angular/core': pages('angular'),
    '@vue/cli-service': pages('vue'),
    vite: pages('vite'),
    gatsby: pages('gatsby'),
    parcel: pages('parcel'),
    '@docusaurus/core': pages('docusaurus'),
    vitepress: pages('vitepress'),
  },
  settings: [{ names: ['koa().keys', 'koa.Koa().keys'], role: 'credential' }],
  foundPlugins: { call: 'fastify.FastifyInstance.register', options: 'autoConfig' },
  drivers: serviceDrivers,
};
