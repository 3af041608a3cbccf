/** The engine: which facts are gathered, how apps are combined, what an error does, what the report holds. */
import t from 'tap';
import type { Artifacts } from '../facts/artifacts/artifacts.ts';
import type { App, Secret } from '../facts/facts.ts';
import type { Gatherers } from '../facts/gatherer.ts';
import type { LinkedSources } from '../facts/source/link.ts';
import { auditRepo } from './audit.ts';
import {
  type AnyCheck,
  defineCheck,
  fail,
  failIfAny,
  notApplicable,
  pass,
  type Subject,
  unknown,
  type Verdict,
} from './check.ts';
import type { Sources } from './gather.ts';
import { repoOf } from './repo-of.ts';

const meta = {
  title: 'All is well.',
  why: 'It matters.',
  fix: 'Mend it.',
  severity: 'must',
  subject: 'app',
} as const;
const app = (path: string, kind: App['kind'] = 'web'): App => ({
  path,
  kind,
  ecosystem: 'node',
  evidence: [{ path }],
});
const repo = repoOf({ 'server.js': 'listen(80)\nlisten(80)\n', 'api/a.js': '1', 'web/b.js': '2' });

const sources = (gatherers: Partial<Gatherers>): Sources => ({
  gatherers,
  linkSources: async () => ({ problems: [] }) as unknown as LinkedSources,
  readArtifacts: async () =>
    ({ problems: [{ path: 'compose.yaml', line: 3, message: 'is no YAML' }] }) as unknown as Artifacts,
});
const says = (verdict: (path: string) => Verdict, more: Partial<AnyCheck> = {}): AnyCheck => ({
  ...meta,
  needs: ['app'],
  run: ({ app }) => verdict(app.path),
  ...more,
});
const audit = (
  checks: Record<string, AnyCheck>,
  apps: readonly App[] = [app('.')],
  gatherers: Partial<Gatherers> = {},
) =>
  auditRepo(repo, {
    checks: new Map(Object.entries(checks)),
    sources: sources({ apps: () => apps, ...gatherers }),
  });

t.test('one failing app fails the claim, an error is worse than not knowing', async (t) => {
  const verdicts: Record<string, () => Verdict> = {
    a: () => pass('a is well'),
    b: () => notApplicable('b has none'),
    c: () => unknown('c is not read'),
    d: () => {
      throw new Error('d is broken');
    },
    e: () => fail([{ message: 'e is wrong.', at: { path: 'e/x', line: 1 } }]),
  };
  const outcome = async (...names: string[]) => {
    const report = await audit(
      { 'config/x': says((path) => verdicts[path]?.() ?? unknown('')) },
      names.map((name) => app(name)),
    );
    const [check] = report.checks;
    return `${check?.outcome}: ${check?.reason}`;
  };
  t.equal(await outcome('a', 'b'), 'pass: a is well');
  t.equal(await outcome('b'), 'notApplicable: b has none');
  t.equal(await outcome('a', 'c'), 'unknown: c is not read');
  t.equal(await outcome('a', 'c', 'd'), 'error: the check itself failed: Error: d is broken');
  t.equal(await outcome('a', 'c', 'd', 'e'), 'fail: one place breaks it');
});

t.test('a check is asked once for each subject, and only for those', async (t) => {
  const asked = async (subject: Subject) => {
    const paths: string[] = [];
    const check = says(
      (path) => {
        paths.push(path);
        return pass('');
      },
      { subject },
    );
    const report = await audit({ 'config/x': check }, [
      app('web'),
      app('worker', 'worker'),
      app('lib', 'library'),
      app('page', 'static'),
    ]);
    return [...paths, report.checks[0]?.outcome].join(' ');
  };
  t.equal(await asked('codebase'), '. pass');
  t.equal(await asked('app'), 'web worker lib page pass');
  t.equal(await asked('service'), 'web worker pass');
  t.equal(await asked('web'), 'web pass');
  const none = await audit({ 'config/x': says(() => pass(''), { subject: 'web' }) }, [app('lib', 'library')]);
  t.match(none.checks[0], {
    outcome: 'notApplicable',
    reason: 'nothing here answers requests over the network',
  });
});

t.test('facts are gathered at most once an app, and only if a check needs them', async (t) => {
  const gathered: string[] = [];
  await audit(
    {
      'config/x': defineCheck({ ...meta, needs: ['envReads', 'locks'], run: () => pass('') }),
      'config/y': defineCheck({ ...meta, needs: ['locks'], run: () => pass('') }),
    },
    [app('api'), app('web')],
    {
      locks: ({ app }) => {
        gathered.push(`locks of ${app.path}`);
        return [];
      },
      envReads: async ({ app, paths, fact }) => {
        gathered.push(`envReads of ${app.path}: ${paths.join()}, ${(await fact('locks')).length} locks`);
        return [];
      },
      listens: () => {
        gathered.push('listens');
        return [];
      },
    },
  );
  t.same(gathered.sort(), [
    'envReads of api: api/a.js, 0 locks',
    'envReads of web: web/b.js, 0 locks',
    'locks of api',
    'locks of web',
  ]);
});

t.test('a gatherer that throws makes its checks errors, the others go on', async (t) => {
  const report = await audit(
    {
      'config/broken': defineCheck({ ...meta, needs: ['locks'], run: () => pass('') }),
      'config/well': says(() => pass('yes')),
      'logs/missing': defineCheck({ ...meta, needs: ['listens'], run: () => pass('') }),
    },
    [app('.')],
    { locks: () => Promise.reject(new TypeError('no such thing')) },
  );
  t.match(report.checks, [
    {
      id: 'config/broken',
      outcome: 'error',
      reason: 'the fact “locks” could not be gathered: TypeError: no such thing',
    },
    { id: 'config/well', outcome: 'pass', reason: 'yes', proof: 'read' },
    { id: 'logs/missing', outcome: 'error' },
  ]);
  t.match(report.factors, [
    { slug: 'config', outcome: 'undecided', score: 50 },
    { slug: 'logs', outcome: 'undecided', score: 0 },
  ]);
  t.equal(report.score, 25, 'an error never raises a mark');
});

