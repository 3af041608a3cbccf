// The connections for requests: queries, and transactions that tell when they committed.
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { databaseFault } from './errors.ts';

/** What can run a query: the database, or a transaction on it. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

export interface Database extends Queryable {
  /** Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
}

/**
 * A transaction in progress; its queries take effect together, or not at all. Transactions inside it are part of it:
 * what is made for a database works within a larger transaction, too.
 */
export type Transaction = Database;

export interface ConnectionPool extends Database {
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** Longest wait for a connection, or for a statement, in milliseconds. */
  timeoutMs: number;
  log: FastifyBaseLogger;
  /** Called after each commit. */
  onCommit: () => void;
}

// Rows come out as they go into JSON: times as ISO strings, days as they are, counts as numbers.
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.DATE, String],
  [pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString()],
]);

/** Value parsers for every connection of the service. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Opens a pool; connects on first use, so that the service starts while the database is away. */
export function openDatabase({ url, poolSize, timeoutMs, log, onCommit }: DatabaseOptions): ConnectionPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    // The server may be gone without a word; its own timeout then never fires.
    query_timeout: timeoutMs + 1000,
    // A transaction left open would hold back everybody's live events.
    idle_in_transaction_session_timeout: timeoutMs,
    keepAlive: true,
    application_name: 'notes-service',
    types: rowTypes,
  });
  // Without listeners, a restart of the database would end the process: idle connections report to the
  // pool, those in use to nobody.
  pool.on('error', (err) => log.warn({ err }, 'idle database connection lost'));
  pool.on('connect', (client) => client.on('error', (err) => log.debug({ err }, 'database connection lost')));

  return {
    query: (query) => pool.query(query),

    async transaction(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('begin');
        const result = await work(transactionOn(client));
        await client.query('commit');
        onCommit();
        return result;
      } catch (error) {
        // A connection that doesn't answer wouldn't answer a rollback either; the server rolls back by itself.
        broken = databaseFault(error) === 'unavailable';
        if (!broken) {
          await client.query('rollback').catch(() => {
            broken = true;
          });
        }
        throw error;
      } finally {
        client.release(broken);
      }
    },

    close: () => pool.end(),
  };
}

function transactionOn(client: pg.PoolClient): Transaction {
  const tx: Transaction = {
    query: (query) => client.query(query),
    transaction: (work) => work(tx),
  };
  return tx;
}
