/** When migrations and other admin tasks run: as one-off processes, or inside every start of a service's process. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass, unknown } from '../engine/check.ts';

export default defineCheck({
  title: 'Admin tasks run as one-off processes against a release.',
  why: 'A migration inside the web process’s start runs once for each copy, at the same time, and a failed one takes the whole app down.',
  fix: 'Run the migration as a command of its own: a Job, a release phase, a one-shot service that the web process waits for.',
  severity: 'must',
  subject: 'service',
  needs: ['schemaChanges', 'migrations', 'adminTasks'],
  run({ schemaChanges, migrations, adminTasks }) {
    const findings = schemaChanges
      .filter(({ when, offByDefault }) => (when === 'start' || when === 'request') && !offByDefault)
      .map(
        ({ what, when, at }): Finding => ({
          at,
          message:
            when === 'start'
              ? `${what} runs at every start of the process.`
              : `${what} is run by a request to the app.`,
        }),
      );
    return failIfAny(findings, () => {
      const oneOff = [
        ...adminTasks.map(({ at }) => at),
        ...schemaChanges
          .filter(({ when }) => when === 'oneOff' || when === 'databaseInit')
          .map(({ at }) => at),
      ];
      if (oneOff.length > 0) return pass('admin tasks are processes of their own', oneOff);
      return migrations.length > 0
        ? unknown(
            'there are migrations, but nothing says how they are run',
            migrations.flatMap(({ files }) => files),
          )
        : notApplicable('the app has no admin task and no schema');
    });
  },
});
