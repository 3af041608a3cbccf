// Development by one command: PostgreSQL and a mail server of its own, migrations, and the service's processes,
// restarted on every change.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import dotenv from 'dotenv';
import pg from 'pg';
import { type CaughtMail, type MailServer, startMailServer } from './mail-server.ts';
import { type Postgres, startPostgres } from './postgres.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const SETTLE_MS = 100;

dotenv.config({ path: join(root, '.env'), quiet: true });
const env: NodeJS.ProcessEnv = {
  HOST: '127.0.0.1',
  // Nobody sends requests here but the developer, who wants to see the change now.
  SHUTDOWN_DRAIN_MS: '0',
  ...process.env,
};
// Not only where it is absent: a copy of .env.example has it, and says nothing.
env.PUBLIC_URL ||= `http://localhost:${env.PORT || 3000}`;
env.MAIL_FROM ||= 'Todo Service <noreply@localhost>';

let postgres: Postgres | undefined;
let mailServer: MailServer | undefined;
let service: ChildProcess[] = [];
let stopping = false;

function say(line: string): void {
  process.stderr.write(`dev: ${line}\n`);
}

// An ordinary account can't enter every checkout of root's, under which PostgreSQL would run.
function dataFolder(): string {
  if (process.getuid?.() !== 0) return join(root, '.data');
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return join(tmpdir(), `todo-service-${checkout}`);
}

async function createDatabase(server: Postgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
}

/** Keeps a mail as a file, and shows its link, which is what a developer wants of it. */
async function keepMail(folder: string, mail: CaughtMail): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.eml`);
  await writeFile(file, mail.source);
  say(`mail to ${mail.to}: “${mail.subject}”, kept as ${file}`);
  const link = /^https?:\S+$/m.exec(mail.text)?.[0];
  if (link) say(`its link: ${link}`);
}

function start(file: string, args: string[] = [], more: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: root,
    env: { ...env, ...more },
    stdio: 'inherit',
  });
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function stopService(): Promise<void> {
  for (const child of service) child.kill('SIGTERM');
  await Promise.all(service.map(exitCode));
  service = [];
}

async function migrateAndServe(): Promise<void> {
  await stopService();
  if (stopping) return;
  if ((await exitCode(start('src/admin.ts', ['migrate', 'up']))) !== 0)
    return say('waiting for a change of the migrations');
  // The worker's ports are for probes and metrics, which nobody asks for here.
  const ports = { PORT: '0', METRICS_PORT: '' };
  if (!stopping) service = [start('src/server.ts'), start('src/worker.ts', [], ports)];
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await restarted;
  await stopService();
  await mailServer?.stop();
  await postgres?.stop();
  process.exit(code);
}

let restarted: Promise<void> = Promise.resolve();
let restart: NodeJS.Timeout | undefined;
function onChange(): void {
  clearTimeout(restart);
  restart = setTimeout(() => {
    restarted = restarted.then(migrateAndServe);
  }, SETTLE_MS);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));

try {
  const folder = dataFolder();
  if (!env.SMTP_URL && !env.SMTP_URL_FILE) {
    const mails = join(folder, 'mails');
    mailServer = await startMailServer((mail) => keepMail(mails, mail));
    env.SMTP_URL = mailServer.url;
    say(`mails are not sent on, but shown here and kept in ${mails}`);
  }
  if (!env.DATABASE_URL && !env.DATABASE_URL_FILE) {
    postgres = await startPostgres({ folder, durable: true });
    await createDatabase(postgres, 'todo_service');
    env.DATABASE_URL = postgres.url('todo_service');
    say(`PostgreSQL runs, its data is in ${folder}`);
  }
  restarted = migrateAndServe();
  for (const watched of ['src', 'migrations', 'locales']) {
    const watcher = watch(join(root, watched), { recursive: true }, onChange);
    watcher.on('error', (error) => say(error.message));
  }
} catch (error) {
  say((error as Error).message);
  await stop(1);
}
