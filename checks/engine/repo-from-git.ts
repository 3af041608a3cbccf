/** A repository from git objects alone, without a checkout: a bare one, or any commit of another. */
import { join, posix } from 'node:path';
import { type GitDirectory, readHead, readReference } from './git-directory.ts';
import { type GitObjects, openObjects } from './git-objects.ts';
import { listTree, treeOf } from './git-tree.ts';
import type { Problem } from './place.ts';
import type { Repo } from './repo.ts';
import { type Entry, snapshot } from './snapshot.ts';
import { type Content, decodeText, limitFor } from './text.ts';

const longestLink = 4096;

/** Another repository's content, which may be anything or not there at all. */
export const submoduleMessage = 'is a submodule, so it was not read';

/**
 * The files of HEAD's commit, or of `revision`: an id (also shortened), a branch or a tag.
 * A revision that doesn't exist, and a commit that can't be read, are a problem; a repository without commits is an
 * empty one.
 */
export function repoFromGit(
  directory: GitDirectory,
  revision?: string,
): { readonly repo: Repo } | { readonly problem: string } {
  const head = readHead(directory);
  if (head.problem !== undefined && revision === undefined) return { problem: head.problem };
  const idBytes = head.commit?.length === 64 || revision?.length === 64 ? 32 : 20;
  const objects = openObjects(join(directory.common, 'objects'), idBytes);
  const commit =
    revision === undefined ? head.commit : resolveRevision(directory, objects, revision, head.commit);
  if (commit === undefined) {
    if (revision !== undefined) return { problem: `there is no commit “${revision}”` };
    const problem = { path: '.', message: 'the repository has no commit yet' };
    return { repo: snapshot([], [problem], { branch: head.branch }) };
  }
  const tree = treeOf(objects, commit);
  if ('problem' in tree) return tree;

  const listing = listTree(objects, tree.tree, idBytes);
  const entries = listing.files.map(
    ({ path, id, executable }): Entry => ({
      file: {
        path,
        executable,
        tracked: true,
        get size() {
          return objects.sizeOf(id);
        },
      },
      read: () => readBlob(objects, id, path),
    }),
  );
  const leaving = listing.links.flatMap(({ path, id }): Problem[] => {
    const target = objects.read(id, longestLink);
    return 'bytes' in target && !leavesTree(path, target.bytes.toString('utf8'))
      ? []
      : [{ path, message: 'is a symbolic link that leaves the repository, so it was not followed' }];
  });
  const submodules = listing.submodules.map((path): Problem => ({ path, message: submoduleMessage }));
  const branch = commit === head.commit ? head.branch : undefined;
  return { repo: snapshot(entries, [...listing.problems, ...submodules, ...leaving], { commit, branch }) };
}

function readBlob(objects: GitObjects, id: string, path: string): Content {
  const object = objects.read(id, limitFor(path));
  return 'problem' in object ? object : decodeText(object.bytes);
}

/** Whether a link at `path` points out of the tree, by its text alone. */
export function leavesTree(path: string, target: string): boolean {
  if (posix.isAbsolute(target)) return true;
  const resolved = posix.join(posix.dirname(path), target);
  return resolved === '..' || resolved.startsWith('../');
}

function resolveRevision(
  directory: GitDirectory,
  objects: GitObjects,
  revision: string,
  head: string | undefined,
): string | undefined {
  if (revision === 'HEAD') return head;
  for (const prefix of ['refs/heads/', 'refs/tags/', 'refs/remotes/', 'refs/remotes/origin/', '']) {
    const id = readReference(directory, prefix + revision);
    if (id !== undefined) return id;
  }
  return objects.complete(revision.toLowerCase());
}
