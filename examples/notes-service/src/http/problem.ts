// Every error as a problem document (RFC 9457).
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DatabaseFault, databaseFault } from '../database/errors.ts';
import { STATUS_CODES } from './node-http.ts';
import { RequestTimeout } from './requests.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** Answers with a problem document; `detail` is for people. */
    problem(status: number, detail?: string, members?: Record<string, unknown>): this;
  }
}

const Problem = {
  type: 'object',
  title: 'Problem',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    requestId: { type: 'string', description: 'What the log names this request.' },
    errors: {
      type: 'array',
      description: 'What is wrong where: JSON pointers into the body, or names of parameters.',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
        required: ['pointer', 'detail'],
      },
    },
  },
  required: ['type', 'title', 'status'],
};

/** Response schemas for these statuses, for the documentation of a route. */
export function problems(...statuses: number[]): Record<number, object> {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: STATUS_CODES[status], content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}

/** Answers with a problem document, also where Fastify gives a bare reply without decorations. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  detail?: string,
  members: Record<string, unknown> = {},
): FastifyReply {
  const { id: requestId } = reply.request;
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail, requestId, ...members };
  return reply.code(status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What Node gives up on before it is a request at all, answered on the bare connection. */
export function answerBrokenRequest(this: FastifyInstance, error: ConnectionError, socket: Socket): void {
  const status = statusOfParser[error.code ?? ''] ?? 400;
  if (socket.writable) {
    const requestId = randomUUID();
    this.log.info({ requestId, status, code: error.code }, 'broken request');
    const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, requestId });
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy();
}

const statusOfParser: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

const statusOfFault: Record<DatabaseFault, number> = { unavailable: 503, conflict: 409, invalid: 400 };
const detailOfFault: Record<DatabaseFault, string> = {
  unavailable: 'The database is not available; try again later.',
  conflict: 'The change conflicts with what is stored.',
  invalid: 'A value is out of range.',
};

const partNames = { body: 'body', params: 'path', querystring: 'query', headers: 'header' };

function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.validation) {
    const errors = error.validation.map(({ instancePath, params, message }) => ({
      pointer: `#${instancePath}${'missingProperty' in params ? `/${params.missingProperty}` : ''}`,
      detail: message ?? 'is not valid',
    }));
    const part = partNames[error.validationContext ?? 'body'];
    return reply.problem(400, `The ${part} is not valid.`, { errors });
  }
  if (error instanceof RequestTimeout) {
    request.log.warn({ err: error }, 'gave a request up');
    return reply.header('retry-after', '1').problem(503, 'It took too long; try again later.');
  }
  const fault = databaseFault(error);
  if (fault) {
    request.log.warn({ err: error }, 'database fault');
    if (fault === 'unavailable') reply.header('retry-after', '1');
    return reply.problem(statusOfFault[fault], detailOfFault[fault]);
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return reply.problem(status, error.message);
  request.log.error({ err: error }, 'unexpected error');
  return reply.problem(500);
}

/** Makes every error of the app, and every unknown path, a problem document. */
export function useProblems(app: FastifyInstance): void {
  app.decorateReply('problem', function (this: FastifyReply, status, detail, members) {
    sendProblem(this, status, detail, members);
    return this;
  });
  app.setErrorHandler(handleError);
  app.setNotFoundHandler((request, reply) =>
    reply.problem(404, `There is nothing at ${request.method} ${request.url.split('?')[0]}.`),
  );
}
