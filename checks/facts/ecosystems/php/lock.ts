/** How Composer fixes versions: composer.lock beside the manifest. */
import type { Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { nestsDeeper } from './manifest.ts';

/** A required package that the lock doesn't hold is open; a manifest that requires none needs no lock. */
export function readLock(
  { path, file }: { path: string; file: ManifestFile },
  text: (path: string) => string | undefined,
  tracked: (path: string) => boolean,
): Lock {
  const slash = path.lastIndexOf('/');
  const lock = slash < 0 ? 'composer.lock' : `${path.slice(0, slash)}/composer.lock`;
  const content = text(lock);
  const held = content === undefined || content.trim() === '' ? undefined : packagesIn(content);
  if (held) {
    const open = file.dependencies
      .filter(({ name }) => !held.has(name.toLowerCase()))
      .map(({ name, at }) => ({ name, reason: 'is missing from composer.lock', at }));
    return { manifest: { path }, lock: { path: lock }, tracked: tracked(lock), kind: 'composer.lock', open };
  }
  if (file.dependencies.length === 0)
    return { manifest: { path }, lock: { path }, tracked: tracked(path), kind: 'composer.json', open: [] };
  return { manifest: { path }, tracked: false, kind: 'composer.lock', open: [] };
}

/** Names of the packages that a lock holds, with those that they stand in for; undefined for what is no lock. */
function packagesIn(content: string): Set<string> | undefined {
  if (nestsDeeper(content, 60)) return undefined;
  try {
    const root = JSON.parse(content) as Record<string, unknown> | null;
    const names = new Set<string>();
    for (const key of ['packages', 'packages-dev']) {
      const list = root?.[key];
      for (const one of Array.isArray(list) ? (list as (Record<string, unknown> | null)[]) : []) {
        if (typeof one?.name === 'string') names.add(one.name.toLowerCase());
        for (const also of [one?.replace, one?.provide])
          if (typeof also === 'object' && also)
            for (const name of Object.keys(also)) names.add(name.toLowerCase());
      }
    }
    return names;
  } catch {
    return undefined;
  }
}
