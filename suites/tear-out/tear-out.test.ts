/** The todo domain is a guest: without its folders, its migration and its words, the rest of a service is whole. */
import { chmod, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { root, run } from '../run.ts';

async function succeeds(t: Test, cwd: string, command: string, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await run(command, args, { cwd });
  t.equal(code, 0, `${[command, ...args].join(' ')}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`);
}

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

/** Takes out what is of todos alone: nothing else is touched. */
async function tearOut(project: string): Promise<void> {
  const migrations = await readdir(join(project, 'migrations'));
  const browserTests = await readdir(join(project, 'test/browser'));
  for (const path of [
    'src/resources/todos',
    'public/todos',
    'test/chaos',
    ...migrations.filter((file) => file.endsWith('_create-todos.sql')).map((file) => `migrations/${file}`),
    ...browserTests.filter((file) => file.startsWith('todo')).map((file) => `test/browser/${file}`),
  ]) {
    await rm(join(project, path), { recursive: true });
  }
  const withoutLines = (pattern: RegExp) => (text: string) =>
    text
      .split('\n')
      .filter((line) => !pattern.test(line))
      .join('\n');
  for (const file of ['index.html', 'app.js']) {
    await rewrite(join(project, 'public', file), withoutLines(/\btodos\//));
  }
  for (const file of await readdir(join(project, 'locales'))) {
    await rewrite(join(project, 'locales', file), (text) => {
      const words = Object.entries(JSON.parse(text)).filter(([key]) => !key.startsWith('page.todos.'));
      return `${JSON.stringify(Object.fromEntries(words), null, 2)}\n`;
    });
  }
}

test('without todos the rest is whole', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-tear-out-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  // PostgreSQL doesn't run as root, and its account has to enter the folder.
  await chmod(folder, 0o755);
  const project = join(folder, 'parcel-tracker');
  const scaffold = ['--import', 'tsx', 'cli/main.ts', 'new', project, '--yes', '--skip-install', '--no-git'];
  await succeeds(t, root, process.execPath, ...scaffold);
  await symlink(join(root, 'template/node_modules'), join(project, 'node_modules'));

  await tearOut(project);
  // What is left of a list may fit into a line now.
  await succeeds(t, project, 'npx', 'biome', 'format', '--write', 'public');
  for (const script of ['lint', 'typecheck', 'build', 'test'])
    await succeeds(t, project, 'npm', 'run', script);
  const undeclared = ['biome', 'lint', '--only=correctness/noUndeclaredVariables', 'public'];
  await succeeds(t, project, 'npx', ...undeclared);

  const sources: string[] = [];
  for (const part of ['src', 'public', 'test']) {
    const files = await readdir(join(project, part), { recursive: true });
    sources.push(...files.filter((file) => /\.(ts|js|html)$/.test(file)).map((file) => join(part, file)));
  }
  t.ok(sources.length > 30);
  for (const file of sources) {
    const text = await readFile(join(project, file), 'utf8');
    t.notOk(/\/api\/todos|\btodos\/|(from|into|update) todos\b/.test(text), `${file} knows no todos`);
  }
});
