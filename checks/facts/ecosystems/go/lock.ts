// How go.mod's requirements are fixed: by go.sum, or by a vendored tree with its modules.txt.
import type { Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';

/**
 * A module without requirements needs no go.sum: its manifest is its own lock. A requirement that a `replace` turns into a
 * folder of the repository has no sum.
 */
export function readLock(
  manifest: { path: string; file: ManifestFile },
  text: (path: string) => string | undefined,
  tracked: (path: string) => boolean,
): Lock {
  const { path, file } = manifest;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (file.dependencies.length === 0)
    return { manifest: { path }, lock: { path }, tracked: tracked(path), kind: 'go.mod', open: [] };
  const replaced = localReplacements(text(path) ?? '');
  const missingFrom = (names: ReadonlySet<string>, kind: string) =>
    file.dependencies
      .filter(
        ({ name, constraint }) =>
          !replaced.has(name) && !names.has(`${name} ${constraint}`) && !names.has(name),
      )
      .map(({ name, at }) => ({ name, reason: `missing from ${kind}`, at }));
  for (const candidate of [`${folder}go.sum`, 'go.work.sum', 'go.sum']) {
    const sums = text(candidate);
    if (sums === undefined || sums.trim() === '') continue;
    const names = new Set<string>();
    for (const line of sums.split('\n')) {
      const [module, version] = line.split(' ');
      // The sum of a go.mod alone is kept for modules that only the selection of versions looks at.
      if (module && version) names.add(`${module} ${version.replace(/\/go\.mod$/, '')}`);
    }
    return {
      manifest: { path },
      lock: { path: candidate },
      tracked: tracked(candidate),
      kind: 'go.sum',
      open: missingFrom(names, 'go.sum'),
    };
  }
  const vendored = `${folder}vendor/modules.txt`;
  const list = text(vendored);
  if (list !== undefined && list.trim() !== '') {
    const names = new Set([...list.matchAll(/^# (\S+) (\S+)/gm)].map((match) => `${match[1]} ${match[2]}`));
    return {
      manifest: { path },
      lock: { path: vendored },
      tracked: tracked(vendored),
      kind: 'vendor/modules.txt',
      open: missingFrom(names, 'vendor/modules.txt'),
    };
  }
  if (file.dependencies.every(({ name }) => replaced.has(name)))
    return { manifest: { path }, lock: { path }, tracked: tracked(path), kind: 'go.mod', open: [] };
  return { manifest: { path }, tracked: false, kind: 'go.sum', open: [] };
}

/** Modules replaced: by a folder, or by another module whose sum stands under its own name. */
function localReplacements(text: string): Set<string> {
  return new Set(
    [...text.matchAll(/^\s*(?:replace\s+)?(\S{1,300})(?:\s+v\S{1,100})?\s+=>\s+\S/gm)].map(
      (match) => match[1] ?? '',
    ),
  );
}
