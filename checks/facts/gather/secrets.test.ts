/** Credentials in every kind of file, and the values beside them that are none. */
import t from 'tap';
import { factOf } from './fact-of.ts';

const at = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
  (await factOf('secrets', files))
    .map(({ kind, where, at: { path, line } }) => `${path}:${line} ${where} ${kind}`)
    .sort();

const node = {
  'package.json': '{"name":"a","scripts":{"start":"node server.js"},"dependencies":{"express":"4.18.2"}}',
};
const python = { 'requirements.txt': 'flask==3.0.0\n' };
const compose = (env: string) => ({
  ...node,
  'compose.yaml': `services:\n  web:\n    build: .\n    environment:\n      ${env}\n`,
  Dockerfile: 'FROM node:20\nCMD ["node", "server.js"]\n',
});
const manifest = (lines: string) => ({ ...node, 'k8s/secret.yaml': lines });
const secret = (body: string) => manifest(`apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n${body}\n`);

interface Row {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expect: readonly string[];
}

const manifests: readonly Row[] = [
  {
    title: 'compose literal',
    files: compose('POSTGRES_PASSWORD: postgres'),
    expect: ['compose.yaml:5 manifest literal'],
  },
  {
    title: 'compose interpolation',
    files: compose('POSTGRES_PASSWORD: ${PW}'),
    expect: ['compose.yaml:5 manifest interpolation'],
  },
  {
    title: 'compose interpolation with a default',
    files: compose('POSTGRES_PASSWORD: ${PW:-postgres}'),
    expect: ['compose.yaml:5 manifest interpolation'],
  },
  {
    title: 'compose address with a password',
    files: compose('DATABASE_URL: postgres://a:b3@db/a'),
    expect: ['compose.yaml:5 manifest literal'],
  },
  { title: 'compose address without one', files: compose('DATABASE_URL: postgres://db/a'), expect: [] },
  {
    title: 'names that only speak of secrets',
    files: compose('JWT_SECRET_FILE: /run/secrets/jwt'),
    expect: [],
  },
  { title: 'a commented line', files: compose('A: b\n      # POSTGRES_PASSWORD: postgres'), expect: [] },
  {
    title: 'Kubernetes Secret, base64',
    files: secret('data:\n  password: cG9zdGdyZXM='),
    expect: ['k8s/secret.yaml:6 manifest literal'],
  },
  {
    title: 'Kubernetes Secret, plain',
    files: secret('stringData:\n  username: app\n  password: hunter2'),
    expect: ['k8s/secret.yaml:7 manifest literal'],
  },
  {
    title: 'Kubernetes Secret, placeholder',
    files: secret('stringData:\n  password: <your-password>'),
    expect: ['k8s/secret.yaml:6 manifest placeholder'],
  },
  {
    title: 'sealed secret',
    files: manifest(
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: db\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK\n',
    ),
    expect: ['k8s/secret.yaml:2 manifest reference'],
  },
  {
    title: 'container file',
    files: {
      ...node,
      Dockerfile:
        'FROM node:20\nENV API_KEY=9f86d081884c7d659a2f\nARG NPM_TOKEN\nENV TOKEN_HEADER=x-token\nCMD ["node", "server.js"]\n',
    },
    expect: ['Dockerfile:2 dockerfile literal'],
  },
  {
    title: 'pipeline: placeholders of tests, a generated key, a reference',
    files: {
      ...node,
      '.github/workflows/ci.yml':
        'on: push\nenv:\n  POSTGRES_PASSWORD: postgres\n  API_TOKEN: kJ8sdf7Hs9dfjL3kd0Xz\n  DEPLOY_TOKEN: ${{ secrets.DEPLOY }}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n',
    },
    expect: [
      '.github/workflows/ci.yml:3 ci placeholder',
      '.github/workflows/ci.yml:4 ci literal',
      '.github/workflows/ci.yml:5 ci interpolation',
    ],
  },
];

