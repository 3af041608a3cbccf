/** Whether a machine builds or tests the app on change. That it is green can't be seen from the files. */
import { defineCheck, type Finding, fail, failIfAny, pass } from '../engine/check.ts';

export default defineCheck({
  title: 'An automation builds or tests the app on change.',
  why: 'A build by hand is one that only works here; a pipeline makes every commit prove itself in the same way.',
  fix: 'Add a workflow where the provider looks for it (`.github/workflows/`, `.gitlab-ci.yml`) that installs, tests and builds the app.',
  severity: 'should',
  subject: 'codebase',
  needs: ['pipelines', 'apps'],
  run({ pipelines, apps }) {
    const building = pipelines.filter(({ active, builds }) => active && builds.length > 0);
    if (building.length > 0)
      return pass(
        'the app is built or tested on change',
        building.flatMap(({ builds }) => builds.slice(0, 1)),
      );
    const idle = pipelines.map(
      ({ path, active }): Finding => ({
        at: { path },
        message: active
          ? 'the pipeline neither builds nor tests the app.'
          : 'the pipeline stands where its provider doesn’t look, so it never runs.',
      }),
    );
    return failIfAny(idle, () =>
      fail([
        {
          at: apps[0]?.evidence[0] ?? { path: apps[0]?.path ?? '.' },
          message: 'no pipeline is defined: nothing builds or tests the app on change.',
        },
      ]),
    );
  },
});
