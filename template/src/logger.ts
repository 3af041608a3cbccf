// The log of a process: JSON lines on stdout.
import { type Logger, pino } from 'pino';
import { processName } from './process-name.ts';

/** A logger that writes one JSON object a line to stdout, with what the process is called in each. */
export function createLogger(level: string, instanceName = ''): Logger {
  return pino({
    level,
    base: { process: processName(instanceName) },
    formatters: { level: (label) => ({ level: label }) },
  });
}
