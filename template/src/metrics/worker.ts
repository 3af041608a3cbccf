// The metrics of the process type `worker`: what it did, and what waits in the queue.
import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '../database/database.ts';
import { type QueueDepth, queueDepth } from '../jobs/queue-depth.ts';
import { type MetricsOptions, useMetrics } from './metrics.ts';

type Tasks = Record<string, (payload: never) => Promise<void>>;

/** Measures the process `worker`, and what it does: the same tasks, counted and timed. */
export function measureWorker(app: FastifyInstance, tasks: Tasks, options: MetricsOptions): Tasks {
  const registry = useMetrics(app, options);
  measureQueue(options.database, registry);
  return measureTasks(tasks, registry);
}

function measureTasks(tasks: Tasks, registry: Registry): Tasks {
  const duration = new Histogram({
    name: 'job_duration_seconds',
    help: 'Time of jobs, by whether they were done or failed; one that fails is tried again.',
    labelNames: ['task', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60],
    registers: [registry],
  });
  return Object.fromEntries(
    Object.entries(tasks).map(([task, work]) => [
      task,
      async (payload: never) => {
        const end = duration.startTimer({ task });
        try {
          await work(payload);
          end({ outcome: 'done' });
        } catch (error) {
          end({ outcome: 'failed' });
          throw error;
        }
      },
    ]),
  );
}

/** Measures the queue, which all workers share: each of them says the same. Not a number while the database is away. */
function measureQueue(database: Database, registry: Registry): void {
  const registers = [registry];
  let asking: Promise<QueueDepth | undefined> | undefined;

  /** The queue as it is now; asked once for both metrics. */
  function depth(): Promise<QueueDepth | undefined> {
    asking ??= queueDepth(database)
      .catch(() => undefined)
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  new Gauge({
    name: 'queue_jobs',
    help: 'Jobs of the queue: waiting (for a worker, or for their next attempt), running, or given up.',
    labelNames: ['state'],
    registers,
    async collect() {
      const found = await depth();
      for (const state of ['waiting', 'running', 'failed'] as const) {
        this.set({ state }, found?.[state] ?? Number.NaN);
      }
    },
  });
  new Gauge({
    name: 'queue_oldest_due_seconds',
    help: 'For how long the oldest job has been due that no worker has taken; 0 if there is none.',
    registers,
    async collect() {
      this.set((await depth())?.oldestDueSeconds ?? Number.NaN);
    },
  });
}
