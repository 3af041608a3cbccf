/** Git objects read by ourselves: the same files as git gives, and damage is a problem, never a crash. */

import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import t from 'tap';
import { committed, folderWith, git, type Teardown, write } from './fixtures.ts';
import { type OpenedRepo, openRepo } from './open-repo.ts';
import type { Repo } from './repo.ts';

function opened(result: OpenedRepo): Repo {
  if ('problem' in result) throw new Error(result.problem);
  return result.repo;
}

/** Several commits of growing files, so that a packed repository holds deltas of deltas. */
function grown(test: Teardown, ...init: readonly string[]): string {
  const lines = Array.from({ length: 400 }, (_, n) => `line ${n} of a file that is long enough for a delta`);
  const folder = committed(
    test,
    { 'long.js': lines.join('\n'), 'dir/sub/small.js': 's', 'run.sh': '#!/bin/sh\n' },
    ...init,
  );
  chmodSync(join(folder, 'run.sh'), 0o755);
  for (let n = 0; n < 6; n++) {
    lines.splice(n * 50, 1, `changed ${n}`);
    write(folder, { 'long.js': lines.join('\n'), [`dir/file${n}.js`]: `f${n}` });
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', `--message=change ${n}`);
  }
  return folder;
}

t.test('loose and packed, SHA-1 and SHA-256: the same as git gives', async (t) => {
  for (const [name, init, pack] of [
    ['loose', [], []],
    ['packed', [], ['repack', '-adfq', '--depth=50']],
    ['packed with ids of bases', [], ['-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adfq']],
    ['SHA-256', ['--object-format=sha256'], ['repack', '-adfq']],
  ] as const) {
    const folder = grown(t, ...init);
    if (pack.length > 0) git(folder, ...pack, ...(name === 'loose' ? [] : ['--window=20']));
    if (pack.length > 0) git(folder, 'prune-packed');
    for (const revision of ['HEAD', 'HEAD~3']) {
      const commit = git(folder, 'rev-parse', revision).trim();
      const repo = opened(openRepo(join(folder, '.git'), commit));
      const listed = git(folder, 'ls-tree', '-r', '--name-only', commit).trim().split('\n');
      t.same(
        repo.files.map(({ path }) => path),
        listed.sort(),
        `${name} ${revision}`,
      );
      for (const { path, size } of repo.files) {
        const text = git(folder, 'show', `${commit}:${path}`);
        t.equal(repo.text(path), text, `${name} ${revision} ${path}`);
        t.equal(size, Buffer.byteLength(text));
      }
      t.same(repo.problems, []);
      t.equal(repo.git?.commit, commit);
    }
    t.equal(
      opened(openRepo(join(folder, '.git'))).files.find(({ path }) => path === 'run.sh')?.executable,
      true,
    );
  }
});

t.test('what a person may name: branch, tag, short id; and what is not there', async (t) => {
  const folder = grown(t);
  const head = git(folder, 'rev-parse', 'HEAD').trim();
  const first = git(folder, 'rev-list', '--max-parents=0', 'HEAD').trim();
  git(folder, 'tag', '--annotate', '--message=one', 'v1', first);
  git(folder, 'branch', 'feature/x', first);
  git(folder, 'pack-refs', '--all');
  const at = (revision?: string) => opened(openRepo(folder, revision)).files.length;
  t.equal(at('v1'), 3);
  t.equal(at('feature/x'), 3);
  t.equal(at(first.slice(0, 8)), 3);
  t.equal(at(head), 9);
  git(folder, 'repack', '-adq');
  t.equal(at(first.slice(0, 8)), 3);
  for (const revision of ['nope', '../../../etc/passwd', '0'.repeat(40), 'deadbee', '--upload-pack=x', '']) {
    t.type(openRepo(folder, revision), 'object');
    t.ok('problem' in openRepo(folder, revision), revision);
  }
});

