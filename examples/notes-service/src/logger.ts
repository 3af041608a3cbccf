// The log of a process: JSON lines on stdout, with nothing in them that is secret or personal.
import { type Logger, pino } from 'pino';
import { processName } from './process-name.ts';

/** What is logged of an error. Its other members, such as the detail of a database error, hold what was sent. */
interface LoggedError {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  stack?: string;
  cause?: LoggedError;
}

/** Why something failed, without the values with which it did. */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something was thrown that is no error' };
  const { code, constraint, cause } = error as Error & { code?: string; constraint?: string };
  const type = error.constructor.name;
  const message = messageOf(error, code);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type,
    message,
    ...(code && { code }),
    ...(constraint && { constraint }),
    stack: [`${type}: ${message}`, ...frames].join('\n'),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}

// Parsers quote what they couldn't read: JavaScript's in its syntax errors, PostgreSQL's in data exceptions.
function messageOf(error: Error, code = ''): string {
  const quotes = error instanceof SyntaxError || /^22\w{3}$/.test(code);
  return quotes ? error.message.replace(/".*"/s, '"…"') : error.message;
}

/** A logger that writes one JSON object a line to stdout, with what the process is called in each. */
export function createLogger(level: string, instanceName = ''): Logger {
  return pino({
    level,
    base: { process: processName(instanceName) },
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    // Libraries name URLs in what they say; what stands behind the ? is a client's business.
    hooks: { streamWrite: (line) => line.replace(/(\/[^\s"?\\]*\?)(?:[^\s"\\]|\\.)+/g, '$1…') },
  });
}
