/** The todo service keeps what its OpenAPI document says, whatever schemathesis sends: no 5xx, no answer that breaks a schema. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { type Test, test } from 'tap';
import { root, run } from '../run.ts';

const template = join(root, 'template');
const suite = join(root, 'suites/openapi');
const password = 'correct horse battery';

/** Installs the fuzzer, by the hashes of its packages, in an environment of its own. */
async function installFuzzer(t: Test, folder: string): Promise<string> {
  const environment = join(folder, 'python');
  for (const [command, ...args] of [
    ['python3', '-m', 'venv', environment],
    [
      join(environment, 'bin/pip'),
      'install',
      '--quiet',
      '--require-hashes',
      '-r',
      join(suite, 'requirements.txt'),
    ],
  ] as [string, ...string[]][]) {
    const { code, stdout, stderr } = await run(command, args);
    t.equal(code, 0, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  }
  return join(environment, 'bin/schemathesis');
}

/** A migrated database with these accounts, until the test ends. */
async function startDatabase(t: Test, folder: string, emails: string[]): Promise<NodeJS.ProcessEnv> {
  const { startPostgres } = await import(pathToFileURL(join(template, 'scripts/postgres.ts')).href);
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), durable: false });
  t.teardown(() => postgres.stop());
  const env = { ...process.env, DATABASE_URL: postgres.url('postgres') };
  for (const args of [['migrate', 'up'], ...emails.map((email) => ['create-user', email])]) {
    const command = ['--import', 'tsx', 'src/admin.ts', ...args];
    const { code, stderr } = await run(process.execPath, command, { cwd: template, env, input: password });
    t.equal(code, 0, `${args.join(' ')}\n${stderr}`);
  }
  return env;
}

/** Starts the service; its URL, and what it has logged as errors. */
async function startService(t: Test, env: NodeJS.ProcessEnv): Promise<{ url: string; errors: string[] }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
    cwd: template,
    env: {
      ...env,
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_URL: 'http://127.0.0.1',
      // What is asked here is what is answered, not how fast.
      REQUEST_TIMEOUT_MS: '120000',
      DATABASE_TIMEOUT_MS: '120000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const errors: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the service ended')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { level, msg } = JSON.parse(line);
      if (level === 'error' || level === 'fatal') errors.push(line);
      const address = /^Server listening at (.*)/.exec(msg)?.[1];
      if (address) resolve(address);
    });
  });
  return { url, errors };
}

test('no request makes the service fail, or answer otherwise than its document says', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-openapi-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  // PostgreSQL doesn't run as root, and its account has to enter the folder.
  await chmod(folder, 0o755);
  const fuzzer = await installFuzzer(t, folder);
  const env = await startDatabase(t, folder, ['anna@example.org', 'ben@example.org']);
  const { url, errors } = await startService(t, env);

  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    t.equal(answer.status, 201, path);
    return answer;
  };
  const logIn = async (email: string) =>
    (await post('/api/sessions', { email, password })).headers.get('set-cookie')?.split(';')[0] ?? '';
  // All before the fuzzing, after which the network has tried too many passwords.
  const person = await logIn('anna@example.org');
  const leaving = await logIn('ben@example.org');
  const made = await post('/api/tokens', { name: 'fuzzer' }, { cookie: person });
  const { token } = (await made.json()) as { token: string };

  const endings = 'endSession|logOut';
  for (const [who, header, ...operations] of [
    ['a program', `Authorization: Bearer ${token}`],
    // What ends the session would leave nothing to try for the rest, and has its turn with another one.
    [
      'a person',
      `Cookie: ${person}`,
      '--include-path-regex=^/api/(account|sessions|tokens)',
      `--exclude-operation-id-regex=^(${endings})$`,
    ],
    ['who logs out', `Cookie: ${leaving}`, `--include-operation-id-regex=^(${endings})$`],
  ] as [string, string, ...string[]][]) {
    const args = [
      ...['--config-file', join(suite, 'schemathesis.toml'), '--no-color', 'run', `${url}/api/openapi.json`],
      // The service answers 404 to whatever it doesn't have: methods of a path are no exception.
      ...['--header', header, '--checks=all', '--exclude-checks=unsupported_method'],
      ...['--max-examples=8', '--seed=12', '--request-timeout=120'],
      ...operations,
    ];
    const { code, stdout, stderr } = await run(fuzzer, args, { cwd: folder });
    t.equal(
      code,
      0,
      `${who}\n${stdout.slice(stdout.search(/=+ (FAILURES|ERRORS) =/)).slice(0, 8000)}\n${stderr.slice(-2000)}`,
    );
    const [, generated = 0] = /(\d+) generated/.exec(stdout) ?? [];
    t.ok(Number(generated) > 20, `${who}: ${generated} requests`);
    t.comment(`${who}: ${generated} requests`);
  }
  t.same(errors, [], 'nothing unexpected was logged');
});
