/** Installs a project's packages with npm. */
import { spawn } from 'node:child_process';
import type { Problem } from './problem.ts';

/** Where npm's output goes: straight to the terminal with its progress, or line by line to a function. */
export type Output = 'terminal' | ((text: string) => void);

/** `ci` installs exactly what the lock file says; `install` also mends a lock file that a merge left behind. */
export function install(
  directory: string,
  command: 'ci' | 'install',
  output: Output,
): Promise<Problem | undefined> {
  const args = [command, '--no-audit', '--no-fund', ...(output === 'terminal' ? [] : ['--no-progress'])];
  const isTerminal = output === 'terminal';
  // npm's standard output goes to standard error too: ours may carry JSON.
  const child = spawn('npm', args, {
    cwd: directory,
    stdio: isTerminal ? ['inherit', 2, 2] : ['ignore', 'pipe', 'pipe'],
  });
  if (!isTerminal) {
    child.stdout?.setEncoding('utf8').on('data', output);
    child.stderr?.setEncoding('utf8').on('data', output);
  }
  return new Promise((resolve) => {
    const failed = (reason: string) =>
      resolve({ problem: `npm ${command} failed in ${directory}: ${reason}` });
    child.once('error', (error) => failed(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else failed(signal ? `stopped by ${signal}` : `exit code ${code}`);
    });
  });
}
