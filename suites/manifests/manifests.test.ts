/** The scaffolded Kubernetes manifests, as an API server, each other and the service see them; no cluster is asked. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { type Test, test } from 'tap';
import { parseAllDocuments, stringify } from 'yaml';
import { pipelines, scaffold } from '../../generators/scaffold.ts';
import { readTree } from '../../generators/template.ts';
import { root, run } from '../run.ts';
import { environment, type Manifest, problemsOf, type Surroundings } from './cross-check.ts';
import { sabotages } from './sabotages.ts';
import { buildTools, refusals, render } from './tools.ts';

type Load = (type: string, env: Record<string, string>) => { config: unknown } | { problems: string[] };
interface Config {
  variables: { name: string }[];
  loadConfig: Load;
}

const overlays = join(root, 'template/k8s/overlays');
const read = (text: string): Manifest[] => parseAllDocuments(text).map((document) => document.toJS());
const text = (manifests: readonly Manifest[]): string => manifests.map((one) => stringify(one)).join('---\n');

/** The Secrets that the service's own command makes. */
const madeSecrets = async (env: NodeJS.ProcessEnv): Promise<Surroundings['secrets']> => {
  const script = 'template/scripts/release/cluster-secrets.ts';
  const { code, stdout, stderr } = await run(process.execPath, ['--import', 'tsx', script, '--print'], {
    env: { ...process.env, SMTP_URL: 'smtp://user:password@mail.example.org:587', ...env },
  });
  if (code !== 0) throw new Error(stderr);
  return Object.fromEntries(read(stdout).map(({ metadata, stringData }) => [metadata.name, stringData]));
};

/** Starts a program of the service with this environment, but for a database that isn't there; resolves with its URL. */
const listening = async (t: Test, program: string, env: Record<string, string>): Promise<string> => {
  const child = spawn(process.execPath, ['--import', 'tsx', `src/${program}.ts`], {
    cwd: join(root, 'template'),
    env: {
      PATH: process.env.PATH,
      ...env,
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: '0',
      DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (url) {
      child.stdout.resume();
      return url;
    }
  }
  throw new Error(`${program} ended before it listened`);
};

test('manifests', async (t) => {
  await buildTools();
  const { variables, loadConfig }: Config = await import(
    pathToFileURL(join(root, 'template/src/config.ts')).href
  );
  const surroundings = async (
    overlay: string,
    image = 'localhost:32000/todo-service',
  ): Promise<Surroundings> => ({
    secrets: await madeSecrets(
      overlay === 'production' ? { DATABASE_URL: 'postgres://u:p@db.example.org:5432/todos' } : {},
    ),
    variables: variables.map(({ name }) => name),
    image,
  });

  const found = await readdir(overlays);
  t.strictSame(found.sort(), ['microk8s', 'production']);
  for (const overlay of found) {
    await t.test(overlay, async (t) => {
      const rendered = await render(join(overlays, overlay));
      const manifests = read(rendered);
      const around = await surroundings(overlay);
      t.strictSame(await refusals(rendered), [], 'an API server takes them, restricted');
      t.strictSame(problemsOf(manifests, around), [], 'nothing dangles');

      const kinds = new Set(manifests.map(({ kind }) => kind));
      for (const kind of ['Deployment', 'Job', 'CronJob', 'Ingress', 'NetworkPolicy', 'PodDisruptionBudget'])
        t.ok(kinds.has(kind), `there is a ${kind}`);
      t.equal(kinds.has('StatefulSet'), overlay === 'microk8s', 'only MicroK8s has the database beside it');
      t.notOk(kinds.has('Secret'), 'no secret is in git');
      const space = manifests.find(({ kind }) => kind === 'Namespace');
      t.equal(space.metadata.labels['pod-security.kubernetes.io/enforce'], 'restricted');

      // What the processes are given is held against the service's own schema.
      for (const { kind, metadata, spec } of manifests.filter(({ kind }) =>
        ['Deployment', 'Job'].includes(kind),
      )) {
        const type = metadata.labels['app.kubernetes.io/component'];
        const env = environment({ manifests, secrets: around.secrets }, spec.template.spec.containers[0]);
        t.notOk(
          'problems' in loadConfig(kind === 'Job' ? 'admin' : type, env),
          `${type} starts with ${Object.keys(env)}`,
        );
      }
    });
  }

  await t.test('with every option of `new`', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'twelvefold-manifests-'));
    t.teardown(() => rm(folder, { recursive: true, force: true }));
    const template = await readTree(join(root, 'template'));
    const host = ['todo-service.localhost', 'parcels.example.org'];
    const registry = ['localhost:32000', 'ghcr.io/acme'];
    const rendered = new Set<string>();
    for (const answers of host.flatMap((host) =>
      registry.flatMap((registry) => pipelines.map((ci) => ({ name: 'parcel-tracker', host, registry, ci }))),
    )) {
      const made = join(folder, Object.values(answers).join(' ').replaceAll('/', ' '));
      for (const { path, content } of scaffold(template, answers)) {
        if (!path.startsWith('k8s/')) continue;
        await mkdir(dirname(join(made, path)), { recursive: true });
        await writeFile(join(made, path), content);
      }
      for (const overlay of found) {
        const text = await render(join(made, 'k8s/overlays', overlay));
        // The pipeline changes nothing of it.
        if (rendered.has(text)) continue;
        rendered.add(text);
        const manifests = read(text);
        const title = `${overlay} ${Object.values(answers).join(' ')}`;
        t.strictSame(await refusals(text), [], title);
        const around = await surroundings(overlay, `${answers.registry}/${answers.name}`);
        t.strictSame(problemsOf(manifests, around), [], title);
        const [ingress] = manifests.filter(({ kind }) => kind === 'Ingress');
        t.equal(ingress.spec.rules[0].host, answers.host);
        t.ok(text.includes(`image: ${answers.registry}/parcel-tracker:`));
      }
    }
    t.equal(rendered.size, found.length * host.length * registry.length);
  });

  await t.test('probes ask for what web and worker answer', async (t) => {
    const manifests = read(await render(join(overlays, 'microk8s')));
    const { secrets } = await surroundings('microk8s');
    for (const [type, program] of [
      ['web', 'server'],
      ['worker', 'worker'],
    ] as const) {
      const { spec } = manifests.find(
        ({ kind, metadata }) => kind === 'Deployment' && metadata.name === type,
      );
      const [container] = spec.template.spec.containers;
      t.strictSame(container.command, ['node', `dist/${program}.js`]);
      const url = await listening(t, program, environment({ manifests, secrets }, container));
      const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'].map((probe) => container[probe]);
      // Without a database it isn't ready, but it says so.
      for (const { httpGet } of probes)
        t.match((await fetch(url + httpGet.path)).status, /^(200|503)$/, `${type} ${httpGet.path}`);
      t.equal((await fetch(`${url}/livezz`)).status, 404, 'other paths are not there');
    }
  });

  await t.test('the rules can fail', async (t) => {
    const rendered = await render(join(overlays, 'microk8s'));
    const around = await surroundings('microk8s');
    for (const { title, sabotage, refused, dangles } of sabotages) {
      const manifests = read(rendered);
      sabotage(manifests);
      if (refused) t.match((await refusals(text(manifests))).join('\n'), refused, title);
      if (dangles) t.match(problemsOf(manifests, around).join('\n'), dangles, title);
    }
  });
});
