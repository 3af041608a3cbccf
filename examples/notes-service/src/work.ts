// The worker, put together: the queue and what does its jobs, and the probes for whoever watches over the process.
import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify';
import type { WorkerConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { missingMigrations } from './database/migrations.ts';
import { useHealth } from './health/health.ts';
import { compilers } from './http/compilers.ts';
import { useProblems } from './http/problem.ts';
import { RequestLog } from './http/request-log.ts';
import { type Queue, startQueue } from './jobs/queue.ts';
import { purge, recurring, unlockJobs } from './jobs/upkeep.ts';
import { useDraining } from './lifecycle.ts';
import { openMailer } from './mail/mailer.ts';
import { mailTasks } from './mail/tasks.ts';
import { useMetrics } from './metrics/metrics.ts';
import { measureQueue, measureTasks } from './metrics/worker.ts';

/** Builds the worker. It begins to work when it is ready, and closing it lets jobs that were begun end. */
export async function buildWorker(config: WorkerConfig, log: FastifyBaseLogger): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log,
    logController: new RequestLog(),
    schemaController: compilers,
  });
  const database = openDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    timeoutMs: config.databaseTimeoutMs,
    log,
    onCommit: () => {},
  });

  const metrics = useMetrics(app, { database, ...config });
  measureQueue(database, metrics);
  const tasks = {
    ...mailTasks({ database, mailer: openMailer(config), publicUrl: config.publicUrl }),
    purge: async () => log.info(await purge(database), 'purged'),
    unlock: async () => log.info({ workers: await unlockJobs(database) }, 'unlocked'),
  };

  let queue: Queue | undefined;
  app.addHook('onReady', async () => {
    queue = startQueue({
      databaseUrl: config.databaseUrl,
      timeoutMs: config.databaseTimeoutMs,
      tasks: measureTasks(tasks, metrics),
      recurring,
      isReady: async () => (await missingMigrations(database)).length === 0,
      log,
    });
  });
  app.addHook('onClose', async () => {
    await queue?.stop();
    await database.close();
  });

  useProblems(app);
  await useHealth(app, { database, stopping: useDraining(app) });
  return app;
}
