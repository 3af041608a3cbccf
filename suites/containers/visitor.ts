/** Uses the service as a person does: registers by mail, changes todos, and hears of changes. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** Waits until `ask` resolves with something; rejects, with what was waited for, after `ms`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  ms = 60_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await sleep(200);
  }
}

interface Event {
  type: string;
  resource?: string;
  id?: string;
}

/** A connection to /live: which process holds it, and what it heard. */
export interface Listener {
  process: string;
  events: Event[];
  close(): void;
}

/** Somebody who is logged in. */
export class Visitor {
  readonly url: string;
  private readonly cookie: string;

  private constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  /** Registers at `url`, with the token that the mail catcher at `mails` was sent. */
  static async register(url: string, mails: string): Promise<Visitor> {
    const email = `${randomBytes(6).toString('hex')}@example.org`;
    const password = randomBytes(12).toString('hex');
    const post = (path: string, body: unknown) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const asked = await post('/api/registrations', { email, password });
    if (asked.status !== 202) throw new Error(`${asked.status}: ${await asked.text()}`);
    const token = await until('the mail', async () => {
      const caught = (await (await fetch(`${mails}/email`)).json()) as {
        to: { address: string }[];
        text: string;
      }[];
      const mail = caught.find(({ to }) => to.some(({ address }) => address === email));
      return /#token=(\S+)/.exec(mail?.text ?? '')?.[1];
    });
    const confirmed = await post('/api/registrations/confirm', { token, password });
    if (confirmed.status !== 201) throw new Error(`${confirmed.status}: ${await confirmed.text()}`);
    return new Visitor(url, confirmed.headers.getSetCookie().join('; ').split(';')[0] ?? '');
  }

  /** Sends one request, over a connection of its own. */
  async request(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        cookie: this.cookie,
        connection: 'close',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, body: await response.json() };
  }

  async countTodos(): Promise<number> {
    return ((await this.request('/api/todos')).body as unknown[]).length;
  }

  async addTodo(title: string): Promise<string> {
    const { status, body } = await this.request('/api/todos', { title });
    if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return (body as { id: string }).id;
  }

  listen(): Promise<Listener> {
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/live`, {
      headers: { cookie: this.cookie },
    });
    const events: Event[] = [];
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (data) => {
        const event = JSON.parse(String(data));
        events.push(event);
        if (event.type === 'hello') {
          resolve({ process: event.process, events, close: () => socket.terminate() });
        }
      });
    });
  }
}
