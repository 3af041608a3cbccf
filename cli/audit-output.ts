/** Where the reports of an audit go: formats, files, and who has to make room on the standard output. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Report } from '../checks/engine/report.ts';
import { type Reporter, reporters } from '../checks/reporters/reporters.ts';
import { type Io, UsageError } from './command.ts';
import { nearest, printable } from './usage.ts';

export interface Output {
  readonly reporter: Reporter;
  readonly file?: string;
}

/** From `F` or `F:FILE`. Throws a {@link UsageError} for an unknown format, and for two that want the output. */
export function readFormats(words: readonly string[]): readonly Output[] {
  const outputs = words.map((word): Output => {
    const colon = word.indexOf(':');
    const format = colon < 0 ? word : word.slice(0, colon);
    const reporter = reporters.get(format);
    if (!reporter) {
      const near = nearest(format, [...reporters.keys()]);
      const advice = near ? `the nearest is ${near}` : `there are ${[...reporters.keys()].join(', ')}`;
      throw new UsageError(`there is no format “${printable(format)}”; ${advice}.`);
    }
    if (colon === word.length - 1)
      throw new UsageError(`--format ${printable(word)} names no file after the colon.`);
    return { reporter, file: colon < 0 ? undefined : word.slice(colon + 1) };
  });
  const onStdout = outputs.filter(({ file, reporter }) => file === undefined && !reporter.forPeople);
  if (onStdout.length > 1)
    throw new UsageError('only one format can go to the output; write the others as F:FILE.');
  return outputs;
}

/** What is for people makes room on the standard output for what is for programs. */
export async function writeReports(
  outputs: readonly Output[],
  reports: readonly Report[],
  linkBase: string | undefined,
  io: Io,
): Promise<void> {
  const machine = outputs.some(({ file, reporter }) => file === undefined && !reporter.forPeople);
  for (const { reporter, file } of outputs) {
    const colour = file === undefined && io.colour;
    const text = (await reporter.load())(reports, { colour, linkBase });
    if (file !== undefined) writeFile(io, file, text);
    else if (reporter.forPeople && machine) io.stderr(text);
    else io.stdout(text);
  }
}

/** Throws a {@link UsageError} where the file can't be written. */
export function writeFile(io: Io, file: string, text: string): void {
  const path = resolve(io.cwd, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
    throw new UsageError(`the report can't be written to ${printable(file)} (${code}); name another file.`);
  }
}
