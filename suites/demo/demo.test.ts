/** The README's main command, from its build to the last line, and what it leaves behind: nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'tap';
import { run } from '../run.ts';

const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('twelvefold-demo-'));

/** Command lines of processes that were started inside a demo's folder. */
const survivors = (): string[] =>
  readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes('twelvefold-demo-') ? [line] : [];
    } catch {
      return [];
    }
  });

test('npm run demo does all that it says and leaves nothing behind', async (t) => {
  const before = new Set(leftovers());
  const { code, stdout, stderr } = await run('npm', ['run', 'demo']);
  t.equal(code, 0, `${stdout}\n${stderr}`);
  t.match(stdout, /the first process said: \{.*"type":"created".*"title":"Keep all twelve"/);
  t.match(stdout, /closed the WebSocket with 1001 and ended with exit code 0/);
  t.match(stdout, /12 of 12 factors are met/);
  t.same(
    leftovers().filter((name) => !before.has(name)),
    [],
    'no file is left',
  );
  if (process.platform === 'linux') t.same(survivors(), [], 'no process is left');
});
