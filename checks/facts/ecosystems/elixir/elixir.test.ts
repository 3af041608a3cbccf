// Reads small Elixir files: what expressions stand for, what configuration files say together, manifests, locks, modules.
import t from 'tap';
import type { SourceModule, Value } from '../../source/model.ts';
import { parseSource } from '../../source/syntax.ts';
import { elixir } from './index.ts';

async function read(text: string, path = 'lib/shop.ex'): Promise<SourceModule> {
  const parsed = await parseSource(text, path, 'elixir');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return elixir.readSource(parsed.tree, text, path);
}

/** A value in short: `env(PORT|"4000")`, `:atom`, `[…]`. */
function brief(value: Value | undefined): string {
  switch (value?.kind) {
    case 'literal':
      return value.type === 'string' ? JSON.stringify(value.text) : value.text || 'nil';
    case 'environment':
      return `env(${value.name}${value.fallback ? `|${brief(value.fallback)}` : ''}${value.required ? '!' : ''})`;
    case 'reference':
      return [value.module, ...value.path].join('.');
    case 'text':
      return value.parts.map(brief).join('+');
    case 'list':
      return `[${value.items.map(brief).join(' ')}]`;
    case 'object':
      return `{${[...value.entries].map(([key, entry]) => `${key}: ${brief(entry)}`).join(' ')}}`;
    case 'call':
      return `${value.call.callee}(${value.call.arguments.map(brief).join(' ')})`;
    case 'choice':
      return value.options.map(brief).join(' or ');
    case 'member':
      return `${brief(value.of)}.${value.path.join('.')}`;
    case 'parameter':
      return `<${value.name}>`;
    default:
      return value?.kind ?? '-';
  }
}

t.test('what an expression stands for', async (t) => {
  const table: Readonly<Record<string, string>> = {
    'System.get_env("PORT")': 'env(PORT)',
    'System.get_env("PORT", "4000")': 'env(PORT|"4000")',
    'System.get_env("PORT") || "4000"': 'env(PORT|"4000")',
    'System.fetch_env!("KEY")': 'env(KEY!)',
    'System.get_env("KEY") || raise "none"': 'env(KEY!)',
    '{:system, "PORT"}': 'env(PORT!)',
    '{:system, :integer, "PORT", 4000}': 'env(PORT|4000)',
    '"PORT" |> System.get_env("80") |> String.to_integer()': 'String.to_integer(env(PORT|"80"))',
    '"a#{System.get_env("B")}c"': '"a"+env(B)+"c"',
    '[:inet6, port: 4000]': '{port: 4000}',
    '~w(a b)': '["a" "b"]',
    '%{"a" => 1}': '{a: 1}',
    'if System.get_env("ON"), do: 1, else: 2': '1 or 2 or env(ON)',
    'Application.get_env(:shop, :key)': ':config.shop.key',
    '# a comment\n:cookie': ':cookie',
  };
  for (const [source, expected] of Object.entries(table)) {
    const { functions } = await read(`defmodule Shop do\n  def value do\n    ${source}\n  end\nend\n`);
    t.equal(brief(functions[0]?.returns[0]), expected, source);
  }
});

t.test('modules, aliases and attributes', async (t) => {
  const module = await read(
    `defmodule Shop.Orders do
  use GenServer
  alias Shop.{Repo, Mailer}
  @queue "orders"
  def add(%{"id" => id}, opts \\\\ []), do: Repo.insert(id, opts)
  def queue, do: Mailer.send(@queue)
  defp unused, do: &add/1
end
`,
  );
  t.same(module.classes[0]?.bases, ['GenServer']);
  t.same(
    module.calls.map(({ callee }) => callee),
    ['GenServer.__using__', 'Shop.Repo.insert', 'Shop.Mailer.send'],
  );
  t.equal(brief(module.calls[1]?.arguments[0]), '<#0>.id');
  t.equal(brief(module.calls[2]?.arguments[0]), '"orders"');
  t.same(
    module.functions.map(({ name }) => name),
    ['Shop.Orders.add', 'Shop.Orders.queue', 'Shop.Orders.unused'],
  );
});