t.test('a bare clone, a clone without a checkout, a repository without commits', async (t) => {
  const folder = grown(t);
  const place = folderWith(t);
  git(folder, 'clone', '--quiet', '--bare', folder, join(place, 'bare.git'));
  git(folder, 'clone', '--quiet', '--no-checkout', folder, join(place, 'unchecked'));
  t.equal(opened(openRepo(join(place, 'bare.git'))).files.length, 9);
  t.match(opened(openRepo(join(place, 'bare.git'))).git, { branch: 'main', dirty: undefined });
  t.equal(opened(openRepo(join(place, 'unchecked'))).files.length, 9);
  git(place, 'init', '--quiet', '--bare', 'empty.git');
  const empty = opened(openRepo(join(place, 'empty.git')));
  t.same(empty.files, []);
  t.match(empty.problems, [{ message: 'the repository has no commit yet' }]);
  t.match(openRepo(join(place, 'nowhere')), { problem: 'is not there' });
  t.match(openRepo(join(folder, 'long.js')), { problem: /is a file/ });
});

t.test('links, submodules, strange names', async (t) => {
  const folder = committed(t, { 'a.js': 'a' });
  const blob = (text: string) => writeObject(folder, 'blob', Buffer.from(text));
  const a = blob('a');
  const commit = commitOf(folder, [
    ['120000', 'in', blob('a.js')],
    ['120000', 'out', blob('../../etc/passwd')],
    ['120000', 'absolute', blob('/etc/passwd')],
    ['160000', 'module', 'ab'.repeat(20)],
    ['100644', '../escape', a],
    ['100644', '..', a],
    ['40000', '.GIT', writeObject(folder, 'tree', Buffer.alloc(0))],
    ['100644', Buffer.from('latin-\xe9', 'latin1'), a],
    ['100644', '\x1b[31mred\n', a],
    ['100644', 'missing', 'cd'.repeat(20)],
    ['40000', 'gone', 'ef'.repeat(20)],
  ]);
  const repo = opened(openRepo(folder, commit));
  t.same(
    repo.files.map(({ path }) => path),
    ['\x1b[31mred\n', 'missing'],
  );
  t.equal(repo.text('missing'), undefined);
  t.same(repo.problems.map(({ path, message }) => `${path}: ${message}`).sort(), [
    '../escape: has a name that git would refuse, so it was not read',
    '..: has a name that git would refuse, so it was not read',
    '.GIT: has a name that git would refuse, so it was not read',
    'absolute: is a symbolic link that leaves the repository, so it was not followed',
    'gone: the folder is missing from the object store',
    'latin-\ufffd: has a name that is not UTF-8, so it was not read',
    'missing: is missing from the object store',
    'module: is a submodule, so it was not read',
    'out: is a symbolic link that leaves the repository, so it was not followed',
  ]);
});

t.test(
  'paths of 12,000 characters and trees that multiply are cut off and reported',
  { timeout: 30_000 },
  async (t) => {
    const folder = committed(t, { 'a.js': 'a' });
    let tree = writeObject(
      folder,
      'tree',
      entry('100644', 'deep.js', writeObject(folder, 'blob', Buffer.from('d'))),
    );
    for (let n = 0; n < 60; n++) tree = writeObject(folder, 'tree', entry('40000', 'n'.repeat(200), tree));
    const long = opened(openRepo(folder, commitOn(folder, tree)));
    t.equal(long.files[0]?.path.length, 60 * 201 + 7);
    t.equal(long.text(long.files[0]?.path ?? ''), 'd');

    for (let n = 0; n < 600; n++) tree = writeObject(folder, 'tree', entry('40000', 'd', tree));
    const deep = opened(openRepo(folder, commitOn(folder, tree)));
    t.match(deep.problems, [{ message: 'is nested too deep, so it was not read' }]);

    let bomb = writeObject(
      folder,
      'tree',
      entry('100644', 'f', writeObject(folder, 'blob', Buffer.from('x'))),
    );
    for (let n = 0; n < 12; n++) {
      bomb = writeObject(
        folder,
        'tree',
        Buffer.concat(Array.from({ length: 10 }, (_, at) => entry('40000', `d${at}`, bomb))),
      );
    }
    const multiplied = opened(openRepo(folder, commitOn(folder, bomb)));
    t.match(multiplied.problems, [{ message: /was cut off/ }]);
  },
);

