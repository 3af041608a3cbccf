/** What the reader of PHP says of small sources, and of hostile ones. */

import t from 'tap';
import { processorTime } from '../../../engine/fixtures.ts';
import type { SourceModule } from '../../source/model.ts';
import { show, showCall } from '../../source/show.fixture.ts';
import { parseSource } from '../../source/syntax.ts';
import { readPhp } from './reader.ts';

async function read(text: string, path = 'app/page.php'): Promise<SourceModule> {
  const parsed = await parseSource(text, path, 'php');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return readPhp(parsed.tree, text, path);
}

const bound = (module: SourceModule, name = '$x'): string =>
  show(module.bindings.find((binding) => binding.name === name)?.value);

t.test('values', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ["$x = getenv('A');", '$A!'],
    ["$x = getenv('A') ?: 'b';", "$A:='b'"],
    ["$x = $_ENV['A'] ?? 'b';", "$A:='b'"],
    ["$x = $_SERVER['DATABASE_URL'];", '$DATABASE_URL!'],
    ["$x = $_SERVER['HTTP_HOST'];", '?'],
    ["$x = getenv('HTTP_X_FORWARDED_FOR');", '?'],
    ["$x = getenv('REMOTE_ADDR') ?: 'b';", "? | 'b'"],
    ["$x = getenv('PATH');", '$PATH!'],
    ["$x = env('A', 'b');", "$A:='b'"],
    ["$x = (int) (getenv('A') ?: 80);", '$A:=80'],
    ["$x = isset($_ENV['A']) ? $_ENV['A'] : 'b';", "$A:='b'"],
    ["$h = 'a'; $x = \"mysql:host={$h};port=$p[0]\";", "'mysql:host=a;port='+@:$p:0"],
    ["$x = 'a' . 'b' . 1;", "'ab1'"],
    ["$x = 'a'; $x .= 'b'; $x .= getenv('C');", "'ab'+$C!"],
    ["$x = sprintf('%s:%d/%%', 'h', 80);", "'h:80/%'"],
    ["$c = array(); $c['a'] = 1; $c['b']['c'] = getenv('D'); $x = $c;", '{a: 1, b: {c: $D!}}'],
    ["$c = ['a' => ['b' => 2]]; $x = $c['a']['b'];", '2'],
    ["[$x, $y] = ['a', 'b'];", "'a'"],
    ["if (true) { $x = 'a'; } else { $x = 'b'; }", "'a' | 'b'"],
    ["$x ??= 'a';", "'a'"],
    ["define('A', 'b'); $x = A;", "'b'"],
    ["const A = 'b'; $x = A;", "'b'"],
    ["$x = ELSEWHERE;", '@:ELSEWHERE'],
    ["class C { const A = 'b'; } $x = C::A;", "'b'"],
    ["class C { public $a = 1; function __construct() { $this->b = 2; } } $x = (new C())->b;", '2'],
    ["$x = require __DIR__ . '/../config.php';", '@/app/../config.php'],
    ["$x = include 'config.php';", '@./config.php'],
    ["$x = require ROOT . '/lib/config.php';", '@*/lib/config.php'],
    ["$x = config('a.b.c', 'd');", "@*/config/a.php:b:c | 'd'"],
    ["$x = match ($y) { 1 => 'a', default => 'b' };", "'a' | 'b'"],
    ["$x = <<<EOT\na\nEOT;", "'a'"],
    ["use A\\{B, C as D}; $x = new D(1, port: 2);", 'A\\C(1, port=2)'],
    ["namespace N; use A\\B; $x = B::make()->run();", 'A\\B.make().run()'],
    ["namespace N; $x = new C();", 'N\\C()'],
    ["$x = fn() => 1;", 'fn <anonymous:1:12>'],
  ]; // biome-ignore format: a table
  for (const [source, expected] of cases) t.equal(bound(await read(`<?php ${source}`)), expected, source);
});

t.test('calls', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['mysqli_connect("h", "u");', "mysqli_connect('h', 'u')"],
    ['namespace N; \\mysqli_connect("h");', "mysqli_connect('h')"],
    ['`ls -l $x`;', "shell_exec('ls -l '+@:$x)"],
    ['use P\\Mailer; $m = new Mailer(); $m->Host = "a";', "P\\Mailer().Host=('a')"],
    ['use A\\B; function f(B $b) { $b->run(); }', 'A\\B.run()'],
    ['use A\\B; class C { function __construct(private B $b) {} function go() { $this->b->run(); } }', 'A\\B.run()'],
    ['class C { static function a() {} function b() { self::a(); } }', 'C.a()'],
  ]; // biome-ignore format: a table
  for (const [source, expected] of cases) {
    const shown = (await read(`<?php ${source}`)).calls.map(showCall);
    t.ok(shown.includes(expected), `${source}: ${shown.join('; ')}`);
  }
});

