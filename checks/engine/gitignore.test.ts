/** Ignore rules: the same answers as git's, and in linear time whatever the patterns are. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { folderWith, git, processorTime, write } from './fixtures.ts';
import { isExcluded, parseIgnoreRules } from './gitignore.ts';

const patterns = [
  'node_modules',
  'node_modules/',
  '/dist',
  'build/',
  '*.log',
  '!keep.log',
  'a/b',
  '/a/*/c',
  '**/tmp',
  'tmp/**',
  'a/**/z',
  '**/x/**',
  '*.[oa]',
  '[!a-c].txt',
  '[^a-c].md',
  'foo?',
  '\\#hash',
  '\\!bang',
  'trail\\ ',
  'trail   ',
  'A.TXT',
  '[a-]x',
  '[]]y',
  '[[:digit:]]z',
  'sp ace',
  '*',
  '/*',
  '*/',
  '!*/',
  'a*b*c',
  '.env*',
  '!.env.example',
  '# comment',
  '',
  '/',
  '//',
  'a//b',
  'fo**o',
  '**foo',
  'foo**',
  '\\*.star',
  'doc/*.txt',
  '[',
  '[a',
  'x[',
  '\\',
];
const paths = [
  'node_modules/p/index.js',
  'lib/node_modules/q.js',
  'dist/x',
  'lib/dist/x',
  'build',
  'src/build/o.js',
  'e.log',
  'logs/keep.log',
  'keep.log',
  'a/b',
  'q/a/b',
  'a/x/c',
  'a/x/y/c',
  'deep/er/tmp',
  'tmp/one',
  'tmp2/one',
  'a/z',
  'a/m/n/z',
  'm/x/n',
  'x/y',
  'y/x',
  'm.o',
  'm.a',
  'd.txt',
  'a.txt',
  'd.md',
  'b.md',
  'food',
  'foo',
  '#hash',
  '!bang',
  'trail ',
  'trail',
  'a.txT',
  '-x',
  'ax',
  ']y',
  '4z',
  'sp ace',
  'aXbYc',
  'abc',
  '.env',
  '.env.example',
  '*.star',
  'n.star',
  'doc/a.txt',
  'doc/d/a.txt',
  'foo/bar',
  'xfoo',
  'fo/o',
  'foXo',
  '[',
  '[a',
  'x[',
];

t.test('answers as git does', async (t) => {
  const folder = folderWith(t);
  git(folder, 'init', '--quiet');
  for (const path of paths) {
    if (paths.some((other) => other.startsWith(`${path}/`))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    write(folder, { [path]: '' });
  }
  const files = git(folder, 'ls-files', '--others', '-z')
    .split('\0')
    .filter((path) => path !== '');
  t.ok(files.length > 40);
  for (const lines of [
    ...patterns.map((one) => [one]),
    ...patterns.map((one, n) => [one, patterns[(n * 7 + 3) % patterns.length] ?? '']),
  ]) {
    write(folder, { '.gitignore': `${lines.join('\n')}\n` });
    const shown = git(folder, 'ls-files', '--others', '--exclude-standard', '-z').split('\0');
    const rules = new Map([['', parseIgnoreRules(`${lines.join('\n')}\n`)]]);
    const ours = files.filter((path) => !isExcluded(rules, path));
    t.same(ours.sort(), files.filter((path) => shown.includes(path)).sort(), JSON.stringify(lines));
  }
});

t.test('the nearest file decides, and nothing comes back out of an excluded folder', async (t) => {
  const rules = new Map([
    ['', parseIgnoreRules('*.log\nsecret/\n')],
    ['app/', parseIgnoreRules('!app.log\r\n')],
    ['secret/', parseIgnoreRules('!*\n')],
  ]);
  t.equal(isExcluded(rules, 'app.log'), true);
  t.equal(isExcluded(rules, 'app/app.log'), false);
  t.equal(isExcluded(rules, 'app/lib/app.log'), false);
  t.equal(isExcluded(rules, 'app/other.log'), true);
  t.equal(isExcluded(rules, 'secret/x'), true);
});

t.test('no pattern keeps it busy', async (t) => {
  const names = ['a'.repeat(250), `${'a'.repeat(250)}bc`, 'a/'.repeat(100), `${'aa/'.repeat(100)}bx`];
  const start = processorTime();
  for (const piece of ['*a', '**/', '?*', '**/*a', 'a/**/', '[a-z]*', '*a\\', '[', '[[:alpha:]', '***']) {
    for (const times of [20, 400]) {
      const rules = new Map([['', parseIgnoreRules(`${piece.repeat(times)}b\n`)]]);
      for (const name of names) isExcluded(rules, name);
    }
  }
  t.ok(processorTime() - start < 2000, `${Math.round(processorTime() - start)} ms`);
});