const configFiles: readonly Row[] = [
  {
    title: 'JSON',
    files: {
      ...node,
      'config/default.json': '{\n  "db": {\n    "host": "db",\n    "password": "hunter2"\n  }\n}',
    },
    expect: ['config/default.json:4 configFile literal'],
  },
  {
    title: 'YAML with an address',
    files: { ...python, 'config.yaml': 'url: postgres://app:hunter2@db/app\n' },
    expect: ['config.yaml:1 configFile literal'],
  },
  {
    title: 'INI',
    files: { ...python, 'settings.ini': '[db]\npassword = hunter2\nname = app\n' },
    expect: ['settings.ini:2 configFile literal'],
  },
  {
    title: 'properties that read the environment',
    files: { ...python, 'application.properties': 'db.password=${DB_PASSWORD}\n' },
    expect: ['application.properties:1 configFile interpolation'],
  },
  {
    title: 'translations, tests, examples, locks',
    files: {
      ...node,
      'locales/en.json': '{"password":"Passwort"}',
      'tests/config.json': '{"password":"hunter2"}',
      'config.example.json': '{"password":"hunter2"}',
      'package-lock.json': '{"token":"hunter2"}',
    },
    expect: [],
  },
];

const code: readonly Row[] = [
  {
    title: 'Node: bound literal',
    files: { ...node, 'server.js': "const JWT_SECRET = 'hunter2';\nmodule.exports = JWT_SECRET;\n" },
    expect: ['server.js:1 code literal'],
  },
  {
    title: 'Node: default',
    files: {
      ...node,
      'server.js': "const secret = process.env.JWT_SECRET || 'hunter2';\nmodule.exports = secret;\n",
    },
    expect: ['server.js:1 code default'],
  },
  {
    title: 'Node: session secret',
    files: {
      ...node,
      'server.js':
        "const session = require('express-session');\nconst app = require('express')();\napp.use(session({ secret: 'keyboard cat' }));\napp.listen(process.env.PORT);\n",
    },
    expect: ['server.js:3 code literal'],
  },
  {
    title: 'Node: names of headers, fields, texts, comments',
    files: {
      ...node,
      'server.js':
        "// const password = 'hunter2';\nconst TOKEN_HEADER = 'x-token';\nconst texts = { password: 'Password', forgotPassword: 'Forgot your password?' };\nconst types = { password: 'string', token: 'access_token' };\nmodule.exports = { TOKEN_HEADER, texts, types };\n",
    },
    expect: [],
  },
  {
    title: 'Node: address with a password',
    files: { ...node, 'server.js': "const url = 'postgres://app:hunter2@db/app';\nmodule.exports = url;\n" },
    expect: ['server.js:1 code literal'],
  },
  {
    title: 'Node: an issued key made up',
    files: {
      ...node,
      'server.js': "const apiKey = process.env.API_KEY || 'your-api-key';\nmodule.exports = apiKey;\n",
    },
    expect: ['server.js:1 code placeholder'],
  },
  {
    title: 'Node: a default that is refused',
    files: {
      ...node,
      'server.js':
        "const secret = process.env.JWT_SECRET || 'changeme';\nif (secret === 'changeme') throw new Error('set JWT_SECRET');\nmodule.exports = secret;\n",
    },
    expect: ['server.js:1 code placeholder'],
  },
  {
    title: 'Python: assigned literal',
    files: {
      ...python,
      'app.py': "from flask import Flask\napp = Flask(__name__)\napp.config['SECRET_KEY'] = 'dev'\n",
    },
    expect: ['app.py:3 code literal'],
  },
  {
    title: 'Python: default',
    files: { ...python, 'config.py': "import os\nSECRET_KEY = os.environ.get('SECRET_KEY', 'changeme')\n" },
    expect: ['config.py:2 code default'],
  },
  {
    title: 'Python: keyword argument',
    files: { ...python, 'app.py': "import psycopg2\ndb = psycopg2.connect(host='db', password='hunter2')\n" },
    expect: ['app.py:2 code literal'],
  },
  {
    title: 'Python: required, docstring',
    files: {
      ...python,
      'config.py': '"""password = \'hunter2\'"""\nimport os\nSECRET_KEY = os.environ[\'SECRET_KEY\']\n',
    },
    expect: [],
  },
  {
    title: 'Go: constant and default',
    files: {
      'go.mod': 'module example.org/a\n\ngo 1.22\n',
      'main.go': 'package main\n\nconst jwtSecret = "hunter2"\n\nfunc main() { println(jwtSecret) }\n',
    },
    expect: ['main.go:3 code literal'],
  },
  {
    title: 'tests reach no deploy',
    files: { ...node, 'server.test.js': "const password = 'hunter2';\nmodule.exports = password;\n" },
    expect: [],
  },
];

