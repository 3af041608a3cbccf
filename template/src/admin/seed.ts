// Fills an account with examples, for a first look at the service.
import { createAccount, findAccount } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/passwords.ts';
import type { Database } from '../database/database.ts';
import { resourceModules } from '../resources/resources.ts';
import { type Command, readNewPassword, withDatabase } from './command.ts';

/** What the `seed.ts` of a resource has. */
interface Seed {
  /** Gives the account examples, unless it has some already; how many. */
  seed(database: Database, accountId: string): Promise<number>;
}

export const command: Command = {
  usage: 'seed <address>',
  help: `gives an account examples of everything it has none of; makes it if there is none with this address,
with the password from the standard input`,

  parse([email, ...rest]) {
    if (!email?.includes('@') || rest.length > 0) return undefined;
    return (admin) =>
      withDatabase(admin, async (database) => {
        const account = (await findAccount(database, email)) ?? (await makeAccount(database, email));
        if (!account) throw new Error(`${email} was taken just now`);
        for (const [resource, { seed }] of await resourceModules<Seed>('seed')) {
          admin.log.info({ resource, count: await seed(database, account.id) }, 'seeded');
        }
        return 0;
      });
  },
};

async function makeAccount(database: Database, email: string) {
  const passwordHash = await hashPassword(await readNewPassword());
  return createAccount(database, { email, passwordHash, language: 'en' });
}
