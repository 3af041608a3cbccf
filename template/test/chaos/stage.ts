// What the faults strike: a PostgreSQL, a mail server, two web processes and a worker, as a deploy runs them.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '../../scripts/postgres.ts';
import { type Mailbox, startMailbox, workerEnvironment } from '../mail.ts';
import { type Program, startProgram, startServer } from '../process.ts';
import { publicUrl, sql, type Test, until } from '../service.ts';

/** A process that is killed and started again, at the same address. */
export interface Member {
  url: string;
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Kills it with SIGKILL, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Stops it with SIGTERM: its exit code, and after how many milliseconds. */
  stop(): Promise<{ code: number | null; ms: number }>;
}

/** The database server, which comes back at the same address, with the same data. */
export interface DatabaseServer {
  url: string;
  /** Kills it with all its processes by SIGKILL, as a machine does that loses its power, but for the disk's cache. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface Stage {
  database: DatabaseServer;
  mailbox: Mailbox;
  web: [Member, Member];
  worker: Member;
  /** Stops everything, and resolves with what should not be: wrong exit codes, processes, connections. */
  leave(): Promise<string[]>;
}

export async function startStage(t: Test): Promise<Stage> {
  const pids = new Set<number>();
  const database = await startDatabase(t, pids);
  const mailbox = await startMailbox(t);
  const env = {
    DATABASE_URL: database.url,
    DATABASE_TIMEOUT_MS: '2000',
    SHUTDOWN_DRAIN_MS: '1000',
    // Every client of the suite is another one for the limits on trying.
    TRUST_PROXY: 'true',
  };
  const migrated = startProgram(t, 'dist/admin.js', ['migrate', 'up'], env);
  if ((await migrated.ended) !== 0) throw new Error(migrated.output() + migrated.errors());

  const startWeb = async () => {
    const port = String(await freePort());
    return startMember(pids, `http://127.0.0.1:${port}`, () =>
      startServer(t, { ...env, PUBLIC_URL: publicUrl, PORT: port }, 'dist/server.js'),
    );
  };
  const workerPort = String(await freePort());
  const startWorker = async () => {
    const settings = { ...workerEnvironment(database.url, mailbox.url), ...env, PORT: workerPort };
    const program = startProgram(t, 'dist/worker.js', [], settings);
    await until(() => program.output().includes('waiting for jobs'), 'the worker', program.errors, 120_000);
    return program;
  };
  const web: Stage['web'] = [await startWeb(), await startWeb()];
  const worker = await startMember(pids, `http://127.0.0.1:${workerPort}`, startWorker);

  return {
    database,
    mailbox,
    web,
    worker,
    async leave() {
      const wrong: string[] = [];
      for (const { code } of await Promise.all([...web, worker].map((member) => member.stop()))) {
        if (code !== 0) wrong.push(`a process ended with ${code}`);
      }
      const connections = `select application_name from pg_stat_activity
                           where datname = current_database() and pid <> pg_backend_pid()`;
      const { rows } = await sql(connections, database.url);
      wrong.push(...rows.map(({ application_name: name }) => `a connection is left: ${name}`));
      await database.kill();
      wrong.push(...[...pids].filter(isAlive).map((pid) => `process ${pid} is left`));
      return wrong;
    },
  };
}

async function startDatabase(t: Test, pids: Set<number>): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-service-chaos-'));
  const port = await freePort();
  let server: Postgres | undefined;
  async function start(): Promise<void> {
    // The smallest queue of notifications that there is, so that it can be filled.
    server = await startPostgres({ folder, durable: true, port, settings: ['max_notify_queue_pages=64'] });
  }
  await start();
  t.teardown(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const maintenance = (server as unknown as Postgres).url('postgres');
  await sql('create database chaos', maintenance);
  return {
    url: (server as unknown as Postgres).url('chaos'),
    start,
    async kill() {
      const parent = Number((await readFile(join(folder, 'data/postmaster.pid'), 'utf8')).split('\n')[0]);
      const family = [parent, ...childrenOf(parent)];
      for (const pid of family) {
        pids.add(pid);
        if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      }
      await until(() => !family.some(isAlive), 'PostgreSQL to be gone');
      await server?.stop();
      server = undefined;
    },
  };
}

async function startMember(pids: Set<number>, url: string, launch: () => Promise<Program>): Promise<Member> {
  let program: Program;
  async function start(): Promise<void> {
    program = await launch();
    pids.add(program.child.pid as number);
  }
  await start();
  return {
    url,
    start,
    signal: (signal) => void program.child.kill(signal),
    async kill() {
      program.child.kill('SIGKILL');
      await program.ended;
    },
    async stop() {
      const from = performance.now();
      program.child.kill('SIGTERM');
      const code = await program.ended;
      return { code, ms: performance.now() - from };
    },
  };
}

function childrenOf(parent: number): number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid as number);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A port that no connection takes for its own end while nobody listens on it: those are from 32768 on. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
