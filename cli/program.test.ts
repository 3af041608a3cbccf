/** The command line as a whole: help, slips, variables, exit codes, bugs. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { readPackage } from './package.ts';
import { bugText, runProgram } from './program.ts';
import { terminal } from './terminal.fixture.ts';
import { nearest } from './usage.ts';

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const io = terminal({ env });
  const code = await runProgram(args, io);
  return { code, out: io.out(), err: io.err() };
}

t.test('help, for the whole and for each command', async (t) => {
  const overview = await run(['--help']);
  t.equal(overview.code, 0);
  for (const name of ['new', 'add', 'audit', 'explain']) {
    t.match(overview.out, `\n  ${name} `);
    const help = await run([name, '--help']);
    t.equal(help.code, 0);
    t.match(help.out, /Usage: twelvefold .*\n[\s\S]*Examples:\n {2}twelvefold /);
    t.same(
      help.out
        .split('\n')
        .filter((line) => line.length > 80 && !line.startsWith('Usage') && !line.startsWith('  twelvefold')),
      [],
    );
    t.equal((await run(['help', name])).out, help.out);
  }
  t.match(await run([]), { code: 2, out: '', err: /Usage/ });
  t.match(await run(['--version']), { code: 0, out: `${readPackage().version}\n` });
  t.match(readPackage().version, /^\d+\.\d+\.\d+/);
});

t.test('a slip is one line that names the nearest, and exit code 2', async (t) => {
  for (const [args, message] of [
    [['adit'], 'there is no command “adit”; the nearest is audit.'],
    [['frobnicate'], 'there is no command “frobnicate”; see twelvefold --help.'],
    [['--verison'], 'there is no flag --verison before a command; the nearest is --version.'],
    [['audit', '--formt', 'json'], 'twelvefold audit has no flag --formt; the nearest is --format.'],
    [['audit', '-x'], 'twelvefold audit has no flag -x; see twelvefold audit --help.'],
    [['audit', '--run'], 'twelvefold audit has no flag --run; the nearest is --rev.'],
    [['audit', '--format'], '--format needs a value: --format F[:FILE].'],
    [['audit', '--format', '--only', 'x'], '--format needs a value: --format F[:FILE].'],
    [
      ['audit', '--fail-on', 'musst'],
      "--fail-on can't be “musst”; did you mean must? Choices: must, should, may, never.",
    ],
    [['audit', '--fail-on', 'must', '--fail-on', 'may'], '--fail-on was given twice.'],
    [['audit', '--format', 'jsn'], 'there is no format “jsn”; the nearest is json.'],
    [['audit', '--format', 'json:'], '--format json: names no file after the colon.'],
    [
      ['audit', '--format', 'json', '--format', 'json'],
      'only one format can go to the output; write the others as F:FILE.',
    ],
    [['audit', '--only', 'confg'], 'there is no check or factor “confg”; the nearest is config.'],
    [['audit', '--min-score', '101'], '--min-score is “101”; it must be a number from 0 to 100.'],
    [
      ['audit', 'ftp://example.org/x.git'],
      "ftp://example.org/x.git has a transport that isn't used; there are https, http, ssh, git and file.",
    ],
    [['explain', 'confg'], 'there is no check or factor “confg”; the nearest is config.'],
    [['explain', 'config', 'logs'], 'twelvefold explain takes one check or factor.'],
    [['a\x1b[31m\n'], 'there is no command “a\\u001b[31m\\n”; see twelvefold --help.'],
  ] as const) {
    t.same(await run(args), { code: 2, out: '', err: `twelvefold: ${message}\n` }, args.join(' '));
  }
});

t.test('a variable stands in for a flag, and the flag wins', async (t) => {
  t.match(await run(['audit'], { TWELVEFOLD_FORMAT: 'json,jsn' }), { code: 2, err: /no format “jsn”/ });
  t.match(await run(['audit'], { TWELVEFOLD_FAIL_ON: 'x' }), {
    code: 2,
    err: /TWELVEFOLD_FAIL_ON can't be “x”/,
  });
  t.match(await run(['audit', '--min-score', '200'], { TWELVEFOLD_MIN_SCORE: 'x' }), {
    code: 2,
    err: /“200”/,
  });
  t.match(await run(['new', 'x'], { TWELVEFOLD_DRY_RUN: 'perhaps' }), {
    code: 2,
    err: /must be true or false/,
  });
});

t.test('nearest: only what is a slip', async (t) => {
  t.equal(nearest('--fial-on', ['--fail-on', '--format']), '--fail-on');
  t.equal(nearest('zebra', ['audit', 'new']), undefined);
  t.equal(nearest('x'.repeat(100_000), ['audit']), undefined);
});

t.test('a bug is one line, the stack only on request', async (t) => {
  const error = new TypeError('x is\nundefined');
  t.match(
    bugText(error, { env: {} }),
    /^twelvefold: this is a bug \(TypeError: x is undefined\); please report it [^\n]*TWELVEFOLD_DEBUG=1[^\n]*\n$/,
  );
  t.match(bugText(error, { env: { TWELVEFOLD_DEBUG: '1' } }), /at /);
  const io = terminal({});
  const broken = {
    ...io,
    stdout: () => {
      throw new Error('broken');
    },
  };
  t.equal(await runProgram(['--version'], broken), 3);
  t.match(io.err(), /this is a bug \(Error: broken\)/);
});

const bin = ['--import', 'tsx', fileURLToPath(new URL('main.ts', import.meta.url))];

t.test('the executable gives the exit code, and a reader that goes away is no bug', async (t) => {
  const version = spawnSync(process.execPath, [...bin, '--version'], { encoding: 'utf8' });
  t.match(version, { status: 0, stdout: `${readPackage().version}\n` });
  t.match(spawnSync(process.execPath, [...bin, 'adit'], { encoding: 'utf8' }), { status: 2, stdout: '' });

  const listing = spawn(process.execPath, [...bin, 'explain'], { stdio: ['ignore', 'pipe', 'pipe'] });
  listing.stdout.destroy();
  let err = '';
  listing.stderr.on('data', (part) => {
    err += part;
  });
  const [code] = await once(listing, 'close');
  t.equal(err, '');
  t.equal(code, 0);
});
