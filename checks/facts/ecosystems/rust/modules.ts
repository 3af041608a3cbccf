// Modules of Rust: which crates the platform brings, which package a crate is, which file a path of the program means.
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';

const standard = new Set(['std', 'core', 'alloc', 'proc_macro', 'test']);

/** The standard library, and the paths that begin inside the program. Names are dotted: `std.env`. */
export function isPlatformModule(module: string): boolean {
  return standard.has(module.split('.')[0] ?? module);
}

/** Crates are called with underscores what registries may call with dashes. */
export function packagesOf(module: string): readonly string[] {
  const [crate = module] = module.split('.');
  if (/^(?:crate|self|super)$/.test(crate) || crate === '' || !/^[a-z_]\w*$/.test(crate)) return [];
  const dashed = crate.replaceAll('_', '-');
  return dashed === crate ? [crate] : [dashed, crate];
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const within = (folder: string, rest: string): string =>
  folder === '' ? rest : rest === '' ? folder : `${folder}/${rest}`;

const roots = new WeakMap<readonly string[], ReadonlySet<string>>();
/** Folders in which crates begin. */
function rootsOf({ paths }: SourceFiles): ReadonlySet<string> {
  let found = roots.get(paths);
  if (!found) {
    found = new Set(paths.filter((path) => /(?:^|\/)(?:main|lib)\.rs$/.test(path)).map(folderOf));
    roots.set(paths, found);
  }
  return found;
}

/** The file of a module's name: `crate.config.db`, `self.routes`, `super.store`, `other_member.models`. */
export function resolveModule(
  module: string,
  from: string,
  files: SourceFiles,
  manifests: readonly { path: string; file: ManifestFile }[],
): string | undefined {
  const [head = '', ...rest] = module.split('.');
  const name = from.slice(from.lastIndexOf('/') + 1);
  const own = /^(?:main|lib|mod)\.rs$/.test(name) ? folderOf(from) : from.replace(/\.rs$/, '');
  if (head === 'self') return fileIn(own, rest, files);
  if (head === 'super') return fileIn(folderOf(own), rest, files);
  if (head === 'crate') {
    let root = folderOf(from);
    const known = rootsOf(files);
    while (root !== '' && !known.has(root)) root = folderOf(root);
    return fileIn(root, rest, files);
  }
  const member = manifests.find(({ file }) => file.name?.replaceAll('-', '_') === head);
  return member ? fileIn(within(folderOf(member.path), 'src'), rest, files) : undefined;
}

function fileIn(folder: string, parts: readonly string[], files: SourceFiles): string | undefined {
  if (parts.length === 0)
    return (
      ['main.rs', 'lib.rs', 'mod.rs'].map((name) => within(folder, name)).find((path) => files.has(path)) ??
      (files.has(`${folder}.rs`) ? `${folder}.rs` : undefined)
    );
  const base = within(folder, parts.join('/'));
  return [`${base}.rs`, `${base}/mod.rs`].find((path) => files.has(path));
}

/** Tests, benchmarks, examples, the build script, and what other programs generate. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:tests|benches|examples|target)\/|(?:^|\/)(?:build|tests?|test_\w+|\w+_tests?)\.rs$/.test(
    path,
  );
}