t.test('configuration as production merges it', async (t) => {
  const files = {
    'config/config.exs':
      'import Config\nconfig :shop, Shop.Endpoint, http: [port: 4000], key: "a"\nimport_config "#{config_env()}.exs"\n',
    'config/dev.exs': 'import Config\nconfig :shop, Shop.Endpoint, key: "dev"\n',
    'config/prod.exs': 'import Config\nconfig :shop, Shop.Endpoint, url: [host: "shop.example"]\n',
    'config/runtime.exs':
      'import Config\nif config_env() == :prod do\n  config :shop, Shop.Endpoint, http: [port: System.get_env("PORT")]\nend\nif config_env() == :dev do\n  config :shop, Shop.Endpoint, key: "local"\nend\n',
  };
  const modules = await Promise.all(Object.entries(files).map(([path, text]) => read(text, path)));
  const combined = elixir.combine?.(modules) ?? [];
  const entries = combined.map(({ path, calls }) => [
    path,
    calls.filter(({ callee }) => callee === 'Config.config').map((call) => brief(call.arguments.at(-1))),
  ]);
  t.same(entries, [
    ['config/config.exs', []],
    ['config/dev.exs', ['{key: "dev"}']],
    ['config/prod.exs', []],
    [
      'config/runtime.exs',
      ['{key: "local"}', '{http: {port: env(PORT)} key: "a" url: {host: "shop.example"}}'],
    ],
  ]);
  t.equal(brief(combined[0]?.bindings[0]?.value).slice(0, 16), '{Shop.Endpoint: ');
});

t.test('mix.exs and mix.lock', (t) => {
  const manifest = elixir.readManifest(
    `defmodule Shop.MixProject do
  def project, do: [app: :shop, deps: deps()]
  # {:nothing, "1.0"}
  defp deps do
    [
      {:phoenix, "~> 1.7"},
      {:credo, "1.7.0", only: [:dev, :test], runtime: false},
      {:bandit, "1.5.0", only: [:prod, :test]},
      {:sibling, in_umbrella: true},
      {:forked, git: "https://example.org/forked.git", ref: "abc"}
    ]
  end
end
`,
    'mix.exs',
  );
  t.same(
    manifest.dependencies.map(({ name, exact, scope, at }) => [name, exact, scope, at.line]),
    [
      ['phoenix', false, 'runtime', 6],
      ['credo', true, 'development', 7],
      ['bandit', true, 'runtime', 8],
      ['forked', true, 'runtime', 10],
    ],
  );
  t.equal(manifest.name, 'shop');
  const lock = (text: string) =>
    elixir.readLock(
      { path: 'mix.exs', file: manifest },
      (path) => (path === 'mix.lock' ? text : undefined),
      () => true,
    );
  t.same(
    lock('%{\n  "phoenix": {:hex, :phoenix, "1.7.0"},\n  "bandit": {:hex, :bandit, "1.5.0"},\n}\n').open.map(
      ({ name }) => name,
    ),
    ['credo', 'forked'],
  );
  t.equal(lock('%{}\n').lock, undefined);
  t.end();
});

t.test('files of modules', (t) => {
  const paths = [
    'config/config.exs',
    'lib/shop/repo.ex',
    'lib/shop_web/controllers/order_controller.ex',
    'lib/shop_web.ex',
    'lib/shop/repo/cache.ex',
  ];
  const files = { has: (path: string) => paths.includes(path), paths };
  const found = (module: string) => elixir.resolveModule(module, 'lib/shop/application.ex', files, []);
  t.equal(found('Shop.Repo'), 'lib/shop/repo.ex');
  t.equal(found('ShopWeb.OrderController'), 'lib/shop_web/controllers/order_controller.ex');
  t.equal(found('ShopWeb'), 'lib/shop_web.ex');
  t.equal(found('Shop.Repo.Inner'), 'lib/shop/repo.ex');
  t.equal(found(':config'), 'config/config.exs');
  t.equal(found('Ecto.Repo'), undefined);
  t.end();
});

t.test('what is hostile ends', async (t) => {
  const deep = `defmodule A do\n  def f, do: ${'['.repeat(3000)}1${']'.repeat(3000)}\nend\n`;
  t.ok((await read(deep)).path);
  const doubling = Array.from({ length: 60 }, (_, i) => `    x${i + 1} = x${i} <> x${i}`).join('\n');
  const { functions } = await read(`defmodule A do\n  def f(x0) do\n${doubling}\n    x60\n  end\nend\n`);
  t.equal(functions[0]?.returns[0]?.kind, 'text');
  t.ok(elixir.readManifest('"'.repeat(20_000), 'mix.exs'));
});
