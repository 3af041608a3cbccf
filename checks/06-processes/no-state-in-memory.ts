/** State that a later request needs, kept in one process. Collections are judged by who changes them, not by their names. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';
import { listed } from '../engine/wording.ts';

export default defineCheck({
  title: 'Nothing that a later request needs lives only in a process’s memory.',
  why: 'The next request may reach another process, and any process may be stopped at any time: what only one of them remembers is lost.',
  fix: 'Keep sessions and data in a backing service, and send changes between processes over a shared bus.',
  severity: 'must',
  subject: 'service',
  needs: ['sessions', 'memoryState', 'backingServices', 'workloads'],
  run({ sessions, memoryState, backingServices, workloads }) {
    const several = workloads.some(
      ({ own, replicas, purpose }) => own && purpose === 'deploy' && (replicas ?? 1) > 1,
    );
    const findings: Finding[] = sessions
      .filter(({ store }) => store === 'memory')
      .map(({ at, by }) => ({ at, message: `${by} keeps sessions in the memory of this process.` }));
    for (const { name, at, changes, use, shared } of memoryState) {
      const first = changes[0] ?? at;
      if (use === 'data')
        findings.push({
          at: first,
          message: `changes \`${name}\`, which only this process has and a later request reads.`,
        });
      else if (use === 'connection' && several && !shared)
        findings.push({
          at: first,
          message: `keeps connections in \`${name}\` for this process alone, while several processes are declared and no bus joins them.`,
        });
    }
    for (const { at, inMemory, usedIn, persistent, swappable } of backingServices)
      if (inMemory && usedIn === 'deploy' && persistent && !swappable)
        findings.push({
          at,
          message: 'keeps its data in a database that lives in the memory of this process.',
        });
    return failIfAny(findings, () => {
      const kept = sessions.filter(({ store }) => store !== 'unknown');
      return pass(
        kept.length > 0
          ? `sessions are kept in: ${listed(kept.map(({ store }) => store))}`
          : 'no handler changes state of the process',
        kept.map(({ at }) => at),
      );
    });
  },
});
