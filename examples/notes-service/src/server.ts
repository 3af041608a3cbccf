// The process type `web`: listens until it is told to stop.
import { configOrExit } from './config.ts';

const config = configOrExit('web');
// Loaded only now, so that a wrong environment is told at once.
const { buildApp } = await import('./app.ts');
const { createLogger } = await import('./logger.ts');
const { stopOnSignals } = await import('./termination.ts');

const log = createLogger(config.logLevel, config.instanceName);
const app = await buildApp(config, log);
stopOnSignals(app, { drainMs: config.shutdownDrainMs, timeoutMs: config.shutdownTimeoutMs });

try {
  await app.listen({ host: config.host, port: config.port });
} catch (err) {
  log.fatal({ err }, 'could not listen');
  process.exit(1);
}
