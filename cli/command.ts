/** What a command of the program is: its options, its help, and the terminal that it is given. */

/** The terminal and the surroundings that a command may use; tests pass their own. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  stdoutIsTerminal: boolean;
  stderrIsTerminal: boolean;
  stdinIsTerminal: boolean;
  colour: boolean;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

/** One flag of a command. `value` is the placeholder that help shows. */
export interface Option {
  name: string;
  short?: string;
  type: 'boolean' | 'string';
  multiple?: boolean;
  value?: string;
  description: string;
  choices?: readonly string[];
}

/** One command: everything that help, parsing and running need. `run` gives the exit code. */
export interface Command {
  name: string;
  summary: string;
  usage: string;
  options: readonly Option[];
  examples: readonly string[];
  run(
    input: {
      positionals: readonly string[];
      options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
    },
    io: Io,
  ): Promise<number>;
}

/** Wrong usage: one line that says what is wrong and what to do. The program exits with 2. */
export class UsageError extends Error {}

/** Nothing at or above the threshold; findings; wrong usage or configuration; the work could not be done whole. */
export const exitCodes = { ok: 0, findings: 1, usage: 2, incomplete: 3 } as const;
