// One release, deploy or rollback at a time: whoever comes meanwhile waits, and sees what the one before has done.
import { rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { releasesFolder, say, Trouble } from './tools.ts';

const file = join(releasesFolder, 'lock');
const POLL_MS = 500;

/** Waits until the ledger is free, and keeps it to this process until its end. */
export async function holdLedger(): Promise<void> {
  await mkdir(releasesFolder, { recursive: true });
  for (let waited = false; !(await take()); waited = true) {
    const holder = await readFile(file, 'utf8').catch(() => '');
    if (holder !== '' && isGone(holder))
      throw new Trouble(`${holder} ended without an end, look at npm run releases, then remove ${file}`);
    if (!waited) say(`waiting for ${holder} to end`);
    await sleep(POLL_MS);
  }
  process.once('exit', () => rmSync(file, { force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}

async function take(): Promise<boolean> {
  try {
    await writeFile(file, `process ${process.pid} on ${hostname()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether a holder is known not to run any more; of another machine's nothing is known. */
function isGone(holder: string): boolean {
  const [, pid, host] = /^process (\d+) on (.*)$/.exec(holder) ?? [];
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
