import t from 'tap';
import { podOwnerOf, readHelmTemplate, readKubernetes, readKustomization } from './kubernetes.ts';

t.test('a workload with what its containers start, read and keep', async (t) => {
  const { file } = await readKubernetes(
    `apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: Deployment
    metadata: { name: api }
    spec:
      replicas: 2
      strategy: { type: Recreate }
      template:
        metadata: { labels: { app: api } }
        spec:
          initContainers: [{ name: migrate, image: me/api:1, args: [migrate] }]
          containers:
            - name: api
              image: me/api:1
              command: [node, server.js]
              env:
                - { name: A, value: "1" }
                - { name: B, valueFrom: { secretKeyRef: { name: s, key: b } } }
              envFrom: [{ configMapRef: { name: c } }]
              ports: [{ containerPort: 80, hostPort: 80, name: http }]
              volumeMounts: [{ name: v, mountPath: /data }]
              readinessProbe: { httpGet: { path: / } }
          volumes: [{ name: v, persistentVolumeClaim: { claimName: x } }]
---
not: a resource
`,
    'k.yaml',
  );
  t.equal(file.resources.length, 1);
  const [resource] = file.resources;
  const owner = resource && podOwnerOf(resource);
  t.match(owner, { replicas: { count: 2 }, strategy: { type: 'Recreate' } });
  t.equal(owner?.hostPorts.length, 1);
  const [init, api] = owner?.containers ?? [];
  t.match(init, { init: true, command: { words: ['migrate'] } });
  t.match(api, {
    entrypoint: { words: ['node', 'server.js'] },
    env: [{ source: 'literal' }, { source: 'secret' }],
    volumes: [{ target: '/data', kind: 'claim' }],
  });
  t.equal(api?.readiness?.line, 24);
  t.equal(api?.liveness, undefined);
  t.same(
    api?.references.map(({ kind, name }) => `${kind} ${name}`),
    ['Secret s', 'ConfigMap c'],
  );
});

t.test('what a kustomization changes and makes', async (t) => {
  const { file } = await readKustomization(
    'resources: [../base, https://example.com/x]\nimages: [{ name: api, newTag: abc }]\npatches: [{ path: p.yaml }]\nsecretGenerator: [{ name: s, literals: [A=b=c] }]\n',
    'k/overlay/kustomization.yaml',
  );
  t.match(file, {
    resources: ['k/base', 'k/overlay/https:/example.com/x'],
    patches: ['k/overlay/p.yaml'],
    images: [{ name: 'api', newTag: 'abc' }],
    generated: [{ kind: 'Secret', literals: [{ name: 'A', value: 'b=c' }] }],
  });
});

t.test('a template is told from its plain lines', async (t) => {
  const template = readHelmTemplate(
    'kind: Deployment\n# kind: Job\nspec:\n  image: "{{ .Values.image }}:1"\n  livenessProbe: {}\n',
    't.yaml',
  );
  t.match(template, { kinds: [{ kind: 'Deployment' }], images: [{ reference: '{{ .Values.image }}:1' }] });
  t.equal(template.readiness, undefined);
  t.equal(template.liveness?.line, 5);
});
