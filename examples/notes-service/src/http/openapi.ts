// The OpenAPI document, made from the routes' schemas, and Swagger UI to try it.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { sessionCookie } from '../accounts/authentication.ts';
import { problems } from './problem.ts';

/** For operations that only a person may do. */
export const bySession: Record<string, string[]>[] = [{ session: [] }];
// Either will do.
const security = [{ apiToken: [] }, ...bySession];

/** Adds /api/openapi.json and /api/docs. Comes before the routes that it documents. */
export async function useOpenapi(app: FastifyInstance, { publicUrl }: { publicUrl: string }): Promise<void> {
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
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { url: '/api/openapi.json' } });
}
