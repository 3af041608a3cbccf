/** S5: from the start of the process to its first answer, against the least that answers. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Command, launch } from './process.ts';
import { type Figure, ratioFigure } from './report.ts';
import { interleave, middle, ratio, type Sample } from './rounds.ts';
import { environment, here, type Stage, template } from './stage.ts';

const LTS = 24;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Whether it answers with 200 now. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/livez', agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

/** Milliseconds, and processor time of the process in microseconds. */
async function start(folder: string, command: Command): Promise<Sample> {
  const port = await freePort();
  const from = process.hrtime.bigint();
  const program = launch(folder, { ...command, env: { ...command.env, PORT: String(port) } });
  while (!(await answers(port))) await delay(2);
  const ms = Number(process.hrtime.bigint() - from) / 1e6;
  const cpu = program.cpu();
  // Compiled code is kept when the process ends by itself.
  program.signal('SIGTERM');
  await program.ended;
  return { ms, cpu };
}

/** The Node of the current LTS, from npm. */
function installLts(folder: string): string {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '--prefix', folder, `node@${LTS}`]);
  return join(folder, 'node_modules/node/bin/node');
}

export async function measureStarting(stage: Stage): Promise<Figure[]> {
  const folder = join(stage.folder, 'starting');
  await mkdir(folder);
  const lts = installLts(folder);
  const databaseUrl = await stage.database();
  const raw: Command = { args: ['baselines/ok.js'], cwd: here, env: {} };
  const service: Command = {
    args: ['dist/server.js'],
    cwd: template,
    env: { ...environment(databaseUrl), SHUTDOWN_DRAIN_MS: '0' },
  };
  const cached = { ...service.env, NODE_COMPILE_CACHE: join(folder, 'cache') };
  const samples = await interleave(stage.rounds, {
    raw: () => start(folder, raw),
    service: () => start(folder, service),
    rawLts: () => start(folder, { ...raw, node: lts }),
    serviceLts: () => start(folder, { ...service, node: lts }),
    cachedLts: () => start(folder, { ...service, node: lts, env: cached }),
  });
  const figure = (
    what: string,
    ours: keyof typeof samples,
    theirs: keyof typeof samples,
    atMost?: number,
  ) => {
    const ms = ratio(samples[ours], samples[theirs], 'ms');
    const cpu = ratio(samples[ours], samples[theirs], 'cpu');
    const measured = `${ms.toFixed(2)}x (${cpu.toFixed(2)}x of processor time; ${middle(samples[ours], 'ms').toFixed(0)} ms against ${middle(samples[theirs], 'ms').toFixed(0)})`;
    const title = `start to the first 200 against raw node:http, ${what}`;
    return {
      ...(atMost ? ratioFigure('S5', title, ms, { atMost }) : { target: 'S5', what: title }),
      measured,
    };
  };
  return [
    figure(`Node ${process.version}`, 'service', 'raw', 3.5),
    figure(`Node ${LTS}`, 'serviceLts', 'rawLts'),
    figure(`Node ${LTS} with its compile cache`, 'cachedLts', 'rawLts', 2),
  ];
}
