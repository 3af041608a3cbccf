// The probes: /livez says that the process runs, /readyz that requests should be sent to it.
import type { FastifyInstance } from 'fastify';
import type { Queryable } from '../database/database.ts';
import { missingMigrations } from '../database/migrations.ts';

export interface HealthOptions {
  database: Queryable;
  /** Whether the process is on its way out. */
  stopping: () => boolean;
}

// Several probes ask every few seconds; the database is asked at most this often.
const FRESH_MS = 1000;

/** Adds the probes. Readiness needs the database and all migrations of this release; newer ones don't hurt. */
export async function useHealth(app: FastifyInstance, { database, stopping }: HealthOptions): Promise<void> {
  let answer: Promise<string | undefined> | undefined;

  async function ask(): Promise<string | undefined> {
    try {
      const missing = await missingMigrations(database);
      return missing.length > 0 ? `Migrations are missing: ${missing.join(', ')}.` : undefined;
    } catch (err) {
      app.log.warn({ err }, 'not ready');
      return 'The database is not available.';
    }
  }

  /** Why the process isn't ready, if it isn't; asked once for all probes that come meanwhile. */
  function unready(): Promise<string | undefined> {
    answer ??= ask().finally(() => {
      setTimeout(() => {
        answer = undefined;
      }, FRESH_MS).unref();
    });
    return answer;
  }

  const quiet = { logLevel: 'warn', config: { public: true }, schema: { tags: ['health'] } } as const;

  app.get('/livez', quiet, async () => ({ status: 'alive' }));

  app.get('/readyz', quiet, async (_request, reply) => {
    const reason = stopping() ? 'The process is stopping.' : await unready();
    return reason ? reply.problem(503, reason) : { status: 'ready' };
  });
}
