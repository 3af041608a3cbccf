// The table of events: what every open browser is told, in the order of its sequence.
import type { Queryable, Transaction } from '../database/database.ts';

/** A change to one entity, as the WebSocket sends it. */
export interface LiveEvent {
  seq: number;
  resource: string;
  type: 'created' | 'changed' | 'deleted';
  id: string;
  /** The entity as REST shows it; absent when deleted. */
  data?: object;
}

// Far more than a browser misses while it reconnects; one that was away longer loads everything anew.
const KEPT = 100_000;
const PRUNE_EVERY = 1000;

/**
 * Records a change in the transaction that makes it, so that neither is ever there without the other.
 * Call it after the write itself; listeners are woken by the commit.
 */
export async function recordEvent(
  tx: Transaction,
  event: Omit<LiveEvent, 'seq'> & { accountId?: string },
): Promise<void> {
  const { rows } = await tx.query<{ seq: number }>({
    name: 'events-record',
    text: `insert into events (account_id, resource, type, entity_id, data) values ($1, $2, $3, $4, $5)
           returning seq`,
    values: [event.accountId, event.resource, event.type, event.id, event.data],
  });
  const seq = rows[0]?.seq ?? 0;
  // Pruned by writers as they go: nothing to schedule, and nothing that must run exactly once.
  if (seq % PRUNE_EVERY === 0) {
    await tx.query({ text: 'delete from events where seq <= $1', values: [seq - KEPT] });
  }
}

/** At most `limit` committed events after `seq`, in order. Later commits may still fill gaps between them. */
export async function readEvents(connection: Queryable, seq: number, limit: number): Promise<LiveEvent[]> {
  const { rows } = await connection.query<Omit<LiveEvent, 'data'> & { data: object | null }>({
    name: 'events-read',
    text: `select seq, resource, type, entity_id as id, data from events where seq > $1 order by seq limit $2`,
    values: [seq, limit],
  });
  return rows.map(({ data, ...event }) => (data ? { ...event, data } : event));
}

/** The sequence numbers of the oldest and the newest event that are kept; zeros where there is none. */
export async function keptEvents(connection: Queryable): Promise<{ oldest: number; newest: number }> {
  const { rows } = await connection.query<{ oldest: number; newest: number }>({
    name: 'events-kept',
    text: 'select coalesce(min(seq), 0) as oldest, coalesce(max(seq), 0) as newest from events',
  });
  return rows[0] ?? { oldest: 0, newest: 0 };
}

/**
 * The transactions that are writing to the table of events now. A transaction holds this lock from before
 * it takes a sequence number until after its commit is visible.
 */
export async function eventWriters(connection: Queryable): Promise<Set<string>> {
  const { rows } = await connection.query<{ writer: string }>({
    name: 'events-writers',
    text: `select virtualtransaction as writer from pg_locks
           where locktype = 'relation' and relation = 'events'::regclass and mode = 'RowExclusiveLock'
             and database = (select oid from pg_database where datname = current_database())`,
  });
  return new Set(rows.map((row) => row.writer));
}
