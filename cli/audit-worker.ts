/** A process that audits the targets that another sends it, one after another; see audit-jobs.ts. */
import { expectSource } from '../checks/facts/source/parser.ts';
import { keepToOneThread } from '../checks/facts/source/syntax.ts';
import type { Answer, Question } from './audit-jobs.ts';
import { auditTarget } from './audit-one.ts';
import { type Io, UsageError } from './command.ts';

const io: Io = {
  stdout: () => undefined,
  stderr: (text) => void process.stderr.write(text),
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  stdinIsTerminal: false,
  colour: false,
  env: process.env,
  cwd: process.cwd(),
};

keepToOneThread();
process.on('message', async ({ target, options, sourceAhead }: Question) => {
  expectSource(sourceAhead);
  let answer: Answer;
  try {
    answer = await auditTarget(target, options, io);
  } catch (error) {
    // What is no usage error is a bug: the process ends, and who started it says so.
    if (!(error instanceof UsageError)) throw error;
    answer = { usage: error.message };
  }
  process.send?.(answer);
});
