/**
 * Property-based fuzzing: whatever stands in a repository, the audit is whole, and whatever stands in a report, every
 * format stays well-formed. A failure prints the seed and the smallest counter-example; FUZZ_SEED repeats it, FUZZ_RUNS
 * sets how many repositories are tried.
 */
import fc from 'fast-check';
import t from 'tap';
import { auditRepo } from '../../checks/engine/audit.ts';
import { repoOf } from '../../checks/engine/repo-of.ts';
import type { Report } from '../../checks/engine/report.ts';
import { checks } from '../../checks/index.generated.ts';
import { reporters } from '../../checks/reporters/reporters.ts';
import { UsageError } from '../../cli/command.ts';
import { readConfiguration } from '../../cli/configuration.ts';
import { fileKinds } from './file-kinds.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 150);
const options = {
  numRuns: runs,
  ...(process.env.FUZZ_SEED ? { seed: Number(process.env.FUZZ_SEED) } : {}),
};
/** Milliseconds of processor time, which don't depend on what else the machine does. */
const slowest = 10_000;
const processorTime = (): number => process.cpuUsage().user / 1000;

/** Anything a file may hold that is text. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.stringMatching(/^[\s{}[\]()<>"'`:;,.=+*/\\#@$%&|!?~^_-]{0,300}$/),
);

/** Pieces of the language, in an order that makes sense or none, with foreign pieces between and an end that is cut. */
const textOf = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(
        fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: anything }),
        {
          maxLength: 25,
        },
      ),
      fc.constantFrom('\n', '\n', '\r\n', ' ', '', '\n  '),
      fc.option(fc.nat(400), { freq: 4 }),
    )
    .map(([parts, between, cut]) => {
      const text = parts.join(between);
      return cut === null ? text : text.slice(0, cut);
    });

const file = fc
  .constantFrom(...fileKinds)
  .chain(({ paths, pieces }) =>
    fc.tuple(
      fc.constantFrom(...paths),
      fc.oneof({ weight: 6, arbitrary: textOf(pieces) }, { weight: 1, arbitrary: anything }),
    ),
  );
const repository = fc
  .array(file, { minLength: 1, maxLength: 12 })
  .map((files): Record<string, string> => Object.fromEntries(files));

const sound = async (files: Record<string, string>): Promise<Report> => {
  const start = processorTime();
  const problems: unknown[] = [];
  const report = await auditRepo(repoOf(files), { onError: (error) => problems.push(error) });
  const errors = report.checks.filter(({ outcome }) => outcome === 'error');
  if (errors.length > 0) {
    const [first] = problems;
    throw first instanceof Error
      ? first
      : new Error(errors.map(({ id, reason }) => `${id}: ${reason}`).join('\n'));
  }
  const milliseconds = processorTime() - start;
  if (milliseconds > slowest) throw new Error(`took ${milliseconds.toFixed(0)} ms`);
  return report;
};

// The first audit also loads all that audits need.
await auditRepo(
  repoOf({ 'package.json': '{}', 'server.js': 'listen()\n', 'compose.yaml': 'services: {}\n' }),
);

t.test('any repository is audited whole, and every format of its report is written', async (t) => {
  const tried = { checks: 0, decided: 0 };
  await fc.assert(
    fc.asyncProperty(repository, async (files) => {
      const report = await sound(files);
      tried.checks += report.decided.of;
      tried.decided += report.decided.checks;
      for (const { load } of reporters.values()) (await load())([report]);
    }),
    options,
  );
  t.comment(`${runs} repositories: ${tried.decided} of ${tried.checks} checks decided`);
  t.ok(tried.decided > runs, 'the repositories aren’t noise: checks find subjects in them');
});

t.test('a file of one kind, and whatever follows it, is audited whole', async (t) => {
  for (const { paths, pieces } of fileKinds) {
    const [path = ''] = paths;
    await fc.assert(
      fc.asyncProperty(textOf(pieces), async (text) => {
        await sound({ [path]: text });
      }),
      { ...options, numRuns: Math.ceil(runs / 10) },
    );
    t.pass(path);
  }
});

