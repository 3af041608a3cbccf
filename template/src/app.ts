// The web application, put together; it doesn't listen.
import { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { useAuthentication, validCredentials } from './accounts/authentication.ts';
import { accountsRoutes } from './accounts/routes.ts';
import type { WebConfig } from './config.ts';
import { type ConnectionPool, openDatabase } from './database/database.ts';
import { useHealth } from './health/health.ts';
import { acceptEmptyBodies } from './http/bodies.ts';
import { compilers } from './http/compilers.ts';
import { useCors } from './http/cors.ts';
import { useSecurityHeaders } from './http/headers.ts';
import { useOpenapi } from './http/openapi.ts';
import { usePage } from './http/page.ts';
import { answerBrokenRequest, sendProblem, useProblems } from './http/problem.ts';
import { RequestLog } from './http/request-log.ts';
import { requestIds, useRequests } from './http/requests.ts';
import { useDraining } from './lifecycle.ts';
import { createHub } from './live/hub.ts';
import { createListener } from './live/listener.ts';
import { useLive } from './live/live.ts';
import { processName } from './process-name.ts';
import { replicasRoute } from './replicas/replicas.ts';
import { resourceRoutes } from './resources/resources.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** For what the process does by itself; requests have a database of their own. */
    database: ConnectionPool;
  }
}

/** Builds the app. It connects to the database as it is needed, and again whenever the connection was lost. */
export async function buildApp(config: WebConfig, log: FastifyBaseLogger): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log,
    logController: new RequestLog(),
    schemaController: compilers,
    genReqId: requestIds(config),
    // Only the nearest proxy is known to tell the truth.
    trustProxy: config.trustProxy && ((_address, hop) => hop === 0),
    bodyLimit: 64 * 1024,
    // Without these a client that sends a byte a minute keeps its connection for good.
    requestTimeout: 10_000,
    http: { headersTimeout: 5000, connectionsCheckingInterval: 1000 },
    // Longer than load balancers keep theirs, which is a minute by custom: the closing end should be theirs.
    keepAliveTimeout: 65_000,
    // What arrives while the app closes is still answered.
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) =>
      sendProblem(
        reply.header('x-request-id', request.id) as FastifyReply,
        error.statusCode ?? 400,
        error.message,
      ),
  });

  const database = openDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    timeoutMs: config.databaseTimeoutMs,
    log,
    onCommit: () => listener.notify(),
  });
  const listener = createListener({
    databaseUrl: config.databaseUrl,
    timeoutMs: config.databaseTimeoutMs,
    pollMs: config.livePollMs,
    log,
    deliver(event) {
      hub.deliver(event);
      delivered?.(event.age);
    },
    onLost: () => hub.dismiss(),
  });
  const hub = createHub({
    database,
    position: listener.position,
    validCredentials: (ids) => validCredentials(database, ids),
    publicUrl: config.publicUrl,
    process: processName(config.instanceName),
    log,
  });

  const { host, metricsPort } = config;
  let delivered: ((age: number) => void) | undefined;
  // Nobody else pays for metrics.
  if (metricsPort !== null) {
    const { measureWeb } = await import('./metrics/web.ts');
    const live = { sockets: hub.size, lastRead: listener.lastRead };
    delivered = measureWeb(app, { host, metricsPort, database, ...live });
  }

  app.decorate('database', database);
  app.addHook('onReady', async () => listener.start());
  app.addHook('onClose', async () => {
    await listener.stop();
    await database.close();
  });

  useRequests(app, { timeoutMs: config.requestTimeoutMs });
  useProblems(app);
  acceptEmptyBodies(app);
  useSecurityHeaders(app);
  const draining = useDraining(app);
  await useHealth(app, { database, stopping: draining });
  useOpenapi(app, config);
  usePage(app);
  await useAuthentication(app, config);
  await useLive(app, { hub, ...config });
  const { instanceName, instanceAddress, peersHost } = config;
  // Everything in here is protected, except for routes that say they are public.
  await app.register(
    async (api) => {
      await useCors(api, config);
      api.addHook('onRequest', api.refuseForeignPages);
      api.addHook('onRequest', api.authenticate);
      await api.register(accountsRoutes);
      await api.register(replicasRoute, { prefix: '/replicas', instanceName, instanceAddress, peersHost });
      await api.register(resourceRoutes, { publicUrl: config.publicUrl });
    },
    { prefix: '/api' },
  );
  return app;
}
