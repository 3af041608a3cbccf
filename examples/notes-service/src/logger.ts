// The log of a process: JSON lines on stdout.
import { type Logger, pino } from 'pino';

/** A logger that writes one JSON object a line to stdout. */
export function createLogger(level: string): Logger {
  return pino({ level, formatters: { level: (label) => ({ level: label }) } });
}
