// Modules of Go: which packages the platform brings, which module a package comes from, which files are no source.

/** The standard library: no dot in the first element of the path. `.` is the package itself. */
export function isPlatformModule(module: string): boolean {
  const [first = module] = module.split('/');
  return module !== '.' && !first.includes('.');
}

/** Hosts whose repositories are named by two elements. */
export const hosts = /^(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht)$/;

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

/** Tests, test data, mocks, what other programs generate, and what the go command ignores: names with `_` or `.` before them. */
export function isTestPath(path: string): boolean {
  return /(^|\/)[._][^/]*(\/|\.go$)|_test\.go$|(^|\/)(testdata|mocks?|testutils?)\/|(\.pb|\.pb\.gw|_gen|\.gen|_string|_mock|\.sql)\.go$|(^|\/)mock_\w+\.go$/.test(
    path,
  );
}
