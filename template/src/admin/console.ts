// A JavaScript prompt with the services of the release loaded.
import { once } from 'node:events';
import { start } from 'node:repl';
import * as accountChanges from '../accounts/account-changes.ts';
import * as accounts from '../accounts/accounts.ts';
import * as apiTokens from '../accounts/api-tokens.ts';
import * as sessions from '../accounts/sessions.ts';
import * as jobs from '../jobs/jobs.ts';
import * as upkeep from '../jobs/upkeep.ts';
import { resourceModules } from '../resources/resources.ts';
import { type Command, withDatabase } from './command.ts';

export const command: Command = {
  usage: 'console',
  help: `opens a JavaScript prompt, or runs what stands on the standard input, for instance:
await sql('select count(*) from accounts')
await accounts.findAccount(database, 'anna@example.org')`,

  parse(args) {
    if (args.length > 0) return undefined;
    return (admin) =>
      withDatabase(admin, async (database) => {
        const sql = async (text: string, ...values: unknown[]) =>
          (await database.query({ text, values })).rows;
        const repositories = Object.fromEntries(await resourceModules('repository'));
        const terminal = process.stdin.isTTY;
        const prompt = start({ prompt: 'todo-service> ', terminal });
        Object.assign(prompt.context, repositories, {
          ...admin,
          database,
          sql,
          accounts: { ...accounts, ...accountChanges },
          apiTokens,
          sessions,
          jobs,
          upkeep,
        });
        await once(prompt, 'exit');
        return 0;
      });
  },
};
