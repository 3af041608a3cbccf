// The job queue: graphile-worker, whose tables are in a schema of their own in the service's database.
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { Logger, makeWorkerUtils, parseCronItems, type Runner, run, type Task } from 'graphile-worker';
import pg from 'pg';
import { limitSession } from '../database/database.ts';

export interface QueueOptions {
  databaseUrl: string;
  /** Longest wait for a connection or a statement, in milliseconds. */
  timeoutMs: number;
  /** What does the jobs, by their names. */
  tasks: Record<string, (payload: never) => Promise<void>>;
  /** When which task runs by itself: once each time, however many workers there are. */
  recurring: { task: string; match: string }[];
  /** Whether the schema is there that the jobs need. */
  isReady: () => Promise<boolean>;
  log: FastifyBaseLogger;
}

export interface Queue {
  /** Takes no more jobs, and resolves when those begun are done. */
  stop(): Promise<void>;
}

const CONCURRENCY = 4;
const RETRY_MS = 1000;
// What came due while no worker ran is made up for, if that wasn't long ago.
const BACKFILL_MS = 60 * 60 * 1000;

const levels = { error: 'error', warning: 'warn', info: 'debug' } as const;

/** What the library says of a job, besides its message. */
interface AboutJob {
  job?: { id: string; task_identifier: string; attempts: number; payload: { requestId?: string } };
  /** Whether the job failed, in which case the message repeats the error. */
  failure?: boolean;
  error?: unknown;
}

function loggerOf(log: FastifyBaseLogger): Logger {
  return new Logger(() => (level, message, about = {}) => {
    // Options are among what it says for its own makers, the database's password in them.
    if (level === 'debug') return;
    const { job, failure, error } = about as AboutJob;
    const line = {
      ...(job && {
        requestId: job.payload.requestId,
        job: job.id,
        task: job.task_identifier,
        attempt: job.attempts,
      }),
      ...(error !== undefined && { err: error }),
    };
    log[levels[level as keyof typeof levels]](line, failure ? 'job failed' : message);
  });
}

function openPool(
  connectionString: string,
  connectionTimeoutMillis: number,
  log: FastifyBaseLogger,
  options: pg.PoolConfig = {},
): pg.Pool {
  const pool = new pg.Pool({
    ...options,
    connectionString,
    connectionTimeoutMillis,
    // One listens.
    max: CONCURRENCY + 1,
    keepAlive: true,
    application_name: 'notes-service queue',
  });
  pool.on('error', (err) => log.warn({ err }, 'idle queue connection lost'));
  pool.on('connect', (client) => client.on('error', (err) => log.debug({ err }, 'queue connection lost')));
  return pool;
}

/** Brings the queue's own tables to the state that this release needs. */
export async function installQueue(
  databaseUrl: string,
  timeoutMs: number,
  log: FastifyBaseLogger,
): Promise<void> {
  const pgPool = openPool(databaseUrl, timeoutMs, log);
  try {
    const queue = await makeWorkerUtils({ pgPool, logger: loggerOf(log) });
    await queue.migrate();
    await queue.release();
  } finally {
    await pgPool.end();
  }
}

/** Works until it is stopped; begins again whenever the database was away. */
export function startQueue({ databaseUrl, timeoutMs, tasks, recurring, isReady, log }: QueueOptions): Queue {
  const stopping = new AbortController();
  let runner: Runner | undefined;
  let closed: Promise<unknown> = Promise.resolve();

  async function workOnce(): Promise<void> {
    // The library would install its tables itself; that is the business of migrate.
    if (!(await isReady())) return log.warn('migrations are missing; waiting for them');
    // One for each runner: a runner that loses the database doesn't give all its connections back.
    const pgPool = openPool(databaseUrl, timeoutMs, log, {
      onConnect: (client) => limitSession(client, timeoutMs),
    });
    const close = () => {
      closed = pgPool.end();
    };
    runner = await run({
      pgPool,
      taskList: tasks as Record<string, unknown> as Record<string, Task>,
      parsedCronItems: parseCronItems(
        recurring.map(({ task, match }) => ({ task, match, options: { backfillPeriod: BACKFILL_MS } })),
      ),
      concurrency: CONCURRENCY,
      // Without this it stops without waiting until done jobs are noted as done, and they would be done again.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      noHandleSignals: true,
      logger: loggerOf(log),
    }).catch((err) => {
      close();
      throw err;
    });
    log.info('waiting for jobs');
    const ended = runner.promise.finally(close);
    // What it rejects with is told once it is waited for.
    ended.catch(() => {});
    if (stopping.signal.aborted) await runner.stop();
    await ended;
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      await workOnce().catch((err) => log.warn({ err }, 'the queue is not available'));
      runner = undefined;
      await delay(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const working = work();
  return {
    async stop() {
      stopping.abort();
      await runner?.stop();
      await working;
      await closed;
    },
  };
}
