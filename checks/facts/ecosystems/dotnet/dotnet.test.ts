/** What the reader of C# makes of source, project files and locks. */

import t from 'tap';
import { processorTime } from '../../../engine/fixtures.ts';
import { linkModules } from '../../source/link.ts';
import type { SourceModule, Value } from '../../source/model.ts';
import { parseSource } from '../../source/syntax.ts';
import { catalogue } from './catalogue.ts';
import { isOverridable, readConventions } from './conventions.ts';
import { readLock } from './lock.ts';
import { isExactVersion, readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readCsharp } from './reader.ts';
import { unescaped } from './strings.ts';
import { elementsIn, readXml } from './xml.ts';

async function read(text: string, path = 'Program.cs'): Promise<SourceModule> {
  const parsed = await parseSource(text, path, 'csharp');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return readCsharp(parsed.tree, text, path);
}

async function link(files: Readonly<Record<string, string>>) {
  const modules = await Promise.all(Object.entries(files).map(([path, text]) => read(text, path)));
  const known = {
    has: (path: string) => path in files,
    paths: Object.keys(files),
    text: (path: string) => files[path],
  };
  return linkModules(modules, {
    catalogue: () => catalogue,
    resolve: (name, from) => [resolveModule(name, from, known, [])].filter((path) => path !== undefined),
  });
}

/** The origin of what a top-level `var x = …` is bound to. */
async function originOfX(text: string, others: Readonly<Record<string, string>> = {}) {
  const sources = await link({ 'Program.cs': text, ...others });
  const bound = sources.bindings().find(({ name }) => name === 'x');
  if (!bound) throw new Error('nothing is bound to x');
  const { from, variables, literal } = sources.origin(bound.value);
  return { from, variables, literal };
}

t.test('values', async (t) => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['var x = "a\\tb";', { from: 'literal', variables: [], literal: 'a\tb' }],
    ['var x = @"C:\\a""b";', { from: 'literal', variables: [], literal: 'C:\\a"b' }],
    ['var x = """raw "text" here""";', { from: 'literal', variables: [], literal: 'raw "text" here' }],
    ['var h = "db"; var x = $"Host={h};{{a}}";', { from: 'literal', variables: [], literal: 'Host=db;{a}' }],
    ['var x = 5_000u;', { from: 'literal', variables: [], literal: '5000' }],
    [
      'var x = string.Format("http://{0}:{1}", "a", "80");',
      { from: 'literal', variables: [], literal: 'http://a:80' },
    ],
    [
      'var x = Environment.GetEnvironmentVariable("A");',
      { from: 'environment', variables: ['A'], literal: undefined },
    ],
    [
      'var x = System.Environment.GetEnvironmentVariable("A") ?? "b";',
      { from: 'environment', variables: ['A'], literal: 'b' },
    ],
    [
      'var a = Environment.GetEnvironmentVariable("A"); var x = string.IsNullOrEmpty(a) ? "b" : a;',
      { from: 'environment', variables: ['A'], literal: 'b' },
    ],
    [
      'int.TryParse(Environment.GetEnvironmentVariable("PORT"), out var x);',
      { from: 'environment', variables: ['PORT'], literal: undefined },
    ],
    ['var x = args[0];', { from: 'argument', variables: ['0'], literal: undefined }],
    [
      'var b = WebApplication.CreateBuilder(args); var x = b.Configuration["Db:Host"];',
      { from: 'configuration', variables: ['Db:Host'], literal: undefined },
    ],
    [
      'var b = WebApplication.CreateBuilder(args); var x = b.Configuration["DB_HOST"];',
      { from: 'environment', variables: ['DB_HOST'], literal: undefined },
    ],
    [
      'var b = WebApplication.CreateBuilder(args); var x = b.Configuration.GetSection("Db").Get<Db>().Host;',
      { from: 'configuration', variables: ['Db.Host'], literal: undefined },
    ],
    [
      'var c = new ConfigurationBuilder().AddJsonFile("a.json").Build(); var x = c["Db"];',
      { from: 'literal', variables: [], literal: 'Db of a configuration file' },
    ],
    [
      'var c = new ConfigurationBuilder(); c.AddJsonFile("a.json"); c.AddEnvironmentVariables(); var x = c.Build()["Db"];',
      { from: 'configuration', variables: ['Db'], literal: undefined },
    ],
  ];
  for (const [text, expected] of cases) t.same(await originOfX(text), expected, text);
});

