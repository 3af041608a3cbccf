/** Where settings and the addresses of services come from, what is required, and what is imported without being declared. */
import t from 'tap';
import { factOf } from './fact-of.ts';

type Files = Readonly<Record<string, string>>;
const node = (source: string, dependencies: readonly string[] = ['express'], more: Files = {}): Files => ({
  'package.json': JSON.stringify({
    name: 'a',
    scripts: { start: 'node server.js' },
    dependencies: Object.fromEntries(dependencies.map((name) => [name, '1.0.0'])),
    devDependencies: { tap: '21.0.0' },
  }),
  'server.js': `${source}\n`,
  ...more,
});
const python = (source: string, requirements = '', more: Files = {}): Files => ({
  'requirements.txt': `flask==3.0.0\n${requirements}`,
  'app.py': `import os\nfrom flask import Flask\napp = Flask(__name__)\n${source}\n`,
  Procfile: 'web: gunicorn app:app\n',
  ...more,
});
const go = (imports: string, source: string): Files => ({
  'go.mod': 'module example.org/a\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
  'main.go': `package main\n\nimport (\n\t${imports.replaceAll('; ', '\n\t')}\n)\n\nfunc main() {\n\t${source.replaceAll('; ', '\n\t')}\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n`,
});

t.test('backing services', async (t) => {
  const services = async (files: Files) =>
    (await factOf('backingServices', files)).map(
      ({ kind, address, usedIn, swappable, at }) =>
        `${kind} ${address.from} ${usedIn}${swappable ? ' swappable' : ''} ${at.path}:${at.line}`,
    );
  const rows: readonly (readonly [string, Files, readonly string[]])[] = [
    [
      'Node: pg with an address from the environment',
      node("const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });", [
        'pg',
      ]),
      ['postgres environment deploy server.js:2'],
    ],
    [
      'Node: pg with a literal host',
      node("const { Pool } = require('pg');\nnew Pool({ host: 'db', password: process.env.PW });", ['pg']),
      ['postgres literal deploy server.js:2'],
    ],
    [
      'Node: pg by its own variables',
      node("const { Pool } = require('pg');\nnew Pool();", ['pg']),
      ['postgres environment deploy server.js:2'],
    ],
    [
      'Node: through a config module',
      node(
        "const config = require('./config');\nrequire('redis').createClient({ url: config.redis.url });",
        ['redis'],
        {
          'config.js': "module.exports = { redis: { url: process.env.REDIS_URL || 'redis://localhost' } };\n",
        },
      ),
      ['redis environment deploy server.js:2'],
    ],
    [
      'Node: mongoose with a literal',
      node("require('mongoose').connect('mongodb://mongo/a');", ['mongoose']),
      ['mongodb literal deploy server.js:1'],
    ],
    [
      'Node: only words',
      node("// new Pool({ host: 'db' })\nconst text = 'postgres is fine';\nmodule.exports = text;"),
      [],
    ],
    [
      'Node: SQLite',
      node("const sqlite3 = require('sqlite3').verbose();\nnew sqlite3.Database('a.db');", ['sqlite3']),
      ['sqlite literal deploy server.js:2'],
    ],
    [
      'Python: SQLite alone',
      python('import sqlite3\nsqlite3.connect("a.db")'),
      ['sqlite literal deploy app.py:5'],
    ],
    [
      'Python: SQLite as the default beside a driver of a server',
      python(
        "app.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('DATABASE_URL', 'sqlite:///a.db')",
        'psycopg2-binary==2.9.9\n',
      ),
      ['postgres environment deploy swappable app.py:4', 'sqlite environment development swappable app.py:4'],
    ],
    [
      'Python: SQLite as the default and nothing else shipped',
      python("app.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('DATABASE_URL', 'sqlite:///a.db')"),
      ['sqlite environment deploy app.py:4'],
    ],
    [
      'Python: kind from the scheme',
      python(
        "from sqlalchemy import create_engine\ncreate_engine('mysql+pymysql://db/a')",
        'sqlalchemy==2.0.0\npymysql==1.1.0\n',
      ),
      ['mysql literal deploy app.py:5'],
    ],
    [
      'Go: database/sql',
      go(
        '"database/sql"; "net/http"; "os"; _ "github.com/lib/pq"',
        'sql.Open("postgres", os.Getenv("DATABASE_URL"))',
      ),
      ['postgres environment deploy main.go:11'],
    ],
  ];
  for (const [title, files, expect] of rows) t.same(await services(files), expect, title);
});

