// The process type `web`: listens until it is told to stop.
import { buildApp } from './app.ts';
import { configOrExit } from './config.ts';
import { createLogger } from './logger.ts';
import { stopOnSignals } from './termination.ts';

const config = configOrExit('web');
const log = createLogger(config.logLevel, config.instanceName);
const app = await buildApp(config, log);
stopOnSignals(app, { drainMs: config.shutdownDrainMs, timeoutMs: config.shutdownTimeoutMs });

try {
  await app.listen({ host: config.host, port: config.port });
} catch (err) {
  log.fatal({ err }, 'could not listen');
  process.exit(1);
}
