/** Tracked files that a build, an installer or a machine made. */
import type { Repo } from '../../engine/repo.ts';
import { depthOf, folderOf, isTestFolder, nameOf } from '../artifacts/paths.ts';
import type { TrackedArtifact } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';

export const gatherTrackedArtifacts: Gatherer<'trackedArtifacts'> = ({ repo, paths }) => {
  const inScope = new Set(paths);
  const files = repo.files.filter(({ path, tracked, size }) => tracked && size > 0 && inScope.has(path));
  const all = new Set(repo.files.map(({ path }) => path));
  const groups = new Map<string, { what: string; path: string; files: number }>();
  for (const { path, size, executable } of files) {
    if (isInGoVendor(path, all)) continue;
    const found = artifactFolder(path, all) ?? artifactFile(path, size, executable, repo);
    if (!found) continue;
    const group = groups.get(`${found.what}:${found.path}`) ?? { ...found, files: 0 };
    group.files++;
    groups.set(`${found.what}:${found.path}`, group);
  }
  return [...groups.values()].map(
    ({ what, path, files: count }): TrackedArtifact => ({ at: { path }, what, files: count }),
  );
};

/** A tree that a tool of Go keeps holds what its upstreams track, at the revisions that the tool's file beside or in it names. */
const isInGoVendor = (path: string, all: ReadonlySet<string>): boolean => {
  const segments = path.split('/');
  const index = segments.indexOf('vendor');
  if (index < 0 || index === segments.length - 1) return false;
  const above = segments
    .slice(0, index)
    .map((segment) => `${segment}/`)
    .join('');
  return [
    'vendor/modules.txt',
    'vendor/manifest',
    'vendor/vendor.json',
    'Gopkg.lock',
    'glide.lock',
    'Godeps/Godeps.json',
  ].some((name) => all.has(above + name));
};

interface Found {
  readonly what: string;
  readonly path: string;
}

/** Folders that tools make, by their names alone. */
const made: Readonly<Record<string, string>> = {
  node_modules: 'installed dependencies',
  bower_components: 'installed dependencies',
  jspm_packages: 'installed dependencies',
  venv: 'installed dependencies',
  '.venv': 'installed dependencies',
  virtualenv: 'installed dependencies',
  'site-packages': 'installed dependencies',
  '.bundle': 'installed dependencies',
  __pycache__: 'compiled bytecode',
  '.terraform': 'machine state',
  '.gradle': 'machine state',
  '.vs': 'machine state',
  '.next': 'build output',
  '.nuxt': 'build output',
  '.output': 'build output',
  '.svelte-kit': 'build output',
  '.parcel-cache': 'machine state',
  '.turbo': 'machine state',
  '.pytest_cache': 'machine state',
  '.mypy_cache': 'machine state',
  '.ruff_cache': 'machine state',
  '.tox': 'machine state',
  '.nyc_output': 'machine state',
  '.sass-cache': 'machine state',
  '.vagrant': 'machine state',
  '.serverless': 'build output',
  '.elixir_ls': 'machine state',
  htmlcov: 'build output',
  '.ipynb_checkpoints': 'machine state',
};

