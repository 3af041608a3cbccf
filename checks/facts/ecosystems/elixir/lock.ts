// How mix.exs's dependencies are fixed: by mix.lock beside it, or above it in an umbrella.
import type { Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { tokensOf } from './tokens.ts';

/** An app without dependencies needs no lock. An empty map (`%{}`) locks nothing. */
export function readLock(
  manifest: { path: string; file: ManifestFile },
  text: (path: string) => string | undefined,
  tracked: (path: string) => boolean,
): Lock {
  const { path, file } = manifest;
  const needed = file.dependencies.filter(({ scope }) => scope !== 'optional');
  if (needed.length === 0)
    return { manifest: { path }, lock: { path }, tracked: tracked(path), kind: 'mix.exs', open: [] };
  let folder = path.slice(0, path.lastIndexOf('/') + 1);
  for (;;) {
    const candidate = `${folder}mix.lock`;
    const names = lockedNames(text(candidate) ?? '');
    if (names.size > 0)
      return {
        manifest: { path },
        lock: { path: candidate },
        tracked: tracked(candidate),
        kind: 'mix.lock',
        open: needed
          .filter(({ name, at }) => !names.has(name) && !isInRepository(text(path) ?? '', at.line))
          .map(({ name, at }) => ({ name, reason: 'missing from mix.lock', at })),
      };
    if (folder === '') return { manifest: { path }, tracked: false, kind: 'mix.lock', open: [] };
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  }
}

/** The keys of the lock's map. */
function lockedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, text: name } of tokensOf(text)) if (kind === 'key') names.add(name);
  return names;
}

/** `path:` dependencies are folders of the repository, which no lock lists. */
const isInRepository = (text: string, line: number | undefined): boolean =>
  line !== undefined && /\bpath:\s/.test(text.split('\n')[line - 1]?.slice(0, 1000) ?? '');
