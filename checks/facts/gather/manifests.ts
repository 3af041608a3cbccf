/** All package manifests of a repository, read once by the ecosystems that know them. */
import type { Repo } from '../../engine/repo.ts';
import { depthOf, folderOf, isInside, isVendored, nameOf } from '../artifacts/paths.ts';
import type { EcosystemReader, ManifestFile } from '../ecosystems/ecosystem.ts';
import { readerOf } from '../ecosystems/index.ts';
import { folderOfManifest } from '../ecosystems/manifest-path.ts';
import { ecosystemOfManifest } from '../ecosystems/recognise.ts';
import type { Ecosystem } from '../facts.ts';

export interface FoundManifest {
  readonly path: string;
  /** The app's folder: `requirements/base.txt` belongs to the folder above. */
  readonly folder: string;
  readonly ecosystem: Ecosystem;
  /** Absent where no reader knows the ecosystem. */
  readonly reader?: EcosystemReader;
  readonly file?: ManifestFile;
}

const cache = new WeakMap<Repo, readonly FoundManifest[]>();

/** Sorted by path; vendored ones are left out, empty files are absent. */
export const manifestsOf = (repo: Repo): readonly FoundManifest[] => {
  const known = cache.get(repo);
  if (known) return known;
  const found: FoundManifest[] = [];
  for (const { path, size } of repo.files) {
    if (size === 0) continue;
    const ecosystem = ecosystemOfManifest(path);
    if (!ecosystem) continue;
    const reader = readerOf(ecosystem);
    const parent = (reader && folderOfManifest(reader, path)) ?? folderOf(path);
    // A tool may keep its manifest among what it vendors: `vendor/manifest` is the program's own.
    if (isVendored(`${parent}/`)) continue;
    const text = repo.text(path);
    if (text === undefined || text.trim() === '') continue;
    const isRequirementsFolder = ecosystem === 'python' && nameOf(parent) === 'requirements';
    found.push({
      path,
      folder: isRequirementsFolder ? folderOf(parent) : parent,
      ecosystem,
      reader,
      file: reader?.readManifest(text, path, (other) => repo.text(other)),
    });
  }
  cache.set(repo, found);
  return found;
};

/** The manifests of the nearest folder above that has any: what an app without one of its own is built with. */
export const manifestsAbove = (repo: Repo, folder: string): readonly FoundManifest[] => {
  const above = manifestsOf(repo).filter(
    (one) => one.folder !== folder && isInside(folder, one.folder) && !one.file?.tests,
  );
  const depth = Math.max(...above.map((one) => depthOf(one.folder)));
  return above.filter((one) => depthOf(one.folder) === depth);
};
