/** `twelvefold audit`: reads repositories, writes their reports, answers with an exit code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { auditRepo } from '../checks/engine/audit.ts';
import type { AnyCheck, Severity } from '../checks/engine/check.ts';
import { factors } from '../checks/engine/factors.ts';
import { openRepo } from '../checks/engine/open-repo.ts';
import type { Report } from '../checks/engine/report.ts';
import { type Reporter, reporters } from '../checks/reporters/reporters.ts';
import { type Command, type Io, UsageError } from './command.ts';
import { exitCodes, readPackage } from './program.ts';
import { nearest, printable } from './usage.ts';

const thresholds = ['must', 'should', 'may', 'never'] as const;
type Threshold = (typeof thresholds)[number];
const severities: readonly Severity[] = ['must', 'should', 'may'];

export const command: Command = {
  name: 'audit',
  summary: 'Audit repositories against the twelve factors by reading them; nothing is run.',
  usage: 'twelvefold audit [target…]   a folder, a bare repository or a .git folder; default: .',
  options: [
    {
      name: 'format',
      short: 'f',
      type: 'string',
      multiple: true,
      value: 'F[:FILE]',
      description: `How to report, and where to; can be repeated. F is ${[...reporters.keys()].join(' or ')}.`,
    },
    {
      name: 'only',
      type: 'string',
      multiple: true,
      value: 'ID|FACTOR',
      description: 'Only this check, or those of this factor (name or number); can be repeated.',
    },
    {
      name: 'fail-on',
      type: 'string',
      value: 'SEVERITY',
      choices: thresholds,
      description: 'Exit with 1 if a claim of this severity or above is broken; default: must.',
    },
    {
      name: 'min-score',
      type: 'string',
      value: 'N',
      description: 'Exit with 1 if a score is below N, 0 to 100.',
    },
    {
      name: 'rev',
      type: 'string',
      value: 'COMMIT',
      description: 'Read this commit, branch or tag from the git objects instead of the working tree.',
    },
  ],
  examples: [
    'twelvefold audit',
    'twelvefold audit services/api services/worker',
    'twelvefold audit --only config --only port-binding/port-from-config',
    'twelvefold audit --format text --format json:audit.json',
    'twelvefold audit --rev v1.2.0 --fail-on should /srv/git/shop.git',
  ],
  async run({ positionals, options }, io) {
    const outputs = readFormats((options.format as readonly string[] | undefined) ?? ['text']);
    const threshold = (options['fail-on'] as Threshold | undefined) ?? 'must';
    const least = readScore(options['min-score'] as string | undefined);
    const checks = await chooseChecks((options.only as readonly string[] | undefined) ?? []);
    const targets = positionals.length === 0 ? ['.'] : positionals;
    for (const target of targets) {
      if (/^[\w+.-]+:\/\/|^[\w.-]+@[\w.-]+:/.test(target)) {
        throw new UsageError(`${printable(target)} is an address; clone it and audit the folder.`);
      }
    }

    const reports: Report[] = [];
    let unreadable = 0;
    for (const [index, target] of targets.entries()) {
      showProgress(io, `auditing ${printable(target)} (${index + 1} of ${targets.length})`);
      const audited = await auditTarget(target, options.rev as string | undefined, checks, io);
      showProgress(io, '');
      if ('schemaVersion' in audited) reports.push(audited);
      else {
        unreadable++;
        io.stderr(`twelvefold: ${printable(target)} ${audited.problem}.\n`);
      }
    }
    if (reports.length > 0) for (const output of outputs) writeReports(output, reports, outputs, io);
    return unreadable > 0 ? exitCodes.usage : exitCodeOf(reports, threshold, least);
  },
};

async function auditTarget(
  target: string,
  revision: string | undefined,
  checks: ReadonlyMap<string, AnyCheck>,
  io: Io,
): Promise<Report | { readonly problem: string }> {
  const opened = openRepo(resolve(io.cwd, target), revision);
  if ('problem' in opened) return opened;
  if (opened.repo.files.length === 0) return { problem: 'holds no files to audit' };
  const tool = { name: 'twelvefold', version: readPackage().version };
  const onError = (error: unknown): void => {
    if (io.env.TWELVEFOLD_DEBUG && error instanceof Error) io.stderr(`${error.stack}\n`);
  };
  return auditRepo(opened.repo, { checks, target: { path: target }, tool, onError });
}

/** An audit that isn't whole outranks what it found: its result can't be relied on. */
function exitCodeOf(reports: readonly Report[], threshold: Threshold, least: number): number {
  const outcomes = reports.flatMap(({ checks }) => checks);
  if (outcomes.some(({ outcome }) => outcome === 'error')) return exitCodes.incomplete;
  const counting = threshold === 'never' ? [] : severities.slice(0, severities.indexOf(threshold) + 1);
  const broken = outcomes.some(({ outcome, severity }) => outcome === 'fail' && counting.includes(severity));
  const low = reports.some(({ score }) => least > 0 && (score === null || score < least));
  return broken || low ? exitCodes.findings : exitCodes.ok;
}

