// What all admin processes have in common.
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { FastifyBaseLogger } from 'fastify';
import { passwordLength } from '../accounts/passwords.ts';
import type { Config } from '../config.ts';
import { type Database, openDatabase } from '../database/database.ts';

/** What an admin process works with: the configuration of the release, and its log. */
export interface Admin {
  config: Config;
  log: FastifyBaseLogger;
}

export interface Command {
  /** How it is called, in one line. */
  usage: string;
  /** What it does; more lines if its arguments need them. */
  help: string;
  /** The work that these arguments ask for, which resolves with the exit code; undefined if they are wrong. */
  parse(args: string[]): ((admin: Admin) => Promise<number>) | undefined;
}

/** Opens the database for the time of `work`. */
export async function withDatabase<Result>(
  { config, log }: Admin,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = openDatabase({
    url: config.databaseUrl,
    poolSize: 2,
    timeoutMs: config.databaseTimeoutMs,
    log,
    onCommit: () => {},
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** A new password: typed unseen, or what stands on the standard input. Never an argument, which others can see. */
export async function readNewPassword(): Promise<string> {
  const password = process.stdin.isTTY
    ? await ask('Password: ')
    : (await text(process.stdin)).replace(/\r?\n$/, '');
  const { min, max } = passwordLength;
  if (password.length >= min && password.length <= max) return password;
  throw new Error(`a password has ${min} to ${max} characters; it is read from the standard input`);
}

async function ask(question: string): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  process.stderr.write(question);
  const closed = once(terminal, 'close').then(() => '');
  const answer = await Promise.race([terminal.question(''), closed]);
  terminal.close();
  process.stderr.write('\n');
  return answer;
}
