/** How the relational schema changes: by tracked, versioned migrations, or by what the code happens to say at start. */
import { defineCheck, type Finding, fail, failIfAny, notApplicable, pass } from '../engine/check.ts';
import { listed } from '../engine/wording.ts';

const relational = new Set(['postgres', 'mysql', 'sqlserver', 'oracle', 'sqlite']);

export default defineCheck({
  title: 'The relational schema is changed by versioned migrations that are tracked with the app.',
  why: 'A schema made from code at start can be created but not changed: the second version of the app meets the first one’s tables.',
  fix: 'Write each change as a migration of a tool (node-pg-migrate, Alembic, golang-migrate …), and track it with the code that needs it.',
  severity: 'must',
  subject: 'service',
  needs: ['backingServices', 'migrations', 'schemaChanges'],
  run({ backingServices, migrations, schemaChanges }) {
    const database = backingServices.find(({ kind, usedIn }) => usedIn === 'deploy' && relational.has(kind));
    const unversioned = schemaChanges.filter(
      ({ versioned, when, offByDefault }) => !versioned && when !== 'test' && !offByDefault,
    );
    if (!database && migrations.length === 0 && unversioned.length === 0)
      return notApplicable('the app has no relational database');
    return failIfAny(
      unversioned.map(
        ({ what, at }): Finding => ({ at, message: `${what} changes the schema without a version.` }),
      ),
      () => {
        const files = migrations.flatMap((set) => set.files);
        if (files.length > 0)
          return pass(`migrations by ${listed(migrations.map(({ tool }) => tool))}`, files);
        return database
          ? fail([
              {
                at: database.at,
                message: `a ${database.kind} database is used, but the repository tracks no migration of its schema.`,
              },
            ])
          : notApplicable('the app has no relational database');
      },
    );
  },
});
