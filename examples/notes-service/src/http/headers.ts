// Security headers of every answer, as helmet sets them.
import type { OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { IncomingMessage, ServerResponse } from './node-http.ts';

const NONE = ["'none'"];
const SELF = ["'self'"];

const options: Parameters<typeof helmet>[0] = {
  // The page loads its own modules and styles and talks to its own service; nothing else is needed.
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: NONE,
      scriptSrc: SELF,
      styleSrc: SELF,
      imgSrc: [...SELF, 'data:'],
      connectSrc: SELF,
      baseUri: NONE,
      formAction: NONE,
      frameAncestors: NONE,
    },
  },
  frameguard: { action: 'deny' },
  // What runs on other names of the domain is nothing to this service.
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
};

/** What helmet sets. They are the same for all, so it is asked once: for each request it took 30 µs, a fifth of all. */
function securityHeaders(): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, () => {});
  return response.getHeaders();
}

export function useSecurityHeaders(app: FastifyInstance): void {
  const headers = securityHeaders();
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