const artifactFolder = (path: string, all: ReadonlySet<string>): Found | undefined => {
  const segments = path.split('/');
  for (let index = 0; index < segments.length - 1; index++) {
    const segment = segments[index] ?? '';
    const folder = segments.slice(0, index + 1).join('/');
    const parent = index === 0 ? '.' : segments.slice(0, index).join('/');
    const beside = (name: string): boolean => all.has(parent === '.' ? name : `${parent}/${name}`);
    if (Object.hasOwn(made, segment)) {
      // A bundler configuration is tracked on purpose; what it installs stands in `vendor`.
      if (segment === '.bundle' && segments.at(-1) === 'config') return undefined;
      // A folder of that name inside tests is a fixture.
      return isTestFolder(path) ? undefined : { what: made[segment] ?? '', path: folder };
    }
    if (isTestFolder(folder)) return undefined;
    const isNode = beside('package.json');
    const isDotnet = [...dotnetFolders(all)].includes(parent);
    const isJvm =
      beside('pom.xml') || beside('build.gradle') || beside('build.gradle.kts') || beside('build.sbt');
    if (segment === 'target' && (isJvm || beside('Cargo.toml')))
      return { what: 'build output', path: folder };
    if (
      segment === 'build' &&
      isJvm &&
      /^(?:classes|libs|tmp|reports|resources|generated|distributions|kotlin)$/.test(
        segments[index + 1] ?? '',
      )
    )
      return { what: 'build output', path: folder };
    if (segment === 'obj' && isDotnet) return { what: 'build output', path: folder };
    if (segment === 'bin' && isDotnet && /^(?:Debug|Release|x64|x86)$/i.test(segments[index + 1] ?? ''))
      return { what: 'build output', path: folder };
    if ((segment === '_build' || segment === 'deps') && beside('mix.exs'))
      return { what: segment === 'deps' ? 'installed dependencies' : 'build output', path: folder };
    if (segment === 'vendor' && beside('composer.json') && all.has(`${folder}/autoload.php`))
      return { what: 'installed dependencies', path: folder };
    if (
      segment === 'vendor' &&
      segments[index + 1] === 'bundle' &&
      (beside('Gemfile') || segments[index + 2] === 'ruby')
    )
      return { what: 'installed dependencies', path: `${folder}/bundle` };
    if (
      (segment === 'dist' || segment === 'build' || segment === 'out' || segment === 'coverage') &&
      isNode &&
      /\.(?:[cm]?js|css|map|html|json|lcov|info)$/.test(path) &&
      hasSourceBeside(parent, all, segment) &&
      (segment !== 'build' || isBuilt(folder, parent, all))
    )
      return { what: 'build output', path: folder };
    if (
      segment === 'dist' &&
      (beside('setup.py') || beside('pyproject.toml')) &&
      /\.(?:whl|tar\.gz)$/.test(path)
    )
      return { what: 'build output', path: folder };
    if (/\.egg-info$/.test(segment)) return { what: 'build output', path: folder };
  }
  return undefined;
};

const builtFolders = new WeakMap<ReadonlySet<string>, Map<string, boolean>>();
/** `build` may hold the bundler's own scripts (`build/webpack.base.conf.js`): what was built has pages, maps, or a twin in the source. */
const isBuilt = (folder: string, parent: string, all: ReadonlySet<string>): boolean => {
  const known = builtFolders.get(all) ?? new Map<string, boolean>();
  builtFolders.set(all, known);
  let result = known.get(folder);
  if (result === undefined) {
    const inside = (name: string) => (parent === '.' ? name : `${parent}/${name}`);
    result = [...all].some((path) => {
      if (!path.startsWith(`${folder}/`)) return false;
      if (/\.(?:html|css|map|lcov)$|\.min\.\w+$|[.-][0-9a-f]{8,32}(?:\.chunk)?\.[cm]?js$/.test(path))
        return true;
      const twin = /^(.+)\.[cm]?js$/.exec(path.slice(folder.length + 1))?.[1];
      return (
        twin !== undefined &&
        ['src/', 'source/', ''].some((root) =>
          ['.ts', '.tsx', '.js', '.jsx', '.mjs'].some((end) => all.has(inside(`${root}${twin}${end}`))),
        )
      );
    });
    known.set(folder, result);
  }
  return result;
};

const projects = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();
const dotnetFolders = (all: ReadonlySet<string>): ReadonlySet<string> => {
  const known =
    projects.get(all) ?? new Set([...all].filter((path) => /\.(?:cs|fs|vb)proj$/.test(path)).map(folderOf));
  projects.set(all, known);
  return known;
};

