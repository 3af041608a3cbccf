/** Requests as fast as they are answered, by wrk; and the same statements without any service, by pgbench. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Program } from './process.ts';
import type { Sample } from './rounds.ts';
import type { Stage } from './stage.ts';

const run = promisify(execFile);

const CONNECTIONS = 32;
const SECONDS = 3;

/** Requests a second, and the processor time of the server and of the database for each in microseconds. */
export async function load(
  { databaseCpu }: Stage,
  program: Program,
  path: string,
  headers: Readonly<Record<string, string>>,
  script: readonly string[] = [],
): Promise<Sample> {
  const lines = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const times = () => [program.cpu(), databaseCpu()] as const;
  const before = times();
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, ...script, ...lines, `${program.url}${path}`];
  const { stdout } = await run('wrk', args);
  const after = times();
  const refused = /Non-2xx or 3xx responses: \d+|Socket errors: .+/.exec(stdout)?.[0];
  if (refused) throw new Error(`${program.url}${path}: ${refused}`);
  const [, requests, seconds] = /(\d+) requests in ([\d.]+)s/.exec(stdout) ?? [];
  return {
    perSecond: Number(requests) / Number(seconds),
    cpu: (after[0] - before[0]) / Number(requests),
    databaseCpu: (after[1] - before[1]) / Number(requests),
  };
}

/** Runs of these statements a second, over as many connections as the pool of a process has. */
export async function pgbench(folder: string, databaseUrl: string, statements: string): Promise<Sample> {
  const file = join(folder, 'page.sql');
  // It takes what comes after a colon for a variable, in strings as well.
  const script = statements.replaceAll(/'[^']*'/g, (literal) =>
    literal.includes(':') ? `E${literal.replaceAll(':', '\\x3a')}` : literal,
  );
  await writeFile(file, script);
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    '10',
    '-j',
    '1',
    '-T',
    String(SECONDS),
    '-f',
    file,
    databaseUrl,
  ];
  const { stdout } = await run('pgbench', args);
  return { perSecond: Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]) };
}
