/** What npm would publish: packed, installed elsewhere, and used from there. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'tap';
import { root, run } from '../run.ts';

test('the tarball scaffolds and audits, installed elsewhere', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-package-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));

  const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  t.equal(packed.code, 0, packed.stderr);
  const [tarball] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  t.ok(tarball, 'npm pack writes a tarball');

  const home = join(folder, 'elsewhere');
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{"name":"elsewhere","private":true}\n');
  const installed = await run('npm', ['install', '--no-audit', '--no-fund', join(folder, tarball ?? '')], {
    cwd: home,
  });
  t.equal(installed.code, 0, installed.stderr);
  const bin = join(home, 'node_modules/.bin/twelvefold');

  await t.test('code compiled on this machine stays here', async (t) => {
    const cache = join(root, 'dist/cache');
    await mkdir(cache, { recursive: true });
    await writeFile(join(cache, 'compiled'), '');
    const listed = await run('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], { cwd: root });
    const [{ files }] = JSON.parse(listed.stdout) as [{ files: { path: string }[] }];
    const paths = files.map(({ path }) => path);
    t.ok(paths.includes('dist/cli/main.js'));
    t.same(
      paths.filter((path) => path.startsWith('dist/cache')),
      [],
    );
  });

  await t.test('what it compiles it keeps beside itself, and takes in the next run', async (t) => {
    const cache = join(home, 'node_modules/twelvefold/dist/cache');
    const kept = async (): Promise<readonly string[]> => {
      const paths = await readdir(cache, { recursive: true });
      return paths.filter((path) => path.endsWith('.js')).sort();
    };
    const first = await run(bin, ['explain', 'config'], { cwd: home });
    const after = await kept();
    t.ok(after.some((path) => /explain-\w+\.js$/.test(path)));
    t.same(await run(bin, ['explain', 'config'], { cwd: home }), first);
    t.same(await kept(), after, 'for the same flags of V8');
  });

  await t.test('new', async (t) => {
    const made = await run(bin, ['new', 'parcel-tracker', '--yes', '--skip-install'], { cwd: home });
    t.equal(made.code, 0, made.stderr);
    for (const file of [
      'package.json',
      '.gitignore',
      '.npmrc',
      '.env.example',
      'src/server.ts',
      '.git/HEAD',
    ]) {
      t.ok(existsSync(join(home, 'parcel-tracker', file)), `${file} is there`);
    }
  });

  await t.test('audit', async (t) => {
    const audited = await run(bin, ['audit', 'parcel-tracker', '--format', 'json'], { cwd: home });
    t.equal(audited.code, 0, `${audited.stderr}\n${audited.stdout.slice(0, 4000)}`);
    const report = JSON.parse(audited.stdout) as { factors: { slug: string; outcome: string }[] };
    t.same(
      report.factors.filter(({ outcome }) => outcome !== 'met'),
      [],
      'every factor is met',
    );
    t.equal(report.factors.length, 12);
  });

  await t.test('explain', async (t) => {
    const explained = await run(bin, ['explain', 'disposability/graceful-stop'], { cwd: home });
    t.equal(explained.code, 0, explained.stderr);
    t.match(explained.stdout, /SIGTERM/);
  });
});
