// Java's manifests: Maven's and Gradle's, by their names.
import type { Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { lockOfGradle, readGradle, versionInGradle, withCatalog } from './gradle.ts';
import { inheritedDependencies, lockOfPom, readPom, versionInPom } from './maven.ts';
import { catalogFor } from './version-catalog.ts';

type Text = (path: string) => string | undefined;

const isPom = (path: string): boolean => path.endsWith('pom.xml');

/** Reads a manifest; with `text` also what it takes from others: a parent's dependencies, a version catalog. */
export function readManifest(content: string, path: string, text?: Text): ManifestFile {
  if (!isPom(path)) {
    const file = readGradle(content, path);
    return text ? { ...file, dependencies: withCatalog(file.dependencies, catalogFor(path, text)) } : file;
  }
  const file = readPom(content, path);
  if (!text || file.problems.length > 0) return file;
  const inherited = inheritedDependencies(path, text).map((name) => ({
    name,
    constraint: '',
    exact: false,
    scope: 'runtime' as const,
    at: { path },
  }));
  return { ...file, dependencies: [...file.dependencies, ...inherited] };
}

export function readLock(
  manifest: { path: string; file: ManifestFile },
  text: Text,
  tracked: (path: string) => boolean,
): Lock {
  return isPom(manifest.path) ? lockOfPom(manifest, text, tracked) : lockOfGradle(manifest, text, tracked);
}

/** The version in which a build uses what the pattern names (`group:artifact`, a plugin's id). */
export const versionOf = (path: string, text: Text, names: RegExp): string | undefined =>
  isPom(path) ? versionInPom(path, text, names) : versionInGradle(path, text, names);

/** Whether a version is at least another: `3.4.1` is at least `3.4`. */
export function isAtLeast(version: string, wanted: string): boolean {
  const parts = (text: string) => text.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  const have = parts(version);
  const need = parts(wanted);
  for (let index = 0; index < need.length; index++) {
    const difference = (have[index] ?? 0) - (need[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
