// The configuration: strict formats, all problems at once, and no secret in any of them.
import { test } from 'tap';
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
    DATABASE_POOL_SIZE: ['0', 'ten'],
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