t.test('a small object that unfolds to gigabytes is not unfolded', async (t) => {
  const folder = committed(t, { 'a.js': 'a' });
  const honest = commitOf(folder, [
    ['100644', 'big.js', writeObject(folder, 'blob', Buffer.alloc(50 * 1024 * 1024))],
  ]);
  const repo = opened(openRepo(folder, honest));
  t.equal(repo.files[0]?.size, 50 * 1024 * 1024);
  t.equal(repo.text('big.js'), undefined);
  t.match(repo.problems, [{ message: 'is larger than 1 MiB, so it was not read' }]);
  const lying = writeRaw(folder, Buffer.concat([Buffer.from('blob 10\0'), Buffer.alloc(50 * 1024 * 1024)]));
  const other = opened(openRepo(folder, commitOf(folder, [['100644', 'big.js', lying]])));
  t.equal(other.text('big.js'), undefined);
  t.match(other.problems, [{ message: 'is damaged in the object store' }]);
});

t.test('damage anywhere in the git directory is never a crash', { timeout: 60_000 }, async (t) => {
  const source = grown(t);
  git(source, 'repack', '-adfq');
  write(source, { 'loose.js': 'l' });
  git(source, 'add', '--all');
  git(source, 'commit', '--quiet', '--message=loose');
  const random = generator(42);
  const targets = filesBelow(join(source, '.git')).filter((path) => !/hooks|logs|description/.test(path));
  t.ok(targets.some((path) => path.endsWith('.idx')) && targets.some((path) => path.endsWith('index')));
  let read = 0;
  for (let round = 0; round < 80; round++) {
    const copy = join(folderWith(t), 'r');
    cpSync(source, copy, { recursive: true });
    const target = join(copy, '.git', targets[round % targets.length] ?? 'HEAD');
    chmodSync(target, 0o644);
    writeFileSync(target, damage(readFileSync(target), random));
    for (const path of [copy, join(copy, '.git')]) {
      const result = openRepo(path);
      if ('problem' in result) continue;
      for (const { path: file, size } of result.repo.files) {
        result.repo.text(file);
        t.type(size, 'number');
      }
      read++;
    }
  }
  t.ok(read > 30, 'much of it could be read in spite of the damage');
});

function damage(bytes: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(bytes);
  const kind = Math.floor(random() * 4);
  if (kind === 0) return copy.subarray(0, Math.floor(random() * copy.length));
  if (kind === 1) return Buffer.concat([copy, Buffer.alloc(100, 0xff)]);
  for (let n = 0; n < (kind === 2 ? 1 : 20); n++)
    copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
  return copy;
}

/** The same numbers in every run: mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function filesBelow(folder: string, above = ''): string[] {
  return readdirSync(join(folder, above)).flatMap((name) => {
    const path = join(above, name);
    return statSync(join(folder, path)).isDirectory() ? filesBelow(folder, path) : [path];
  });
}

/** Objects that git itself would refuse to write. */
function writeObject(folder: string, type: string, bytes: Buffer): string {
  return writeRaw(folder, Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]));
}

function writeRaw(folder: string, bytes: Buffer): string {
  const id = createHash('sha1').update(bytes).digest('hex');
  const path = join(folder, '.git/objects', id.slice(0, 2));
  mkdirSync(path, { recursive: true });
  if (!existsSync(join(path, id.slice(2)))) writeFileSync(join(path, id.slice(2)), deflateSync(bytes));
  return id;
}

const entry = (mode: string, name: string | Buffer, id: string): Buffer =>
  Buffer.concat([
    Buffer.from(`${mode} `),
    Buffer.from(name as string),
    Buffer.from([0]),
    Buffer.from(id, 'hex'),
  ]);

const commitOn = (folder: string, tree: string): string =>
  writeObject(
    folder,
    'commit',
    Buffer.from(`tree ${tree}\nauthor T <t@example.org> 0 +0000\ncommitter T <t@example.org> 0 +0000\n\nm\n`),
  );

const commitOf = (folder: string, entries: readonly (readonly [string, string | Buffer, string])[]): string =>
  commitOn(
    folder,
    writeObject(folder, 'tree', Buffer.concat(entries.map(([mode, name, id]) => entry(mode, name, id)))),
  );
