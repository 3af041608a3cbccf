/** How the orchestrator sees that a process is ready or stuck. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';

/** Procfile platforms have no way to declare a check; one-off work needs none. */
const canCheck = new Set(['compose', 'kubernetes', 'platform', 'dockerfile', 'systemd']);

export default defineCheck({
  title: 'The orchestrator is told how to see that a process is ready or stuck.',
  why: 'Without a check, traffic reaches a process that has not started yet, and one that hangs is never replaced.',
  fix: 'Add a readiness probe (Kubernetes), a `healthcheck` (compose) or a `HEALTHCHECK` (Dockerfile) that asks the app.',
  severity: 'should',
  subject: 'service',
  needs: ['workloads', 'contradictions'],
  run({ workloads, contradictions }) {
    const running = workloads.filter(
      ({ own, oneOff, purpose, platform }) =>
        own && !oneOff && purpose === 'deploy' && canCheck.has(platform),
    );
    if (running.length === 0) return notApplicable('no deploy manifest or container file starts the app');
    const ready = (workload: (typeof running)[number]) =>
      workload.platform === 'kubernetes'
        ? workload.healthCheck.readiness
        : (workload.healthCheck.check ?? workload.healthCheck.readiness ?? workload.healthCheck.liveness);
    // The strongest orchestrator decides: beside Kubernetes manifests a compose file is a way to try the app. The
    // image's own check serves those that have nothing better, but Kubernetes doesn't ask it.
    const image = running.filter(({ platform }) => platform === 'dockerfile');
    const kubernetes = running.filter(({ platform }) => platform === 'kubernetes');
    const others = running.filter(({ platform }) => platform !== 'kubernetes' && platform !== 'dockerfile');
    const imageCheck = image.map(ready).find((place) => place !== undefined);
    const judged = [kubernetes, others, image].find((some) => some.length > 0) ?? [];
    // Nothing is routed to a worker: beside a process that has a check, only those that are reached need one of their own.
    const reached = judged.filter(({ ports }) => ports.length > 0);
    const needing = judged.some(ready) || reached.length > 0 ? reached : judged;
    const findings = needing
      .filter((workload) => !ready(workload) && !(workload.platform !== 'kubernetes' && imageCheck))
      .map(
        ({ name, platform, at, healthCheck }): Finding => ({
          at: healthCheck.liveness ?? at,
          message:
            platform === 'kubernetes'
              ? healthCheck.liveness
                ? `\`${name}\` has a liveness probe but no readiness probe.`
                : `\`${name}\` has no readiness probe.`
              : `\`${name}\` has no health check.`,
        }),
      );
    const deaf = contradictions.filter(({ about }) => about === 'probe');
    return failIfAny([...findings, ...deaf], () =>
      pass(
        'each process that is reached has a check',
        [...judged.map(ready), imageCheck].flatMap((place) => (place ? [place] : [])),
      ),
    );
  },
});
