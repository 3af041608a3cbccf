/** What every reporter is: a pure function from reports to text. */
import type { Report } from '../engine/report.ts';

export interface WriteOptions {
  /** Terminal colours; only where text goes to one. */
  readonly colour?: boolean;
  /** What links to files start with: `https://github.com/owner/name/blob/main/`. Absent: links are relative. */
  readonly linkBase?: string;
}

export type Write = (reports: readonly Report[], options?: WriteOptions) => string;
