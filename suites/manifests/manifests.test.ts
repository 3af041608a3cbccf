/** The scaffolded Kubernetes manifests, rendered by kustomize and held against each other; no cluster is asked. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'tap';
import { parseAllDocuments } from 'yaml';
import { root, run } from '../run.ts';
import { type Manifest, problemsOf } from './cross-check.ts';

const kustomizeVersion = 'v5.7.1';
const bin = join(root, 'node_modules/.cache/twelvefold', `kustomize-${kustomizeVersion}`);

/** The Secrets that template/README.md has one create by a command. */
const secrets = { database: ['DATABASE_URL', 'POSTGRES_PASSWORD'], mail: ['SMTP_URL'] };

const overlays = join(root, 'template/k8s/overlays');
const render = async (folder: string): Promise<Manifest[]> => {
  const { code, stdout, stderr } = await run(join(bin, 'kustomize'), ['build', folder]);
  if (code !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).map((document) => document.toJS());
};

test('manifests', async (t) => {
  if (!existsSync(join(bin, 'kustomize'))) {
    const installed = await run('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@${kustomizeVersion}`], {
      env: { ...process.env, GOBIN: bin },
    });
    t.equal(installed.code, 0, installed.stderr);
  }
  for (const overlay of await readdir(overlays)) {
    await t.test(`${overlay}: nothing dangles, and pods are restricted`, async (t) => {
      const manifests = await render(join(overlays, overlay));
      for (const kind of ['Deployment', 'Service', 'Job', 'Ingress', 'Namespace']) {
        t.ok(
          manifests.some((manifest) => manifest.kind === kind),
          `there is a ${kind}`,
        );
      }
      t.same(problemsOf(manifests, secrets), []);
    });
  }

  await t.test('the rules can fail', async (t) => {
    const sabotage: readonly [string, (manifests: Manifest[]) => void, RegExp][] = [
      [
        'a selector that matches nothing',
        (all) => {
          find(all, 'Service', 'web').spec.selector = { app: 'nobody' };
        },
        /selector matches no pod/,
      ],
      [
        'a target port that no container has',
        (all) => {
          find(all, 'Service', 'web').spec.ports[0].targetPort = 'https';
        },
        /no container has the port https/,
      ],
      [
        'a probe of a port that is not there',
        (all) => {
          container(all).readinessProbe.httpGet.port = 81;
        },
        /asks the port 81/,
      ],
      [
        'a Secret that nothing creates',
        (all) => {
          container(all).env.push({ name: 'X', valueFrom: { secretKeyRef: { name: 'mail', key: 'URL' } } });
        },
        /nothing creates the key URL/,
      ],
      [
        'a ConfigMap that is not defined',
        (all) => {
          container(all).envFrom = [{ configMapRef: { name: 'gone' } }];
        },
        /ConfigMap gone is not defined/,
      ],
      [
        'root',
        (all) => {
          find(all, 'Deployment', 'web').spec.template.spec.securityContext = {};
        },
        /may run as root/,
      ],
      [
        'an image without a version',
        (all) => {
          container(all).image = 'registry.example.com/web';
        },
        /names no version/,
      ],
      [
        'a password as a literal',
        (all) => {
          container(all).env.push({ name: 'DB_PASSWORD', value: 'x' });
        },
        /DB_PASSWORD is a literal/,
      ],
      [
        'a port that is none',
        (all) => {
          container(all).ports[0].containerPort = 70000;
        },
        /70000 is no port/,
      ],
      [
        'a backend without a Service',
        (all) => {
          find(all, 'Ingress', 'web').spec.rules[0].http.paths[0].backend.service.name = 'gone';
        },
        /Service gone has no such port/,
      ],
    ];
    const intact = await render(join(overlays, 'microk8s'));
    for (const [title, break_, expected] of sabotage) {
      const manifests = structuredClone(intact);
      break_(manifests);
      t.match(problemsOf(manifests, secrets).join('\n'), expected, title);
    }
  });
});

const find = (manifests: Manifest[], kind: string, name: string): Manifest =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
const container = (manifests: Manifest[]): Manifest =>
  find(manifests, 'Deployment', 'web').spec.template.spec.containers[0];
