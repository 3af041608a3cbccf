/** Folders of versioned migrations, by the tools that run them. */
import { folderOf, isAside, isInside, isTestFolder, isVendored, nameOf } from '../artifacts/paths.ts';
import type { Migrations } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { appManifests } from './dependencies.ts';

interface Tool {
  readonly tool: string;
  /** Of the whole path of a migration. */
  readonly file: RegExp;
  /** One of these packages must be declared, where the shape alone could mean another tool. */
  readonly packages?: RegExp;
  /** Or this file in the folder above the migrations. */
  readonly beside?: string;
}

/** Most telling shapes first: a file counts for the first tool that fits. */
const tools: readonly Tool[] = [
  { tool: 'prisma', file: /(?:^|\/)migrations\/\d{8,14}_[^/]+\/migration\.sql$/ },
  { tool: 'diesel', file: /(?:^|\/)migrations\/(?:[a-z]+\/)?[\d-]+_[^/]+\/up\.sql$/ },
  { tool: 'golang-migrate', file: /(?:^|\/)\d+_[^/]*\.up\.(?:sql|fizz|json)$/ },
  {
    tool: 'alembic',
    file: /(?:^|\/)versions\/[^/]+\.py$/,
    packages: /^(?:alembic|flask-migrate)$/i,
    beside: 'env.py',
  },
  { tool: 'postgrator', file: /(?:^|\/)migrations?\/\d+\.do\.[^/]*(?:sql|[cm]?js|ts)$/ },
  { tool: 'django', file: /(?:^|\/)migrations\/\d{4}_\w+\.py$/ },
  { tool: 'flyway', file: /(?:^|\/)(?:[VR]\d*[\d._]*__[^/]+)\.(?:sql|java|kt)$/ },
  { tool: 'rails', file: /(?:^|\/)db\/migrate\/\d{8,14}_\w+\.rb$/ },
  { tool: 'ecto', file: /(?:^|\/)priv\/[^/]+\/migrations\/\d{8,14}_\w+\.exs$/ },
  { tool: 'EF Core', file: /(?:^|\/)Migrations\/(?:[^/]+\/)?\d{14}_\w+\.(?:cs|fs|vb)$/ },
  { tool: 'laravel', file: /(?:^|\/)database\/migrations\/\d{4}_\d\d_\d\d_\d{6}_\w+\.php$/ },
  {
    tool: 'doctrine',
    file: /(?:^|\/)(?:migrations|Migrations|DoctrineMigrations)\/(?:[^/]+\/)?Version\d{8,14}\.php$/,
  },
  { tool: 'phinx', file: /(?:^|\/)migrations\/\d{14}_\w+\.php$/ },
  {
    tool: 'liquibase',
    file: /(?:^|\/)(?:db\/changelog|changelog|changelogs|liquibase)\/(?:[^/]+\/){0,4}[^/]+\.(?:ya?ml|xml|sql|json)$|(?:^|\/)src\/main\/resources\/(?:migrations\.xml|(?:[^/]+\/){0,3}(?:db[._-])?change-?log[\w.-]*\.(?:ya?ml|xml|sql|json))$/i,
  },
  {
    tool: 'drizzle',
    file: /(?:^|\/)(?:drizzle|migrations)\/\d{4}_\w+\.sql$/,
    packages: /^drizzle-(?:orm|kit)$/,
  },
  { tool: 'typeorm', file: /(?:^|\/)migrations?\/\d{10,14}-?\w*\.[cm]?[jt]s$/, packages: /^typeorm$/ },
  {
    tool: 'sequelize',
    file: /(?:^|\/)migrations\/\d{8,14}[-_][^/]+\.[cm]?[jt]s$/,
    packages: /^(?:sequelize|sequelize-cli|umzug)$/,
  },
  {
    tool: 'knex',
    file: /(?:^|\/)migrations\/\d{8,14}_[^/]+\.[cm]?[jt]s$/,
    packages: /^(?:knex|objection|bookshelf)$/,
  },
  {
    tool: 'node-pg-migrate',
    file: /(?:^|\/)migrations\/[\d-]+[_-][^/]+\.(?:[cm]?[jt]s|sql)$/,
    packages: /^node-pg-migrate$/,
  },
  { tool: 'mikro-orm', file: /(?:^|\/)migrations\/Migration\d+\w*\.[jt]s$/ },
  { tool: 'kysely', file: /(?:^|\/)migrations\/[\d-]+[_-]?\w*\.[cm]?[jt]s$/, packages: /^kysely/ },
  {
    tool: 'goose',
    file: /(?:^|\/)(?:migrations?|db|schema|goose|sql)\/(?:[^/]+\/)?\d{3,14}_[^/]+\.(?:sql|go)$/,
    packages: /goose/,
  },
  { tool: 'atlas', file: /(?:^|\/)migrations\/\d{14}(?:_[^/]+)?\.sql$/ },
  { tool: 'aerich', file: /(?:^|\/)migrations\/models\/\d+_\w+\.(?:py|sql)$/ },
  { tool: 'yoyo', file: /(?:^|\/)migrations\/\d{3,}[_.-][^/]+\.(?:py|sql)$/, packages: /^yoyo/ },
  {
    tool: 'versioned SQL',
    file: /(?:^|\/)(?:migrations?|migrate|db\/changes|dbmate)\/(?:[^/]+\/)?\d{3,14}[_-][^/]+\.(?:sql|[cm]?[jt]s|go|rs|rb)$/,
  },
  // A runner of the app's own: a file a version, `migrations/v1.2.0.go`, `migration/postgres/0.26/01__labels.sql`.
  {
    tool: 'versioned files',
    file: /(?:^|\/)migrations?\/(?:[^/]+\/){0,3}[vV]?\d{1,14}(?:[._-][\w.-]{0,120})?\.(?:sql|go|py|[cm]?[jt]s|rb|rs|php|java|kt)$/,
  },
];

