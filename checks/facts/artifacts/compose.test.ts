import t from 'tap';
import { commandOf, readCompose, splitWords } from './compose.ts';
import { readYaml } from './yaml.ts';

const services = async (text: string, path = 'compose.yaml') =>
  (await readCompose(text, path)).file?.services ?? [];

t.test('environment as a map and as a list, with defaults and without', async (t) => {
  const [map, list] = await services(
    'services:\n  a:\n    image: x:1\n    environment:\n      A: plain\n      B: ${B:-fallback}\n      C: ${C}\n      D:\n  b:\n    image: x:1\n    environment:\n      - A=plain\n      - B=${B:-fallback}\n      - C\n',
  );
  t.same(
    map?.env.map(({ name, value, source }) => [name, value, source]),
    [
      ['A', 'plain', 'literal'],
      ['B', 'fallback', 'interpolation'],
      ['C', undefined, 'interpolation'],
      ['D', undefined, 'interpolation'],
    ],
  );
  t.same(
    list?.env.map(({ name, value }) => [name, value]),
    [
      ['A', 'plain'],
      ['B', 'fallback'],
      ['C', undefined],
    ],
  );
  t.equal(map?.env[1]?.at.line, 6);
});

t.test('anchors, merge keys and extends bring what stands elsewhere', async (t) => {
  const [, b, c] = await services(
    'x-base: &base\n  restart: always\n  environment: { A: "1" }\nservices:\n  a:\n    image: x:1\n    environment: { A: "0", Z: "9" }\n  b:\n    <<: *base\n    image: y:2\n  c:\n    extends: { service: a }\n    environment: { A: "2" }\n',
  );
  t.match(b, { restart: 'always', image: { expanded: 'y:2' } });
  t.equal(c?.image?.expanded, 'x:1');
  t.same(c?.env.map(({ name, value }) => `${name}=${value}`).sort(), ['A=2', 'Z=9']);
});

t.test('a loop of extends ends', async (t) => {
  t.equal((await services('services:\n  a: { extends: b }\n  b: { extends: a }\n')).length, 2);
});

t.test('builds are paths of the repository', async (t) => {
  const [a, b, c] = await services(
    'services:\n  a: { build: ../api }\n  b: { build: { context: ., dockerfile: docker/Dockerfile.prod, target: web } }\n  c: { build: https://example.com/x.git }\n',
    'deploy/compose.yaml',
  );
  t.match(a?.build, { context: 'api', dockerfile: 'api/Dockerfile' });
  t.match(b?.build, { context: 'deploy', dockerfile: 'deploy/docker/Dockerfile.prod', target: 'web' });
  t.equal(c?.build?.context, undefined);
});

t.test('ports, volumes and health checks', async (t) => {
  const [a] = await services(
    'services:\n  a:\n    image: x:1\n    ports: ["8080:80", "127.0.0.1:${P:-90}:91/tcp", { target: 5, published: 6 }, "70"]\n    volumes: ["./d:/data", "named:/n", "/anonymous", { type: tmpfs, target: /t }]\n    healthcheck: { test: [NONE] }\n',
  );
  t.same(
    a?.ports.map(({ container, host }) => [container, host]),
    [
      [80, '8080'],
      [91, '${P:-90}'],
      [5, '6'],
      [70, undefined],
    ],
  );
  t.same(
    a?.volumes.map(({ target, kind }) => `${target} ${kind}`),
    ['/data bind', '/n named', '/anonymous named', '/t memory'],
  );
  t.equal(a?.healthCheck, undefined);
});

t.test('what a file is for', async (t) => {
  for (const [path, text, purpose] of [
    ['compose.yaml', 'services: { a: { build: . } }', 'deploy'],
    ['docker-compose.dev.yml', 'services: { a: { build: . } }', 'development'],
    ['compose.override.yaml', 'services: { a: { build: . } }', 'development'],
    ['docker-compose.test.yml', 'services: { a: { build: . } }', 'test'],
    ['compose.yaml', 'services: { a: { build: { context: ., dockerfile: Dockerfile.dev } } }', 'development'],
    ['compose.yaml', 'services: { a: { build: { context: ., target: development } } }', 'development'],
  ] as const)
    t.equal((await readCompose(text, path)).file?.purpose, purpose, `${path} ${text}`);
});

t.test('a command line is split without a shell', async (t) => {
  t.same(splitWords(`sh -c "a && b" 'c d' e\\ f ""`), ['sh', '-c', 'a && b', 'c d', 'e f', '']);
  const [list] = (await readYaml('[a, "b c"]', 'x')).documents;
  t.match(commandOf(list), { form: 'exec', words: ['a', 'b c'] });
});
