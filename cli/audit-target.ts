/** Opens what a person names as a target of an audit: a folder, a bare repository, or the URL of a git repository. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRepo } from '../checks/engine/open-repo.ts';
import type { Repo } from '../checks/engine/repo.ts';
import type { Target } from '../checks/engine/report.ts';
import { escapeLine } from '../checks/reporters/escape.ts';
import type { Io } from './command.ts';

export interface OpenedTarget {
  readonly repo: Repo;
  readonly named: Pick<Target, 'path' | 'url'>;
  /** Removes what was fetched. */
  close(): void;
}

/** `https://…`, `ssh://…`, `git://…`, `file://…`, or `user@host:path`, which git takes for ssh. */
const isUrl = (target: string): boolean => /^[\w+.-]+:\/\/|^[\w.-]+@[\w.-]+:/.test(target);
const transports = ['https', 'http', 'ssh', 'git'];

/** `problem`: one sentence about the target. */
export async function openTarget(
  target: string,
  revision: string | undefined,
  io: Io,
): Promise<OpenedTarget | { readonly problem: string }> {
  if (!isUrl(target) || target.startsWith('file://')) {
    const path = target.startsWith('file://') ? pathOfUrl(target) : resolve(io.cwd, target);
    if (path === undefined) return { problem: 'is no file URL of this machine' };
    const opened = openRepo(path, revision);
    return 'problem' in opened ? opened : { ...opened, named: { path: target }, close: () => undefined };
  }
  const transport = /^([\w+.-]+):\/\//.exec(target)?.[1]?.toLowerCase() ?? 'ssh';
  if (!transports.includes(transport)) {
    return { problem: `has a transport that isn't used; there are ${transports.join(', ')} and file` };
  }
  return openUrl(target, revision, io);
}

function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

async function openUrl(
  url: string,
  revision: string | undefined,
  io: Io,
): Promise<OpenedTarget | { readonly problem: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-clone-'));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  const removeAtExit = (): void => close();
  process.once('exit', removeAtExit);
  const done = (): void => {
    process.removeListener('exit', removeAtExit);
    close();
  };
  const problem = await clone(url, join(folder, 'repository.git'), revision, io);
  const opened = problem ? { problem } : openRepo(join(folder, 'repository.git'), revision);
  if ('problem' in opened) {
    done();
    return opened;
  }
  return { ...opened, named: { url: withoutCredentials(url) }, close: done };
}

/**
 * A bare clone: nothing is checked out, so no filter, hook or submodule of the repository has a part in it. What is
 * cloned is read by this program's own reader, never by git. Your own git configuration (proxies, credentials) counts.
 */
async function clone(
  url: string,
  into: string,
  revision: string | undefined,
  io: Io,
): Promise<string | undefined> {
  const args = [
    ...[
      'core.hooksPath=/dev/null',
      'core.fsmonitor=false',
      'fetch.recurseSubmodules=false',
      'protocol.ext.allow=never',
    ].flatMap((setting) => ['-c', setting]),
    ...['clone', '--bare', '--template=', '--no-recurse-submodules'],
    ...(io.stderrIsTerminal ? ['--progress'] : ['--quiet']),
    // A commit may be anywhere in the history; without one the newest is enough.
    ...(revision === undefined ? ['--depth=1', '--single-branch'] : []),
    '--',
    url,
    into,
  ];
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: transports.join(':'),
    LC_ALL: 'C',
  };
  for (const name of Object.keys(env)) {
    if (
      /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|TEMPLATE_DIR)$/.test(
        name,
      )
    )
      delete (env as NodeJS.ProcessEnv)[name];
  }
  const { spawn } = await import('node:child_process');
  return new Promise((done) => {
    const git = spawn('git', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    git.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
      if (io.stderrIsTerminal) io.stderr(`\r\x1b[K${lastLine(text).slice(0, 79)}`);
    });
    git.on('error', () => done('needs git to be fetched, and git could not be started; install it'));
    git.on('close', (code) => {
      if (io.stderrIsTerminal) io.stderr('\r\x1b[K');
      done(
        code === 0
          ? undefined
          : `could not be fetched: ${withoutCredentials(lastLine(said)) || `git ended with ${code}`}`,
      );
    });
  });
}

const lastLine = (text: string): string =>
  escapeLine(
    text
      .split(/[\r\n]+/)
      .filter((line) => line.trim() !== '')
      .at(-1)
      ?.replace(/^fatal: /, '') ?? '',
  );

/** A token in an address stays with the one who typed it. */
export const withoutCredentials = (text: string): string =>
  text.replace(/([\w+.-]+:\/\/)[^/\s@]{1,500}@/g, '$1');
