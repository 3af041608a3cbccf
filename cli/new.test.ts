/** Tests `twelvefold new` as it is typed: what it writes, what it prints, what it refuses. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { type Command, type Io, UsageError } from './command.ts';
import { command } from './new.ts';

type Options = Parameters<Command['run']>[0]['options'];

/** Runs the command in a directory; usage errors come back as their line. */
async function run(cwd: string, positionals: readonly string[], options: Options = {}) {
  const output = { stdout: '', stderr: '', code: -1, refused: '' };
  const io: Io = {
    stdout: (text) => {
      output.stdout += text;
    },
    stderr: (text) => {
      output.stderr += text;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    colour: false,
    env: {},
    cwd,
  };
  try {
    output.code = await command.run({ positionals, options: { 'skip-install': true, ...options } }, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.refused = error.message;
  }
  return output;
}

const yes = { yes: true, 'no-git': true };

test('scaffolds under the name of the directory, and says what to type next', async (t) => {
  const cwd = t.testdir({});
  const { code, stdout, stderr } = await run(cwd, ['My Notes'], yes);
  t.equal(code, 0);
  t.equal(stderr, '');
  t.match(stdout, /^Wrote My Notes:\n\d+ create\n/);
  t.match(stdout, "cd 'My Notes'\n  npm ci\n  npm run dev");
  const manifest = JSON.parse(readFileSync(join(cwd, 'My Notes', 'package.json'), 'utf8'));
  t.equal(manifest.name, 'my-notes');
  t.ok(existsSync(join(cwd, 'My Notes', '.gitignore')));
  t.notOk(existsSync(join(cwd, 'My Notes', '.gitlab-ci.yml')));
  t.strictSame(readdirSync(cwd), ['My Notes']);
});

test('flags win over the answers file, and both over the defaults', async (t) => {
  const cwd = t.testdir({ 'answers.yaml': 'name: from-file\nregistry: ghcr.io/acme\nci: gitlab\n' });
  const { code } = await run(cwd, ['x'], { ...yes, answers: 'answers.yaml', name: 'from-flag' });
  t.equal(code, 0);
  t.equal(JSON.parse(readFileSync(join(cwd, 'x/package.json'), 'utf8')).name, 'from-flag');
  t.ok(existsSync(join(cwd, 'x/.gitlab-ci.yml')));
  t.notOk(existsSync(join(cwd, 'x/.github')));
});

test('a plan alone writes nothing, and is the plan that is carried out', async (t) => {
  const cwd = t.testdir({});
  const planned = await run(cwd, ['x'], { yes: true, 'dry-run': true, json: true });
  t.strictSame(readdirSync(cwd), []);
  const written = await run(cwd, ['x'], { ...yes, json: true });
  t.equal(written.stdout, planned.stdout);
  const { schemaVersion, directory, steps } = JSON.parse(planned.stdout);
  t.equal(schemaVersion, 1);
  t.equal(directory, join(cwd, 'x'));
  for (const { path, bytes } of steps) t.equal(readFileSync(join(directory, path)).length, bytes, path);
  t.match(written.stderr, 'Next:');
});

test('a directory that is not empty is refused; --force merges and shows what conflicts', async (t) => {
  const cwd = t.testdir({ x: { 'README.md': 'mine', 'package.json': '{"keywords":["mine"]}', own: 'mine' } });
  const refused = await run(cwd, ['x'], yes);
  t.equal(
    refused.refused,
    'x is not empty (README.md, own, package.json); choose another directory, or merge into it with --force',
  );
  t.strictSame(readdirSync(join(cwd, 'x')).sort(), ['README.md', 'own', 'package.json']);

  const planned = await run(cwd, ['x'], { ...yes, force: true, 'dry-run': true });
  t.match(planned.stdout, '  conflict   README.md\n');
  t.match(planned.stdout, '  merge      package.json\n');
  t.equal(readFileSync(join(cwd, 'x/README.md'), 'utf8'), 'mine');

  const merged = await run(cwd, ['x'], { ...yes, force: true });
  t.match(
    merged.stdout,
    /^Wrote x:\n {2}conflict {3}README.md\n {2}merge {6}package.json\n\d+ create, 1 merge, 1 conflict\n/,
  );
  t.notMatch(readFileSync(join(cwd, 'x/README.md'), 'utf8'), 'mine');
  t.match(JSON.parse(readFileSync(join(cwd, 'x/package.json'), 'utf8')), { keywords: ['mine'], name: 'x' });
  t.equal(readFileSync(join(cwd, 'x/own'), 'utf8'), 'mine');

  const again = await run(cwd, ['x'], { ...yes, force: true });
  t.match(again.stdout, /^Wrote x:\n\d+ unchanged\n/);
});

test('without a terminal nothing is asked: the line names what is missing', async (t) => {
  const cwd = t.testdir({});
  const all = await run(cwd, ['x']);
  t.equal(
    all.refused,
    'no one is there to ask for --name, --registry, --host, --ci: pass them, or --answers FILE, or --yes for the defaults',
  );
  const some = await run(cwd, ['x'], { name: 'notes', host: 'notes.localhost', ci: 'none' });
  t.match(some.refused, 'to ask for --registry:');
  t.strictSame(readdirSync(cwd), []);
});

test('refuses odd places and answers in one line, and leaves nothing behind', async (t) => {
  const cwd = t.testdir({
    file: '',
    'bad.json': '{"name": ',
    'list.yaml': '- a',
    'odd.yaml': 'nmae: x',
    'binary.yaml': Buffer.from([0, 0xff, 1]),
  });
  symlinkSync(join(cwd, 'nowhere'), join(cwd, 'broken'));
  const before = readdirSync(cwd);
  const cases: [positionals: string[], options: Options, line: string | RegExp][] = [
    [[], {}, 'new needs a directory'],
    [['a', 'b'], {}, 'new takes one directory, and got "b" too'],
    [['file'], {}, 'is a file; choose another directory'],
    [['file/x'], {}, 'is a file, not a directory'],
    [['no/x'], {}, "isn't there; make it first"],
    [['broken'], {}, 'is a link to nowhere'],
    [['日本'], {}, 'no service name can be made of "日本"'],
    [['x'], { name: 'Bad_Name' }, 'the name "Bad_Name" must be lower-case'],
    [['x'], { name: 'http' }, 'is reserved by Node, npm, Kubernetes or PostgreSQL; try "http-service"'],
    [['x'], { host: 'http://x' }, 'is not a DNS name; try "x"'],
    [['x'], { registry: 'UPPER' }, "can't stand before an image's name"],
    [['x'], { ci: 'jenkins' }, 'choose one of github, gitlab, none'],
    [['x'], { answers: 'none.yaml' }, "can't read the answers file none.yaml (ENOENT)"],
    [['x'], { answers: '.' }, "can't read the answers file . (EISDIR)"],
    [['x'], { answers: 'bad.json' }, 'bad.json is neither YAML nor JSON'],
    [['x'], { answers: 'binary.yaml' }, /^binary\.yaml /],
    [['x'], { answers: 'list.yaml' }, 'list.yaml must hold a mapping'],
    [['x'], { answers: 'odd.yaml' }, 'odd.yaml: "nmae" is no question'],
    [['/proc/notes'], {}, "can't write in /proc/notes"],
    [['x'.repeat(300)], { name: 'x' }, /the name is too long|is too long/],
  ];
  for (const [positionals, options, line] of cases) {
    const { refused, stdout } = await run(cwd, positionals, { ...yes, ...options });
    t.match(refused, line);
    t.notMatch(refused, '\n');
    t.equal(stdout, '');
  }
  t.strictSame(readdirSync(cwd), before);
});

test('through a link the service goes where it points', async (t) => {
  const cwd = t.testdir({ real: {} });
  symlinkSync('real', join(cwd, 'link'));
  t.equal((await run(cwd, ['link'], { ...yes, name: 'notes' })).code, 0);
  t.ok(existsSync(join(cwd, 'real/package.json')));
});

test('into the current directory, which stays the same directory', async (t) => {
  const cwd = t.testdir({ here: {} });
  const { code, stdout } = await run(join(cwd, 'here'), ['.'], yes);
  t.equal(code, 0);
  t.notMatch(stdout, '  cd ');
});

test('one commit of everything, also where nobody has told git a name', async (t) => {
  const cwd = t.testdir({ home: {} });
  const environment = { HOME: join(cwd, 'home'), GIT_CONFIG_NOSYSTEM: '1', GIT_CEILING_DIRECTORIES: cwd };
  const before = Object.keys(environment).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, environment);
  t.teardown(() => {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  });
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: join(cwd, 'x'), encoding: 'utf8' }).trim();
  t.equal((await run(cwd, ['x'], { yes: true })).code, 0);
  t.equal(git('status', '--porcelain'), '');
  t.equal(git('log', '--format=%an %s'), 'twelvefold Start from the twelvefold template');
  t.equal(git('branch', '--show-current'), 'main');

  mkdirSync(join(cwd, 'x/inner'));
  const inner = await run(join(cwd, 'x'), ['inner'], { yes: true });
  t.match(inner.stdout, 'No repository was made: ');
  t.notOk(existsSync(join(cwd, 'x/inner/.git')));

  mkdirSync(join(cwd, 'cloned'));
  execFileSync('git', ['init', '-q'], { cwd: join(cwd, 'cloned') });
  t.equal((await run(cwd, ['cloned'], { yes: true })).code, 0);
  t.match(
    execFileSync('git', ['log', '--oneline'], { cwd: join(cwd, 'cloned'), encoding: 'utf8' }),
    'Start from',
  );
});

test('an installation that fails is told, and the service stays', async (t) => {
  const cwd = t.testdir({ bin: {}, x: {} });
  const npm = join(cwd, 'bin/npm');
  writeFileSync(npm, '#!/bin/sh\necho "registry is away" >&2\nexit 7\n', { mode: 0o755 });
  const path = process.env.PATH;
  process.env.PATH = `${join(cwd, 'bin')}:${path}`;
  t.teardown(() => {
    process.env.PATH = path;
  });
  const { code, stderr } = await run(cwd, ['x'], { ...yes, 'skip-install': false });
  t.equal(code, 1);
  t.match(stderr, 'registry is away');
  t.match(stderr, `npm ci failed in ${join(cwd, 'x')}: exit code 7`);
  t.ok(existsSync(join(cwd, 'x/package.json')));
});