function readScore(text: string | undefined): number {
  if (text === undefined) return 0;
  const score = Number(text);
  if (text.trim() === '' || !(score >= 0 && score <= 100)) {
    throw new UsageError(`--min-score is “${printable(text)}”; it must be a number from 0 to 100.`);
  }
  return score;
}

async function chooseChecks(words: readonly string[]): Promise<ReadonlyMap<string, AnyCheck>> {
  const { checks } = await import('../checks/index.generated.ts');
  if (words.length === 0) return checks;
  const chosen = words.flatMap((list) => list.split(',')).map((word) => word.trim());
  const slugs = chosen.map((word) => {
    const factor = factors.find(({ slug, number, numeral }) =>
      [slug, String(number), numeral].includes(word),
    );
    if (factor || checks.has(word)) return factor?.slug ?? word;
    const near = nearest(word, [...checks.keys(), ...factors.map(({ slug }) => slug)]);
    const advice = near ? `the nearest is ${near}` : 'twelvefold explain lists them';
    throw new UsageError(`there is no check or factor “${printable(word)}”; ${advice}.`);
  });
  return new Map(
    [...checks].filter(([id]) => slugs.some((word) => id === word || id.startsWith(`${word}/`))),
  );
}

interface Output {
  readonly reporter: Reporter;
  readonly file?: string;
}

function readFormats(words: readonly string[]): readonly Output[] {
  const outputs = words.map((word): Output => {
    const colon = word.indexOf(':');
    const format = colon < 0 ? word : word.slice(0, colon);
    const reporter = reporters.get(format);
    if (!reporter) {
      const near = nearest(format, [...reporters.keys()]);
      const advice = near ? `the nearest is ${near}` : `there are ${[...reporters.keys()].join(' and ')}`;
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
function writeReports(
  { reporter, file }: Output,
  reports: readonly Report[],
  outputs: readonly Output[],
  io: Io,
): void {
  const machine = outputs.some((other) => other.file === undefined && !other.reporter.forPeople);
  const colour = file === undefined && io.colour;
  const text = reporter.join(reports.map((report) => reporter.write(report, { colour })));
  if (file !== undefined) writeFile(resolve(io.cwd, file), file, text);
  else if (reporter.forPeople && machine) io.stderr(text);
  else io.stdout(text);
}

function writeFile(path: string, shown: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
    throw new UsageError(`the report can't be written to ${printable(shown)} (${code}); name another file.`);
  }
}

/** One line that the next one replaces; nothing where no one watches. */
function showProgress(io: Io, words: string): void {
  if (io.stderrIsTerminal) io.stderr(`\r\x1b[K${words.slice(0, 79)}`);
}
