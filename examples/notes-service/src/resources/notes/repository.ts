// Notes in the database. Every write records its event in the same transaction.
import type { Database, Queryable } from '../../database/database.ts';
import { recordEvent } from '../../live/events.ts';
import type { NewNote, Note, NoteChanges } from './schemas.ts';

const resource = 'notes';

// The row as REST shows it.
const columns = `id, title, body, pinned,
  version, created_at as "createdAt", updated_at as "updatedAt", '/api/notes/' || id as url`;

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** At most `limit` rows in the order of creation, after the one with id `cursor`. */
export async function listNotes(database: Queryable, limit: number, cursor = beforeAll): Promise<Note[]> {
  const { rows } = await database.query<Note>({
    name: 'notes-list',
    text: `select ${columns} from notes where id > $1 order by id limit $2`,
    values: [cursor, limit],
  });
  return rows;
}

/** The note, or undefined if there is none with this id. */
export async function findNote(database: Queryable, id: string): Promise<Note | undefined> {
  const { rows } = await database.query<Note>({
    name: 'notes-find',
    text: `select ${columns} from notes where id = $1`,
    values: [id],
  });
  return rows[0];
}

export async function createNote(database: Database, values: NewNote): Promise<Note> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Note>({
      name: 'notes-create',
      text: `insert into notes (title, body, pinned)
             values ($1, $2, $3) returning ${columns}`,
      values: [values.title, values.body ?? null, values.pinned],
    });
    const created = rows[0] as Note;
    await recordEvent(tx, { resource, type: 'created', id: created.id, data: created });
    return created;
  });
}

/** Changes the fields given. Given a `version`, refuses with `stale` if the row has another by now. */
export async function changeNote(
  database: Database,
  id: string,
  changes: NoteChanges,
  version?: number,
): Promise<Note | 'absent' | 'stale'> {
  return database.transaction(async (tx) => {
    const found = await tx.query<Note>({
      name: 'notes-lock',
      text: `select ${columns} from notes where id = $1 for update`,
      values: [id],
    });
    const current = found.rows[0];
    if (!current) return 'absent';
    if (version !== undefined && version !== current.version) return 'stale';

    const next = { ...current, ...changes };
    const { rows } = await tx.query<Note>({
      name: 'notes-change',
      text: `update notes set title = $2, body = $3, pinned = $4,
             version = version + 1, updated_at = now() where id = $1 returning ${columns}`,
      values: [id, next.title, next.body, next.pinned],
    });
    const changed = rows[0] as Note;
    await recordEvent(tx, { resource, type: 'changed', id, data: changed });
    return changed;
  });
}

/** Whether there was a row to delete. */
export async function deleteNote(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const { rowCount } = await tx.query({
      name: 'notes-delete',
      text: 'delete from notes where id = $1',
      values: [id],
    });
    if (!rowCount) return false;
    await recordEvent(tx, { resource, type: 'deleted', id });
    return true;
  });
}
