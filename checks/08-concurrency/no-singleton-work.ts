/** Work that must happen once per deploy but sits in every web process, and manifests that allow only one copy. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';

export default defineCheck({
  title: 'Nothing in a web process has to run exactly once per deploy.',
  why: 'A timer in the web process fires once for each copy: two copies send two mails.',
  fix: 'Move recurring work into a job queue or a one-off scheduled by the platform, or take a lock that all copies share.',
  severity: 'should',
  subject: 'service',
  needs: ['schedulers', 'workloads'],
  run({ schedulers, workloads }) {
    const findings: Finding[] = schedulers
      .filter(({ process, guarded, idempotent }) => process !== 'worker' && !guarded && !idempotent)
      .map(({ by, at }) => ({
        at,
        message: `${by} runs in every web process, with no lock that lets only one do the work.`,
      }));
    for (const { own, purpose, pinnedToOne } of workloads) {
      if (own && purpose === 'deploy')
        for (const { reason, at } of pinnedToOne)
          findings.push({ at, message: `${reason}, so no second copy can run beside the first.` });
    }
    return failIfAny(findings, () =>
      pass(
        schedulers.length > 0
          ? 'recurring work is safe with several processes'
          : 'no scheduler runs in the web process',
        schedulers.map(({ at }) => at),
      ),
    );
  },
});
