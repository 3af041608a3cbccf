// The open browsers of this process: each is told every event, in order, each once.
import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import type { Queryable } from '../database/database.ts';
import { keptEvents, type LiveEvent, readEvents } from './events.ts';

export interface HubOptions {
  /** Where missed events are read from. */
  database: Queryable;
  /** The last event that was delivered to the hub; undefined as long as that is unknown. */
  position: () => number | undefined;
  log: FastifyBaseLogger;
  /** Time between pings, in milliseconds; who doesn't answer until the next is cut off. */
  heartbeatMs?: number;
}

export interface Hub {
  /** Takes a new browser in; `since` is the last event that it has seen. */
  join(socket: WebSocket, since?: number): void;
  deliver(event: LiveEvent): void;
  /** Says goodbye to all; those that don't answer are cut off after a second. */
  close(): void;
}

// What a browser may leave unread before it is cut off; it comes back and catches up.
const MAX_UNREAD_BYTES = 1024 * 1024;
// Proxies end connections that are silent for a minute.
const HEARTBEAT_MS = 25_000;
const GOODBYE_MS = 1000;
const PAGE = 500;

const GOING_AWAY = 1001;
const TRY_LATER = 1013;

export function createHub({ database, position, log, heartbeatMs = HEARTBEAT_MS }: HubOptions): Hub {
  /** All browsers; the value says whether the last ping was answered. */
  const browsers = new Map<WebSocket, boolean>();
  /** Those that are told of each event as it comes, with the last that they have seen before they joined. */
  const current = new Map<WebSocket, number>();
  let closing = false;

  const heartbeat = setInterval(() => {
    for (const [socket, answered] of browsers) {
      if (!answered) {
        socket.terminate();
        continue;
      }
      browsers.set(socket, false);
      socket.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();

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

  async function welcome(socket: WebSocket, since: number | undefined): Promise<void> {
    let seen = since ?? position() ?? 0;
    if (since !== undefined) {
      const { oldest, newest } = await keptEvents(database);
      // Newer than the newest: another database, restored from a backup perhaps.
      if (since + 1 < oldest || since > newest) {
        sendJson(socket, { type: 'reload' });
        seen = position() ?? 0;
      }
    }
    sendJson(socket, { type: 'hello', seq: Math.max(seen, position() ?? 0) });

    // The position moves on meanwhile; there is no await between the last comparison and joining.
    for (let until = position() ?? 0; seen < until; until = position() ?? 0) {
      const events = await readEvents(database, seen, PAGE);
      const missed = events.filter((event) => event.seq <= until);
      for (const event of missed) sendJson(socket, event);
      seen = missed.length === PAGE ? (missed.at(-1)?.seq ?? until) : until;
      await drained(socket);
    }
    if (socket.readyState === socket.OPEN) current.set(socket, seen);
  }

  return {
    join(socket, since) {
      if (closing) return socket.close(GOING_AWAY, 'the service is stopping');
      if (position() === undefined) return socket.close(TRY_LATER, 'the service is starting');
      browsers.set(socket, true);
      socket.on('pong', () => browsers.has(socket) && browsers.set(socket, true));
      socket.on('close', () => {
        browsers.delete(socket);
        current.delete(socket);
      });
      welcome(socket, since).catch((err) => {
        log.warn({ err }, 'could not tell a browser what it missed');
        socket.close(TRY_LATER, 'the database is not available');
      });
    },

    deliver(event) {
      if (current.size === 0) return;
      const frame = Buffer.from(JSON.stringify(event));
      for (const [socket, seen] of current) {
        // Another process, to which it was connected before, may have been ahead of this one.
        if (event.seq > seen) send(socket, frame);
      }
    },

    close() {
      closing = true;
      clearInterval(heartbeat);
      const sockets = [...browsers.keys()];
      for (const socket of sockets) socket.close(GOING_AWAY, 'the service is stopping');
      if (sockets.length === 0) return;
      setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, GOODBYE_MS).unref();
    },
  };
}
