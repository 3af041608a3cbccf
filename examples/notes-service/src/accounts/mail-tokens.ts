// What the links in mails stand for: a reset of the password, or a change of the mail address.
import type { Database } from '../database/database.ts';
import { addJob } from '../jobs/jobs.ts';
import { resetPassword } from './account-changes.ts';
import { type Account, accountColumns } from './accounts.ts';
import { hashPassword } from './passwords.ts';
import { hashToken } from './tokens.ts';

/** Has a link for a new password sent; to nobody if the address has no account, which only the worker sees. */
export async function requestReset(database: Database, email: string): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>({
      name: 'mail-tokens-reset',
      text: `insert into mail_tokens (account_id, purpose, email, expires_at)
             select (select id from accounts where lower(email) = lower($1)), 'reset', $1, now() + interval '1 hour'
             returning id`,
      values: [email],
    });
    await addJob(tx, 'reset-mail', { mailTokenId: rows[0]?.id ?? '' });
  });
}

/** Sets the password of the account that the token was sent to; that account, unless the token is none. */
export async function confirmReset(
  database: Database,
  token: string,
  newPassword: string,
): Promise<Account | undefined> {
  const passwordHash = await hashPassword(newPassword);
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Account>({
      name: 'mail-tokens-use-reset',
      text: `delete from mail_tokens t using accounts a
             where (t.token_hash = $1 or t.earlier_token_hashes @> array[$1])
               and t.purpose = 'reset' and t.expires_at > now() and a.id = t.account_id
             returning ${accountColumns('a')}`,
      values: [hashToken(token)],
    });
    if (rows[0]) await resetPassword(tx, rows[0].id, passwordHash);
    return rows[0];
  });
}

/** Has a link sent to the new address, and a notice to the present one. */
export async function requestAddressChange(
  database: Database,
  accountId: string,
  email: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>({
      name: 'mail-tokens-change-address',
      text: `insert into mail_tokens (account_id, purpose, email, expires_at)
             values ($1, 'change-address', $2, now() + interval '1 day') returning id`,
      values: [accountId, email],
    });
    const mailTokenId = rows[0]?.id ?? '';
    await addJob(tx, 'change-address-mail', { mailTokenId });
    await addJob(tx, 'address-changes-notice', { mailTokenId });
  });
}

/** Gives the account the address that the token was sent to; undefined if the token is none, or the address taken. */
export async function confirmAddressChange(database: Database, token: string): Promise<Account | undefined> {
  return database.transaction(async (tx) => {
    const { rows: used } = await tx.query<{ accountId: string; email: string }>({
      name: 'mail-tokens-use-change-address',
      text: `delete from mail_tokens
             where (token_hash = $1 or earlier_token_hashes @> array[$1])
               and purpose = 'change-address' and expires_at > now()
             returning account_id as "accountId", email`,
      values: [hashToken(token)],
    });
    if (!used[0]) return undefined;
    const { rows } = await tx.query<Account>({
      name: 'accounts-change-address',
      text: `update accounts a set email = $2
             where id = $1 and not exists (select from accounts where lower(email) = lower($2) and id <> $1)
             returning ${accountColumns('a')}`,
      values: [used[0].accountId, used[0].email],
    });
    return rows[0];
  });
}
