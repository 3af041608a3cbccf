/** Where everything is measured: one PostgreSQL with a database for each purpose, the built service, its baselines. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../template/scripts/postgres.ts';
import { familyTime, type Program, start } from './process.ts';

export interface Client {
  connect(): Promise<void>;
  query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, string>[] }>;
  end(): Promise<void>;
}

export interface Stage {
  readonly folder: string;
  readonly rounds: number;
  /** The URL of a new database with todos in it. */
  database(): Promise<string>;
  connect(databaseUrl: string): Promise<Client>;
  /** Processor time of PostgreSQL, all its processes together, in microseconds. */
  databaseCpu(): number;
  /** A process `web` as it is deployed, with more environment if need be; on a port of its own choice if none is said. */
  service(databaseUrl: string, env?: NodeJS.ProcessEnv, flags?: readonly string[]): Promise<Program>;
  baseline(name: string, env: NodeJS.ProcessEnv): Promise<Program>;
  close(): Promise<void>;
}

export const here = fileURLToPath(new URL('.', import.meta.url));
export const template = fileURLToPath(new URL('../../template', import.meta.url));
/** Where the service believes to be. */
export const publicUrl = 'http://localhost:3000';
const user = { email: 'anna@example.org', password: 'as fast as it is clear' };
const original = 'original';

const pg = createRequire(join(here, 'package.json'))('pg') as {
  Client: new (connectionString: string) => Client;
};

/** The environment of a process `web`. */
export const environment = (databaseUrl: string): NodeJS.ProcessEnv => ({
  DATABASE_URL: databaseUrl,
  HOST: '127.0.0.1',
  PORT: '0',
  PUBLIC_URL: publicUrl,
});

/** Starts PostgreSQL as it comes, and fills a database that the others are copies of. */
export async function openStage(folder: string, rounds: number): Promise<Stage> {
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), durable: true });
  const postmaster = Number.parseInt(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8'), 10);
  const logs = join(folder, 'logs');
  await mkdir(logs);
  const running = new Set<Program>();
  let databases = 0;

  async function connect(databaseUrl: string): Promise<Client> {
    const client = new pg.Client(databaseUrl);
    await client.connect();
    return client;
  }

  async function maintain(statement: string): Promise<void> {
    const client = await connect(postgres.url('postgres'));
    await client.query(statement);
    await client.end();
  }

  async function run(...command: Parameters<typeof start>): Promise<Program> {
    const program = await start(...command);
    running.add(program);
    program.ended.then(() => running.delete(program));
    return program;
  }

  try {
    await maintain(`create database ${original}`);
    const url = postgres.url(original);
    admin(url, ['migrate', 'up']);
    admin(url, ['create-user', user.email], user.password);
    const client = await connect(url);
    await client.query(neighbours);
    await client.query(todosOfEverybody);
    await client.query('vacuum analyze');
    await client.end();
  } catch (error) {
    await postgres.stop();
    throw error;
  }

  return {
    folder,
    rounds,
    connect,
    databaseCpu: () => familyTime(postmaster),
    async database() {
      const name = `copy_${++databases}`;
      await maintain(`create database ${name} template ${original}`);
      return postgres.url(name);
    },
    async service(databaseUrl, env = {}, flags = []) {
      const program = await run(logs, {
        args: [...flags, 'dist/server.js'],
        cwd: template,
        env: { ...environment(databaseUrl), ...env },
      });
      while (!(await fetch(`${program.url}/readyz`)).ok) await delay(50);
      return program;
    },
    baseline: (name, env) => run(logs, { args: [`baselines/${name}.js`], cwd: here, env }),
    async close() {
      for (const program of running) await program.stop();
      await postgres.stop();
    },
  };
}

function admin(databaseUrl: string, args: readonly string[], input = ''): void {
  execFileSync(process.execPath, ['dist/admin.js', ...args], {
    cwd: template,
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
    input,
  });
}

/** Logs in as the user whose todos are asked for; what a browser then sends. */
export async function logIn(url: string): Promise<{ cookie: string }> {
  const answer = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`POST /api/sessions answered ${answer.status}`);
  return { cookie };
}

const neighbours = `
  insert into accounts (email, password_hash)
  select 'user-' || n || '@example.org', 'scrypt$2$1$1$AAAA$AAAA' from generate_series(1, 1000) n`;

const todosOfEverybody = `
  insert into todos (account_id, title, description, importance, "order")
  select id, 'Buy milk and bread number ' || n, 'The one with oats, if there is any left.', n % 11, n
  from accounts, generate_series(1, 25) n`;
