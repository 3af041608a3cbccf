/** Puts a new service under version control: `git init` and the first commit. */
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Problem } from './problem.ts';

/** What became of it: a repository of its own, or one that the service stands in already. */
export type Repository = { made: true } | { made: false; inside: string };

/** A git hook that runs this program would otherwise hand on its own repository. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(key)),
  );

const git = async (cwd: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)('git', args, { cwd, env: environment() })).stdout.trim();

const succeeds = (run: Promise<string>): Promise<string | undefined> => run.catch(() => undefined);

/** A setting of our own only where the user has none: their name and their branch come first. */
async function unlessSet(cwd: string, key: string, value: string): Promise<string[]> {
  return (await succeeds(git(cwd, 'config', '--get', key))) ? [] : ['-c', `${key}=${value}`];
}

/**
 * Makes a repository with one commit of the given paths.
 *
 * Within another work tree nothing is made: a repository inside a repository would hide the service from the outer
 * one. Hooks and signing are passed over: they may ask, and nobody may be there to answer.
 */
export async function makeFirstCommit(
  directory: string,
  paths: readonly string[],
): Promise<Repository | Problem> {
  if ((await succeeds(git(dirname(directory), '--version'))) === undefined) {
    return { problem: 'git is not installed, so no repository was made' };
  }
  const inside = await succeeds(git(directory, 'rev-parse', '--show-toplevel'));
  if (inside !== undefined && (await succeeds(git(directory, 'rev-parse', '--verify', 'HEAD')))) {
    return { made: false, inside };
  }
  if (inside !== undefined && (await git(directory, 'rev-parse', '--show-prefix')) !== '')
    return { made: false, inside };
  try {
    await git(directory, ...(await unlessSet(directory, 'init.defaultBranch', 'main')), 'init', '--quiet');
    // A user's own list of ignored files must not keep a file of the service out.
    await git(directory, 'add', '--force', '--', ...paths);
    const author = [
      ...(await unlessSet(directory, 'user.name', 'twelvefold')),
      ...(await unlessSet(directory, 'user.email', 'twelvefold@localhost')),
    ];
    await git(
      directory,
      ...author,
      'commit',
      '--quiet',
      '--no-verify',
      '--no-gpg-sign',
      '-m',
      'Start from the twelvefold template',
    );
    return { made: true };
  } catch (error) {
    const line = String((error as { stderr?: string }).stderr ?? error).split('\n')[0];
    return { problem: `git could not make the first commit: ${line}` };
  }
}
