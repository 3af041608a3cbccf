/** Does the project's main job before your eyes: scaffolds a service, runs two processes of it, proves them live, audits the result. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';

const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const name = 'demo-service';
const user = { email: 'demo@example.org', password: 'keep all twelve factors' };

interface Postgres {
  url(database: string): string;
  stop(): Promise<void>;
}
/** One process of the service, listening. */
interface Web {
  readonly child: ChildProcess;
  readonly url: string;
}

const { keep, help } = parseArgs({
  options: { keep: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
}).values;
if (help) {
  process.stdout.write(
    'usage: npm run demo [-- --keep]\n\n  --keep  leave the service running, to be looked at in a browser, until Ctrl-C\n',
  );
  process.exit(0);
}

const started = Date.now();
const children = new Set<ChildProcess>();
let postgres: Postgres | undefined;
let folder: string | undefined;
let cleaning: Promise<void> | undefined;
let interrupted = () => {};
const interruption = new Promise<void>((resolve) => {
  interrupted = resolve;
});

const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs one step, and says what it does and how long it took. */
const step = async <Result>(title: string, work: () => Promise<Result>): Promise<Result> => {
  process.stdout.write(`  ${title} … `);
  const from = Date.now();
  const result = await Promise.race([
    work(),
    interruption.then(() => Promise.reject(new Error('interrupted'))),
  ]);
  say(`${((Date.now() - from) / 1000).toFixed(1)} s`);
  return result;
};

const start = (
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string },
): ChildProcess => {
  // A group of its own, so that a package manager's children end with it, and Ctrl-C reaches only this script.
  const { cwd, env } = options;
  const child = spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  // A program that reads none of it may be gone already.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input);
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
};

/** Runs a command to its end; rejects with what it printed if it fails. */
const run = async (
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string; codes?: readonly number[] } = {},
): Promise<string> => {
  const child = start(command, args, options);
  let out = '';
  let all = '';
  child.stdout?.on('data', (data) => {
    out += data;
    all += data;
  });
  child.stderr?.on('data', (data) => {
    all += data;
  });
  const [code] = await once(child, 'close');
  if (!(options.codes ?? [0]).includes(code))
    throw new Error(`\`${[command, ...args].join(' ')}\` ended with ${code}:\n${all}`);
  return out;
};

/** Starts a process of the service on a free port, and waits until it says where it listens. */
const serve = async (cwd: string, databaseUrl: string): Promise<Web> => {
  const child = start(process.execPath, ['dist/server.js'], {
    cwd,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: 'http://localhost:3000',
      SHUTDOWN_DRAIN_MS: '200',
    },
  });
  const lines: string[] = [];
  child.stderr?.on('data', (data) => lines.push(String(data)));
  const { stdout } = child;
  if (!stdout) throw new Error('the service has no standard output');
  for await (const line of createInterface({ input: stdout })) {
    lines.push(line);
    const address = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address) {
      stdout.resume();
      await ready(address);
      return { child, url: address };
    }
  }
  throw new Error(`the service did not start:\n${lines.join('\n')}`);
};

const ready = async (url: string): Promise<void> => {
  for (let left = 100; left > 0; left--) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url}/readyz did not turn green within 10 s`);
};

/** Logs in; the cookie of the session. */
const logIn = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  });
  if (answer.status !== 201) throw new Error(`POST /api/sessions answered ${answer.status}`);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
};

const createDatabase = async (cwd: string, server: Postgres): Promise<string> => {
  // The service's own driver: this project needs no database itself.
  await run(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import pg from 'pg'; const c = new pg.Client(process.env.URL); await c.connect(); await c.query('create database demo'); await c.end();`,
    ],
    {
      cwd,
      env: { ...process.env, URL: server.url('postgres') },
    },
  );
  return server.url('demo');
};

/** Ends everything that was started and removes everything that was written. Safe to call twice. */
const clean = (): Promise<void> => {
  cleaning ??= (async () => {
    for (const child of children) {
      const ended = once(child, 'exit');
      signalGroup(child, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    }
    await postgres?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  })();
  return cleaning;
};
const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // It ended in between.
  }
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted);