/** Fits whatever one of them fits: most paths are asked once. */
const shapes = new RegExp(tools.map(({ file }) => `(?:${file.source})`).join('|'), 'i');

export const gatherMigrations: Gatherer<'migrations'> = (context) => {
  const { repo, paths, app, apps } = context;
  const tracked = new Map(repo.files.map((file) => [file.path, file]));
  const packages = appManifests(context).flatMap(
    ({ file }) => file?.dependencies.map(({ name }) => name) ?? [],
  );
  const known = appManifests(context).every(({ file }) => file !== undefined);
  const collect = (candidates: readonly string[]): readonly Migrations[] => {
    const found = new Map<string, { tool: string; folder: string; files: { path: string }[] }>();
    for (const path of candidates) {
      if (!shapes.test(path)) continue;
      if (isVendored(path) || isAside(path) || isTestFolder(path)) continue;
      if (nameOf(path) === '__init__.py' || /\.down\.\w+$|\/down\.sql$|\.undo\.|\.Designer\.cs$/.test(path))
        continue;
      const tool = tools.find(
        ({ file, packages: needed, beside }) =>
          file.test(path) &&
          (!needed ||
            !known ||
            packages.some((name) => needed.test(name)) ||
            (beside !== undefined && repo.has(`${folderOf(folderOf(path))}/${beside}`))),
      );
      if (!tool || !tracked.get(path)?.tracked || isEmpty(repo.text(path))) continue;
      const folder = /\/(?:migration|up)\.sql$/.test(path) ? folderOf(folderOf(path)) : folderOf(path);
      const key = `${tool.tool}:${folder}`;
      const group = found.get(key) ?? { tool: tool.tool, folder, files: [] };
      group.files.push({ path });
      found.set(key, group);
    }
    return [...found.values()];
  };
  const own = collect(paths);
  // A package of the repository may keep them for the apps that use its database.
  const shared = apps.filter(({ kind, path }) => kind === 'library' && path !== '.');
  return own.length > 0 || app.kind === 'library' || shared.length === 0
    ? own
    : collect(
        repo.files.map(({ path }) => path).filter((path) => shared.some((one) => isInside(path, one.path))),
      );
};

/** Holds nothing but blanks and comments. */
const isEmpty = (text: string | undefined): boolean =>
  text === undefined ||
  text
    .slice(0, 20_000)
    .split('\n')
    .every((line) => /^\s*(?:$|--|#|\/\/|\/\*|\*)/.test(line));
