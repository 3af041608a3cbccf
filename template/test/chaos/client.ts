// A client as the service asks for: it sends every request again, with the same key, until it is answered for good.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Balancer } from './balancer.ts';

export interface Answer {
  status: number;
  /** How often the request was sent. */
  attempts: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what came over the network
  body: any;
}

/** What happened to the requests of all clients since it was last emptied. */
export class Tally {
  answered = 0;
  /** Why requests got no answer: the connection broke, was refused, or stayed silent. */
  unanswered: string[] = [];
  /** Answers that say to come back later. */
  unavailable = 0;
  /** Answers that no client should ever get. */
  broken: string[] = [];
  /** Writes that had been stored, though their first answer never arrived. */
  replayed = 0;
  /** The longest time in which no client at all was answered, in milliseconds. */
  longestSilence = 0;
  #last = performance.now();

  answer(): void {
    this.answered++;
    const now = performance.now();
    this.longestSilence = Math.max(this.longestSilence, now - this.#last);
    this.#last = now;
  }
}

const PATIENCE_MS = 5000;
const PAUSE_MS = 50;

export class Client {
  readonly #balancer: Balancer;
  readonly #tally: () => Tally;
  readonly #headers: Record<string, string>;

  constructor(balancer: Balancer, tally: () => Tally, headers: Record<string, string> = {}) {
    this.#balancer = balancer;
    this.#tally = tally;
    this.#headers = headers;
  }

  /** Sends a request until it is answered for good. A POST carries a key, by which it takes effect once. */
  async send(
    method: string,
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { ...this.#headers, ...more };
    if (body) headers['content-type'] = 'application/json';
    if (method === 'POST') headers['idempotency-key'] = randomUUID();
    let url: string | undefined;
    for (let attempts = 1; ; attempts++) {
      url = this.#balancer.pick(url);
      const answer = await this.#once(url + path, { method, headers, body: body && JSON.stringify(body) });
      if (answer) return { ...answer, attempts };
      await delay(PAUSE_MS * (0.5 + Math.random()));
    }
  }

  /** The answer, if it is one that stays. */
  async #once(url: string, request: RequestInit): Promise<Omit<Answer, 'attempts'> | undefined> {
    const tally = this.#tally();
    try {
      const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
      const text = await answer.text();
      const { status, headers } = answer;
      tally.answer();
      if (headers.get('connection') === 'close') this.#balancer.avoid(url);
      if (status === 503 || status === 408 || (status === 409 && headers.has('retry-after'))) {
        tally.unavailable++;
        return undefined;
      }
      if (status >= 500) {
        tally.broken.push(`${request.method} ${url}: ${status} ${text}`);
        return undefined;
      }
      if (headers.get('idempotency-replayed') === 'true') tally.replayed++;
      return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
    } catch (error) {
      const { message, cause } = error as Error;
      tally.unanswered.push(`${request.method} ${url}: ${message} ${cause ?? ''}`);
      return undefined;
    }
  }
}
