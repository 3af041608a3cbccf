/** `audit` and `explain` as people call them: targets, files, thresholds, exit codes. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { committed, folderWith, git, write } from '../checks/engine/fixtures.ts';
import { checks } from '../checks/index.generated.ts';
import { runProgram } from './program.ts';
import { terminal } from './terminal.fixture.ts';

async function run(cwd: string, ...args: readonly string[]) {
  const io = terminal({ cwd });
  const code = await runProgram(args, io);
  return { code, out: io.out(), err: io.err() };
}

/** Breaks one claim about tracked files, whatever else is found in it. */
const tracked = {
  'package.json': '{"name":"shop"}',
  'index.js': 'export {}\n',
  'node_modules/x/index.js': 'x\n',
};
const tidy = { 'package.json': '{"name":"shop"}', 'index.js': 'export {}\n' };
const only = ['--only', 'codebase/no-artifacts-tracked'];

t.test('the exit code follows the threshold', async (t) => {
  const folder = folderWith(t, tracked);
  t.match(
    await run(folder, 'audit', ...only),
    { code: 0, out: /no-artifacts-tracked/ },
    'a should, and the default is must',
  );
  t.match(await run(folder, 'audit', ...only, '--fail-on', 'should'), { code: 1 });
  t.match(await run(folder, 'audit', ...only, '--fail-on', 'may'), { code: 1 });
  t.match(await run(folder, 'audit', ...only, '--fail-on', 'never'), { code: 0 });
  t.match(await run(folder, 'audit', ...only, '--min-score', '50'), { code: 1 });
  t.match(await run(folderWith(t, tidy), 'audit', ...only, '--min-score', '100', '--fail-on', 'may'), {
    code: 0,
  });
});

t.test('formats go where they were sent, people’s text makes room for JSON', async (t) => {
  const folder = folderWith(t, tidy);
  const both = await run(folder, 'audit', ...only, '--format', 'text', '--format', 'json');
  t.match(JSON.parse(both.out), {
    schemaVersion: 1,
    target: { path: '.' },
    checks: [{ id: 'codebase/no-artifacts-tracked' }],
  });
  t.match(both.err, 'Twelve factors of .');
  const file = await run(folder, 'audit', ...only, '--format', 'text', '--format', 'json:out/audit.json');
  t.match(file.out, 'Twelve factors of .');
  t.match(JSON.parse(readFileSync(join(folder, 'out/audit.json'), 'utf8')), { schemaVersion: 1 });
  mkdirSync(join(folder, 'taken'));
  t.match(await run(folder, 'audit', ...only, '--format', 'json:taken'), {
    code: 2,
    err: /can't be written to taken \(EISDIR\)/,
  });
});

t.test('a process that dies costs its target a line, and the whole is not whole', async (t) => {
  const place = folderWith(t);
  for (const name of ['a', 'b'])
    write(place, Object.fromEntries(Object.entries(tidy).map(([path, text]) => [`${name}/${path}`, text])));
  t.match(await run(place, 'audit', '--jobs', '0'), { code: 2, err: /--jobs is “0”.*from 1 to 64/ });
  t.match(await run(place, 'audit', '--timeout', 'x'), { code: 2, err: /--timeout is “x”.*from 1 to 86400/ });
  const io = terminal({ cwd: place, env: { NODE_OPTIONS: '--require=./missing.cjs' } });
  t.equal(await runProgram(['audit', '--jobs', '2', 'a', 'b', ...only], io), 3);
  t.same(
    io.err(),
    ['a', 'b']
      .map((name) => `twelvefold: ${name} could not be audited: its process ended by exit code 1.\n`)
      .join(''),
  );
});

t.test('several targets, and what can not be audited is said and never passes', async (t) => {
  const place = folderWith(t);
  write(place, Object.fromEntries(Object.entries(tidy).map(([path, text]) => [`a/${path}`, text])));
  write(place, Object.fromEntries(Object.entries(tracked).map(([path, text]) => [`b/${path}`, text])));
  mkdirSync(join(place, 'empty'));
  const two = await run(place, 'audit', 'a', 'b', ...only, '--format', 'json', '--fail-on', 'should');
  t.equal(two.code, 1);
  t.match(JSON.parse(two.out), [{ target: { path: 'a' } }, { target: { path: 'b' } }]);
  t.same(await run(place, 'audit', 'nowhere', ...only), {
    code: 2,
    out: '',
    err: 'twelvefold: nowhere is not there.\n',
  });
  t.same(await run(place, 'audit', 'empty', ...only), {
    code: 2,
    out: '',
    err: 'twelvefold: empty holds no files to audit.\n',
  });
  t.match(await run(place, 'audit', 'a/index.js', ...only), {
    code: 2,
    err: /is a file; a folder or a bare repository is audited/,
  });
  t.match(await run(place, 'audit', 'empty', 'a', ...only), { code: 2, out: /Twelve factors of a/ });
});

