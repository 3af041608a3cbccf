/** The flag by which V8 optimises late: one that this V8 knows, since of an unknown one it complains to every user. */
import { execFileSync } from 'node:child_process';
import t from 'tap';
import { lateFlag } from './optimising.ts';

t.test('this V8 knows the flag', async (t) => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  const name = lateFlag.slice(0, lateFlag.indexOf('='));
  t.match(known, new RegExp(`^ +${name} `, 'm'));
});
