// How often something may be tried, counted in the database: the same for all processes together.
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Queryable } from '../database/database.ts';

/** What is tried: how often within `seconds` for one account or mail address, and from one network address. */
interface Limit {
  seconds: number;
  perSubject: number;
  perNetwork: number;
}

const limits = {
  /** Showing a password. */
  password: { seconds: 15 * 60, perSubject: 10, perNetwork: 100 },
  /** Having a mail sent. */
  mail: { seconds: 60 * 60, perSubject: 5, perNetwork: 50 },
  /** Showing a token from a mail. */
  token: { seconds: 15 * 60, perSubject: 10, perNetwork: 100 },
} satisfies Record<string, Limit>;

export type Tried = keyof typeof limits;

function hashed(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

const subjectKey = (tried: Tried, subject: string) => hashed(tried, 'subject', subject.toLowerCase());

/** One subscriber has a whole /64 of IPv6 addresses. */
export function networkOf(ip: string): string {
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array(Math.max(0, 8 - head.length - tail.length)).fill('0');
  const groups = address.includes('::') ? [...head, ...zeros, ...tail] : [...head];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(String(group), 16).toString(16))
    .join(':');
}

/** Counts an attempt; the seconds until the next is allowed, or 0 if this one is. */
async function count(database: Queryable, key: Buffer, most: number, seconds: number): Promise<number> {
  const { rows } = await database.query<{ count: number; wait: number }>({
    name: 'attempts-count',
    text: `insert into attempts as a (key, count, expires_at) values ($1, 1, now() + make_interval(secs => $2))
           on conflict (key) do update set
             count = case when a.expires_at <= now() then 1 else a.count + 1 end,
             expires_at = case when a.expires_at <= now() then excluded.expires_at else a.expires_at end
           returning count, greatest(1, ceil(extract(epoch from expires_at - now())))::int as wait`,
    values: [key, seconds],
  });
  const { count, wait } = rows[0] as { count: number; wait: number };
  return count > most ? wait : 0;
}

/**
 * Counts an attempt that concerns `subject`, an account or a mail address, before it is made. True, and the
 * request is answered by 429, if there were too many: whether or not the subject exists.
 */
export async function isThrottled(
  request: FastifyRequest,
  reply: FastifyReply,
  tried: Tried,
  subject: string,
): Promise<boolean> {
  const { database } = request;
  const { seconds, perSubject, perNetwork } = limits[tried];
  const network = hashed(tried, 'network', networkOf(request.ip));
  const wait = Math.max(
    await count(database, subjectKey(tried, subject), perSubject, seconds),
    await count(database, network, perNetwork, seconds),
  );
  if (wait === 0) return false;
  reply.header('retry-after', String(wait)).problem(429, 'That was tried too often; try again later.');
  return true;
}

/** Forgets the attempts of who has proved to be the right one. */
export async function forgetAttempts(database: Queryable, tried: Tried, subject: string): Promise<void> {
  await database.query({
    name: 'attempts-forget',
    text: 'delete from attempts where key = $1',
    values: [subjectKey(tried, subject)],
  });
}
