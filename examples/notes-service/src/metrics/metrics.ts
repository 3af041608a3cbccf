// What a process tells Prometheus, on a port of its own, which the world doesn't reach.
import { type FastifyInstance, fastify } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ConnectionPool } from '../database/database.ts';
import { compilers } from '../http/compilers.ts';

export interface MetricsOptions {
  host: string;
  metricsPort: number;
  database: ConnectionPool;
}

/** Where the metrics of the process are gathered; they are served for as long as `app` runs. */
export function useMetrics(
  app: FastifyInstance,
  { host, metricsPort: port, database }: MetricsOptions,
): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureConnections(registry, database);
  const server = fastify({ schemaController: compilers });
  server.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  app.addHook('onReady', async () => app.log.info({ url: await server.listen({ host, port }) }, 'metrics'));
  app.addHook('onClose', () => server.close());
  return registry;
}

function measureConnections(registry: Registry, database: ConnectionPool): void {
  const registers = [registry];
  new Gauge({
    name: 'database_connections',
    help: 'Connections of the pool, in use or idle.',
    labelNames: ['state'],
    registers,
    collect() {
      const { open, idle } = database.connections();
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'used' }, open - idle);
    },
  });
  new Gauge({
    name: 'database_connections_awaited',
    help: 'Queries that wait for a connection of the pool.',
    registers,
    collect() {
      this.set(database.connections().waiting);
    },
  });
}
