/** Compares the files that should stand with those that do, and says what would happen to each. Pure. */
import { isProblem, type Problem } from './problem.ts';

/** A file to be written; `path` is relative to the project, with slashes. */
export interface File {
  path: string;
  content: Buffer;
  executable: boolean;
}

/** What stands at a path now. `other` is anything that a file can't safely replace: a link, a socket, what can't be read, … */
export type Entry =
  | { kind: 'file'; content: Buffer; executable: boolean }
  | { kind: 'directory' }
  | { kind: 'other' };

/**
 * What would happen to a file: `create`, it isn't there; `unchanged`, it stands already; `merge`, both sides can be
 * kept whole; `conflict`, they contradict each other.
 */
export type Action = 'create' | 'unchanged' | 'merge' | 'conflict';

/** One file of a plan. `keep` means that a conflict was settled for what stands there: nothing is written. */
export interface Step extends File {
  action: Action;
  keep: boolean;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Joins two JSON values if no key contradicts the other side; else nothing. */
function joinJson(ours: Json, theirs: Json): Json | undefined {
  if (!isRecord(ours) || !isRecord(theirs)) {
    return JSON.stringify(ours) === JSON.stringify(theirs) ? ours : undefined;
  }
  const joined = { ...ours };
  for (const [key, value] of Object.entries(theirs)) {
    const both = key in ours ? joinJson(ours[key] as Json, value) : value;
    if (both === undefined) return undefined;
    joined[key] = both;
  }
  return joined;
}

function mergeJson(existing: string, fresh: string): string | undefined {
  try {
    const joined = joinJson(JSON.parse(existing), JSON.parse(fresh));
    return joined === undefined ? undefined : `${JSON.stringify(joined, null, 2)}\n`;
  } catch {
    // A package.json that doesn't parse can't be merged: that is a conflict, for its owner to settle.
    return undefined;
  }
}

function mergeLines(existing: string, fresh: string): string {
  const known = new Set(existing.split(/\r?\n/));
  const missing = fresh.split('\n').filter((line) => line !== '' && !known.has(line));
  if (missing.length === 0) return existing;
  const separator = existing === '' || existing.endsWith('\n') ? '' : '\n';
  return `${existing}${separator}${missing.join('\n')}\n`;
}

const mergers: Readonly<Record<string, (existing: string, fresh: string) => string | undefined>> = {
  'package.json': mergeJson,
  '.gitignore': mergeLines,
  '.dockerignore': mergeLines,
};

function stepFor(file: File, existing: Entry | undefined): Step | Problem {
  const step = { ...file, keep: false };
  if (!existing) return { ...step, action: 'create' };
  if (existing.kind === 'directory')
    return { problem: `"${file.path}" is a directory, and a file has to go there` };
  if (existing.kind === 'other')
    return { problem: `"${file.path}" is a link, a special file or not readable; move it away first` };
  if (existing.content.equals(file.content)) {
    const isReady = existing.executable || !file.executable;
    return { ...step, action: isReady ? 'unchanged' : 'merge' };
  }
  const merged = mergers[file.path]?.(existing.content.toString('utf8'), file.content.toString('utf8'));
  if (merged === undefined) return { ...step, action: 'conflict' };
  const content = Buffer.from(merged);
  return { ...step, content, action: content.equals(existing.content) ? 'unchanged' : 'merge' };
}

/**
 * Makes the plan, in the order of the paths.
 *
 * `look` says what stands at a path now. Refuses a path whose folder is a file or a link: writing through a link
 * would leave the project.
 */
export function plan(files: readonly File[], look: (path: string) => Entry | undefined): Step[] | Problem {
  const steps: Step[] = [];
  const folders = new Set<string>();
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const parts = file.path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      if (folders.has(folder)) continue;
      const kind = look(folder)?.kind ?? 'directory';
      if (kind !== 'directory')
        return { problem: `"${folder}" is not a directory, and files have to go into it` };
      folders.add(folder);
    }
    const step = stepFor(file, look(file.path));
    if (isProblem(step)) return step;
    steps.push(step);
  }
  return steps;
}

/** The plan for machines: what `--json` prints. */
export const planAsJson = (directory: string, steps: readonly Step[]): string =>
  `${JSON.stringify(
    {
      schemaVersion: 1,
      directory,
      steps: steps.map(({ action, keep, path, content, executable }) => ({
        action,
        ...(keep && { keep }),
        path,
        bytes: content.length,
        executable,
      })),
    },
    null,
    2,
  )}\n`;

const order: readonly Action[] = ['create', 'merge', 'conflict', 'unchanged'];

/** The plan for people: a line a file, without those that stay as they are unless `all`, and a line of sums. */
export function planAsText(steps: readonly Step[], all: boolean): string {
  const label = (step: Step) => (step.keep ? 'keep' : step.action);
  const lines = steps
    .filter((step) => all || step.action === 'merge' || step.action === 'conflict')
    .map((step) => `  ${label(step).padEnd(10)} ${step.path}\n`);
  const sums = order
    .map((action) => [action, steps.filter((step) => step.action === action).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count} ${action}`);
  return `${lines.join('')}${sums.join(', ')}\n`;
}
