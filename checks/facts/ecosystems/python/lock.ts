// How Python's manifests fix their versions: lock files of the tools, compiled and pinned requirements.
import type { Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { normalizeName } from './modules.ts';
import { parseRequirements } from './requirements.ts';

type Text = (path: string) => string | undefined;

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** `a/b` and `../c.txt` as `a/c.txt`; undefined for what leaves the repository. */
function joinPath(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

const isFilled = (text: string | undefined): text is string =>
  text !== undefined && /^(?!\s*#)\s*\S/m.test(text);

/** Names of distributions that a lock of TOML tables or JSON holds: `name = "x"`, `"x": {`. */
function lockedNames(text: string): Set<string> {
  const names = new Set<string>();
  for (const match of text.matchAll(/^\s*name = "([^"\n]{1,200})"/gm))
    if (match[1]) names.add(normalizeName(match[1]));
  for (const match of text.matchAll(/^\s*"([\w.-]{1,200})": ?\{/gm))
    if (match[1]) names.add(normalizeName(match[1]));
  return names;
}

/**
 * How one manifest's versions are fixed. A list of pinned lines can't show that a transitive distribution is missing
 * from it: such a list counts as whole.
 */
export function readLock(
  manifest: { path: string; file: ManifestFile },
  text: Text,
  tracked: (path: string) => boolean,
): Lock {
  const { path, file } = manifest;
  const folder = folderOf(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const lockedBy = (lock: string, kind: string, names: ReadonlySet<string> | undefined): Lock => ({
    manifest: { path },
    lock: { path: lock },
    tracked: tracked(lock),
    kind,
    open: names
      ? file.dependencies
          .filter(
            (dependency) => dependency.scope !== 'optional' && !names.has(normalizeName(dependency.name)),
          )
          .map((dependency) => ({ name: dependency.name, reason: `missing from ${kind}`, at: dependency.at }))
      : [],
  });
  const unlocked = (kind: string): Lock => ({ manifest: { path }, tracked: false, kind, open: [] });
  const toolLock = (kinds: readonly string[], upwards: boolean): Lock | undefined => {
    for (let at = folder; ; at = folderOf(at)) {
      for (const kind of kinds) {
        const lock = inFolder(at, kind);
        const content = text(lock);
        if (isFilled(content)) return lockedBy(lock, kind, lockedNames(content));
      }
      if (at === '' || !upwards) return undefined;
    }
  };
  const pinnedList = (lock: string): Lock | undefined => {
    const content = text(lock);
    if (!isFilled(content)) return undefined;
    const { requirements } = parseRequirements(content, lock);
    if (requirements.length === 0 || !requirements.every((requirement) => requirement.exact))
      return undefined;
    return lockedBy(
      lock,
      lock.slice(lock.lastIndexOf('/') + 1),
      new Set(requirements.map((requirement) => normalizeName(requirement.name))),
    );
  };

  if (name === 'Pipfile') return toolLock(['Pipfile.lock'], false) ?? unlocked('Pipfile.lock');
  if (/^environment\.ya?ml$/.test(name))
    return (
      toolLock(['conda-lock.yml', 'conda-lock.yaml', 'pixi.lock'], false) ?? pinnedByItself(manifest, tracked)
    );
  if (name === 'pyproject.toml' || name === 'setup.py' || name === 'setup.cfg') {
    const own = text(path) ?? '';
    const kinds = /^\s*\[tool\.poetry/m.test(own)
      ? ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml']
      : ['uv.lock', 'pdm.lock', 'poetry.lock', 'pylock.toml'];
    return (
      toolLock(kinds, false) ??
      // A workspace has one lock at its root.
      toolLock(['uv.lock'], true) ??
      pinnedList(inFolder(folder, 'requirements.lock')) ??
      pinnedList(inFolder(folder, 'requirements.txt')) ??
      unlocked(kinds[0] ?? 'uv.lock')
    );
  }
  if (name.endsWith('.in')) {
    const compiled = inFolder(folder, `${name.slice(0, -3)}.txt`);
    return pinnedList(compiled) ?? unlocked(compiled.slice(compiled.lastIndexOf('/') + 1));
  }
  return (
    requirementsLock(manifest, text, tracked) ??
    pinnedList(path.replace(/\.txt$/, '.lock')) ??
    pinnedList(path.replace(/\.txt$/, '-lock.txt')) ??
    pinnedByItself(manifest, tracked)
  );
}

/** A requirements file is its own lock, together with the constraints that it names. */
function requirementsLock(
  manifest: { path: string; file: ManifestFile },
  text: Text,
  tracked: (path: string) => boolean,
): Lock | undefined {
  const { path, file } = manifest;
  const { includes } = parseRequirements(text(path) ?? '', path);
  const pinned = new Set<string>();
  for (const include of includes) {
    const other = joinPath(folderOf(path), include.path);
    const content = other === undefined ? undefined : text(other);
    if (other === undefined || content === undefined || !include.constraints) continue;
    for (const requirement of parseRequirements(content, other).requirements)
      if (requirement.exact) pinned.add(normalizeName(requirement.name));
  }
  const open = file.dependencies.filter(
    (dependency) => !dependency.exact && !pinned.has(normalizeName(dependency.name)),
  );
  // Where nothing is pinned another file may be the lock.
  if (open.length > 0 && open.length === file.dependencies.length) return undefined;
  return {
    ...pinnedByItself(manifest, tracked),
    lock: { path },
    tracked: tracked(path),
    open: open.map(openEntry),
  };
}

function pinnedByItself(
  { path, file }: { path: string; file: ManifestFile },
  tracked: (path: string) => boolean,
): Lock {
  const kind = path.slice(path.lastIndexOf('/') + 1);
  const open = file.dependencies.filter((dependency) => !dependency.exact);
  if (open.length > 0 && open.length === file.dependencies.length)
    return { manifest: { path }, tracked: false, kind, open: open.map(openEntry) };
  return { manifest: { path }, lock: { path }, tracked: tracked(path), kind, open: open.map(openEntry) };
}

const openEntry = ({ name, constraint, at }: ManifestFile['dependencies'][number]) => ({
  name,
  reason: constraint === '' ? 'has no version' : `allows several versions (${constraint})`,
  at,
});
