/** Writes of lasting data to the local file system; a mounted volume still is the local file system. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';

export default defineCheck({
  title: 'The app writes no data that must last to its local file system.',
  why: 'A process’s disk goes with the process: the next one, on another machine, doesn’t have the file.',
  fix: 'Keep uploads and generated files in an object store, data in a database; use the disk only within one request.',
  severity: 'must',
  subject: 'service',
  needs: ['diskWrites', 'backingServices', 'sessions'],
  run({ diskWrites, backingServices, sessions }) {
    const findings: Finding[] = diskWrites
      .filter(({ use, swappable }) => use === 'data' && !swappable)
      .map(({ at, path }) => ({
        at,
        message: path.literal
          ? `writes data that must last to the local path \`${path.literal}\`.`
          : 'writes data that must last to the local file system.',
      }));
    for (const { kind, at, usedIn, swappable, persistent, inMemory } of backingServices) {
      const isEmbedded = (kind === 'sqlite' || kind === 'embedded') && !inMemory;
      if (isEmbedded && usedIn === 'deploy' && persistent && !swappable)
        findings.push({
          at,
          message: `keeps its data in ${kind === 'sqlite' ? 'a SQLite file' : 'an embedded store'} on the local disk.`,
        });
    }
    for (const { store, by, at } of sessions)
      if (store === 'file') findings.push({ at, message: `${by} keeps sessions in local files.` });
    return failIfAny(findings, () =>
      pass(
        'nothing that must last is written to the local disk',
        diskWrites.map(({ at }) => at),
      ),
    );
  },
});
