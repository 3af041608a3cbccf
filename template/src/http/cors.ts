// Lets pages of the allowed origins, and no others, read what the service answers and send what it knows.
import type { FastifyInstance } from 'fastify';
import type { OriginOptions } from './origins.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** For the routes of `app` that come after. It comes before all hooks that refuse: their answers are to be read, too. */
export async function useCors(
  app: FastifyInstance,
  { allowedOrigins }: Pick<OriginOptions, 'allowedOrigins'>,
): Promise<void> {
  if (allowedOrigins.length === 0) return;
  await app.register(import('@fastify/cors'), {
    // As a list it would tell other origins, too, what the allowed ones may do.
    origin: (origin, done) => done(null, origin !== undefined && allowedOrigins.includes(origin)),
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'Idempotency-Key'],
    exposedHeaders: ['Link', 'ETag', 'Location', 'X-Request-Id', 'Retry-After', 'Idempotency-Replayed'],
    maxAge: DAY_SECONDS,
  });
}
