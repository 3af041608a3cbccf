// Modules of Elixir: which the platform brings, which package brings the others, which file defines one of the app's own.
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';

/** What configuration files say together, as a module: the reader gives reads of the app's configuration this name. */
export const configuration = ':config';

const standard = new Set(
  `Access Agent Application Atom Base Behaviour Bitwise Calendar Code Collectable Config Date DateTime Dict Duration
  DynamicSupervisor EEx Enum Enumerable ExUnit Exception File Float Function GenEvent GenServer HashDict HashSet IEx IO
  Inspect Integer JSON Kernel Keyword List Logger Macro Map MapSet Mix Module NaiveDateTime Node OptionParser PartitionSupervisor
  Path Port Process Protocol Range Record Regex Registry Set Stream String StringIO Supervisor System Task Time Tuple URI
  Version ArgumentError RuntimeError`.split(/\s+/),
);

/** Elixir's own modules, and atoms, which are modules of Erlang. */
export function isPlatformModule(module: string): boolean {
  return module.startsWith(':') || standard.has(module.split('.')[0] ?? module);
}

/** Packages by the module that they are known by; the longest name that fits wins. */
const packages: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Phoenix: ['phoenix'],
    'Phoenix.LiveView': ['phoenix_live_view'],
    'Phoenix.Component': ['phoenix_live_view'],
    'Phoenix.LiveComponent': ['phoenix_live_view'],
    'Phoenix.LiveViewTest': ['phoenix_live_view'],
    'Phoenix.LiveDashboard': ['phoenix_live_dashboard'],
    'Phoenix.LiveReloader': ['phoenix_live_reload'],
    'Phoenix.HTML': ['phoenix_html'],
    'Phoenix.PubSub': ['phoenix_pubsub', 'phoenix'],
    'Phoenix.PubSub.Redis': ['phoenix_pubsub_redis'],
    'Phoenix.Ecto': ['phoenix_ecto'],
    'Phoenix.View': ['phoenix_view', 'phoenix'],
    'Phoenix.Template': ['phoenix_template', 'phoenix'],
    Plug: ['plug'],
    'Plug.Cowboy': ['plug_cowboy'],
    'Plug.Adapters.Cowboy': ['plug_cowboy', 'plug'],
    Bandit: ['bandit'],
    Ecto: ['ecto'],
    'Ecto.Adapters.SQL': ['ecto_sql'],
    'Ecto.Migration': ['ecto_sql', 'ecto'],
    'Ecto.Migrator': ['ecto_sql', 'ecto'],
    Postgrex: ['postgrex'],
    MyXQL: ['myxql'],
    Redix: ['redix'],
    Oban: ['oban'],
    Quantum: ['quantum'],
    Swoosh: ['swoosh'],
    Bamboo: ['bamboo'],
    Absinthe: ['absinthe'],
    Tesla: ['tesla'],
    HTTPoison: ['httpoison'],
    Finch: ['finch'],
    Req: ['req'],
    Jason: ['jason'],
    Poison: ['poison'],
    Guardian: ['guardian'],
    Pow: ['pow'],
    Comeonin: ['comeonin'],
    Timex: ['timex'],
    Broadway: ['broadway'],
    Exq: ['exq'],
    Cachex: ['cachex'],
    Nebulex: ['nebulex'],
    ExAws: ['ex_aws'],
    Sentry: ['sentry'],
    Surface: ['surface'],
    Ash: ['ash'],
    Waffle: ['waffle'],
    Arc: ['arc'],
    Joken: ['joken'],
    Corsica: ['corsica'],
    CORSPlug: ['cors_plug'],
    Hammer: ['hammer'],
    AMQP: ['amqp'],
    Gettext: ['gettext'],
  }),
);

/** Packages that bring a module, likeliest first; none for a module that isn't known by its name. */
export function packagesOf(module: string): readonly string[] {
  const parts = module.split('.');
  for (let count = parts.length; count > 0; count--) {
    const known = packages.get(parts.slice(0, count).join('.'));
    if (known) return known;
  }
  return [];
}

/** `DoitWeb` → `doit_web`, `HTTPClient` → `http_client`: how files are named after modules. */
const underscored = (name: string): string =>
  name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

interface Index {
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly configs: readonly string[];
}
const indexes = new WeakMap<readonly string[], Index>();

function indexOf({ paths }: SourceFiles): Index {
  let index = indexes.get(paths);
  if (!index) {
    const byName = new Map<string, string[]>();
    for (const path of paths) {
      if (!/\.exs?$/.test(path)) continue;
      const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.exs?$/, '');
      const list = byName.get(name);
      if (list) list.push(path);
      else byName.set(name, [path]);
    }
    index = { byName, configs: paths.filter((path) => /(?:^|\/)config\/config\.exs$/.test(path)) };
    indexes.set(paths, index);
  }
  return index;
}

/**
 * The file that defines a module, by the custom of naming files after modules: the file bears the last part of the name, and
 * the folders above it the parts before, with others in between (`DoitWeb.PageController` in
 * `lib/doit_web/controllers/page_controller.ex`). A module inside another one stands in that one's file.
 */
export function resolveModule(
  module: string,
  from: string,
  files: SourceFiles,
  manifests: readonly { path: string; file: ManifestFile }[],
): string | undefined {
  const index = indexOf(files);
  if (module === configuration) return nearestConfig(index, from);
  if (module.startsWith(':') || !/^[A-Z]/.test(module)) return undefined;
  const parts = module.split('.').map(underscored);
  if (parts.length > 12) return undefined;
  const names = new Set(manifests.flatMap(({ file }) => file.name ?? []));
  for (let count = parts.length; count > 0; count--) {
    const name = parts[count - 1] ?? '';
    let best: { path: string; fits: number } | undefined;
    for (const path of (index.byName.get(name) ?? []).slice(0, 200)) {
      const fits = fitOf(parts.slice(0, count - 1), path, names);
      if (fits > (best?.fits ?? 0)) best = { path, fits };
    }
    if (best) return best.path;
  }
  return undefined;
}

/** How well a path fits the parts before the last one: 0 for not at all. All must be there; the app's own name may be left out. */
function fitOf(parts: readonly string[], path: string, apps: ReadonlySet<string>): number {
  const folders = folderOf(path).split('/');
  const isSource = folders.some((folder) => folder === 'lib' || folder === 'web' || folder === 'apps');
  if (parts.length === 0) return isSource ? 2 : 0;
  let at = 0;
  let fits = 1;
  for (const [index, part] of parts.entries()) {
    const found = folders.indexOf(part, at);
    if (found >= 0) {
      at = found + 1;
      fits += 2;
    } else if (index > 0 || !(apps.has(part) || apps.has(part.replace(/_web$/, '')))) return 0;
  }
  return fits;
}

function nearestConfig({ configs }: Index, from: string): string | undefined {
  for (let folder = folderOf(from); ; folder = folderOf(folder)) {
    const path = folder === '' ? 'config/config.exs' : `${folder}/config/config.exs`;
    if (configs.includes(path)) return path;
    if (folder === '') return undefined;
  }
}

/** Tests, and scripts of the build tool that reach no release. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:test|bench|benchmarks)\/|_test\.exs$|(?:^|\/)(?:mix|\.formatter|\.iex|\.credo|\.doctor|\.sobelow|test_helper|coveralls)\.exs$|(?:^|\/)lib\/mix\/tasks\//.test(
    path,
  );
}
