// The notes of an account in the database. Every write records its event in the same transaction.
import type { Database, Queryable } from '../../database/database.ts';
import { isoTime, type JsonPage, readPage } from '../../database/json.ts';
import { recordDeletions, recordEvent } from '../../live/events.ts';
import type { NewNote, Note, NoteChanges } from './schemas.ts';

const resource = 'notes';

// The row as REST shows it, with the path of its address.
const columns = `id, title, body, pinned,
  version, ${isoTime('created_at')} as "createdAt", ${isoTime('updated_at')} as "updatedAt",
  '/api/notes/' || id as url`;

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** The page of `limit` rows in the order of creation, after the one with this id. */
export async function listNotes(
  database: Queryable,
  accountId: string,
  limit: number,
  after = beforeAll,
): Promise<JsonPage> {
  return readPage<Note>(database, {
    name: 'notes-list',
    rows: `select ${columns} from notes where account_id = $1 and id > $2 order by id`,
    values: [accountId, after],
    limit,
    positionOf: ({ id }) => id,
  });
}

/** The note, or undefined if the account has none with this id. */
export async function findNote(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<Note | undefined> {
  const { rows } = await database.query<Note>({
    name: 'notes-find',
    text: `select ${columns} from notes where account_id = $1 and id = $2`,
    values: [accountId, id],
  });
  return rows[0];
}

export async function createNote(database: Database, accountId: string, values: NewNote): Promise<Note> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Note>({
      name: 'notes-create',
      text: `insert into notes (account_id, title, body, pinned)
             values ($1, $2, $3, $4) returning ${columns}`,
      values: [accountId, values.title, values.body ?? null, values.pinned],
    });
    const created = rows[0] as Note;
    await recordEvent(tx, { accountId, resource, type: 'created', id: created.id, data: created });
    return created;
  });
}

/** Changes the fields given. Refuses with `stale` if the row has another version than one that is expected. */
export async function changeNote(
  database: Database,
  accountId: string,
  id: string,
  changes: NoteChanges,
  expected: number[] = [],
): Promise<Note | 'absent' | 'stale'> {
  return database.transaction(async (tx) => {
    const found = await tx.query<Note>({
      name: 'notes-lock',
      text: `select ${columns} from notes where account_id = $1 and id = $2 for update`,
      values: [accountId, id],
    });
    const current = found.rows[0];
    if (!current) return 'absent';
    if (expected.some((version) => version !== current.version)) return 'stale';

    const next = { ...current, ...changes };
    const { rows } = await tx.query<Note>({
      name: 'notes-change',
      text: `update notes set title = $3, body = $4, pinned = $5,
             version = version + 1, updated_at = now() where account_id = $1 and id = $2 returning ${columns}`,
      values: [accountId, id, next.title, next.body, next.pinned],
    });
    const changed = rows[0] as Note;
    await recordEvent(tx, { accountId, resource, type: 'changed', id, data: changed });
    return changed;
  });
}

/** Whether there was a row to delete. */
export async function deleteNote(database: Database, accountId: string, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const { rowCount } = await tx.query({
      name: 'notes-delete',
      text: 'delete from notes where account_id = $1 and id = $2',
      values: [accountId, id],
    });
    if (!rowCount) return false;
    await recordEvent(tx, { accountId, resource, type: 'deleted', id });
    return true;
  });
}

/** Deletes all notes of the account. */
export async function deleteAllNotes(database: Database, accountId: string): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>({
      name: 'notes-delete-all',
      text: 'delete from notes where account_id = $1 returning id',
      values: [accountId],
    });
    await recordDeletions(tx, { accountId, resource, ids: rows.map(({ id }) => id) });
  });
}
