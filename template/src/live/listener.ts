// Follows the table of events over a connection of its own, and tells the other processes of new ones.
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { limitSession, rowTypes } from '../database/database.ts';
import { isNotifyQueueFull } from '../database/errors.ts';
import { type AccountEvent, eventWriters, follows, keptEvents, readEvents } from './events.ts';

export interface ListenerOptions {
  databaseUrl: string;
  /** Longest wait for an answer of the database, in milliseconds. */
  timeoutMs: number;
  /** How often to look for events when no notification comes, in milliseconds. */
  pollMs: number;
  log: FastifyBaseLogger;
  /** Called with every event after the start, in order, each once. */
  deliver: (event: AccountEvent) => void;
  /** Called where events were purged before they could be delivered; what comes next doesn't follow on. */
  onLost: () => void;
}

export interface Listener {
  /** Up to here every event was delivered and none can come any more; undefined before the first connection. */
  position(): number | undefined;
  /** When the table was last read to its end, in milliseconds; undefined before the first time. */
  lastRead(): number | undefined;
  start(): void;
  /** Says that something was committed; all processes are told, a few milliseconds later. */
  notify(): void;
  stop(): Promise<void>;
}

// NOTIFY takes a database-wide lock at commit: one for all commits of these milliseconds, never one in each.
const COALESCE_MS = 5;
// Each makes all processes read: no more often than this, where commits never cease.
const ANNOUNCE_EVERY_MS = 20;
const GAP_MS = 10;
const PAGE = 500;
const RECONNECT_MS = { first: 100, longest: 5000 };

/**
 * A transaction may take a sequence number and commit after others that took later ones. So a reader that
 * met a gap waits until the transactions that were writing then have ended: after that the gap is filled,
 * or was rolled back and stays. Writers never wait for each other.
 */
export function createListener(options: ListenerOptions): Listener {
  const { databaseUrl, timeoutMs, pollMs, log, deliver, onLost } = options;
  let position: number | undefined;
  let lastRead: number | undefined;
  /** Numbers up to `upTo` were taken when only `writers` could still commit them. */
  let fence: { upTo: number; writers: Set<string> } | undefined;
  let stopped = false;
  let unannounced = false;
  let notified = false;
  let announcement: NodeJS.Timeout | undefined;
  let announcedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> = Promise.resolve();
  let wakeUp = () => {};

  /** Waits to be woken, at most `ms`; whether nobody did. */
  function sleep(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }

  async function raiseFence(client: pg.Client, upTo: number): Promise<void> {
    fence = { upTo, writers: await eventWriters(client) };
  }

  /** How far gaps are final. Asked before reading: what ended before the read is in it. */
  async function settled(client: pg.Client): Promise<number> {
    if (!fence) return 0;
    if (fence.writers.size > 0) {
      const writing = await eventWriters(client);
      fence.writers = new Set([...fence.writers].filter((writer) => writing.has(writer)));
    }
    return fence.writers.size === 0 ? fence.upTo : 0;
  }

  /** Begins at the newest event, once no earlier one can come any more. */
  async function findPosition(client: pg.Client): Promise<void> {
    if (!fence) await raiseFence(client, (await keptEvents(client)).newest);
    const start = fence?.upTo ?? 0;
    if ((await settled(client)) < start) return;
    position = start;
    fence = undefined;
  }

  /** Whether what follows the position is kept; begins anew where it isn't. */
  async function isSure(client: pg.Client): Promise<boolean> {
    if (position === undefined || follows(position, await keptEvents(client))) return true;
    log.warn({ position }, 'events were purged before they were read');
    position = undefined;
    fence = undefined;
    onLost();
    await findPosition(client);
    return false;
  }

  /** Delivers what is final; ends with a fence where an earlier event may still come. */
  async function catchUp(client: pg.Client): Promise<void> {
    if (position === undefined) await findPosition(client);
    for (;;) {
      if (position === undefined) return;
      const final = await settled(client);
      const events = await readEvents(client, position, PAGE);
      for (const event of events) {
        if (event.seq !== position + 1 && event.seq > final) break;
        position = event.seq;
        deliver(event);
      }
      if (final > 0) fence = undefined;
      const last = events.at(-1)?.seq ?? position;
      if (position < last) {
        if (!fence && (await isSure(client))) await raiseFence(client, last);
        return;
      }
      fence = undefined;
      if (events.length < PAGE) return;
    }
  }

  function announceIn(ms: number): void {
    announcement ??= setTimeout(() => {
      announcement = undefined;
      unannounced = true;
      wakeUp();
    }, ms);
  }

  async function announce(client: pg.Client): Promise<void> {
    announcedAt = performance.now();
    try {
      await client.query('notify events');
    } catch (err) {
      if (!isNotifyQueueFull(err)) throw err;
      log.warn(
        'the queue of notifications is full: until the slowest process reads on, all look by themselves',
      );
      // Asking for its length is what shortens it. A notification that finds it full doesn't, nor does a listener.
      await client.query('select pg_notification_queue_usage()');
      announceIn(pollMs);
    }
  }

  /** One connection, from its start until it is lost or the listener is stopped. */
  async function follow(client: pg.Client, onFollowing: () => void): Promise<void> {
    const lost = new Promise<never>((_resolve, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection ended')));
    });
    lost.catch(() => {});
    client.on('notification', ({ processId }) => {
      if (processId === (client as unknown as { processID: number }).processID) return;
      notified = true;
      wakeUp();
    });
    await client.connect();
    await limitSession(client, timeoutMs);
    await client.query('listen events');
    log.info('following events');
    onFollowing();
    // Others may have missed what was committed while this process couldn't notify.
    unannounced = true;
    let unsure = true;
    while (!stopped) {
      notified = false;
      if (unannounced) {
        unannounced = false;
        await announce(client);
      }
      if (unsure) await isSure(client);
      await catchUp(client);
      lastRead = Date.now();
      if (unannounced || notified || stopped) continue;
      // The poll also proves the connection: its query fails where nobody answers.
      const slept = Promise.race([sleep(fence ? GAP_MS : pollMs), lost]).finally(() => wakeUp());
      unsure = (await slept) && !fence;
    }
  }

  async function run(): Promise<void> {
    let pause = RECONNECT_MS.first;
    while (!stopped) {
      const client = new pg.Client({
        connectionString: databaseUrl,
        connectionTimeoutMillis: timeoutMs,
        query_timeout: timeoutMs,
        keepAlive: true,
        application_name: 'todo-service live',
        types: rowTypes,
      });
      try {
        await follow(client, () => {
          pause = RECONNECT_MS.first;
        });
      } catch (err) {
        if (!stopped) log.warn({ err }, 'lost the connection for events');
      }
      await close(client);
      if (!stopped) await sleep(pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, RECONNECT_MS.longest);
    }
  }

  return {
    position: () => position,
    lastRead: () => lastRead,
    start() {
      running = run();
    },
    notify: () => announceIn(Math.max(COALESCE_MS, announcedAt + ANNOUNCE_EVERY_MS - performance.now())),
    async stop() {
      stopped = true;
      clearTimeout(announcement);
      wakeUp();
      await running;
    },
  };
}

/** Closes a connection, also one whose other end doesn't answer any more. */
async function close(client: pg.Client): Promise<void> {
  const hang = setTimeout(() => {
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }, 500);
  await client.end().catch(() => {});
  clearTimeout(hang);
}
