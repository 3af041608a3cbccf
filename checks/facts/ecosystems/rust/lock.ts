// How Cargo.toml's crates are fixed: by Cargo.lock beside it, or above it in a workspace.
import type { Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';

/** A package without dependencies needs no lock. */
export function readLock(
  manifest: { path: string; file: ManifestFile },
  text: (path: string) => string | undefined,
  tracked: (path: string) => boolean,
): Lock {
  const { path, file } = manifest;
  if (file.dependencies.length === 0 && file.members.length === 0)
    return { manifest: { path }, lock: { path }, tracked: tracked(path), kind: 'Cargo.toml', open: [] };
  let folder = path.slice(0, path.lastIndexOf('/') + 1);
  for (;;) {
    const candidate = `${folder}Cargo.lock`;
    const names = lockedNames(text(candidate) ?? '');
    if (names.size > 0)
      return {
        manifest: { path },
        lock: { path: candidate },
        tracked: tracked(candidate),
        kind: 'Cargo.lock',
        open: file.dependencies
          .filter(({ name, scope }) => scope !== 'optional' && !names.has(name))
          .map(({ name, at }) => ({ name, reason: 'missing from Cargo.lock', at })),
      };
    if (folder === '') return { manifest: { path }, tracked: false, kind: 'Cargo.lock', open: [] };
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  }
}

const lockedNames = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^name = "([^"\n]{1,200})"/gm)].map((match) => match[1] ?? ''));
