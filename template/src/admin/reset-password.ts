// Gives an account another password, for who can't receive mails.
import { resetPassword } from '../accounts/account-changes.ts';
import { findAccount } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { type Command, readNewPassword, withDatabase } from './command.ts';

export const command: Command = {
  usage: 'reset-password <address>',
  help: 'sets the password that it reads from the standard input; ends all sessions and API tokens of the account',

  parse([email, ...rest]) {
    if (!email?.includes('@') || rest.length > 0) return undefined;
    return async (admin) => {
      const passwordHash = await hashPassword(await readNewPassword());
      return withDatabase(admin, async (database) => {
        const account = await findAccount(database, email);
        if (!account) {
          admin.log.error('there is no account with this address');
          return 1;
        }
        await database.transaction((tx) => resetPassword(tx, account.id, passwordHash));
        // Processes with a WebSocket of the account close it now, and not when they look for events by themselves.
        await database.query({ text: 'notify events' });
        admin.log.info({ account: account.id }, 'the password is set');
        return 0;
      });
    };
  },
};
