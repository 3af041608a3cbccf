/** Finds the clones of public repositories that the measuring scripts are pointed at. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The git directory or clone of `owner/name` below a folder, in any of the layouts that the scripts' usage names. */
export const findClone = (folder: string, repo: string): string | undefined => {
  const [owner = '', name = ''] = repo.split('/');
  const flat = join(folder, `${owner}+${name}`);
  return [join(flat, 'repo', '.git'), join(flat, 'repo'), flat, join(folder, owner, name)].find((path) =>
    existsSync(path),
  );
};
