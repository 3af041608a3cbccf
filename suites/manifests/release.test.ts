/** Release, deploy and rollback in a repository made for it, against stand-ins for docker and kubectl. */
import { spawnSync } from 'node:child_process';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { parseAllDocuments } from 'yaml';
import { type Finished, root, run } from '../run.ts';
import type { Manifest } from './cross-check.ts';
import { buildTools, kubectl } from './tools.ts';

interface Call {
  program: string;
  args: string[];
  stdin: string;
}
const digest = `sha256:${'ab'.repeat(32)}`;
const wellAnswers = {
  migration: 'Complete',
  rollout: 'succeeds',
  secrets: ['database', 'mail'],
  addons: ['dns'],
  microk8s: 'there',
};

/** A scaffolded service in a git repository, with stand-ins first on its path. */
async function project(t: Test) {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-release-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const cwd = join(folder, 'parcel-tracker');
  const state = join(folder, 'state');
  const flags = ['--registry', 'ghcr.io/acme', '--host', 'parcels.example.org', '--skip-install', '--yes'];
  const made = await run(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'new', cwd, ...flags]);
  if (made.code !== 0) throw new Error(made.stderr);
  await symlink(join(root, 'template/node_modules'), join(cwd, 'node_modules'));
  await appendFile(join(cwd, '.git/info/exclude'), 'node_modules\n');
  await mkdir(state);
  const standIn = join(root, 'suites/manifests/stand-in.js');
  for (const program of ['kubectl', 'docker', 'microk8s']) {
    // Not under tap, which would load itself into each.
    const lines = ['#!/bin/sh', 'unset NODE_OPTIONS', `exec node "${standIn}" ${program} "$@"`, ''];
    await writeFile(join(state, program), lines.join('\n'), { mode: 0o755 });
  }
  const env = {
    ...process.env,
    PATH: `${state}:${process.env.PATH}`,
    STATE: state,
    KUBECTL_ITSELF: kubectl,
    SMTP_URL: 'smtp://mail.example.org:587',
  };
  const calls = async (): Promise<Call[]> => {
    const text = await readFile(join(state, 'calls.jsonl'), 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  };
  const git = (...args: string[]): Promise<Finished> =>
    run('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd });
  return {
    cwd,
    ledger: join(cwd, '.releases/ledger.jsonl'),
    git,
    /** Runs a script; resolves with what it said and the calls that it made. */
    async npm(script: string, args: string[] = [], answers: Partial<typeof wellAnswers> = {}) {
      await writeFile(join(state, 'answers.json'), JSON.stringify({ ...wellAnswers, ...answers }));
      const before = (await calls()).length;
      const finished = await run('npm', ['run', '-s', script, '--', ...args], { cwd, env });
      return { ...finished, calls: (await calls()).slice(before) };
    },
    async changeConfig(level: string) {
      const file = join(cwd, 'k8s/base/kustomization.yaml');
      await writeFile(file, (await readFile(file, 'utf8')).replace(/LOG_LEVEL=\w+/, `LOG_LEVEL=${level}`));
      await git('commit', '--all', '--message', `Log ${level}`);
    },
  };
}

const manifestsIn = ({ stdin }: Call): Manifest[] =>
  parseAllDocuments(stdin).map((document) => document.toJS());
const applied = (calls: readonly Call[]): Manifest[][] =>
  calls.filter(({ args }) => args[0] === 'apply').map(manifestsIn);
const kindsOf = (manifests: readonly Manifest[] = []): string[] => [
  ...new Set(manifests.map(({ kind }) => kind)),
];
const imagesOf = (manifests: readonly Manifest[] = []): string[] => [
  ...new Set(JSON.stringify(manifests).match(/ghcr\.io\/acme\/[^"]*/g)),
];

test('release, deploy, rollback', async (t) => {
  await buildTools();
  const service = await project(t);
  const { npm } = service;

  await t.test('a tree that is not committed is no release', async (t) => {
    await writeFile(join(service.cwd, 'note.txt'), 'x');
    const { code, stderr, calls } = await npm('release');
    t.equal(code, 1);
    t.match(stderr, /not committed:\n\?\? note\.txt/);
    t.strictSame(calls, [], 'nothing was built');
    await rm(join(service.cwd, 'note.txt'));
  });

  let first = '';
  await t.test('a release is an image and one file of manifests', async (t) => {
    const { code, stdout, stderr, calls } = await npm('release');
    t.equal(code, 0, stderr);
    first = stdout.trim();
    t.match(stderr, /^build/m, 'what is shown on the way is not on stdout');
    const commit = (await service.git('rev-parse', 'HEAD')).stdout.trim();
    const [, short = '-', config] = /^([0-9a-f]{7,})-([0-9a-f]{8})$/.exec(first) ?? [];
    t.ok(commit.startsWith(short) && config, `${first} names the commit and a hash of the configuration`);
    const build = calls.find(({ program }) => program === 'docker')?.args ?? [];
    t.strictSame(build.slice(0, -1), [
      'build',
      '--build-arg',
      `VERSION=${first}`,
      '--build-arg',
      `REVISION=${commit}`,
      '--tag',
      `ghcr.io/acme/parcel-tracker:${first}`,
    ]);
    const file = join(service.cwd, '.releases', `${first}.yaml`);
    t.equal((await stat(file)).mode & 0o222, 0, 'nobody may write to it');
    const manifests = manifestsIn({ program: '', args: [], stdin: await readFile(file, 'utf8') });
    t.strictSame(imagesOf(manifests), [`ghcr.io/acme/parcel-tracker:${first}`]);
    t.equal(manifests.find(({ kind }) => kind === 'Job').metadata.name, `migrate-${first}`);
    t.equal((await service.git('status', '--porcelain')).stdout, '', 'the repository is as it was');

    const again = await npm('release');
    t.equal(again.stdout.trim(), first);
    t.notOk(
      again.calls.some(({ program }) => program === 'docker'),
      'what is released is not built again',
    );
  });

  await t.test('a missing Secret is said before anything starts', async (t) => {
    const { code, stderr, calls } = await npm('deploy', [], { secrets: ['database'] });
    t.equal(code, 1);
    t.match(stderr, /no Secret mail: npm run cluster-secrets/);
    t.notOk(
      applied(calls)
        .flat()
        .some(({ kind }) => ['Job', 'Deployment'].includes(kind)),
    );
  });

  await t.test('a failed migration rolls nothing out, and its log is shown', async (t) => {
    const { code, stderr, calls } = await npm('deploy', [], { migration: 'Failed' });
    t.equal(code, 1);
    t.match(stderr, /job\/migrate-\S+ failed: as told/);
    t.match(stderr, /relation "todos" already exists/);
    t.notOk(
      applied(calls)
        .flat()
        .some(({ kind }) => ['Deployment', 'CronJob', 'Ingress'].includes(kind)),
    );
  });

  await t.test('a deploy migrates to the end, and only then rolls out', async (t) => {
    const { code, stderr, calls } = await npm('deploy');
    t.equal(code, 0, stderr);
    const verbs = calls.map(({ args }) => args.filter((word) => !word.startsWith('-')).join(' '));
    const at = (pattern: RegExp): number => verbs.findIndex((verb) => pattern.test(verb));
    t.ok(at(/delete job/) >= 0, 'the Job that failed is gone first');
    const [needed, job, rest, ...more] = applied(calls);
    t.strictSame(more, []);
    t.strictSame(kindsOf(job), ['Job']);
    t.notOk(kindsOf(needed).some((kind) => ['Deployment', 'Job', 'Ingress'].includes(kind)));
    t.ok(['Deployment', 'Ingress', 'CronJob'].every((kind) => kindsOf(rest).includes(kind)));
    const jobAt = calls.findIndex((call) => call.stdin.includes('kind: Job\n'));
    const rolledOut = calls.findIndex((call) => call.stdin.includes('kind: Deployment\n'));
    t.ok(at(/rollout status statefulset\/postgres/) < jobAt, 'the database is there before the migrations');
    t.ok(verbs.slice(jobAt, rolledOut).filter((verb) => /get job/.test(verb)).length >= 2, 'it is watched');
    for (const name of ['web', 'worker'])
      t.ok(verbs.slice(rolledOut).some((verb) => verb.includes(`rollout status deployment/${name}`)));
    const images = imagesOf([...(job ?? []), ...(rest ?? [])]);
    t.strictSame(images, [`ghcr.io/acme/parcel-tracker:${first}@${digest}`], 'by the digest of the registry');
    t.notOk(
      calls.some(({ args }) => args[0] === 'push'),
      'it was pushed before, by the deploy that failed',
    );
  });

  let second = '';
  await t.test('a change of the configuration is another release', async (t) => {
    await service.changeConfig('debug');
    second = (await npm('release')).stdout.trim().split('\n').at(-1) ?? '';
    t.not(second.split('-')[1], first.split('-')[1]);
  });

  await t.test('a roll-out that fails can be rolled back to the release before', async (t) => {
    t.equal((await npm('deploy', [second], { rollout: 'fails' })).code, 1);
    const { code, stderr, calls } = await npm('rollback');
    t.equal(code, 0, stderr);
    t.strictSame(imagesOf(applied(calls).flat()), [`ghcr.io/acme/parcel-tracker:${first}@${digest}`]);
    t.notOk(
      applied(calls)
        .flat()
        .some(({ kind }) => kind === 'Job'),
      'the schema stays',
    );
    const further = await npm('rollback');
    t.equal(further.code, 1);
    t.match(further.stderr, /no release was deployed to microk8s before/);
  });

  await t.test('the ledger tells it all, and only grows', async (t) => {
    const text = await readFile(service.ledger, 'utf8');
    const events = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).event);
    t.strictSame(events, [
      'released',
      'pushed',
      'failed',
      'failed',
      'rollout',
      'deployed',
      'released',
      'pushed',
      'rollout',
      'failed',
      'rollout',
      'deployed',
    ]);
    const { stdout } = await npm('releases');
    t.equal(stdout.trim().split('\n').length, events.length + 1);
    t.match(stdout, new RegExp(`microk8s runs ${first}\n$`));
    await npm('deploy', [first]);
    t.ok((await readFile(service.ledger, 'utf8')).startsWith(text));
  });

  await t.test('releases at the same time wait for each other', async (t) => {
    await service.changeConfig('warn');
    const before = (await readFile(service.ledger, 'utf8')).trim().split('\n').length;
    const all = await Promise.all([npm('release'), npm('release'), npm('release')]);
    t.strictSame(
      all.map(({ code }) => code),
      [0, 0, 0],
    );
    t.equal(new Set(all.map(({ stdout }) => stdout.trim().split('\n').at(-1))).size, 1, 'all name the same');
    t.match(all.map(({ stderr }) => stderr).join(''), /waiting for process \d+ on/);
    const lines = (await readFile(service.ledger, 'utf8')).trim().split('\n');
    t.equal(lines.length, before + 1, 'it was made once');

    const lock = join(service.cwd, '.releases/lock');
    const { pid } = spawnSync('true');
    await writeFile(lock, `process ${pid} on ${hostname()}`);
    const after = await npm('release');
    t.equal(after.code, 1);
    t.match(after.stderr, /ended without an end, look at npm run releases, then remove/);
    await rm(lock);
  });

  await t.test('a release that is pushed as it is built is not pushed again', async (t) => {
    await service.changeConfig('error');
    const { code, stdout, stderr, calls } = await npm('release', ['production', '--push']);
    t.equal(code, 0, stderr);
    const [build, ...more] = calls.filter(({ program }) => program === 'docker');
    t.strictSame(more, []);
    const release = stdout.trim().split('\n').at(-1);
    const wanted = [
      '--push',
      '--sbom=true',
      '--provenance=mode=max',
      `ghcr.io/acme/parcel-tracker:${release}`,
    ];
    t.strictSame(
      wanted.filter((word) => !build?.args.includes(word)),
      [],
    );
    const deployed = await npm('deploy');
    t.equal(deployed.code, 0, deployed.stderr);
    t.notOk(deployed.calls.some(({ program }) => program === 'docker'));
    const images = imagesOf(applied(deployed.calls).flat());
    t.strictSame(images, [`ghcr.io/acme/parcel-tracker:${release}@sha256:${'cd'.repeat(32)}`]);
  });

  await t.test('what was changed after its release is not deployed', async (t) => {
    const file = join(service.cwd, '.releases', `${second}.yaml`);
    await chmod(file, 0o644);
    await appendFile(file, '# changed\n');
    const { code, stderr, calls } = await npm('deploy', [second]);
    t.equal(code, 1);
    t.match(stderr, /is not what was released/);
    t.strictSame(calls, []);
  });

  await t.test('secrets are made once, and are never an argument', async (t) => {
    const { code, stderr, calls } = await npm('cluster-secrets', [], { secrets: ['mail'] });
    t.equal(code, 0, stderr);
    const created = calls.filter(({ args }) => args[0] === 'create');
    t.equal(created.length, 1, 'the one that was there stays');
    const { POSTGRES_PASSWORD: password, DATABASE_URL: url } = manifestsIn(created[0] as Call)[0].stringData;
    t.match(password, /^[0-9a-f]{48}$/);
    t.ok(url.includes(`:${password}@postgres:5432/parcel_tracker`));
    t.notOk(JSON.stringify(calls.map(({ args }) => args)).includes(password));
  });

  await t.test('a MicroK8s is made ready, and what is enabled stays', async (t) => {
    const { code, stderr, calls } = await npm('microk8s-up');
    t.equal(code, 0, stderr);
    const enabled = calls.filter(({ args }) => args[0] === 'enable').map(({ args }) => args[1]);
    t.strictSame(enabled, ['hostpath-storage', 'ingress', 'cert-manager', 'registry', 'metrics-server']);
    const waits = calls.filter(({ args }) => args.includes('rollout')).length;
    t.ok(waits >= 6, 'each is waited for');
    const missing = await npm('microk8s-up', [], { microk8s: 'missing' });
    t.equal(missing.code, 1);
    t.match(missing.stderr, /sudo snap install microk8s/);
  });
});
