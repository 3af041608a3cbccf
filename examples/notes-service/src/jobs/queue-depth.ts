// How much there is in the queue.
import type { Queryable } from '../database/database.ts';

export interface QueueDepth {
  waiting: number;
  running: number;
  /** Failed as often as they may. */
  failed: number;
  /** For how long the oldest job has been due that waits for a worker. */
  oldestDueSeconds: number;
}

/** Counts the jobs of the queue, by what becomes of them. */
export async function queueDepth(database: Queryable): Promise<QueueDepth> {
  const { rows } = await database.query<QueueDepth & Record<string, number>>({
    name: 'queue-depth',
    text: `select count(*) filter (where state = 'waiting') as waiting,
             count(*) filter (where state = 'running') as running,
             count(*) filter (where state = 'failed') as failed,
             coalesce(extract(epoch from now() - min(run_at) filter (where state = 'waiting' and run_at <= now())), 0)::float8
               as "oldestDueSeconds"
           from (select run_at, case when locked_at is not null then 'running'
                   when attempts >= max_attempts then 'failed' else 'waiting' end as state
                 from graphile_worker.jobs) as jobs`,
  });
  return rows[0] as QueueDepth;
}
