/** A terminal that keeps what is written to it, for tests of commands. */
import type { Io } from './command.ts';

export interface RecordedIo extends Io {
  out(): string;
  err(): string;
}

export function terminal(more: Partial<Io>): RecordedIo {
  let out = '';
  let err = '';
  return {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    colour: false,
    env: {},
    cwd: process.cwd(),
    ...more,
    out: () => out,
    err: () => err,
  };
}
