// Set-up for tests of mails: a real mail server, and a worker that sends to it.
import { type CaughtMail, startMailServer } from '../scripts/mail-server.ts';
import { loadConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { buildWorker } from '../src/work.ts';
import { publicUrl, type Test, until } from './service.ts';

export interface Mailbox {
  /** All mails that were taken, the oldest first. */
  mails: CaughtMail[];
  url: string;
  /** Refuses this many of the next mails, as a server does that is busy. */
  refuse(count: number): void;
  /** Takes this many of the next mails and says that it didn't, as where the connection breaks before its yes. */
  deny(count: number): void;
  /** Lets mails wait until the function that it returns is called. */
  hold(): () => void;
  /** How many mails wait. */
  held(): number;
  /** Resolves with the mail that comes next to this address; each is got once. */
  next(to: string): Promise<CaughtMail>;
}

/** Starts a mail server; stopped when the test ends. */
export async function startMailbox(t: Test): Promise<Mailbox> {
  const mails: CaughtMail[] = [];
  const unread: CaughtMail[] = [];
  let refused = 0;
  let denied = 0;
  let waiting = 0;
  let gate = Promise.resolve();
  const server = await startMailServer(async (mail) => {
    if (refused > 0) {
      refused--;
      throw new Error('busy');
    }
    waiting++;
    await gate;
    waiting--;
    mails.push(mail);
    unread.push(mail);
    if (denied > 0) {
      denied--;
      throw new Error('lost');
    }
  });
  t.teardown(() => server.stop());
  return {
    mails,
    url: server.url,
    refuse(count) {
      refused = count;
    },
    deny(count) {
      denied = count;
    },
    hold() {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    held: () => waiting,
    async next(to) {
      const index = () => unread.findIndex((mail) => mail.to === to);
      await until(
        () => index() >= 0,
        `a mail to ${to}`,
        () => `${unread.map((mail) => mail.to)}`,
        20_000,
      );
      return unread.splice(index(), 1)[0] as CaughtMail;
    },
  };
}

/** What a worker needs to know. */
export function workerEnvironment(databaseUrl: string, smtpUrl: string): NodeJS.ProcessEnv {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '4',
    PUBLIC_URL: publicUrl,
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Notes Service <todos@example.org>',
  };
}

/** Starts a worker in this process; stopped when the test ends. */
export async function startWorker(t: Test, databaseUrl: string, smtpUrl: string): Promise<void> {
  const result = loadConfig('worker', workerEnvironment(databaseUrl, smtpUrl));
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const worker = await buildWorker(result.config, createLogger('silent'));
  t.teardown(() => worker.close());
  await worker.ready();
}

/** The token in the link of a mail, which leads to this path of the page. */
export function tokenOf(mail: CaughtMail, path: string): string {
  const link = new RegExp(`^${publicUrl}/${path}#token=([\\w-]{43})$`, 'm').exec(mail.text);
  if (!link?.[1]) throw new Error(`no link to ${path} in ${mail.text}`);
  return link[1];
}
