/** Deploy-specific values batched under the name of an environment inside the codebase. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';
import { listed } from '../engine/wording.ts';

export default defineCheck({
  title: 'Deploy-specific values are not grouped into named environments.',
  why: 'Groups do not scale: each new deploy needs a new name in the code, and the names multiply.',
  fix: 'Keep each value an environment variable of its own, set by the deploy; leave only switches without addresses or secrets in named files.',
  severity: 'should',
  subject: 'app',
  needs: ['environmentGroups'],
  run: ({ environmentGroups }) =>
    failIfAny(
      environmentGroups
        .filter(({ values }) => values.length > 0)
        .map(
          ({ at, environment, values }): Finding => ({
            at: values[0]?.at ?? at,
            message: `the group \`${environment}\` holds values of one deploy: ${listed(values.map(({ name }) => name))}.`,
          }),
        ),
      () =>
        pass(
          'no named environment holds a deploy’s address, host or secret',
          environmentGroups.map(({ at }) => at),
        ),
    ),
});
