// What the reader of Python says of small sources, and of hostile ones.

import t from 'tap';
import { processorTime } from '../../../engine/fixtures.ts';
import type { SourceModule } from '../../source/model.ts';
import { show, showCall } from '../../source/show.fixture.ts';
import { parseSource } from '../../source/syntax.ts';
import { readPython } from './reader.ts';

async function read(text: string): Promise<SourceModule> {
  const parsed = await parseSource(text, 'app/main.py', 'python');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return readPython(parsed.tree, text, 'app/main.py');
}

const valueNamed = (module: SourceModule, name: string): string =>
  show(module.bindings.find((binding) => binding.name === name)?.value);

t.test('values', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ["import os\nx = os.environ['A']", '$A!'],
    ["import os\nx = os.environ.get('A', 'b')", "$A:='b'"],
    ["from os import getenv as g\nx = g('A')", '$A'],
    ["from os import environ\nx = environ['A']", '$A!'],
    ["import os\nx = int(os.getenv('A', 5))", 'builtins.int($A:=5)'],
    ["import os\nx = os.getenv('A') or 'b'", "$A | 'b'"],
    ["import os\nx = os.getenv('A')\nif not x:\n    x = 'b'", "$A:='b'"],
    ["import os\nx = os.environ['A'] if 'A' in os.environ else 'b'", "$A | 'b'"],
    ["import os\nx = os.getenv('A') == '1'", 'builtins.bool($A)'],
    ["import os\nx = f\"redis://{os.environ['H']}:6379\"", "'redis://'+$H!+':6379'"],
    ["h = 'a'\nx = 'http://%s:%d/' % (h, 80)", "'http://a:80/'"],
    ["x = 'a{}{b}'.format(1, b='c')", "'a1c'"],
    ["x = 'a' 'b' + 'c'", "'abc'"],
    ["import os\nx = 'sqlite:///' + os.path.join('data', 'a.db')", "'sqlite:///data/a.db'"],
    ["from pathlib import Path\nx = Path(__file__).resolve().parent / 'a.db'", "pathlib.Path().resolve()+'/'+'a.db'"],
    ["x = {'a': [1, True, None]}['a']", '[1, true, None]'],
    ["class C:\n    A = 'b'\nx = C.A", "'b'"],
    ['class C:\n    def __init__(self):\n        self.a = 1\n    @property\n    def b(self):\n        return self.a\nx = C().b', '1'],
    ['x = 1\nx = y = 2', '2'],
    ["x = r'\\n' '\\x41'", "'\\nA'"],
    ['x, y = 1, 2', '1'],
    ['import a.b.c\nx = a.b.c.d', '@a.b.c:d'],
    ['from . import y\nx = y.z', '@.:y:z'],
    ["names = {'dev': 1, 'prod': 2}\nimport sys\nx = names[sys.argv[1]]", '1 | 2'],
  ]; // biome-ignore format: a table
  for (const [source, expected] of cases) t.equal(valueNamed(await read(source), 'x'), expected, source);
});

t.test('text of literals alone is one literal', async (t) => {
  t.equal(valueNamed(await read("h = 'a'\nx = f'{h}:b'"), 'x'), "'a:b'");
});

t.test('calls', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ["from flask import Flask\napp = Flask(__name__)\napp.run(port=80)", 'flask.Flask().run(port=80)'],
    ["import uvicorn\nuvicorn.run('a:b', **{'port': 1})", "uvicorn.run('a:b', port=1)"],
    ["def f(app: 'Flask'):\n    app.run()\nfrom flask import Flask", 'flask.Flask.run()'],
    ["def f(x: Optional[Flask] = None):\n    x.run()\nfrom flask import Flask\nfrom typing import Optional", 'flask.Flask.run()'],
    ["class S:\n    def go(self): pass\nS().go()", 'S.go()'],
    ["with open('a', 'w') as f:\n    f.write('b')", "builtins.open().write('b')"],
    ['def f(x):\n    x.y()', '?.y()'],
  ]; // biome-ignore format: a table
  for (const [source, expected] of cases)
    t.ok((await read(source)).calls.map(showCall).includes(expected), source);
});

t.test('what runs only as a program stands in the main block', async (t) => {
  const module = await read(
    "import a\na.one()\nif __name__ == '__main__':\n    a.two()\ndef f():\n    a.three()\n",
  );
  t.equal(module.program, true);
  t.equal(module.entry, '<main>');
  t.same(
    module.calls.map((call) => [call.callee, call.within]),
    [
      ['a.one', undefined],
      ['a.two', '<main>'],
      ['a.three', 'f'],
    ],
  );
  t.equal((await read("x = '__main__'")).program, false);
});

t.test('imports', async (t) => {
  const module = await read(
    [
      'import os, a.b as c', 'from .x import y', 'from . import z', 'from typing import TYPE_CHECKING', 'if TYPE_CHECKING:', '    import t',
      'try:', '    import o', 'except ImportError:', '    o = None', 'def f():', '    import late', 'if sys.version_info < (3, 11):', '    import tomli',
    ].join('\n'),
  ); // biome-ignore format: a source
  const flags = (one: SourceModule['imports'][number]) =>
    `${one.module}${one.typeOnly ? ' type' : ''}${one.optional ? ' optional' : ''}`;
  t.same(module.imports.map(flags), [
    'os',
    'a.b',
    '.x',
    '.z',
    'typing',
    't type',
    'o optional',
    'late',
    'tomli optional',
  ]);
});

