// Changes of an account that end what was opened with it: another password, and its deletion.
import type { Database, Transaction } from '../database/database.ts';
import { endApiTokens } from './api-tokens.ts';
import { hashPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';

/** Gives the account another password. Links in mails that were sent before lead nowhere any more. */
async function setPassword(tx: Transaction, id: string, passwordHash: string): Promise<void> {
  await tx.query({
    name: 'accounts-set-password',
    text: 'update accounts set password_hash = $2 where id = $1',
    values: [id, passwordHash],
  });
  await tx.query({
    name: 'mail-tokens-end',
    text: 'delete from mail_tokens where account_id = $1',
    values: [id],
  });
}

/** Changes the password and ends all sessions but the one in which that was asked. */
export async function changePassword(
  database: Database,
  id: string,
  password: string,
  sessionId?: string,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await database.transaction(async (tx) => {
    await setPassword(tx, id, passwordHash);
    await endSessions(tx, id, sessionId);
  });
}

/** Sets a password that the old one wasn't asked for: all that was opened with that is closed. */
export async function resetPassword(tx: Transaction, id: string, passwordHash: string): Promise<void> {
  await setPassword(tx, id, passwordHash);
  await endSessions(tx, id);
  await endApiTokens(tx, id);
}

/** Deletes the account with all that belongs to it. */
export async function deleteAccount(database: Database, id: string): Promise<void> {
  await database.transaction(async (tx) => {
    // Waits for who is adding to it, and keeps out who would.
    await tx.query({
      name: 'accounts-lock',
      text: 'select from accounts where id = $1 for update',
      values: [id],
    });
    await endSessions(tx, id);
    await endApiTokens(tx, id);
    await tx.query({ name: 'accounts-delete', text: 'delete from accounts where id = $1', values: [id] });
    // Now, since the deletion waited for changes in progress, and they left events. Those of the sessions' end
    // are still to be told.
    await tx.query({
      name: 'accounts-delete-events',
      text: `delete from events where account_id = $1 and resource <> 'sessions'`,
      values: [id],
    });
  });
}
