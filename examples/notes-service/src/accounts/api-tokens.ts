// API tokens in the database: what programs of an account show instead of a session.
import type { Queryable, Transaction } from '../database/database.ts';
import { type Account, accountColumns } from './accounts.ts';
import { announceEnd } from './sessions.ts';
import { hashToken, newToken } from './tokens.ts';

export interface ApiToken {
  id: string;
  name: string;
  createdAt: string;
  /** To the hour. */
  lastUsedAt: string | null;
}

const columns = `id, name, created_at as "createdAt", last_used_at as "lastUsedAt"`;

/** The account of an API token; notes its use. */
export async function findApiToken(
  database: Queryable,
  token: string,
): Promise<(Account & { tokenId: string }) | undefined> {
  const { rows } = await database.query<Account & { tokenId: string; isNoted: boolean }>({
    name: 'api-tokens-find',
    text: `select ${accountColumns('a')}, t.id as "tokenId",
             coalesce(t.last_used_at > now() - interval '1 hour', false) as "isNoted"
           from api_tokens t join accounts a on a.id = t.account_id where t.token_hash = $1`,
    values: [hashToken(token)],
  });
  if (!rows[0]) return undefined;
  const { isNoted, ...account } = rows[0];
  if (!isNoted) {
    await database.query({
      name: 'api-tokens-use',
      text: 'update api_tokens set last_used_at = now() where id = $1',
      values: [account.tokenId],
    });
  }
  return account;
}

/** The account's tokens, the newest first. */
export async function listApiTokens(database: Queryable, accountId: string): Promise<ApiToken[]> {
  const { rows } = await database.query<ApiToken>({
    name: 'api-tokens-list',
    text: `select ${columns} from api_tokens where account_id = $1 order by id desc`,
    values: [accountId],
  });
  return rows;
}

/** Makes a token, which is told this once. */
export async function createApiToken(
  database: Queryable,
  accountId: string,
  name: string,
): Promise<ApiToken & { token: string }> {
  const token = newToken();
  const { rows } = await database.query<ApiToken>({
    name: 'api-tokens-create',
    text: `insert into api_tokens (token_hash, account_id, name) values ($1, $2, $3) returning ${columns}`,
    values: [hashToken(token), accountId, name],
  });
  return { ...(rows[0] as ApiToken), token };
}

/** Takes a token of the account back; whether there was one. */
export async function endApiToken(tx: Transaction, accountId: string, id: string): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'api-tokens-end',
    text: 'delete from api_tokens where account_id = $1 and id = $2 returning id',
    values: [accountId, id],
  });
  await announceEnd(tx, accountId, rows);
  return rows.length > 0;
}

/** Takes all tokens of the account back. */
export async function endApiTokens(tx: Transaction, accountId: string): Promise<void> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'api-tokens-end-all',
    text: 'delete from api_tokens where account_id = $1 returning id',
    values: [accountId],
  });
  await announceEnd(tx, accountId, rows);
}
