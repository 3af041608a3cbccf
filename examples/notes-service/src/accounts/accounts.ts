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

/** Makes an account; undefined if there is one with this address. */
export async function createAccount(
  database: Queryable,
  { email, passwordHash, language }: { email: string; passwordHash: string; language: Language },
): Promise<Account | undefined> {
  const { rows } = await database.query<Account>({
    name: 'accounts-create',
    text: `insert into accounts as a (email, password_hash, language) values ($1, $2, $3)
           on conflict do nothing returning ${accountColumns('a')}`,
    values: [email, passwordHash, language],
  });
  return rows[0];
}

/** The account with this address. */
export async function findAccount(database: Queryable, email: string): Promise<Account | undefined> {
  const { rows } = await database.query<Account>({
    name: 'accounts-find',
    text: `select ${accountColumns('a')} from accounts a where lower(a.email) = lower($1)`,
    values: [email],
  });
  return rows[0];
}

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

export async function changeLanguage(database: Queryable, id: string, language: Language): Promise<Account> {
  const { rows } = await database.query<Account>({
    name: 'accounts-change-language',
    text: `update accounts a set language = $2 where id = $1 returning ${accountColumns('a')}`,
    values: [id, language],
  });
  return rows[0] as Account;
}
