// The process type `worker`: does the jobs of the queue, mails above all, until it is told to stop.
import { configOrExit } from './config.ts';

const config = configOrExit('worker');
// Loaded only now, so that a wrong environment is told at once.
const { createLogger } = await import('./logger.ts');
const { stopOnSignals } = await import('./termination.ts');
const { buildWorker } = await import('./work.ts');

const log = createLogger(config.logLevel, config.instanceName);
const app = await buildWorker(config, log);
// Nobody sends it requests who would have to notice first.
stopOnSignals(app, { drainMs: 0, timeoutMs: config.shutdownTimeoutMs });

try {
  await app.listen({ host: config.host, port: config.port });
} catch (err) {
  log.fatal({ err }, 'could not listen');
  process.exit(1);
}
