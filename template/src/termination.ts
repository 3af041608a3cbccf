// How a long-running process ends: on a signal when its work is done, on a bug at once.
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long, in milliseconds, `app` still answers before it is closed, and how long all of it may take. */
export interface Patience {
  drainMs: number;
  timeoutMs: number;
}

/** Drains and closes `app` on SIGTERM or SIGINT and ends the process; with exit code 1 where that takes too long. */
export function stopOnSignals(app: FastifyInstance, { drainMs, timeoutMs }: Patience): void {
  // An exception that nobody caught is a bug; the state of the process is unknown, so it ends.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err) => {
      app.log.fatal({ err }, event);
      process.exit(1);
    });
  }

  let stopping = false;
  async function stop(signal: NodeJS.Signals): Promise<void> {
    // A terminal's Ctrl-C arrives more than once: from the terminal, and from the program that started this.
    if (stopping) return;
    stopping = true;
    app.log.info({ signal }, 'stopping');
    setTimeout(() => {
      app.log.error('stopping took too long');
      process.exit(1);
    }, timeoutMs).unref();

    app.drain();
    await delay(drainMs);
    await app.close();
    app.log.info('stopped');
    process.exit(0);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}
