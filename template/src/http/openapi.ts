// Where the API is documented: at /api/openapi.json for programs, at /api/docs for people.
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

/** For operations that only a person may do. */
export const bySession: Record<string, string[]>[] = [{ session: [] }];

// Others tell of the connection with the app that made them.
const passedOn = ['content-type', 'cache-control', 'etag', 'last-modified', 'location'];

/** Documents the routes that come after it. What that takes is loaded and made when somebody asks for it. */
export function useOpenapi(app: FastifyInstance, { publicUrl }: { publicUrl: string }): void {
  const routes: RouteOptions[] = [];
  let documentation: Promise<FastifyInstance> | undefined;
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });

  async function document(): Promise<FastifyInstance> {
    const { buildDocumentation } = await import('./documentation.ts');
    return buildDocumentation(routes, publicUrl);
  }

  async function passOn({ url, headers }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    documentation ??= document().catch((error) => {
      documentation = undefined;
      throw error;
    });
    const { range: _, ...conditions } = headers;
    const answer = await (await documentation).inject({ url, headers: conditions });
    if (answer.statusCode >= 400) return reply.problem(answer.statusCode);
    for (const name of passedOn) {
      const value = answer.headers[name];
      if (value !== undefined) reply.header(name, value);
    }
    return reply.code(answer.statusCode).send(answer.rawPayload);
  }
  for (const url of ['/api/openapi.json', '/api/docs', '/api/docs/*']) {
    app.get(url, { schema: { hide: true } }, passOn);
  }
}
