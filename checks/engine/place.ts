/** Where something stands: the smallest common noun of facts, findings and reports. */

/** A place in a file of the audited repository. Lines and columns count from 1. */
export interface Place {
  /** Relative to the repository's root, with `/`, never starting with `./`. */
  readonly path: string;
  /** Absent where the file as a whole is meant. */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
}

/** Something of the repository that could not be read or parsed; shown in the report, never thrown. */
export interface Problem extends Place {
  readonly message: string;
}
