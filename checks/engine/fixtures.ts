/** Repositories on disk for tests: temporary folders, and git run on our own files with nobody's configuration. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Teardown {
  teardown(callback: () => void): void;
}

/** A folder with these files, gone after the test. */
export function folderWith(
  test: Teardown,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-test-'));
  // Node can't remove paths beyond the system's limit; the system's own program can.
  test.teardown(() => execFileSync('rm', ['-rf', folder]));
  write(folder, files);
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Runs git in a folder of ours, without the user's or the system's configuration; gives what it printed. */
export function git(folder: string, ...args: readonly string[]): string {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'T',
    GIT_AUTHOR_EMAIL: 't@example.org',
    GIT_COMMITTER_NAME: 'T',
    GIT_COMMITTER_EMAIL: 't@example.org',
    GIT_AUTHOR_DATE: '2024-01-01T00:00:00Z',
    GIT_COMMITTER_DATE: '2024-01-01T00:00:00Z',
  };
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString();
}

/** A working tree whose files are committed. */
export function committed(
  test: Teardown,
  files: Readonly<Record<string, string | Uint8Array>>,
  ...init: readonly string[]
): string {
  const folder = folderWith(test, files);
  git(folder, 'init', '--quiet', '--initial-branch=main', ...init);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message=first');
  return folder;
}

/** Milliseconds of processor time that this process has used: what guards against hanging must not fail on a busy machine. */
export const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
