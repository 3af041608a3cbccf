// Runs the programs that a release needs, git, docker and kubectl, and ends a script with one line where one fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The ledger and the manifests of releases. Not in the repository, which a release must not change. Where several
 * people deploy, all of them need the same one.
 */
export const releasesFolder = process.env.RELEASES_DIR || join(root, '.releases');

/** Trouble that whoever runs the script can mend: shown as it is, without a stack. */
export class Trouble extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

interface RunOptions {
  /** All of the standard input. */
  input?: string;
  /** Whether its output is for the reader, not for the script. */
  shown?: boolean;
}

/** A program: resolves with what it wrote, rejects with `Trouble` where it can't be started or fails. */
export type Tool = (args: string[], options?: RunOptions) => Promise<string>;

/** The program that `command` names; words after the first go before the arguments: `microk8s kubectl`. */
export function tool(command: string): Tool {
  const [program = '', ...before] = command.split(' ').filter((word) => word !== '');
  return async (args, { input = '', shown = false } = {}) => {
    const child = spawn(program, [...before, ...args], {
      cwd: root,
      // Not on stdout, which is for what the script itself has to say: RELEASE=$(npm run -s release).
      stdio: ['pipe', shown ? process.stderr : 'pipe', shown ? 'inherit' : 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
        text[stream] += chunk;
      });
    }
    // A program that reads none of it may be gone already.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    const [code] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
      throw new Trouble(
        `${program} can't be run: ${error.code === 'ENOENT' ? 'it is not here' : error.message}`,
      );
    });
    if (code !== 0) {
      throw new Trouble(
        [`${command} ${args.join(' ')} failed`, text.stderr.trim()].filter(Boolean).join(': '),
      );
    }
    return text.stdout;
  };
}

export const git = tool('git');
export const docker = tool(process.env.DOCKER || 'docker');
export const kubectl = tool(process.env.KUBECTL || 'kubectl');

/** Tells the reader what happens. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The arguments of the script: at most `count` words, and these flags. */
export function argumentsOf(usage: string, count: number, flags: string[] = []): string[] {
  const given = process.argv.slice(2);
  const words = given.filter((word) => !flags.includes(word));
  if (words.length > count || words.some((word) => word.startsWith('-')))
    throw new Trouble(`usage: ${usage}`, 2);
  return given;
}

/** Runs a script to its end; trouble is one line and its exit code. */
export async function script(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
