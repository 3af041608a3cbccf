// A writer, and the book of what it was told is done: what the database has to hold in the end.
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Client } from './client.ts';

/** What is compared of a todo. Its version tells how often it was changed. */
export interface Entry {
  id: string;
  title: string;
  importance: number;
  version: number;
}

/** What was acknowledged to the writers of one account. */
export class Book {
  readonly entries = new Map<string, Entry>();
  writes = 0;
  /** The todo that all writers make more important, until it can't be more so. */
  shared: { id: Promise<string>; asked: number } | undefined;

  write(): void {
    this.writes++;
  }
}

const MOST_IMPORTANT = 10;
const OWN = 12;
const PAUSE_MS = 5;

/** Writes until `signal` says to rest, and then ends what it has begun; rejects when it is told something wrong. */
export async function writeOn(client: Client, book: Book, name: string, signal: AbortSignal): Promise<void> {
  const own: Entry[] = [];
  for (let step = 0; !signal.aborted; step++) {
    if (own.length >= OWN) await remove(client, book, own.shift() as Entry);
    else if (step % 3 === 0) own.push(await create(client, book, `${name} ${step}`));
    else if (step % 3 === 1) await change(client, book, own[step % own.length] as Entry, `${name} ${step}`);
    else await raise(client, book, `${name} ${step}, shared`);
    await delay(PAUSE_MS);
  }
  for (const entry of own) await remove(client, book, entry);
}

async function create(client: Client, book: Book, title: string): Promise<Entry> {
  const answer = await client.send('POST', '/api/todos', { title });
  expect(answer, answer.status === 201 && answer.body.title === title && answer.body.version === 1);
  const { id, importance, version } = answer.body;
  const entry = { id, title, importance, version };
  book.entries.set(id, entry);
  book.write();
  return entry;
}

async function change(client: Client, book: Book, entry: Entry, title: string): Promise<void> {
  const { id, version } = entry;
  let answer = await client.send('PATCH', `/api/todos/${id}`, { title, version });
  // It may have been stored before its answer was lost: nobody else changes this todo.
  if (answer.status === 409 && answer.attempts > 1) answer = await client.send('GET', `/api/todos/${id}`);
  expect(answer, answer.status === 200 && answer.body.title === title && answer.body.version === version + 1);
  Object.assign(entry, { title, version: version + 1 });
  book.write();
}

async function remove(client: Client, book: Book, { id }: Entry): Promise<void> {
  const answer = await client.send('DELETE', `/api/todos/${id}`);
  expect(answer, answer.status === 204 || (answer.status === 404 && answer.attempts > 1));
  book.entries.delete(id);
  book.write();
}

/** Makes the shared todo more important, as other writers do at the same time. */
async function raise(client: Client, book: Book, title: string): Promise<void> {
  if (!book.shared || book.shared.asked === MOST_IMPORTANT) {
    book.shared = { id: create(client, book, title).then(({ id }) => id), asked: 0 };
  }
  book.shared.asked++;
  const id = await book.shared.id;
  const answer = await client.send('POST', `/api/todos/${id}/importance`, { change: 1 });
  expect(answer, answer.status === 200);
  const entry = book.entries.get(id) as Entry;
  entry.importance++;
  entry.version++;
  book.write();
}

function expect(answer: Answer, holds: boolean): void {
  if (!holds) throw new Error(`a writer was told ${answer.status} ${JSON.stringify(answer.body)}`);
}