t.test('imports', async (t) => {
  const source = [
    '<?php namespace App;', 'use Lib\\Used;', 'use Lib\\OnlyType;', 'use Lib\\Named;', "require_once 'boot.php';",
    'class A extends Base { function f(OnlyType $t) { new Used(); return Named::class; } }',
    "if (class_exists('Lib\\Extra')) { new \\Lib\\Extra(); }",
  ].join('\n'); // biome-ignore format: a source
  const flags = (one: SourceModule['imports'][number]) =>
    `${one.module}${one.typeOnly ? ' type' : ''}${one.optional ? ' optional' : ''}`;
  t.same((await read(source)).imports.map(flags), [
    'Lib\\Used',
    'Lib\\OnlyType type',
    'Lib\\Named type',
    './boot.php',
    'App\\Base',
    'Lib\\Extra optional',
  ]);
});

t.test('a name is what its file returns, or its class', async (t) => {
  t.equal(bound(await read("<?php return ['a' => 1];"), 'module.exports'), '{a: 1}');
  t.equal(bound(await read('<?php class Other {} class Page {}'), 'module.exports'), 'fn Page');
});

t.test('pages run for each request, programs do not', async (t) => {
  t.equal((await read('<?php echo 1;')).perRequest, true);
  t.equal((await read('#!/usr/bin/env php\n<?php echo 1;')).perRequest, undefined);
  t.equal((await read('<?php echo 1;', 'bin/console.php')).perRequest, undefined);
  t.equal((await read('<?php use Workerman\\Worker; new Worker();')).perRequest, undefined);
});

t.test('comments and markup say nothing', async (t) => {
  const module = await read(
    "<p>getenv('A')</p>\n<?php\n// getenv('A');\n# mysqli_connect('h');\n/* session_start(); */\n",
  );
  t.same([module.strings, module.calls, module.environment], [[], [], []]);
});

t.test('guards', async (t) => {
  const module = await read(
    "<?php if (getenv('M') === 'yes') { a(); } elseif (!getenv('N')) { b(); } else { c(); } if (X == Y) { d(); }",
  );
  const guards = module.calls.flatMap(({ callee, guards }) => {
    const shown = guards?.map(
      (g) => `${g.negated ? '!' : ''}${show(g.value)}=${g.equals ?? show(g.compared)}`,
    );
    return shown ? [`${callee} ${shown.join()}`] : [];
  });
  t.same(guards, ['a $M=yes', 'b !$N=-', 'c !$M=yes', 'd @:X=@:Y']);
});

t.test('hostile sources end soon and never throw', async (t) => {
  const sources = [
    `$x = ${'('.repeat(3_000)}1${')'.repeat(3_000)};`,
    `$x = ${"'a' . ".repeat(5_000)}'b';`,
    `$x = ${'f('.repeat(300)}1${')'.repeat(300)};`,
    `$x0 = [1, 2];\n${Array.from({ length: 200 }, (_, i) => `$x${i + 1} = [$x${i}, $x${i}];`).join('\n')}`,
    `${"$x .= 'a' . $x;\n".repeat(3_000)}`,
    `${'$x = $x->y();\n'.repeat(3_000)}`,
    `${'if ($a) {\n'.repeat(400)}`,
    'class A extends A {} class B extends C {} class C extends B {} $x = B::y(); $x = (new B)->y;',
    'function (( { $$x = ${y}; ?>',
    "$x = ['__proto__' => 1, 'constructor' => 2]; $__proto__ = 1;",
    'function f() { global $x; $x = f(); } $x = f();',
    'global $x; echo $x; $y = $x;',
    'global $x, $y; $x = $y; $y = $x; function f() { global $x; return $x; }',
  ];
  for (const source of sources) {
    const start = processorTime();
    const module = await read(`<?php ${source}`);
    t.ok(processorTime() - start < 4_000, source.slice(0, 30));
    t.ok(Array.isArray(module.calls));
  }
  t.ok((await read('<?php function (( {')).problems.length > 0);
});
