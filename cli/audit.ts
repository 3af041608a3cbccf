/** `twelvefold audit`: reads repositories, writes their reports, answers with an exit code. */
import { baselineOf } from '../checks/engine/baseline.ts';
import { reporters } from '../checks/reporters/reporters.ts';
import type { Outcome } from './audit-jobs.ts';
import { type Audited, auditTarget, type Options } from './audit-one.ts';
import { readFormats, writeFile, writeReports } from './audit-output.ts';
import { withoutCredentials } from './audit-target.ts';
import { type Command, exitCodes, type Io, UsageError } from './command.ts';
import { thresholds } from './configuration.ts';
import { printable } from './usage.ts';

const mostJobs = 64;
/** Seconds by the clock: the largest repositories take a fifth of it where the machine isn't busy. */
const defaultTimeout = 300;
/** A day. */
const longestTimeout = 86_400;
/** A target that can't be read is the caller's to mend first; an audit that isn't whole can't be relied on. */
const gravest = [exitCodes.usage, exitCodes.incomplete, exitCodes.findings];

export const command: Command = {
  name: 'audit',
  summary: 'Audit repositories against the twelve factors by reading them; nothing is run.',
  usage: 'twelvefold audit [target…]   a folder, a bare repository, a git URL; default: .',
  options: [
    {
      name: 'format',
      short: 'f',
      type: 'string',
      multiple: true,
      value: 'F[:FILE]',
      description: `How to report, and where to; can be repeated. F is one of: ${[...reporters]
        .map(([name, { summary }]) => `${name} (${summary})`)
        .join(', ')}.`,
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
    {
      name: 'config',
      type: 'string',
      value: 'FILE',
      description: 'Settings and suppressions from this file instead of the repository’s .twelvefold.yaml.',
    },
    {
      name: 'no-suppressions',
      type: 'boolean',
      description: 'The repository has no say: neither its .twelvefold.yaml nor its comments count.',
    },
    {
      name: 'baseline',
      type: 'string',
      value: 'FILE',
      description: 'Findings in this file are known: only new ones decide the exit code.',
    },
    {
      name: 'write-baseline',
      type: 'string',
      value: 'FILE',
      description: 'Write the findings of this audit as a baseline.',
    },
    {
      name: 'jobs',
      short: 'j',
      type: 'string',
      value: 'N',
      description: 'Audit so many targets at once, each in a process of its own; default: one after another.',
    },
    {
      name: 'timeout',
      type: 'string',
      value: 'SECONDS',
      description: `Give a target up after so many, in a process of its own; default with --jobs: ${defaultTimeout}.`,
    },
    {
      name: 'link-base',
      type: 'string',
      value: 'URL',
      description: 'What links to files in Markdown and HTML start with; default: links are relative.',
    },
  ],
  examples: [
    'twelvefold audit',
    'twelvefold audit services/api services/worker',
    'twelvefold audit --only config --only port-binding/port-from-config',
    'twelvefold audit --format text --format sarif:audit.sarif',
    'twelvefold audit --write-baseline known.json && twelvefold audit --baseline known.json',
    'twelvefold audit --no-suppressions --format html:audit.html https://example.org/shop.git',
    'twelvefold audit --rev v1.2.0 --fail-on should /srv/git/shop.git',
  ],
  async run({ positionals, options }, io) {
    const outputs = readFormats((options.format as readonly string[] | undefined) ?? ['text']);
    const jobs = readNumber('jobs', options, 1, mostJobs);
    const timeout = readNumber('timeout', options, 1, longestTimeout);
    const targets = positionals.length === 0 ? ['.'] : positionals;

    const outcomes =
      (jobs !== undefined && jobs > 1 && targets.length > 1) || timeout !== undefined
        ? await auditBeside(targets, options, { jobs, timeout }, io)
        : await auditHere(targets, options, io);
    const audited: Audited[] = [];
    const codes: number[] = [];
    for (const [index, outcome] of outcomes.entries()) {
      if ('report' in outcome) {
        audited.push(outcome);
        codes.push(outcome.exitCode);
        continue;
      }
      const crashed = 'crashed' in outcome;
      codes.push(crashed ? exitCodes.incomplete : exitCodes.usage);
      const words = crashed ? `could not be audited: ${outcome.crashed}` : outcome.problem;
      io.stderr(`twelvefold: ${printable(withoutCredentials(targets[index] ?? ''))} ${words}.\n`);
    }
    const reports = audited.map(({ report }) => report);
    if (reports.length > 0) await writeReports(outputs, reports, linkBaseOf(options), io);
    const baseline = options['write-baseline'] as string | undefined;
    if (baseline !== undefined) writeFile(io, baseline, `${JSON.stringify(baselineOf(reports), null, 2)}\n`);
    return gravest.find((code) => codes.includes(code)) ?? exitCodes.ok;
  },
};

async function auditHere(targets: readonly string[], options: Options, io: Io): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, target] of targets.entries()) {
    showProgress(io, `auditing ${printable(withoutCredentials(target))} (${index + 1} of ${targets.length})`);
    outcomes.push(await auditTarget(target, options, io));
    showProgress(io, '');
  }
  return outcomes;
}

async function auditBeside(
  targets: readonly string[],
  options: Options,
  { jobs = 1, timeout = defaultTimeout }: { readonly jobs?: number; readonly timeout?: number },
  io: Io,
): Promise<readonly Outcome[]> {
  const { auditInProcesses } = await import('./audit-jobs.ts');
  let through = 0;
  const outcomes = await auditInProcesses(targets, options, { jobs, timeout }, io, (target) => {
    through++;
    showProgress(io, `${through} of ${targets.length}: ${printable(withoutCredentials(target))}`);
  });
  showProgress(io, '');
  return outcomes;
}

/** A whole number from an option; undefined where nothing was said. */
function readNumber(name: string, options: Options, least: number, most: number): number | undefined {
  const text = options[name] as string | undefined;
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new UsageError(`--${name} is “${printable(text)}”; it must be a number from ${least} to ${most}.`);
  return number;
}

function linkBaseOf(options: Options): string | undefined {
  const base = options['link-base'] as string | undefined;
  if (base === undefined) return undefined;
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol)) {
    throw new UsageError(`--link-base is “${printable(base)}”; it must be an http or https address.`);
  }
  const { href } = new URL(base);
  return href.endsWith('/') ? href : `${href}/`;
}

/** One line that the next one replaces; nothing where no one watches. */
function showProgress(io: Io, words: string): void {
  if (io.stderrIsTerminal) io.stderr(`\r\x1b[K${words.slice(0, 79)}`);
}