t.test('values of other files', async (t) => {
  const settings = {
    'Settings.cs':
      'namespace Shop.Core;\npublic static class Settings\n{\n    public static string Host => Read("DB_HOST", "localhost");\n    private static string Read(string name, string fallback) => Environment.GetEnvironmentVariable(name) ?? fallback;\n}\n',
  };
  t.match(await originOfX('var x = Settings.Host;', settings), {
    from: 'environment',
    variables: ['DB_HOST'],
  });
  t.match(await originOfX('using Shop.Core;\nvar x = Shop.Core.Settings.Host;', settings), {
    from: 'environment',
    variables: ['DB_HOST'],
  });
});

t.test('calls', async (t) => {
  const sources = await link({
    'Program.cs':
      'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddShop(builder.Configuration);\nvar app = builder.Build();\napp.Run("http://*:80");\n',
    'ShopExtensions.cs':
      'public static class ShopExtensions\n{\n    public static void AddShop(this IServiceCollection services, IConfiguration configuration)\n    {\n        services.AddDbContext<Shop>(o => o.UseNpgsql(configuration.GetConnectionString("Shop")));\n    }\n}\n',
    'Store.cs':
      'public interface IStore { void Add(); }\npublic class Store : IStore\n{\n    public void Add() { Console.WriteLine(1); }\n}\npublic class Desk(IStore store)\n{\n    public void Open() => store.Add();\n}\n',
  });
  const named = (method: string) => sources.calls().find(({ callee }) => callee.endsWith(method));
  t.equal(named('.Run')?.callee, 'WebApplication.Run');
  const extension = named('.AddShop');
  t.equal(extension && sources.calledFunction(extension)?.function.name, 'ShopExtensions.AddShop');
  const connection = named('.UseNpgsql');
  const [address] = connection?.arguments ?? [];
  t.match(address && sources.origin(address), {
    from: 'configuration',
    variables: ['ConnectionStrings:Shop'],
  });
  const add = sources.calls().find(({ within }) => within === 'Desk.Open');
  t.equal(
    add && sources.calledFunction(add)?.function.name,
    'Store.Add',
    'an interface stands for its class',
  );
});

t.test('what outlives a request', async (t) => {
  const module = await read(
    'public class Store\n{\n    static readonly List<int> All = new();\n    readonly Dictionary<int, int> own = new();\n    const string Name = "a";\n    public void Add(int a) { All.Add(a); own[a] = a; var local = new List<int>(); local.Add(a); Other.Items.Clear(); }\n}\n',
  );
  const collections = module.bindings.filter(({ collection }) => collection);
  t.same(
    collections.map(({ name, perInstanceOf, changes }) => [name, perInstanceOf, changes.length]),
    [
      ['Store.All', undefined, 1],
      ['Store.own', 'Store', 1],
    ],
  );
  t.same(
    module.foreignChanges?.map(({ target, how }) => [
      (target as Extract<Value, { kind: 'reference' }>).path,
      how,
    ]),
    [[['Other', 'Items'], 'Clear']],
  );
});

t.test('guards', async (t) => {
  const module = await read(
    'if (app.Environment.IsDevelopment()) { A(); } else { B(); }\nif (!env.IsProduction() && on) C();\n#if DEBUG\nD();\n#endif\nif (x) services.Add(() => E());\n',
  );
  const guards = (method: string) => module.calls.find(({ callee }) => callee.endsWith(method))?.guards ?? [];
  t.match(guards('A'), [{ equals: 'Development', negated: false }]);
  t.match(guards('B'), [{ equals: 'Development', negated: true }]);
  t.match(guards('C'), [{ equals: 'Production', negated: true }, { negated: false }]);
  t.notOk(
    module.calls.some(({ callee }) => callee.endsWith('D')),
    'what only a debug build has',
  );
  t.equal(guards('E').length, 1, 'a lambda is handed out under its conditions');
});

