// How a Gemfile fixes its versions: Gemfile.lock, with what it leaves open.
import type { Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';

type Text = (path: string) => string | undefined;

/** Gems that a lock file holds: `    rails (7.1.2)` with its version, without the platform behind it. */
export function lockedGems(text: string): Map<string, string> {
  const gems = new Map<string, string>();
  for (const match of text.matchAll(/^ {4}([A-Za-z0-9][\w.-]{0,150}) \(([^)\s]{1,80})\)/gm))
    if (match[1] !== undefined && match[2] !== undefined && !gems.has(match[1]))
      gems.set(match[1], match[2].split('-')[0] ?? match[2]);
  return gems;
}

/** The section `DEPENDENCIES`: what the Gemfile asked for when the lock was made. */
function askedFor(text: string): Set<string> {
  const section = /^DEPENDENCIES\n((?: {2}.*\n?)*)/m.exec(text)?.[1] ?? '';
  return new Set(
    [...section.matchAll(/^ {2}([A-Za-z0-9][\w.-]{0,150})/gm)].flatMap((match) => match[1] ?? []),
  );
}

/** Bundler looks for the lock beside the manifest: `Gemfile.lock`, or `gems.locked`. */
export function readLock(
  manifest: { path: string; file: ManifestFile },
  text: Text,
  tracked: (path: string) => boolean,
): Lock {
  const { path, file } = manifest;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const kind = path.endsWith('gems.rb') ? 'gems.locked' : 'Gemfile.lock';
  const lock = `${folder}${kind}`;
  const content = text(lock);
  if (content === undefined || content.trim() === '')
    return { manifest: { path }, tracked: false, kind, open: [] };
  const gems = lockedGems(content);
  const asked = askedFor(content);
  const open = file.dependencies
    // What a gem's own specification asks for stands among the locked gems alone.
    .filter(({ name }) => !(path.endsWith('.gemspec') ? gems.has(name) : asked.has(name)))
    .map(({ name, at }) => ({ name, reason: 'not in Gemfile.lock', at }));
  return { manifest: { path }, lock: { path: lock }, tracked: tracked(lock), kind, open };
}
