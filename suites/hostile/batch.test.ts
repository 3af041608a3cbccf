/** Many targets at once: the same reports as one after another, in their order, whatever happens to one of them. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Report } from '../../checks/engine/report.ts';
import { type Finished, root, run } from '../run.ts';

const program = join(root, 'dist/cli/main.js');
const examples = join(root, 'examples');
const broken = readdirSync(examples).filter((name) => name.startsWith('broken-'));

const audit = (targets: readonly string[], flags: readonly string[], env = process.env): Promise<Finished> =>
  run(process.execPath, [program, 'audit', ...flags, ...targets], { cwd: examples, env });
const reportsOf = ({ stdout }: Finished): readonly Report[] => JSON.parse(stdout);

t.test('the same bytes in every format, and one that is not there is told in both', async (t) => {
  t.ok(broken.length > 5, 'in many languages');
  const targets = [...broken.slice(0, 3), 'nowhere', ...broken.slice(3)];
  for (const format of ['json', 'text', 'sarif']) {
    const alone = await audit(targets, ['--format', format]);
    t.equal(alone.code, 2);
    t.equal(alone.stderr, 'twelvefold: nowhere is not there.\n');
    t.same(await audit(targets, ['--format', format, '--jobs', '2']), alone, format);
  }
});

t.test('what was audited before leaves no trace', async (t) => {
  const flags = ['--format', 'json'];
  const there = reportsOf(await audit(broken, flags));
  const back = reportsOf(await audit([...broken].reverse(), [...flags, '--jobs', '3']));
  t.same([...back].reverse(), there);
  for (const [index, target] of broken.entries())
    t.same(JSON.parse((await audit([target], flags)).stdout), there[index], `${target} alone`);
});

/** Runs in each process of a batch before the program does: `what` happens there when the one target's turn comes. */
function interfering(t: Test, what: string): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-batch-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const script = join(folder, 'interfere.cjs');
  // Who listens before the program does takes its first message away.
  writeFileSync(
    script,
    `process.on('newListener', function listen(event) {
      if (event !== 'message') return;
      process.off('newListener', listen);
      process.on('message', ({ target }) => { if (target === 'every-factor-broken') { ${what} } });
    });`,
  );
  return { ...process.env, NODE_OPTIONS: `--require=${script}` };
}

t.test('a process that is killed, or hangs for ever, costs its own target', async (t) => {
  const whole = await audit(broken, ['--format', 'json', '--jobs', '2']);
  t.equal(whole.code, 1);
  for (const { what, flags, told } of [
    { what: "process.kill(process.pid, 'SIGKILL');", flags: [], told: 'its process ended by signal SIGKILL' },
    {
      what: 'for (;;);',
      // Far more than any of the others needs.
      flags: ['--timeout', '60'],
      told: 'it had not ended after 60 s, see --timeout',
    },
  ]) {
    const hit = await audit(
      [...broken.slice(0, 4), 'every-factor-broken', ...broken.slice(4)],
      ['--format', 'json', '--jobs', '2', ...flags],
      interfering(t, what),
    );
    t.same(hit, {
      code: 3,
      stdout: whole.stdout,
      stderr: `twelvefold: every-factor-broken could not be audited: ${told}.\n`,
    });
  }
});

t.test('a single target that hangs is given up where that was asked for', async (t) => {
  const hit = await audit(['every-factor-broken'], ['--timeout', '2'], interfering(t, 'for (;;);'));
  t.same(hit, {
    code: 3,
    stdout: '',
    stderr:
      'twelvefold: every-factor-broken could not be audited: it had not ended after 2 s, see --timeout.\n',
  });
});