t.test('hostile source', async (t) => {
  const deep = await read(`var x = ${'('.repeat(300)}1${')'.repeat(300)};`);
  t.type(deep.path, 'string');
  const doubling = Array.from({ length: 60 }, (_, i) => `var a${i + 1} = a${i} + a${i};`).join('\n');
  t.ok((await read(`var a0 = "x";\n${doubling}\n`)).bindings.length > 0);
  t.not((await read('class { ( } = "')).problems.length, 0, 'says that it could not be read');
  t.ok(await read('class constructor { string __proto__ = "a"; void toString() { __proto__ = "b"; } }'));
  t.ok(await link({ 'A.cs': 'class A : A { A a = new A(); string B => C; string C => B; }' }));
});

t.test('project files', async (t) => {
  const file = readManifest(
    '<!-- <PackageReference Include="No" Version="1" /> -->\n<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n    <RootNamespace>Shop.Web</RootNamespace>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Dapper" Version="2.1.35" />\n    <PackageReference Include="StyleCop.Analyzers" PrivateAssets="all">\n      <Version>1.2.*</Version>\n    </PackageReference>\n    <ProjectReference Include="..\\Core\\Core.csproj" />\n  </ItemGroup>\n</Project>\n',
    'src/Web/Web.csproj',
  );
  t.same(
    file.dependencies.map(({ name, constraint, exact, scope, at }) => [
      name,
      constraint,
      exact,
      scope,
      at.line,
    ]),
    [
      ['Microsoft.NET.Sdk.Web', 'net8.0', true, 'runtime', 2],
      ['Dapper', '2.1.35', true, 'runtime', 8],
      ['StyleCop.Analyzers', '1.2.*', false, 'development', 9],
    ],
  );
  t.match(file, { name: 'Shop.Web', library: false, references: ['../Core/Core.csproj'] });
  t.equal(readManifest('<Project Sdk="Microsoft.NET.Sdk" />', 'Core.csproj').library, true);
  t.equal(
    readManifest(
      '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="xunit" Version="2.7.0" /></ItemGroup></Project>',
      'Shop.Tests.csproj',
    ).tests,
    true,
  );
  t.same(
    readManifest(
      '<packages><package id="Newtonsoft.Json" version="12.0.2" /></packages>',
      'packages.config',
    ).dependencies.map(({ name, exact }) => [name, exact]),
    [['Newtonsoft.Json', true]],
  );
  for (const [version, exact] of [
    ['1.2.3', true],
    ['[1.2.3]', true],
    ['8.0.0-rc.1', true],
    ['[1.0,2.0)', false],
    ['1.*', false],
    ['*', false],
    ['', false],
  ] as const)
    t.equal(isExactVersion(version), exact, `\`${version}\``);
});

t.test('locks', async (t) => {
  const manifest = (versions: string) => ({
    path: 'src/Web/Web.csproj',
    file: readManifest(
      `<Project><ItemGroup><PackageReference Include="Dapper"${versions} /></ItemGroup></Project>`,
      'src/Web/Web.csproj',
    ),
  });
  const lock = (versions: string, files: Readonly<Record<string, string>> = {}) =>
    readLock(
      manifest(versions),
      (path) => files[path],
      () => true,
    );
  t.same(lock(' Version="2.1.35"').open, []);
  t.match(lock(' Version="2.*"').open, [{ name: 'Dapper' }]);
  t.match(lock('').open, [{ name: 'Dapper', reason: 'no version is given' }]);
  const central =
    '<Project><ItemGroup><PackageVersion Include="dapper" Version="2.1.35" /></ItemGroup></Project>';
  t.same(lock('', { 'Directory.Packages.props': central }).open, [], 'in a folder above, in any case');
  t.equal(lock(' Version="2.*"', { 'src/Web/packages.lock.json': '{}' }).kind, 'packages.lock.json');
});

