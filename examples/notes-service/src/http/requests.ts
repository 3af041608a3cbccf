// What every request has: an id, which logs and answers name, a database, and a time after which it is given up.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { RequestDatabase } from '../database/database.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The database for this request: what it asks for ends with it. */
    database: RequestDatabase;
  }
}

const GIVING_UP_MS = 50;

/** Why a request was given up. */
export class RequestTimeout extends Error {
  override message = 'the request took too long';
}

/** What gives requests their ids: the proxy's, where one is trusted and named it sensibly, else new ones. */
export function requestIds({ trustProxy }: { trustProxy: boolean }): (request: IncomingMessage) => string {
  return ({ headers }) => {
    const given = trustProxy ? headers['x-request-id'] : undefined;
    return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
  };
}

/** Names each request's id in its answer, and gives requests up that take longer than `timeoutMs`. */
export function useRequests(app: FastifyInstance, { timeoutMs }: { timeoutMs: number }): void {
  app.decorateRequest('database');
  // Not Fastify's handlerTimeout: that ends with the request's body, before a handler has begun.
  app.addHook('onRequest', (request, reply, done) => {
    request.database = app.database.forRequest(request.id);
    reply.header('x-request-id', request.id);
    const timer = setTimeout(() => {
      if (reply.sent) return;
      const reason = new RequestTimeout();
      request.database.giveUp(reason);
      // Who waited for the database has answered by then.
      setTimeout(() => reply.sent || reply.send(reason), GIVING_UP_MS);
    }, timeoutMs).unref();
    reply.raw.once('close', () => clearTimeout(timer));
    done();
  });
}
