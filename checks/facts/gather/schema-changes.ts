/** Changes of the relational schema outside versioned migrations, and migrations that a process's start runs. */
import type { Place } from '../../engine/place.ts';
import type { SchemaChange, StartCommand } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Call } from '../source/model.ts';
import { offByDefault as isOffByDefault } from './guards.ts';
import { isDead, type Reach, reachedAt, reachIn, runsOnce } from './reach.ts';
import { importedFrom, modulesStartedBy, servedModules } from './started.ts';

export const gatherSchemaChanges: Gatherer<'schemaChanges'> = async (context) => {
  const sources = await context.sources();
  const timing: Timing = {
    reach: await reachIn(context),
    served: await servedModules(context, sources),
    listening: importedFrom(
      sources,
      sources.callsThat('listens').map(({ call }) => call.at.path),
    ),
  };
  const { reach } = timing;
  const changes: SchemaChange[] = [];
  const numbered = migrationsInCode(sources);
  for (const { call, means } of sources.callsThat('changesSchema')) {
    if (isDead(reach, call) || (!means.versioned && numbered.has(call.at.path))) continue;
    if (means.data && !(whenOf(timing, call) === 'start' && runsOnce(reach, call))) continue;
    if (means.only) {
      const asked = sources.argument(call, means.only);
      if (!asked || !/^(?:true|1|update|create|create-drop)$/i.test(sources.text(asked) ?? '')) continue;
    }
    changes.push({
      at: call.at,
      what: means.what,
      versioned: means.versioned,
      when: whenOf(timing, call),
      offByDefault: isOffByDefault(sources, call),
    });
  }
  changes.push(...sqlStatements(sources, timing));
  const commands = await context.fact('startCommands');
  changes.push(...startedMigrations(commands), ...preparations(sources, commands));
  const migrations = await context.fact('migrations');
  if (
    migrations.some(({ tool }) => tool === 'versioned files') &&
    !changes.some(({ versioned }) => versioned)
  )
    changes.push(...ownMigrations(sources, timing, commands));
  changes.push(...(await initScripts(context)));
  return [
    ...new Map(
      changes.map((change) => [`${change.at.path}:${change.at.line}:${change.what}`, change]),
    ).values(),
  ];
};

/** Files with migrations that have an identity and a step in code: `&gormigrate.Migration{…}`, and lists of them. */
const migrationsInCode = (sources: LinkedSources): ReadonlySet<string> =>
  new Set(
    sources.calls().flatMap((call) => {
      if (/\.Migration(?:\(\))?$/.test(call.callee))
        return call.named.has('ID') && call.named.has('Migrate') ? [call.at.path] : [];
      const given = /ormigrate\.New$/.test(call.callee) ? call.arguments.at(-1) : undefined;
      const list = given && sources.follow(given);
      return list?.kind === 'list' ? list.items.map(({ at }) => at.path) : [];
    }),
  );

/** Folders whose modules run as versioned migrations or by hand, never by a service's start. */
const migrationPath = /(?:^|\/)(?:migrations?|migrate|versions|alembic|db\/changes)\//;
const taskPath = /(?:^|\/)(?:scripts?|bin|tasks|commands|tools|seeds?|seeders?)\//;

interface Timing {
  readonly reach: Reach;
  /** What the service's own start loads, where that is known. */
  readonly served: ReadonlySet<string> | undefined;
  /** What the modules load that bind a port themselves; empty where none does. */
  readonly listening: ReadonlySet<string>;
}

function whenOf({ reach, served, listening }: Timing, call: Call): SchemaChange['when'] {
  if (migrationPath.test(call.at.path)) return 'oneOff';
  const when = reachedAt(reach, call);
  if (when === 'request') return 'request';
  if (when === 'command' || taskPath.test(call.at.path)) return 'oneOff';
  // A program of its own, which the service's start doesn't load: `node migrate.js`.
  if (when === 'start' && served && !served.has(call.at.path)) return 'oneOff';
  // Without a start command, the same of a script that the module which binds the port doesn't load.
  const isScript = call.at.path.endsWith('.py') && call.within === undefined;
  if (when === 'start' && !served && isScript && listening.size > 0 && !listening.has(call.at.path))
    return 'oneOff';
  return when === 'never' ? 'unknown' : when;
}

