// The OpenAPI document, made from the routes' schemas, and Swagger UI to try it: an app of their own, which never listens.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type FastifyInstance, fastify, type RouteOptions } from 'fastify';
import { sessionCookie } from '../accounts/authentication.ts';
import { compilers } from './compilers.ts';
import { bySession } from './openapi.ts';
import { problems } from './problem.ts';

// Either will do.
const security = [{ apiToken: [] }, ...bySession];

/** Answers at /api/openapi.json and /api/docs; other routes are there to be documented. */
export async function buildDocumentation(
  routes: RouteOptions[],
  publicUrl: string,
): Promise<FastifyInstance> {
  const app = fastify({ schemaController: compilers, exposeHeadRoutes: false });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Notes Service',
        version: '1',
        description: 'Errors are problem documents (RFC 9457).',
      },
      components: {
        securitySchemes: {
          apiToken: { type: 'http', scheme: 'bearer', description: 'An API token.' },
          session: { type: 'apiKey', in: 'cookie', name: sessionCookie(publicUrl) },
        },
      },
    },
    transform({ schema, url, route }) {
      if (route.config?.public) return { schema, url };
      const response = { ...problems(401), ...(schema.response as object) };
      return { schema: { security, ...schema, response }, url };
    },
  });
  for (const { method, url, schema = {}, config } of routes) {
    if (!('hide' in schema)) app.route({ method, url, schema, config, handler: async () => {} });
  }
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { url: '/api/openapi.json' } });
  await app.ready();
  // Made here, it fails where the reason is told.
  app.swagger();
  return app;
}
