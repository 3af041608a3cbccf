// What any service does for each request: it has an id, which the answer names, and a line in the log.
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';

const log = pino();

/** Names the request, and logs it once it is answered. */
export function attend(request, response) {
  const from = performance.now();
  const requestId = randomUUID();
  response.setHeader('x-request-id', requestId);
  response.once('finish', () => {
    const path = request.url.split('?')[0];
    const ms = Math.round((performance.now() - from) * 10) / 10;
    log.info({ requestId, method: request.method, path, status: response.statusCode, ms }, 'request');
  });
}
