/** Expected trouble as a value: one line that says what is wrong and what to do. */

/** What can't be done, in one line that a user can act upon. */
export interface Problem {
  problem: string;
}

/** Tells trouble from a result. */
export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'problem' in value;
