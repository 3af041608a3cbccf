/** Imports of what stands outside the app, against what its manifests declare. */
import { folderOf, isInside } from '../artifacts/paths.ts';
import type { ManifestFile } from '../ecosystems/ecosystem.ts';
import type { Dependency, Import } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import { manifestsOf, readerOf } from './manifests.ts';

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
  for (const module of sources.modules) {
    const reader = readerOf(module.ecosystem);
    if (!reader) continue;
    const found = manifestsOf(context.repo).flatMap(({ path, file, ecosystem }) =>
      file && ecosystem === module.ecosystem ? [{ path, file }] : [],
    );
    const declared = manifests.filter(({ ecosystem }) => ecosystem === module.ecosystem);
    // Source of another language than the app's, whose manifest stands elsewhere.
    if (declared.length === 0 && module.ecosystem !== context.app.ecosystem) continue;
    // The app's own packages may be generated, so that no file shows them.
    const ownNames = found.flatMap(({ file }) => file.name ?? []);
    // What a project of the repository declares comes with it to those that are built with it.
    const isBuiltWithOthers = found.some(
      ({ path, file }) => file.references?.length && declared.some((own) => own.path === path),
    );
    const scopes = scopesByName([
      ...declared.flatMap(({ dependencies }) => dependencies),
      ...ownDependencies(module.path, found),
      ...(isBuiltWithOthers ? found.flatMap(({ file }) => file.dependencies) : []),
    ]);
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

/** A package of the repository that the app is built with, or that stands inside it, declares what its own files import. */
function ownDependencies(
  path: string,
  manifests: readonly { readonly path: string; readonly file: ManifestFile }[],
): readonly Dependency[] {
  const [nearest] = manifests
    .filter((one) => isInside(path, folderOf(one.path)))
    .sort((a, b) => folderOf(b.path).length - folderOf(a.path).length);
  return nearest?.file.dependencies ?? [];
}

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
