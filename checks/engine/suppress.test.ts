/** Suppressions, baselines and excerpts through the whole audit: what counts, what is shown, what is never shown. */
import t from 'tap';
import { auditRepo, type Exceptions } from './audit.ts';
import { baselineOf, isBrokenAnew, readBaseline } from './baseline.ts';
import { defineCheck, fail, pass } from './check.ts';
import { excerptOf } from './excerpt.ts';
import { redactor } from './redact.ts';
import { repoOf } from './repo-of.ts';
import type { CheckReport, Report } from './report.ts';
import type { Suppression } from './suppress.ts';

/** Finds every line that says `bad`, and the file `whole.js` as a whole. */
const check = defineCheck({
  title: 'Nothing is bad.',
  why: 'w',
  fix: 'f',
  severity: 'must',
  subject: 'codebase',
  needs: [],
  run: () => {
    const findings = [...texts].flatMap(([path, text]) =>
      path === 'whole.js'
        ? [{ message: 'is bad as a whole.', at: { path } }]
        : text
            .split('\n')
            .flatMap((line, index) =>
              line.includes('bad') ? [{ message: 'is bad.', at: { path, line: index + 1 } }] : [],
            ),
    );
    const [first, ...others] = findings;
    return first ? fail([first, ...others]) : pass('nothing');
  },
});
let texts = new Map<string, string>();

async function audit(files: Record<string, string>, more: Partial<Exceptions> = {}): Promise<Report> {
  texts = new Map(Object.entries(files));
  const repo = repoOf(files);
  for (const path of texts.keys()) repo.text(path);
  return auditRepo(repo, {
    checks: new Map([['codebase/sound', check]]),
    exceptions: {
      suppressions: [],
      comments: true,
      today: '2026-06-15',
      isCheck: (id) => id === 'codebase/sound' || id === 'codebase/other',
      ...more,
    },
  });
}
const only = ({ checks: [first] }: Report): CheckReport => first as CheckReport;

t.test('a comment covers its own line, or the next where it stands alone', async (t) => {
  const report = await audit({
    'a.js': [
      'bad() // twelvefold-ignore codebase/sound: agreed in May',
      '# twelvefold-ignore codebase/sound until 2026-06-15: until today',
      '# twelvefold-ignore codebase/other: not asked',
      'bad()',
      'bad()',
    ].join('\n'),
    'whole.js': '/* twelvefold-ignore codebase/sound: generated */\nx\n',
  });
  t.match(only(report), {
    outcome: 'fail',
    reason: 'one place breaks it, and 3 more by a suppression that holds',
  });
  t.same(
    only(report).findings.map(({ path, line, suppressed }) => [path, line, suppressed?.reason]),
    [
      ['a.js', 1, 'agreed in May'],
      ['a.js', 4, 'until today'],
      ['a.js', 5, undefined],
      ['whole.js', undefined, 'generated'],
    ],
  );
  t.same(
    report.suppressions.map(({ path, line, state }) => [path, line, state]),
    [
      ['a.js', 1, 'used'],
      ['a.js', 2, 'used'],
      ['whole.js', 1, 'used'],
    ],
  );
});

t.test('where everything is accepted the claim neither earns nor costs', async (t) => {
  const report = await audit({ 'a.js': 'bad() // twelvefold-ignore codebase/sound: agreed\n' });
  t.match(only(report), { outcome: 'notApplicable', reason: 'suppressed: agreed', proof: undefined });
  t.equal(report.score, null);
});

t.test('what is expired, unneeded or not valid covers nothing and is told', async (t) => {
  const report = await audit({
    'a.js': [
      'bad() // twelvefold-ignore codebase/sound until 2026-06-14: too late',
      'bad() // twelvefold-ignore codebase/sound',
      'bad() // twelvefold-ignore codebase/nope: unknown',
      'bad() // twelvefold-ignore codebase/sound until someday: when?',
      'good() // twelvefold-ignore codebase/sound: not needed',
      'const text = "twelvefold-ignore codebase/sound: no comment"; bad()',
    ].join('\n'),
  });
  t.match(only(report), { outcome: 'fail', reason: '5 places break it' });
  t.match(report.suppressions, [
    { line: 1, state: 'expired' },
    { line: 2, state: 'invalid', problem: /must be written/ },
    { line: 3, state: 'invalid', problem: /there is no check/ },
    { line: 4, state: 'invalid', problem: /is no day/ },
    { line: 5, state: 'unused' },
  ]);
  t.equal(report.suppressions.length, 5, 'a string is no comment');
});

