/** Names of modules: which are the platform's, which package brings one, and which file of the repository one means. */
import { parse } from 'jsonc-parser';
import { folderOf, joinPath } from '../../artifacts/paths.ts';
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';

const platformModules = new Set(
  `assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs
  http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream
  string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib bun`.split(/\s+/),
);

/** `fs`, `fs/promises`, `node:fs`, `bun:sqlite`: brought by the program that runs the code. */
export function isPlatformModule(module: string): boolean {
  if (/^(node|bun|deno|cloudflare|std|ext):/.test(module)) return true;
  const [head = ''] = module.split('/');
  return platformModules.has(head);
}

/** The registry's package that brings a module; none for addresses and for aliases that bundlers define. */
export function packagesOf(module: string): readonly string[] {
  const name = module.replace(/^(npm|jsr):\/?/, '').replace(/\?.*$/s, '');
  if (/^(\.|\/|#|~|\$|\*|@\/|[a-z][a-z+.-]*:)/i.test(name) || name === '') return [];
  const [first = '', second = ''] = name.split('/');
  const found = first.startsWith('@') ? `${first}/${second}` : first;
  // `npm:express@4` carries its version.
  const version = found.indexOf('@', 1);
  return [version > 0 ? found.slice(0, version) : found];
}

const toolConfig =
  /^(webpack|rollup|vite|vitest|jest|babel|eslint|prettier|tailwind|postcss|cypress|playwright|karma|metro|tsup|commitlint|lint-staged|stylelint|svelte|nodemon|wdio|protractor|nyc|ava|mocha|stryker|release|plop|craco|esbuild)([.-][\w.-]*)?\.conf(ig)?\.[cm]?[jt]s$/;
const testName =
  /([.-](test|tests|spec|e2e|e2e-spec|stories|story|bench|cy|mock|mocks|fixture)\.[cm]?[jt]sx?|\.d\.[cm]?ts|\.min\.[cm]?js|\.bundle\.js|-min\.js)$/;
const tooling =
  /^(gulpfile|gruntfile|setupTests|jest\.setup|vitest\.setup|test-setup|next-env\.d|react-app-env\.d|\..*rc)\b/i;
const folders = new Set(
  `__mocks__ mocks dist build out coverage .next .nuxt .output .svelte-kit .storybook .turbo storybook-static
  public static assets wwwroot stories benchmark benchmarks`.split(/\s+/),
);

/** Tests, build output, declarations, build tooling, and scripts that a server hands to browsers. */
export function isTestPath(path: string): boolean {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  if (testName.test(name) || toolConfig.test(name) || tooling.test(name)) return true;
  return segments.some((segment) => folders.has(segment));
}

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
/** What a compiled file's extension was before. */
const compiledFrom: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

interface Aliases {
  readonly folder: string;
  readonly base?: string;
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

/** What one repository's configuration says of names, read once. */
interface Configuration {
  readonly compiler: Map<string, Aliases | undefined>;
  readonly packages: Map<string, Record<string, unknown> | undefined>;
}
const configurations = new WeakMap<SourceFiles, Configuration>();

type Manifests = readonly { path: string; file: ManifestFile }[];

/** The file that a module name means, or undefined for one from outside the repository. */
export function resolveModule(
  module: string,
  from: string,
  files: SourceFiles,
  manifests: Manifests,
): string | undefined {
  const name = module.replace(/\?.*$/s, '');
  const folder = folderOf(from);
  if (/^\.{1,2}(\/|$)/.test(name)) return fileAt(joinPath(folder, name), files);
  if (name === '' || /^([a-z]+:|\/)/i.test(name)) return undefined;
  const home = nearestPackage(folder, files);
  if (name.startsWith('#')) return home === undefined ? undefined : subpathImport(name, home, files);
  const aliased = throughCompiler(name, folder, files) ?? byCustom(name, home, files);
  if (aliased !== undefined) return aliased;
  if (isPlatformModule(name)) return undefined;
  return throughWorkspace(name, files, manifests);
}

/** The source file that stands at a path, with the extensions, compiled names and folders that Node and bundlers accept. */
function fileAt(path: string | undefined, files: SourceFiles): string | undefined {
  if (path === undefined) return undefined;
  const isSource = extensions.some((extension) => path.endsWith(extension));
  if (isSource && files.has(path)) return path;
  const dot = path.lastIndexOf('.');
  for (const extension of compiledFrom[path.slice(dot)] ?? []) {
    const source = `${path.slice(0, dot)}${extension}`;
    if (files.has(source)) return source;
  }
  for (const extension of extensions) if (files.has(`${path}${extension}`)) return `${path}${extension}`;
  const prefix = path === '.' ? '' : `${path}/`;
  const main = packageAt(`${prefix}package.json`, files)?.main;
  const entry = typeof main === 'string' && prefix !== '' ? joinPath(path, main) : undefined;
  if (entry !== undefined && entry !== path && files.has(entry)) return entry;
  for (const extension of extensions)
    if (files.has(`${prefix}index${extension}`)) return `${prefix}index${extension}`;
  // A file that is no source but there: `bin/www`.
  return files.has(path) && !/\.\w+$/.test(path) ? path : undefined;
}

function configurationOf(files: SourceFiles): Configuration {
  let found = configurations.get(files);
  if (!found) {
    found = { compiler: new Map(), packages: new Map() };
    configurations.set(files, found);
  }
  return found;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function packageAt(path: string, files: SourceFiles): Record<string, unknown> | undefined {
  const { packages } = configurationOf(files);
  if (!packages.has(path)) packages.set(path, files.has(path) ? readJson(path, files) : undefined);
  return packages.get(path);
}

function readJson(path: string, files: SourceFiles): Record<string, unknown> | undefined {
  const text = files.text?.(path);
  if (text === undefined || text.length > 200_000) return undefined;
  const value: unknown = parse(text, [], { allowTrailingComma: true });
  return isRecord(value) ? value : undefined;
}

/** The folders from one up to the root. */
function* upwards(folder: string): Generator<string> {
  for (let current = folder; ; current = folderOf(current)) {
    yield current;
    if (current === '.') return;
  }
}
const inFolder = (folder: string, name: string) => (folder === '.' ? name : `${folder}/${name}`);

function nearestPackage(folder: string, files: SourceFiles): string | undefined {
  for (const current of upwards(folder)) if (files.has(inFolder(current, 'package.json'))) return current;
  return undefined;
}

/** `imports` of package.json: `#config` → `./src/config.js`. */
function subpathImport(name: string, home: string, files: SourceFiles): string | undefined {
  const imports = packageAt(inFolder(home, 'package.json'), files)?.imports;
  if (!isRecord(imports)) return undefined;
  for (const [pattern, target] of Object.entries(imports)) {
    const rest = matchPattern(pattern, name);
    if (rest === undefined) continue;
    for (const candidate of targetsOf(target)) {
      const found =
        fileAt(
          joinPath(
            home,
            candidate.replace('*', () => rest),
          ),
          files,
        ) ??
        builtFrom(
          home,
          candidate.replace('*', () => rest),
          files,
        );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** All paths that conditions (`import`, `node`, `default`) may lead to. */
function* targetsOf(target: unknown, depth = 0): Generator<string> {
  if (typeof target === 'string') yield target;
  else if (depth < 5 && Array.isArray(target)) for (const one of target) yield* targetsOf(one, depth + 1);
  else if (depth < 5 && isRecord(target))
    for (const one of Object.values(target)) yield* targetsOf(one, depth + 1);
}

/** What stands for the `*` of a pattern; the empty text for an equal name without one. */
function matchPattern(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? '' : undefined;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail))
    return undefined;
  return name.slice(head.length, name.length - tail.length);
}

/** `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json. */
function throughCompiler(name: string, folder: string, files: SourceFiles): string | undefined {
  for (const current of upwards(folder)) {
    for (const file of ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json']) {
      const aliases = aliasesAt(inFolder(current, file), files, 0);
      if (!aliases) continue;
      for (const { pattern, targets } of aliases.paths) {
        const rest = matchPattern(pattern, name);
        if (rest === undefined) continue;
        for (const target of targets) {
          const found = fileAt(
            joinPath(
              aliases.folder,
              aliases.base ?? '.',
              target.replace('*', () => rest),
            ),
            files,
          );
          if (found !== undefined) return found;
        }
      }
      if (aliases.base !== undefined) {
        const found = fileAt(joinPath(aliases.folder, aliases.base, name), files);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

function aliasesAt(path: string, files: SourceFiles, hops: number): Aliases | undefined {
  const { compiler } = configurationOf(files);
  if (compiler.has(path)) return compiler.get(path);
  compiler.set(path, undefined);
  const file = files.has(path) ? readJson(path, files) : undefined;
  if (!file) return undefined;
  const options = isRecord(file.compilerOptions) ? file.compilerOptions : {};
  const base = typeof options.baseUrl === 'string' ? options.baseUrl : undefined;
  const paths = isRecord(options.paths)
    ? Object.entries(options.paths).map(([pattern, targets]) => ({
        pattern,
        targets: [...targetsOf(targets)],
      }))
    : [];
  let aliases: Aliases = { folder: folderOf(path), base, paths };
  if (base === undefined && paths.length === 0 && hops < 4) {
    for (const parent of targetsOf(file.extends)) {
      const target = parent.startsWith('.') ? joinPath(folderOf(path), parent) : undefined;
      const inherited =
        target && (aliasesAt(target, files, hops + 1) ?? aliasesAt(`${target}.json`, files, hops + 1));
      if (inherited) aliases = inherited;
    }
  }
  compiler.set(path, aliases);
  return aliases;
}

/** `@/x` and `~/x`, which bundlers and frameworks map to the package's source, and `_moduleAliases`. */
function byCustom(name: string, home: string | undefined, files: SourceFiles): string | undefined {
  if (home === undefined) return undefined;
  const aliases = packageAt(inFolder(home, 'package.json'), files)?._moduleAliases;
  if (isRecord(aliases)) {
    for (const [alias, target] of Object.entries(aliases)) {
      if (typeof target !== 'string' || (name !== alias && !name.startsWith(`${alias}/`))) continue;
      const found = fileAt(joinPath(home, target, name.slice(alias.length)), files);
      if (found !== undefined) return found;
    }
  }
  const rest = /^[@~]\/(.*)$/s.exec(name)?.[1];
  // Rails' bundler setups look up names in their source folder first.
  if (rest === undefined) return fileAt(joinPath(home, 'app/javascript', name), files);
  return fileAt(joinPath(home, 'src', rest), files) ?? fileAt(joinPath(home, rest), files);
}

/** A package of the same repository: its entry, or a file of it. */
function throughWorkspace(name: string, files: SourceFiles, manifests: Manifests): string | undefined {
  const [wanted] = packagesOf(name);
  if (wanted === undefined) return undefined;
  const manifest = manifests.find(({ file, path }) => file.name === wanted && path.endsWith('package.json'));
  if (!manifest) return undefined;
  const folder = folderOf(manifest.path);
  const described = packageAt(manifest.path, files) ?? {};
  const subpath = name.slice(wanted.length + 1);
  const candidates =
    subpath === ''
      ? entriesOf(described)
      : [...exportsOf(described, `./${subpath}`), subpath, `src/${subpath}`];
  for (const candidate of candidates) {
    const found = fileAt(joinPath(folder, candidate), files) ?? builtFrom(folder, candidate, files);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* exportsOf(described: Record<string, unknown>, subpath: string): Generator<string> {
  if (!isRecord(described.exports)) return;
  for (const [pattern, target] of Object.entries(described.exports)) {
    const rest = matchPattern(pattern, subpath);
    if (rest !== undefined) for (const one of targetsOf(target)) yield one.replace('*', () => rest);
  }
}

function* entriesOf(described: Record<string, unknown>): Generator<string> {
  if (isRecord(described.exports)) yield* exportsOf(described, '.');
  else yield* targetsOf(described.exports);
  for (const field of ['module', 'main', 'types']) yield* targetsOf(described[field]);
  yield* ['src/index', 'index', 'src/main', 'lib/index'];
}

/** The source of a built file that isn't tracked: `dist/index.js` from `src/index.ts`. */
function builtFrom(folder: string, path: string, files: SourceFiles): string | undefined {
  const match = /^(?:\.\/)?(?:dist|build|lib|out)\/(?:(?:esm|cjs)\/)?(.*)$/s.exec(path);
  const rest = match?.[1]?.replace(/\.d\.([cm]?)ts$/, '.$1js');
  if (rest === undefined) return undefined;
  return fileAt(joinPath(folder, 'src', rest), files) ?? fileAt(joinPath(folder, rest), files);
}
