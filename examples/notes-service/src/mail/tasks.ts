// The jobs that send mails. A token is made here, on its way into the mail; only its hash is kept.
import { findAccount, type Language } from '../accounts/accounts.ts';
import { hashToken, newToken } from '../accounts/tokens.ts';
import type { Queryable } from '../database/database.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { letter } from './letters.ts';
import type { Mailer } from './mailer.ts';

export interface MailOptions {
  database: Queryable;
  mailer: Mailer;
  publicUrl: string;
}

interface Addressee {
  email: string;
  language: Language;
}

// Each attempt at a mail makes a token of its own, and an earlier attempt may have arrived after all.
const keepingEarlier = 'earlier_token_hashes = array_remove(earlier_token_hashes || token_hash, null)';

/** What does the jobs about mails. One whose row is gone meanwhile, or expired, has nothing to do. */
export function mailTasks({ database, mailer, publicUrl }: MailOptions): {
  [Task in keyof Jobs]: (payload: Jobs[Task]) => Promise<void>;
} {
  // Behind the #, which browsers keep to themselves: a token in a query would stand in logs.
  const linkTo = (path: string, token: string) => `${publicUrl}/${path}#token=${token}`;

  async function tellOfAccount(id: string, { email, language }: Addressee, accountId: string): Promise<void> {
    const token = newToken();
    await database.query({
      name: 'mail-exists',
      text: `insert into mail_tokens (account_id, purpose, email, token_hash, expires_at)
             values ($1, 'reset', $2, $3, now() + interval '1 hour')`,
      values: [accountId, email, hashToken(token)],
    });
    const link = linkTo('reset', token);
    await mailer.send({ id, to: email, ...letter(language, 'exists', { link, email }) });
  }

  /** Gives a mail token one more token; the row with the account's address and language. */
  async function issue(
    id: string,
    purpose: 'reset' | 'change-address',
    token: string,
  ): Promise<(Addressee & { newEmail: string }) | undefined> {
    const { rows } = await database.query<Addressee & { newEmail: string }>({
      name: 'mail-issue',
      text: `update mail_tokens t set token_hash = $3, ${keepingEarlier} from accounts a
             where t.id = $1 and t.purpose = $2 and t.expires_at > now() and a.id = t.account_id
             returning a.email, a.language, t.email as "newEmail"`,
      values: [id, purpose, hashToken(token)],
    });
    return rows[0];
  }

  return {
    async 'registration-mail'({ registrationId }) {
      const { rows } = await database.query<Addressee>({
        name: 'mail-registration',
        text: 'select email, language from registrations where id = $1 and expires_at > now()',
        values: [registrationId],
      });
      if (!rows[0]) return;
      const { email, language } = rows[0];
      const account = await findAccount(database, email);
      if (account) {
        await tellOfAccount(registrationId, account, account.id);
        await database.query({ text: 'delete from registrations where id = $1', values: [registrationId] });
        return;
      }
      const token = newToken();
      await database.query({
        name: 'mail-confirm',
        text: `update registrations set token_hash = $2, ${keepingEarlier} where id = $1`,
        values: [registrationId, hashToken(token)],
      });
      const link = linkTo('confirm', token);
      await mailer.send({
        id: registrationId,
        to: email,
        ...letter(language, 'confirm', { link, email }),
      });
    },

    async 'reset-mail'({ mailTokenId }) {
      const token = newToken();
      const row = await issue(mailTokenId, 'reset', token);
      if (!row) return;
      const { email, language } = row;
      const link = linkTo('reset', token);
      await mailer.send({ id: mailTokenId, to: email, ...letter(language, 'reset', { link, email }) });
    },

    async 'change-address-mail'({ mailTokenId }) {
      const token = newToken();
      const row = await issue(mailTokenId, 'change-address', token);
      // An address that has an account already can't get a second one.
      if (!row || (await findAccount(database, row.newEmail))) return;
      const link = linkTo('change-address', token);
      const { newEmail, language } = row;
      const id = mailTokenId;
      await mailer.send({
        id,
        to: newEmail,
        ...letter(language, 'changeAddress', { link, email: newEmail }),
      });
    },

    async 'address-changes-notice'({ mailTokenId }) {
      const { rows } = await database.query<Addressee & { newEmail: string }>({
        name: 'mail-notice',
        text: `select a.email, a.language, t.email as "newEmail"
               from mail_tokens t join accounts a on a.id = t.account_id where t.id = $1`,
        values: [mailTokenId],
      });
      if (!rows[0]) return;
      const { email, language, newEmail } = rows[0];
      const id = `${mailTokenId}.notice`;
      await mailer.send({ id, to: email, ...letter(language, 'addressChanges', { email: newEmail }) });
    },
  };
}
