// Askers for a new password all the while, and the account of their mails: each comes once.
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Mailbox } from '../mail.ts';
import { sql, until } from '../service.ts';
import type { Client } from './client.ts';

export interface MailReport {
  /** Mails that were owed, each for a request that was stored. */
  owed: number;
  /** Of these, those that never came. */
  lost: number;
  /** Those that came again, with the same Message-ID. */
  again: number;
  /** Those that came again and look like another mail. */
  foreign: number;
}

const PAUSE_MS = 100;
// In this time a worker that lives does some job.
const WORKING_MS = 3000;
const ASKERS = 5000;

const address = (asker: number) => `asker-${asker}@example.org`;

/** Makes accounts that forgot their passwords; the next of them at each call, since each may ask a few times only. */
export async function createAskers(databaseUrl: string): Promise<() => string> {
  await sql(
    `insert into accounts (email, password_hash)
     select 'asker-' || n || '@example.org', 'scrypt$2$1$1$c2FsdA$aGFzaA' from generate_series(1, ${ASKERS}) n`,
    databaseUrl,
  );
  let asker = 0;
  return () => address(++asker);
}

/** As from a network of its own: there is a limit for each. */
export function someNetwork(): Record<string, string> {
  return { 'x-forwarded-for': [10, randomInt(256), randomInt(256), randomInt(1, 255)].join('.') };
}

/** An address that asked for a mail. */
export interface Asked {
  email: string;
  acknowledged: boolean;
}

/** Asks for one mail after the other until `signal` says to rest. */
export async function askOn(client: Client, next: () => string, signal: AbortSignal): Promise<Asked[]> {
  const asked: Asked[] = [];
  while (!signal.aborted) {
    const email = next();
    const { status } = await client.send('POST', '/api/password-resets', { email }, someNetwork());
    // Who had to ask again too often is refused in the end.
    if (status !== 202 && status !== 429) throw new Error(`asking for a mail was answered by ${status}`);
    asked.push({ email, acknowledged: status === 202 });
    await delay(PAUSE_MS);
  }
  return asked;
}

/**
 * Waits until no job is left. What a killed worker has begun would be done by another ten minutes later: lets these
 * pass for the jobs that stay.
 */
export async function deliverAll(databaseUrl: string): Promise<void> {
  const jobs = 'graphile_worker._private_jobs';
  const left = async () => (await sql(`select from ${jobs}`, databaseUrl)).rowCount ?? 0;
  await sql(`update ${jobs} set run_at = now() where run_at > now()`, databaseUrl);
  for (let [before, now] = [Number.POSITIVE_INFINITY, await left()]; now > 0 && now < before; ) {
    await delay(WORKING_MS);
    [before, now] = [now, await left()];
  }
  if ((await left()) === 0) return;
  const locked = `locked_at = now() - interval '11 minutes' where locked_at is not null`;
  await sql(`update ${jobs} set ${locked}`, databaseUrl);
  await sql(`select graphile_worker.add_job('unlock', '{}')`, databaseUrl);
  await until(
    async () => (await left()) === 0,
    'all jobs to be done',
    () => 'some left',
    120_000,
  );
}

/** Holds the mails that came to these addresses against the requests that are stored. */
export async function mailReport(databaseUrl: string, mailbox: Mailbox, asked: Asked[]): Promise<MailReport> {
  const { rows } = await sql(
    'select email, count(*)::int as owed from mail_tokens group by email',
    databaseUrl,
  );
  const owing = new Map<string, number>(rows.map(({ email, owed }) => [email, owed]));
  const report = { owed: 0, lost: 0, again: 0, foreign: 0 };
  for (const { email, acknowledged } of asked) {
    const stored = owing.get(email) ?? 0;
    const owed = Math.max(stored, acknowledged ? 1 : 0);
    const mails = mailbox.mails.filter(({ to }) => to === email);
    const distinct = new Set(mails.map(({ messageId }) => messageId)).size;
    report.owed += owed;
    report.again += mails.length - distinct;
    report.lost += Math.max(0, owed - distinct);
    report.foreign += Math.max(0, distinct - stored);
  }
  return report;
}
