// Requests that may be sent again: what an Idempotency-Key stands for is done once, and answered as the first time.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Transaction } from '../database/database.ts';

export const IdempotencyKey = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      pattern: '^[!-~]{1,255}$',
      description: 'Chosen anew for each request; who sends it again with the same key has it done once.',
    },
  },
} as const;

/**
 * Does `work`, or tells what came of it when the same account asked for the same with the same Idempotency-Key
 * within a day; JSON either way. The key is kept by the transaction that does the work: neither is there without
 * the other. Throws 409 while the first is still being done, and 422 where the key was given to another request.
 */
export async function doOnce<Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { database, account, method, url, body } = request;
  const key = request.headers['idempotency-key'] as string | undefined;
  if (key === undefined) return work(database);
  const hash = createHash('sha256')
    .update(JSON.stringify([method, url, body]))
    .digest();

  return database.transaction(async (tx) => {
    if (!(await claim(tx, account.id, key))) {
      reply.header('retry-after', '1');
      throw refusal(409, 'The request with this Idempotency-Key is still being done.');
    }
    const kept = await find<Result>(tx, account.id, key);
    if (kept && !kept.hash.equals(hash)) {
      throw refusal(422, 'This Idempotency-Key was given to another request.');
    }
    if (kept) {
      reply.header('idempotency-replayed', 'true');
      return kept.result;
    }
    const result = await work(tx);
    await keep(tx, account.id, key, hash, result);
    return result;
  });
}

function refusal(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

/** Whether the key is this transaction's alone until its end. A row would make the others wait instead. */
async function claim(tx: Transaction, accountId: string, key: string): Promise<boolean> {
  const { rows } = await tx.query<{ claimed: boolean }>({
    name: 'idempotency-claim',
    text: `select pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)) as claimed`,
    values: [accountId, key],
  });
  return rows[0]?.claimed === true;
}

async function find<Result>(
  tx: Transaction,
  accountId: string,
  key: string,
): Promise<{ hash: Buffer; result: Result } | undefined> {
  const { rows } = await tx.query<{ hash: Buffer; result: Result }>({
    name: 'idempotency-find',
    text: `select request_hash as hash, result from idempotency_keys
           where account_id = $1 and key = $2 and expires_at > now()`,
    values: [accountId, key],
  });
  return rows[0];
}

async function keep(
  tx: Transaction,
  accountId: string,
  key: string,
  hash: Buffer,
  result: unknown,
): Promise<void> {
  await tx.query({
    name: 'idempotency-keep',
    text: `insert into idempotency_keys (account_id, key, request_hash, result) values ($1, $2, $3, $4)
           on conflict (account_id, key) do update
             set request_hash = excluded.request_hash, result = excluded.result, expires_at = excluded.expires_at`,
    values: [accountId, key, hash, JSON.stringify(result)],
  });
}
