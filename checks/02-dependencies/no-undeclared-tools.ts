/** External programs that the app's code starts, against what the repository installs. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';

export default defineCheck({
  title: 'Every external program that the code starts is installed or declared by the repository.',
  why: 'A tool that happens to be on one machine (`convert`, `curl`) is a dependency like any other, and the next machine may lack it.',
  fix: 'Install the program in the image (or name it in the set-up that the repository describes), or use a library instead.',
  severity: 'should',
  subject: 'app',
  needs: ['externalPrograms'],
  run({ externalPrograms }) {
    if (externalPrograms.length === 0) return notApplicable('the code starts no external program');
    return failIfAny(
      externalPrograms
        .filter(({ providedBy }) => !providedBy)
        .map(
          ({ program, at }): Finding => ({
            at,
            message: `starts \`${program}\`, which nothing in the repository installs or declares.`,
          }),
        ),
      () =>
        pass(
          'each program is installed by the repository',
          externalPrograms.flatMap(({ providedBy }) => (providedBy ? [providedBy] : [])),
        ),
    );
  },
});
