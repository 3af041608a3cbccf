// Accounts in the database.
import type { Queryable } from '../database/database.ts';
import { verifyPassword } from './passwords.ts';

export type Language = 'en' | 'de';

export interface Account {
  id: string;
  email: string;
  language: Language;
  createdAt: string;
}

/** The account as REST shows it, of the table with this alias. */
export const accountColumns = (alias: string) =>
  `${alias}.id, ${alias}.email, ${alias}.language, ${alias}.created_at as "createdAt"`;

/** The account with this address and this password. Who has no account isn't told so any faster. */
export async function accountByPassword(
  database: Queryable,
  email: string,
  password: string,
): Promise<Account | undefined> {
  const { rows } = await database.query<Account & { passwordHash: string }>({
    name: 'accounts-by-email',
    text: `select ${accountColumns('a')}, a.password_hash as "passwordHash"
           from accounts a where lower(a.email) = lower($1)`,
    values: [email],
  });
  const { passwordHash, ...account } = rows[0] ?? {};
  return (await verifyPassword(password, passwordHash)) ? (account as Account) : undefined;
}
