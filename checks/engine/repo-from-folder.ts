/**
 * A repository from a working tree. Walks by itself: the platform's recursive listing follows links out of the tree,
 * and git obeys the configuration of the repository that it stands in.
 */
import { createHash } from 'node:crypto';
import { type Dirent, lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { findGitDirectory, type GitDirectory, readHead } from './git-directory.ts';
import { type GitIndex, type IndexEntry, parseIndex } from './git-index.ts';
import { openObjects } from './git-objects.ts';
import { listTree, treeOf } from './git-tree.ts';
import { type IgnoreRules, isExcludedByRules, parseIgnoreRules } from './gitignore.ts';
import type { Problem } from './place.ts';
import { fileProblem, readPlainFile } from './plain-file.ts';
import type { GitState, Repo } from './repo.ts';
import { leavesTree, submoduleMessage } from './repo-from-git.ts';
import { type Entry, snapshot } from './snapshot.ts';
import { type Content, decodeText, limitFor } from './text.ts';

const mostFiles = 100_000;
const indexLimit = 128 * 1024 * 1024;
const ignoreFileLimit = 1024 * 1024;

/** `folder` must be one; what inside it can't be read is in the repository's problems. */
export function repoFromFolder(folder: string): Repo {
  const problems: Problem[] = [];
  const git = readGit(folder, problems);
  const walked = walk(folder, git, problems);
  const entries = walked.map(
    ({ path, status }): Entry => ({
      file: {
        path,
        size: status.size,
        executable: (status.mode & 0o111) !== 0,
        tracked: git?.index === undefined || git.index.has(path),
      },
      read: () => readText(folder, path),
    }),
  );
  return snapshot(entries, problems, git && gitState(folder, git, walked));
}

interface FoundFile {
  readonly path: string;
  readonly status: Stats;
}

interface Git {
  readonly directory: GitDirectory;
  readonly commit?: string;
  readonly branch?: string;
  /** Absent where everything that isn't ignored counts as tracked: nothing is staged or committed yet, or it is damaged. */
  readonly index?: ReadonlyMap<string, IndexEntry>;
  readonly idBytes: 20 | 32;
  /** When the index was written, in milliseconds; what changed at or after it may look unchanged. */
  readonly indexedAt: number;
}

function readText(folder: string, path: string): Content {
  const file = readPlainFile(join(folder, path), limitFor(path));
  return 'problem' in file ? file : decodeText(file.bytes);
}

function readGit(folder: string, problems: Problem[]): Git | undefined {
  const directory = findGitDirectory(folder);
  if (!directory) return undefined;
  if ('problem' in directory) {
    problems.push({ path: '.git', message: directory.problem });
    return undefined;
  }
  const head = readHead(directory);
  if (head.problem !== undefined) problems.push({ path: '.git', message: head.problem });
  const idBytes = head.commit?.length === 64 ? 32 : 20;
  const index = readIndex(directory, idBytes);
  const indexedAt = lstatSync(join(directory.path, 'index'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const found = { directory, commit: head.commit, branch: head.branch, idBytes, indexedAt } as const;
  if (!index) return found;
  if ('problem' in index) {
    problems.push({ path: '.git/index', message: index.problem });
    return found;
  }
  if (index.unreadableNames > 0) {
    problems.push({ path: '.git/index', message: `${index.unreadableNames} tracked names are not UTF-8` });
  }
  return index.entries.size === 0 && head.commit === undefined ? found : { ...found, index: index.entries };
}

function readIndex(directory: GitDirectory, idBytes: 20 | 32): GitIndex | undefined {
  const file = readPlainFile(join(directory.path, 'index'), indexLimit);
  if ('bytes' in file) return parseIndex(file.bytes, idBytes);
  return file.missing ? undefined : { problem: file.problem };
}

/** All regular files that are tracked or not ignored, as their status says; what else stands there is a problem. */
function walk(root: string, git: Git | undefined, problems: Problem[]): FoundFile[] {
  const files: FoundFile[] = [];
  const foldersWithTracked = foldersOf(git?.index);
  const rules = new Map<string, IgnoreRules>();
  const excluded = git ? readRules(join(git.directory.common, 'info', 'exclude')) : [];
  const waiting = [{ path: '', ignored: false }];
  const report = (path: string, message: string): void => void problems.push({ path: path || '.', message });

  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    const { path: above, ignored: inIgnored } = folder;
    const entries = listFolder(join(root, above));
    if ('problem' in entries) {
      report(above.slice(0, -1), `the folder ${entries.problem}`);
      continue;
    }
    if (
      git &&
      above !== '' &&
      isNestedRepository(entries.names) &&
      !foldersWithTracked.has(above.slice(0, -1))
    ) {
      if (!git.index?.has(above.slice(0, -1)))
        report(above.slice(0, -1), 'is a repository of its own, so it was not read');
      continue;
    }
    const own = entries.names.some(({ name }) => name === '.gitignore')
      ? readRules(join(root, above, '.gitignore'))
      : [];
    const here = above === '' ? [...excluded, ...own] : own;
    if (here.length > 0) rules.set(above, here);

    for (const entry of entries.names) {
      if (entry.name === '.git') continue;
      const path = above + entry.name;
      const isFolder = entry.isDirectory();
      const isIgnored = inIgnored || isExcludedByRules(rules, path, isFolder);
      if (isIgnored && !(isFolder ? foldersWithTracked.has(path) : git?.index?.has(path))) continue;
      if (isFolder) {
        if (git?.index?.get(path)?.mode === 0o160000) report(path, submoduleMessage);
        else waiting.push({ path: `${path}/`, ignored: isIgnored });
      } else {
        const found = inspect(root, path, entry);
        if ('problem' in found) report(path, found.problem);
        else if ('status' in found) files.push({ path, status: found.status });
      }
    }
    if (files.length > mostFiles) {
      report(above.slice(0, -1), `the listing was cut off after ${mostFiles} files`);
      break;
    }
  }
  return files;
}

/** A regular file's status; nothing for a link inside the tree, which another path stands for. */
function inspect(
  root: string,
  path: string,
  entry: Dirent,
): { readonly status: Stats } | { readonly problem: string } | Record<string, never> {
  const full = join(root, path);
  try {
    if (entry.isSymbolicLink()) {
      return leavesTree(path, readlinkSync(full))
        ? { problem: 'is a symbolic link that leaves the repository, so it was not followed' }
        : {};
    }
    const status = lstatSync(full);
    if (status.isFile()) return { status };
    return { problem: 'is a FIFO, a socket or a device, so it was not read' };
  } catch (error) {
    const { problem, missing } = fileProblem(error);
    // A name that isn't UTF-8 comes with replacement characters, under which nothing is found.
    return {
      problem:
        missing && path.includes('\ufffd') ? 'has a name that is not UTF-8, so it was not read' : problem,
    };
  }
}

function listFolder(folder: string): { readonly names: readonly Dirent[] } | { readonly problem: string } {
  try {
    return { names: readdirSync(folder, { withFileTypes: true }) };
  } catch (error) {
    const { problem, missing } = fileProblem(error);
    return {
      problem:
        missing && folder.includes('\ufffd') ? 'has a name that is not UTF-8, so it was not read' : problem,
    };
  }
}

const isNestedRepository = (names: readonly Dirent[]): boolean => names.some(({ name }) => name === '.git');

function readRules(path: string): IgnoreRules {
  const file = readPlainFile(path, ignoreFileLimit);
  const content = 'bytes' in file ? decodeText(file.bytes) : file;
  return 'text' in content ? parseIgnoreRules(content.text) : [];
}

function foldersOf(index: ReadonlyMap<string, IndexEntry> | undefined): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of index?.keys() ?? []) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

function gitState(folder: string, git: Git, files: readonly FoundFile[]): GitState {
  const state = { commit: git.commit, branch: git.branch };
  if (git.commit === undefined) return state;
  return {
    ...state,
    dirty: git.index === undefined ? undefined : isDirty(folder, git, git.index, git.commit, files),
  };
}

/** Content compared at most this often; a fresh copy has new times everywhere. */
const mostCompared = 2_000;

/** Whether what was listed is anything but HEAD's commit; undefined where telling would cost too much. */
function isDirty(
  folder: string,
  git: Git,
  index: ReadonlyMap<string, IndexEntry>,
  commit: string,
  files: readonly FoundFile[],
): boolean | undefined {
  const found = new Map(files.map(({ path, status }) => [path, status]));
  if (files.some(({ path }) => !index.has(path))) return true;
  const isRegular = ({ mode }: IndexEntry): boolean => mode === 0o100644 || mode === 0o100755;
  const changed: string[] = [];
  for (const [path, entry] of index) {
    if (entry.unmerged) return true;
    if (entry.skipped || !isRegular(entry)) continue;
    const status = found.get(path);
    if (!status) return true;
    if (!isAsIndexed(status, entry, git.indexedAt)) changed.push(path);
  }
  const staged = differsFromCommit(git, index, commit);
  if (staged !== false) return staged;
  if (changed.length > mostCompared) return undefined;
  return changed.some((path) => contentId(folder, path, git.idBytes) !== index.get(path)?.id);
}

/** By size and time alone, as git does it: the same for the same content, except where the time tells too little. */
function isAsIndexed({ size, mtimeMs }: Stats, entry: IndexEntry, indexedAt: number): boolean {
  const milliseconds = entry.modifiedSeconds * 1000 + entry.modifiedNanoseconds / 1e6;
  return entry.size === size && size > 0 && Math.abs(mtimeMs - milliseconds) < 0.001 && mtimeMs < indexedAt;
}

/** Whether something is staged; undefined where the commit can't be read. */
function differsFromCommit(
  git: Git,
  index: ReadonlyMap<string, IndexEntry>,
  commit: string,
): boolean | undefined {
  const objects = openObjects(join(git.directory.common, 'objects'), git.idBytes);
  const tree = treeOf(objects, commit);
  if ('problem' in tree) return undefined;
  const { files, links, problems } = listTree(objects, tree.tree, git.idBytes);
  if (problems.length > 0) return undefined;
  const listed = [...files, ...links];
  const indexed = [...index.values()].filter(({ mode }) => mode !== 0o160000);
  return listed.length !== indexed.length || listed.some(({ path, id }) => index.get(path)?.id !== id);
}

function contentId(folder: string, path: string, idBytes: 20 | 32): string | undefined {
  const file = readPlainFile(join(folder, path), indexLimit);
  if ('problem' in file) return undefined;
  const hash = createHash(idBytes === 20 ? 'sha1' : 'sha256');
  return hash.update(`blob ${file.bytes.length}\0`).update(file.bytes).digest('hex');
}
