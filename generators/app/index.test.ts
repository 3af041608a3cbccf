/** Tests the Yeoman generator: what it asks, how conflicts are settled, and that stopping leaves nothing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestAdapter } from '@yeoman/adapter/testing';
import { test } from 'tap';
import { inspectTarget, type Target } from '../commit.ts';
import type { Step } from '../plan.ts';
import { isProblem } from '../problem.ts';
import { runGenerator } from '../transaction.ts';
import App from './index.ts';

const targetOf = (path: string): Target => {
  const target = inspectTarget(path);
  if (isProblem(target)) throw new Error(target.problem);
  return target;
};
const answered = { name: 'notes', registry: 'localhost:32000', host: 'notes.localhost', ci: 'github' };

test('asks what is not answered, with defaults that follow the name', async (t) => {
  const target = targetOf(join(t.testdir({}), 'My Notes'));
  const adapter = new TestAdapter();
  const steps = await runGenerator(
    App,
    'app',
    { target, dryRun: false, ask: false },
    { given: { ci: 'none' } },
    adapter,
  );
  t.notOk(isProblem(steps));
  t.strictSame(
    adapter.calls.map(({ question, answer }) => [question.message, answer]),
    [
      ['Name of the service:', 'my-notes'],
      ['Registry for its image:', 'localhost:32000'],
      ['Host name it is reached by:', 'my-notes.localhost'],
    ],
  );
  t.equal(JSON.parse(readFileSync(join(target.path, 'package.json'), 'utf8')).name, 'my-notes');
  t.notOk(existsSync(join(target.path, '.yo-rc.json')));
  t.notOk(existsSync(join(target.path, '.github')));
});

test('each conflict is settled by its answer', async (t) => {
  const root = t.testdir({ 'README.md': 'mine', own: 'mine' });
  const settle = (action: string) =>
    runGenerator(
      App,
      'app',
      { target: targetOf(root), dryRun: false, ask: true },
      { given: answered },
      new TestAdapter({ mockedAnswers: { action } }),
    );
  const kept = (await settle('skip')) as Step[];
  t.match(
    kept.find(({ path }) => path === 'README.md'),
    { action: 'conflict', keep: true },
  );
  t.equal(readFileSync(join(root, 'README.md'), 'utf8'), 'mine');
  t.ok(existsSync(join(root, 'package.json')));

  const written = (await settle('write')) as Step[];
  t.match(
    written.find(({ path }) => path === 'README.md'),
    { action: 'conflict', keep: false },
  );
  t.notMatch(readFileSync(join(root, 'README.md'), 'utf8'), 'mine');
  t.equal(readFileSync(join(root, 'own'), 'utf8'), 'mine');
});

test('stopping at a conflict leaves everything as it was', async (t) => {
  const root = t.testdir({ 'README.md': 'mine' });
  const adapter = new TestAdapter({ mockedAnswers: { action: 'abort' } });
  const transaction = { target: targetOf(root), dryRun: false, ask: true };
  const stopped = await runGenerator(App, 'app', transaction, { given: answered }, adapter);
  t.strictSame(stopped, { problem: 'stopped; nothing was written' });
  t.strictSame(readdirSync(root), ['README.md']);
});

test('a plan alone asks nothing and writes nothing', async (t) => {
  const root = t.testdir({ 'README.md': 'mine' });
  const transaction = { target: targetOf(root), dryRun: true, ask: true };
  const steps = (await runGenerator(
    App,
    'app',
    transaction,
    { given: answered },
    new TestAdapter(),
  )) as Step[];
  t.match(
    steps.find(({ path }) => path === 'README.md'),
    { action: 'conflict' },
  );
  t.strictSame(readdirSync(root), ['README.md']);
});

test('a package.json that does not parse is a conflict like any other', async (t) => {
  const root = t.testdir({ 'package.json': '{ "name": ' });
  const adapter = new TestAdapter({ mockedAnswers: { action: 'write' } });
  const transaction = { target: targetOf(root), dryRun: false, ask: true };
  const steps = (await runGenerator(App, 'app', transaction, { given: answered }, adapter)) as Step[];
  t.match(
    steps.find(({ path }) => path === 'package.json'),
    { action: 'conflict', keep: false },
  );
  t.equal(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name, 'notes');
});
