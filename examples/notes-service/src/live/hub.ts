// The open browsers of this process: each is told every event of its account, in order, each once.
import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import type { Queryable } from '../database/database.ts';
import { addressedText } from '../http/addresses.ts';
import { type AccountEvent, endsSession, follows, keptEvents, readMissedEvents } from './events.ts';

export interface HubOptions {
  /** Where missed events are read from. */
  database: Queryable;
  /** The last event that was delivered to the hub; undefined as long as that is unknown. */
  position: () => number | undefined;
  /** Which of these sessions and API tokens are valid now. */
  validCredentials: (ids: string[]) => Promise<Set<string>>;
  /** Where browsers reach the service. */
  publicUrl: string;
  /** The name of this process, told to every browser. */
  process: string;
  log: FastifyBaseLogger;
  /** Time between pings, in milliseconds; who doesn't answer until the next is cut off. */
  heartbeatMs?: number;
}

/** Who listens: an account, by a session or an API token. */
export interface Reader {
  accountId: string;
  credentialId: string;
}

export interface Hub {
  /** Takes a new browser in; `since` is the last event that it has seen. */
  join(socket: WebSocket, reader: Reader, since?: number): void;
  deliver(event: AccountEvent): void;
  /** How many browsers there are. */
  size(): number;
  /** Sends all browsers away, to come back and catch up: they may have missed events. */
  dismiss(): void;
  /** Says goodbye to all; those that don't answer are cut off soon after. */
  close(): void;
}

interface Browser extends Reader {
  socket: WebSocket;
  /** Whether the last ping was answered. */
  answered: boolean;
  /** The last event that it has seen; undefined until it is told of each event as it comes. */
  seen?: number;
}

// What a browser may leave unread before it is cut off; it comes back and catches up.
const MAX_UNREAD_BYTES = 1024 * 1024;
// Proxies end connections that are silent for a minute.
const HEARTBEAT_MS = 25_000;
// With the time to drain it has to fit into three seconds. Who was cut off comes back as well.
const GOODBYE_MS = 500;
const PAGE = 500;

const GOING_AWAY = 1001;
const TRY_LATER = 1013;
const SESSION_OVER = 4401;

export function createHub(options: HubOptions): Hub {
  const { database, position, validCredentials, log, heartbeatMs = HEARTBEAT_MS } = options;
  const accounts = new Map<string, Set<Browser>>();
  let closing = false;

  function* allBrowsers(): Iterable<Browser> {
    for (const browsers of accounts.values()) yield* browsers;
  }

  const heartbeat = setInterval(() => {
    for (const browser of allBrowsers()) {
      if (!browser.answered) {
        browser.socket.terminate();
        continue;
      }
      browser.answered = false;
      browser.socket.ping();
    }
    cutOffExpired().catch((err) => log.warn({ err }, 'could not look for sessions that expired'));
  }, heartbeatMs);
  heartbeat.unref();

  /** A session that ends is an event; one that expires is none. */
  async function cutOffExpired(): Promise<void> {
    const browsers = [...allBrowsers()];
    if (browsers.length === 0) return;
    const valid = await validCredentials([...new Set(browsers.map(({ credentialId }) => credentialId))]);
    for (const browser of browsers) if (!valid.has(browser.credentialId)) cutOff(browser);
  }

  function cutOff({ socket }: Browser): void {
    socket.close(SESSION_OVER, 'the session is over');
  }

  function send(socket: WebSocket, frame: string | Buffer): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(frame, { binary: false });
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) {
      log.warn('cutting off a browser that does not read');
      socket.terminate();
    }
  }

  function sendJson(socket: WebSocket, message: object): void {
    send(socket, JSON.stringify(message));
  }

  /** Resolves when all that was sent has left the process. */
  function drained(socket: WebSocket): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (socket.bufferedAmount === 0 || socket.readyState !== socket.OPEN) return resolve();
        setTimeout(check, 20);
      };
      check();
    });
  }

  async function welcome(browser: Browser, since: number | undefined): Promise<void> {
    const { socket, accountId, credentialId } = browser;
    // The event of its end may have passed by before the browser was here to be cut off.
    if (!(await validCredentials([credentialId])).has(credentialId)) return cutOff(browser);

    let seen = since ?? position() ?? 0;
    function greet(): void {
      sendJson(socket, { type: 'hello', seq: Math.max(seen, position() ?? 0), process: options.process });
    }
    function reload(): void {
      sendJson(socket, { type: 'reload' });
      seen = position() ?? 0;
      greet();
    }
    if (since !== undefined && !follows(since, await keptEvents(database))) reload();
    else greet();

    // The position moves on meanwhile; there is no await between the last comparison and joining.
    for (let until = position() ?? 0; seen < until; until = position() ?? 0) {
      const missed = await readMissedEvents(database, accountId, { after: seen, until, limit: PAGE });
      // Asked after reading: what is kept now was there then, and what is purged now may have been gone.
      if (!follows(seen, await keptEvents(database))) {
        reload();
        continue;
      }
      for (const event of missed) send(socket, messageOf(event, options.publicUrl));
      seen = missed.length === PAGE ? (missed.at(-1)?.seq ?? until) : until;
      await drained(socket);
    }
    browser.seen = seen;
  }

  function add(browser: Browser): void {
    const browsers = accounts.get(browser.accountId);
    if (browsers) browsers.add(browser);
    else accounts.set(browser.accountId, new Set([browser]));
  }

  function remove(browser: Browser): void {
    const browsers = accounts.get(browser.accountId);
    browsers?.delete(browser);
    if (browsers?.size === 0) accounts.delete(browser.accountId);
  }

  return {
    join(socket, reader, since) {
      if (closing) return socket.close(GOING_AWAY, 'the service is stopping');
      if (position() === undefined) return socket.close(TRY_LATER, 'the service is starting');
      const browser: Browser = { ...reader, socket, answered: true };
      add(browser);
      socket.on('pong', () => {
        browser.answered = true;
      });
      socket.on('close', () => remove(browser));
      welcome(browser, since).catch((err) => {
        log.warn({ err }, 'could not tell a browser what it missed');
        socket.close(TRY_LATER, 'the database is not available');
      });
    },

    deliver(event) {
      const browsers = accounts.get(event.accountId);
      if (!browsers) return;
      if (endsSession(event)) {
        for (const browser of browsers) if (browser.credentialId === event.id) cutOff(browser);
        return;
      }
      const frame = Buffer.from(messageOf(event, options.publicUrl));
      for (const { socket, seen } of browsers) {
        // Another process, to which it was connected before, may have been ahead of this one.
        if (seen !== undefined && event.seq > seen) send(socket, frame);
      }
    },

    size: () => [...allBrowsers()].length,

    dismiss() {
      for (const { socket } of allBrowsers()) socket.close(TRY_LATER, 'events were missed');
    },

    close() {
      closing = true;
      clearInterval(heartbeat);
      const sockets = [...allBrowsers()].map(({ socket }) => socket);
      for (const socket of sockets) socket.close(GOING_AWAY, 'the service is stopping');
      if (sockets.length === 0) return;
      setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, GOODBYE_MS).unref();
    },
  };
}

/** What of an event a browser is told. */
function messageOf({ seq, resource, type, id, data }: AccountEvent, publicUrl: string): string {
  const change = JSON.stringify({ seq, resource, type, id });
  return data === null ? change : `${change.slice(0, -1)},"data":${addressedText(data, publicUrl)}}`;
}
