/** Tests that a plan is written whole or not at all, on a real disk. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { commit, inspectTarget, lookBelow, type Target } from './commit.ts';
import { type File, plan, type Step } from './plan.ts';
import { isProblem } from './problem.ts';

const file = (path: string, content: string, executable = false): File => ({
  path,
  content: Buffer.from(content),
  executable,
});
const target = (path: string): Target => {
  const found = inspectTarget(path);
  if (isProblem(found)) throw new Error(found.problem);
  return found;
};
const steps = (files: readonly File[], root: string): Step[] => plan(files, lookBelow(root)) as Step[];

test('a new directory appears with its files, modes included, and nothing beside it', async (t) => {
  const parent = t.testdir({});
  const path = join(parent, 'a b ü');
  t.equal(commit(target(path), steps([file('x/run', '1', true), file('y', '2')], path)), undefined);
  t.equal(readFileSync(join(path, 'y'), 'utf8'), '2');
  t.equal(statSync(join(path, 'x/run')).mode & 0o777, 0o755);
  t.strictSame(readdirSync(parent), ['a b ü']);
});

test('into a directory that stands: what was settled for the old side is kept', async (t) => {
  const root = t.testdir({ keep: 'old', win: 'old', own: 'mine' });
  const planned = steps([file('keep', 'new'), file('win', 'new'), file('sub/made', 'new')], root);
  const settled = planned.map((step) => ({ ...step, keep: step.path === 'keep' }));
  t.equal(commit(target(root), settled), undefined);
  t.equal(readFileSync(join(root, 'keep'), 'utf8'), 'old');
  t.equal(readFileSync(join(root, 'win'), 'utf8'), 'new');
  t.strictSame(readdirSync(root).sort(), ['keep', 'own', 'sub', 'win']);
});

test('a failure in the middle brings everything back', async (t) => {
  const root = t.testdir({ first: 'old', wall: 'a file' });
  const planned: Step[] = [
    { ...file('first', 'new'), action: 'conflict', keep: false },
    { ...file('made/deep/file', 'new'), action: 'create', keep: false },
    { ...file('wall/file', 'new'), action: 'create', keep: false },
  ];
  t.match(commit(target(root), planned), { problem: `can't write in ${root}` });
  t.strictSame(readdirSync(root).sort(), ['first', 'wall']);
  t.equal(readFileSync(join(root, 'first'), 'utf8'), 'old');
});

test('a place that takes no files is one clear line, and nothing is left', async (t) => {
  // Linux's /proc refuses new entries to root too, whom a read-only directory would not stop.
  if (!existsSync('/proc/self')) return t.pass('no /proc here');
  const found = inspectTarget('/proc/notes');
  const problem = isProblem(found) ? found : commit(found, steps([file('a', '1')], '/proc/notes'));
  t.match(problem, { problem: "can't write in /proc/notes" });
});

test('a read-only directory is refused before anything is written', {
  skip: process.getuid?.() === 0,
}, async (t) => {
  const root = t.testdir({ shut: {} });
  chmodSync(join(root, 'shut'), 0o555);
  t.match(inspectTarget(join(root, 'shut', 'notes')), { problem: 'no permission (EACCES)' });
  t.match(inspectTarget(join(root, 'shut')), { problem: 'no permission (EACCES)' });
});

test('what a project can go into, and what not', async (t) => {
  const root = t.testdir({ file: '', full: { a: '', '.git': {} }, empty: { '.git': {} } });
  symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
  symlinkSync(join(root, 'empty'), join(root, 'link'));
  t.match(inspectTarget(join(root, 'file')), { problem: 'is a file' });
  t.match(inspectTarget(join(root, 'file', 'x')), { problem: 'is a file, not a directory' });
  t.match(inspectTarget(join(root, 'no', 'x')), { problem: "isn't there; make it first" });
  t.match(inspectTarget(join(root, 'broken')), { problem: 'is a link to nowhere' });
  t.strictSame(inspectTarget(join(root, 'full')), { path: join(root, 'full'), exists: true, entries: ['a'] });
  t.strictSame(inspectTarget(join(root, 'link')), { path: join(root, 'empty'), exists: true, entries: [] });
});

test('through a link to a directory the files go to where it points, and the link stays', async (t) => {
  const root = t.testdir({ real: {} });
  symlinkSync(join(root, 'real'), join(root, 'link'));
  const place = target(join(root, 'link'));
  t.equal(commit(place, steps([file('a', '1')], place.path)), undefined);
  t.equal(readlinkSync(join(root, 'link')), join(root, 'real'));
  t.equal(readFileSync(join(root, 'real', 'a'), 'utf8'), '1');
});

test('links inside are never written through', async (t) => {
  const root = t.testdir({ outside: {}, project: {} });
  const project = join(root, 'project');
  symlinkSync(join(root, 'outside'), join(project, 'src'));
  t.match(plan([file('src/app.ts', '')], lookBelow(project)), { problem: '"src" is not a directory' });
  mkdirSync(join(project, 'k8s'));
  writeFileSync(join(root, 'outside', 'victim'), 'safe');
  symlinkSync(join(root, 'outside', 'victim'), join(project, 'k8s', 'a'));
  t.match(plan([file('k8s/a', '')], lookBelow(project)), { problem: '"k8s/a" is a link' });
});

test('a signal in the middle is passed over: the files are whole', async (t) => {
  const path = join(t.testdir({}), 'project');
  const program = `
    import { commit } from './generators/commit.ts';
    const step = (path) => ({ path, content: Buffer.from(path), executable: false, action: 'create', keep: false });
    const steps = Array.from({ length: 50 }, (_, index) => step('f' + index));
    Object.defineProperty(steps[25], 'content', { get() { process.kill(process.pid, 'SIGINT'); return Buffer.from('x'); } });
    process.exitCode = commit({ path: ${JSON.stringify(path)}, exists: false, entries: [] }, steps) ? 1 : 0;
  `;
  const { status, signal } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program],
    { stdio: 'inherit' },
  );
  // Newer Nodes hand the signal on once nobody listens any more: the program may end by it, after the last file.
  t.ok(status === 0 || signal === 'SIGINT', `ended with ${status ?? signal}`);
  t.equal(readdirSync(path).length, 50);
});
