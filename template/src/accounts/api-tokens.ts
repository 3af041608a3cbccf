// API tokens in the database: what programs of an account show instead of a session.
import type { Queryable } from '../database/database.ts';
import { type Account, accountColumns } from './accounts.ts';
import { hashToken } from './tokens.ts';

/** The account of an API token; notes its use, to the hour. */
export async function findApiToken(
  database: Queryable,
  token: string,
): Promise<(Account & { tokenId: string }) | undefined> {
  const { rows } = await database.query<Account & { tokenId: string; isFresh: boolean }>({
    name: 'api-tokens-find',
    text: `select ${accountColumns('a')}, t.id as "tokenId",
             coalesce(t.last_used_at > now() - interval '1 hour', false) as "isFresh"
           from api_tokens t join accounts a on a.id = t.account_id where t.token_hash = $1`,
    values: [hashToken(token)],
  });
  if (!rows[0]) return undefined;
  const { isFresh, ...account } = rows[0];
  if (!isFresh) {
    await database.query({
      name: 'api-tokens-use',
      text: 'update api_tokens set last_used_at = now() where id = $1',
      values: [account.tokenId],
    });
  }
  return account;
}
