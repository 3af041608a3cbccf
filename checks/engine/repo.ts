/** The audited repository as the rest of the audit sees it: read once, from wherever it came, and never executed. */
import type { Problem } from './place.ts';

export interface RepoFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly executable: boolean;
  /**
   * Tracked by git. Without git, whatever `.gitignore` doesn't exclude counts as tracked.
   * Files that git ignores are not listed at all; new files that it doesn't ignore are listed as untracked.
   */
  readonly tracked: boolean;
}

export interface GitState {
  /** Full id of HEAD's commit; absent in a repository without commits. */
  readonly commit?: string;
  readonly branch?: string;
  /** A listed file differs from HEAD; absent where it wasn't looked at (a bare repository is never dirty). */
  readonly dirty?: boolean;
}

export interface Repo {
  /** Sorted by path, in code-unit order. Symbolic links and submodules are not among them. */
  readonly files: readonly RepoFile[];
  /** Absent where the folder is no git repository: claims about history don't apply then. */
  readonly git?: GitState;
  /**
   * The text of a listed file, without a byte order mark, line ends as they stand.
   * `undefined` for a path that isn't listed, and for what is no text: binary, larger than the limit, not UTF-8 or
   * UTF-16; the last three are in `problems` where a reader would have wanted them.
   */
  text(path: string): string | undefined;
  has(path: string): boolean;
  /** The files that were read so far, as far as their text is still in memory. */
  textsRead(): Iterable<readonly [path: string, text: string]>;
  /** What could not be read, with the reason; grows while files are read. */
  readonly problems: readonly Problem[];
}
