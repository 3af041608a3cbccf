// Which folder of the repository an import of Go means: by the module's path, or by the path in GOPATH.
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';
import { gopathFolder } from './gopath.ts';
import { hosts, packagesOf } from './modules.ts';

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
    .filter(({ path, file }) => isOfGo(path) && file.name !== undefined)
    .sort((a, b) => (b.file.name?.length ?? 0) - (a.file.name?.length ?? 0));
  for (const { path, file } of sorted) {
    const name = file.name ?? '';
    // Canonical names leave the major version out.
    for (const root of [name, name.replace(/\/v\d+$/, '')]) {
      if (module !== root && !module.startsWith(`${root}/`)) continue;
      const folder = joined(gopathFolder(path) ?? folderOf(path), module.slice(root.length + 1));
      if (known.has(folder)) return folder;
    }
  }
  return inGopath(module, from, files, manifests);
}

const isOfGo = (path: string): boolean => path.endsWith('go.mod') || gopathFolder(path) !== undefined;

/**
 * Before modules a program's path came from where it was checked out: `github.com/owner/name/…` is its own where no manifest
 * declares it and the folder is there. The root has no folder to know it by: the package there has the repository's name.
 */
function inGopath(
  module: string,
  from: string,
  files: SourceFiles,
  manifests: readonly { path: string; file: ManifestFile }[],
): string | undefined {
  const [host = '', , name = '', ...rest] = module.split('/');
  if (!hosts.test(host) || name === '') return undefined;
  const packages = packagesOf(module);
  const known = sourceFolders(files);
  for (const { path } of manifests) {
    const root = gopathFolder(path);
    if (root === undefined || (root !== '.' && !from.startsWith(`${root}/`))) continue;
    const beside = manifests.filter((one) => (gopathFolder(one.path) ?? folderOf(one.path)) === root);
    if (beside.some((one) => one.path.endsWith('go.mod'))) continue;
    if (beside.some(({ file }) => file.dependencies.some((one) => packages.includes(one.name)))) continue;
    const folder = joined(root, rest.join('/'));
    if (!known.has(folder)) continue;
    if (rest.length > 0 || packageIn(folder, files) === name.replace(/^go[-.]|[-.]go$|\W/g, ''))
      return folder;
  }
  return undefined;
}

/** The name in the package clause, the first of a file that is no comment. */
function packageIn(folder: string, files: SourceFiles): string | undefined {
  const path = files.paths.find((one) => /(?<!_test)\.go$/.test(one) && folderOf(one) === folder);
  const text = path === undefined ? undefined : files.text?.(path);
  return /^(?:\s|\/\/.*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*package\s+(\w+)/.exec(
    (text ?? '').slice(0, 4_000),
  )?.[1];
}
