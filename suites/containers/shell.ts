/** A shell that stays open: what one block of commands exports, the next one sees. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';

export class Shell {
  private readonly child: ChildProcessWithoutNullStreams;
  private stdout = '';
  private stderr = '';
  private readonly ended: Promise<unknown>;

  /** Starts it in a folder, with this environment besides that of this process. */
  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    this.child = spawn('bash', ['-eu', '-o', 'pipefail'], { cwd, env: { ...process.env, ...env } });
    this.ended = once(this.child, 'exit');
    // Not into a shell that is gone.
    this.child.stdin.on('error', () => {});
    this.child.stdout.on('data', (data) => {
      this.stdout += data;
    });
    this.child.stderr.on('data', (data) => {
      this.stderr += data;
    });
  }

  /** Runs commands, of which each has to succeed; resolves with what they wrote to stdout. */
  async run(commands: string): Promise<string> {
    const end = `\n--- ${Math.random()} ---\n`;
    [this.stdout, this.stderr] = ['', ''];
    // The commands get no standard input: it is the shell's.
    this.child.stdin.write(`{\n${commands}\n} </dev/null\nprintf '${end.replaceAll('\n', '\\n')}'\n`);
    let whole = () => {};
    const done = new Promise<void>((resolve) => {
      whole = resolve;
    });
    const look = () => {
      if (this.stdout.endsWith(end)) whole();
    };
    this.child.stdout.on('data', look);
    await Promise.race([done, this.ended]);
    this.child.stdout.off('data', look);
    if (!this.stdout.endsWith(end))
      throw new Error(`${commands}\n${this.stdout}\n${this.stderr}`.slice(-6000));
    return this.stdout.slice(0, -end.length);
  }

  end(): void {
    this.child.stdin.end();
  }
}
