// A JavaScript prompt with the services of the release loaded.
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { start } from 'node:repl';
import { fileURLToPath } from 'node:url';
import * as accountChanges from '../accounts/account-changes.ts';
import * as accounts from '../accounts/accounts.ts';
import * as apiTokens from '../accounts/api-tokens.ts';
import * as sessions from '../accounts/sessions.ts';
import * as jobs from '../jobs/jobs.ts';
import * as upkeep from '../jobs/upkeep.ts';
import { type Command, withDatabase } from './command.ts';

const resources = new URL('../resources/', import.meta.url);

/** The repositories of all resources, by the names of their folders. */
async function repositories(): Promise<Record<string, unknown>> {
  const file = `repository${extname(fileURLToPath(import.meta.url))}`;
  const names = await readdir(resources);
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await import(new URL(`${name}/${file}`, resources).href)]),
    ),
  );
}

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
        const prompt = start({ prompt: 'notes-service> ', terminal: process.stdin.isTTY });
        Object.assign(prompt.context, await repositories(), {
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