t.test('state that functions change', async (t) => {
  const changed = async (source: string, name = 'x') => {
    const binding = (await read(source)).bindings.find((one) => one.name === name);
    return binding && `${binding.collection ? 'collection' : 'value'}: ${binding.changes.map(({ how }) => how).join(' ')}`;
  };
  t.equal(await changed('x = []\ndef f():\n    x.append(1)'), 'collection: append');
  t.equal(await changed("x = {}\ndef f(k):\n    x[k] = 1\n    del x[k]"), 'collection: = del');
  t.equal(await changed('x = 0\ndef f():\n    global x\n    x += 1'), 'value: augmented');
  t.equal(await changed('x = []\ndef f():\n    x = []\n    x.append(1)'), 'collection: ', 'a local name of the same spelling');
  t.equal(await changed('x = []\nx.append(1)'), 'collection: ', 'while the module is loaded');
  t.equal(await changed("from lib import DB\nx = DB()\ndef f():\n    x.session.add(1)"), 'value: ', 'what a library keeps');
  t.equal(await changed('class M:\n    def __init__(self):\n        self.all = []\n    def add(self, s):\n        self.all.append(s)\nx = M()', 'x.all'), 'collection: append');
  t.equal(await changed('def create():\n    x = {}\n    def view():\n        x[1] = 2', 'create.x'), 'collection: =');
}); // biome-ignore format: a list

t.test('settings classes read their variables', async (t) => {
  const source = [
    'from pydantic_settings import BaseSettings, SettingsConfigDict', 'from pydantic import Field', 'class S(BaseSettings):',
    "    model_config = SettingsConfigDict(env_prefix='app_')", '    port: int = 8000', '    url: str', "    key: str = Field(..., alias='KEY')", 'x = S().port',
  ].join('\n'); // biome-ignore format: a source
  const module = await read(source);
  t.equal(valueNamed(module, 'x'), '$APP_PORT:=8000');
  t.same(module.environment.map(show), ['$APP_PORT:=8000', '$APP_URL!', '$KEY!']);
  t.same((await read('class S:\n    port: int = 8000')).environment, [], 'a class that is no settings class');
});

t.test('writes to configuration', async (t) => {
  const module = await read(
    "from flask import Flask\napp = Flask(__name__)\napp.config['A'] = 1\napp.config.update(B=2)\napp.secret_key = 'x'\napp.config.from_object('conf.Prod')",
  );
  t.same(module.writes.map(({ target, value }) => `${target} = ${show(value)}`), [
    'flask.Flask().config.A = 1', 'flask.Flask().config.B = 2', "flask.Flask().secret_key = 'x'", 'flask.Flask().config = @conf:Prod',
  ]); // biome-ignore format: a list
});

t.test('a function decorated to run at the start is handed over', async (t) => {
  const source = (event: string) =>
    `from fastapi import FastAPI\napp = FastAPI()\n@app.on_event('${event}')\ndef f():\n    pass`;
  const handed = async (event: string) =>
    (await read(source(event))).calls.map(showCall).filter((call) => call.includes('fn f'));
  t.same(await handed('startup'), ['fastapi.FastAPI().on_event()(fn f)']);
  t.same(await handed('shutdown'), []);
});

t.test('comments and docstrings say nothing', async (t) => {
  const module = await read('"""os.environ[\'A\']"""\n# app.run(port=80)\ndef f():\n    "CREATE TABLE x"\n');
  t.same([module.strings, module.calls, module.environment], [[], [], []]);
});

t.test('guards', async (t) => {
  const module = await read(
    "import os\nif os.getenv('M') == 'yes':\n    a()\nelse:\n    b()\nif not os.getenv('N'):\n    c()",
  );
  const guards = module.calls
    .filter(({ guards }) => guards)
    .map(({ guards }) =>
      guards?.map((g) => `${g.negated ? '!' : ''}${show(g.value)}=${g.equals ?? ''}`).join(),
    );
  t.same(guards, ['$M=yes', '!$M=yes', '!$N=']);
});

t.test('hostile sources end soon and never throw', async (t) => {
  const sources = [
    `x = ${'('.repeat(3_000)}1${')'.repeat(3_000)}`,
    `x = ${'"a" + '.repeat(5_000)}"b"`,
    `x = ${'f('.repeat(300)}1${')'.repeat(300)}`,
    `x0 = [1, 2]\n${Array.from({ length: 200 }, (_, i) => `x${i + 1} = [x${i}, x${i}]`).join('\n')}`,
    `a = a.b()\n${'a = a.b()\n'.repeat(3_000)}`,
    `${Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}if a:`).join('\n')}\n`,
    'class A(A): pass\nclass B(C): pass\nclass C(B): pass\nx = B().y',
    'def f(:\n  x = = 1\n@@@',
    "__proto__ = {}\nx = {'__proto__': 1, 'constructor': 2}\n",
    'from x import *\nfrom y import *\nprint(z)',
  ];
  for (const source of sources) {
    const start = processorTime();
    const module = await read(source);
    t.ok(processorTime() - start < 4_000, source.slice(0, 30));
    t.ok(Array.isArray(module.calls));
  }
  t.ok((await read('def f(:\n  x = = 1\n@@@')).problems.length > 0);
});
