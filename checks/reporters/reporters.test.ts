/** What people and programs get to read: complete, in 80 columns, and harmless whatever the repository holds. */
import { createHash } from 'node:crypto';
import t from 'tap';
import type { CheckReport, Report } from '../engine/report.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html/page.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { reporters } from './reporters.ts';
import { sarif } from './sarif.ts';
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
  suppressions: [
    {
      check: 'port-binding/b',
      by: 'comment',
      path: 'api/server.js',
      line: 9,
      reason: 'the old client needs it',
      until: '2027-01-31',
      state: 'unused',
    },
  ],
};

t.test('the text says everything that a person needs, in 80 columns', async (t) => {
  const lines = text([report]);
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
  t.match(text([report], { colour: true }), '\x1b[31m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out
  t.equal(text([report], { colour: true }).replace(/\x1b\[\d+m/g, ''), lines, 'colour changes nothing else');
  t.match(text([{ ...report, score: null, grade: null }]), 'No grade: nothing here could be decided.');
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
    text([{ ...report, checks: [{ ...(failing as CheckReport), findings }] }]),
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
  const shown = text([foreign]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  t.notMatch(shown, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028]/);
  t.ok(shown.includes('a\\u001b]0;owned\\u0007\\n\\r\\tb\\u202ec'));
  t.equal(shown.split('\n').filter((line) => line.startsWith('b')).length, 0, 'no line of its own');
});

t.test('JSON gives back exactly the report, in visible characters', async (t) => {
  t.same(JSON.parse(json([report])), JSON.parse(JSON.stringify(report)));
  const written = json([foreign]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  t.notMatch(written, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028\ud800-\udfff]/u);
  t.equal(JSON.parse(written).problems[0].message, nasty);
});

t.test('several reports make one document', async (t) => {
  const [one] = [JSON.parse(json([report]))];
  t.same(JSON.parse(json([report, report])), [one, one]);
  t.equal(JSON.parse(sarif([report, report])).runs.length, 2);
  t.equal(text([report, report]).split('Twelve factors of').length, 3);
  t.equal(markdown([report, report]).split('# Twelve factors of').length, 3);
});

const excerpt = {
  from: 11,
  lines: ['const app = fastify();', 'app.listen({ port: 3000 });\t// `x`', '</pre><script>'],
};
const shown: Report = {
  ...report,
  checks: report.checks.map((one) => ({
    ...one,
    findings: one.findings.map((finding) => ({ ...finding, excerpt })),
  })),
};

t.test('excerpts are for people alone', async (t) => {
  t.notMatch(json([shown]), 'excerpt');
  t.match(markdown([shown]), 'app.listen({ port: 3000 });    // `x`\n');
  t.match(html([shown]), '<span class="here"><i>12</i>app.listen({ port: 3000 });');
});

t.test('Markdown says for each factor what was seen, what is missing and how to mend it', async (t) => {
  const document = markdown([report]);
  for (const expected of [
    '# Twelve factors of `./shop`\n',
    '| [VII Port binding](#vii-port-binding) | not met | 25 |\n',
    '## VII Port binding\n\n> The app exports its service by binding a port. [What the factor says](https://12factor.net/port-binding)',
    '### What is missing, and how to mend it\n\n✗ **The port comes from the environment.** (must, `port-binding/b`)',
    '- [`api/server.js:12`](<shop/api/server.js#L12>): listens on the fixed port 3000',
    '*Mend:* Read the port from the environment, `PORT` by custom, and pass it to listen().',
    '### What could not be decided\n\n- The port comes',
    '## Suppressions\n\n- [`api/server.js:9`](<shop/api/server.js#L9>): `port-binding/b` until 2027-01-31 is not needed any more.',
    '## Was not read\n\n- `k8s/web.yaml:4`: is no YAML',
  ]) {
    t.ok(document.includes(expected), expected);
  }
  t.match(
    markdown([report], { linkBase: 'https://forge.example/shop/blob/main/' }),
    '(<https://forge.example/shop/blob/main/shop/api/server.js#L12>)',
  );
});

t.test('the page loads nothing, runs one script, and says everything without it', async (t) => {
  const page = html([report]);
  t.equal(page.match(/<script/g)?.length, 1);
  t.notMatch(page, /\son\w+=|<link|<img|url\(|@import/);
  for (const [tag, directive] of [
    ['style', 'style-src'],
    ['script', 'script-src'],
  ] as const) {
    const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(content).digest('base64');
    t.ok(page.includes(`${directive} 'sha256-${hash}'`), `the policy allows just this ${tag}`);
  }
  for (const expected of [
    'VII Port binding',
    'listens on the fixed port 3000',
    'Read the port',
    'is no YAML',
  ])
    t.ok(page.includes(expected), expected);
});

t.test(
  'SARIF has levels, places and fingerprints; what is accepted is marked, what is known isn’t new',
  async (t) => {
    const [run] = JSON.parse(sarif([withExceptions])).runs;
    t.equal(run.tool.driver.rules.length, report.checks.length);
    t.match(run.results, [
      {
        ruleId: 'port-binding/b',
        level: 'error',
        partialFingerprints: { primaryLocationLineHash: 'f' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'shop/api/server.js' },
              region: { startLine: 12, startColumn: 1, endLine: 12 },
            },
          },
        ],
        suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'agreed' }],
      },
      { baselineState: 'unchanged' },
    ]);
    t.equal(run.invocations[0].executionSuccessful, false, 'a check went wrong');
  },
);

const withExceptions: Report = {
  ...report,
  checks: report.checks.map((one) => ({
    ...one,
    findings: one.findings.map((finding, index) => ({
      ...finding,
      suppressed:
        index === 0
          ? { reason: 'agreed', by: 'comment' as const }
          : { reason: 'known from the baseline', by: 'baseline' as const },
    })),
  })),
};

t.test('annotations and code quality leave out what is accepted', async (t) => {
  t.match(github([report]), /^::error file=shop\/api\/server\.js,line=12,title=port-binding\/b::listens on/);
  t.equal(github([withExceptions]).match(/^::error file/gm), null);
  t.equal(JSON.parse(gitlab([report])).length, 2);
  t.match(JSON.parse(gitlab([withExceptions])), [
    { location: { path: 'shop/compose.yaml', lines: { begin: 1 } } },
  ]);
});

t.test('JUnit tells failures, errors and what was passed over apart', async (t) => {
  const document = junit([report]);
  t.match(document, '<testsuites name="twelvefold" tests="2" failures="1" errors="0" time="0">');
  t.match(document, '<skipped>could not be decided: the value of');
  t.match(document, 'api/server.js:12: listens on the fixed port 3000');
});

t.test('foreign text is only text in every format', async (t) => {
  for (const [name, reporter] of reporters) {
    const written = (await reporter.load())([
      {
        ...foreign,
        checks: foreign.checks.map((one) => ({
          ...one,
          findings: one.findings.map((finding) => ({ ...finding, excerpt: { from: 1, lines: [nasty] } })),
        })),
      },
    ]);
    t.notMatch(
      written,
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028\ud800-\udfff]/u,
      name,
    );
  }
  t.notMatch(html([foreign]), '<img>');
  t.notMatch(junit([foreign]), '<img>');
  for (const line of github([foreign]).split('\n'))
    t.match(line, /^(?:::(?:error|warning|notice) |twelvefold: |$)/, 'no line of its own');
});
