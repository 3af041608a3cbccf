// Recurring work: what is over is purged, and jobs of workers that were killed are given to others.
import type { Queryable } from '../database/database.ts';
import { purgeEvents } from '../live/events.ts';

/** What runs by itself, in the notation of cron (UTC). */
export const recurring = [
  { task: 'purge', match: '17 * * * *' },
  { task: 'unlock', match: '*/10 * * * *' },
];

const purges = {
  sessions: 'delete from sessions where expires_at <= now()',
  registrations: 'delete from registrations where expires_at <= now()',
  mailTokens: 'delete from mail_tokens where expires_at <= now()',
  attempts: 'delete from attempts where expires_at <= now()',
  idempotencyKeys: 'delete from idempotency_keys where expires_at <= now()',
  // Kept for a week for who wants to see why.
  failedJobs: `select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs
    where attempts >= max_attempts and locked_at is null and updated_at < now() - interval '7 days'))`,
};

/** Deletes what is over; how much it was, by kind. */
export async function purge(database: Queryable): Promise<Record<string, number>> {
  const counts: Record<string, number> = { events: await purgeEvents(database) };
  for (const [kind, text] of Object.entries(purges)) {
    counts[kind] = (await database.query({ text })).rowCount ?? 0;
  }
  return counts;
}

/**
 * Frees the jobs of workers that were killed. No job takes a minute; the library by itself waits four hours.
 * Resolves with the number of workers.
 */
export async function unlockJobs(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ workers: string[] }>({
    text: `select coalesce(array_agg(distinct locked_by), '{}') as workers from graphile_worker.jobs
           where locked_at < now() - interval '10 minutes'`,
  });
  const workers = rows[0]?.workers ?? [];
  if (workers.length > 0) {
    await database.query({ text: 'select graphile_worker.force_unlock_workers($1)', values: [workers] });
  }
  return workers.length;
}
