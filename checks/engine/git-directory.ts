/** Finds a repository's git directory and reads its references, without obeying anything that stands in it. */
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { readPlainFile } from './plain-file.ts';

export interface GitDirectory {
  /** Holds HEAD and the index. */
  readonly path: string;
  /** Holds objects, references and `info/`; another folder for a linked working tree. */
  readonly common: string;
}

const smallFile = 4096;
const packedRefsLimit = 32 * 1024 * 1024;

const isFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** A bare repository, or a `.git` folder given by itself. */
export const isGitDirectory = (path: string): boolean =>
  isFile(join(path, 'HEAD')) && isFolder(join(path, 'objects')) && isFolder(join(path, 'refs'));

/** Nothing but git's own folder: a clone without a checkout. */
export const isWithoutWorkTree = (folder: string): boolean => {
  const names = readdirSync(folder);
  return names.length === 1 && names[0] === '.git' && isGitDirectory(join(folder, '.git'));
};

/**
 * The git directory of a working tree; undefined without one.
 * A `.git` file names another folder. A stranger's could name any, so it is followed only inside the tree, or to
 * a linked working tree that names this tree in turn, or to a submodule's place in a `.git` above.
 */
export function findGitDirectory(folder: string): GitDirectory | { readonly problem: string } | undefined {
  const path = join(folder, '.git');
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (!status) return undefined;
  if (status.isDirectory()) {
    return isGitDirectory(path)
      ? { path, common: path }
      : { problem: 'is no git directory, so the folder was read as if without git' };
  }
  if (!status.isFile())
    return { problem: 'is neither folder nor file, so the folder was read as if without git' };
  return followPointer(folder, path);
}

function followPointer(folder: string, path: string): GitDirectory | { readonly problem: string } {
  const refused = { problem: 'names a git directory elsewhere, so the folder was read as if without git' };
  const pointer = /^gitdir: ([^\n\0]+)\n?$/.exec(smallText(path) ?? '')?.[1];
  if (pointer === undefined) return refused;
  try {
    const root = realpathSync(folder);
    const target = realpathSync(resolve(root, pointer));
    const own = { path: target, common: target };
    if (target.startsWith(root + sep) && isGitDirectory(target)) return own;
    if (isSubmoduleOf(root, target) && isGitDirectory(target)) return own;
    const common = commonOfLinkedTree(root, target);
    return common ? { path: target, common } : refused;
  } catch {
    return refused;
  }
}

/** `<above>/.git/modules/<name>`, which git makes for a submodule at a path below `<above>`. */
function isSubmoduleOf(root: string, target: string): boolean {
  for (let above = dirname(root); ; above = dirname(above)) {
    if (target.startsWith(join(above, '.git', 'modules') + sep)) return true;
    if (above === dirname(above)) return false;
  }
}

/** `<main>/.git/worktrees/<name>`, if its `gitdir` file names this tree's `.git`. */
function commonOfLinkedTree(root: string, target: string): string | undefined {
  const back = smallText(join(target, 'gitdir'))?.trimEnd();
  const common = smallText(join(target, 'commondir'))?.trimEnd();
  if (!back || !common || !isFile(join(target, 'HEAD'))) return undefined;
  const named = isAbsolute(back) ? back : resolve(target, back);
  if (basename(named) !== '.git' || realpathSync(dirname(named)) !== root) return undefined;
  const resolved = realpathSync(resolve(target, common));
  return target.startsWith(join(resolved, 'worktrees') + sep) && isGitDirectory(resolved)
    ? resolved
    : undefined;
}

const smallText = (path: string): string | undefined => {
  const file = readPlainFile(path, smallFile);
  return 'bytes' in file ? file.bytes.toString('utf8') : undefined;
};

export interface Head {
  readonly branch?: string;
  /** Absent before the first commit. */
  readonly commit?: string;
  /** References in a form that isn't read here. */
  readonly problem?: string;
}

const idPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export function readHead(directory: GitDirectory): Head {
  const text = smallText(join(directory.path, 'HEAD'))?.trimEnd();
  if (text === undefined) return { problem: 'HEAD could not be read' };
  if (idPattern.test(text)) return { commit: text };
  const reference = /^ref: *(refs\/[^\s]+)$/.exec(text)?.[1];
  if (reference === undefined) return { problem: 'HEAD is malformed' };
  if (isFolder(join(directory.common, 'reftable'))) {
    return { problem: 'keeps its references in a reftable, which is not read' };
  }
  return {
    branch: reference.startsWith('refs/heads/') ? reference.slice('refs/heads/'.length) : undefined,
    commit: readReference(directory, reference),
  };
}

/** The object that `refs/…` names; symbolic ones are followed a few steps. */
export function readReference(directory: GitDirectory, name: string, steps = 5): string | undefined {
  if (steps === 0 || !isSafeReference(name)) return undefined;
  const text = smallText(join(directory.common, name))?.trimEnd();
  if (text === undefined) return packedReferences(directory).get(name);
  if (idPattern.test(text)) return text;
  const other = /^ref: *(refs\/[^\s]+)$/.exec(text)?.[1];
  return other === undefined ? undefined : readReference(directory, other, steps - 1);
}

/** https://git-scm.com/docs/git-check-ref-format, as far as it keeps the name inside `refs/`. */
const isSafeReference = (name: string): boolean =>
  name.startsWith('refs/') &&
  name.split('/').every((part) => part !== '' && !part.startsWith('.')) &&
  !/[\0-\x20\\:?*[~^\x7f]/.test(name);

function packedReferences(directory: GitDirectory): ReadonlyMap<string, string> {
  const file = readPlainFile(join(directory.common, 'packed-refs'), packedRefsLimit);
  const references = new Map<string, string>();
  if ('problem' in file) return references;
  for (const line of file.bytes.toString('utf8').split('\n')) {
    const space = line.indexOf(' ');
    const id = line.slice(0, space);
    if (idPattern.test(id)) references.set(line.slice(space + 1).trimEnd(), id);
  }
  return references;
}
