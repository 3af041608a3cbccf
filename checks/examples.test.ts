/** The services under `examples/` that are broken on purpose: each breaks what its README says, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { auditRepo } from './engine/audit.ts';
import { openRepo } from './engine/open-repo.ts';
import type { Report } from './engine/report.ts';
import { checks } from './index.generated.ts';

const examples = fileURLToPath(new URL('../examples', import.meta.url));

async function audit(name: string): Promise<Report> {
  const opened = openRepo(join(examples, name));
  if ('problem' in opened) throw new Error(opened.problem);
  return auditRepo(opened.repo);
}

t.test('every-factor-broken: no decoy helps', async (t) => {
  const report = await audit('every-factor-broken');
  for (const { slug, outcome } of report.factors) t.equal(outcome, 'notMet', slug);
  t.equal(report.factors.length, 12);
  t.equal(report.grade, 'F');
});

t.test('notes-service: every factor is met', async (t) => {
  const { factors, checks: judged } = await audit('notes-service');
  t.same(
    factors.filter(({ outcome }) => outcome !== 'met'),
    [],
  );
  t.same(
    judged.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notApplicable'),
    [],
  );
});

for (const name of readdirSync(examples).filter((name) => name.startsWith('broken-'))) {
  t.test(name, async (t) => {
    const readme = readFileSync(join(examples, name, 'README.md'), 'utf8');
    const named = [...checks.keys()].filter((id) => readme.includes(`\`${id}\``));
    const { checks: judged } = await audit(name);
    t.not(named.length, 0, 'its README names the checks that it breaks');
    t.same(
      judged
        .filter(({ outcome }) => outcome === 'fail')
        .map(({ id }) => id)
        .sort(),
      named.sort(),
    );
    t.same(
      judged.filter(({ outcome }) => outcome === 'error').map(({ id }) => id),
      [],
    );
  });
}
