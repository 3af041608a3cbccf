// Makes an account without mails, for instance the first one.
import { createAccount, type Language } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { type Command, readNewPassword, withDatabase } from './command.ts';

export const command: Command = {
  usage: 'create-user <address> [en | de]',
  help: 'makes an account; reads the password from the standard input',

  parse([email, language = 'en', ...rest]) {
    if (!email?.includes('@') || !['en', 'de'].includes(language) || rest.length > 0) return undefined;
    return async (admin) => {
      const passwordHash = await hashPassword(await readNewPassword());
      return withDatabase(admin, async (database) => {
        const account = await createAccount(database, {
          email,
          passwordHash,
          language: language as Language,
        });
        if (account) admin.log.info({ account: account.id }, 'created');
        else admin.log.error('there is an account with this address already');
        return account ? 0 : 1;
      });
    };
  },
};
