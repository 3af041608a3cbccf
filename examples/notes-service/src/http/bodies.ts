// How bodies are read.
import type { FastifyInstance } from 'fastify';

/** Takes an empty body for none: clients say that they send JSON also where they send nothing, with DELETE above all. */
export function acceptEmptyBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null) : parse(request, body as string, done),
  );
}
