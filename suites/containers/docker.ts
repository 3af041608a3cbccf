/** Runs Docker and compose for the suite, and a daemon where none runs; installs them from Debian where they are absent. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Finished, run } from '../run.ts';

// The classic builder, which is there wherever Docker is.
const env = { ...process.env, DOCKER_BUILDKIT: '0', COMPOSE_DOCKER_CLI_BUILD: '0' };

interface Options {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
}

/** Runs a command that has to succeed, and resolves with what it wrote to stdout. */
export async function must(command: string, args: readonly string[], options: Options = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, { ...options, env: { ...env, ...options.env } });
  if (code !== 0)
    throw new Error(`${[command, ...args].join(' ')}: ${code}\n${stdout}\n${stderr}`.slice(-6000));
  return stdout;
}

/** Runs `docker`, to whatever end. */
export const docker = (...args: string[]): Promise<Finished> => run('docker', args, { env });

/** What `docker inspect` says of containers. */
// biome-ignore lint/suspicious/noExplicitAny: what it says isn't ours.
export const inspect = async (...ids: string[]): Promise<any[]> =>
  JSON.parse(await must('docker', ['inspect', ...ids]));

/** A port of 127.0.0.1 that nobody has now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A compose project: runs `docker-compose` in its folder. */
export class Compose {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.env = env;
  }

  run(...args: string[]): Promise<Finished> {
    return run('docker-compose', args, { cwd: this.folder, env: { ...env, ...this.env } });
  }

  must(...args: string[]): Promise<string> {
    return must('docker-compose', args, { cwd: this.folder, env: this.env });
  }

  /** The containers of a service, or of all, those that have ended among them. */
  async ids(...services: string[]): Promise<string[]> {
    return (await this.must('ps', '--all', '--quiet', ...services)).split('\n').filter((id) => id !== '');
  }

  async id(service: string): Promise<string> {
    const [id, ...others] = await this.ids(service);
    if (!id || others.length > 0) throw new Error(`there are ${others.length + (id ? 1 : 0)} of ${service}`);
    return id;
  }
}

/** Makes sure that all is there; resolves with what ends the daemon, if it was started here. */
export async function startDocker(): Promise<() => Promise<void>> {
  const packages = ['docker.io', 'docker-compose', 'debootstrap'];
  const commands = ['dockerd', 'docker-compose', 'debootstrap'];
  const absent = (
    await Promise.all(commands.map((command) => run('sh', ['-c', `command -v ${command}`])))
  ).some(({ code }) => code !== 0);
  if (absent) {
    await must('apt-get', ['update']);
    await must('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if ((await docker('info')).code === 0) return async () => {};

  const daemon = spawn('dockerd', [], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  daemon.stderr.on('data', (data) => {
    said = `${said}${data}`.slice(-4000);
  });
  for (let tries = 0; (await docker('info')).code !== 0; tries++) {
    if (tries === 60 || daemon.exitCode !== null) throw new Error(`dockerd did not start: ${said}`);
    await sleep(500);
  }
  return async () => {
    daemon.kill('SIGTERM');
    await once(daemon, 'exit');
  };
}

/** Stops a container as `docker stop` does, and says how it ended. */
export async function stop(id: string): Promise<{ name: string; code: number; ms: number }> {
  const from = Date.now();
  await must('docker', ['stop', '--time', '20', id]);
  const ms = Date.now() - from;
  const [{ Name, State }] = await inspect(id);
  return { name: Name, code: State.ExitCode, ms };
}
