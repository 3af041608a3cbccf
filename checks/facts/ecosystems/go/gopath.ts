// Manifests and locks of the tools that came before Go's modules: dep, glide, govendor, gvt and gb, godep.
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { Dependency, Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { folderOfManifest } from '../manifest-path.ts';
import { packagesOf } from './modules.ts';

/** Newest tool first: a manifest is a leftover where one that stands earlier speaks for the same folder. */
export const gopathManifests: readonly string[] = [
  'Gopkg.toml',
  'glide.yaml',
  'vendor/vendor.json',
  'vendor/manifest',
  'Godeps/Godeps.json',
];

/** The folder of the program; undefined for a file that none of these tools keeps. */
export const gopathFolder = (path: string): string | undefined =>
  folderOfManifest({ manifests: gopathManifests }, path);

type Table = Readonly<Record<string, unknown>>;
const tableOf = (value: unknown): Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
const tablesOf = (value: unknown): readonly Table[] => (Array.isArray(value) ? value.map(tableOf) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const beside = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);

/** Reads such a manifest. What a leftover says is left out; a file that can't be parsed is a problem. */
export function readGopathManifest(
  text: string,
  path: string,
  other: (path: string) => string | undefined = () => undefined,
): ManifestFile {
  const nothing = { dependencies: [], scripts: {}, members: [], problems: [] };
  const folder = gopathFolder(path) ?? '.';
  const own = gopathManifests.findIndex((name) => path === beside(folder, name));
  const newer = ['go.mod', ...gopathManifests.slice(0, Math.max(own, 0))];
  if (newer.some((name) => (other(beside(folder, name)) ?? '').trim() !== '')) return nothing;
  try {
    switch (gopathManifests[own]) {
      case 'Gopkg.toml': {
        // What the source imports needs no entry here: dep writes all of it into the lock.
        const lock = beside(folder, 'Gopkg.lock');
        const locked = depProjects(other(lock) ?? '', lock);
        const known = new Set(locked.map(({ name }) => name));
        const root = tableOf(parseToml(text));
        const constraints = [...tablesOf(root.constraint), ...tablesOf(root.override)].map((entry) => ({
          ...entry,
          fixed: textOf(entry.revision),
        }));
        const written = dependenciesOf(constraints, 'name', 'fixed', text, path);
        return { ...nothing, dependencies: [...locked, ...written.filter(({ name }) => !known.has(name))] };
      }
      case 'glide.yaml': {
        const root = tableOf(parseYaml(text, { maxAliasCount: 50 }));
        const dependencies = [
          ...dependenciesOf(tablesOf(root.import), 'package', 'version', text, path),
          ...dependenciesOf(tablesOf(root.testImport), 'package', 'version', text, path, 'development'),
        ];
        return { ...nothing, ...named(root.package), dependencies };
      }
      case 'vendor/vendor.json': {
        const root = tableOf(JSON.parse(text));
        const packages = tablesOf(root.package).map((entry) => ({
          ...entry,
          fixed: textOf(entry.revision) || textOf(entry.checksumSHA1),
        }));
        return {
          ...nothing,
          ...named(root.rootPath),
          dependencies: dependenciesOf(packages, 'path', 'fixed', text, path),
        };
      }
      case 'vendor/manifest': {
        const entries = tablesOf(tableOf(JSON.parse(text)).dependencies);
        return { ...nothing, dependencies: dependenciesOf(entries, 'importpath', 'revision', text, path) };
      }
      default: {
        const root = tableOf(JSON.parse(text));
        return {
          ...nothing,
          ...named(root.ImportPath),
          dependencies: dependenciesOf(tablesOf(root.Deps), 'ImportPath', 'Rev', text, path),
        };
      }
    }
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return { ...nothing, problems: [{ path, message: `can't be parsed: ${message}` }] };
  }
}

/** The program's own import path; a folder outside of GOPATH has `.` or none. */
const named = (name: unknown): { name?: string } =>
  textOf(name).includes('/') ? { name: textOf(name) } : {};

/** A lock that can't be parsed fixes nothing. */
function depProjects(text: string, path: string): readonly Dependency[] {
  try {
    return dependenciesOf(tablesOf(tableOf(parseToml(text)).projects), 'name', 'revision', text, path);
  } catch {
    return [];
  }
}

function dependenciesOf(
  entries: readonly Table[],
  nameKey: string,
  fixedKey: string,
  text: string,
  path: string,
  scope: Dependency['scope'] = 'runtime',
): readonly Dependency[] {
  const lines = new Map<string, number>();
  text.split('\n').forEach((line, index) => {
    const word = line
      .trim()
      .replace(/["',]{1,3}$/, '')
      .split(/[\s"']/)
      .at(-1);
    if (word && !lines.has(word)) lines.set(word, index + 1);
  });
  return entries.flatMap((entry) => {
    const name = textOf(entry[nameKey]);
    const constraint = textOf(entry[fixedKey]);
    const at = { path, line: lines.get(name) ?? 1 };
    return name === '' ? [] : [{ name, constraint, exact: constraint !== '', scope, at }];
  });
}

/** How such a manifest's versions are fixed: by revision, in the lock beside it or in itself. */
export function readGopathLock(
  { path, file }: { path: string; file: ManifestFile },
  text: (path: string) => string | undefined,
  tracked: (path: string) => boolean,
): Lock {
  const folder = gopathFolder(path) ?? '.';
  const own = gopathManifests.find((name) => path === beside(folder, name)) ?? path;
  const open = (dependencies: readonly Dependency[]): Lock['open'] =>
    dependencies
      .filter(({ exact }) => !exact)
      .map(({ name, at }) => ({ name, reason: 'it has no revision', at }));
  const kind = own === 'Gopkg.toml' ? 'Gopkg.lock' : own === 'glide.yaml' ? 'glide.lock' : own;
  if (kind === own)
    return {
      manifest: { path },
      lock: { path },
      tracked: tracked(path),
      kind,
      open: open(file.dependencies),
    };
  const lock = beside(folder, kind);
  const content = text(lock);
  if (content === undefined) return { manifest: { path }, tracked: false, kind, open: [] };
  const found = { manifest: { path }, lock: { path: lock }, tracked: tracked(lock), kind };
  // dep locks what the source imports: a constraint on something else is none that a build would meet.
  if (kind === 'Gopkg.lock') return { ...found, open: open(depProjects(content, lock)) };
  const locked = glideProjects(content, lock);
  const names = new Set(locked.map(({ name }) => name));
  const missing = file.dependencies
    .filter(({ name }) => ![name, ...packagesOf(name)].some((each) => names.has(each)))
    .map(({ name, at }) => ({ name, reason: `missing from ${kind}`, at }));
  return { ...found, open: [...missing, ...open(locked)] };
}

function glideProjects(text: string, path: string): readonly Dependency[] {
  try {
    const root = tableOf(parseYaml(text, { maxAliasCount: 50 }));
    const entries = [...tablesOf(root.imports), ...tablesOf(root.testImports)];
    return dependenciesOf(entries, 'name', 'version', text, path);
  } catch {
    return [];
  }
}
