/** Programs under measurement: started until they listen, with processor time and memory as the kernel counts them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface Program {
  readonly pid: number;
  /** Where it listens. */
  readonly url: string;
  /** Processor time that it has used, in microseconds. */
  cpu(): number;
  /** Resident memory, in bytes. */
  memory(): number;
  signal(name: NodeJS.Signals): void;
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Another Node than this one. */
  readonly node?: string;
}

const START_MS = 60_000;
// The kernel shows ticks of a hundredth of a second to every program, whatever it counts in itself.
const TICK_US = 10_000;
let count = 0;

// Certificates read at every start of Node are no part of what is measured.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;

/** Starts a program of Node's; its output goes into a file, as it would somewhere where it is kept. */
export function launch(folder: string, { args, cwd, env, node = process.execPath }: Command) {
  const log = join(folder, `${++count}.log`);
  const output = openSync(log, 'a');
  const child = spawn(node, args, { cwd, env: { ...inherited, ...env }, stdio: ['ignore', output, output] });
  closeSync(output);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${node} does not start`);
  return {
    pid,
    ended,
    output: () => readFileSync(log, 'utf8'),
    cpu: () => processorTime(pid),
    memory: () =>
      Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024,
    signal: (name: NodeJS.Signals) => void child.kill(name),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts a program that says its address when it listens, and waits for that. */
export async function start(folder: string, command: Command): Promise<Program> {
  const program = launch(folder, command);
  let alive = true;
  program.ended.then(() => {
    alive = false;
  });
  for (const end = Date.now() + START_MS; alive && Date.now() < end; await delay(20)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(program.output())?.[0];
    if (url) return { ...program, url };
  }
  await program.stop();
  throw new Error(`${command.args.join(' ')} does not listen:\n${program.output().slice(-2000)}`);
}

/** What the kernel says of a process, from its state on: the program's name before it may hold blanks. */
function statOf(pid: number | string): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const sum = (ticks: readonly string[]): number => ticks.reduce((total, each) => total + Number(each), 0);

// User and system time come 11 fields after the state, those of children that ended follow.
const processorTime = (pid: number): number => sum(statOf(pid).slice(11, 13)) * TICK_US;

/** Processor time of a process and all children that it has or had, in microseconds. */
export function familyTime(pid: number): number {
  let ticks = sum(statOf(pid).slice(11, 15));
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = statOf(name);
      if (Number(stat[1]) === pid) ticks += sum(stat.slice(11, 13));
    } catch {
      // It ended meanwhile.
    }
  }
  return ticks * TICK_US;
}
