// The worker, put together: the queue and what does its jobs, and the probes for whoever watches over the process.
import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify';
import type { WorkerConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { missingMigrations } from './database/migrations.ts';
import { useHealth } from './health/health.ts';
import { compilers } from './http/compilers.ts';
import { useProblems } from './http/problem.ts';
import { RequestLog } from './http/request-log.ts';
import { type Queue, type QueueOptions, startQueue } from './jobs/queue.ts';
import { purge, recurring, unlockJobs } from './jobs/upkeep.ts';
import { useDraining } from './lifecycle.ts';
import { openMailer } from './mail/mailer.ts';
import { mailTasks } from './mail/tasks.ts';

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

  let tasks: QueueOptions['tasks'] = {
    ...mailTasks({ database, mailer: openMailer(config), publicUrl: config.publicUrl }),
    purge: async () => log.info(await purge(database), 'purged'),
    unlock: async () => log.info({ workers: await unlockJobs(database) }, 'unlocked'),
  };

  const { host, metricsPort } = config;
  // Nobody else pays for metrics.
  if (metricsPort !== null) {
    const { measureWorker } = await import('./metrics/worker.ts');
    tasks = measureWorker(app, tasks, { host, metricsPort, database });
  }

  let queue: Queue | undefined;
  app.addHook('onReady', async () => {
    queue = startQueue({
      databaseUrl: config.databaseUrl,
      timeoutMs: config.databaseTimeoutMs,
      tasks,
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
