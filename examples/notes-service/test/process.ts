// Starts the service's own programs as processes of their own, as a deploy does.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { publicUrl, type Test, until } from './service.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Program {
  child: ChildProcess;
  output(): string;
  errors(): string;
  /** Resolves with the exit code; null if a signal ended it. */
  ended: Promise<number | null>;
}

/**
 * Starts a program of the repository, source or built, with this environment, this input and nothing else; killed
 * when the test ends.
 */
export function startProgram(
  t: Test,
  file: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  input = '',
): Program {
  const loader = file.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, file, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Who doesn't read it has ended before.
  child.stdin.on('error', () => {}).end(input);
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  t.teardown(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return { child, output: () => text.stdout, errors: () => text.stderr, ended };
}

/** Starts the web process, on a free port unless `env` says which, and waits until it listens. */
export async function startServer(
  t: Test,
  env: NodeJS.ProcessEnv,
  file = 'src/server.ts',
): Promise<Program & { url: string }> {
  const program = startProgram(t, file, [], {
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: publicUrl,
    ...env,
  });
  const url = () => /"msg":"Server listening at (http:[^"]+)"/.exec(program.output())?.[1];
  await until(() => url() !== undefined, 'the server to listen', program.errors, 60_000);
  return { ...program, url: url() as string };
}

/** The log lines of a program. */
export function logLines(program: Program): Record<string, unknown>[] {
  return program
    .output()
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
