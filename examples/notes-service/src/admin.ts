// One-off admin processes, with the code and the configuration of the release: `node dist/admin.js <command>`.
import { command as consoleCommand } from './admin/console.ts';
import { command as createUser } from './admin/create-user.ts';
import { command as migrate } from './admin/migrate.ts';
import { command as purge } from './admin/purge.ts';
import { command as resetPassword } from './admin/reset-password.ts';
import { command as seed } from './admin/seed.ts';
import { configOrExit } from './config.ts';
import { createLogger } from './logger.ts';

const commands = new Map(
  [migrate, createUser, resetPassword, seed, purge, consoleCommand].map((command) => [
    command.usage.split(' ')[0],
    command,
  ]),
);

function helpOf({ usage, help }: { usage: string; help: string }): string {
  return `  ${usage}\n${help.replace(/^/gm, '      ')}`;
}

const usage = `usage: node dist/admin.js <command>

${[...commands.values()].map(helpOf).join('\n')}

for example:
  node dist/admin.js migrate up
  node dist/admin.js create-user anna@example.org < password.txt
  node dist/admin.js --print-config

exit codes: 0 done, 1 failed or pending, 2 wrong usage or configuration
`;

const [name = '', ...args] = process.argv.slice(2);
if ([name, ...args].includes('--help')) {
  process.stdout.write(usage);
  process.exit(0);
}
if (name === '--print-config') configOrExit('admin');
const command = commands.get(name);
const work = command?.parse(args);
if (!work) {
  process.stderr.write(command ? `usage: node dist/admin.js\n${helpOf(command)}\n` : usage);
  process.exit(2);
}
const config = configOrExit('admin');
const log = createLogger(config.logLevel, config.instanceName);
try {
  process.exitCode = await work({ config, log });
} catch (err) {
  log.error({ err }, `${[name, ...args.slice(0, 1)].join(' ')} failed`);
  process.exitCode = 1;
}
