/** Runs every check's table of cases through the whole audit, and holds all checks to one form. */
import t from 'tap';
import { auditRepo } from './engine/audit.ts';
import type { Case } from './engine/cases.ts';
import { factors } from './engine/factors.ts';
import { repoOf } from './engine/repo-of.ts';
import type { CheckReport } from './engine/report.ts';
import { cases, checks } from './index.generated.ts';

for (const [id, load] of cases) {
  t.test(id, async (t) => {
    const check = checks.get(id);
    if (!check) return t.fail('has cases and is in no list');
    const table = Object.entries((await load()).default);

    t.match(id, /^[a-z-]+\/[a-z]+(?:-[a-z]+)*$/);
    t.ok(
      factors.some(({ slug }) => id.startsWith(`${slug}/`)),
      'belongs to a factor',
    );
    for (const key of ['title', 'why', 'fix'] as const)
      t.match(check[key], /^[`A-Z][^\n]*[.]$/, `${key} is a sentence`);
    t.ok(
      table.some(([, { outcome }]) => outcome === 'pass'),
      'has a passing case',
    );
    t.ok(
      table.some(([, { outcome }]) => outcome === 'fail'),
      'has a failing case',
    );
    t.ok(
      table.some(([, { trap }]) => trap),
      'has a trap',
    );

    for (const [title, one] of table) {
      const judged = await judge(id, one);
      t.equal(judged.outcome, one.outcome, title, { reason: judged.reason, findings: judged.findings });
      if (one.at !== undefined) t.equal(placeOf(judged), one.at, `${title}: the place`);
    }
  });
}

async function judge(id: string, one: Case): Promise<CheckReport> {
  const only = new Map([...checks].filter(([other]) => other === id));
  const { checks: judged } = await auditRepo(repoOf(one.files), { checks: only, facts: one.facts });
  const [report] = judged;
  if (!report) throw new Error(`${id} is not in its own report`);
  return report;
}

function placeOf({ findings: [first] }: CheckReport): string | undefined {
  return first?.line === undefined ? first?.path : `${first.path}:${first.line}`;
}