/** `CREATE TABLE` and `ALTER TABLE` literals that code hands to a call, outside migrations. */
function sqlStatements(sources: LinkedSources, timing: Timing): SchemaChange[] {
  const changes: SchemaChange[] = [];
  for (const module of sources.modules) {
    if (migrationPath.test(module.path)) continue;
    for (const call of module.calls) {
      if (isDead(timing.reach, call)) continue;
      // Only what is executed: a logged or compared statement changes nothing.
      if (
        !/(?:^|[._?])(?:exec(?:ute)?(?:script|many|context|_batch|update)?|query(?:context)?|(?:\w*\.)?set_commandtext|executesql\w*|execute(?:async|nonquery)|\w*sqlcommand|run|raw|unsafe|none|prepare|must_?exec|text)$/i.test(
          call.callee,
        )
      )
        continue;
      const [first, second] = call.arguments;
      const text = [first, second]
        .map((value) => value && sources.text(value))
        .find((one) => one !== undefined && isSchemaStatement(one));
      if (text === undefined) continue;
      changes.push({
        at: call.at,
        what: 'CREATE TABLE in code',
        versioned: false,
        when: whenOf(timing, call),
        offByDefault: isOffByDefault(sources, call),
      });
    }
  }
  return changes;
}

const isSchemaStatement = (text: string): boolean =>
  /^\s*(?:--[^\n]*\n\s*)*(?:CREATE\s+(?:UNLOGGED\s+)?TABLE|ALTER\s+TABLE|CREATE\s+SCHEMA)\b/i.test(
    text.slice(0, 2000),
  );

interface MigrationCommand {
  readonly words: RegExp;
  readonly what: string;
  readonly versioned: boolean;
}
/** By the tools' manuals; the words of a command line joined by single spaces. */
const migrationCommands: readonly MigrationCommand[] = [
  { words: /\bprisma db push\b/, what: 'prisma db push', versioned: false },
  { words: /\bprisma migrate (?:deploy|dev|reset)\b/, what: 'prisma migrate', versioned: true },
  { words: /\bdrizzle-kit push\b/, what: 'drizzle-kit push', versioned: false },
  { words: /\bdrizzle-kit migrate\b/, what: 'drizzle-kit migrate', versioned: true },
  { words: /\bflask (?:.* )?db (?:init|migrate)\b/, what: 'migrations generated at start', versioned: false },
  { words: /\bmanage\.py makemigrations\b/, what: 'migrations generated at start', versioned: false },
  { words: /\bflask (?:.* )?db upgrade\b/, what: 'flask db upgrade', versioned: true },
  { words: /\bmanage\.py migrate\b|\bdjango-admin migrate\b/, what: 'manage.py migrate', versioned: true },
  { words: /\balembic (?:.* )?upgrade\b/, what: 'alembic upgrade', versioned: true },
  {
    words:
      /\b(?:knex|sequelize(?:-cli)?|typeorm|typeorm-ts-node-\w+|mikro-orm)\b.*\b(?:migrate|migration|schema)\S*/,
    what: 'migrations',
    versioned: true,
  },
  {
    words: /\bnode-pg-migrate\b.*\bup\b|\bdb-migrate up\b|\bumzug up\b|\bdbmate (?:.* )?(?:up|migrate)\b/,
    what: 'migrations',
    versioned: true,
  },
  {
    words:
      /(?:^|\s|\/)(?:migrate|goose|sql-migrate|atlas|flyway|liquibase|tern|sqlx|diesel)\b.* (?:up|apply|migrate|update|run)\b/,
    what: 'migrations',
    versioned: true,
  },
  // Dropwizard's bundle.
  { words: /\bjava\b.* -jar \S+\.jar db migrate\b/, what: 'db migrate', versioned: true },
  {
    words: /\b(?:rails|rake) (?:.* )?db:(?:migrate|prepare|setup)\b/,
    what: 'db:migrate',
    versioned: true,
  },
  { words: /\b(?:rails|rake) (?:.* )?db:schema:load\b/, what: 'db:schema:load', versioned: true },
  { words: /\bartisan migrate\b/, what: 'artisan migrate', versioned: true },
  { words: /\bdoctrine:migrations:migrate\b/, what: 'doctrine migrations', versioned: true },
  { words: /\bdoctrine:schema:(?:update|create)\b/, what: 'doctrine schema update', versioned: false },
  { words: /\becto\.(?:migrate|setup)\b|\bRelease\.migrate\b/, what: 'ecto migrations', versioned: true },
  { words: /\bdotnet ef database update\b/, what: 'dotnet ef database update', versioned: true },
  {
    words: /\b(?:npm|pnpm|yarn|bun) (?:run )?\S*(?:migrat|db[:-](?:sync|push|init|setup|create))\S*/,
    what: 'migrations',
    versioned: true,
  },
  { words: /(?:^|\s|\/)(?:python3?|node|php|ruby) \S*migrat\S*/, what: 'migrations', versioned: true },
];

