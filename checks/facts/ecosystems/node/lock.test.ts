/** package.json and the locks of npm, Yarn, pnpm and Bun. */
import t from 'tap';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';

const manifest =
  '{\n  "name": "a",\n  "dependencies": {\n    "express": "^4.0.0",\n    "pg": "8.1.0"\n  },\n  "devDependencies": { "tap": "*" },\n  "peerDependencies": { "react": ">=18" }\n}';

t.test('a manifest tells dependencies with their places', async (t) => {
  const file = readManifest(manifest, 'package.json');
  t.same(
    file.dependencies.map(({ name, constraint, exact, scope, at }) => [
      name,
      constraint,
      exact,
      scope,
      at.line,
    ]),
    [
      ['express', '^4.0.0', false, 'runtime', 4],
      ['pg', '8.1.0', true, 'runtime', 5],
      ['tap', '*', false, 'development', 7],
      ['react', '>=18', false, 'peer', 8],
    ],
  );
});

t.test('only one version is exact', async (t) => {
  const exact = (constraint: string) =>
    readManifest(JSON.stringify({ dependencies: { a: constraint } }), 'package.json').dependencies[0]?.exact;
  for (const one of [
    '1.2.3',
    '=1.2.3',
    '1.0.0-rc.1',
    'npm:other@2.0.0',
    'workspace:*',
    `github:a/b#${'0'.repeat(40)}`,
  ])
    t.ok(exact(one), one);
  for (const one of ['^1.2.3', '~1', '1.x', 'latest', '', '>=1', 'github:a/b#main', '1.2'])
    t.notOk(exact(one), one);
});

t.test('a library is made to be depended on', async (t) => {
  const library = (fields: object) => readManifest(JSON.stringify(fields), 'package.json').library;
  t.ok(library({ exports: './a.js' }));
  t.ok(library({ main: 'a.js', files: ['a.js'] }));
  t.notOk(library({ main: 'index.js' }), 'what npm init writes');
  t.notOk(library({ exports: './a.js', scripts: { start: 'node a.js' } }));
  t.notOk(library({ main: 'a.js', files: [], bin: 'a.js' }));
});

t.test('what is no package.json is a problem', async (t) => {
  t.match(readManifest('[]', 'package.json').problems, [{ message: /no JSON object/ }]);
  t.match(readManifest('{', 'package.json').problems, [{ message: /invalid JSON/ }]);
  t.match(readManifest('['.repeat(100_000), 'package.json').problems, [{ message: /nested/ }]);
  t.same(readManifest('{"scripts":{"__proto__":"x","a":"b"}}', 'p').scripts.a, 'b');
});

const packages = (own: object) => JSON.stringify({ lockfileVersion: 3, packages: { '': own } });
const locks: Readonly<Record<string, readonly [file: string, text: string, open: readonly string[]]>> = {
  'npm 3': [
    'package-lock.json',
    packages({ dependencies: { express: '^4.0.0', pg: '8.1.0' }, devDependencies: { tap: '*' } }),
    [],
  ],
  'npm 3, made before pg was added': [
    'package-lock.json',
    packages({ dependencies: { express: '^4.0.0' }, devDependencies: { tap: '*' } }),
    ['pg'],
  ],
  'npm 3, made before express was raised': [
    'package-lock.json',
    packages({ dependencies: { express: '^3.0.0', pg: '8.1.0' }, devDependencies: { tap: '*' } }),
    ['express'],
  ],
  'npm 1': [
    'package-lock.json',
    '{"lockfileVersion":1,"dependencies":{"express":{"version":"4.1.0"},"pg":{},"tap":{}}}',
    [],
  ],
  'npm 1, without tap': ['npm-shrinkwrap.json', '{"dependencies":{"express":{},"pg":{}}}', ['tap']],
  'Yarn 1': [
    'yarn.lock',
    '# yarn lockfile v1\n\nexpress@^4.0.0:\n  version "4.1.0"\n\npg@8.1.0:\n  version "8.1.0"\n\n"tap@*", tap@^1:\n  version "1.0.0"\n',
    [],
  ],
  'Yarn 1, without pg': [
    'yarn.lock',
    'express@^4.0.0:\n  version "4.1.0"\n\n"tap@*":\n  version "1.0.0"\n',
    ['pg'],
  ],
  'Yarn Berry': [
    'yarn.lock',
    '__metadata:\n  version: 8\n\n"express@npm:^4.0.0":\n  version: 4.1.0\n\n"pg@npm:8.1.0":\n  version: 8.1.0\n\n"tap@npm:*":\n  version: 1.0.0\n',
    [],
  ],
  'pnpm 9': [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      express:\n        specifier: ^4.0.0\n        version: 4.1.0\n      pg:\n        specifier: 8.1.0\n    devDependencies:\n      tap:\n        specifier: '*'\n\npackages:\n\n  other@1.0.0:\n",
    [],
  ],
  'pnpm 6, without tap': [
    'pnpm-lock.yaml',
    'lockfileVersion: 5.4\n\nspecifiers:\n  express: ^4.0.0\n  pg: 8.1.0\n\npackages:\n\n  /tap/1.0.0:\n',
    ['tap'],
  ],
  Bun: [
    'bun.lock',
    '{ "workspaces": { "": { "dependencies": { "express": "^4.0.0", "pg": "8.1.0" }, "devDependencies": { "tap": "*" }, }, }, }',
    [],
  ],
};

for (const [title, [file, text, open]] of Object.entries(locks)) {
  t.test(title, async (t) => {
    const files = new Map([
      ['package.json', manifest],
      [file, text],
    ]);
    const lock = readLock(
      { path: 'package.json', file: readManifest(manifest, 'package.json') },
      (path) => files.get(path),
      (path) => files.has(path),
    );
    t.equal(lock.lock?.path, file);
    t.ok(lock.tracked);
    t.same(
      lock.open.map(({ name }) => name),
      open,
    );
  });
}

t.test('a member of a workspace is locked at the root; any other folder is not', async (t) => {
  const own = '{ "dependencies": { "pg": "^8.0.0" } }';
  const lock = JSON.stringify({ packages: { '': {}, 'apps/a': { dependencies: { pg: '^8.0.0' } } } });
  const locked = (root: string) => {
    const files = new Map([
      ['package.json', root],
      ['apps/a/package.json', own],
      ['package-lock.json', lock],
    ]);
    const { lock: found } = readLock(
      { path: 'apps/a/package.json', file: readManifest(own, 'apps/a/package.json') },
      (path) => files.get(path),
      (path) => files.has(path),
    );
    return found?.path;
  };
  t.equal(locked('{ "workspaces": ["apps/*"] }'), 'package-lock.json');
  t.equal(locked('{}'), undefined);
});

t.test('an ignored lock fixes nothing, an empty one is none, and no dependency needs none', async (t) => {
  const read = (text: string, files: Record<string, string>, tracked: readonly string[]) =>
    readLock(
      { path: 'package.json', file: readManifest(text, 'package.json') },
      (path) => files[path],
      (path) => tracked.includes(path),
    );
  t.notOk(read(manifest, { 'package-lock.json': packages({}) }, []).tracked);
  t.equal(read(manifest, { 'yarn.lock': '\n' }, ['yarn.lock']).lock, undefined);
  t.equal(read('{}', {}, ['package.json']).lock?.path, 'package.json');
});
