// What the reader of Go says of small sources and of hostile ones; its manifests, locks and modules.

import t from 'tap';
import { processorTime } from '../../../engine/fixtures.ts';
import type { SourceModule } from '../../source/model.ts';
import { show, showCall } from '../../source/show.fixture.ts';
import { parseSource } from '../../source/syntax.ts';
import { gopathManifests } from './gopath.ts';
import { go } from './index.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf } from './modules.ts';
import { outline } from './outline.ts';
import { readGo } from './reader.ts';
import { resolveModule } from './resolve.ts';

async function read(text: string): Promise<SourceModule> {
  const parsed = await parseSource(text, 'main.go', 'go');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return readGo(parsed.tree, text, 'main.go');
}

const imports =
  'import ("os"; "fmt"; "net/http"; "flag"; "cmp"; "database/sql"; "github.com/go-chi/chi/v5"; "github.com/gin-gonic/gin")\n';
/** The argument that the last call of `use` is given in `main`. */
async function used(body: string, rest = ''): Promise<string> {
  const module = await read(`package main\n${imports}${rest}\nfunc main() {\n${body}\n}`);
  return show(module.calls.filter((call) => call.callee === '..use').at(-1)?.arguments[0]);
}

t.test('values', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['use(os.Getenv("A"))', '$A'],
    ['port := os.Getenv("A")\nif port == "" {\nport = "8080"\n}\nuse(port)', "$A:='8080'"],
    ['port := "8080"\nif p := os.Getenv("A"); p != "" {\nport = p\n}\nuse(port)', "'8080' | $A"],
    ['port, ok := os.LookupEnv("A")\nif !ok {\nport = "1"\n}\nuse(":" + port)', "':'+$A | '1'"],
    ['use(fmt.Sprintf("%s:%d", os.Getenv("H"), 80))', "$H+':'+80"],
    ['use(cmp.Or(os.Getenv("A"), "b"))', "$A | 'b'"],
    ['use("a" + "b")', "'ab'"],
    ['use(`raw` + "\\n")', "'raw\n'"],
    ['x := 1\n{\nx := 2\n_ = x\n}\nuse(x)', '1'],
    ['x := 1\nif true {\nx := 2\nuse(x)\n}', '2'],
    ['use(*flag.Int("port", 80, "the port"))', "flag.Int('port', 80, 'the port')"],
    ['var p string\nflag.StringVar(&p, "port", "80", "")\nuse(p)', "--port:='80'"],
    ['use(os.Args[1])', '--1'],
    ['use(map[string]int{"a": 1}["a"])', '1'],
    ['use([]string{"a"}[0])', "'a'"],
    ['use(string([]byte("a")))', "'a'"],
    ['s := &http.Server{Addr: ":80"}\nuse(s.Addr)', "':80'"],
    ['db, err := sql.Open("postgres", "x")\nuse(db)', "database/sql.Open('postgres', 'x')"],
    ['use(Elsewhere)', '@.:Elsewhere'],
    ['use(os.Getenv("A") == "1")', 'builtin.bool($A)'],
  ]; // biome-ignore format: a table
  for (const [source, expected] of cases) t.equal(await used(source), expected, source);
});

t.test('structs', async (t) => {
  t.equal(await used('c := Config{}\nuse(c.Port)', 'type Config struct { Port int `env:"PORT" envDefault:"80"` }'), "$PORT:='80'");
  t.equal(await used('c := Config{}\nuse(c.Port)', 'type Config struct { Port int `env:"PORT,required"` }'), '$PORT!');
  t.equal(await used('c := load()\nuse(c.Port)', 'type Config struct { Port int `mapstructure:"port"` }'), '..load().Port');
  const viper = await read('package main\nimport "github.com/spf13/viper"\nvar Default Config\ntype Config struct { Server struct { Port int } }\nfunc load() { viper.Unmarshal(&Default); use(Default.Server.Port) }');
  t.equal(show(viper.calls.find(({ callee }) => callee === '..use')?.arguments[0]), '--undefined.Server.Port');
  const envconfig = 'package main\nimport "github.com/kelseyhightower/envconfig"\nconst prefix = "app"\ntype C struct { DBHost string `default:"x" split_words:"true"` }\nfunc f() { var c C; envconfig.Process(prefix, &c) }';
  t.same((await read(envconfig)).environment.map(show), ["$APP_DB_HOST:='x'"]);
  t.equal(await used('c := Server{}\nuse(c.port)', 'type App struct { server *Server }\ntype Server struct { port string }\nfunc load(a *App) {\ns := a.server\ns.port = os.Getenv("A")\n}'), '$A', 'a field of what a field holds');
  const module = await read(`package main\n${imports}type Server struct { router *chi.Mux }\nfunc (s *Server) Start() { s.router.Get("/", nil); s.stop() }\nfunc (s *Server) stop() {}`);
  t.same(module.calls.map(({ callee, within }) => [callee, within]), [['github.com/go-chi/chi.Mux.Get', 'Server.Start'], ['Server.stop', 'Server.Start']]);
}); // biome-ignore format: a list

