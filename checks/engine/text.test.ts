/** Text or no text, and object literals as repositories. */
import t from 'tap';
import { repoOf } from './repo-of.ts';
import { decodeText, limitFor, lockLimit, sourceLimit } from './text.ts';

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

t.test('UTF-8 and UTF-16 are text, the rest is not', async (t) => {
  t.same(decodeText(Buffer.from('plain\r\n')), { text: 'plain\r\n' });
  t.same(decodeText(Buffer.from('\ufeffwith a mark é')), { text: 'with a mark é' });
  t.same(decodeText(utf16('sixteen é')), { text: 'sixteen é' });
  t.same(decodeText(utf16('sixteen é').swap16()), { text: 'sixteen é' });
  t.same(decodeText(Buffer.alloc(0)), { text: '' });
  t.match(decodeText(Buffer.from([0x89, 0x50, 0, 1])), { problem: /binary/ });
  t.match(decodeText(Buffer.from('latin \xe9', 'latin1')), { problem: /neither UTF-8 nor UTF-16/ });
  t.match(decodeText(Buffer.from([0xff, 0xfe, 0x00, 0xd8])), { problem: /is none/ }, 'a lone surrogate');
});

t.test('lock files may be longer than source', async (t) => {
  for (const path of [
    'package-lock.json',
    'a/yarn.lock',
    'pnpm-lock.yaml',
    'go.sum',
    'Cargo.lock',
    'gradle.lockfile',
    'npm-shrinkwrap.json',
    'packages.lock.json',
  ]) {
    t.equal(limitFor(path), lockLimit, path);
  }
  for (const path of ['locks.ts', 'src/clock.js', 'block.py', 'lock/a.js', 'go.mod'])
    t.equal(limitFor(path), sourceLimit, path);
});

t.test('an object literal is a folder without git, unless told otherwise', async (t) => {
  const files = {
    'b.js': 'b',
    '.gitignore': '.env\nlogs/\n',
    '.env': 'X=1',
    'logs/a': '',
    'a.bin': Buffer.from([0, 1]),
  };
  const repo = repoOf(files);
  t.same(
    repo.files.map(({ path }) => path),
    ['.gitignore', 'a.bin', 'b.js'],
  );
  t.equal(repo.text('b.js'), 'b');
  t.equal(repo.text('.env'), undefined);
  t.equal(repo.text('a.bin'), undefined);
  t.equal(repo.text('a.bin'), undefined);
  t.same(repo.problems, [{ path: 'a.bin', message: 'is binary, so it was not read as text' }], 'said once');
  const forced = repoOf(files, {
    tracked: ['.env'],
    untracked: ['b.js'],
    executable: ['b.js'],
    git: { branch: 'main' },
  });
  t.match(forced.files, [
    { path: '.env', tracked: true },
    {},
    {},
    { path: 'b.js', tracked: false, executable: true },
  ]);
  t.same(forced.git, { branch: 'main' });
});

t.test('names that every object has are no files', async (t) => {
  const repo = repoOf({ 'a.js': '' });
  for (const path of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    t.equal(repo.text(path), undefined);
    t.equal(repo.has(path), false);
  }
});