t.test('settings', async (t) => {
  const settings = async (files: Files) =>
    (await factOf('settings', files))
      .filter(({ role, production }) => role !== 'other' && production)
      .map(({ role, name, origin }) => `${role} ${name} ${origin.from}`);
  t.same(await settings(python("app.config['SECRET_KEY'] = 'dev'\napp.config['DEBUG'] = False")), [
    'port PORT environment',
    'credential SECRET_KEY literal',
  ]);
  t.same(await settings(python("app.config['SECRET_KEY'] = os.environ['SECRET_KEY']")), [
    'port PORT environment',
    'credential SECRET_KEY environment',
  ]);
  t.same(await settings(python("app.config['DEBUG'] = True")), [
    'port PORT environment',
    'debug DEBUG literal',
  ]);
  t.same(await settings(node("const express = require('express');\nexpress().listen(3000);")), [
    'port port literal',
  ]);
  t.same(await settings(node('const options = { debug: true };\nmodule.exports = options;')), []);
});

t.test('reads of the environment', async (t) => {
  const reads = async (files: Files) =>
    (await factOf('envReads', files)).map(
      ({ name, fallback, required }) =>
        `${name}${fallback === undefined ? '' : `=${fallback}`}${required ? ' required' : ''}`,
    );
  t.same(
    await reads(
      python(
        "a = os.environ['A']\nb = os.environ.get('B', 'x')\nc = os.environ.get('C')\n# os.environ['D']\ntext = \"os.environ['E']\"",
      ),
    ),
    ['A required', 'B=x', 'C', 'PORT=8000'],
  );
  t.same(
    await reads(
      python("app.config['SQLALCHEMY_DATABASE_URI'] = os.getenv('DATABASE_URL')", 'psycopg2==2.9.9\n'),
    ),
    ['DATABASE_URL required', 'PORT=8000'],
  );
  t.same(await reads(node('const port = process.env.PORT ?? 3000;\nmodule.exports = port;')), ['PORT=3000']);
  t.same(await reads({ ...node(''), 'server.js': '', 'server.test.js': 'process.env.A;\n' }), []);
});

t.test('imports', async (t) => {
  const imports = async (files: Files) =>
    (await factOf('imports', files)).map(
      ({ module, provided, optional }) => `${module} ${provided}${optional ? ' optional' : ''}`,
    );
  t.same(
    await imports(
      node(
        "require('express');\nrequire('fs');\nrequire('node:path');\nrequire('./local');\nrequire('lodash/get');\nrequire('tap');",
        ['express'],
        { 'local.js': '' },
      ),
    ),
    ['express declared', 'lodash/get undeclared', 'tap development'],
  );
  t.same(
    await imports(node("let a;\ntry { a = require('bufferutil'); } catch {}\nmodule.exports = a;", [])),
    ['bufferutil undeclared optional'],
  );
  t.same(
    await imports(
      python('import yaml\nimport requests\nimport json\nimport helper', 'PyYAML==6.0\n', {
        'helper.py': '',
      }),
    ),
    ['flask declared', 'yaml declared', 'requests undeclared'],
  );
  t.same(
    await imports({
      ...go('"net/http"; "os"; _ "github.com/lib/pq"; "example.org/a/inner"', ''),
      'inner/inner.go': 'package inner\n',
    }),
    ['github.com/lib/pq declared'],
  );
});
