/** `twelvefold audit`: reads repositories, writes their reports, answers with an exit code. */
import { auditRepo } from '../checks/engine/audit.ts';
import { baselineOf, isBrokenAnew } from '../checks/engine/baseline.ts';
import type { Severity } from '../checks/engine/check.ts';
import type { Report } from '../checks/engine/report.ts';
import { reporters } from '../checks/reporters/reporters.ts';
import { readFormats, writeFile, writeReports } from './audit-output.ts';
import { type Checks, type Settings, settingsFor } from './audit-settings.ts';
import { openTarget, withoutCredentials } from './audit-target.ts';
import { type Command, type Io, UsageError } from './command.ts';
import { thresholds } from './configuration.ts';
import { exitCodes, readPackage } from './program.ts';
import { printable } from './usage.ts';

type Options = Parameters<Command['run']>[0]['options'];
const severities: readonly Severity[] = ['must', 'should', 'may'];

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
    const { checks } = await import('../checks/index.generated.ts');
    const targets = positionals.length === 0 ? ['.'] : positionals;

    const audited: Audited[] = [];
    let unreadable = 0;
    for (const [index, target] of targets.entries()) {
      showProgress(
        io,
        `auditing ${printable(withoutCredentials(target))} (${index + 1} of ${targets.length})`,
      );
      const result = await auditTarget(target, options, checks, io);
      showProgress(io, '');
      if ('report' in result) audited.push(result);
      else {
        unreadable++;
        io.stderr(`twelvefold: ${printable(withoutCredentials(target))} ${result.problem}.\n`);
      }
    }
    const reports = audited.map(({ report }) => report);
    if (reports.length > 0) await writeReports(outputs, reports, linkBaseOf(options), io);
    const baseline = options['write-baseline'] as string | undefined;
    if (baseline !== undefined) writeFile(io, baseline, `${JSON.stringify(baselineOf(reports), null, 2)}\n`);
    return unreadable > 0 ? exitCodes.usage : exitCodeOf(audited);
  },
};

interface Audited {
  readonly report: Report;
  readonly settings: Settings;
}

async function auditTarget(
  target: string,
  options: Options,
  checks: Checks,
  io: Io,
): Promise<Audited | { readonly problem: string }> {
  const opened = await openTarget(target, options.rev as string | undefined, io);
  if ('problem' in opened) return opened;
  try {
    const { repo, named } = opened;
    if (repo.files.length === 0) return { problem: 'holds no files to audit' };
    const settings = await settingsFor(repo, options, checks, io);
    const report = await auditRepo(repo, {
      checks: settings.checks,
      target: named,
      tool: { name: 'twelvefold', version: readPackage().version },
      exceptions: {
        suppressions: settings.configuration.suppressions,
        comments: options['no-suppressions'] !== true,
        today: new Date().toISOString().slice(0, 10),
        baseline: settings.baseline,
        isCheck: (id) => checks.has(id),
      },
      onError: (error) => {
        if (io.env.TWELVEFOLD_DEBUG && error instanceof Error) io.stderr(`${error.stack}\n`);
      },
    });
    return { report, settings };
  } finally {
    opened.close();
  }
}

/** An audit that isn't whole outranks what it found: its result can't be relied on. */
function exitCodeOf(audited: readonly Audited[]): number {
  if (audited.some(({ report }) => report.checks.some(({ outcome }) => outcome === 'error')))
    return exitCodes.incomplete;
  const fails = audited.some(({ report: { checks, score }, settings: { failOn, minScore } }) => {
    const counting = failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1);
    const broken = checks.some((check) => counting.includes(check.severity) && isBrokenAnew(check));
    return broken || (minScore > 0 && (score === null || score < minScore));
  });
  return fails ? exitCodes.findings : exitCodes.ok;
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