const demonstrate = async (): Promise<void> => {
  folder = await mkdtemp(join(tmpdir(), 'twelvefold-demo-'));
  // PostgreSQL doesn't run as root, and its account has to enter the folder.
  await chmod(folder, 0o755);
  const project = join(folder, name);

  say('Scaffold');
  await step(`twelvefold new ${name} --yes`, () =>
    run(process.execPath, [cli, 'new', project, '--yes', '--name', name, '--skip-install'], {}),
  );
  await step('npm ci', () => run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: project }));
  await step('npm run build', () => run('npm', ['run', 'build'], { cwd: project }));

  say('\nRun');
  const data = join(folder, 'postgres');
  postgres = await step('start the embedded PostgreSQL', async () => {
    const { startPostgres } = (await import(pathToFileURL(join(project, 'scripts/postgres.ts')).href)) as {
      startPostgres(options: { folder: string; durable: boolean }): Promise<Postgres>;
    };
    return startPostgres({ folder: data, durable: false });
  });
  const server = postgres;
  const databaseUrl = await createDatabase(project, server);
  const admin = (...args: string[]) =>
    step(`node dist/admin.js ${args.join(' ')}`, () =>
      run(process.execPath, ['dist/admin.js', ...args], {
        cwd: project,
        env: { ...process.env, DATABASE_URL: databaseUrl },
        input: user.password,
      }),
    );
  await admin('migrate', 'up');
  await admin('create-user', user.email);
  const first = await step('start the first process', () => serve(project, databaseUrl));
  const second = await step('start the second process', () => serve(project, databaseUrl));
  say(`  first on ${first.url}, second on ${second.url}`);

  say('\nProve');
  const cookie = await step('log in at the first process', () => logIn(first.url));
  const socket = new WebSocket(`${first.url.replace('http', 'ws')}/live`, { headers: { cookie } });
  const messages: { type: string; resource?: string; data?: { title?: string } }[] = [];
  let arrived = () => {};
  socket.on('message', (text) => {
    messages.push(JSON.parse(String(text)));
    arrived();
  });
  const until = async (
    wanted: (message: (typeof messages)[number]) => boolean,
  ): Promise<(typeof messages)[number]> => {
    for (;;) {
      const found = messages.find(wanted);
      if (found) return found;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no event arrived within 10 s')), 10_000);
        arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  await step('open a WebSocket on the first process', () => until(({ type }) => type === 'hello'));
  const event = await step(
    'create a todo through the second process, and wait for the event on the first',
    async () => {
      const answer = await fetch(`${second.url}/api/todos`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Keep all twelve' }),
      });
      if (answer.status !== 201)
        throw new Error(`POST /api/todos answered ${answer.status}: ${await answer.text()}`);
      return until(({ type, resource }) => type === 'created' && resource === 'todos');
    },
  );
  say(`  the first process said: ${JSON.stringify(event)}`);

  const closed = once(socket, 'close');
  const exited = once(first.child, 'exit');
  const [exitCode] = await step('SIGTERM to the first process, with its WebSocket open', async () => {
    first.child.kill('SIGTERM');
    return exited;
  });
  const [closeCode] = await closed;
  say(`  it closed the WebSocket with ${closeCode} and ended with exit code ${exitCode}`);
  if (exitCode !== 0 || closeCode !== 1001) throw new Error('the process did not stop as it should');
  const todos = (await (await fetch(`${second.url}/api/todos`, { headers: { cookie } })).json()) as unknown[];
  say(`  the second process goes on, and has ${todos.length} todo`);

  say('\nAudit');
  const report = await run(process.execPath, [cli, 'audit', project], { codes: [0, 1, 3] });
  say(report.trimEnd());
  const { factors } = JSON.parse(
    await run(process.execPath, [cli, 'audit', project, '--format', 'json'], { codes: [0, 1, 3] }),
  ) as { factors: { outcome: string }[] };
  const met = factors.filter(({ outcome }) => outcome === 'met').length;
  say(
    `\n${met} of ${factors.length} factors are met. Done in ${((Date.now() - started) / 1000).toFixed(0)} s.`,
  );
  if (met !== factors.length) process.exitCode = 1;

  if (keep) {
    say(
      `\nThe service stays up: open ${second.url} in two browser windows, and log in as ${user.email}\nwith the password "${user.password}". Its files are in ${project}. Ctrl-C ends it and removes everything.`,
    );
    await interruption;
  } else {
    say('Everything was stopped and removed; `npm run demo -- --keep` leaves the service running.');
  }
};

try {
  await demonstrate();
} catch (error) {
  say(`\n${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await clean();
}
process.exit();
