// The table of events: what the open browsers of an account are told, in the order of its sequence.
import type { Queryable, Transaction } from '../database/database.ts';

/** A change to one entity, and the account whose browsers hear of it. */
interface Change {
  accountId: string;
  resource: string;
  type: 'created' | 'changed' | 'deleted';
  id: string;
}

/** A change as it is recorded. */
export interface NewEvent extends Change {
  /** The entity as REST shows it, but for `url`, which is a path; absent when deleted. */
  data?: object;
}

/** A change as it is read. */
export interface AccountEvent extends Change {
  seq: number;
  /** The same as JSON, which is only passed on; null when deleted. */
  data: string | null;
  /** How many seconds ago it was recorded, when it was read. */
  age: number;
}

// The end of a session or of an API token is an event too: it travels to every process, but to no browser.
const SESSIONS = 'sessions';

// Far longer than a browser takes to come back; one that was away longer loads everything anew.
const KEPT = '1 day';
const PURGED_AT_ONCE = 10_000;

/**
 * Records a change in the transaction that makes it, so that neither is ever there without the other.
 * Call it after the write itself; listeners are woken by the commit.
 */
export async function recordEvent(tx: Transaction, event: NewEvent): Promise<void> {
  await tx.query({
    name: 'events-record',
    text: 'insert into events (account_id, resource, type, entity_id, data) values ($1, $2, $3, $4, $5)',
    values: [event.accountId, event.resource, event.type, event.id, event.data],
  });
}

/** Records that several entities of a resource were deleted, as `recordEvent` does for one. */
export async function recordDeletions(
  tx: Transaction,
  { accountId, resource, ids }: { accountId: string; resource: string; ids: string[] },
): Promise<void> {
  await tx.query({
    name: 'events-record-deletions',
    text: `insert into events (account_id, resource, type, entity_id)
           select $1, $2, 'deleted', unnest($3::text[])`,
    values: [accountId, resource, ids],
  });
}

/** Whether an event says that a session or an API token is over. */
export function endsSession({ resource, type }: AccountEvent): boolean {
  return resource === SESSIONS && type === 'deleted';
}

const columns = `seq, account_id as "accountId", resource, type, entity_id as id, data::text,
  extract(epoch from clock_timestamp() - at)::float8 as age`;

/** At most `limit` committed events after `seq`, in order. Later commits may still fill gaps between them. */
export async function readEvents(connection: Queryable, seq: number, limit: number): Promise<AccountEvent[]> {
  const { rows } = await connection.query<AccountEvent>({
    name: 'events-read',
    text: `select ${columns} from events where seq > $1 order by seq limit $2`,
    values: [seq, limit],
  });
  return rows;
}

/** At most `limit` events that the browsers of an account hear of, after `seq` and up to `until`, in order. */
export async function readMissedEvents(
  connection: Queryable,
  accountId: string,
  { after, until, limit }: { after: number; until: number; limit: number },
): Promise<AccountEvent[]> {
  const { rows } = await connection.query<AccountEvent>({
    name: 'events-read-missed',
    text: `select ${columns} from events
           where account_id = $1 and seq > $2 and seq <= $3 and resource <> $4 order by seq limit $5`,
    values: [accountId, after, until, SESSIONS, limit],
  });
  return rows;
}

/** Which events are in the table, by their numbers. */
export interface Kept {
  oldest: number;
  newest: number;
}

/**
 * The newest sequence number that was taken, and the first one after all that was purged. The sequence knows also of
 * what was purged or rolled back since.
 */
export async function keptEvents(connection: Queryable): Promise<Kept> {
  const { rows } = await connection.query<Kept>({
    name: 'events-kept',
    text: `select up_to + 1 as oldest,
             coalesce(pg_sequence_last_value(pg_get_serial_sequence('events', 'seq')::regclass), 0) as newest
           from purged_events`,
  });
  return rows[0] ?? { oldest: 1, newest: 0 };
}

/**
 * Whether all that came after `seq` is kept. It isn't after the newest either: that is another database then,
 * restored from a backup perhaps.
 */
export function follows(seq: number, { oldest, newest }: Kept): boolean {
  return seq + 1 >= oldest && seq <= newest;
}

/** Deletes what is no longer kept, oldest first and without leaving holes; how many events that were. */
export async function purgeEvents(connection: Queryable): Promise<number> {
  let purged = 0;
  // In short statements: each counts as a writer, for whom readers that met a gap would wait.
  for (;;) {
    const { rows } = await connection.query<{ count: number }>({
      name: 'events-purge',
      text: `with oldest as (select seq, at from events order by seq limit $1),
             purged as (
               delete from events where seq < coalesce(
                 (select min(seq) from oldest where at >= now() - $2::interval),
                 (select max(seq) + 1 from oldest))
               returning seq)
             update purged_events set up_to = greatest(up_to, (select max(seq) from purged))
             returning (select count(*) from purged) as count`,
      values: [PURGED_AT_ONCE, KEPT],
    });
    const count = rows[0]?.count ?? 0;
    purged += count;
    if (count < PURGED_AT_ONCE) return purged;
  }
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
