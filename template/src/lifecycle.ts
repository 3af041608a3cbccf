// How the app goes: readiness turns red first, then connections are let go one by one.
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Turns readiness red and lets go of connections as they finish; the app still answers. */
    drain(): void;
  }
}

const SWEEP_MS = 200;

/** Adds `drain()`, which closing implies; returns whether that has begun. */
export function useDraining(app: FastifyInstance): () => boolean {
  let draining = false;
  let sweep: NodeJS.Timeout | undefined;

  app.decorate('drain', () => {
    draining = true;
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining) reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', async () => {
    draining = true;
    // A connection whose last answer was on its way already would stay for its whole keep-alive time.
    sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
  });
  app.addHook('onClose', async () => clearInterval(sweep));
  return () => draining;
}