for (const [group, rows] of Object.entries({ manifests, 'configuration files': configFiles, code }))
  t.test(group, async (t) => {
    for (const { title, files, expect } of rows) t.same(await at(files), expect, title);
  });

t.test('a file of another app doesn’t count', async (t) => {
  const files = {
    'a/package.json': '{"name":"a","scripts":{"start":"node s.js"}}',
    'a/config.json': '{"password":"hunter2"}',
    'b/package.json': '{"name":"b","scripts":{"start":"node s.js"}}',
    'b/config.json': '{"password":"hunter3"}',
  };
  const secrets = await factOf('secrets', files, {}, 'a');
  t.same(
    secrets.map(({ at: { path } }) => path),
    ['a/config.json'],
  );
});

t.test('entry scripts', async (t) => {
  const script = (lines: string) => ({
    ...node,
    Dockerfile:
      'FROM node:20\nCOPY . /app\nWORKDIR /app\nENTRYPOINT ["./entrypoint.sh"]\nCMD ["node", "server.js"]\n',
    'entrypoint.sh': `#!/bin/sh\n${lines}\nexec "$@"\n`,
  });
  for (const { line, expect } of [
    { line: 'export DB_PASSWORD=Zx81spectrum', expect: ['literal'] },
    { line: 'DB_PASSWORD=Zx81spectrum node migrate.js', expect: ['literal'] },
    { line: ': "${SECRET_KEY:=b7e1c9d2f40a4e5f}"', expect: ['default'] },
    { line: '[ -z "$SECRET_KEY" ] && export SECRET_KEY=changeme', expect: ['default'] },
    { line: 'export DATABASE_URL="${DATABASE_URL:=postgres://shop:shop@db/shop}"', expect: ['default'] },
    { line: 'export DATABASE_URL="postgres://shop:${DB_PASSWORD:-shop}@db/shop"', expect: ['default'] },
    { line: 'export DATABASE_URL="postgres://shop:Zx81@${DB_HOST:-db}/shop"', expect: ['literal'] },
    { line: 'export DATABASE_URL="${DATABASE_URL:-postgres://shop:shop@localhost/shop}"', expect: [] },
    { line: 'export DATABASE_URL="postgres://shop:$DB_PASSWORD@${DB_HOST:-db}/shop"', expect: [] },
    { line: 'export DB_PASSWORD="$(cat /run/secrets/db)" API_TOKEN=`token`', expect: [] },
    { line: 'export API_KEY="${API_KEY:-your-api-key}" DB_PASSWORD="${DB_PASSWORD:-}"', expect: [] },
    { line: '[ "${DB_PASSWORD:-unset}" = unset ] && exit 1', expect: [] },
    { line: ': "${DB_PASSWORD:?is not set}"', expect: [] },
    { line: '# export DB_PASSWORD=Zx81spectrum', expect: [] },
    { line: 'cat <<END\nexport DB_PASSWORD=Zx81spectrum\nEND', expect: [] },
    { line: 'if [ "$NODE_ENV" = "development" ]; then export DB_PASSWORD=Zx81; fi', expect: [] },
    { line: 'if [ "$NODE_ENV" != "production" ]; then export DB_PASSWORD=Zx81; fi', expect: [] },
    { line: 'case "$NODE_ENV" in dev|test) export DB_PASSWORD=Zx81 ;; esac', expect: [] },
  ])
    t.same(
      await at(script(line)),
      expect.map((kind) => `entrypoint.sh:2 code ${kind}`),
      line,
    );
  t.same(await at({ ...node, 'seed.sh': '#!/bin/sh\nexport DB_PASSWORD=Zx81spectrum\n' }), [], 'not started');
});
