// How a project's packages are fixed: by packages.lock.json, or by literal versions in the project or the central list.
import type { Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { isExactVersion } from './manifest.ts';
import { elementsIn, readXml } from './xml.ts';

/** Literal versions fix what NuGet takes: it resolves the lowest version that satisfies all, so that only ranges float. */
export function readLock(
  manifest: { path: string; file: ManifestFile },
  text: (path: string) => string | undefined,
  tracked: (path: string) => boolean,
): Lock {
  const { path, file } = manifest;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const lock = `${folder}packages.lock.json`;
  if (text(lock) !== undefined)
    return {
      manifest: { path },
      lock: { path: lock },
      tracked: tracked(lock),
      kind: 'packages.lock.json',
      open: [],
    };
  const kind = path.slice(folder.length);
  const central = nearest(folder, 'Directory.Packages.props', text);
  const versions = versionsIn(central, text, 'PackageVersion');
  const inherited = versionsIn(nearest(folder, 'Directory.Build.targets', text), text, 'PackageReference');
  const properties = propertiesOf([path, central, nearest(folder, 'Directory.Build.props', text)], text);
  const open = file.dependencies.flatMap(({ name, constraint, at, exact }) => {
    if (exact || (constraint === '' && isShared(name))) return [];
    const key = name.toLowerCase();
    const written = constraint === '' ? (versions.get(key) ?? inherited.get(key) ?? '') : constraint;
    const version = written.replace(
      /\$\(([\w.]+)\)/g,
      (whole, property: string) => properties.get(property) ?? whole,
    );
    // A property that no file of the repository sets is set by the SDK.
    if (isExactVersion(version) || /\$\(/.test(version)) return [];
    const reason = version === '' ? 'no version is given' : `\`${version}\` takes whatever is newest`;
    return [{ name, reason, at }];
  });
  return { manifest: { path }, lock: { path }, tracked: tracked(path), kind, open };
}

/** The framework's own metapackages: without a version the SDK gives them the target framework's. */
const isShared = (name: string): boolean =>
  /^(?:Microsoft\.AspNetCore\.(?:App|All)|Microsoft\.NETCore\.App|NETStandard\.Library)$/i.test(name);

/** The file of that name in the folder or the nearest one above it, as MSBuild looks for it. */
function nearest(
  folder: string,
  name: string,
  text: (path: string) => string | undefined,
): string | undefined {
  for (let at = folder; ; at = at.replace(/[^/]*\/$/, '')) {
    if (text(`${at}${name}`) !== undefined) return `${at}${name}`;
    if (at === '') return undefined;
  }
}

function versionsIn(
  path: string | undefined,
  text: (path: string) => string | undefined,
  element: string,
): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  if (path === undefined) return versions;
  for (const { name, attributes, children } of elementsIn(readXml(text(path) ?? '', path))) {
    const id = attributes.get('Include') ?? attributes.get('Update');
    const version = attributes.get('Version') ?? children.find((child) => child.name === 'Version')?.text;
    if ((name === element || name === 'GlobalPackageReference') && id !== undefined && version !== undefined)
      versions.set(id.toLowerCase(), version);
  }
  return versions;
}

function propertiesOf(
  paths: readonly (string | undefined)[],
  text: (path: string) => string | undefined,
): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const path of paths) {
    if (path === undefined) continue;
    for (const group of elementsIn(readXml(text(path) ?? '', path)))
      if (group.name === 'PropertyGroup')
        for (const { name, text: value } of group.children)
          if (!properties.has(name)) properties.set(name, value);
  }
  return properties;
}
