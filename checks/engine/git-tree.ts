/** Lists the files of a commit, from its tree objects. */
import type { GitObjects } from './git-objects.ts';
import type { Problem } from './place.ts';

export interface TreeFile {
  readonly path: string;
  readonly id: string;
  readonly executable: boolean;
}
export interface TreeListing {
  readonly files: readonly TreeFile[];
  readonly links: readonly Pick<TreeFile, 'path' | 'id'>[];
  /** Paths at which another repository belongs. */
  readonly submodules: readonly string[];
  readonly problems: readonly Problem[];
}

const objectLimit = 16 * 1024 * 1024;
/** Trees may name each other so that a few kilobytes stand for millions of files. */
const mostFiles = 100_000;
const deepest = 512;

/** The tree of a commit, or of a tag on one. */
export function treeOf(
  objects: GitObjects,
  commit: string,
): { readonly tree: string } | { readonly problem: string } {
  let id = commit;
  for (let steps = 0; steps < 5; steps++) {
    const object = objects.read(id, objectLimit);
    if ('problem' in object) return { problem: `the commit ${object.problem}` };
    const text = object.bytes.toString('latin1', 0, 200);
    const named = /^(tree|object) ([0-9a-f]{40,64})\n/.exec(text);
    if (!named?.[2]) break;
    if (named[1] === 'tree' && object.type === 'commit') return { tree: named[2] };
    id = named[2];
  }
  return { problem: 'the commit is malformed' };
}

export function listTree(objects: GitObjects, tree: string, idBytes: number): TreeListing {
  const files: TreeFile[] = [];
  const links: Pick<TreeFile, 'path' | 'id'>[] = [];
  const submodules: string[] = [];
  const problems: Problem[] = [];
  const waiting = [{ id: tree, path: '', depth: 0 }];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    const { id, path: above, depth } = folder;
    const place = above.slice(0, -1) || '.';
    if (depth > deepest) {
      problems.push({ path: place, message: 'is nested too deep, so it was not read' });
      continue;
    }
    const object = objects.read(id, objectLimit);
    if ('problem' in object || object.type !== 'tree') {
      problems.push({
        path: place,
        message: `the folder ${'problem' in object ? object.problem : 'is no tree'}`,
      });
      continue;
    }
    for (const { mode, name, id: child } of treeEntries(object.bytes, idBytes)) {
      const path = above + name;
      if (!isSafeName(name))
        problems.push({ path, message: 'has a name that git would refuse, so it was not read' });
      else if (name.includes('\ufffd'))
        problems.push({ path, message: 'has a name that is not UTF-8, so it was not read' });
      else if (mode === '40000') waiting.push({ id: child, path: `${path}/`, depth: depth + 1 });
      else if (mode === '120000') links.push({ path, id: child });
      else if (mode === '160000') submodules.push(path);
      else if (mode.startsWith('100')) files.push({ path, id: child, executable: mode === '100755' });
    }
    if (files.length + links.length + waiting.length > mostFiles) {
      problems.push({ path: place, message: `the listing was cut off after ${mostFiles} files` });
      break;
    }
  }
  return { files, links, submodules, problems };
}

const isSafeName = (name: string): boolean =>
  name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git' && !name.includes('/');

function* treeEntries(bytes: Buffer, idBytes: number): Generator<{ mode: string; name: string; id: string }> {
  let position = 0;
  while (position < bytes.length) {
    const space = bytes.indexOf(0x20, position);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0 || end + 1 + idBytes > bytes.length) return;
    yield {
      mode: bytes.toString('latin1', position, space),
      name: bytes.toString('utf8', space + 1, end),
      id: bytes.toString('hex', end + 1, end + 1 + idBytes),
    };
    position = end + 1 + idBytes;
  }
}
