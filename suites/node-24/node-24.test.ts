/** The current LTS: the fast tests and the template's own, under the Node 24 that npm's `node` package brings. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'tap';
import { type Finished, root, run } from '../run.ts';

/** What a test run says of the tests that failed. */
const failures = ({ stdout, stderr }: Finished): string => {
  const lines = stdout.split('\n');
  const first = lines.findIndex((line) => /^\s*not ok /.test(line));
  return [...lines.slice(Math.max(first, 0), first + 40), stderr.slice(-2000)].join('\n');
};

test('everything works under Node 24', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-node-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const installed = await run('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, 'node@24'], {
    cwd: folder,
  });
  t.equal(installed.code, 0, installed.stderr);
  const env = { ...process.env, PATH: `${join(folder, 'node_modules/node/bin')}:${process.env.PATH}` };

  const version = await run('node', ['--version'], { env });
  t.match(version.stdout, /^v24\./, 'the right Node comes first');
  const fast = await run('npm', ['test'], { cwd: root, env });
  t.equal(fast.code, 0, failures(fast));
  const template = await run('npm', ['test'], { cwd: join(root, 'template'), env });
  t.equal(template.code, 0, failures(template));
  const built = await run('npm', ['run', 'build'], { cwd: root, env });
  t.equal(built.code, 0, built.stderr);
  const audited = await run('node', ['dist/cli/main.js', 'audit', 'examples/notes-service'], {
    cwd: root,
    env,
  });
  t.equal(audited.code, 0, `${audited.stdout}\n${audited.stderr}`);
});
