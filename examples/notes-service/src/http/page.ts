// The page and its modules, served from public/ as they are.
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const folder = fileURLToPath(new URL('../../public', import.meta.url));

export async function usePage(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, { root: folder });
}
