// The connections for requests: queries, and transactions that tell when they committed.
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { databaseFault } from './errors.ts';

/** What can run a query: the database, or a transaction on it. */
export interface Queryable {
  /** The request that it works for, if it is one. */
  readonly requestId?: string;
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

/** The database for one request. */
export interface RequestDatabase extends Database {
  /** Closes the connections that work for the request, whatever they are doing, and refuses it others. */
  giveUp(reason: Error): void;
}

export interface ConnectionPool extends Database {
  forRequest(requestId: string): RequestDatabase;
  /** How many connections are open, how many of these idle, and how many queries wait for one. */
  connections(): { open: number; idle: number; waiting: number };
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

// How often the server looks whether who asked is still there, while it works.
const CLIENT_CHECK_MS = 500;

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

/**
 * Has the server end what takes longer than `timeoutMs`, and what nobody waits for any more. By a statement, since
 * poolers such as PgBouncer refuse settings that come with the connection.
 */
export async function limitSession(client: pg.ClientBase, timeoutMs: number): Promise<void> {
  await client.query({
    text: `select set_config('statement_timeout', $1, false),
             -- A transaction left open would hold back everybody's live events.
             set_config('idle_in_transaction_session_timeout', $1, false),
             set_config('client_connection_check_interval', $2, false)`,
    values: [String(timeoutMs), String(CLIENT_CHECK_MS)],
  });
}

/** Opens a pool; connects on first use, so that the service starts while the database is away. */
export function openDatabase({ url, poolSize, timeoutMs, log, onCommit }: DatabaseOptions): ConnectionPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: timeoutMs,
    // The server may be gone without a word; its own timeout then never fires.
    query_timeout: timeoutMs + 1000,
    keepAlive: true,
    application_name: 'todo-service',
    types: rowTypes,
    onConnect: (client) => limitSession(client, timeoutMs),
  });
  // Without listeners, a restart of the database would end the process: idle connections report to the
  // pool, those in use to nobody.
  pool.on('error', (err) => log.warn({ err }, 'idle database connection lost'));
  pool.on('connect', (client) => client.on('error', (err) => log.debug({ err }, 'database connection lost')));

  function databaseFor(requestId?: string): RequestDatabase {
    const working = new Set<pg.PoolClient>();
    let givenUp: Error | undefined;

    /** Runs `work` on a connection. */
    async function connected<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
      const client = await pool.connect();
      if (givenUp) {
        client.release();
        throw givenUp;
      }
      working.add(client);
      let broken = false;
      try {
        return await work(client);
      } catch (error) {
        // Closed instead of used again: the server then ends what it may still run, and rolls back.
        broken = databaseFault(error) === 'unavailable';
        throw givenUp ?? error;
      } finally {
        working.delete(client);
        client.release(broken || givenUp !== undefined);
      }
    }

    return {
      requestId,

      query: (query) => connected((client) => client.query(query)),

      transaction: (work) =>
        connected(async (client) => {
          await client.query('begin');
          try {
            const result = await work(transactionOn(client, requestId));
            await client.query('commit');
            onCommit();
            return result;
          } catch (error) {
            // A connection that doesn't answer wouldn't answer a rollback either.
            if (databaseFault(error) !== 'unavailable') await client.query('rollback');
            throw error;
          }
        }),

      giveUp(reason) {
        givenUp = reason;
        for (const client of working) client.end();
      },
    };
  }

  const { query, transaction } = databaseFor();
  return {
    query,
    transaction,
    forRequest: databaseFor,
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

function transactionOn(client: pg.PoolClient, requestId: string | undefined): Transaction {
  const tx: Transaction = {
    requestId,
    query: (query) => client.query(query),
    transaction: (work) => work(tx),
  };
  return tx;
}
