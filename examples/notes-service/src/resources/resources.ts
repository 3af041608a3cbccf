// Finds the resources: each folder in here is one, and nothing outside names them.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { addressed } from '../http/addresses.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Where clients reach the service. */
    publicUrl: string;
  }
}

const folder = new URL('.', import.meta.url);
// .ts where the sources run, .js where the build does.
const extension = extname(fileURLToPath(import.meta.url));

/** The routes of all resources, below the names of their folders. */
export async function resourceRoutes(
  app: FastifyInstance,
  { publicUrl }: { publicUrl: string },
): Promise<void> {
  app.decorate('publicUrl', publicUrl);
  app.addHook('preSerialization', async (_request, _reply, payload) => addressed(payload, publicUrl));
  const modules = await resourceModules<{ default: FastifyPluginAsync }>('routes');
  for (const [resource, { default: routes }] of modules)
    await app.register(routes, { prefix: `/${resource}` });
}

/** The module of this name of every resource that has one, by the names of their folders. */
export async function resourceModules<Module>(name: string): Promise<Map<string, Module>> {
  const modules = new Map<string, Module>();
  for (const resource of (await readdir(folder)).sort()) {
    const file = new URL(`${resource}/${name}${extension}`, folder);
    if (existsSync(file)) modules.set(resource, await import(file.href));
  }
  return modules;
}
