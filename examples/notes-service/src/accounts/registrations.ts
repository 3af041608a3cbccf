// Registrations in the database: they become accounts when their mail was answered.
import type { Database } from '../database/database.ts';
import { addJob } from '../jobs/jobs.ts';
import { type Account, createAccount, type Language } from './accounts.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { hashToken } from './tokens.ts';

/** Takes a registration in. Whether there is an account already, only the mail says. */
export async function register(
  database: Database,
  { email, password, language }: { email: string; password: string; language: Language },
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>({
      name: 'registrations-create',
      text: 'insert into registrations (email, password_hash, language) values ($1, $2, $3) returning id',
      values: [email, passwordHash, language],
    });
    await addJob(tx, 'registration-mail', { registrationId: rows[0]?.id ?? '' });
  });
}

/**
 * Makes the account of the registration with this token. The password proves that who reads the mail is who
 * registered: else anybody could register somebody's address and wait for them to confirm it.
 */
export async function confirmRegistration(
  database: Database,
  token: string,
  password: string,
): Promise<Account | undefined> {
  const { rows } = await database.query<{ email: string; passwordHash: string; language: Language }>({
    name: 'registrations-find',
    text: `select email, password_hash as "passwordHash", language from registrations
           where (token_hash = $1 or earlier_token_hashes @> array[$1]) and expires_at > now()`,
    values: [hashToken(token)],
  });
  const [registration] = rows;
  if (!(await verifyPassword(password, registration?.passwordHash)) || !registration) return undefined;
  return database.transaction(async (tx) => {
    const account = await createAccount(tx, registration);
    await tx.query({
      name: 'registrations-end',
      text: 'delete from registrations where lower(email) = lower($1)',
      values: [registration.email],
    });
    return account;
  });
}
