// Modules of Go: which packages the platform brings, which folder an import means, which module a package comes from.
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';

/** The standard library: no dot in the first element of the path. `.` is the package itself. */
export function isPlatformModule(module: string): boolean {
  const [first = module] = module.split('/');
  return module !== '.' && !first.includes('.');
}

const hosts = /^(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht)$/;

/**
 * Modules that may hold a package, likeliest first: on known hosts the repository (with its major version), elsewhere every
 * prefix of the path, longest first. The one that the manifest requires is the module.
 */
export function packagesOf(module: string): readonly string[] {
  if (module === '' || module.startsWith('.') || isPlatformModule(module)) return [];
  const parts = module.split('/');
  const shortest = hosts.test(parts[0] ?? '') ? 3 : 1;
  const prefixes: string[] = [];
  for (let count = parts.length; count >= Math.min(shortest, parts.length); count--)
    prefixes.push(parts.slice(0, count).join('/'));
  if (!hosts.test(parts[0] ?? '')) return prefixes;
  const repository = parts.slice(0, 3).join('/');
  const versioned = /^v\d+$/.test(parts[3] ?? '') ? `${repository}/${parts[3]}` : repository;
  return [versioned, ...prefixes.filter((prefix) => prefix !== versioned)];
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
const joined = (folder: string, rest: string): string =>
  folder === '.' ? rest || '.' : rest === '' ? folder : `${folder}/${rest}`;

const folders = new WeakMap<readonly string[], ReadonlySet<string>>();
function sourceFolders({ paths }: SourceFiles): ReadonlySet<string> {
  let found = folders.get(paths);
  if (!found) {
    found = new Set(paths.filter((path) => path.endsWith('.go')).map(folderOf));
    folders.set(paths, found);
  }
  return found;
}

/**
 * The folder that an import means: a package of the module in whose folder the file stands, or of another module of the
 * repository (`go.work`, `replace`). `.` is the file's own package.
 */
export function resolveModule(
  module: string,
  from: string,
  files: SourceFiles,
  manifests: readonly { path: string; file: ManifestFile }[],
): string | undefined {
  if (module === '.') return folderOf(from);
  const known = sourceFolders(files);
  const sorted = manifests
    .filter(({ path, file }) => path.endsWith('go.mod') && file.name !== undefined)
    .sort((a, b) => (b.file.name?.length ?? 0) - (a.file.name?.length ?? 0));
  for (const { path, file } of sorted) {
    const name = file.name ?? '';
    // Canonical names leave the major version out.
    for (const root of [name, name.replace(/\/v\d+$/, '')]) {
      if (module !== root && !module.startsWith(`${root}/`)) continue;
      const folder = joined(folderOf(path), module.slice(root.length + 1));
      if (known.has(folder)) return folder;
    }
  }
  return undefined;
}

/** Tests, test data, mocks, what other programs generate, and what the go command ignores: names with `_` or `.` before them. */
export function isTestPath(path: string): boolean {
  return /(^|\/)[._][^/]*(\/|\.go$)|_test\.go$|(^|\/)(testdata|mocks?|testutils?)\/|(\.pb|\.pb\.gw|_gen|\.gen|_string|_mock|\.sql)\.go$|(^|\/)mock_\w+\.go$/.test(
    path,
  );
}
