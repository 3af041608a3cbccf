// The migrations of this release, and how far a database has come with them.
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Queryable } from './database.ts';

export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
export const migrationsTable = 'pgmigrations';

/** The names of this release's migrations, in their order. */
export async function releaseMigrations(): Promise<string[]> {
  const files = await readdir(migrationsFolder);
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => basename(file, '.sql'))
    .sort();
}

/** The names of the migrations of this release that the database hasn't had. Those of a newer one don't count. */
export async function missingMigrations(database: Queryable): Promise<string[]> {
  const [release, applied] = [await releaseMigrations(), await appliedMigrations(database)];
  return release.filter((name) => !applied.has(name));
}

/** The names of the migrations that the database has had; none where migrate never ran. */
export async function appliedMigrations(database: Queryable): Promise<Set<string>> {
  const { rows: tables } = await database.query<{ found: boolean }>({
    name: 'migrations-table',
    text: 'select to_regclass($1) is not null as found',
    values: [migrationsTable],
  });
  if (!tables[0]?.found) return new Set();
  const { rows } = await database.query<{ name: string }>({ text: `select name from ${migrationsTable}` });
  return new Set(rows.map((row) => row.name));
}
