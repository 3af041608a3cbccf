// The admin process that changes the schema: run once per release, before its web processes start.
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { configOrExit } from './config.ts';
import {
  appliedMigrations,
  migrationsFolder,
  migrationsTable,
  releaseMigrations,
} from './database/migrations.ts';
import { createLogger } from './logger.ts';

const usage = `usage: migrate up | down [count] | status
  up      applies what is pending, and waits while another migrate does
  down    takes the last migration back, or the last \`count\`
  status  lists the migrations; exit code 1 if any is pending
exit codes: 0 done, 1 failed or pending, 2 wrong usage or configuration`;

type Command =
  | { direction: 'up'; count: number }
  | { direction: 'down'; count: number }
  | { direction: 'status' };

function parse([name, count, ...rest]: string[]): Command | undefined {
  if (rest.length > 0) return undefined;
  if (name === 'down' && /^([1-9]\d{0,3})?$/.test(count ?? ''))
    return { direction: name, count: Number(count ?? 1) };
  if (count !== undefined) return undefined;
  if (name === 'up') return { direction: name, count: Number.POSITIVE_INFINITY };
  if (name === 'status') return { direction: name };
  return undefined;
}

const command = parse(process.argv.slice(2));
if (!command) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const config = configOrExit('admin');
const log = createLogger(config.logLevel);

/** Lists the migrations; how many are pending. */
async function status(client: pg.Client): Promise<number> {
  const applied = await appliedMigrations(client);
  const release = await releaseMigrations();
  for (const name of release) log.info({ migration: name, applied: applied.has(name) }, 'migration');
  const pending = release.filter((name) => !applied.has(name)).length;
  log.info(
    { applied: applied.size, pending },
    pending > 0 ? 'migrations are pending' : 'the schema is up to date',
  );
  return pending;
}

async function migrate(client: pg.Client, direction: 'up' | 'down', count: number): Promise<void> {
  const done = await runner({
    dbClient: client,
    dir: migrationsFolder,
    migrationsTable,
    direction,
    count,
    // All of a release, or nothing.
    singleTransaction: true,
    advisoryLockMode: 'wait',
    // Its own messages hold whole statements; one line a migration is enough.
    verbose: false,
    logger: { info: () => {}, warn: (message) => log.warn(message), error: (message) => log.error(message) },
  });
  for (const { name } of done) log.info({ migration: name, direction }, 'migrated');
  log.info({ count: done.length, direction }, done.length > 0 ? 'done' : 'nothing to do');
}

const client = new pg.Client({
  connectionString: config.databaseUrl,
  connectionTimeoutMillis: config.databaseTimeoutMs,
  application_name: 'notes-service migrate',
});
// A connection that breaks also rejects the query in progress; that is where it is reported.
client.on('error', () => {});

try {
  await client.connect();
  if (command.direction === 'status') {
    if ((await status(client)) > 0) process.exitCode = 1;
  } else {
    await migrate(client, command.direction, command.count);
  }
} catch (err) {
  log.error({ err }, `migrate ${command.direction} failed`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => {});
}
