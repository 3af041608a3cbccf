/** The README's commands for one machine, as they stand there: from `new` by way of a release to the stack, and a restore. */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'tap';
import { parse } from 'yaml';
import { buildTools, kubectl } from '../manifests/tools.ts';
import { root, run } from '../run.ts';
import { docker, freePort, inspect, must, startDocker } from './docker.ts';
import { Shell } from './shell.ts';
import { imagesOf, makeMissing } from './stand-ins.ts';
import { until, Visitor } from './visitor.ts';

const name = 'night-watch';

/** The commands of a section of a Markdown text, a fenced block each. */
function blocksOf(markdown: string, heading: string): string[] {
  const section = markdown.split(`\n${heading}\n`)[1]?.split(/\n#{1,6} /)[0] ?? '';
  return [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

/** A folder for the PATH: `kubectl`, and `docker compose` where only `docker-compose` is there. */
async function programs(folder: string): Promise<string> {
  await mkdir(folder);
  const script = (file: string, text: string) =>
    writeFile(join(folder, file), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  await script('kubectl', `exec ${kubectl} "$@"`);
  if ((await docker('compose', 'version')).code !== 0) {
    const real = (await must('sh', ['-c', 'command -v docker'])).trim();
    await script('docker', `[ "$1" != compose ] || { shift; exec docker-compose "$@"; }\nexec ${real} "$@"`);
  }
  return folder;
}

test('the README, on one machine', async (t) => {
  await buildTools();
  t.teardown(await startDocker());
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-readme-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  // What is mounted into a container is read by another account there.
  await chmod(folder, 0o755);
  const service = join(folder, name);
  await must('node', ['--import', 'tsx', 'cli/main.ts', 'new', service, '--yes'], { cwd: root });
  t.teardown(await makeMissing(await imagesOf(service)));

  const [web, mail] = [await freePort(), await freePort()];
  const url = `http://localhost:${web}`;
  // The ports of the README may be taken here; it says by which variables others are chosen.
  const readme = (await readFile(join(service, 'README.md'), 'utf8')).replaceAll(
    'http://localhost:3000',
    url,
  );
  const [first, release, push, pinned, backUp, restore, ...others] = blocksOf(
    readme,
    '### On one machine, by compose',
  ) as [string, string, string, string, string, string];
  t.strictSame(others, [], 'all of them are run here');

  const shell = new Shell(service, {
    PATH: `${await programs(join(folder, 'bin'))}${delimiter}${process.env.PATH}`,
    COMPOSE_PROJECT_NAME: `${name}-${web}`,
    WEB_PORT: String(web),
    MAIL_PORT: String(mail),
    PUBLIC_URL: url,
  });
  t.teardown(async () => {
    await shell.run('docker compose down --volumes --remove-orphans --timeout 20');
    shell.end();
    const ours = ['--filter', `label=org.opencontainers.image.title=${name}`];
    const images = await must('docker', ['images', '--quiet', '--no-trunc', ...ours]);
    await docker('rmi', '--force', ...new Set(images.split('\n').filter((id) => id !== '')));
  });
  const running = async () => {
    const ids = (await shell.run('docker compose ps --quiet web')).split('\n').filter((id) => id !== '');
    return inspect(...ids);
  };
  const imageOfAll = async () => [...new Set((await running()).map(({ Config }) => Config.Image))];

  await t.test('the stack', async (t) => {
    await shell.run(first);
    t.strictSame(await imageOfAll(), [`${name}:unreleased`]);
    t.match(await (await fetch(url)).text(), /<title>Night Watch<\/title>/);
  });
  const visitor = await Visitor.register(url, `http://127.0.0.1:${mail}`);

  let image = '';
  await t.test('a release of it', async (t) => {
    await shell.run(release);
    const commit = (await must('git', ['rev-parse', 'HEAD'], { cwd: service })).trim();
    const [entry] = (await must('npm', ['run', '-s', 'releases'], { cwd: service })).split('\n');
    const id = /released\s+(\S+)/.exec(entry ?? '')?.[1] ?? '';
    t.match(id, new RegExp(`^${commit.slice(0, 7)}\\w*-[0-9a-f]{8}$`));
    image = `localhost:32000/${name}:${id}`;
    t.strictSame(await imageOfAll(), [image]);
    for (const { Config } of await running()) {
      t.match(Config.Labels, {
        'org.opencontainers.image.version': id,
        'org.opencontainers.image.revision': commit,
      });
    }
    const { peers } = (await visitor.request('/api/replicas')).body as { peers: unknown[] };
    t.equal(peers.length, 3, 'three web processes behind the proxy');
    t.equal(await must('git', ['status', '--porcelain'], { cwd: service }), '', 'git sees none of it');
  });

  await t.test('pushed, and run by the digest that the registry gave', async (t) => {
    const digest = /^localhost:32000\/night-watch@(sha256:[0-9a-f]{64})$/m.exec(await shell.run(push))?.[1];
    const answer = await fetch(`http://127.0.0.1:32000/v2/${name}/manifests/${image.split(':').at(-1)}`, {
      method: 'HEAD',
      headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
    });
    t.equal(answer.headers.get('docker-content-digest'), digest);
    await shell.run(pinned);
    t.strictSame(await imageOfAll(), [`${image}@${digest}`]);
  });

  await t.test('backed up, lost, and restored', async (t) => {
    const kept = await visitor.addTodo('Before the dump');
    const tables = () =>
      shell.run(
        `docker compose exec -T postgres psql -U night_watch -At -c 'select id, title, version from todos order by id' -c 'select id, email from accounts order by id' -c 'select count(*) from graphile_worker.migrations'`,
      );
    await shell.run(backUp);
    const before = await tables();
    t.match(before, kept);
    await shell.run(
      `docker compose exec -T postgres psql -U night_watch -c 'delete from accounts' -c 'drop table events'`,
    );
    t.equal((await visitor.request('/api/todos')).status, 401, 'nothing is left');
    await shell.run(restore);
    t.equal(await tables(), before);
    t.equal(
      await must('git', ['status', '--porcelain'], { cwd: service }),
      '',
      'a dump is nothing to commit',
    );
    await shell.run(`curl --fail --retry 20 --retry-all-errors ${url}/readyz`);
    await visitor.addTodo('After it');
    t.equal(await visitor.countTodos(), 2);
  });

  await t.test('the tests, on the PostgreSQL of the pipeline', async (t) => {
    const { check } = parse(await readFile(join(service, '.github/workflows/ci.yml'), 'utf8')).jobs;
    const { image, env } = check.services.postgres;
    const port = String(await freePort());
    const variables = Object.entries(env).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]);
    const publish = ['--publish', `127.0.0.1:${port}:5432`];
    const id = (await must('docker', ['run', '--detach', ...publish, ...variables, image])).trim();
    t.teardown(() => docker('rm', '--force', '--volumes', id));
    await until(
      'PostgreSQL',
      async () => (await docker('exec', id, 'pg_isready', '-h', '127.0.0.1')).code === 0,
    );
    const TEST_DATABASE_URL = check.env.TEST_DATABASE_URL.replace(':5432', `:${port}`);
    const test = () =>
      run('npm', ['test', '--', 'src/replicas/replicas.test.ts'], {
        cwd: service,
        env: { ...process.env, TEST_DATABASE_URL },
      });
    const { code, stdout } = await test();
    t.equal(code, 0, stdout.slice(-4000));
    t.match(stdout, /^ok 1 - src\/replicas/m);
    await must('docker', ['stop', id]);
    t.not((await test()).code, 0, 'there is no other one that it would take');
  });
});
