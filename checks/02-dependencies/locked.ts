/** Whether a tracked lock belongs to each manifest. That the lock resolves today needs a registry, and isn't asked. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass, unknown } from '../engine/check.ts';
import { listed } from '../engine/wording.ts';

export default defineCheck({
  title: 'A tracked lock file fixes the exact version of every dependency.',
  why: 'Without a lock two builds of one commit differ, and a deploy that worked yesterday breaks without a change.',
  fix: 'Let the package manager write its lock file, track it, and install from it (`npm ci`, `pip install -r` with every line pinned, `go mod tidy`).',
  severity: 'must',
  subject: 'app',
  needs: ['app', 'locks', 'dependencies'],
  run({ app, locks, dependencies }) {
    // A library's lock would fix nothing for those who depend on it.
    if (app.kind === 'library' && locks.every(({ lock }) => !lock || lock.path.endsWith('.toml'))) {
      return notApplicable('a library leaves exact versions to the apps that use it');
    }
    const unread = dependencies.manifests.find((manifest) => manifest.unread !== undefined);
    if (unread && locks.length === 0)
      return unknown(`\`${unread.path}\` could not be read: ${unread.unread}`, [{ path: unread.path }]);
    const findings = locks.flatMap(({ manifest, lock, tracked, kind, open }): Finding[] => {
      if (!lock)
        return [
          {
            at: manifest,
            message: `declares dependencies, but no lock file fixes their versions (${kind}).`,
          },
        ];
      if (!tracked) return [{ at: lock, message: `${kind} is not tracked, so it fixes nothing for others.` }];
      const [first] = open;
      return first
        ? [
            {
              at: first.at,
              message: `${kind} leaves ${listed(open.map(({ name }) => name))} open: ${first.reason}.`,
            },
          ]
        : [];
    });
    const unpinned = dependencies.installs
      .filter(({ exact }) => !exact)
      .map(({ name, at }): Finding => ({ at, message: `installs \`${name}\` without a version.` }));
    return failIfAny([...findings, ...unpinned], () =>
      locks.length === 0
        ? notApplicable('no manifest declares a dependency')
        : pass(
            'every manifest has its lock',
            locks.flatMap(({ lock }) => (lock ? [lock] : [])),
          ),
    );
  },
});
