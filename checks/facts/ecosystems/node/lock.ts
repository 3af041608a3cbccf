/** How a package.json's versions are fixed: by npm, Yarn, pnpm or Bun, beside it or at the root of its workspace. */
import { parse } from 'jsonc-parser';
import { folderOf } from '../../artifacts/paths.ts';
import type { Dependency, Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { nestsDeeper } from './manifest.ts';

type Text = (path: string) => string | undefined;
/** Whether the lock holds a dependency of the package in that folder (relative to the lock). */
type Holds = (dependency: Dependency) => boolean;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const entriesOf = (value: unknown): Map<string, unknown> =>
  new Map(isRecord(value) ? Object.entries(value) : []);

function npm(text: string, member: string): Holds | undefined {
  const lock = json(text);
  if (!lock) return undefined;
  const packages = entriesOf(lock.packages);
  if (packages.size > 0) {
    const own = packages.get(member);
    if (!isRecord(own)) return member === '' ? () => true : undefined;
    const wanted = new Map(
      ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) => [
        ...entriesOf(own[field]),
      ]),
    );
    // The lock repeats what the manifest asked for when it was made.
    return ({ name, constraint }) => wanted.get(name) === constraint;
  }
  const locked = entriesOf(lock.dependencies);
  return member === '' ? ({ name }) => locked.has(name) : undefined;
}

function yarn(text: string): Holds {
  const names = new Set<string>();
  const descriptors = new Set<string>();
  for (const line of text.split('\n')) {
    // Entries stand at the first column: `"a@^1", "a@^1.2":`, Berry writes `"a@npm:^1, a@npm:^1.2":`.
    if (!/^["@\w]/.test(line) || !line.trimEnd().endsWith(':')) continue;
    for (const part of line.trimEnd().slice(0, -1).split(',')) {
      const descriptor = part.trim().replace(/^"|"$/g, '');
      const at = descriptor.indexOf('@', 1);
      if (at < 0) continue;
      names.add(descriptor.slice(0, at));
      descriptors.add(`${descriptor.slice(0, at)}@${descriptor.slice(at + 1).replace(/^npm:/, '')}`);
    }
  }
  return ({ name, constraint }) =>
    descriptors.has(`${name}@${constraint.replace(/^npm:/, '')}`) ||
    (names.has(name) && /[:/]/.test(constraint));
}

function pnpm(text: string, member: string): Holds | undefined {
  const end = text.search(/^packages:/m);
  const head = (end < 0 ? text : text.slice(0, end)).split('\n');
  const key = /^( *)'?([^'\s:][^'\n]{0,200}?)'?:(?:\s|$)/;
  const importer = member === '' ? '.' : member;
  const hasImporters = head.some((line) => line.startsWith('importers:'));
  const names = new Set<string>();
  let inside = !hasImporters;
  for (const line of head) {
    const match = key.exec(line.trimEnd());
    if (!match?.[2]) continue;
    const indent = match[1]?.length ?? 0;
    if (hasImporters && indent === 2) inside = match[2] === importer;
    else if (inside && indent >= 2) names.add(match[2]);
  }
  return names.size > 0 || hasImporters ? ({ name }) => names.has(name) : undefined;
}

function bun(text: string, member: string): Holds | undefined {
  const lock = json(text);
  const own = entriesOf(lock?.workspaces).get(member);
  if (!isRecord(own)) return undefined;
  const names = new Set(
    ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) => [
      ...entriesOf(own[field]).keys(),
    ]),
  );
  return ({ name }) => names.has(name);
}

function json(text: string): Record<string, unknown> | undefined {
  if (nestsDeeper(text, 200)) return undefined;
  const value: unknown = parse(text, [], { allowTrailingComma: true });
  return isRecord(value) ? value : undefined;
}

const kinds: readonly {
  readonly name: string;
  readonly read: (text: string, member: string) => Holds | undefined;
}[] = [
  { name: 'npm-shrinkwrap.json', read: npm },
  { name: 'package-lock.json', read: npm },
  { name: 'pnpm-lock.yaml', read: pnpm },
  { name: 'yarn.lock', read: yarn },
  { name: 'bun.lock', read: bun },
];

const inFolder = (folder: string, name: string) => (folder === '.' ? name : `${folder}/${name}`);

export function readLock(
  manifest: { path: string; file: ManifestFile },
  text: Text,
  tracked: (path: string) => boolean,
): Lock {
  const { path, file } = manifest;
  const home = folderOf(path);
  const found: Lock[] = [];
  for (let folder = home; ; folder = folderOf(folder)) {
    if (folder === home || isWorkspaceRoot(folder, text)) {
      const member = folder === home ? '' : folder === '.' ? home : home.slice(folder.length + 1);
      for (const { name, read } of kinds) {
        const lock = inFolder(folder, name);
        const content = text(lock);
        if (content === undefined || content.trim() === '') continue;
        const holds = read(content, member);
        if (!holds) continue;
        const forced = name === 'yarn.lock' ? resolutionsOf(text(inFolder(folder, 'package.json'))) : none;
        const open = file.dependencies
          .filter(
            (dependency) => isLockable(dependency) && !holds(dependency) && !forced.has(dependency.name),
          )
          .map(({ name: missing, at }) => ({
            name: missing,
            reason: `${name} doesn't have it as written here`,
            at,
          }));
        found.push({ manifest: { path }, lock: { path: lock }, tracked: tracked(lock), kind: name, open });
      }
      // The older format of Bun is binary: its being there is all that can be told.
      const binary = inFolder(folder, 'bun.lockb');
      if (tracked(binary))
        found.push({
          manifest: { path },
          lock: { path: binary },
          tracked: true,
          kind: 'bun.lockb',
          open: [],
        });
    }
    if (folder === '.') break;
  }
  const [best] = found.sort((a, b) => Number(b.tracked) - Number(a.tracked) || a.open.length - b.open.length);
  if (best) return best;
  const own = { path };
  if (file.dependencies.every((dependency) => !isLockable(dependency)))
    return { manifest: own, lock: own, tracked: tracked(path), kind: 'package.json', open: [] };
  return { manifest: own, tracked: false, kind: 'package-lock.json', open: [] };
}

const none: ReadonlySet<string> = new Set();
/** Packages to which Yarn gives the version that the workspace's root says, whatever a member asks for. */
const resolutionsOf = (manifest: string | undefined): ReadonlySet<string> =>
  new Set(
    [...entriesOf(manifest === undefined ? undefined : json(manifest)?.resolutions).keys()].map((key) =>
      key.replace(/^\*\*\//, '').replace(/(?!^)@.*$/, ''),
    ),
  );

/** A folder of the repository and what the host brings are in no lock by necessity. */
const isLockable = ({ scope, constraint }: Dependency): boolean =>
  scope !== 'peer' && scope !== 'optional' && !/^(workspace|file|link|portal|catalog):/.test(constraint);

function isWorkspaceRoot(folder: string, text: Text): boolean {
  if (text(inFolder(folder, 'pnpm-workspace.yaml')) !== undefined) return true;
  const manifest = text(inFolder(folder, 'package.json'));
  return manifest !== undefined && entriesOf(json(manifest)).has('workspaces');
}
