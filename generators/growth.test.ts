/** Tests the growth of a scaffolded service: planned, refused, and the same by plop itself. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { TestAdapter } from '@yeoman/adapter/testing';
import { test } from 'tap';
import { commit, inspectTarget, type Target } from './commit.ts';
import { type Growth, grow } from './growth.ts';
import { type File, plan, type Step } from './plan.ts';
import { isProblem } from './problem.ts';
import { templateIdentity } from './rename.ts';
import { scaffold } from './scaffold.ts';
import { readTemplate } from './template.ts';

const at = '1900000000000';
const fields =
  'title:string body:text? place:integer price:number done:boolean due:date? at:timestamp ref:uuid';

function targetOf(path: string): Target {
  const target = inspectTarget(path);
  if (isProblem(target)) throw new Error(target.problem);
  return target;
}

/** Writes the part of the template that growing needs. */
async function project(path: string): Promise<Target> {
  const template = await readTemplate();
  const files = scaffold(template, { ...templateIdentity, ci: 'none' });
  const problem = commit(targetOf(path), plan(files, () => undefined) as Step[]);
  if (problem) throw new Error(problem.problem);
  return targetOf(path);
}

const files = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

const growIn = (target: Target, answers: Growth['answers'], dryRun = false, kind = 'resource') =>
  grow({ kind, answers }, { target, dryRun, ask: false }, new TestAdapter());

test('a resource is five files, planned first', async (t) => {
  const target = await project(join(t.testdir({}), 'service'));
  const before = files(target.path);
  const answers = { name: 'LineItem', fields: 'title:string', at };
  const planned = (await growIn(target, answers, true)) as Step[];
  t.strictSame(
    planned.map(({ action, path }) => `${action} ${path}`),
    [
      `create migrations/${at}_create-line-items.sql`,
      'create src/resources/line-items/repository.ts',
      'create src/resources/line-items/routes.test.ts',
      'create src/resources/line-items/routes.ts',
      'create src/resources/line-items/schemas.ts',
    ],
  );
  t.strictSame(files(target.path), before, 'the plan alone writes nothing');
  t.strictSame(await growIn(target, answers), planned);
  t.strictSame(files(target.path), [...before, ...planned.map(({ path }) => path)].sort());

  t.match(await growIn(target, answers), { problem: 'there is a resource line-items already' });
  t.strictSame(files(target.path).length, before.length + 5);
});

test('plop itself writes the same bytes', async (t) => {
  const root = t.testdir({});
  const ours = await project(join(root, 'ours'));
  cpSync(ours.path, join(root, 'plops'), { recursive: true });
  await growIn(ours, { name: 'person', fields, plural: 'people', at });
  const bin = join(dirname(createRequire(import.meta.url).resolve('plop/package.json')), 'bin/plop.js');
  execFileSync(process.execPath, [bin, 'resource', 'person', fields, 'people', at], {
    cwd: join(root, 'plops'),
  });
  t.strictSame(files(join(root, 'plops')), files(ours.path));
  for (const path of files(ours.path)) {
    t.equal(
      readFileSync(join(root, 'plops', path), 'utf8'),
      readFileSync(join(ours.path, path), 'utf8'),
      path,
    );
  }
});

test('reserved words of SQL are quoted, other names are not', async (t) => {
  const target = await project(join(t.testdir({}), 'service'));
  const steps = (await growIn(
    target,
    { name: 'user', fields: 'group:string lastName:string', plural: 'order', at },
    true,
  )) as File[];
  const migration = steps.find(({ path }) => path.endsWith('.sql'))?.content.toString() ?? '';
  t.match(migration, 'create table "order" (');
  t.match(migration, '\n  "group" text not null,\n  last_name text not null,\n');
  t.match(migration, 'drop table "order";');
});

test('a migration comes after all that stand, whatever the clock says', async (t) => {
  const target = await project(join(t.testdir({}), 'service'));
  writeFileSync(join(target.path, 'migrations/2000000000000_later.sql'), '');
  const steps = (await growIn(target, { name: 'note', fields: 'a:integer', at }, true)) as Step[];
  t.equal(steps[0]?.path, 'migrations/2000000001000_create-notes.sql');
});

test('refuses in one line, and changes nothing', async (t) => {
  const target = await project(join(t.testdir({}), 'service'));
  const before = files(target.path);
  const cases: [answers: Growth['answers'], line: string][] = [
    [{ name: 'todo', fields: 'a:integer' }, 'there is a resource todos already'],
    [{ name: 'event', fields: 'a:integer' }, 'there is a table events already'],
    [{ name: 'notes', fields: 'a:integer' }, 'looks like a plural'],
    [{ name: 'note' }, 'a resource needs a field'],
    [{ name: 'note', fields: 'a' }, 'the field "a" must be name:type'],
    [{ name: 'note', fields: 'a:money' }, 'with one of string, text, integer'],
    [{ name: 'note', fields: 'a:constructor' }, 'must be name:type'],
    [{ name: 'note', fields: 'a:string a:text' }, 'there is a field "a" already'],
    [{ name: 'note', fields: 'createdAt:date' }, 'there is a field "createdAt" already'],
    [{ name: 'note', fields: 'a-b:string aB:string' }, 'there is a field "aB" already'],
    [{ name: '../note', fields: 'a:integer' }, 'must be letters and digits'],
    [{ name: 'note', fields: '{{a}}:integer' }, 'must be letters and digits'],
    [{ name: 'note', fields: 'a:integer', plural: '../../x' }, 'must be letters and digits'],
    [{ name: 'x'.repeat(31), fields: 'a:integer' }, 'has more than 30 characters'],
    [{ name: 'static', fields: 'a:integer' }, "is used by the service's own code"],
    [{ name: 'note', fields: 'a:integer', at: 'now' }, '"now" is no time'],
    [{ name: 'note', fields: 'a:integer', colour: 'red' }, "doesn't ask for colour"],
  ];
  for (const [answers, line] of cases) {
    const refused = await growIn(target, answers);
    t.match(refused, { problem: line });
    t.notMatch(refused, { problem: '\n' });
  }
  t.match(await growIn(target, { name: 'x' }, false, 'job'), {
    problem: `can't add "job"; it can add resource`,
  });
  t.strictSame(files(target.path), before);
});

test('a plopfile that breaks, or writes by itself, is refused', async (t) => {
  const root = t.testdir({
    broken: { 'plopfile.js': 'export default () => { throw new Error("broken\\nby its owner"); };' },
    writing: {
      'plopfile.js':
        'export default (plop) => plop.setGenerator("resource", { prompts: [], actions: [{ type: "append", path: "x", template: "y" }] });',
    },
    leaving: {
      'plopfile.js':
        'export default (plop) => plop.setGenerator("resource", { prompts: [], actions: [{ type: "add", path: "../x", template: "y" }] });',
    },
  });
  const refused = (name: string) => growIn(targetOf(join(root, name)), {});
  t.match(await refused('broken'), { problem: "plopfile.js can't be loaded: broken" });
  t.match(await refused('writing'), { problem: "an action that can't be planned (append)" });
  t.match(await refused('leaving'), { problem: '"../x" leaves the project' });
});
