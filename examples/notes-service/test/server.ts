// The PostgreSQL server that tests share, with a migrated database to copy from.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { startPostgres } from '../scripts/postgres.ts';
import { migrationsFolder, migrationsTable } from '../src/database/migrations.ts';
import { installQueue } from '../src/jobs/queue.ts';
import { createLogger } from '../src/logger.ts';

export interface TestServer {
  /** The URL of the maintenance database. */
  url: string;
  stop(): Promise<void>;
}

/** The database that has all migrations; tests copy it. */
export const migratedDatabase = 'migrated';

/** Starts a server for the tests, or prepares the one that TEST_DATABASE_URL names. */
export async function startTestServer(): Promise<TestServer> {
  const { TEST_DATABASE_URL: given } = process.env;
  if (given) {
    const urlOf = (database: string) => Object.assign(new URL(given), { pathname: `/${database}` }).href;
    await migrate(given, urlOf(migratedDatabase));
    return { url: given, stop: () => run(given, `drop database ${migratedDatabase} with (force)`) };
  }
  const folder = await mkdtemp(join(tmpdir(), 'notes-service-test-'));
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    const postgres = await startPostgres({ folder, durable: false });
    await migrate(postgres.url('postgres'), postgres.url(migratedDatabase));
    return {
      url: postgres.url('postgres'),
      async stop() {
        await postgres.stop();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
}

/** Makes the database that tests copy; one that a run before left behind goes first. */
async function migrate(server: string, databaseUrl: string): Promise<void> {
  await run(server, `drop database if exists ${migratedDatabase} with (force)`);
  await run(server, `create database ${migratedDatabase}`);
  await runner({ databaseUrl, dir: migrationsFolder, migrationsTable, direction: 'up', log: () => {} });
  await installQueue(databaseUrl, 5000, createLogger('silent'));
}

async function run(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