t.test('calls', async (t) => {
  const module = await read(
    `package main\n${imports}func main() {\nr := gin.Default()\nr.GET("/x", handle)\nr.Run(":" + os.Getenv("PORT"))\ngo func() { http.ListenAndServe(":80", nil) }()\n}\nfunc handle(c *gin.Context) {}`,
  );
  t.same(module.calls.map((call) => `${call.within} ${showCall(call)}`), [
    'main github.com/gin-gonic/gin.Default()', "main github.com/gin-gonic/gin.Default().GET('/x', fn handle)", "main github.com/gin-gonic/gin.Default().Run(':'+$PORT)",
    'main <func:7>()', "<func:7> net/http.ListenAndServe(':80', nil)",
  ]); // biome-ignore format: a list
  t.equal(module.program, true);
  t.equal(module.entry, 'main');
  t.equal((await read('package lib\nfunc main() {}')).program, false);
});

t.test('a helper that reads the environment', async (t) => {
  const module = await read(
    `package main\n${imports}func getEnv(key, def string) string {\nif v := os.Getenv(key); v != "" {\nreturn v\n}\nreturn def\n}`,
  );
  t.same(module.functions[0]?.returns.map(show), ['$(<key>)', '<def>']);
});

t.test('state that functions change', async (t) => {
  const changed = async (source: string, name = 'x') => {
    const binding = (await read(`package main\nimport "sync"\nvar _ sync.Mutex\n${source}`)).bindings.find((one) => one.name === name);
    return binding && `${binding.collection ? 'collection' : 'value'}: ${binding.changes.map(({ how }) => how).join(' ')}`;
  };
  t.equal(await changed('var x = make(map[string]int)\nfunc f() { x["a"] = 1; delete(x, "a") }'), 'collection: = delete');
  t.equal(await changed('var x []int\nfunc f() { x = append(x, 1) }'), 'collection: append');
  t.equal(await changed('var x int\nfunc f() { x++ }'), 'value: augmented');
  t.equal(await changed('var x sync.Map\nfunc f() { x.Store(1, 2) }'), 'collection: Store');
  t.equal(await changed('var x []int\nfunc f() { x := []int{}; x = append(x, 1) }'), 'collection: ', 'a local name of the same spelling');
  t.equal(await changed('func f() { x["a"] = 1 }', 'main.x'), 'collection: =', 'declared in another file of the package');
  t.equal(await changed('type S struct { mu sync.Mutex; x map[string]int }\nfunc (s *S) Add() { s.x["a"] = 1 }', 'S.x'), 'collection: =');
  t.equal(await changed('type S struct { x map[string]int }\nfunc (s *S) Add() { s.x["a"] = 1 }', 'S.x'), undefined, 'nothing shows that it lasts');
}); // biome-ignore format: a list

t.test('hostile sources end soon and never throw', async (t) => {
  const sources = [
    `package main\nvar x = ${'('.repeat(3_000)}1${')'.repeat(3_000)}`,
    `package main\nvar x = ${'"a" + '.repeat(5_000)}"b"`,
    `package main\nvar x0 = []int{1}\n${Array.from({ length: 200 }, (_, i) => `var x${i + 1} = []any{x${i}, x${i}}`).join('\n')}`,
    `package main\nfunc f() {\na := b()\n${'a = a.c()\n'.repeat(3_000)}}`,
    'package main\nvar a = b\nvar b = a\ntype T struct { T }\nfunc (t T) f() { t.T.T.x() }',
    'package main\nfunc ( {{{ func',
    'package main\nvar constructor = map[string]int{"__proto__": 1}\nfunc toString() { hasOwnProperty() }',
  ];
  for (const source of sources) {
    const start = processorTime();
    const module = await read(source);
    t.ok(processorTime() - start < 4_000, source.slice(0, 40));
    t.ok(Array.isArray(module.bindings));
  }
  t.ok((await read('package main\nfunc ( {{{ func')).problems.length > 0);
});

