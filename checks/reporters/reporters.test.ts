/** What people and programs get to read: complete, in 80 columns, and harmless whatever the repository holds. */
import t from 'tap';
import type { CheckReport, Report } from '../engine/report.ts';
import { json } from './json.ts';
import { reporters } from './reporters.ts';
import { text } from './text.ts';

const check = (id: string, more: Partial<CheckReport>): CheckReport => ({
  id,
  factor: id.split('/')[0] ?? '',
  severity: 'must',
  outcome: 'pass',
  reason: '',
  findings: [],
  evidence: [],
  title: 'The port comes from the environment.',
  why: 'A platform that runs many copies of an app has to choose the port of each copy, and can only do so from outside.',
  fix: 'Read the port from the environment, `PORT` by custom, and pass it to listen().',
  docs: 'docs/checks/x.md',
  ...more,
});

const report: Report = {
  schemaVersion: 1,
  tool: { name: 'twelvefold', version: '1.2.3' },
  target: { path: './shop', commit: '0123456789abcdef0123456789abcdef01234567', dirty: true },
  apps: [
    { path: 'api', ecosystem: 'node', framework: 'fastify', kind: 'web' },
    { path: 'worker', ecosystem: 'python', kind: 'worker' },
  ],
  score: 62.5,
  grade: 'D',
  decided: { checks: 2, of: 4 },
  factors: [
    { number: 3, slug: 'config', title: 'Config', outcome: 'undecided', score: 100, checks: ['config/a'] },
    {
      number: 7,
      slug: 'port-binding',
      title: 'Port binding',
      outcome: 'notMet',
      score: 25,
      checks: ['port-binding/b'],
    },
    {
      number: 12,
      slug: 'admin',
      title: 'Admin processes',
      outcome: 'notApplicable',
      score: null,
      checks: ['admin/c'],
    },
  ],
  checks: [
    check('config/a', {
      outcome: 'unknown',
      reason: 'the value of `config.port` could not be followed out of its module',
    }),
    check('port-binding/b', {
      outcome: 'fail',
      reason: '2 places break it',
      findings: [
        {
          message:
            'listens on the fixed port 3000, which no variable can change wherever it is deployed and by whom.',
          app: 'api',
          path: 'api/server.js',
          line: 12,
          fingerprint: 'f',
        },
        { message: 'publishes 80.', app: 'worker', path: 'compose.yaml', fingerprint: 'g' },
      ],
    }),
    check('logs/d', { outcome: 'error', reason: 'the check itself failed: TypeError: oh' }),
  ],
  problems: [{ path: 'k8s/web.yaml', line: 4, message: 'is no YAML' }],
};

t.test('the text says everything that a person needs, in 80 columns', async (t) => {
  const lines = text(report);
  t.same(
    lines.split('\n').filter((line) => line.length > 80),
    [],
  );
  for (const expected of [
    'Twelve factors of ./shop',
    'commit 0123456789ab, with changes that are not in it · twelvefold 1.2.3',
    'apps: api (node, fastify, web); worker (python, worker)',
    '   VII  Port binding          NOT MET            25',
    '   XII  Admin processes       does not apply',
    '    api/server.js:12\n      listens on the fixed port 3000',
    '    compose.yaml [worker]\n      publishes 80.',
    '    why  A platform',
    '    fix  Read the port',
    'Could not be decided\n  config/a\n    the value of',
    'Went wrong in the audit itself\n  logs/d\n    the check itself failed: TypeError: oh',
    'Was not read\n  k8s/web.yaml:4\n    is no YAML',
    'Score 62.5 of 100, grade D: 0 of 2 factors met.\nDecided 2 of the 4 checks that apply here.\n',
  ]) {
    t.ok(lines.includes(expected), expected);
  }
  t.notMatch(lines, '\x1b', 'no colour unless asked for');
  t.match(text(report, { colour: true }), '\x1b[31m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out
  t.equal(text(report, { colour: true }).replace(/\x1b\[\d+m/g, ''), lines, 'colour changes nothing else');
  t.match(text({ ...report, score: null, grade: null }), 'No grade: nothing here could be decided.');
});

t.test('many findings are cut in the text, and the text says so', async (t) => {
  const [, failing] = report.checks;
  const findings = Array.from({ length: 25 }, (_, n) => ({
    message: 'm.',
    app: '.',
    path: `f${n}.js`,
    fingerprint: String(n),
  }));
  t.match(
    text({ ...report, checks: [{ ...(failing as CheckReport), findings }] }),
    '… and 5 more; --format json lists them all',
  );
});

const nasty =
  'a\x1b]0;owned\x07\n\r\tb\u202ec\u2066d\u200be\u009b31m\u2028f\x7f\ud800g\u{e0041}::error::<img>`|';
const foreign: Report = JSON.parse(
  JSON.stringify(report, (key, value) =>
    ['path', 'message', 'reason', 'framework', 'app'].includes(key) ? nasty : value,
  ),
);

t.test('foreign text can not command the terminal', async (t) => {
  const shown = text(foreign);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  t.notMatch(shown, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028]/);
  t.ok(shown.includes('a\\u001b]0;owned\\u0007\\n\\r\\tb\\u202ec'));
  t.equal(shown.split('\n').filter((line) => line.startsWith('b')).length, 0, 'no line of its own');
});

t.test('JSON gives back exactly the report, in visible characters', async (t) => {
  t.same(JSON.parse(json(report)), JSON.parse(JSON.stringify(report)));
  const written = json(foreign);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  t.notMatch(written, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028\ud800-\udfff]/u);
  t.equal(JSON.parse(written).problems[0].message, nasty);
});

t.test('several reports make one document', async (t) => {
  const one = reporters.get('json');
  t.same(JSON.parse(one?.join([json(report), json(report)]) ?? ''), [
    JSON.parse(json(report)),
    JSON.parse(json(report)),
  ]);
  t.equal(one?.join([json(report)]), json(report));
});
