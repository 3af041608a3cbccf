// Tells what a failed query means to the client: try later, conflict, bad value, or a bug.

export type DatabaseFault = 'unavailable' | 'conflict' | 'invalid';

const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
// node-postgres gives these no code.
const lost =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

/** What an error thrown by a query means; undefined if it is none of the client's or the network's doing. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (network.has(code) || lost.test(error.message)) return 'unavailable';
  if (!/^[0-9A-Z]{5}$/.test(code)) return undefined;
  // SQLSTATE classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
  if (/^(08|53|57P|57014|25P03)/.test(code) || isNotifyQueueFull(error)) return 'unavailable';
  if (/^(40|23503|23505|23P01)/.test(code)) return 'conflict';
  if (/^(22|23502|23514)/.test(code)) return 'invalid';
  return undefined;
}

/** Whether PostgreSQL takes no more notifications, because a listener hasn't read the ones before for very long. */
export function isNotifyQueueFull(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error && 'routine' in error)) return false;
  // The code alone also stands for other limits.
  return error.code === '54000' && error.routine === 'PreCommit_Notify';
}
