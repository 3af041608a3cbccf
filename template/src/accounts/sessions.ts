// Sessions in the database: any process can answer any request, and a restart logs nobody out.
import { setImmediate as immediate } from 'node:timers/promises';
import type { Queryable, Transaction } from '../database/database.ts';
import { recordEvent } from '../live/events.ts';
import { type Account, accountColumns } from './accounts.ts';
import { hashToken, newToken } from './tokens.ts';

export interface Session {
  id: string;
  remember: boolean;
  expiresAt: string;
}

const lifetime = `(case when remember then interval '60 days' else interval '12 hours' end)`;

/** How long a browser is asked to keep the cookie of a remembered session, in seconds. */
export const REMEMBER_SECONDS = 60 * 24 * 60 * 60;

/** Begins a session; the token is for the browser alone. */
export async function beginSession(
  database: Queryable,
  accountId: string,
  remember: boolean,
): Promise<{ id: string; token: string }> {
  const token = newToken();
  const { rows } = await database.query<{ id: string }>({
    name: 'sessions-begin',
    text: `insert into sessions (token_hash, account_id, remember, expires_at)
           select $1, $2, remember, now() + ${lifetime} from (values ($3::boolean)) as choice (remember)
           returning id`,
    values: [hashToken(token), accountId, remember],
  });
  return { id: (rows[0] as { id: string }).id, token };
}

interface SessionRow extends Account {
  tokenHash: string;
  sessionId: string;
  remember: boolean;
  expiresAt: string;
  isAging: boolean;
}

/** The live sessions of these tokens, by the hashes of the tokens in hexadecimal digits. */
async function readSessions(database: Queryable, tokenHashes: Buffer[]): Promise<Map<string, SessionRow>> {
  const { rows } = await database.query<SessionRow>({
    name: 'sessions-find',
    text: `select encode(s.token_hash, 'hex') as "tokenHash", ${accountColumns('a')},
             s.id as "sessionId", s.remember, s.expires_at as "expiresAt",
             s.expires_at < now() + ${lifetime} / 2 as "isAging"
           from sessions s join accounts a on a.id = s.account_id
           where s.token_hash = any($1::bytea[]) and s.expires_at > now()`,
    values: [tokenHashes],
  });
  return new Map(rows.map((row) => [row.tokenHash, row]));
}

/** Finds the live session of a token and its account. One that is used is prolonged once half its time is over. */
export type SessionFinder = (
  database: Queryable,
  token: string,
) => Promise<{ account: Account; session: Session; prolonged: boolean } | undefined>;

/**
 * Makes a finder that reads the sessions of requests that came together by one query, through the database of the
 * first: they are given up together as well.
 */
export function createSessionFinder(): SessionFinder {
  let next: { tokenHashes: Buffer[]; sessions: Promise<Map<string, SessionRow>> } | undefined;

  function begin(database: Queryable) {
    const tokenHashes: Buffer[] = [];
    // When all requests were taken in that had arrived.
    const sessions = immediate().then(() => {
      next = undefined;
      return readSessions(database, tokenHashes);
    });
    return { tokenHashes, sessions };
  }

  return async (database, token) => {
    const hash = hashToken(token);
    next ??= begin(database);
    next.tokenHashes.push(hash);
    const row = (await next.sessions).get(hash.toString('hex'));
    if (!row) return undefined;
    const { tokenHash, sessionId, remember, expiresAt, isAging, ...account } = row;
    const later = isAging ? await prolong(database, sessionId) : undefined;
    const session = { id: sessionId, remember, expiresAt: later ?? expiresAt };
    return { account, session, prolonged: later !== undefined };
  };
}

async function prolong(database: Queryable, id: string): Promise<string | undefined> {
  const { rows } = await database.query<{ expiresAt: string }>({
    name: 'sessions-prolong',
    text: `update sessions set expires_at = now() + ${lifetime}
           where id = $1
           returning expires_at as "expiresAt"`,
    values: [id],
  });
  return rows[0]?.expiresAt;
}

/** The account's sessions that haven't ended, the newest first. */
export async function listSessions(
  database: Queryable,
  accountId: string,
): Promise<{ id: string; createdAt: string }[]> {
  const { rows } = await database.query<{ id: string; createdAt: string }>({
    name: 'sessions-list',
    text: `select id, created_at as "createdAt" from sessions
           where account_id = $1 and expires_at > now() order by id desc`,
    values: [accountId],
  });
  return rows;
}

/** Ends one session of the account; whether there was one. */
export async function endSession(tx: Transaction, accountId: string, id: string): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'sessions-end',
    text: 'delete from sessions where account_id = $1 and id = $2 returning id',
    values: [accountId, id],
  });
  await announceEnd(tx, accountId, rows);
  return rows.length > 0;
}

/** Ends all sessions of the account but `kept`. */
export async function endSessions(tx: Transaction, accountId: string, kept?: string): Promise<void> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'sessions-end-all',
    text: 'delete from sessions where account_id = $1 and id is distinct from $2 returning id',
    values: [accountId, kept ?? null],
  });
  await announceEnd(tx, accountId, rows);
}

/** Tells every process that these are over, so that it closes their WebSockets. */
export async function announceEnd(
  tx: Transaction,
  accountId: string,
  ended: { id: string }[],
): Promise<void> {
  for (const { id } of ended) {
    await recordEvent(tx, { accountId, resource: 'sessions', type: 'deleted', id });
  }
}
