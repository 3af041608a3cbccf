/** Audits many targets in several processes at once: an audit that crashes takes no other with it. */
import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Audited, Options } from './audit-one.ts';
import { type Io, UsageError } from './command.ts';

export interface Question {
  readonly target: string;
  readonly options: Options;
  /** About how many bytes of source the process will read in all. */
  readonly sourceAhead: number;
}
export type Answer = Audited | { readonly problem: string } | { readonly usage: string };
/** `crashed`: what became of the process. */
export type Outcome = Audited | { readonly problem: string } | { readonly crashed: string };

/** What a repository holds on the average of those that many are audited of at once, in bytes. */
const usualSource = 100_000;
/** In megabytes. Repository after repository leaves garbage: where there is room for it, it is collected seldom. */
const youngSpace = '--min-semi-space-size=16';
const worker = fileURLToPath(new URL(`./audit-worker${extname(import.meta.url)}`, import.meta.url));

/**
 * In the order of the targets. A process is reused, since most of a short audit is starting; after a crash another takes
 * its place, and so for one that has not answered for `timeout` seconds, which is ended. `done` is told of each target
 * that is through. Throws the {@link UsageError} that an audit ended with.
 */
export async function auditInProcesses(
  targets: readonly string[],
  options: Options,
  { jobs, timeout }: { readonly jobs: number; readonly timeout: number },
  io: Io,
  done: (target: string) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const processes = Math.min(jobs, targets.length);
  const sourceAhead = (usualSource * targets.length) / processes;
  let usage: string | undefined;
  let next = 0;
  const work = async (): Promise<void> => {
    let child: ChildProcess | undefined;
    for (let index = next++; index < targets.length && usage === undefined; index = next++) {
      const target = targets[index] as string;
      if (!child?.connected) child = start(io);
      const answer = await ask(child, { target, options, sourceAhead }, timeout);
      if ('crashed' in answer) child = undefined;
      if ('usage' in answer) usage ??= answer.usage;
      else outcomes[index] = answer;
      done(target);
    }
    if (child?.connected) child.disconnect();
  };
  await Promise.all(Array.from({ length: processes }, work));
  if (usage !== undefined) throw new UsageError(usage);
  return outcomes;
}

const start = (io: Io): ChildProcess =>
  fork(worker, {
    cwd: io.cwd,
    env: io.env,
    execArgv: [...process.execArgv, youngSpace],
    serialization: 'advanced',
    // What a dying process says of itself is for who looks for the bug.
    stdio: ['ignore', 'ignore', io.env.TWELVEFOLD_DEBUG ? 'inherit' : 'ignore', 'ipc'],
  });

function ask(
  child: ChildProcess,
  question: Question,
  timeout: number,
): Promise<Answer | { readonly crashed: string }> {
  return new Promise((settle) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, timeout * 1000);
    const answered = (answer: unknown): void => {
      clearTimeout(timer);
      child.off('exit', ended);
      settle(answer as Answer);
    };
    const ended = (code: number | null, signal: string | null): void => {
      clearTimeout(timer);
      child.off('message', answered);
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      settle({
        crashed: isLate
          ? `it had not ended after ${timeout} s, see --timeout`
          : `its process ended by ${how}`,
      });
    };
    child.once('message', answered);
    child.once('exit', ended);
    // Where it can't be sent the process has ended.
    child.send(question, () => undefined);
  });
}
