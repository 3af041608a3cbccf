// The configuration: strict formats, all problems at once, and no secret in any of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Test as TapTest, test } from 'tap';
import { startProgram } from '../test/process.ts';
import { loadConfig, type ProcessType, variables } from './config.ts';

const DATABASE_URL = 'postgres://user:hunter2@localhost:5432/todos';
const PUBLIC_URL = 'https://todos.example';
const SMTP_URL = 'smtp://user:hunter3@localhost';
const MAIL_FROM = 'Todos <todos@example.org>';
const all = { DATABASE_URL, PUBLIC_URL, SMTP_URL, MAIL_FROM };

test('defaults, and values of their types', async (t) => {
  t.match(loadConfig('web', { DATABASE_URL, PUBLIC_URL }), {
    config: {
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: DATABASE_URL,
      publicUrl: PUBLIC_URL,
      trustProxy: false,
      allowedOrigins: [],
      peersHost: '',
    },
  });
  t.match(
    loadConfig('web', {
      DATABASE_URL,
      PUBLIC_URL,
      PORT: '80',
      TRUST_PROXY: 'true',
      ALLOWED_ORIGINS: 'https://a.example, http://b:81',
      PEERS_HOST: 'web-pods.notes-service.svc.cluster.local',
    }),
    {
      config: {
        port: 80,
        trustProxy: true,
        allowedOrigins: ['https://a.example', 'http://b:81'],
        peersHost: 'web-pods.notes-service.svc.cluster.local',
      },
    },
  );
});

test('what is not meant is refused', async (t) => {
  const cases: Record<string, string[]> = {
    PORT: ['', '80abc', '65536', '-1', '1.5', ' 80', '0x50'],
    HOST: ['', ' '],
    TRUST_PROXY: ['yes', '1', '0', '', 'TRUE'],
    DATABASE_URL: ['', 'localhost', 'mysql://h/d', 'postgres://host', 'postgres:///d'],
    METRICS_PORT: ['x', '65536'],
    DATABASE_POOL_SIZE: ['0', 'ten'],
    REQUEST_TIMEOUT_MS: ['0', '10s'],
    SHUTDOWN_DRAIN_MS: ['2s', '-5', '99999999'],
    LOG_LEVEL: ['', 'loud'],
    PUBLIC_URL: ['', 'example.org', 'https://a.example/', 'ftp://a.example'],
    SMTP_URL: ['', 'localhost', 'https://a.example'],
    MAIL_FROM: ['', 'Todos', 'Todos <a>', 'Todos <a@b> <c@d>', 'a@b\nBcc: c@d'],
    INSTANCE_NAME: [' ', 'web/7'],
    INSTANCE_ADDRESS: ['web-1', '192.0.2.256', '192.0.2.7:80'],
    PEERS_HOST: [' ', 'web pods', 'http://web-pods', '-web', 'web-pods:3000'],
    ALLOWED_ORIGINS: ['example.org', 'https://a.example/', '*'],
  };
  for (const [name, values] of Object.entries(cases)) {
    for (const value of values) {
      const result = loadConfig('worker', { ...all, [name]: value });
      t.ok('problems' in result && result.problems.length === 1, `${name}=${value}`);
      t.ok('problems' in result && result.problems[0]?.startsWith(`${name} `), `${name} is named`);
    }
  }
});

test('secrets are not in the problems', async (t) => {
  const result = loadConfig('worker', {
    ...all,
    DATABASE_URL: 'mysql://user:hunter2@localhost/todos',
    SMTP_URL: 'http://user:hunter3@localhost',
  });
  t.match(result, { problems: [/^DATABASE_URL /, /^SMTP_URL /] });
  t.notMatch(JSON.stringify(result), /hunter/);
});

test('each type of process asks for what it needs', async (t) => {
  const missing = (type: ProcessType) => {
    const result = loadConfig(type, {});
    return 'problems' in result ? result.problems.map((problem) => problem.split(' ')[0]) : [];
  };
  t.same(missing('admin'), ['DATABASE_URL']);
  t.same(missing('web'), ['DATABASE_URL', 'PUBLIC_URL']);
  t.same(missing('worker'), ['DATABASE_URL', 'PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM']);
  t.match(loadConfig('admin', { DATABASE_URL, SMTP_URL: 'x' }), { problems: [/^SMTP_URL /] });
});

test('metrics have no port unless one is given', async (t) => {
  const portOf = (METRICS_PORT?: string) => loadConfig('web', { ...all, METRICS_PORT });
  t.match(portOf(), { config: { metricsPort: null } });
  t.match(portOf(''), { config: { metricsPort: null } });
  t.match(portOf('9464'), { config: { metricsPort: 9464 } });
});

