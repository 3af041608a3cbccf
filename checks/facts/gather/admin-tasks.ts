/** Admin tasks that the repository can run as processes of their own. */
import { nameOf } from '../artifacts/paths.ts';
import type { AdminTask, Dependencies, Migrations } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { packageScripts } from './package-scripts.ts';

const migrates =
  /\b(?:migrat\w*|db[:-](?:\w+)|upgrade|seed\w*|schema|alembic|prisma|knex|typeorm|sequelize|drizzle-kit|flyway|liquibase|goose|atlas|dbmate|ecto|artisan)\b/i;

/** What a build tool or the SDK runs as a command of its own: `dotnet ef database update`, `mvn flyway:migrate`. */
const commands: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^Microsoft\.EntityFrameworkCore\.(?:Design|Tools)$/, /^EF Core$/, 'dotnet ef database update'],
  [/^plugin:org\.flywaydb[.:]flyway\S*$/, /^flyway$/, 'the build tool’s migrate'],
  [/^plugin:org\.liquibase[.:](?:gradle|liquibase\S*)$/, /^liquibase$/, 'the build tool’s update'],
  [/^(?:alembic|flask-migrate)$/i, /^alembic$/, 'alembic'],
  [/^aerich$/i, /^aerich$/, 'aerich'],
  [/^yoyo-migrations$/i, /^yoyo$/, 'yoyo'],
];

function migrationTools({ manifests }: Dependencies, migrations: readonly Migrations[]): AdminTask[] {
  return manifests.flatMap(({ dependencies }) =>
    dependencies.flatMap(({ name, at }) =>
      commands
        .filter(([brings, tool]) => brings.test(name) && migrations.some((one) => tool.test(one.tool)))
        .map(([, , what]) => ({ at, what })),
    ),
  );
}

export const gatherAdminTasks: Gatherer<'adminTasks'> = async (context) => {
  const { repo, app, paths } = context;
  const tasks: AdminTask[] = [];
  for (const { own, oneOff, purpose, kind, name, at } of await context.fact('workloads'))
    if (own && oneOff && purpose === 'deploy') tasks.push({ at, what: `${kind} ${name}` });
  const starts = (await context.fact('startCommands')).filter(({ oneOff }) => !oneOff);
  const started = new Set(starts.flatMap(({ steps }) => steps.map(({ at }) => `${at.path}:${at.line}`)));
  const scripts = packageScripts(repo)(app.path);
  for (const { name, text } of scripts?.list ?? []) {
    const isTask =
      /^(?:\w+:)?(?:db|migrat\w*|seed\w*|prisma|knex|typeorm|sequelize|schema)(?:[:-].*)?$/.test(name) &&
      migrates.test(text);
    const at = scripts?.at(name);
    if (at && isTask && !/--watch|\bdev\b/.test(name) && !started.has(`${at.path}:${at.line}`))
      tasks.push({ at, what: `npm run ${name}` });
  }
  for (const path of paths) {
    const name = nameOf(path);
    if (name === 'manage.py') tasks.push({ at: { path }, what: 'manage.py' });
    else if (name === 'alembic.ini' && (repo.text(path) ?? '').includes('script_location'))
      tasks.push({ at: { path }, what: 'alembic' });
    else if (/^knexfile\.[cm]?[jt]s$/.test(name)) tasks.push({ at: { path }, what: 'knex' });
    else if (name === 'artisan') tasks.push({ at: { path }, what: 'artisan' });
    else if (name === 'diesel.toml') tasks.push({ at: { path }, what: 'diesel' });
    else if (/(?:^|\/)lib\/(?:[^/]+\/){0,3}release\.ex$/.test(path))
      tasks.push({ at: { path }, what: 'release eval' });
    else if (/(?:^|\/)(?:bin\/(?:rails|rake|hanami|console|cake)|app\/console)$/.test(path))
      tasks.push({ at: { path }, what: name });
    else if (/^(?:Rakefile|rakefile\.rb|spark|yii|phinx\.(?:php|ya?ml|json))$/.test(name))
      tasks.push({ at: { path }, what: name });
  }
  tasks.push(...migrationTools(await context.fact('dependencies'), await context.fact('migrations')));
  const sources = await context.sources();
  for (const { call, means } of sources.callsThat('command')) {
    const name = sources.argument(call, means.name);
    const text = (name && sources.text(name))?.trim().split(/\s+/)[0] ?? '';
    if (migrates.test(text)) tasks.push({ at: call.at, what: `the subcommand ${text}` });
  }
  const { pipelines } = await context.artifacts();
  for (const { active, commands } of pipelines) {
    if (!active) continue;
    const task = commands.find(({ text }) =>
      /\b(?:kubectl|ssh|heroku|flyctl|fly|docker|az|gcloud|aws)\b.{0,300}\b(?:migrate|db upgrade|migration)/s.test(
        text.slice(0, 5000),
      ),
    );
    if (task) tasks.push({ at: task.at, what: 'a step of the pipeline' });
  }
  return [...new Map(tasks.map((task) => [`${task.at.path}:${task.at.line}:${task.what}`, task])).values()];
};
