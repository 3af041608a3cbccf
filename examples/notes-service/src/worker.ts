// The process type `worker`: does the jobs of the queue, mails above all, until it is told to stop.
import { configOrExit } from './config.ts';
import { createLogger } from './logger.ts';
import { stopOnSignals } from './termination.ts';
import { buildWorker } from './work.ts';

const config = configOrExit('worker');
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
