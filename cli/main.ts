#!/usr/bin/env node
/** The executable: gives the program the real terminal and its exit code to the process. */
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Io } from './command.ts';
import { exitCodes } from './command.ts';
import { bugText, runProgram } from './program.ts';

const { stdout, stderr, stdin, env } = process;

/** From Node 22 on compiled code is kept beside the program: who may write there may change the program itself. */
const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };
if (import.meta.url.endsWith('.js'))
  enableCompileCache?.(fileURLToPath(new URL('../cache', import.meta.url)));

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
  stdinIsTerminal: stdin.isTTY === true,
  colour: wantsColour(),
  env,
  cwd: process.cwd(),
};

/** What no promise caught, in a callback of the platform for example. */
process.on('uncaughtException', (error) => {
  io.stderr(bugText(error, io));
  process.exit(exitCodes.incomplete);
});

process.exitCode = await runProgram(process.argv.slice(2), io);
