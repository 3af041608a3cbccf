/** Copies of an app or of its source inside the repository. Copies in other repositories can't be seen from here. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';

const message = {
  app: 'is a second copy of the app',
  source: 'repeats source that a shared library should hold',
  container: 'differs only by values baked in from',
} as const;

export default defineCheck({
  title: 'Each app stands in the codebase once, and apps share source through libraries.',
  why: 'One codebase, many deploys: a copy for another deploy or version drifts away from the original, and every mend has to be made twice.',
  fix: 'Keep one copy, let configuration and tags tell the deploys apart, and move shared source into a library that both apps depend on.',
  severity: 'must',
  subject: 'codebase',
  needs: ['copies'],
  run: ({ copies }) =>
    failIfAny(
      copies.map(
        ({ at, of, lines, kind }): Finding => ({
          at,
          message: `\`${at.path}\` ${message[kind]} (\`${of.path}\`, ${lines} lines alike).`,
        }),
      ),
      () => pass('no second copy of an app or of its source was found'),
    ),
});