t.test('who looks for a bug is told the exception itself', async (t) => {
  const told: unknown[] = [];
  const oops = new Error('oops');
  const broken = says(() => {
    throw oops;
  });
  await auditRepo(repo, {
    checks: new Map([['config/x', broken]]),
    sources: sources({ apps: () => [app('.')] }),
    onError: (error) => told.push(error),
  });
  t.same(told, [oops]);
});

t.test('apps that can not be found are an error of every check on apps', async (t) => {
  const report = await audit(
    { 'config/x': says(() => pass('')), 'codebase/y': says(() => pass(''), { subject: 'codebase' }) },
    [],
    { apps: () => Promise.reject(new Error('oh')) },
  );
  t.match(report.checks, [
    { outcome: 'pass' },
    { outcome: 'error', reason: 'the apps could not be found: Error: oh' },
  ]);
});

t.test('facts that need each other are an error, not an endless wait', async (t) => {
  const report = await audit(
    { 'config/x': defineCheck({ ...meta, needs: ['locks'], run: () => pass('') }) },
    [app('.')],
    {
      locks: ({ fact }) => fact('images').then(() => []),
      images: ({ fact }) => fact('workloads').then(() => []),
      workloads: ({ fact }) => fact('locks').then(() => []),
    },
  );
  t.match(report.checks[0]?.reason, /“workloads” and “locks” need each other/);
});

t.test('an empty repository passes nothing', async (t) => {
  const report = await auditRepo(repoOf({}), {
    checks: new Map([['codebase/x', says(() => pass(''), { subject: 'codebase' })]]),
    sources: sources({ apps: () => [] }),
  });
  t.match(report, {
    score: null,
    grade: null,
    decided: { checks: 0, of: 0 },
    checks: [{ outcome: 'notApplicable' }],
  });
});

t.test('findings keep their fingerprints when lines move, and two alike are told apart', async (t) => {
  const check = defineCheck({
    ...meta,
    needs: ['listens'],
    run: ({ listens }) =>
      failIfAny(
        listens.map(({ at }) => ({ at, message: `listens on a fixed port at line ${at.line}.` })),
        () => pass(''),
      ),
  });
  const prints = async (text: string) => {
    const lines = text.split('\n').flatMap((line, index) => (line.includes('listen') ? [index + 1] : []));
    const report = await auditRepo(repoOf({ 'a.js': text }), {
      checks: new Map([['port-binding/x', check]]),
      sources: sources({
        apps: () => [app('.')],
        listens: () =>
          lines.map((line) => ({
            at: { path: 'a.js', line },
            server: '',
            loopback: false,
            port: { from: 'literal', variables: [], at: { path: 'a.js' } },
          })),
      }),
    });
    return report.checks[0]?.findings.map(({ fingerprint }) => fingerprint) ?? [];
  };
  const before = await prints('listen(80)\nlisten(80)\nlisten(81)\n');
  t.equal(new Set(before).size, 3);
  t.same(await prints('\n// new\nlisten(80)\n  listen(80)\nlisten(81)\n'), before);
});

t.test('what two apps share is reported once, in the order of places', async (t) => {
  const shared = says((path) =>
    fail([
      { message: 'no tag.', at: { path: 'Dockerfile', line: 2 } },
      { message: `of ${path}.`, at: { path: 'Dockerfile', line: 1 } },
    ]),
  );
  const report = await audit({ 'dependencies/x': shared }, [app('api'), app('web')]);
  t.same(
    report.checks[0]?.findings.map(({ app, line, message }) => `${app} ${line} ${message}`),
    ['api 1 of api.', 'web 1 of web.', 'api 2 no tag.'],
  );
});

t.test('a secret that a check forgot to mask is taken out everywhere', async (t) => {
  const canary = 'c4nary-Tr0ub4dor';
  const secret: Secret = {
    name: 'PASSWORD',
    at: { path: 'server.js', line: 1 },
    where: 'code',
    purpose: 'deploy',
    kind: 'literal',
    value: canary,
  };
  const report = await audit(
    {
      'config/a': defineCheck({
        ...meta,
        needs: ['secrets'],
        run: ({ secrets }) => fail([{ message: `"${secrets[0]?.value}" is written here.`, at: secret.at }]),
      }),
      'config/b': says(() => unknown(`could not reach postgres://me:hunter2x@db/x with ${canary}`)),
      'config/c': says(() => {
        throw new Error(`bad ${canary}`);
      }),
    },
    [app('.')],
    { secrets: () => [secret] },
  );
  t.notMatch(JSON.stringify(report), canary);
  t.notMatch(JSON.stringify(report), 'hunter2x');
  t.match(report.checks[0]?.findings[0]?.message, '"•••" is written here.');
});

t.test('what could not be parsed is in the report, and the same input gives the same bytes', async (t) => {
  const check = {
    'config/x': defineCheck({
      ...meta,
      needs: ['images'],
      run: () => pass('seen', [{ path: 'server.js', line: 2 }]),
    }),
  };
  const run = () => audit(check, [app('.')], { images: ({ artifacts }) => artifacts().then(() => []) });
  const report = await run();
  t.same(report.problems, [{ path: 'compose.yaml', line: 3, message: 'is no YAML' }]);
  t.same(report.checks[0]?.evidence, [{ app: '.', path: 'server.js', line: 2 }]);
  t.equal(JSON.stringify(report), JSON.stringify(await run()));
});
