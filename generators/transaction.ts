/** Runs a Yeoman generator so that its files are planned, settled with the user, and committed all or nothing. */
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Conflicter } from '@yeoman/conflicter';
import type { QueuedAdapter } from '@yeoman/types';
import type { MemFsEditorFile } from 'mem-fs-editor';
import { isFilePending } from 'mem-fs-editor/state';
import { createEnv } from 'yeoman-environment';
import type { BaseOptions } from 'yeoman-generator';
import { commit, lookBelow, type Target } from './commit.ts';
import { type File, plan, type Step } from './plan.ts';
import { isProblem, type Problem } from './problem.ts';

/**
 * How a generator's files reach the disk: `dryRun` plans only; `ask` lets the user settle each conflict, else the
 * new file wins.
 */
export interface Transaction {
  target: Target;
  dryRun: boolean;
  ask: boolean;
}

/** What a generator of ours gets beside Yeoman's own options; without a transaction (under `yo`) it makes its own. */
export type TransactionOptions = BaseOptions & {
  transaction?: Transaction;
  settle?: (outcome: Step[] | Problem) => void;
};

/** What the commit needs to know of a Yeoman environment. */
interface Environment {
  adapter: QueuedAdapter;
  sharedFs: { each(callback: (file: MemFsEditorFile) => void): void };
}

function pendingFiles(environment: Environment, root: string): Map<string, MemFsEditorFile> {
  const files = new Map<string, MemFsEditorFile>();
  environment.sharedFs.each((file) => {
    if (isFilePending(file)) files.set(relative(root, file.path).split(sep).join('/'), file);
  });
  return files;
}

const toFile = (path: string, file: MemFsEditorFile): File => ({
  path,
  content: file.contents ?? Buffer.alloc(0),
  executable: ((file.stat?.mode ?? 0) & 0o100) !== 0,
});

/** Yeoman's own question for each conflict: overwrite, keep, show the difference, overwrite all, stop. */
async function settleConflicts(
  steps: readonly Step[],
  files: ReadonlyMap<string, MemFsEditorFile>,
  { adapter }: Environment,
  root: string,
): Promise<Step[]> {
  const conflicter = new Conflicter(adapter, {
    cwd: root,
    customizeActions: (choices) =>
      choices.filter((choice) => !('key' in choice) || ['y', 'n', 'a', 'd', 'x'].includes(choice.key)),
  });
  const settled: Step[] = [];
  for (const step of steps) {
    const file = step.action === 'conflict' ? files.get(step.path) : undefined;
    const isKept = file !== undefined && (await conflicter.checkForCollision(file)).conflicter === 'skip';
    settled.push({ ...step, keep: isKept });
  }
  return settled;
}

/**
 * The commit of every generator of ours, in place of Yeoman's, which writes file by file and leaves the first ones
 * behind when a later one is refused.
 */
export async function commitTransaction(
  environment: Environment,
  { target, dryRun, ask }: Transaction,
): Promise<Step[] | Problem> {
  const files = pendingFiles(environment, target.path);
  const steps = plan(
    [...files].map(([path, file]) => toFile(path, file)),
    target.exists ? lookBelow(target.path) : () => undefined,
  );
  if (isProblem(steps) || dryRun) return steps;
  const settled = ask ? await settleConflicts(steps, files, environment, target.path) : steps;
  return commit(target, settled) ?? settled;
}

/** A generator that can't go on says so with this; the caller gets its message as a problem. */
export class Refusal extends Error {}

/** Ctrl-C at a question, or "stop" at a conflict. */
export const isStoppedByUser = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'ExitPromptError' || error.message === 'Process aborted by user');

/** A generator that takes a transaction. */
// biome-ignore lint/suspicious/noExplicitAny: Yeoman's own type of a generator's constructor
type TransactionalGenerator = new (...args: any[]) => any;

/** Runs one generator in a Yeoman environment of its own, and gives back what was planned or written. */
export async function runGenerator(
  generator: TransactionalGenerator,
  name: string,
  transaction: Transaction,
  options: Readonly<Record<string, unknown>>,
  adapter?: QueuedAdapter,
): Promise<Step[] | Problem> {
  // Yeoman makes the directory that it is pointed at, and chokes on a broken package.json in it: so it is pointed at
  // our own. Our generators write below the transaction's target.
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const environment = createEnv({ cwd, skipInstall: true, ...(adapter && { adapter }) });
  const namespace = `twelvefold:${name}`;
  environment.register(generator, { namespace, resolved: fileURLToPath(import.meta.url) });
  let outcome: Step[] | Problem = { problem: 'the generator ended without a plan' };
  const settle = (settled: Step[] | Problem) => {
    outcome = settled;
  };
  try {
    const own: Record<string, unknown> = { transaction, settle, skipInstall: true };
    await environment.run([namespace], { ...options, ...own });
    return outcome;
  } catch (error) {
    if (isStoppedByUser(error)) return { problem: 'stopped; nothing was written' };
    if (error instanceof Refusal) return { problem: error.message };
    throw error;
  }
}
