import t from 'tap';
import { factOf } from './fact-of.ts';

const express = {
  'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"},"scripts":{"start":"node server.js"}}',
};
const server = { ...express, 'server.js': "require('express')().listen(process.env.PORT);\n" };
const steps = async (files: Record<string, string>, app?: string) =>
  (await factOf('startCommands', files, {}, app)).map(({ steps: list }) =>
    list.map(({ role, words }) => `${role}: ${words.join(' ')}`),
  );

t.test('the apps of a repository', async (t) => {
  for (const [title, files, expected] of [
    ['one at the root', server, ['. node web express']],
    [
      'two beside each other',
      {
        'a/package.json': '{"name":"a","dependencies":{"express":"1.0.0"}}',
        'a/x.js': '1;',
        'b/go.mod': 'module b\n',
        'b/main.go': 'package main\nimport "net/http"\nfunc main() { http.ListenAndServe(":80", nil) }\n',
      },
      ['a node web express', 'b go web '],
    ],
    [
      'an example inside another thing',
      {
        ...server,
        'examples/demo/package.json': '{"dependencies":{"express":"1.0.0"}}',
        'examples/demo/index.js': '1;',
      },
      ['. node web express'],
    ],
    [
      'a workspace that only holds members together',
      {
        'package.json': '{"workspaces":["api","ui"]}',
        'api/package.json': '{"dependencies":{"express":"1.0.0"}}',
        'api/a.js': '1;',
        'ui/package.json': '{"dependencies":{"react":"18.0.0"},"devDependencies":{"vite":"5.0.0"}}',
        'ui/a.jsx': '1;',
      },
      ['api node web express', 'ui node static vite'],
    ],
    [
      'no manifest at all',
      { 'app.py': 'from flask import Flask\napp = Flask(__name__)\n', Procfile: 'web: gunicorn app:app\n' },
      ['. python web '],
    ],
    [
      'a worker by its image',
      {
        'go.mod': 'module w\n',
        'main.go': 'package main\nfunc main() { for {} }\n',
        Dockerfile: 'FROM golang:1.23\nCMD ["/w"]\n',
      },
      ['. go worker '],
    ],
    [
      'a one-off by compose',
      {
        'compose.yaml': 'services:\n  api: { build: api }\n  seed: { build: seed }\n',
        'api/package.json': '{"dependencies":{"express":"1.0.0"}}',
        'api/a.js': '1;',
        'seed/seed.py': 'print(1)\n',
        'seed/Dockerfile': 'FROM python:3.12\nCMD ["python", "seed.py"]\n',
      },
      ['api node web express', 'seed python tool '],
    ],
    [
      'a container file in a folder of its own, with a script for the image',
      {
        'requirements.txt': 'Django==5.1\n',
        'manage.py': '1\n',
        'docker/Dockerfile':
          'FROM python:3.12\nCOPY requirements.txt .\nCOPY . /app\nCOPY docker/probe.py /app/\nCMD ["python", "/app/manage.py"]\n',
        'docker/probe.py': 'print(1)\n',
      },
      ['. python web django'],
    ],
    [
      'a container file among scripts, which copies the app from around it',
      {
        'go.mod': 'module w\n',
        'cmd/w/main.go': 'package main\nimport "net/http"\nfunc main() { http.ListenAndServe(":80", nil) }\n',
        'scripts/Dockerfile':
          'FROM golang:1.23 AS build\nCOPY go.mod ./\nCOPY . .\nRUN go build -o /w ./cmd/w\nFROM debian:bookworm\nCOPY --from=build /w /w\nENTRYPOINT ["/entry.sh", "/w"]\n',
        'scripts/entry.sh': '#!/bin/sh\nexec "$@"\n',
        'scripts/smoke_test.go': 'package scripts\n',
      },
      ['. go web '],
    ],
    ['notes', { 'README.md': '# Notes\n' }, ['. unknown library ']],
  ] as const) {
    const apps = await factOf('apps', files as Record<string, string>);
    t.same(
      apps.map(({ path, ecosystem, kind, framework = '' }) => `${path} ${ecosystem} ${kind} ${framework}`),
      expected,
      title,
    );
  }
});