const sourceRoots = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();
/** Whether the source from which `dist` is built stands in the same package: files of its own in `src`, `lib` or beside. */
const hasSourceBeside = (parent: string, all: ReadonlySet<string>, segment: string): boolean => {
  const known =
    sourceRoots.get(all) ??
    new Set(
      [...all]
        .filter((path) => /\.(?:[cm]?[jt]sx?|vue|svelte|scss|less|elm)$/.test(path))
        .flatMap((path) => firstFolders(path)),
    );
  sourceRoots.set(all, known);
  const inside = (name: string) => (parent === '.' ? name : `${parent}/${name}`);
  return ['src', 'source', 'app', 'client', 'web', 'server', 'pages', 'components', 'public'].some(
    (name) => name !== segment && known.has(inside(name)),
  );
};
const firstFolders = (path: string): readonly string[] => {
  const segments = path.split('/');
  return segments.slice(0, -1).map((_, index) => segments.slice(0, index + 1).join('/'));
};

/** Compiled for one machine; the size keeps small binary fixtures out. */
const MIN_PROGRAM = 200_000;

const artifactFile = (path: string, size: number, executable: boolean, repo: Repo): Found | undefined => {
  if (isTestFolder(path)) return undefined;
  const name = nameOf(path);
  if (/\.(?:pyc|pyo|class|o|obj|beam|elc|hi)$/.test(name)) return { what: 'compiled bytecode', path };
  if (
    /\.(?:exe|dll|so|dylib|war|ear|a)$/i.test(name) &&
    !/(?:^|\/)(?:lib|libs|third_party|vendor|tools|native)\//.test(path)
  )
    return { what: 'a compiled program', path };
  if (/\.jar$/.test(name) && !/wrapper/.test(name) && !/(?:^|\/)(?:lib|libs)\//.test(path))
    return { what: 'a compiled program', path };
  if (
    /^(?:\.eslintcache|\.stylelintcache|\.coverage|npm-debug\.log|yarn-error\.log|\.phpunit\.result\.cache|\.php-cs-fixer\.cache|erl_crash\.dump|\.byebug_history|lerna-debug\.log)$/.test(
      name,
    )
  )
    return { what: 'machine state', path };
  if (
    /\.(?:suo|user|userosscache|swp|swo|tfstate|tsbuildinfo|iml~)$/.test(name) ||
    /\.tfstate\.backup$/.test(name)
  )
    return { what: 'machine state', path };
  if (
    /(?:^|\/)\.idea\/(?:workspace\.xml|tasks\.xml|usage\.statistics\.xml|shelf\/|dataSources\.local\.xml)/.test(
      path,
    )
  )
    return { what: 'machine state', path };
  if (
    /(?:^|\/)(?:logs?|tmp)\/(?:[^/]+\/)*[^/]+\.(?:log|pid)$/.test(path) ||
    (/\.(?:log|pid)$/.test(name) && depthOf(folderOf(path)) <= 1)
  )
    return { what: 'machine state', path };
  if (
    // Source maps that come with a library say nothing of this app's build.
    /^(?:app|main|index|bundle|styles?|site|chunk|runtime|polyfills|vendor)(?:[.-]\w+)*\.(?:js|css)\.map$/.test(
      name,
    ) &&
    /(?:^|\/)(?:static|public|priv|assets|wwwroot)\//.test(path) &&
    repo.has(path.slice(0, -4))
  )
    return { what: 'build output', path: folderOf(path) };
  const bare = !name.includes('.') || /^main$|^app$|^server$/.test(name);
  if (
    bare &&
    size > MIN_PROGRAM &&
    (executable || /^(?:main|app|server|api|bin|[a-z][\w-]*)$/.test(name)) &&
    repo.text(path) === undefined &&
    !/(?:^|\/)(?:data|models?|assets|static|public|fonts|images|tests?)\//.test(path)
  )
    return { what: 'a compiled program', path };
  return undefined;
};
