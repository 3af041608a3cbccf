/** Tests how the template is read from a folder, and that its packed form is the same. */
import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { pack, readTemplate, readTree, unpack } from './template.ts';

const tree = {
  '.gitignore': 'node_modules/\ndist\n*.log\n',
  '.npmrc': 'save-exact=true\n',
  'run.sh': '#!/bin/sh\n',
  'a.log': 'no',
  dist: { 'app.js': 'no' },
  src: { 'ü.ts': 'yes' },
  node_modules: { x: { 'index.js': 'no' } },
};

test('with git, what is tracked; without, what is not ignored', async (t) => {
  const root = t.testdir(tree);
  chmodSync(join(root, 'run.sh'), 0o755);
  const expected = ['.gitignore', '.npmrc', 'run.sh', 'src/ü.ts'];
  // The test's own directory lies in a repository that doesn't track it.
  process.env.GIT_CEILING_DIRECTORIES = join(root, '..');
  t.teardown(() => delete process.env.GIT_CEILING_DIRECTORIES);
  const walked = await readTree(root);
  t.strictSame(
    walked.map(({ path }) => path),
    expected,
  );
  execFileSync('git', ['init', '-q'], { cwd: root });
  execFileSync('git', ['add', 'run.sh', 'src'], { cwd: root });
  const tracked = await readTree(root);
  t.strictSame(
    tracked.map(({ path }) => path),
    ['run.sh', 'src/ü.ts'],
  );
  t.equal(tracked[0]?.executable, true);
});

test('a symbolic link in a template is a bug', async (t) => {
  const root = t.testdir(tree);
  process.env.GIT_CEILING_DIRECTORIES = join(root, '..');
  t.teardown(() => delete process.env.GIT_CEILING_DIRECTORIES);
  symlinkSync('run.sh', join(root, 'link'));
  await t.rejects(readTree(root), { message: /link is not a plain file/ });
});

test('packing keeps text, bytes and modes, and gives the same bytes again', async (t) => {
  const files = [
    { path: 'a', content: Buffer.from('text ü\r\n'), executable: true },
    { path: 'b', content: Buffer.from([0, 0xff, 0xfe]), executable: false },
  ];
  t.strictSame(unpack(pack(files)), files);
  t.equal(pack(unpack(pack(files))), pack(files));
});

test("the template's own installed packages and build never get in", async (t) => {
  for (const { path } of await readTemplate())
    t.notMatch(path, /(^|\/)(node_modules|dist|\.tap|\.env)(\/|$)/);
});
