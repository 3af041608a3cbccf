/** Keeps the outcome of every check on a pinned list of public repositories, so that a changed verdict shows as a diff. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { auditRepo } from '../checks/engine/audit.ts';
import { openRepo } from '../checks/engine/open-repo.ts';
import { findClone } from './clones.ts';

interface Pinned {
  readonly repo: string;
  readonly sha: string;
  readonly apps: readonly string[];
  /** Check ids by outcome; what doesn't apply is left out. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
}

const usage = `usage: npm run ecosystem -- --repos DIR [--check] [--add OWNER/NAME@SHA]…

  --repos DIR  bare repositories or clones: DIR/<owner>+<name>/repo, DIR/<owner>+<name> or DIR/<owner>/<name>
  --check      only say what has changed
  --add X      pin another repository
`;
const list = fileURLToPath(new URL('../docs/ecosystem.json', import.meta.url));

const { values } = parseArgs({
  options: {
    repos: { type: 'string' },
    check: { type: 'boolean', default: false },
    add: { type: 'string', multiple: true, default: [] },
  },
});
if (!values.repos) {
  process.stderr.write(usage);
  process.exit(2);
}

const known = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Pinned[]) : [];
const wanted = new Map(known.map((pinned) => [pinned.repo, pinned]));
for (const word of values.add) {
  const [repo = '', sha = ''] = word.split('@');
  wanted.set(repo, { repo, sha, apps: [], outcomes: {} });
}

const audited: Pinned[] = [];
let changed = 0;
for (const pinned of [...wanted.values()].sort((a, b) => (a.repo < b.repo ? -1 : 1))) {
  const { repo, sha } = pinned;
  const path = findClone(values.repos, repo);
  const opened = path ? openRepo(path, sha) : { problem: `is not below ${values.repos}` };
  if ('problem' in opened) {
    process.stderr.write(`${repo} ${opened.problem}\n`);
    audited.push(pinned);
    process.exitCode = 1;
    continue;
  }
  const { apps, checks } = await auditRepo(opened.repo);
  const outcomes: Record<string, string[]> = {};
  for (const { id, outcome } of checks) {
    if (outcome === 'notApplicable') continue;
    outcomes[outcome] ??= [];
    outcomes[outcome].push(id);
  }
  audited.push({
    repo,
    sha,
    apps: apps.map((app) => [app.path, app.ecosystem, app.framework, app.kind].filter(Boolean).join(' ')),
    outcomes,
  });
  const before = outcomeOf(pinned);
  const now = outcomeOf({ outcomes });
  for (const { id } of checks) {
    if (known.includes(pinned) && before(id) !== now(id)) {
      changed++;
      process.stdout.write(`${repo} ${id}: ${before(id)} → ${now(id)}\n`);
    }
  }
}
if (!values.check) writeFileSync(list, `${JSON.stringify(audited, null, 1)}\n`);
else if (changed > 0) process.exitCode = 1;

function outcomeOf({ outcomes }: Pick<Pinned, 'outcomes'>): (id: string) => string {
  return (id) => Object.keys(outcomes).find((outcome) => outcomes[outcome]?.includes(id)) ?? 'notApplicable';
}
