/** The scaffolded service in containers, by its own Dockerfile and compose files, with what a deploy has to bear. */
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'tap';
import { parse } from 'yaml';
import { root } from '../run.ts';
import { Compose, docker, freePort, inspect, must, startDocker, stop } from './docker.ts';
import { imagesOf, makeMissing } from './stand-ins.ts';
import { type Listener, until, Visitor } from './visitor.ts';

const name = 'parcel-tracker';
const withRegistry = ['--file', 'compose.yaml', '--file', 'compose.registry.yaml'];

test('containers', async (t) => {
  t.teardown(await startDocker());
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-containers-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  // What is mounted into a container is read by another account there.
  await chmod(folder, 0o755);
  const service = join(folder, name);
  await must('node', ['--import', 'tsx', 'cli/main.ts', 'new', service, '--yes', '--skip-install'], {
    cwd: root,
  });
  const images = await imagesOf(service);
  t.teardown(await makeMissing(images));

  const revision = (await must('git', ['rev-parse', 'HEAD'], { cwd: service })).trim();
  const release = `${revision.slice(0, 7)}-0123abcd`;
  const [web, mail] = [await freePort(), await freePort()];
  const url = `http://localhost:${web}`;
  const compose = new Compose(service, {
    COMPOSE_PROJECT_NAME: `${name}-${web}`,
    RELEASE: release,
    REVISION: revision,
    WEB_PORT: String(web),
    MAIL_PORT: String(mail),
    PUBLIC_URL: url,
  });
  const up = ['up', '--detach', '--scale', 'web=3'];

  await t.test('without secrets nothing starts; a command makes them, once', async (t) => {
    const refused = await compose.run('up', '--detach');
    t.not(refused.code, 0);
    t.match(refused.stderr, /run scripts\/compose-secrets\.sh/);
    const file = join(service, '.env');
    await writeFile(file, 'LOG_LEVEL=info');
    await must('npm', ['run', 'compose-secrets'], { cwd: service });
    const made = await readFile(file, 'utf8');
    t.match(made, /^LOG_LEVEL=info\nPOSTGRES_PASSWORD=[\da-f]{48}\n$/);
    t.equal((await stat(file)).mode & 0o777, 0o600);
    await must('npm', ['run', 'compose-secrets'], { cwd: service });
    t.equal(await readFile(file, 'utf8'), made);
    t.equal(await must('git', ['status', '--porcelain'], { cwd: service }), '', 'git sees none of it');
  });

  await t.test('one image for all, by the release', async (t) => {
    await compose.must('build');
    const [image] = await inspect(`${name}:${release}`);
    t.match(image.Config, {
      User: '1000:1000',
      Cmd: ['node', 'dist/server.js'],
      Labels: {
        'org.opencontainers.image.version': release,
        'org.opencontainers.image.revision': revision,
      },
    });
    const listed = await docker('run', '--rm', `${name}:${release}`, 'ls', '-A', '.');
    t.same(listed.stdout.split('\n').filter(Boolean).sort(), [
      'compiled',
      'dist',
      'locales',
      'migrations',
      'node_modules',
      'package.json',
      'public',
    ]);
    const tools = await docker(
      'run',
      '--rm',
      `${name}:${release}`,
      'sh',
      '-c',
      'command -v npm npx corepack yarn',
    );
    t.equal(tools.stdout, '', 'nothing that installs is in it');
    const mb = (bytes: number) => Math.round(bytes / 1e6);
    const [base] = await inspect(images.find((one) => one.startsWith('node:')) ?? '');
    t.comment(`on top of the base image: ${mb(image.Size - base.Size)} MB`);
  });

  t.teardown(async () => {
    await compose.run(...withRegistry, 'down', '--volumes', '--remove-orphans');
    const ours = ['--filter', `label=org.opencontainers.image.title=${name}`];
    const images = await must('docker', ['images', '--quiet', '--no-trunc', ...ours]);
    await docker('rmi', '--force', ...new Set(images.split('\n').filter((id) => id !== '')));
  });

  await t.test('the migrations end before web starts', async (t) => {
    await compose.must(...up);
    const [migrate] = await inspect(await compose.id('migrate'));
    t.equal(migrate.State.ExitCode, 0);
    const others = await inspect(...(await compose.ids('web', 'worker')));
    t.equal(others.length, 4);
    for (const { Name, State } of others) {
      t.ok(Date.parse(State.StartedAt) > Date.parse(migrate.State.FinishedAt), `${Name} came later`);
    }
    await until('the proxy', async () => (await fetch(`${url}/readyz`)).ok);
  });

  const visitor = await Visitor.register(url, `http://127.0.0.1:${mail}`);
  const listeners: Listener[] = [];
  t.teardown(() => {
    for (const listener of listeners) listener.close();
  });

  await t.test('three processes behind the proxy, and a todo of one is heard on the others', async (t) => {
    const replicas = (await visitor.request('/api/replicas')).body as { peers: unknown[] };
    t.equal(replicas.peers.length, 3);
    await until('a connection to each', async () => {
      listeners.push(await visitor.listen());
      return new Set(listeners.map(({ process }) => process)).size === 3;
    });
    const id = await visitor.addTodo('Heard everywhere');
    for (const { process, events } of listeners) {
      await until(`the event on ${process}`, async () => events.some((event) => event.id === id), 10_000);
    }
  });

  await t.test('metrics are told inside, and lead nowhere from outside', async (t) => {
    const ask = "fetch('http://127.0.0.1:9464/metrics').then((r) => r.text()).then(console.log)";
    for (const id of await compose.ids('web', 'worker')) {
      t.match((await docker('exec', id, 'node', '-e', ask)).stdout, /^# HELP /m);
      t.equal((await docker('port', id)).stdout, '', 'nothing of it is published');
    }
    t.equal((await fetch(`${url}/metrics`)).status, 404, 'the proxy does not lead there');
  });

  await t.test('not root, no rights, nothing to write to', async (t) => {
    for (const id of await compose.ids('web', 'worker')) {
      const status = (await docker('exec', id, 'cat', '/proc/1/status')).stdout;
      const command = (await docker('exec', id, 'cat', '/proc/1/cmdline')).stdout;
      t.match(command, /^node\0dist\/(server|worker)\.js\0$/, 'PID 1 is no shell and no npm');
      t.match(status, /^Uid:\t1000\t1000\t1000\t1000$/m);
      t.match(status, /^CapEff:\t0+$/m);
      t.match(status, /^NoNewPrivs:\t1$/m);
      const write = await docker('exec', id, 'node', '-e', 'fs.writeFileSync(process.cwd() + "/x", "")');
      t.match(write.stderr, /EROFS/);
    }
    for (const id of await compose.ids('web', 'worker', 'migrate')) {
      t.equal((await docker('diff', id)).stdout, '', 'nothing was written');
    }
  });

  await t.test('nothing is written where it could be, and the image knows its own health', async (t) => {
    for (const type of ['web', 'worker']) {
      const [{ Config, HostConfig }] = await inspect((await compose.ids(type))[0] ?? '');
      const env = Config.Env.flatMap((variable: string) => ['--env', variable]);
      const args = [
        '--detach',
        '--network',
        HostConfig.NetworkMode,
        ...env,
        `${name}:${release}`,
        ...Config.Cmd,
      ];
      const id = (await must('docker', ['run', ...args])).trim();
      t.teardown(() => docker('rm', '--force', '--volumes', id));
      await until('health', async () => (await inspect(id))[0].State.Health.Status === 'healthy');
      t.equal((await docker('diff', id)).stdout, '', type);
      t.match(await stop(id), { code: 0 });
    }
  });

  await t.test('a process that stops fails no request', async (t) => {
    const [id = ''] = await compose.ids('web');
    let stopped: Awaited<ReturnType<typeof stop>> | undefined;
    const stopping = stop(id).then((how) => {
      stopped = how;
    });
    const statuses = new Map<number, number>();
    while (!stopped) {
      const { status } = await visitor.request('/api/todos');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    await stopping;
    t.same([...statuses.keys()], [200], `${statuses.get(200)} requests`);
    await must('docker', ['start', id]);
  });

  await t.test('PostgreSQL is killed and comes back', async (t) => {
    const postgres = await compose.id('postgres');
    const before = await inspect(...(await compose.ids('web', 'worker')));
    await must('docker', ['kill', postgres]);
    await until('the proxy to have nobody', async () => (await fetch(`${url}/readyz`)).status === 503);
    await must('docker', ['start', postgres]);
    await until('the service', async () => (await fetch(`${url}/readyz`)).ok);
    const listener = await visitor.listen();
    listeners.push(listener);
    const id = await until('a todo', () => visitor.addTodo('After the fall'));
    await until('its event', async () => listener.events.some((event) => event.id === id));
    t.equal(await visitor.countTodos(), 2, 'what was there before is there');
    for (const { Id, Name, State } of before) {
      const [now] = await inspect(Id);
      t.equal(now.State.Pid, State.Pid, `${Name} never ended`);
    }
  });

  await t.test('a migration that fails leaves the release before as it was', async (t) => {
    const migration = join(service, 'migrations/9000000000000_fail.sql');
    await writeFile(migration, '-- Up Migration\nselect 1 / 0;\n-- Down Migration\n');
    const before = await compose.ids('web', 'worker');
    const broken = new Compose(service, { ...compose.env, RELEASE: 'broken' });
    const started = await broken.run(...up, '--build');
    t.not(started.code, 0);
    const [migrate] = await inspect(await compose.id('migrate'));
    t.equal(migrate.State.ExitCode, 1);
    t.match(await must('docker', ['logs', migrate.Id]), /division by zero/);
    t.same((await compose.ids('web', 'worker')).sort(), [...before].sort());
    for (const { Config, State } of await inspect(...before)) {
      t.match({ Config, State }, { Config: { Image: `${name}:${release}` }, State: { Running: true } });
    }
    t.equal((await visitor.request('/api/todos')).status, 200);
    await rm(migration);
    await docker('rmi', '--force', `${name}:broken`);
  });

  await t.test('what the cluster dumps every night is restored as docs/deploy.md says', async (t) => {
    const file = await readFile(join(service, 'k8s/overlays/microk8s/backup-cronjob.yaml'), 'utf8');
    const { spec: pod } = parse(file).spec.jobTemplate.spec.template;
    const [{ image, command, volumeMounts }] = pod.containers;
    const { runAsUser: user, runAsGroup: group } = pod.securityContext;
    const postgres = await compose.id('postgres');
    const [{ HostConfig }] = await inspect(postgres);
    const [{ Config }] = await inspect(...(await compose.ids('worker')));
    const databaseUrl = Config.Env.find((one: string) => one.startsWith('DATABASE_URL='));
    const volume = `${name}-${web}-backups`;
    await must('docker', ['volume', 'create', volume]);
    t.teardown(() => docker('volume', 'rm', volume));
    const mount = `${volume}:${volumeMounts[0].mountPath}`;
    const once = (...args: string[]) => must('docker', ['run', '--rm', '--volume', mount, ...args]);
    // What fsGroup does.
    await once('--user', '0', image, 'chown', `${user}:${group}`, volumeMounts[0].mountPath);
    const rights = ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
    const where = ['--network', HostConfig.NetworkMode, '--env', databaseUrl, '--user', `${user}:${group}`];
    const rows = () =>
      must('docker', [
        'exec',
        postgres,
        'psql',
        '-U',
        'parcel_tracker',
        '-At',
        '-c',
        'table todos',
        '-c',
        'table accounts',
      ]);

    const before = await rows();
    await once(...rights, ...where, image, ...command);
    const dump = (await once(image, 'sh', '-c', 'ls /backups/*')).trim();
    t.match(dump, /^\/backups\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.dump$/, 'one, and whole');
    await must('docker', [
      ...['exec', postgres, 'psql', '-U', 'parcel_tracker'],
      ...[
        '-c',
        'delete from accounts',
        '-c',
        'drop table events',
        '-c',
        'drop schema graphile_worker cascade',
      ],
    ]);
    t.not(await rows(), before);
    const writers = await compose.ids('web', 'worker');
    await must('docker', ['stop', ...writers]);
    const docs = await readFile(join(service, 'docs/deploy.md'), 'utf8');
    const restore = /^ {2}(pg_restore .+) \/backups\/\S+$/m.exec(docs)?.[1];
    const over = `docker run --rm --volume ${mount} ${image} cat ${dump} | docker exec -i ${postgres} ${restore}`;
    await must('sh', ['-c', over]);
    t.equal(await rows(), before);
    await must('docker', ['start', ...writers]);
    await until('the service', async () => (await fetch(`${url}/readyz`)).ok);
    t.equal(await visitor.countTodos(), 2);
  });

  await t.test('what a registry took is run by the digest that it gave', async (t) => {
    await compose.must(...withRegistry, 'up', '--detach', 'registry');
    await until('the registry', async () => (await fetch('http://127.0.0.1:32000/v2/')).ok);
    await compose.must(...withRegistry, 'build');
    await compose.must(...withRegistry, 'push');
    const image = `localhost:32000/${name}`;
    const [{ RepoDigests }] = await inspect(`${image}:${release}`);
    const digest = RepoDigests.find((one: string) => one.startsWith(`${image}@`))?.slice(image.length + 1);
    t.match(digest, /^sha256:/);
    for (const listener of listeners.splice(0)) listener.close();
    await compose.must('rm', '--stop', '--force', 'proxy', 'web', 'worker', 'migrate');
    await must('docker', ['rmi', `${image}:${release}`, `${name}:${release}`]);

    const pinned = new Compose(service, { ...compose.env, RELEASE: `${release}@${digest}` });
    await pinned.must(...withRegistry, 'pull', 'migrate', 'web', 'worker');
    await pinned.must(...withRegistry, ...up, '--no-build');
    const containers = await inspect(...(await compose.ids('web', 'worker', 'migrate')));
    t.equal(containers.length, 5);
    for (const { Config } of containers) t.equal(Config.Image, `${image}:${release}@${digest}`);
    t.equal(containers[0].Config.Labels['org.opencontainers.image.version'], release);
    await until('the proxy', async () => (await fetch(`${url}/readyz`)).ok);
    t.equal(await visitor.countTodos(), 2);
  });

  await t.test('everything stops within 5 s, with 0', async (t) => {
    listeners.push(await visitor.listen());
    for (const part of ['proxy', 'web', 'worker', 'mail', 'postgres']) {
      for (const { name, code, ms } of await Promise.all((await compose.ids(part)).map(stop))) {
        t.equal(code, 0, name);
        t.ok(ms < 5000, `${name} took ${ms} ms`);
      }
    }
  });
});