const foreign = fc.oneof(
  anything,
  fc.constantFrom('::error::x', ']]>', '<img onerror=x>', '`', '|', '=cmd', '\u202e', '\ud800'),
);
const finding = fc.record({
  message: foreign,
  app: foreign,
  path: foreign,
  line: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
  fingerprint: fc.constant('f'),
  suppressed: fc.option(
    fc.record({ reason: foreign, by: fc.constantFrom('comment', 'configuration', 'baseline') }),
    {
      nil: undefined,
    },
  ),
  excerpt: fc.option(
    fc.record({ from: fc.integer({ min: 1 }), lines: fc.array(foreign, { maxLength: 4 }) }),
    {
      nil: undefined,
    },
  ),
});
const report = fc
  .record({
    path: foreign,
    framework: foreign,
    outcome: fc.constantFrom('pass', 'fail', 'notApplicable', 'unknown', 'error'),
    reason: foreign,
    findings: fc.array(finding, { maxLength: 3 }),
    problem: foreign,
  })
  .map(
    ({ path, framework, outcome, reason, findings, problem }) =>
      ({
        schemaVersion: 1,
        tool: { name: 'twelvefold', version: '1.0.0' },
        target: { path },
        apps: [{ path, ecosystem: 'node', framework, kind: 'web' }],
        score: 50,
        grade: 'F',
        decided: { checks: 1, of: 1 },
        factors: [
          {
            number: 3,
            slug: 'config',
            title: 'Config',
            outcome: 'notMet',
            score: 50,
            checks: ['config/documented'],
          },
        ],
        checks: [
          {
            id: 'config/documented',
            factor: 'config',
            severity: 'should',
            outcome,
            reason,
            findings,
            evidence: [{ app: path, path, line: 1 }],
            title: 'T.',
            why: 'w',
            fix: 'f',
            docs: 'd',
          },
        ],
        problems: [{ path: problem, message: problem }],
        suppressions: [{ check: 'config/documented', by: 'comment', path, line: 1, reason, state: 'unused' }],
      }) as Report,
  );

t.test('whatever a report holds, every format is one line a line and well-formed', async (t) => {
  const writers = await Promise.all(
    [...reporters].map(async ([name, { load }]) => [name, await load()] as const),
  );
  fc.assert(
    fc.property(report, (one) => {
      for (const [name, write] of writers) {
        const text = write([one]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        if (/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]/u.test(text))
          throw new Error(`${name} holds a command`);
        if (name === 'json' || name === 'sarif' || name === 'gitlab') JSON.parse(text);
        if (name === 'html' && (text.match(/<script|<img|<\/main>/g)?.length ?? 0) !== 2)
          throw new Error('html holds foreign markup');
        if (name === 'github' && text.split('\n').some((line) => /^::(?!error |warning |notice )/.test(line)))
          throw new Error('github holds a foreign command');
      }
    }),
    { ...options, numRuns: runs * 5 },
  );
  t.pass();
});

t.test('a configuration is read, or refused in one line', async (t) => {
  const pieces = [
    'only: [config]',
    'only:',
    '- config',
    'fail-on: must',
    'min-score: 5',
    'baseline: x',
    'suppress:',
    '  - check: logs/structured',
    '    reason: r',
    '    until: 2027-01-31',
    '    path: "**"',
    '&a',
    '*a',
    '<<: *a',
    '{',
    '}',
    '[',
    ']',
    '---',
    '!!js/function',
  ];
  await fc.assert(
    fc.asyncProperty(textOf(pieces), async (text) => {
      try {
        await readConfiguration(text, '.twelvefold.yaml', (id) => checks.has(id));
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
      }
    }),
    { ...options, numRuns: runs * 5 },
  );
  t.pass();
});