t.test('comments don’t count where the repository has no say', async (t) => {
  const report = await audit(
    { 'a.js': 'bad() // twelvefold-ignore codebase/sound: please\n' },
    { comments: false },
  );
  t.match(only(report), { outcome: 'fail' });
  t.same(report.suppressions, []);
});

t.test('a suppression of a configuration covers what it names', async (t) => {
  const suppression: Suppression = {
    check: 'codebase/sound',
    by: 'configuration',
    at: { path: '.twelvefold.yaml', line: 3 },
    reason: 'old code',
    covers: ({ path }) => path.startsWith('old/'),
  };
  const report = await audit({ 'old/a.js': 'bad()', 'b.js': 'bad()' }, { suppressions: [suppression] });
  t.match(only(report), {
    outcome: 'fail',
    findings: [
      { path: 'b.js', suppressed: undefined },
      { path: 'old/a.js', suppressed: { by: 'configuration' } },
    ],
  });
});

t.test('with a baseline only what is new breaks anything, and the score stays', async (t) => {
  const before = await audit({ 'a.js': 'bad()' });
  const text = JSON.stringify(baselineOf([before]));
  const known = readBaseline(text);
  if ('problem' in known) throw new Error(known.problem);
  const same = await audit({ 'a.js': '\n\nbad()' }, { baseline: known });
  t.match(only(same), { outcome: 'fail', findings: [{ line: 3, suppressed: { by: 'baseline' } }] });
  t.equal(isBrokenAnew(only(same)), false, 'lines may move');
  t.equal(same.score, before.score);
  t.equal(JSON.stringify(baselineOf([same])), text, 'written again it is the same');
  const worse = await audit({ 'a.js': 'bad()', 'b.js': 'bad()' }, { baseline: known });
  t.equal(isBrokenAnew(only(worse)), true);
  t.match(readBaseline('{'), { problem: 'is no JSON' });
  t.match(readBaseline('{"findings":[]}'), { problem: /is no baseline/ });
});

t.test('an excerpt shows a few short lines, and no value that may be secret', async (t) => {
  const redact = redactor(['k7#known']);
  const lines = (text: string, line = 1) => excerptOf(text, { path: 'x', line }, redact)?.lines.join('\n');
  t.same(excerptOf('a\nb\nc\nd\ne', { path: 'x', line: 3 }, redact), { from: 2, lines: ['b', 'c', 'd'] });
  t.same(excerptOf('a\nb', { path: 'x', line: 1, endLine: 40 }, redact), { from: 1, lines: ['a', 'b'] });
  t.equal(excerptOf('a', { path: 'x' }, redact), undefined);
  t.equal(excerptOf('a', { path: 'x', line: 9 }, redact), undefined);
  t.equal(lines('x'.repeat(1000))?.length, 161);
  t.equal(lines('use(k7#known)'), 'use(•••)');
  for (const line of [
    'DB_PASSWORD=hunter2!x',
    'password: hunter2!x',
    `const apiKey = "hunter2!x";`,
    `'secret_key' => 'hunter2!x',`,
    `"client_secret": "hunter2!x"`,
    'postgres://shop:hunter2!x@db/shop',
    'mysql -u root --password=hunter2!x',
    'ENV API_TOKEN hunter2!x',
    'app.secret = "hunter2!x"',
    `jwt.sign(payload, 'aB3dE5gH7jK9mN1pQ3sT5vW7xY9z1B3d')`,
  ]) {
    t.notMatch(lines(line), /hunter2|aB3dE5/, line);
  }
  for (const line of [
    'const port = process.env.PORT ?? 3000;',
    'password: process.env.DB_PASSWORD,',
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}',
    'image: registry.example.org/toolshed:latest',
    'FROM node@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'import { AuthenticationConfigurationProvider } from "./authentication";',
  ]) {
    t.equal(lines(line), line);
  }
});
