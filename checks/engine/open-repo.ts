/** Opens whatever a person names as a target: a working tree, a bare repository, a `.git` folder. */
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findGitDirectory, isGitDirectory, isWithoutWorkTree } from './git-directory.ts';
import { fileProblem } from './plain-file.ts';
import type { Repo } from './repo.ts';
import { repoFromFolder } from './repo-from-folder.ts';
import { repoFromGit } from './repo-from-git.ts';

export type OpenedRepo = { readonly repo: Repo } | { readonly problem: string };

/**
 * `revision`: read this commit, branch or tag from the git objects instead of the working tree.
 * A path that isn't there, is no folder, or whose commit can't be read is a problem, one sentence about the target.
 */
export function openRepo(target: string, revision?: string): OpenedRepo {
  let folder: string;
  try {
    if (!statSync(target).isDirectory())
      return { problem: 'is a file; a folder or a bare repository is audited' };
    folder = realpathSync(target);
    if (isGitDirectory(folder)) return repoFromGit({ path: folder, common: folder }, revision);
    if (revision === undefined && !isWithoutWorkTree(folder)) return { repo: repoFromFolder(folder) };
  } catch (error) {
    return { problem: fileProblem(error).problem };
  }
  const directory = findGitDirectory(folder);
  if (!directory) return { problem: `is no git repository, so there is no commit “${revision}”` };
  if ('problem' in directory) return { problem: `${join(target, '.git')} ${directory.problem}` };
  return repoFromGit(directory, revision);
}
