// The WebSocket /live: joins listener and hub, and decides who may connect.
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isFromAllowedPage, type OriginOptions } from '../http/origins.ts';
import type { Hub, Reader } from './hub.ts';

export interface LiveOptions extends OriginOptions {
  hub: Hub;
}

// Browsers only listen.
const MAX_MESSAGE_BYTES = 1024;

const Since = { type: 'object', properties: { since: { type: 'integer', minimum: 0 } } };

/** Adds `GET /live`, for those who are logged in, and refused to pages of foreign origins. */
export async function useLive(app: FastifyInstance, { hub, ...origins }: LiveOptions): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: MAX_MESSAGE_BYTES },
    errorHandler: (error, socket, request) => {
      request.log.debug({ err: error }, 'broken WebSocket');
      socket.terminate();
    },
    // The plugin's own waits 30 seconds for browsers that never answer, and gives no code.
    preClose(done) {
      hub.close();
      this.websocketServer.close();
      done();
    },
  });

  app.route<{ Querystring: { since?: number } }>({
    method: 'GET',
    url: '/live',
    exposeHeadRoute: false,
    schema: { hide: true, querystring: Since },
    onRequest: app.authenticate,
    preHandler: async (request, reply) => {
      if (!isFromAllowedPage(request, origins))
        return reply.problem(403, 'Pages of this origin may not connect.');
    },
    handler: async (_request, reply) =>
      reply.header('upgrade', 'websocket').problem(426, 'This is a WebSocket.'),
    wsHandler: (socket, request) =>
      hub.join(socket, readerOf(request), (request.query as { since?: number }).since),
  });
}

function readerOf({ account }: FastifyRequest): Reader {
  return { accountId: account.id, credentialId: (account.sessionId ?? account.tokenId) as string };
}
