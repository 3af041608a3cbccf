// Names of .NET: which namespaces the platform brings, which package another one comes from, which file declares a type.
import { closureOf } from '../../source/closure.ts';
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';
import { isProjectFile } from './manifest.ts';

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
const isInside = (path: string, folder: string): boolean => folder === '.' || path.startsWith(`${folder}/`);

/** Tests, what tools generate, and what builds leave behind. */
export function isTestPath(path: string): boolean {
  return (
    /(?:^|\/)(?:[\w.-]*[._-])?(?:\w*Tests?|\w*Specs?|TestHelpers?|Benchmarks?)\//.test(
      path.replace(/^(?:src|Source)\//, ''),
    ) ||
    /(?:^|\/)(?:obj|bin)\/|\.(?:Designer|designer|g|g\.i|generated|Generated)\.cs$|ModelSnapshot\.cs$|(?:^|\/)Migrations\/(?:[^/]+\/)?\d{14}_\w+\.cs$/.test(
      path,
    ) ||
    /(?:^|\/)\w+(?:Tests?|Specs)\.cs$/.test(path)
  );
}

/** Types of other files are written `::Name`: they are no namespace. */
export const isPlatformModule = (module: string): boolean =>
  module.startsWith('::') ||
  /^(?:System|Microsoft\.(?:AspNetCore|Extensions|Win32|CSharp|VisualBasic))(?:\.|$)/.test(module);

/**
 * Packages that bring a namespace, for those that only packages bring; whoever brings it also does so to projects that refer
 * to a project that has it. Others are left to the compiler: a namespace says nothing for certain of its package.
 */
const bringers: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^Dapper$/, ['Dapper', 'Dapper.StrongName', 'Dapper.Contrib']],
  [/^Npgsql$/, ['Npgsql', 'Npgsql.EntityFrameworkCore.PostgreSQL', 'Npgsql.DependencyInjection', 'Marten']],
  [
    /^MongoDB\.(?:Driver|Bson)(?:\.|$)/,
    ['MongoDB.Driver', 'MongoDB.Bson', 'MongoDB.Driver.Core', 'MongoDB.Entities'],
  ],
  [/^MassTransit$/, ['MassTransit', 'MassTransit.RabbitMQ', 'MassTransit.AspNetCore', 'MassTransit.Kafka']],
  [/^Confluent\.Kafka$/, ['Confluent.Kafka', 'MassTransit.Kafka', 'Confluent.SchemaRegistry']],
  [/^Hangfire$/, ['Hangfire', 'Hangfire.Core', 'Hangfire.AspNetCore', 'Hangfire.NetCore']],
  [/^AutoMapper$/, ['AutoMapper', 'AutoMapper.Extensions.Microsoft.DependencyInjection']],
  [/^MediatR$/, ['MediatR', 'MediatR.Extensions.Microsoft.DependencyInjection']],
  [
    /^Polly$/,
    ['Polly', 'Polly.Core', 'Microsoft.Extensions.Http.Polly', 'Microsoft.Extensions.Http.Resilience'],
  ],
];

export function packagesOf(module: string): readonly string[] {
  return bringers.find(([pattern]) => pattern.test(module))?.[1] ?? [];
}

interface Index {
  /** Files by the types and extension methods that they declare. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly namespaces: ReadonlySet<string>;
}
const indexes = new WeakMap<readonly string[], Index>();

/** Finds candidates by their text; whether a file declares the name is seen when it is parsed. */
function indexOf({ paths, text }: SourceFiles): Index {
  const known = indexes.get(paths);
  if (known) return known;
  const names = new Map<string, string[]>();
  const namespaces = new Set<string>();
  for (const path of paths) {
    if (!path.endsWith('.cs') || isTestPath(path)) continue;
    const source = text?.(path);
    if (source === undefined || source.length > 500_000) continue;
    const add = (name: string) => {
      const list = names.get(name);
      if (list && list.at(-1) !== path) list.push(path);
      else if (!list) names.set(name, [path]);
    };
    for (const [, name = ''] of source.matchAll(
      /\b(?:class|struct|record|interface|enum)\s+([A-Z_]\w{0,150})/g,
    ))
      add(name);
    for (const [, name = ''] of source.matchAll(/\b([A-Z]\w{0,150})(?:<[\w, ]{0,100}>)?\s?\(\s{0,40}this\s/g))
      add(`${name}()`);
    for (const [, name = ''] of source.matchAll(/^\s{0,20}namespace\s+([\w.]{1,200})/gm))
      namespaces.add(name);
  }
  const index = { names, namespaces };
  indexes.set(paths, index);
  return index;
}

type Manifests = readonly { path: string; file: ManifestFile }[];
const reaches = new WeakMap<Manifests, Map<string, readonly string[]>>();

/** Folders of the project in which a file stands and of the projects that it is built with; `undefined` without any project. */
function projectsOf(from: string, manifests: Manifests): readonly string[] | undefined {
  const projects = manifests.filter(({ path }) => isProjectFile(path));
  const own = projects
    .filter(({ path }) => isInside(from, folderOf(path)))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (!own) return undefined;
  const known = reaches.get(manifests) ?? new Map<string, readonly string[]>();
  reaches.set(manifests, known);
  let folders = known.get(own.path);
  if (!folders) {
    const built = closureOf([own], (project) =>
      (project.file.references ?? []).flatMap(
        (reference) => projects.find(({ path }) => path === joined(folderOf(project.path), reference)) ?? [],
      ),
    );
    folders = [...built].map(({ path }) => folderOf(path));
    known.set(own.path, folders);
  }
  return folders;
}

function joined(folder: string, relative: string): string {
  const parts = folder === '.' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

const shared = (a: string, b: string): number => {
  const left = a.split('/');
  const right = b.split('/');
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  return same;
};

/** The file that declares a type or an extension method (`::Name`), nearest first; a namespace of the repository is no file. */
export function resolveModule(
  module: string,
  from: string,
  files: SourceFiles,
  manifests: Manifests,
): string | undefined {
  const index = indexOf(files);
  if (!module.startsWith('::')) {
    const isOwn = [...index.namespaces].some((name) => name === module || name.startsWith(`${module}.`));
    return isOwn ? `::${module}` : undefined;
  }
  const found = index.names.get(module.slice(2)) ?? [];
  if (found.length === 0) return undefined;
  const folders = projectsOf(from, manifests);
  const candidates = folders
    ? found.filter((path) => folders.some((folder) => isInside(path, folder)))
    : found;
  return [...candidates].sort((a, b) => shared(b, from) - shared(a, from) || (a < b ? -1 : 1))[0];
}