t.test('a commit that is not checked out', async (t) => {
  const folder = committed(t, tracked);
  git(folder, 'rm', '--quiet', '-r', 'node_modules');
  git(folder, 'commit', '--quiet', '--message=tidy');
  t.match(await run(folder, 'audit', ...only, '--fail-on', 'should'), { code: 0 });
  const first = git(folder, 'rev-list', '--max-parents=0', 'HEAD').trim();
  t.match(await run(folder, 'audit', ...only, '--fail-on', 'should', '--rev', first), {
    code: 1,
    out: first.slice(0, 12),
  });
  t.match(await run(folder, 'audit', '--rev', 'nope'), {
    code: 2,
    err: 'twelvefold: . there is no commit “nope”.\n',
  });
});

t.test('no secret and no control character of a repository is ever shown', async (t) => {
  const canary = 'Zq7-c4nary-Xw9';
  const folder = folderWith(t, {
    'requirements.txt': 'flask==3.0.3\npsycopg2==2.9.9\n',
    'app.py': `import flask, psycopg2, os\napp = flask.Flask(__name__)\napp.config['SECRET_KEY'] = '${canary}'\ndb = psycopg2.connect('postgresql://shop:${canary}@db.example.com/shop')\nPASSWORD = os.environ.get('PASSWORD', '${canary}')\napp.run(port=5000)\n`,
    '.env': `API_KEY=${canary}\nDATABASE_URL=postgres://u:${canary}@h/d\n`,
    Dockerfile: `FROM python\nENV API_TOKEN=${canary}\nCMD python app.py --password ${canary}\n`,
    'compose.yaml': `services:\n  web:\n    build: .\n    environment:\n      DB_PASSWORD: ${canary}\n      URL: amqp://u:${canary}@mq\n`,
    'k8s/\x1b[31mweb\n.yaml': `kind: Secret\napiVersion: v1\nmetadata: {name: s}\nstringData:\n  password: ${canary}\n---\n\t: [`,
    '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    env:\n      TOKEN: ${canary}\n    steps:\n      - run: deploy ${canary}\n`,
  });
  const audited = await run(folder, 'audit', '--format', 'text', '--format', 'json');
  t.match(
    JSON.parse(audited.out).checks.find(({ id }: { id: string }) => id === 'config/no-credentials-in-code'),
    { outcome: 'fail' },
  );
  t.notMatch(audited.out + audited.err, canary);
  t.notOk(`${audited.out}${audited.err}`.includes('\x1b'));
});

t.test('progress only where someone watches', async (t) => {
  const io = terminal({ cwd: folderWith(t, tidy), stderrIsTerminal: true });
  await runProgram(['audit', ...only], io);
  t.ok(io.err().includes('auditing . (1 of 1)'));
  t.ok(io.err().endsWith('\r\x1b[K'), 'and is gone at the end');
});

t.test('explain lists, explains a factor, explains a check with its cases', async (t) => {
  const all = await run('.', 'explain');
  t.equal(all.code, 0);
  const listed = all.out.replace(/\s+/g, ' ');
  for (const [id, { title }] of checks) t.ok(listed.includes(id) && listed.includes(title), id);
  t.match((await run('.', 'explain', '7')).out, /^VII Port binding: [\s\S]*12factor\.net\/port-binding/);
  t.equal((await run('.', 'explain', '7')).out, (await run('.', 'explain', 'port-binding')).out);
  for (const id of checks.keys()) {
    const { code, out } = await run('.', 'explain', id);
    t.equal(code, 0);
    t.match(out, /Why: [\s\S]*Fix: [\s\S]*:\n {2}/, id);
  }
});

/** One broken claim (`should`): a tracked `node_modules`. */
const configured = (text: string) => ({ ...tracked, '.twelvefold.yaml': text });

