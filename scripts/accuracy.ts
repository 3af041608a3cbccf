/** Measures the audit against labels made by hand: for each check how often it agrees, and every place where it doesn't. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { auditRepo } from '../checks/engine/audit.ts';
import { openRepo } from '../checks/engine/open-repo.ts';
import { findClone } from './clones.ts';

type Outcome = 'pass' | 'fail' | 'notApplicable' | 'unknown' | 'error';
interface Label {
  readonly outcome: Outcome;
  readonly confidence: 'high' | 'low';
  readonly where: readonly string[];
  readonly why: string;
}
interface LabelledRepo {
  readonly repo: string;
  readonly sha: string;
  readonly claims: Readonly<Record<string, Label>>;
}
/** What was counted of one check, or of all. */
interface Counts {
  labels: number;
  agreed: number;
  decided: number;
  failsRight: number;
  failsWrong: number;
  failsMissed: number;
}

const usage = `usage: npm run accuracy -- --labels FILE --repos DIR [--only OWNER/NAME|CHECK]… [--quiet]

  --labels FILE  a list of { repo, sha, claims: { check: { outcome, confidence, where, why } } }
  --repos DIR    bare repositories or clones: DIR/<owner>+<name>/repo, DIR/<owner>+<name> or DIR/<owner>/<name>
  --only X       only this repository or this check; can be repeated
  --quiet        figures only, no list of disagreements
`;

const { values } = parseArgs({
  options: {
    labels: { type: 'string' },
    repos: { type: 'string' },
    only: { type: 'string', multiple: true },
    quiet: { type: 'boolean' },
  },
});
const { labels: labelFile, repos: folder, only = [] } = values;
if (!labelFile || !folder) {
  process.stderr.write(usage);
  process.exit(2);
}

const labelled = JSON.parse(readFileSync(labelFile, 'utf8')) as LabelledRepo[];
const wantedRepos = only.filter((word) => labelled.some(({ repo }) => repo === word));
const wantedChecks = only.filter((word) => !wantedRepos.includes(word));

const none = (): Counts => ({
  labels: 0,
  agreed: 0,
  decided: 0,
  failsRight: 0,
  failsWrong: 0,
  failsMissed: 0,
});
const byCheck = new Map<string, Counts>();
const total = none();
const low = none();
const disagreements: { repo: string; id: string; text: string; low: boolean }[] = [];

const count = (counts: Counts, ours: Outcome, theirs: Outcome): void => {
  counts.labels++;
  if (ours === theirs) counts.agreed++;
  if (ours !== 'unknown' && ours !== 'error') counts.decided++;
  if (ours === 'fail' && theirs === 'fail') counts.failsRight++;
  if (ours === 'fail' && theirs !== 'fail') counts.failsWrong++;
  if (ours !== 'fail' && theirs === 'fail') counts.failsMissed++;
};

for (const { repo, sha, claims } of labelled) {
  if (wantedRepos.length > 0 && !wantedRepos.includes(repo)) continue;
  const path = findClone(folder, repo);
  const opened = path ? openRepo(path, sha) : { problem: `is not below ${folder}` };
  if ('problem' in opened) {
    process.stderr.write(`${repo} ${opened.problem}\n`);
    process.exitCode = 1;
    continue;
  }
  const from = performance.now();
  const report = await auditRepo(opened.repo);
  process.stderr.write(
    `${repo}: ${Math.round(performance.now() - from)} ms, apps: ${report.apps.map(({ path, ecosystem, kind, framework }) => `${path} (${[ecosystem, framework, kind].filter(Boolean).join(' ')})`).join(', ')}\n`,
  );
  for (const check of report.checks) {
    const label = claims[check.id];
    if (!label || (wantedChecks.length > 0 && !wantedChecks.includes(check.id))) continue;
    const isLow = label.confidence === 'low';
    const counts = byCheck.get(check.id) ?? none();
    byCheck.set(check.id, counts);
    for (const each of isLow ? [low] : [counts, total]) count(each, check.outcome, label.outcome);
    if (check.outcome === label.outcome) continue;
    const found = check.findings
      .slice(0, 4)
      .map(({ path, line, message }) => `    ${path}:${line ?? ''} ${message}`);
    disagreements.push({
      repo,
      id: check.id,
      low: isLow,
      text: [
        `  ours   ${check.outcome}: ${check.reason}`,
        ...found,
        `  label  ${label.outcome}: ${label.why} [${label.where.join(', ')}]`,
      ].join('\n'),
    });
  }
}

const share = (part: number, of: number): string =>
  of === 0 ? '     –' : `${((100 * part) / of).toFixed(1).padStart(5)}%`;
const row = (
  name: string,
  { labels, agreed, decided, failsRight, failsWrong, failsMissed }: Counts,
): string =>
  `${name.padEnd(40)} ${String(labels).padStart(4)} ${share(agreed, labels)} ${share(decided, labels)} ${share(failsRight, failsRight + failsWrong)} ${share(failsRight, failsRight + failsMissed)}`;

if (!values.quiet) {
  for (const { repo, id, text, low: isLow } of disagreements.sort(
    (a, b) => a.id.localeCompare(b.id) || a.repo.localeCompare(b.repo),
  )) {
    process.stdout.write(`${id}  ${repo}${isLow ? '  (low confidence)' : ''}\n${text}\n\n`);
  }
}
process.stdout.write(`${'check'.padEnd(40)} ${'n'.padStart(4)}  agree decide   prec.  recall\n`);
for (const [id, counts] of [...byCheck].sort(([a], [b]) => a.localeCompare(b)))
  process.stdout.write(`${row(id, counts)}\n`);
process.stdout.write(`${row('all, high confidence', total)}\n${row('low confidence, not counted', low)}\n`);
