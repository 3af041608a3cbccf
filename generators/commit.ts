/** Looks at what stands on disk, and writes a plan all or nothing. */
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Entry, File, Step } from './plan.ts';
import type { Problem } from './problem.ts';

/** The directory that a plan is for. `entries` is what stands in it, `.git` left out; `path` has no links. */
export interface Target {
  path: string;
  exists: boolean;
  entries: readonly string[];
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error);
const isAbsent = (error: unknown) => codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

const causes: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no file can be made there',
};

const refusal = (path: string, error: unknown): Problem => ({
  problem: `can't write in ${path}: ${causes[codeOf(error)] ?? 'the system refused'} (${codeOf(error)})`,
});

/** Looks at where a project is to go. Refuses a file, a broken link, a missing parent, a place that can't be written. */
export function inspectTarget(path: string): Target | Problem {
  const parent = dirname(path);
  try {
    if (!statSync(parent).isDirectory()) return { problem: `${parent} is a file, not a directory` };
  } catch (error) {
    if (isAbsent(error)) return { problem: `${parent} isn't there; make it first: mkdir -p "${parent}"` };
    return refusal(parent, error);
  }
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })) {
      accessSync(parent, constants.W_OK);
      return { path, exists: false, entries: [] };
    }
    const real = realpathSync(path);
    if (!statSync(real).isDirectory()) return { problem: `${path} is a file; choose another directory` };
    accessSync(real, constants.W_OK);
    return {
      path: real,
      exists: true,
      entries: readdirSync(real)
        .filter((name) => name !== '.git')
        .sort(),
    };
  } catch (error) {
    if (isAbsent(error))
      return { problem: `${path} is a link to nowhere; remove it or choose another directory` };
    return refusal(path, error);
  }
}

/** Makes the function by which a plan sees what stands below a directory. Links are seen, never followed; what can't be read is `other`. */
export const lookBelow =
  (root: string) =>
  (path: string): Entry | undefined => {
    const absolute = join(root, path);
    try {
      const stats = lstatSync(absolute);
      if (stats.isDirectory()) return { kind: 'directory' };
      if (!stats.isFile()) return { kind: 'other' };
      return { kind: 'file', content: readFileSync(absolute), executable: (stats.mode & 0o100) !== 0 };
    } catch (error) {
      return isAbsent(error) ? undefined : { kind: 'other' };
    }
  };

function writeFileBelow(root: string, { path, content, executable }: File): void {
  const absolute = join(root, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, content);
  if (executable) chmodSync(absolute, 0o755);
}

/** A directory that isn't there yet appears whole: it is written beside its place and renamed. */
function commitNew(path: string, files: readonly File[]): void {
  const staging = mkdtempSync(join(dirname(path), `.${basename(path).slice(0, 40)}-`));
  try {
    chmodSync(staging, 0o777 & ~process.umask());
    for (const file of files) writeFileBelow(staging, file);
    renameSync(staging, path);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
}

/** Into a directory that stands: everything is first written inside it, then moved into place; a failure moves all back. */
function commitInto(root: string, files: readonly File[]): void {
  const staging = mkdtempSync(join(root, '.twelvefold-'));
  const undo: (() => void)[] = [];
  try {
    for (const file of files) writeFileBelow(join(staging, 'new'), file);
    mkdirSync(join(staging, 'old'));
    for (const [index, { path }] of files.entries()) {
      const place = join(root, path);
      const firstMade = mkdirSync(dirname(place), { recursive: true });
      if (firstMade) undo.push(() => removeEmpty(dirname(place), firstMade));
      if (lstatSync(place, { throwIfNoEntry: false })) {
        const backup = join(staging, 'old', String(index));
        renameSync(place, backup);
        undo.push(() => renameSync(backup, place));
      }
      renameSync(join(staging, 'new', path), place);
      undo.push(() => rmSync(place));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function removeEmpty(deepest: string, highest: string): void {
  for (let folder = deepest; folder.length >= highest.length; folder = dirname(folder)) rmdirSync(folder);
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Writes the steps that change something: all of them, or none.
 *
 * Synchronous, and deaf to signals for as long: nothing of this process runs between two files, and Ctrl-C doesn't
 * leave half of them.
 */
export function commit(target: Target, steps: readonly Step[]): Problem | undefined {
  const files = steps.filter(({ action, keep }) => action !== 'unchanged' && !keep);
  const passOver = () => undefined;
  for (const signal of stopSignals) process.on(signal, passOver);
  try {
    if (target.exists) commitInto(target.path, files);
    else commitNew(target.path, files);
    return undefined;
  } catch (error) {
    return refusal(target.path, error);
  } finally {
    for (const signal of stopSignals) process.off(signal, passOver);
  }
}
