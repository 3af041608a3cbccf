/** The third law: what is scaffolded installs, lints, type-checks, tests, builds, starts, grows, and passes the audit. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { type Test, test } from 'tap';
import { pipelines } from '../../generators/scaffold.ts';
import { root, run } from '../run.ts';

interface Postgres {
  url(database: string): string;
  stop(): Promise<void>;
}
interface Report {
  factors: { slug: string; outcome: string }[];
  checks: { id: string; outcome: string; reason: string }[];
}

/** A folder that PostgreSQL's account may enter: it doesn't run as root. */
const folder = await mkdtemp(join(tmpdir(), 'twelvefold-alive-'));
await chmod(folder, 0o755);

async function succeeds(t: Test, cwd: string, command: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, { cwd });
  t.equal(code, 0, `${[command, ...args].join(' ')}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`);
  return stdout;
}

/** The program as it is published: from its tarball, with the packages of this repository. */
async function unpackProgram(t: Test): Promise<string> {
  await succeeds(t, root, 'npm', 'pack', '--silent', '--pack-destination', folder);
  const [tarball = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  await succeeds(t, folder, 'tar', '-xzf', tarball);
  const program = join(folder, 'package/dist/cli/main.js');
  // Before any package is there: without a question to ask, neither Yeoman nor anything else is loaded.
  await succeeds(t, folder, process.execPath, program, 'new', 'direct', '--yes', '--skip-install');
  await symlink(join(root, 'node_modules'), join(folder, 'package/node_modules'));
  return program;
}

/** Every factor met and no check failing, but for what an option has taken away. */
async function passesAudit(t: Test, program: string, cwd: string, without: readonly string[] = []) {
  const { code, stdout, stderr } = await run(process.execPath, [program, 'audit', '--format', 'json'], {
    cwd,
  });
  t.equal(code, 0, stderr);
  const { factors, checks } = JSON.parse(stdout) as Report;
  t.equal(factors.length, 12);
  const failing = checks.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notApplicable');
  t.strictSame(
    failing.map(({ id, outcome, reason }) => `${outcome} ${id}: ${reason}`),
    checks.filter(({ id }) => without.includes(id)).map(({ id, reason }) => `fail ${id}: ${reason}`),
  );
  const touched = new Set(without.map((id) => id.split('/')[0]));
  t.strictSame(
    factors.filter(({ outcome, slug }) => outcome !== 'met' && !touched.has(slug)),
    [],
  );
}

/** Starts a long-running process of the service, and waits until it listens. */
async function start(t: Test, cwd: string, file: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [file], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    url = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1] ?? '';
    if (url !== '') break;
  }
  child.stdout.resume();
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      t.strictSame(await ended, [0, null], `SIGTERM ends ${file} with 0`);
    },
  };
}

/** Migrates a database of its own, makes an account, and serves it until web and worker are told to stop. */
async function startsAndStops(t: Test, project: string) {
  const { startPostgres } = (await import(pathToFileURL(join(project, 'scripts/postgres.ts')).href)) as {
    startPostgres(options: { folder: string; durable: boolean }): Promise<Postgres>;
  };
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), durable: false });
  try {
    const env = {
      ...process.env,
      DATABASE_URL: postgres.url('postgres'),
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_URL: 'http://localhost:3000',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'parcels@example.org',
    };
    const email = 'anna@example.org';
    const password = 'correct horse battery';
    for (const args of [
      ['migrate', 'up'],
      ['create-user', email],
      ['seed', email],
    ]) {
      const input = args[0] === 'migrate' ? '' : password;
      const { code, stdout } = await run('npm', ['run', '-s', 'admin', '--', ...args], {
        cwd: project,
        env,
        input,
      });
      t.equal(code, 0, `${args.join(' ')}\n${stdout}`);
    }
    const web = await start(t, project, 'dist/server.js', env);
    const worker = await start(t, project, 'dist/worker.js', env);
    for (const path of ['/livez', '/readyz', '/', '/api/openapi.json']) {
      t.equal((await fetch(web.url + path)).status, 200, path);
    }
    t.equal((await fetch(`${worker.url}/readyz`)).status, 200, 'the worker is ready');
    const session = await fetch(`${web.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    t.equal(session.status, 201, 'the account logs in');
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
    for (const path of ['/api/account', '/api/todos', '/api/notes', '/api/replicas']) {
      t.equal((await fetch(web.url + path)).status, 401, `${path} is not for strangers`);
      t.equal((await fetch(web.url + path, { headers: { cookie } })).status, 200, path);
    }
    await web.stop();
    await worker.stop();
  } finally {
    await postgres.stop();
  }
}

test('what is scaffolded lives, with every option', async (t) => {
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const program = await unpackProgram(t);
  const flags = ['--name', 'parcel-tracker', '--registry', 'ghcr.io/acme', '--host', 'parcels.example.org'];
  const scaffold = (path: string, ci: string) =>
    succeeds(t, folder, process.execPath, program, 'new', path, ...flags, '--ci', ci, '--skip-install');
  const project = join(folder, 'whole');

  await t.test('from the tarball, whole', async (t) => {
    await scaffold(project, 'github');
    await succeeds(t, project, 'npm', 'ci', '--no-audit', '--no-fund');
    for (const script of ['lint', 'typecheck', 'test', 'build'])
      await succeeds(t, project, 'npm', 'run', script);
    await succeeds(t, project, 'npm', 'run', 'env-example', '--', '--check');
    t.equal(
      await succeeds(t, project, 'git', 'status', '--porcelain'),
      '',
      'nothing that it makes is untracked',
    );
    await passesAudit(t, program, project);
  });

  await t.test('grown by a resource', async (t) => {
    const fields =
      'title:string body:text? place:integer price:number done:boolean due:date? at:timestamp ref:uuid';
    await succeeds(t, project, process.execPath, program, 'add', 'resource', 'note', ...fields.split(' '));
    for (const script of ['lint', 'typecheck', 'test', 'build'])
      await succeeds(t, project, 'npm', 'run', script);
    await succeeds(t, project, 'git', 'add', '--all');
    await passesAudit(t, program, project);
    await startsAndStops(t, project);
  });

  // The packages are the same whatever the name and the options, so they are lent out.
  const withPackages = async (other: string, work: () => Promise<void>) => {
    await rename(join(project, 'node_modules'), join(other, 'node_modules'));
    try {
      await work();
    } finally {
      await rename(join(other, 'node_modules'), join(project, 'node_modules'));
    }
  };

  for (const name of ['a', 'longest-name-that-is-allowed-for-service']) {
    // The formatter breaks lines by their length, which grows with the name.
    await t.test(`well formatted as ${name}`, async (t) => {
      const other = join(folder, name);
      await succeeds(t, folder, process.execPath, program, 'new', other, '--yes', '--skip-install');
      await withPackages(other, async () => {
        await succeeds(t, other, 'npm', 'run', 'lint');
      });
    });
  }

  for (const ci of pipelines.filter((pipeline) => pipeline !== 'github')) {
    await t.test(`--ci ${ci}`, async (t) => {
      const other = join(folder, ci);
      await scaffold(other, ci);
      await withPackages(other, async () => {
        for (const script of ['lint', 'typecheck']) await succeeds(t, other, 'npm', 'run', script);
      });
      await passesAudit(t, program, other, ci === 'none' ? ['build-release-run/automated'] : []);
    });
  }
});
