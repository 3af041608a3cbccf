/** Tests what a plan says of each file, without a disk. */
import { test } from 'tap';
import { type Entry, type File, plan, planAsJson, planAsText, type Step } from './plan.ts';
import { isProblem } from './problem.ts';

const file = (path: string, content: string, executable = false): File => ({
  path,
  content: Buffer.from(content),
  executable,
});
const standing = (content: string, executable = false): Entry => ({
  kind: 'file',
  content: Buffer.from(content),
  executable,
});
const planned = (files: readonly File[], disk: Readonly<Record<string, Entry>>): Step[] => {
  const steps = plan(files, (path) => disk[path]);
  if (isProblem(steps)) throw new Error(steps.problem);
  return steps;
};
const only = (fresh: File, existing: Entry): Step => planned([fresh], { [fresh.path]: existing })[0] as Step;

test('create, unchanged and conflict', async (t) => {
  const steps = planned([file('b', '1'), file('a', '1'), file('c', '1')], {
    a: standing('1'),
    c: standing('2'),
  });
  t.strictSame(
    steps.map(({ path, action }) => `${action} ${path}`),
    ['unchanged a', 'create b', 'conflict c'],
  );
});

test('a missing executable bit is set, one too many stays', async (t) => {
  t.equal(only(file('run', '', true), standing('')).action, 'merge');
  t.equal(only(file('run', ''), standing('', true)).action, 'unchanged');
});

test('package.json is merged while no key contradicts the other side', async (t) => {
  const fresh = file('package.json', '{"name":"notes","scripts":{"test":"tap"}}');
  const merged = only(fresh, standing('{"name":"notes","scripts":{"lint":"x"}}'));
  t.equal(merged.action, 'merge');
  t.strictSame(JSON.parse(merged.content.toString()), { name: 'notes', scripts: { lint: 'x', test: 'tap' } });
  t.equal(only(fresh, standing('{"scripts":{"test":"jest"}}')).action, 'conflict');
  t.equal(only(fresh, standing('not JSON')).action, 'conflict');
});

test('ignore files are joined line by line, and only once', async (t) => {
  const fresh = file('.gitignore', 'dist\nnode_modules\n');
  const merged = only(fresh, standing('.env\ndist'));
  t.equal(merged.content.toString(), '.env\ndist\nnode_modules\n');
  t.equal(only(fresh, standing(merged.content.toString())).action, 'unchanged');
});

test('refuses what a file would have to go through or onto', async (t) => {
  const refused = (path: string, disk: Record<string, Entry>) => plan([file(path, '')], (at) => disk[at]);
  t.match(refused('src/app.ts', { src: standing('') }), { problem: '"src" is not a directory' });
  t.match(refused('src/app.ts', { src: { kind: 'other' } }), { problem: '"src" is not a directory' });
  t.match(refused('src', { src: { kind: 'directory' } }), { problem: '"src" is a directory' });
  t.match(refused('src', { src: { kind: 'other' } }), { problem: '"src" is a link, a special file' });
});

test('the plan as text and as JSON', async (t) => {
  const steps = planned([file('a', 'new'), file('b', 'new')], { b: standing('old') });
  t.equal(planAsText(steps, true), '  create     a\n  conflict   b\n1 create, 1 conflict\n');
  t.equal(planAsText(steps, false), '  conflict   b\n1 create, 1 conflict\n');
  t.strictSame(JSON.parse(planAsJson('/x', steps)), {
    schemaVersion: 1,
    directory: '/x',
    steps: [
      { action: 'create', path: 'a', bytes: 3, executable: false },
      { action: 'conflict', path: 'b', bytes: 3, executable: false },
    ],
  });
});
