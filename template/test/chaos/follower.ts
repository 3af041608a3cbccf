// A listener: holds the todos of its account by what the WebSocket tells, in the page's own store.
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Balancer } from './balancer.ts';
import type { Client } from './client.ts';
import type { Entry } from './writer.ts';

interface Store {
  list(): Entry[];
  apply(event: object): void;
  replace(read: () => Promise<Entry[]>): Promise<void>;
}
const page = new URL('../../public/todos/store.js', import.meta.url);
const { createStore } = (await import(page.href)) as { createStore(): Store };

export interface FollowerOptions {
  balancer: Balancer;
  /** Reads the list. */
  client: Client;
  headers: Record<string, string>;
  /** Where it listens first. */
  url: string;
}

const HELLO_MS = 2000;
const LONGEST_PAUSE_MS = 300;

export class Follower {
  readonly #options: FollowerOptions;
  readonly #store = createStore();
  /** The last event that it has seen; undefined until the first hello. */
  #seq: number | undefined;
  #socket: WebSocket | undefined;
  #ended = false;
  /** How often it came back, how often it was told to read the list anew, how many events it got. */
  connections = 0;
  reloads = 0;
  events = 0;
  /** What the stream should never do. */
  readonly wrong: string[] = [];

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#stay(options.url);
  }

  /** The todos as it knows them. */
  get todos(): Entry[] {
    return this.#store.list();
  }

  end(): void {
    this.#ended = true;
    this.#socket?.terminate();
  }

  async #stay(url: string): Promise<void> {
    while (!this.#ended) {
      await this.#listen(url);
      await delay(LONGEST_PAUSE_MS * Math.random());
      url = this.#options.balancer.pick(url);
    }
  }

  /** One connection, until it breaks off. */
  #listen(url: string): Promise<void> {
    const since = this.#seq;
    const query = since === undefined ? '' : `?since=${since}`;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live${query}`, {
      headers: this.#options.headers,
    });
    this.#socket = socket;
    const late = setTimeout(() => socket.terminate(), HELLO_MS);
    let last = since ?? 0;
    let gap = since === undefined;
    socket.on('error', () => {});
    socket.on('message', (text) => {
      const message = JSON.parse(String(text));
      if (message.type === 'reload') {
        gap = true;
        this.reloads++;
      } else if (message.type === 'hello') {
        clearTimeout(late);
        this.connections++;
        if (!gap) return;
        last = message.seq;
        this.#seq = message.seq;
        this.#store.replace(() => this.#read());
      } else {
        if (message.seq <= last) this.wrong.push(`${message.seq} came after ${last}`);
        last = message.seq;
        this.#seq = message.seq;
        this.events++;
        this.#store.apply(message);
      }
    });
    return new Promise((resolve) => {
      socket.on('close', () => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  async #read(): Promise<Entry[]> {
    const todos: Entry[] = [];
    let path: string | undefined = '/api/todos?limit=500';
    while (path) {
      const { body, headers } = await this.#options.client.send('GET', path);
      todos.push(...body);
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    return todos;
  }
}
