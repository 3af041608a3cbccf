// The process type `web`: listens until it is told to stop.
import { setTimeout as delay } from 'node:timers/promises';
import { buildApp } from './app.ts';
import { configOrExit } from './config.ts';
import { createLogger } from './logger.ts';

const config = configOrExit('web');
const log = createLogger(config.logLevel);

// An exception that nobody caught is a bug; the state of the process is unknown, so it ends.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (err) => {
    log.fatal({ err }, event);
    process.exit(1);
  });
}

const app = await buildApp(config, log);

let stopping = false;
async function stop(signal: NodeJS.Signals): Promise<void> {
  // A terminal's Ctrl-C arrives more than once: from the terminal, and from the program that started this.
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  setTimeout(() => {
    log.error('stopping took too long');
    process.exit(1);
  }, config.shutdownTimeoutMs).unref();

  app.drain();
  await delay(config.shutdownDrainMs);
  await app.close();
  log.info('stopped');
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);

try {
  await app.listen({ host: config.host, port: config.port });
} catch (err) {
  log.fatal({ err }, 'could not listen');
  process.exit(1);
}
