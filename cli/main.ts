/** The executable: gives the program the real terminal and its exit code to the process. */
import type { Io } from './command.ts';
import { exitCodes } from './command.ts';
import { bugText, runProgram } from './program.ts';

const { stdout, stderr, env } = process;

/** https://no-color.org and https://force-color.org: a variable that is set and not empty. */
function wantsColour(): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stdout.isTTY === true && env.TERM !== 'dumb';
}

/** A reader that has gone away (`| head`) is no reason to die; what it would have read is dropped. */
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const io: Io = {
  stdout: (text) => void (stdout.destroyed || stdout.write(text)),
  stderr: (text) => void (stderr.destroyed || stderr.write(text)),
  stdoutIsTerminal: stdout.isTTY === true,
  stderrIsTerminal: stderr.isTTY === true,
  // Most commands don't ask, and to open it takes a while.
  get stdinIsTerminal() {
    return process.stdin.isTTY === true;
  },
  colour: wantsColour(),
  env,
  cwd: process.cwd(),
};

/** What no promise caught, in a callback of the platform for example. */
process.on('uncaughtException', (error) => {
  io.stderr(bugText(error, io));
  process.exit(exitCodes.incomplete);
});

runProgram(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
