/** A repository from an object literal: what tests and the tables of cases audit. */
import { type IgnoreRules, isExcluded, parseIgnoreRules } from './gitignore.ts';
import type { GitState, Repo } from './repo.ts';
import { type Entry, snapshot } from './snapshot.ts';
import { decodeText } from './text.ts';

export interface RepoOfOptions {
  /** Absent: a folder without git, of which everything that `.gitignore` doesn't exclude counts as tracked. */
  readonly git?: GitState;
  /** Tracked although `.gitignore` excludes them, as after `git add --force`. */
  readonly tracked?: readonly string[];
  /** New files that git doesn't know yet. */
  readonly untracked?: readonly string[];
  readonly executable?: readonly string[];
}

/** Paths with `/`, relative to the root; bytes stand for files that aren't plain UTF-8. */
export function repoOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: RepoOfOptions = {},
): Repo {
  const rules = new Map<string, IgnoreRules>();
  for (const [path, content] of Object.entries(files)) {
    if (path !== '.gitignore' && !path.endsWith('/.gitignore')) continue;
    if (typeof content === 'string')
      rules.set(path.slice(0, -'.gitignore'.length), parseIgnoreRules(content));
  }
  const tracked = new Set(options.tracked);
  const untracked = new Set(options.untracked);
  const executable = new Set(options.executable);

  const entries = Object.entries(files)
    .filter(([path]) => tracked.has(path) || !isExcluded(rules, path))
    .map(
      ([path, content]): Entry => ({
        file: {
          path,
          size: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
          executable: executable.has(path),
          tracked: !untracked.has(path),
        },
        read: () => (typeof content === 'string' ? { text: content } : decodeText(content)),
      }),
    );
  return snapshot(entries, [], options.git);
}
