// The page and its modules, served from public/ as they are, and the messages that it speaks, from locales/.
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

// The addresses of the page's views, so that they can be linked to, by mails above all, and loaded anew.
const views = ['/log-in', '/register', '/confirm', '/forgot', '/reset', '/change-address', '/settings'];

export async function usePage(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, { root: folder('public') });
  await app.register(fastifyStatic, { root: folder('locales'), prefix: '/locales/', decorateReply: false });
  for (const view of views) {
    app.get(view, { schema: { hide: true } }, async (_request, reply) => reply.sendFile('index.html'));
  }
}
