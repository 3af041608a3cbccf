// The running load: accounts with writers and listeners at both processes, and what became of all they were told.
import type { Test as TapTest } from 'tap';
import { type Mailbox, tokenOf } from '../mail.ts';
import { sql, until } from '../service.ts';
import { startBalancer } from './balancer.ts';
import { Client, Tally } from './client.ts';
import { Follower } from './follower.ts';
import {
  type Asked,
  askOn,
  createAskers,
  deliverAll,
  type MailReport,
  mailReport,
  someNetwork,
} from './mails.ts';
import type { Stage } from './stage.ts';
import { Book, type Entry, writeOn } from './writer.ts';

/** What a phase of load came to. */
export interface Report {
  writes: number;
  tally: Tally;
  connections: number;
  reloads: number;
  events: number;
  /** How long after the last write every listener knew everything, in milliseconds. */
  behindMs: number;
  mails: MailReport;
}

export interface Load {
  /** Begins a phase. */
  begin(): void;
  tally(): Tally;
  /** Resolves when this many more writes were acknowledged. */
  writes(count: number): Promise<void>;
  /** Resolves when the listeners got this many more events. */
  events(count: number): Promise<void>;
  /** What one of the accounts shows with each request. */
  headers: Record<string, string>;
  /** Ends the phase: lets everybody finish, and compares. */
  settle(t: TapTest): Promise<Report>;
  end(): void;
}

interface Reader {
  headers: Record<string, string>;
  email: string;
  book: Book;
  followers: Follower[];
}

const password = 'correct horse battery';
const ACCOUNTS = 3;
const WRITERS_OF_ACCOUNT = 3;

export async function startLoad(t: TapTest, stage: Stage): Promise<Load> {
  const { database, mailbox, web } = stage;
  const urls = web.map(({ url }) => url);
  const balancer = startBalancer(t, urls);
  let tally = new Tally();
  const currentTally = () => tally;
  const readers: Reader[] = [];
  const nextAsker = await createAskers(database.url);
  for (let i = 0; i < ACCOUNTS; i++) {
    const email = `reader-${i}@example.org`;
    const headers = { authorization: `Bearer ${await openAccount(urls[0] as string, mailbox, email)}` };
    const client = new Client(balancer, currentTally, headers);
    const followers = urls.map((url) => new Follower({ balancer, client, headers, url }));
    t.teardown(() => followers.map((follower) => follower.end()));
    readers.push({ headers, email, book: new Book(), followers });
  }
  const everyone = readers.flatMap(({ followers }) => followers);
  const sum = (count: (follower: Follower) => number) => everyone.reduce((all, one) => all + count(one), 0);
  const written = () => readers.reduce((all, { book }) => all + book.writes, 0);

  /** Resolves when the number has grown by `count`; rejects also when a writer was told something wrong. */
  async function reach(number: () => number, count: number, what: string): Promise<void> {
    const goal = number() + count;
    const reached = until(
      () => number() >= goal,
      `${count} more ${what}`,
      () => `${goal - number()} too few`,
      120_000,
    );
    await Promise.race([reached, working]);
  }

  let phase = 0;
  let rest = new AbortController();
  let working: Promise<unknown> = Promise.resolve();
  let asking: Promise<Asked[]> = Promise.resolve([]);
  let before = { writes: 0, connections: 0, reloads: 0, events: 0 };

  return {
    begin() {
      // Where the phase before was broken off, its writers still write.
      rest.abort();
      phase++;
      rest = new AbortController();
      tally = new Tally();
      before = {
        writes: written(),
        connections: sum(({ connections }) => connections),
        reloads: sum(({ reloads }) => reloads),
        events: sum(({ events }) => events),
      };
      const { signal } = rest;
      const writers = readers.flatMap(({ headers, book }) =>
        Array.from({ length: WRITERS_OF_ACCOUNT }, (_, i) =>
          writeOn(
            new Client(balancer, currentTally, headers),
            book,
            `phase ${phase} writer ${i} step`,
            signal,
          ),
        ),
      );
      working = Promise.all(writers);
      asking = askOn(new Client(balancer, currentTally), nextAsker, signal);
      // What they reject with is told when the phase is settled.
      working.catch(() => {});
      asking.catch(() => {});
    },

    tally: currentTally,

    headers: readers[0]?.headers ?? {},
    writes: (count) => reach(written, count, 'writes'),
    events: (count) => reach(() => sum(({ events }) => events), count, 'events'),

    async settle(t) {
      rest.abort();
      await working;
      const asked = await asking;
      const last = performance.now();
      for (const { email, book, followers } of readers) {
        const stored = await storedTodos(database.url, email);
        t.same(stored, sorted([...book.entries.values()]), `the database holds what ${email} was told, once`);
        for (const follower of followers) {
          const knows = () => JSON.stringify(sorted(follower.todos)) === JSON.stringify(stored);
          await until(knows, 'a listener to know everything', undefined, 60_000).catch(() => {});
          t.same(sorted(follower.todos), stored, 'a listener knows what the database holds');
          t.same(follower.wrong, [], 'each event came once, in order');
        }
      }
      const behindMs = performance.now() - last;

      await deliverAll(database.url);
      const mails = await mailReport(database.url, mailbox, asked);
      t.equal(mails.lost, 0, 'no mail is lost');
      t.equal(mails.foreign, 0, 'no mail comes again under another Message-ID');
      t.same(tally.broken, [], 'nobody is told of an error that is none of theirs');
      return {
        writes: written() - before.writes,
        tally,
        connections: sum(({ connections }) => connections) - before.connections,
        reloads: sum(({ reloads }) => reloads) - before.reloads,
        events: sum(({ events }) => events) - before.events,
        behindMs,
        mails,
      };
    },

    end() {
      rest.abort();
      for (const follower of everyone) follower.end();
    },
  };
}

/** Registers, and makes the account by the link of the mail; an API token for it. */
async function openAccount(url: string, mailbox: Mailbox, email: string): Promise<string> {
  const post = (path: string, body: object, headers = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...someNetwork(), ...headers },
      body: JSON.stringify(body),
    });
  await post('/api/registrations', { email, password });
  const token = tokenOf(await mailbox.next(email), 'confirm');
  const confirmed = await post('/api/registrations/confirm', { token, password });
  const cookie = confirmed.headers.get('set-cookie')?.split(';')[0];
  const made = await post('/api/tokens', { name: 'chaos' }, { cookie });
  return ((await made.json()) as { token: string }).token;
}

async function storedTodos(databaseUrl: string, email: string): Promise<Entry[]> {
  const { rows } = await sql(
    `select t.id, title, importance, version from todos t join accounts a on a.id = account_id
     where email = '${email}'`,
    databaseUrl,
  );
  return sorted(rows);
}

/** What is compared of todos, in an order of their ids. */
function sorted(todos: Entry[]): Entry[] {
  return todos
    .map(({ id, title, importance, version }) => ({ id, title, importance, version }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
