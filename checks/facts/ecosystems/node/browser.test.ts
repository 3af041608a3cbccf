/** What only browsers run, and which of it must still be parsed. */
import t from 'tap';
import { browserCode } from './browser.ts';
import { readManifest } from './manifest.ts';
import { resolveModule } from './modules.ts';
import { scan } from './scan.ts';

/** Paths that only browsers run; `*` behind those that are to be parsed. */
function told(sources: Readonly<Record<string, string>>): string[] {
  const manifest = '{"name":"shop","dependencies":{"react":"19.2.0","react-dom":"19.2.0"}}';
  const all: Readonly<Record<string, string>> = { ...sources, 'package.json': manifest };
  const files = {
    has: (path: string) => Object.hasOwn(all, path),
    paths: Object.keys(all),
    text: (path: string) => all[path],
  };
  const manifests = [{ path: 'package.json', file: readManifest(manifest, 'package.json') }];
  const code = browserCode({
    paths: Object.keys(sources),
    files,
    manifests,
    resolve: (name, from) => {
      const found = resolveModule(name, from, files, manifests);
      return found === undefined ? [] : [found];
    },
  });
  return [...code].map(([path, module]) => (module ? path : `${path}*`)).sort();
}

const page = "import { createRoot } from 'react-dom/client';\nimport './app';\n";
const server = "import http from 'node:http';\nimport './routes';\n";

t.test('what only browsers run', async (t) => {
  const table: readonly [
    title: string,
    sources: Readonly<Record<string, string>>,
    told: readonly string[],
  ][] = [
    ['no page', { 'server.js': server, 'routes.js': '' }, []],
    [
      'a page, and what it imports',
      { 'main.jsx': page, 'app.jsx': "export * from './list';", 'list.js': '', 'server.js': server },
      ['app.jsx', 'list.js', 'main.jsx'],
    ],
    [
      'what the server imports as well',
      {
        'main.jsx': page,
        'app.jsx': "import './shared';",
        'shared.js': '',
        'server.js': "import fs from 'fs';\nimport './shared.js';",
      },
      ['app.jsx', 'main.jsx'],
    ],
    [
      'what the server needs by require, or at some time',
      {
        'main.jsx': page,
        'app.jsx': "import './a';\nimport './b';",
        'a.js': '',
        'b.js': '',
        'server.js': "const a = require('./a');\nconst b = () => import('./b');",
      },
      ['app.jsx', 'main.jsx'],
    ],
    [
      'only types of the page',
      {
        'main.jsx': page,
        'app.ts': 'export type Todo = {};',
        'server.ts': "import type { Todo } from './app';\nimport http from 'http';",
      },
      ['app.ts', 'main.jsx'],
    ],
    [
      'loaded later, or by a pattern of the bundler',
      {
        'src/main.jsx': page,
        'src/app.jsx':
          "const late = import('./late');\nconst all = import.meta.glob<Page>(['../pages/*.jsx', './more/**/*.{ts,js}']);",
        'src/late.js': '',
        'pages/a.jsx': '',
        'pages/deep/b.jsx': '',
        'src/more/c/d.ts': '',
      },
      ['pages/a.jsx', 'src/app.jsx', 'src/late.js', 'src/main.jsx', 'src/more/c/d.ts'],
    ],
    ['a global of browsers', { 'a.js': 'window.addEventListener("load", () => {});' }, ['a.js']],
    ['one that is asked for first', { 'a.js': 'if (typeof window !== "undefined") window.alert(1);' }, []],
    [
      'a name of the program',
      { 'a.js': 'const document = {};\ndocument.title = 1;\nlimits.window.open();' },
      [],
    ],
    [
      'in a comment, in a string',
      { 'a.js': '// window.open()\n/* window.open() */\nsay("window.open()");' },
      [],
    ],
    [
      'a server that names a global of browsers',
      { 'server.js': 'import express from "express";\nwindow.open();\nimport "./state";', 'state.js': '' },
      [],
    ],
    ['a program that names one', { 'a.js': 'window.open();\nprocess.exit(1);' }, []],
    ['CommonJS that names one', { 'a.js': 'module.exports = () => window.open();' }, []],
  ];
  for (const [title, sources, expected] of table) t.same(told(sources), expected, title);
});

t.test('what must be parsed', async (t) => {
  const parsed = (line: string) => told({ 'a.js': `window.open();\n${line}` }).includes('a.js*');
  for (const line of [
    "const stripe = import('undeclared');",
    'const mode = process.env.NODE_ENV;',
    'const url = import.meta.env.VITE_URL;',
    'const url = "http://localhost:3000/api";',
    'const url = `${scheme}://localhost`;',
    'fetch(url);',
    'new WebSocket(url);',
    'const apiKey = "4f1c";',
    'const options = { client_secret: value };',
    'const id = "AKIAIOSFODNN7EXAMPLE";',
  ])
    t.ok(parsed(line), line);
  for (const line of [
    "import React from 'react';",
    "import type { Todo } from 'undeclared';",
    'const sortKey = "name";',
    '// see https://example.org',
    'model.fetch();',
    'fetch(`/api/todos?limit=${limit}`);',
    'const tokens = list.length;',
  ])
    t.notOk(parsed(line), line);
});

t.test('imports, with their places', async (t) => {
  const text =
    "import a from 'a';\n\nexport { b } from \"b\";\nconst c = require('c'), d = import(/* late */ 'd');\nimport type { E } from 'e';\nconst from = 'f';\nimport g,\n  { h } from 'g';";
  t.same(
    scan(text, 'x.ts').imports.map(({ module, at, typeOnly }) => [module, at.line, at.column, typeOnly]),
    [
      ['a', 1, 1, false],
      ['b', 3, 1, false],
      ['c', 4, 11, false],
      ['d', 4, 29, false],
      ['e', 5, 1, true],
      ['g', 7, 1, false],
    ],
  );
});

t.test('no text makes it slow', async (t) => {
  for (const part of [
    "'\\",
    '/*',
    'import type ',
    'import.meta.glob<',
    'typeof  ',
    'window.',
    '"\\"',
    'from',
  ]) {
    const before = process.cpuUsage();
    scan(part.repeat(200_000 / part.length), 'x.js');
    const { user } = process.cpuUsage(before);
    t.ok(user < 2_000_000, `${part}: ${user / 1000} ms`);
  }
});
