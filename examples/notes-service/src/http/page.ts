// The page and its modules, served from public/ as they are, and the messages that it speaks, from locales/.
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const page = folder('public');
const messages = folder('locales');

// The addresses of the page's views, so that they can be linked to, by mails above all, and loaded anew.
const views = ['/log-in', '/register', '/confirm', '/forgot', '/reset', '/change-address', '/settings'];

/** Answers with a file of the folder `root`: with the one at `path`, which is encoded as in a URL. */
async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  root: string,
  path: string,
): Promise<FastifyReply> {
  // Not loaded before somebody looks at the page: the process has started by then.
  const { default: send } = await import('@fastify/send');
  const found = await send(request.raw, path, { root });
  if (found.type === 'file') return reply.code(found.statusCode).headers(found.headers).send(found.stream);
  if (found.type === 'error' && found.statusCode !== 404) throw found.metadata.error;
  reply.callNotFound();
  return reply;
}

export function usePage(app: FastifyInstance): void {
  const options = { schema: { hide: true } };
  const pathOf = ({ url }: FastifyRequest, prefix = '') => url.slice(prefix.length).replace(/\?.*$/s, '');
  app.get('/*', options, (request, reply) => sendFile(request, reply, page, pathOf(request)));
  app.get('/locales/*', options, (request, reply) =>
    sendFile(request, reply, messages, pathOf(request, '/locales')),
  );
  for (const view of views) {
    app.get(view, options, (request, reply) => sendFile(request, reply, page, '/index.html'));
  }
}
