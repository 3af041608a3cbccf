// The configuration: strict formats, all problems at once, and no secret in any of them.
import { test } from 'tap';
import { startProgram } from '../test/process.ts';
import { loadConfig, variables } from './config.ts';

const DATABASE_URL = 'postgres://user:hunter2@localhost:5432/todos';

test('defaults, and values of their types', async (t) => {
  t.match(loadConfig({ DATABASE_URL }), {
    config: {
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: DATABASE_URL,
      trustProxy: false,
      websocketOrigins: [],
    },
  });
  t.match(
    loadConfig({
      DATABASE_URL,
      PORT: '80',
      TRUST_PROXY: 'true',
      WEBSOCKET_ORIGINS: 'https://a.example, http://b:81',
    }),
    { config: { port: 80, trustProxy: true, websocketOrigins: ['https://a.example', 'http://b:81'] } },
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
    WEBSOCKET_ORIGINS: ['example.org', 'https://a.example/', '*'],
  };
  for (const [name, values] of Object.entries(cases)) {
    for (const value of values) {
      const result = loadConfig({ DATABASE_URL, [name]: value });
      t.ok('problems' in result && result.problems.length === 1, `${name}=${value}`);
      t.ok('problems' in result && result.problems[0]?.startsWith(`${name} `), `${name} is named`);
    }
  }
});

test('secrets are not in the problems', async (t) => {
  const result = loadConfig({ DATABASE_URL: 'mysql://user:hunter2@localhost/todos' });
  t.notMatch(JSON.stringify(result), /hunter2/);
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
    'TRUST_PROXY must be true or false: value was "maybe"',
  ]);
  t.equal(program.output(), '');
});
