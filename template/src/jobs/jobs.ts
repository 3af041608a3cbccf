// The jobs that a request leaves to the worker. They are added by the transaction that they are about.
import type { Queryable } from '../database/database.ts';

/** What each kind of job is told: which rows it is about. Never a token, and no mail address. */
export interface Jobs {
  'registration-mail': { registrationId: string };
  'reset-mail': { mailTokenId: string };
  'change-address-mail': { mailTokenId: string };
  'address-changes-notice': { mailTokenId: string };
}

// The pauses between them grow from seconds to hours; together they are longer than any link is valid.
const MAX_ATTEMPTS = 12;

/**
 * Adds a job, in the name of the request that the transaction is part of. It is done soon after the commit, again if
 * it fails, and not at all after a rollback.
 */
export async function addJob<Task extends keyof Jobs>(
  tx: Queryable,
  task: Task,
  payload: Jobs[Task],
): Promise<void> {
  await tx.query({
    name: 'jobs-add',
    text: 'select graphile_worker.add_job($1, $2::json, max_attempts => $3)',
    values: [task, JSON.stringify({ ...payload, requestId: tx.requestId }), MAX_ATTEMPTS],
  });
}