t.test('the repository’s configuration sets thresholds and accepts findings; flags win', async (t) => {
  const strict = folderWith(t, configured('fail-on: should\nonly: [codebase/no-artifacts-tracked]\n'));
  t.match(await run(strict, 'audit'), { code: 1 });
  t.match(await run(strict, 'audit', '--fail-on', 'must'), { code: 0 });
  const accepted = folderWith(
    t,
    configured(
      'fail-on: should\nsuppress:\n  - check: codebase/no-artifacts-tracked\n    path: node_modules\n    reason: vendored on purpose\n',
    ),
  );
  t.match(await run(accepted, 'audit', ...only), { code: 0, out: /vendored on purpose/ });
  const graded = await run(accepted, 'audit', ...only, '--no-suppressions', '--fail-on', 'should');
  t.equal(graded.code, 1, 'who is graded has no say');
  t.notMatch(graded.out, 'vendored');
  t.match(await run(strict, 'audit', '--no-suppressions', '--format', 'json'), { out: /disposability/ });
});

t.test('a configuration that is wrong is said in one line, with the place', async (t) => {
  const folder = folderWith(t, configured('fail-on: should\nsupress: []\n'));
  t.same(await run(folder, 'audit'), {
    code: 2,
    out: '',
    err: 'twelvefold: .twelvefold.yaml:2: there is no setting “supress”; the nearest is suppress.\n',
  });
  t.match(await run(folder, 'audit', '--config', 'nowhere.yaml'), {
    code: 2,
    err: /can't be read \(ENOENT\)/,
  });
});

t.test('a baseline lets only new findings fail', async (t) => {
  const folder = folderWith(t, tracked);
  const strict = ['--fail-on', 'should', ...only];
  t.match(await run(folder, 'audit', ...strict, '--write-baseline', 'known.json'), { code: 1 });
  t.match(await run(folder, 'audit', ...strict, '--baseline', 'known.json'), {
    code: 0,
    out: /known from the baseline/,
  });
  write(folder, { '.twelvefold.yaml': 'baseline: known.json\n' });
  t.match(await run(folder, 'audit', ...strict), { code: 0 });
  write(folder, { 'app/package.json': '{"name":"app"}', 'app/node_modules/y/index.js': 'y\n' });
  t.match(await run(folder, 'audit', ...strict), { code: 1 });
  t.match(await run(folder, 'audit', '--baseline', 'package.json'), { code: 2, err: /is no baseline/ });
});

t.test('every format can be written, several at once', async (t) => {
  const folder = folderWith(t, tracked);
  const formats = ['json', 'markdown', 'html', 'sarif', 'junit', 'github', 'gitlab'];
  const { code, out } = await run(
    folder,
    'audit',
    ...only,
    ...formats.flatMap((format) => ['--format', `${format}:out/${format}`]),
    '--format',
    'text',
    '--link-base',
    'https://forge.example/shop/blob/main',
  );
  t.match({ code, out }, { code: 0, out: /Twelve factors of/ });
  for (const format of formats)
    t.match(readFileSync(join(folder, 'out', format), 'utf8'), 'node_modules', format);
  t.match(
    readFileSync(join(folder, 'out/markdown'), 'utf8'),
    '(<https://forge.example/shop/blob/main/node_modules',
  );
  t.match(await run(folder, 'audit', '--link-base', 'javascript:alert(1)'), {
    code: 2,
    err: /must be an http/,
  });
});

t.test('a repository is fetched by its URL, and nothing of it is left behind', async (t) => {
  const folder = committed(t, tracked);
  const place = folderWith(t);
  git(place, 'clone', '--quiet', '--bare', folder, 'shop.git');
  git(place, '-C', 'shop.git', 'update-server-info');
  const server = createServer((request, response) => {
    const path = join(place, new URL(request.url ?? '/', 'http://x').pathname);
    response.writeHead(existsSync(path) ? 200 : 404).end(existsSync(path) ? readFileSync(path) : '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const before = clones();

  const url = `http://someone:t0ken-canary@127.0.0.1:${port}/shop.git`;
  const fetched = await run(place, 'audit', ...only, '--fail-on', 'should', '--rev', 'main', url);
  t.match(fetched, { code: 1, out: `Twelve factors of http://127.0.0.1:${port}/shop.git` });
  t.notMatch(fetched.out + fetched.err, 't0ken');
  t.match(await run(place, 'audit', ...only, `http://127.0.0.1:${port}/nope.git`, '--rev', 'main'), {
    code: 2,
    err: /nope\.git could not be fetched: /,
  });
  t.match(await run(place, 'audit', ...only, `file://${place}/shop.git`), {
    code: 0,
    out: /Twelve factors of file:/,
  });
  t.match(await run(place, 'audit', 'ext::sh -c touch%20owned'), { code: 2 });
  t.match(await run(place, 'audit', 'ext://sh'), { code: 2, err: /has a transport that isn't used/ });
  t.same(clones(), before);
});

const clones = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('twelvefold-clone-'));
