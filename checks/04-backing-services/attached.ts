/** Whether what must last is kept in a service over the network, or could be by config alone. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';

const embedded = new Set(['sqlite', 'embedded']);

export default defineCheck({
  title: 'Data that must outlive a process is kept in an attached service.',
  why: 'An embedded file or a list in memory belongs to one process on one machine: it can’t be swapped, shared or restored without it.',
  fix: 'Keep the data in a database or object store that is reached by an address from config.',
  severity: 'must',
  subject: 'service',
  needs: ['backingServices', 'memoryState', 'diskWrites'],
  run({ backingServices, memoryState, diskWrites }) {
    const deployed = backingServices.filter(({ usedIn, persistent }) => usedIn === 'deploy' && persistent);
    const network = deployed.filter(({ kind, swappable }) => !embedded.has(kind) || swappable);
    const files = deployed.filter(({ kind, swappable }) => embedded.has(kind) && !swappable);
    const findings: Finding[] = files.map(({ kind, at }) => ({
      at,
      message: `keeps its data in ${kind === 'sqlite' ? 'a SQLite file' : 'an embedded store'}, with no other store to choose by config.`,
    }));
    if (network.length === 0) {
      for (const { name, at, use } of memoryState)
        if (use === 'data')
          findings.push({ at, message: `keeps its data in \`${name}\`, in the memory of one process.` });
      for (const { at, use, swappable } of diskWrites)
        if (use === 'data' && !swappable)
          findings.push({ at, message: 'keeps its data in files of one machine.' });
    }
    // A store that others use as a cache keeps what an app without another one has to keep.
    const stores =
      network.length > 0
        ? network
        : backingServices.filter(({ usedIn, kind }) => usedIn === 'deploy' && kind === 'redis');
    return failIfAny(findings, () =>
      stores.length > 0
        ? pass(
            'lasting data is kept in an attached service',
            stores.map(({ at }) => at),
          )
        : notApplicable('the app keeps nothing that must last'),
    );
  },
});
