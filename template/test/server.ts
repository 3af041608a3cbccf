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

export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-service-test-'));
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    const postgres = await startPostgres({ folder, durable: false });
    const client = new pg.Client({ connectionString: postgres.url('postgres') });
    await client.connect();
    await client.query(`create database ${migratedDatabase}`);
    await client.end();
    await runner({
      databaseUrl: postgres.url(migratedDatabase),
      dir: migrationsFolder,
      migrationsTable,
      direction: 'up',
      log: () => {},
    });
    await installQueue(postgres.url(migratedDatabase), 5000, createLogger('silent'));
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
