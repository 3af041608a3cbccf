/** Imports of what stands outside the app, against what its manifests declare. */

import { folderOf } from '../artifacts/paths.ts';
import type { ManifestFile } from '../ecosystems/ecosystem.ts';
import { readerOf } from '../ecosystems/index.ts';
import type { Dependency, Ecosystem, Import, Manifest } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import { manifestsOf } from './manifests.ts';

export const gatherImports: Gatherer<'imports'> = async (context) => {
  const sources = await context.sources();
  const { manifests } = await context.fact('dependencies');
  const locks = await lockTexts(context);
  const paths = context.repo.files.map(({ path }) => path);
  const files = {
    has: (path: string) => context.repo.has(path),
    paths,
    text: (path: string) => context.repo.text(path),
  };
  const imports = new Map<string, Import>();
  const declarationsOf = memoised((ecosystem: Ecosystem) => declarations(context, manifests, ecosystem));
  for (const module of sources.modules) {
    const reader = readerOf(module.ecosystem);
    if (!reader) continue;
    const { found, isDeclaredHere, ownNames, scopesAt } = declarationsOf(module.ecosystem);
    // Source of another language than the app's, whose manifest stands elsewhere.
    if (!isDeclaredHere && module.ecosystem !== context.app.ecosystem) continue;
    const scopes = scopesAt(module.path);
    for (const one of module.imports) {
      if (one.typeOnly || isAlias(one.module) || reader.isPlatformModule(one.module)) continue;
      if (reader.resolveModule(one.module, module.path, files, found) !== undefined) continue;
      const packages = reader.packagesOf(one.module);
      if (
        packages.length === 0 ||
        ownNames.some((name) => one.module === name || one.module.startsWith(`${name}/`))
      )
        continue;
      const scopesFound = packages
        .map((name) => scopes.get(normalised(name)))
        .filter((scope) => scope !== undefined);
      const isLocked =
        scopesFound.length === 0 && packages.some((name) => locks.some((text) => mentions(text, name)));
      if (isLocked && reader.exposesTransitive) continue;
      const provided = scopesFound.includes('runtime')
        ? 'declared'
        : scopesFound.length > 0
          ? 'development'
          : isLocked
            ? 'transitive'
            : 'undeclared';
      const key = `${one.module}:${provided}`;
      const known = imports.get(key);
      // The first import that isn't optional speaks for all of the same module.
      if (!known || (known.optional && !one.optional))
        imports.set(key, { module: one.module, packages, at: one.at, provided, optional: one.optional });
    }
  }
  return [...imports.values()];
};

/** What the manifests of one language say, asked once for all of its modules. */
function declarations(context: GatherContext, manifests: readonly Manifest[], ecosystem: Ecosystem) {
  const found = manifestsOf(context.repo).flatMap(({ path, file, ecosystem: own }) =>
    file && own === ecosystem ? [{ path, file }] : [],
  );
  const declared = manifests.filter((manifest) => manifest.ecosystem === ecosystem);
  const paths = new Set(declared.map(({ path }) => path));
  // What a project of the repository declares comes with it to those that are built with it.
  const isBuiltWithOthers = found.some(({ path, file }) => file.references?.length && paths.has(path));
  const common = [
    ...declared.flatMap(({ dependencies }) => dependencies),
    ...(isBuiltWithOthers ? found.flatMap(({ file }) => file.dependencies) : []),
  ];
  const byFolder = new Map<string, ManifestFile>();
  for (const { path, file } of found) if (!byFolder.has(folderOf(path))) byFolder.set(folderOf(path), file);
  const scopesWith = memoised((own: ManifestFile | undefined) =>
    scopesByName([...common, ...(own?.dependencies ?? [])]),
  );
  return {
    found,
    isDeclaredHere: declared.length > 0,
    // The app's own packages may be generated, so that no file shows them.
    ownNames: found.flatMap(({ file }) => file.name ?? []),
    /** A package of the repository that the app is built with, or that stands inside it, declares what its own files import. */
    scopesAt: (path: string) => scopesWith(nearest(byFolder, path)),
  };
}

/** Of the folder that holds the path, or of the nearest above it. */
function nearest<Value>(byFolder: ReadonlyMap<string, Value>, path: string): Value | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const value = byFolder.get(folder);
    if (value !== undefined || folder === '.') return value;
  }
}

const memoised = <Key, Value>(find: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, find(key));
    return known.get(key) as Value;
  };
};

/** Names that a bundler or a compiler replaces, never a registry's: `@/store`, `~/x`, `#internal`, `virtual:x`. */
const isAlias = (module: string): boolean =>
  /^(?:@\/|~|#|\/|\.|\$|virtual:|astro:|cloudflare:|bun:|data:|https?:)/.test(module);

/** Registries of Python fold case and `-_.`; the others are strict, and a fold does them no harm. */
const normalised = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

function scopesByName(dependencies: readonly Dependency[]): Map<string, 'runtime' | 'development'> {
  const scopes = new Map<string, 'runtime' | 'development'>();
  for (const { name, scope } of dependencies) {
    const key = normalised(name);
    // Optional and peer dependencies are declared, and the platform that offers them is named.
    if (scope !== 'development') scopes.set(key, 'runtime');
    else if (!scopes.has(key)) scopes.set(key, 'development');
  }
  return scopes;
}

async function lockTexts(context: GatherContext): Promise<readonly string[]> {
  const locks = await context.fact('locks');
  const paths = new Set(
    locks.flatMap(({ lock, manifest }) => (lock && lock.path !== manifest.path ? [lock.path] : [])),
  );
  return [...paths].flatMap((path) => context.repo.text(path)?.toLowerCase() ?? []);
}

/** The lock file (in lower case) names the package, as its ecosystem's lock writes names. */
function mentions(text: string, name: string): boolean {
  const lower = name.toLowerCase();
  return [lower, normalised(name)].some((spelled) =>
    [
      `"node_modules/${spelled}"`,
      `\n${spelled}@`,
      `\n"${spelled}@`,
      `name = "${spelled}"`,
      `"name": "${spelled}"`,
      `"${spelled}":`,
      `'${spelled}@`,
      `\n    ${spelled} (`,
    ].some((line) => text.includes(line)),
  );
}