/** A file with this content. */
function secretFile(t: TapTest, content: string): string {
  const file = join(t.testdir({}), 'secret');
  writeFileSync(file, content);
  return file;
}

test('a secret may stand in a file', async (t) => {
  const DATABASE_URL_FILE = secretFile(t, `${DATABASE_URL}\n`);
  t.match(loadConfig('web', { PUBLIC_URL, DATABASE_URL_FILE }), { config: { databaseUrl: DATABASE_URL } });
  t.strictSame(loadConfig('web', { PUBLIC_URL, DATABASE_URL, DATABASE_URL_FILE }), {
    problems: ['DATABASE_URL and DATABASE_URL_FILE are both given; only one may be'],
  });
  t.strictSame(loadConfig('web', { PUBLIC_URL, DATABASE_URL_FILE: '/nowhere/secret' }), {
    problems: ["DATABASE_URL_FILE names /nowhere/secret, which can't be read: ENOENT"],
  });
  const wrong = loadConfig('worker', {
    ...all,
    SMTP_URL: undefined,
    SMTP_URL_FILE: secretFile(t, 'hunter3'),
  });
  t.match(wrong, { problems: [/^SMTP_URL must be a URL/] });
  t.notMatch(JSON.stringify(wrong), /hunter/);
});

test('each variable is described', async (t) => {
  for (const { name, doc } of variables) t.ok(doc.endsWith('.'), name);
});

test('the process ends with one line for every wrong variable', async (t) => {
  const program = startProgram(t, 'src/server.ts', [], { PORT: 'http', TRUST_PROXY: 'maybe' });
  t.equal(await program.ended, 2);
  t.same(program.errors().trim().split('\n').sort(), [
    'DATABASE_URL is required',
    'PORT must be a whole number from 0 to 65535: value was "http"',
    'PUBLIC_URL is required',
    'TRUST_PROXY must be true or false: value was "maybe"',
  ]);
  t.equal(program.output(), '');
});

/** An environment in which the process says, when it ends, which of the service's packages it has loaded. */
function watched(t: TapTest): NodeJS.ProcessEnv {
  const watch = join(t.testdir({}), 'watch.cjs');
  writeFileSync(
    watch,
    `process.on('exit', () => {
       const paths = Object.keys(require.cache).join('\\n');
       const loaded = ['convict', 'fastify', 'pg', 'pino'].filter((name) => paths.includes(\`node_modules/\${name}/\`));
       process.stderr.write('loaded ' + loaded.join(' '));
     });`,
  );
  return { NODE_OPTIONS: `--require ${watch}` };
}

test('a wrong environment is refused before anything else is loaded', async (t) => {
  for (const file of ['src/server.ts', 'src/worker.ts']) {
    const program = startProgram(t, file, [], { ...watched(t), PORT: 'http' });
    t.equal(await program.ended, 2);
    t.match(program.errors(), /^loaded convict$/m, file);
  }
  const running = startProgram(t, 'src/server.ts', [], { ...all, ...watched(t), HOST: '192.0.2.1' });
  t.equal(await running.ended, 1);
  t.match(running.errors(), /^loaded convict fastify pg pino$/m, 'with a right one they are');
});

test('--print-config says where each value comes from, and no secret', async (t) => {
  const file = secretFile(t, `${SMTP_URL}?pool=hunter4`);
  const env = { ...all, SMTP_URL: undefined, SMTP_URL_FILE: file, PORT: '8080' };
  for (const program of ['src/server.ts', 'src/admin.ts']) {
    const asked = startProgram(t, program, ['--print-config'], env);
    t.equal(await asked.ended, 0, asked.errors());
    const lines = asked.output().trim().split('\n');
    t.same(lines.length, variables.length);
    for (const line of [
      'HOST=0.0.0.0  # default',
      'PORT=8080  # environment',
      'METRICS_PORT=  # none',
      'DATABASE_URL=postgres://***@localhost:5432/todos  # environment',
      `SMTP_URL=smtp://***@localhost?pool=***  # ${file}`,
    ])
      t.ok(lines.includes(line), line);
    t.notMatch(asked.output(), /hunter/);
  }
  const wrong = startProgram(t, 'src/worker.ts', ['--print-config'], { ...env, PORT: 'x' });
  t.equal(await wrong.ended, 1);
  t.match(wrong.errors(), /^PORT must be/);
  t.equal(wrong.output(), '');
});