const manifest = `module example.com/shop/v2 // ours

go 1.22
toolchain go1.22.1
require github.com/gin-gonic/gin v1.9.1
require (
\tgithub.com/lib/pq v1.10.9
\tgolang.org/x/sys v0.15.0 // indirect
)
replace example.com/mine => ./mine
`;

t.test('go.mod', async (t) => {
  const { name, dependencies, problems } = readManifest(manifest, 'go.mod');
  t.equal(name, 'example.com/shop/v2');
  t.same(dependencies.map(({ name, constraint, at }) => `${at.line} ${name} ${constraint}`), [
    '5 github.com/gin-gonic/gin v1.9.1', '7 github.com/lib/pq v1.10.9', '8 golang.org/x/sys v0.15.0',
  ]); // biome-ignore format: a list
  t.same(problems, []);
  t.equal(readManifest('modul x\n', 'go.mod').problems.length, 1);
});

t.test('locks', async (t) => {
  const lockOf = (files: Record<string, string>) => {
    const { lock, open } = readLock(
      { path: 'go.mod', file: readManifest(files['go.mod'] ?? '', 'go.mod') },
      (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
      () => true,
    );
    return `${lock?.path ?? 'none'}${open.map(({ name }) => ` ${name}`).join('')}`;
  };
  const sums =
    'github.com/gin-gonic/gin v1.9.1 h1:x\ngithub.com/lib/pq v1.10.9/go.mod h1:x\ngolang.org/x/sys v0.15.0 h1:x\n';
  t.equal(lockOf({ 'go.mod': manifest, 'go.sum': sums }), 'go.sum');
  t.equal(
    lockOf({ 'go.mod': manifest, 'go.sum': 'github.com/lib/pq v1.10.9 h1:x\n' }),
    'go.sum github.com/gin-gonic/gin golang.org/x/sys',
  );
  t.equal(lockOf({ 'go.mod': manifest }), 'none');
  t.equal(lockOf({ 'go.mod': manifest, 'go.sum': '' }), 'none');
  t.equal(lockOf({ 'go.mod': 'module x\n' }), 'go.mod', 'nothing to fix');
});

t.test('modules', async (t) => {
  for (const name of ['net/http', 'fmt', 'encoding/json']) t.ok(isPlatformModule(name), name);
  for (const name of ['github.com/a/b', 'gopkg.in/yaml.v3', '.']) t.notOk(isPlatformModule(name), name);
  t.equal(packagesOf('github.com/go-chi/chi/v5/middleware')[0], 'github.com/go-chi/chi/v5');
  t.equal(packagesOf('github.com/lib/pq')[0], 'github.com/lib/pq');
  t.ok(packagesOf('go.mongodb.org/mongo-driver/mongo/options').includes('go.mongodb.org/mongo-driver'));
  const paths = ['main.go', 'internal/db/db.go', 'tools/x/x.go'];
  const files = { has: (path: string) => paths.includes(path), paths };
  const manifests = [
    { path: 'go.mod', file: readManifest(manifest, 'go.mod') },
    { path: 'tools/go.mod', file: readManifest('module example.com/tools\n', 'tools/go.mod') },
  ];
  t.equal(resolveModule('example.com/shop/v2/internal/db', 'main.go', files, manifests), 'internal/db');
  t.equal(resolveModule('example.com/tools/x', 'main.go', files, manifests), 'tools/x');
  t.equal(resolveModule('.', 'internal/db/db.go', files, manifests), 'internal/db');
  t.equal(resolveModule('.', 'main.go', files, manifests), '.');
  t.equal(resolveModule('github.com/lib/pq', 'main.go', files, manifests), undefined);
  for (const path of ['a_test.go', 'x/testdata/a.go', 'api/a.pb.go', 'mocks/a.go'])
    t.ok(isTestPath(path), path);
  for (const path of ['latest.go', 'contest/a.go', 'main.go']) t.notOk(isTestPath(path), path);
});

t.test('manifests and locks from before modules', async (t) => {
  const show = (files: Record<string, string>, path: string) => {
    const text = (each: string) => (Object.hasOwn(files, each) ? files[each] : undefined);
    const file = go.readManifest(text(path) ?? '', path, text);
    const { lock, open } = go.readLock({ path, file }, text, () => true);
    const names = file.dependencies.map(({ name, at }) => `${name}:${at.line}`).join(' ');
    return [file.name ?? '', names, lock?.path ?? 'none', open.map(({ name }) => name).join(' ')].join(' | ');
  };
  const toml = '[[constraint]]\n  name = "github.com/a/b"\n  version = "1.0.0"\n';
  const projects = '[[projects]]\n  name = "github.com/a/b"\n  revision = "1f"\n[[projects]]\n  name = "github.com/c/d"\n';
  t.equal(show({ 'Gopkg.toml': toml, 'Gopkg.lock': projects }, 'Gopkg.toml'), ' | github.com/a/b:2 github.com/c/d:5 | Gopkg.lock | github.com/c/d');
  t.equal(show({ 'Gopkg.toml': toml }, 'Gopkg.toml'), ' | github.com/a/b:2 | none | ');
  const glide = 'package: github.com/me/x\nimport:\n- package: github.com/a/b\n  subpackages:\n  - c\ntestImport:\n- package: github.com/t/t\n';
  t.equal(
    show({ 'x/glide.yaml': glide, 'x/glide.lock': 'imports:\n- name: github.com/a/b\n  version: 1f\n' }, 'x/glide.yaml'),
    'github.com/me/x | github.com/a/b:3 github.com/t/t:7 | x/glide.lock | github.com/t/t',
  );
  t.equal(
    show({ 'vendor/vendor.json': '{"rootPath": "github.com/me/x",\n"package": [\n{"path": "github.com/a/b/c"},\n{"checksumSHA1": "x=", "path": "github.com/e/f", "revision": ""}]}' }, 'vendor/vendor.json'),
    'github.com/me/x | github.com/a/b/c:1 github.com/e/f:1 | vendor/vendor.json | github.com/a/b/c',
  );
  t.equal(show({ 'vendor/manifest': '{"dependencies": [{\n"importpath": "github.com/a/b",\n"revision": "1f"}]}' }, 'vendor/manifest'), ' | github.com/a/b:2 | vendor/manifest | ');
  t.equal(
    show({ 'Godeps/Godeps.json': '{"ImportPath": ".", "Deps": [\n{"ImportPath": "github.com/a/b", "Rev": "1f"}]}' }, 'Godeps/Godeps.json'),
    ' | github.com/a/b:1 | Godeps/Godeps.json | ',
  );
  t.equal(show({ 'go.mod': 'module x\n', 'Gopkg.toml': toml }, 'Gopkg.toml'), ' |  | none | ', 'a leftover');
  for (const path of ['Gopkg.toml', 'glide.yaml', 'vendor/manifest', 'vendor/vendor.json', 'Godeps/Godeps.json'])
    t.equal(go.readManifest('{[', path).problems.length, 1, path);
  for (const path of ['vendor/manifest', 'Godeps/Godeps.json'])
    t.same(go.readManifest('[null, {"Deps": 1}]', path).dependencies, [], path);
}); // biome-ignore format: a list

t.test('a program under its path in GOPATH', async (t) => {
  const sources: Record<string, string> = {
    'shop.go': '/* package other */\n// ours\npackage shop\n',
    'log/log.go': 'package log\n',
    'cmd/shop/main.go': 'package main\n',
  };
  const paths = Object.keys(sources);
  const files = { has: (path: string) => paths.includes(path), paths, text: (path: string) => sources[path] };
  const declares = '{"dependencies": [{"importpath": "github.com/go-kit/kit"}]}';
  const manifests = [{ path: 'vendor/manifest', file: go.readManifest(declares, 'vendor/manifest') }];
  const resolved = (module: string) => resolveModule(module, 'cmd/shop/main.go', files, manifests);
  t.equal(resolved('github.com/me/shop/log'), 'log');
  t.equal(resolved('github.com/me/shop'), '.');
  t.equal(resolved('github.com/gorilla/mux'), undefined, 'another name than that of the package at the root');
  t.equal(resolved('github.com/go-kit/kit/log'), undefined, 'declared');
  t.equal(resolved('github.com/me/shop/none'), undefined);
  const modules = [...manifests, { path: 'go.mod', file: readManifest('module example.com/x\n', 'go.mod') }];
  t.equal(
    resolveModule('github.com/me/shop/log', 'shop.go', files, modules),
    undefined,
    'a module has a name',
  );
});

t.test('every manifest of the older tools is known by the outline', async (t) => {
  t.same(outline.manifests, ['go.mod', ...gopathManifests]);
});
