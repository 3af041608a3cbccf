/** What compiled code is kept, where, and what of it is trusted. */
import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import t, { type Test } from 'tap';
import { CodeCache } from './code-cache.ts';

const program = '(function () { return [1, 2, 3].map((number) => number * 2); })';

/** A program in a folder of its own, and a home for its user. */
function install(t: Test): { script: string; beside: string; users: string } {
  const folder = t.testdir({ 'program.js': program, home: {} });
  const { XDG_CACHE_HOME: before } = process.env;
  process.env.XDG_CACHE_HOME = join(folder, 'home');
  t.teardown(() => {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
  });
  return {
    script: join(folder, 'program.js'),
    beside: join(folder, 'cache'),
    users: join(folder, 'home/twelvefold'),
  };
}

/** One run of the program: what it gives, and whether V8 took what an earlier run had compiled. */
function runOnce(beside: string, script: string): { gives: readonly number[]; wasKept: boolean } {
  const cache = new CodeCache(beside);
  const compiled = cache.compile(script);
  const gives = compiled.runInThisContext()();
  cache.keep();
  return { gives, wasKept: compiled.cachedDataRejected === false };
}

const compiledAnew = { gives: [2, 4, 6], wasKept: false };
const takenAsKept = { gives: [2, 4, 6], wasKept: true };

/** Where what was compiled of the program lies. */
function keptIn(folder: string): string {
  const [tag = ''] = readdirSync(folder);
  return join(folder, tag, 'program.js');
}

t.test('the second run takes what the first compiled, beside the program', async (t) => {
  const { script, beside, users } = install(t);
  t.same(runOnce(beside, script), compiledAnew);
  t.same(runOnce(beside, script), takenAsKept);
  t.notOk(existsSync(users));
  t.same(readdirSync(dirname(keptIn(beside))).sort(), ['program.js', 'runs'], 'nothing unfinished is left');
});

t.test('it is renewed after the 2nd, 4th, 8th … run', async (t) => {
  const { script, beside } = install(t);
  const written: number[] = [];
  let before = 0;
  for (let run = 1; run <= 9; run++) {
    runOnce(beside, script);
    const { ino } = statSync(keptIn(beside));
    if (ino !== before) written.push(run);
    before = ino;
  }
  t.same(written, [1, 2, 4, 8]);
});

t.test('what is damaged is compiled anew', async (t) => {
  const { script, beside } = install(t);
  runOnce(beside, script);
  const whole = readFileSync(keptIn(beside));
  for (let at = 0; at < whole.length; at += 5) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] as number) ^ 0x55;
    writeFileSync(keptIn(beside), damaged);
    t.same(runOnce(beside, script), compiledAnew, `byte ${at}`);
  }
  for (const length of [0, 3, 8, 100]) {
    writeFileSync(keptIn(beside), whole.subarray(0, length));
    t.same(runOnce(beside, script), compiledAnew, `${length} bytes of it`);
  }
  t.same(runOnce(beside, script), takenAsKept);
});

t.test('what was compiled of another text of the same length is not run', async (t) => {
  const { script, beside } = install(t);
  runOnce(beside, script);
  writeFileSync(script, program.replace('* 2', '+ 2'));
  t.same(runOnce(beside, script), { gives: [3, 4, 5], wasKept: false });
  t.same(runOnce(beside, script), { gives: [3, 4, 5], wasKept: true });
});

t.test('where the program can keep nothing its user does', async (t) => {
  const { script, users } = install(t);
  const beside = join(script, 'cache');
  t.same(runOnce(beside, script), compiledAnew);
  t.ok(existsSync(keptIn(users)));
  t.same(runOnce(beside, script), takenAsKept);
  chmodSync(dirname(keptIn(users)), 0o777);
  t.same(runOnce(beside, script), compiledAnew, 'nor does anyone then');
});

t.test('what others could have written is not run', async (t) => {
  const { script, beside, users } = install(t);
  runOnce(beside, script);
  const folder = dirname(keptIn(beside));
  for (const mode of [0o770, 0o702]) {
    chmodSync(folder, mode);
    rmSync(users, { recursive: true, force: true });
    t.same(runOnce(beside, script), compiledAnew, mode.toString(8));
  }
  chmodSync(folder, 0o755);
  t.same(runOnce(beside, script), takenAsKept, 'others may read');

  rmSync(users, { recursive: true, force: true });
  const elsewhere = `${folder}-elsewhere`;
  renameSync(folder, elsewhere);
  symlinkSync(elsewhere, folder);
  t.same(runOnce(beside, script), compiledAnew, 'a link leads anywhere');
  rmSync(folder);
  renameSync(elsewhere, folder);

  if (process.getuid?.() === 0) {
    rmSync(users, { recursive: true, force: true });
    chownSync(folder, 65534, 65534);
    t.same(runOnce(beside, script), compiledAnew, "another's folder");
  }
});

t.test('a folder of the cache that is no absolute path is ignored', async (t) => {
  const { script } = install(t);
  const home = join(dirname(script), 'home');
  const { HOME: before } = process.env;
  t.teardown(() => {
    process.env.HOME = before;
  });
  Object.assign(process.env, { HOME: home, XDG_CACHE_HOME: 'relative' });
  runOnce(join(script, 'cache'), script);
  t.ok(existsSync(keptIn(join(home, '.cache/twelvefold'))));
  t.notOk(existsSync('relative'));
});

t.test('nothing is kept for flags of V8 that are no longer those of the start', async (t) => {
  const { script, beside } = install(t);
  const cache = new CodeCache(beside);
  cache.compile(script);
  setFlagsFromString('--no-opt');
  t.teardown(() => setFlagsFromString('--opt'));
  cache.keep();
  t.notOk(existsSync(keptIn(beside)));
});
