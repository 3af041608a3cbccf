/**
 * Each hostile repository through the whole program, as a grader would run it: bounded time and memory, a whole report
 * that names what was left out, nothing executed, nothing injected, nothing shown that is secret, nothing left behind.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Report } from '../../checks/engine/report.ts';
import { root } from '../run.ts';
import { canary, hostileRepositories, makeHostile } from './repositories.ts';

const program = join(root, 'dist/cli/main.js');
const formats = ['text', 'markdown', 'html', 'sarif', 'junit', 'github', 'gitlab'];
/** Seconds of processor time, and megabytes; after so many seconds by the clock it counts as hanging. */
const limits = { seconds: 40, megabytes: 700, clock: 240 };

const place = mkdtempSync(join(tmpdir(), 'twelvefold-hostile-'));
t.teardown(() => execFileSync('rm', ['-rf', place]));

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/** The child tells what it used, since waiting for it doesn't in Node. */
const tellUsage = `data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>writeSync(3,(process.resourceUsage().userCPUTime/1e6)+" "+process.resourceUsage().maxRSS))`;

async function audit(cwd: string, target: string, home: string): Promise<Run> {
  const args = ['audit', '--no-suppressions', '--format', 'json'];
  for (const format of formats) args.push('--format', `${format}:${join(home, `report.${format}`)}`);
  const child = spawn(process.execPath, ['--import', tellUsage, program, ...args, target], {
    cwd,
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: join(home, 'tmp') },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limits.clock * 1000);
  const texts = ['', '', ''];
  for (const [index, stream] of [child.stdout, child.stderr, child.stdio[3]].entries()) {
    stream?.on('data', (data) => {
      texts[index] += data;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  const [stdout = '', stderr = '', usage = ''] = texts;
  const [seconds = Number.NaN, kilobytes = Number.NaN] = usage.split(' ').map(Number);
  return { code, stdout, stderr, seconds, megabytes: kilobytes / 1024 };
}

for (const [index, hostile] of hostileRepositories
  .filter(({ title }) => title.includes(process.env.HOSTILE ?? ''))
  .entries()) {
  t.test(hostile.title, async (t) => {
    const folder = join(place, String(index), 'repository');
    const home = join(place, String(index), 'home');
    const marker = join(place, String(index), 'executed');
    makeHostile(hostile, folder, marker);
    mkdirSync(join(home, 'tmp'), { recursive: true });
    const run = await audit(folder, hostile.target ?? '.', home);
    t.comment(`${run.seconds.toFixed(1)} s, ${run.megabytes.toFixed(0)} MB`);

    t.ok(run.code === 0 || run.code === 1, `it ends, whole: ${run.code} ${run.stderr.slice(0, 500)}`);
    t.ok(run.seconds < limits.seconds, `${run.seconds.toFixed(1)} s of processor time`);
    t.ok(run.megabytes < limits.megabytes, `${run.megabytes.toFixed(0)} MB`);
    t.equal(existsSync(marker), false, 'nothing was executed');
    t.same(readdirSync(join(home, 'tmp')), [], 'nothing is left behind');
    const report = JSON.parse(run.stdout) as Report;
    t.equal(report.factors.length, 12, 'every factor is spoken of');
    t.same(report.suppressions, [], 'the repository has no say');
    if (hostile.leavesOut) {
      t.ok(
        report.problems.some(({ message }) => hostile.leavesOut?.test(message)),
        `it names what was left out: ${JSON.stringify(report.problems.slice(0, 3))}`,
      );
    }
    const written = formats.map(
      (format) => [format, readFileSync(join(home, `report.${format}`), 'utf8')] as const,
    );
    for (const [format, text] of [
      ...written,
      ['json', run.stdout] as const,
      ['stderr', run.stderr] as const,
    ]) {
      t.notOk(text.includes(canary), `no secret in ${format}`);
      t.notOk(Buffer.from(text).toString('base64').includes(Buffer.from(canary).toString('base64')));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      t.notOk(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text), `no command in ${format}`);
    }
    const annotations = written.find(([format]) => format === 'github')?.[1] ?? '';
    for (const line of annotations.split('\n')) {
      if (!/^(?:::(?:error|warning|notice) [^\n]*|twelvefold: [^\n]*|)$/.test(line))
        t.fail(`a line of its own: ${line}`);
    }
    t.notMatch(written.find(([format]) => format === 'html')?.[1], /<img/);
  });
}