t.test('a start command is followed to its program', async (t) => {
  for (const [title, files, expected] of [
    [
      'exec form',
      { ...server, Dockerfile: 'FROM node:24\nCMD ["node", "server.js"]\n' },
      [['program: node server.js']],
    ],
    [
      'shell form',
      { ...server, Dockerfile: 'FROM node:24\nCMD node server.js\n' },
      [['shell: sh -c node server.js', 'program: node server.js']],
    ],
    [
      'shell form with exec',
      { ...server, Dockerfile: 'FROM node:24\nCMD exec node server.js\n' },
      [['exec: sh -c exec node server.js', 'program: node server.js']],
    ],
    [
      'a package manager',
      { ...server, Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n' },
      [['packageManager: npm start', 'program: node server.js']],
    ],
    [
      'an init',
      {
        ...server,
        Dockerfile: 'FROM node:24\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["node", "server.js"]\n',
      },
      [['init: /usr/bin/tini --', 'program: node server.js']],
    ],
    [
      'an entry script that hands over',
      {
        ...server,
        'docker/start.sh': '#!/bin/sh\nset -e\nnpm run migrate\nexec "$@"\n',
        Dockerfile:
          'FROM node:24\nCOPY docker/start.sh /usr/local/bin/\nENTRYPOINT ["start.sh"]\nCMD ["node", "server.js"]\n',
      },
      [
        [
          'exec: start.sh node server.js',
          'before: npm run migrate',
          'before: npm run migrate',
          'program: node server.js',
        ],
      ],
    ],
    [
      'an entry script that stays',
      {
        ...server,
        'start.sh': 'node server.js\n',
        Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["./start.sh"]\n',
      },
      [['shell: ./start.sh', 'program: node server.js']],
    ],
    [
      'compose over the image',
      {
        ...server,
        Dockerfile: 'FROM node:24\nENTRYPOINT ["node"]\nCMD ["server.js"]\n',
        'compose.yaml': 'services: { web: { build: ., command: other.js } }\n',
      },
      [['program: node other.js']],
    ],
    [
      'Kubernetes over the image',
      {
        ...server,
        Dockerfile: 'FROM node:24\nENTRYPOINT ["a"]\nCMD ["b"]\n',
        'k.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec: { template: { spec: { containers: [{ name: a, image: me/shop:1, command: [c] }] } } }\n',
      },
      [['program: c']],
    ],
    [
      'a Procfile',
      { ...server, Procfile: 'web: npm run build && node server.js\n' },
      [['before: npm run build', 'before: npm run build', 'program: node server.js']],
    ],
    ['only a package script', server, [['program: node server.js']]],
    [
      'a runner that hands over',
      {
        'pyproject.toml': '[project]\nname = "x"\n',
        'app.py': '1\n',
        Dockerfile: 'FROM python:3.12\nCMD ["poetry", "run", "gunicorn", "app:app"]\n',
      },
      [['exec: poetry run', 'program: gunicorn app:app']],
    ],
    [
      'the command of a base image',
      { 'index.php': '<?php\n', 'composer.json': '{}', Dockerfile: 'FROM php:8.3-apache\nCOPY . .\n' },
      [['program: apache2-foreground']],
    ],
    [
      'a script that calls itself',
      { ...server, 'a.sh': './a.sh\n', Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["./a.sh"]\n' },
      [['shell: ./a.sh', 'program: ./a.sh']],
    ],
  ] as const)
    t.same(await steps(files as Record<string, string>), expected, title);
});

t.test('what an entry script does only if asked is off by default', async (t) => {
  const script = (test: string) => ({
    ...server,
    'start.sh': `if ${test}; then\n  migrate up\nfi\nexec node server.js\n`,
    Dockerfile: 'FROM node:24\nWORKDIR /app\nENV ON=true\nCOPY . .\nCMD ["./start.sh"]\n',
  });
  for (const [test, off] of [
    ['[ "$RUN_MIGRATION" = "true" ]', true],
    ['[ "${RUN_MIGRATION:-true}" = "true" ]', undefined],
    ['[ "$ON" = "true" ]', undefined],
    ['[ -n "$RUN_MIGRATION" ]', true],
    ['[ -z "$SKIP" ]', undefined],
    ['some_program', undefined],
  ] as const) {
    const [start] = await factOf('startCommands', script(test));
    t.equal(start?.steps.find(({ words }) => words[0] === 'migrate')?.offByDefault, off, test);
  }
});

t.test('images: own and of others, built in place, substituted', async (t) => {
  const files = {
    ...server,
    Dockerfile: 'FROM node:24-slim AS build\nFROM build\nCOPY --from=caddy:2 /a /b\n',
    'compose.yaml': 'services:\n  web: { build: ., image: "shop:local" }\n  db: { image: postgres }\n',
    'k/web.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: a, image: "ghcr.io/me/shop:${TAG}" }] } } }\n',
  };
  const images = await factOf('images', files);
  t.same(
    images.map(
      ({ use, own, builtInPlace, substituted, name, tag = '' }) =>
        `${use} ${name}:${tag}${own ? ' own' : ''}${builtInPlace ? ' inPlace' : ''}${substituted ? ' substituted' : ''}`,
    ),
    [
      'from node:24-slim',
      'copy caddy:2',
      'compose shop:local own inPlace',
      'compose postgres:',
      'kubernetes ghcr.io/me/shop: own substituted',
    ],
  );
});

t.test('kustomize decides the tag', async (t) => {
  const images = await factOf('images', {
    ...server,
    Dockerfile: 'FROM node:24\n',
    'k/web.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: a, image: shop }] } } }\n',
    'k/kustomization.yaml':
      'resources: [web.yaml]\nimages: [{ name: shop, newName: ghcr.io/me/shop, newTag: 1.2.3 }]\n',
  });
  t.match(
    images.find(({ use }) => use === 'kubernetes'),
    { name: 'ghcr.io/me/shop', tag: '1.2.3', own: true, at: { path: 'k/kustomization.yaml' } },
  );
});

t.test('packages installed by name', async (t) => {
  for (const [run, expected] of [
    ['pip install flask gunicorn==22.0.0', ['flask false', 'gunicorn true']],
    ['pip install --no-cache-dir -r requirements.txt', []],
    ['pip install --upgrade pip setuptools && pip install poetry', []],
    ['pip install -e . ./local https://x/y.whl', []],
    ['npm install -g serve', ['serve false']],
    ['npm install -g serve@14.2.1', ['serve true']],
    ['npm install -g npm@10 typescript', []],
    ['npm ci', []],
    ['apt-get install -y curl', []],
  ] as const) {
    const { installs } = await factOf('dependencies', {
      ...server,
      Dockerfile: `FROM node:24\nRUN ${run}\nCMD ["serve", "-s", "dist"]\n`,
    });
    t.same(
      installs.map(({ name, exact }) => `${name} ${exact}`),
      expected,
      run,
    );
  }
});

t.test('what a compose file is for, beside other deploys', async (t) => {
  const compose = (more: string) => `services:\n  web:\n    build: .\n${more}`;
  for (const [title, files, purpose] of [
    ['alone', { 'compose.yaml': compose('') }, 'deploy'],
    ['alone, with its source mounted', { 'compose.yaml': compose('    volumes: [".:/app"]\n') }, 'deploy'],
    [
      'source mounted, deployed by a platform',
      { 'compose.yaml': compose('    volumes: [".:/app"]\n'), Procfile: 'web: node server.js\n' },
      'development',
    ],
    [
      'presented for development, deployed by a platform',
      {
        'compose.yaml': compose(''),
        Procfile: 'web: node server.js\n',
        'README.md': '## Development\n\n    docker compose up\n',
      },
      'development',
    ],
    [
      'presented for both',
      {
        'compose.yaml': compose(''),
        Procfile: 'web: node server.js\n',
        'README.md': '## Development\n\n    docker compose up\n\n## Deployment\n\n    docker compose up -d\n',
      },
      'deploy',
    ],
    ['only its name', { 'compose.dev.yaml': compose('') }, 'development'],
  ] as const) {
    const workloads = await factOf('workloads', {
      ...server,
      Dockerfile: 'FROM node:24\n',
      ...files,
    } as Record<string, string>);
    t.equal(workloads.find(({ platform }) => platform === 'compose')?.purpose, purpose, title);
  }
});

t.test('tracked artifacts', async (t) => {
  for (const [path, what] of [
    ['node_modules/x/index.js', 'installed dependencies'],
    ['pkg/__pycache__/a.cpython-312.pyc', 'compiled bytecode'],
    ['Main.class', 'compiled bytecode'],
    ['.terraform/x', 'machine state'],
    ['.eslintcache', 'machine state'],
    ['.DS_Store', undefined],
    ['vendor/modules.txt', undefined],
    ['.yarn/cache/x.zip', undefined],
    ['dist/app.js', 'build output'],
    ['lib/target/x.txt', undefined],
    ['.idea/workspace.xml', 'machine state'],
    ['.idea/codeStyles/Project.xml', undefined],
    ['tests/fixtures/node_modules/x/index.js', undefined],
    ['src/bootstrap.js', undefined],
  ] as const) {
    const found = await factOf('trackedArtifacts', { ...server, 'src/app.js': '1;', [path]: 'x' });
    t.equal(found[0]?.what, what, path);
  }
});

t.test('which steps build or test', async (t) => {
  for (const [run, builds] of [
    ['npm test', true],
    ['npm run test:unit', true],
    ['npm ci', false],
    ['go test ./...', true],
    ['docker build -t x .', true],
    ['docker login', false],
    ['poetry run pytest -q', true],
    ['python -m pytest', true],
    ['./mvnw -B verify', true],
    ['make test', true],
    ['echo "npm test"', false],
    ['# npm test', false],
    ['eslint .', false],
  ] as const) {
    const [pipeline] = await factOf('pipelines', {
      ...server,
      '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          ${run}\n`,
    });
    t.equal((pipeline?.builds.length ?? 0) > 0, builds, run);
  }
});

t.test('named environments', async (t) => {
  for (const [path, text, count] of [
    ['config/production.json', '{"db":{"host":"db.shop.example.com"},"log":"info"}', 1],
    ['config/production.json', '{"log":"info","pool":5}', 0],
    ['config/production.yml', 'db: ${DATABASE_URL}\n', 0],
    ['config/development.json', '{"db":{"host":"localhost"}}', 0],
    ['config/default.json', '{"db":{"host":"db.shop.de"}}', undefined],
    [
      'src/main/resources/application-prod.properties',
      'spring.datasource.url=jdbc:postgresql://db.shop.de/x\n',
      1,
    ],
    ['appsettings.Production.json', '{"ConnectionStrings":{"Main":"Server=db;Password=hunter22"}}', 1],
    ['deploy/values-prod.yaml', 'host: shop.de\n', undefined],
  ] as const) {
    const groups = await factOf('environmentGroups', { ...server, [path]: text });
    t.equal(groups[0]?.values.length, count, `${path} ${text}`);
  }
});

t.test('copies', async (t) => {
  const body = Array.from(
    { length: 60 },
    (_, i) => `export const value${i} = (order) => order.total * ${i};`,
  ).join('\n');
  for (const [title, files, kinds] of [
    ['an old version beside', { 'orders.js': body, 'orders.old.js': body }, ['source']],
    ['a name alone', { 'orders.old.js': body }, []],
    [
      'container files that differ by values',
      {
        'Dockerfile.dev': 'FROM node:24\nENV A=1\n',
        Dockerfile: 'FROM node:24\nENV A=1\n',
        'Dockerfile.prod': 'FROM node:24\nENV A=2\n',
      },
      ['container'],
    ],
    [
      'container files that differ',
      { Dockerfile: 'FROM node:24\n', 'Dockerfile.worker': 'FROM node:24\nRUN x\n' },
      [],
    ],
  ] as const) {
    const copies = await factOf('copies', { ...server, ...files } as Record<string, string>);
    t.same(
      copies.map(({ kind }) => kind),
      kinds,
      title,
    );
  }
});

t.test('process managers', async (t) => {
  for (const [command, what] of [
    ['["pm2-runtime", "server.js"]', undefined],
    ['["pm2", "start", "server.js"]', 'pm2'],
    ['["supervisord", "-n"]', 'supervisord'],
    ['["npx", "forever", "server.js"]', 'forever'],
    ['worker & node server.js', 'several services in one container'],
    ['["gunicorn", "--daemon", "app:app"]', 'gunicorn as a daemon'],
    ['["gunicorn", "-w", "4", "app:app"]', undefined],
  ] as const) {
    const found = await factOf('processManagers', {
      ...server,
      Dockerfile: `FROM node:24\nCMD ${command}\n`,
    });
    t.equal(found[0]?.what, what, command);
  }
});

t.test('manifests that contradict each other', async (t) => {
  const app = {
    'package.json': '{"name":"shop","dependencies":{"redis":"4.6.0"}}',
    'server.js':
      "require('redis').createClient({ url: process.env.REDIS_URL });\nrequire('http').createServer().listen(3000);\n",
    Dockerfile: 'FROM node:24\n',
  };
  const composed = (service: string, rest = '') => ({
    'compose.yaml': `services:\n  web:\n    build: .\n    environment: { REDIS_URL: 'redis://cache:6379' }\n${service}${rest}`,
  });
  const pod = (container: string, rest = '') => ({
    'k.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec: { template: { spec: { containers: [{ name: a, image: shop:1, ${container} }] } } }\n${rest}`,
  });
  const redis = (name: string) =>
    `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: r }\nspec: { template: { spec: { containers: [{ name: r, image: redis:7 }] } } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: r } }\n`;
  const located = 'env: [{ name: REDIS_URL, value: "redis://cache:6379" }]';
  const store = '  store: { image: redis:7 }\n';
  for (const [files, about] of [
    [composed(store), 'address'],
    [composed('  cache: { image: redis:7 }\n'), undefined],
    [composed('  store: { image: redis:7, container_name: cache }\n'), undefined],
    [composed('  store: { image: redis:7, networks: { default: { aliases: [cache] } } }\n'), undefined],
    [composed(store, 'networks: { other: { external: true } }\n'), undefined],
    [composed(`${store}    # cache:\n`), 'address'],
    [pod(located, redis('store')), 'address'],
    [pod(located, redis('cache')), undefined],
    [pod(located), undefined],
    [
      pod('readinessProbe: { httpGet: { port: web } }, ports: [{ name: http, containerPort: 3000 }]'),
      'probe',
    ],
    [
      pod('readinessProbe: { httpGet: { port: http } }, ports: [{ name: http, containerPort: 3000 }]'),
      undefined,
    ],
    [pod('livenessProbe: { tcpSocket: { port: 8080 } }, ports: [{ containerPort: 3000 }]'), 'probe'],
    [pod('livenessProbe: { tcpSocket: { port: 3000 } }, ports: [{ containerPort: 3001 }]'), undefined],
    [pod('livenessProbe: { tcpSocket: { port: 8080 } }'), undefined],
  ] as const) {
    const found = await factOf('contradictions', { ...app, ...files });
    t.equal(found[0]?.about, about, JSON.stringify(files));
  }
});