const runner = /(?:^|[._])(?:(?:run|apply|do)_?)?migrat(?:e|ions?)(?:_?(?:up|all|db|database|schema))?$/i;
const installers =
  /^(?:apt|apt-get|apk|yum|dnf|pip3?|npm|npx|pnpm|yarn|bun|poetry|uv|bundle|composer|go|cargo|mix|dotnet|gem|sh|bash)$/;

/** Where the app has its own runner of versioned files: its calls, and its program's switches before the service's. */
function ownMigrations(
  sources: LinkedSources,
  timing: Timing,
  commands: readonly StartCommand[],
): SchemaChange[] {
  const called = sources
    .calls()
    .filter(
      (call) =>
        runner.test(call.callee) &&
        !runner.test(call.within ?? '') &&
        sources.calledFunction(call) !== undefined,
    )
    .map(
      (call): SchemaChange => ({
        at: call.at,
        what: `${call.callee.slice(call.callee.lastIndexOf('.') + 1)}()`,
        versioned: true,
        when: migrationPath.test(call.at.path) ? 'unknown' : whenOf(timing, call),
        offByDefault: isOffByDefault(sources, call),
      }),
    )
    .filter(({ when }) => when !== 'unknown');
  const started = commands
    .filter(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff)
    .flatMap(({ steps }) => steps)
    .filter(
      ({ role, words: [program = '', ...rest] }) =>
        role === 'before' &&
        !installers.test(program) &&
        rest.some((word) => /^(?:--?)?(?:migrat\w*|upgrade|install)$/.test(word)),
    )
    .map(
      ({ words, at }): SchemaChange => ({
        at,
        what: `\`${words.join(' ').slice(0, 80)}\``,
        versioned: true,
        when: 'start',
        offByDefault: false,
      }),
    );
  return [...called, ...started];
}

/** Migrations that stand in front of a service's program, or are a one-off of their own. */
function startedMigrations(commands: readonly StartCommand[]): SchemaChange[] {
  return commands
    .filter(({ purpose }) => purpose === 'deploy')
    .flatMap(({ oneOff, steps }) =>
      steps.flatMap(({ words, at, offByDefault }): SchemaChange[] => {
        const line = words.join(' ').slice(0, 4000);
        // A shell line that hasn't been taken apart names its commands in one word.
        return migrationCommands
          .filter(({ words: pattern }) => pattern.test(line))
          .slice(0, 1)
          .map(({ what, versioned }) => ({
            at,
            what,
            versioned,
            when: oneOff ? 'oneOff' : 'start',
            offByDefault: offByDefault ?? false,
          }));
      }),
    );
}

/**
 * Programs of the app that a service's start runs to their end first, and that work on a store: `node seed.js && node
 * server.js` fills or resets the data at each start, whatever the program is called.
 */
function preparations(sources: LinkedSources, commands: readonly StartCommand[]): SchemaChange[] {
  const stores = new Set(
    sources
      .callsThat('connects')
      .filter(({ means }) => means.persistent)
      .map(({ call }) => call.at.path),
  );
  return commands
    .filter(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff)
    .flatMap(({ steps }) => steps.filter(({ role }) => role === 'before'))
    .filter(({ words }) => [...modulesStartedBy(sources, words)].some((path) => stores.has(path)))
    .map(({ words, at }) => ({
      at,
      what: `\`${words.join(' ').slice(0, 80)}\``,
      // Whether it changes the schema or only the data can't be told, and isn't what is wrong with it.
      versioned: true,
      when: 'start',
      offByDefault: false,
    }));
}

/** SQL that the database's own container runs at its first start. */
async function initScripts(context: GatherContext): Promise<SchemaChange[]> {
  const found: Place[] = [];
  for (const { volumes, purpose } of await context.fact('workloads'))
    for (const { target, at } of purpose === 'deploy' ? volumes : [])
      if (isInitFolder(target)) found.push(at);
  const { dockerfiles } = await context.artifacts();
  for (const { stages } of dockerfiles)
    for (const { copies } of stages)
      for (const { target, at } of copies) if (isInitFolder(target)) found.push(at);
  return found.map((at) => ({
    at,
    what: 'init script',
    versioned: false,
    when: 'databaseInit',
    offByDefault: false,
  }));
}

const isInitFolder = (target: string): boolean => target.startsWith('/docker-entrypoint-initdb.d');
