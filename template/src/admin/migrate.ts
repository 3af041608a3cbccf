// Changes the schema: run once per release, before its web and worker processes start.
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import {
  appliedMigrations,
  migrationsFolder,
  migrationsTable,
  releaseMigrations,
} from '../database/migrations.ts';
import { installQueue } from '../jobs/queue.ts';
import type { Admin, Command } from './command.ts';

/** Lists the migrations; how many are pending. */
async function status(client: pg.Client, { log }: Admin): Promise<number> {
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

async function migrate(
  client: pg.Client,
  { log }: Admin,
  direction: 'up' | 'down',
  count: number,
): Promise<void> {
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

/** Connects for the time of `work`. */
async function connected({ config }: Admin, work: (client: pg.Client) => Promise<number>): Promise<number> {
  const client = new pg.Client({
    connectionString: config.databaseUrl,
    connectionTimeoutMillis: config.databaseTimeoutMs,
    application_name: 'todo-service migrate',
  });
  // A connection that breaks also rejects the query in progress; that is where it is reported.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

export const command: Command = {
  usage: 'migrate up | down [count] | status',
  help: `changes the schema, once per release, before its other processes start
up      applies what is pending, and waits while another migrate does
down    takes the last migration back, or the last \`count\`
status  lists the migrations; exit code 1 if any is pending`,

  parse([name, count, ...rest]) {
    if (rest.length > 0) return undefined;
    if (name === 'down' && /^([1-9]\d{0,3})?$/.test(count ?? ''))
      return (admin) =>
        connected(admin, async (client) => {
          await migrate(client, admin, 'down', Number(count ?? 1));
          return 0;
        });
    if (count !== undefined) return undefined;
    if (name === 'up')
      return (admin) =>
        connected(admin, async (client) => {
          // First: where the service's own migrations are through, the queue is there, too.
          await installQueue(admin.config.databaseUrl, admin.config.databaseTimeoutMs, admin.log);
          await migrate(client, admin, 'up', Number.POSITIVE_INFINITY);
          return 0;
        });
    if (name === 'status')
      return (admin) => connected(admin, async (client) => ((await status(client, admin)) > 0 ? 1 : 0));
    return undefined;
  },
};