t.test('modules', async (t) => {
  t.ok(isPlatformModule('System.Text.Json'));
  t.ok(isPlatformModule('Microsoft.Extensions.Logging'));
  t.notOk(isPlatformModule('Serilog'));
  t.ok(packagesOf('Npgsql').includes('Npgsql.EntityFrameworkCore.PostgreSQL'));
  t.same(packagesOf('Shop.Data'), []);
  for (const path of [
    'Shop.Tests/StoreTests.cs',
    'tests/UnitTests/A.cs',
    'Data/Migrations/20240101120000_Initial.cs',
    'Shop/obj/A.g.cs',
  ])
    t.ok(isTestPath(path), path);
  for (const path of ['Shop/Store.cs', 'src/Contest/Entry.cs', 'Latest.cs']) t.notOk(isTestPath(path), path);
  const files: Readonly<Record<string, string>> = {
    'a/A.csproj': '',
    'a/Program.cs': '',
    'a/Store.cs': 'namespace A; class Store {}',
    'b/B.csproj': '',
    'b/Store.cs': 'namespace B; class Store {} static class More { public static void AddB(this int a) {} }',
  };
  const known = {
    has: (path: string) => path in files,
    paths: Object.keys(files),
    text: (path: string) => files[path],
  };
  const project = (path: string, references: readonly string[]) => ({
    path,
    file: { ...readManifest('<Project />', path), references },
  });
  const apart = [project('a/A.csproj', []), project('b/B.csproj', [])];
  const together = [project('a/A.csproj', ['../b/B.csproj']), project('b/B.csproj', [])];
  t.equal(resolveModule('::Store', 'a/Program.cs', known, apart), 'a/Store.cs');
  t.equal(
    resolveModule('::AddB()', 'a/Program.cs', known, apart),
    undefined,
    'a project that it is not built with',
  );
  t.equal(resolveModule('::AddB()', 'a/Program.cs', known, together), 'b/Store.cs');
  t.ok(resolveModule('A', 'b/Store.cs', known, apart), 'a namespace of the repository');
});

t.test('configuration files', async (t) => {
  const nlog =
    '<nlog>\n  <targets>\n    <target name="f" xsi:type="File" fileName="app.log" />\n    <target xsi:type="Console" />\n  </targets>\n</nlog>';
  const found = readConventions({ paths: ['NLog.config'], text: () => nlog, modules: [] });
  t.same(
    found.flatMap(({ calls }) => calls.map(({ callee, at }) => [callee, at.line])),
    [
      ['dotnet.logFile', 3],
      ['dotnet.logConsole', 4],
    ],
  );
  const serilog = '{ "Serilog": { "WriteTo": [{ "Name": "File", "Args": { "path": "a.log" } }] } }';
  const asked = await read('log.ReadFrom.Configuration(configuration);');
  const settings = { paths: ['appsettings.json'], text: () => serilog };
  t.equal(readConventions({ ...settings, modules: [asked] }).length, 1);
  t.equal(readConventions({ ...settings, modules: [] }).length, 0, 'nothing reads them');
  t.ok(isOverridable('src/appsettings.Production.json', [asked]));
  t.notOk(
    isOverridable('appsettings.json', [
      await read('var c = new ConfigurationBuilder().AddJsonFile("a").Build();'),
    ]),
  );
});

t.test('XML', async (t) => {
  const [root] = readXml('<?xml version="1.0"?>\n<a b="1 &lt; 2">\n  <c/>text<!-- <d/> -->\n</a>', 'a.xml');
  t.match(root, { name: 'a', text: 'text', at: { line: 2 }, children: [{ name: 'c', at: { line: 3 } }] });
  t.equal(root?.attributes.get('b'), '1 < 2');
  t.equal([...elementsIn(readXml('<a>'.repeat(50_000), 'a.xml'))].length, 50_000, 'no depth is too much');
  t.same(readXml('<<<>>> & <!-- never closed', 'a.xml'), []);
  const start = processorTime();
  for (const text of ['<a', '<a "', '<!', `<b>`, '</c>']) readXml(text.repeat(150_000), 'a.xml');
  readXml(`${'<a>'.repeat(60_000)}${'</b>'.repeat(60_000)}`, 'a.xml');
  t.ok(processorTime() - start < 20_000, 'takes no longer than its length');
});

t.test('escapes', async (t) => {
  t.equal(unescaped('a\\n\\u0041\\x41\\\\'), 'a\nAA\\');
});
