/** The shape of a check's table of cases: small repositories as object literals, and the outcome expected. */
import type { Facts } from '../facts/facts.ts';
import type { Verdict } from './check.ts';

export interface Case {
  /** Path → text. The repository that is audited; one app unless the files say otherwise. */
  readonly files: Readonly<Record<string, string>>;
  readonly outcome: Verdict['outcome'];
  /** Where the first finding must stand, as `path:line`; for failing cases. */
  readonly at?: string;
  /** `pass` and `fail` explain themselves; a trap looks like the one and is the other. */
  readonly trap?: true;
  /** Facts put in place of gathered ones, for what no file can say (`running`). */
  readonly facts?: Partial<Facts>;
}

/** The key is the case's title, in words that the reference docs can print. */
export type Cases = Readonly<Record<string, Case>>;
