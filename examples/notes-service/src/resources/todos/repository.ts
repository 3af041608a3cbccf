// Todos in the database. Every write records its event in the same transaction.
import type { Database, Queryable } from '../../database/database.ts';
import { recordEvent } from '../../live/events.ts';
import type { NewTodo, Todo, TodoChanges } from './schemas.ts';

// The row as REST shows it.
const columns = `id, title, completed, "order", version, created_at as "createdAt", updated_at as "updatedAt",
  '/api/todos/' || id as url`;

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** At most `limit` todos in the order of creation, after the one with id `cursor`. */
export async function listTodos(database: Queryable, limit: number, cursor = beforeAll): Promise<Todo[]> {
  const { rows } = await database.query<Todo>({
    name: 'todos-list',
    text: `select ${columns} from todos where id > $1 order by id limit $2`,
    values: [cursor, limit],
  });
  return rows;
}

/** The todo, or undefined if there is none with this id. */
export async function findTodo(database: Queryable, id: string): Promise<Todo | undefined> {
  const { rows } = await database.query<Todo>({
    name: 'todos-find',
    text: `select ${columns} from todos where id = $1`,
    values: [id],
  });
  return rows[0];
}

export async function createTodo(database: Database, todo: NewTodo): Promise<Todo> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Todo>({
      name: 'todos-create',
      text: `insert into todos (title, completed, "order") values ($1, $2, $3) returning ${columns}`,
      values: [todo.title, todo.completed ?? false, todo.order ?? 0],
    });
    const created = rows[0] as Todo;
    await recordEvent(tx, { resource: 'todos', type: 'created', id: created.id, data: created });
    return created;
  });
}

/** Changes the fields given. Given a `version`, refuses with `stale` if the todo has another by now. */
export async function changeTodo(
  database: Database,
  id: string,
  changes: TodoChanges,
  version?: number,
): Promise<Todo | 'absent' | 'stale'> {
  return database.transaction(async (tx) => {
    const found = await tx.query<Todo>({
      name: 'todos-lock',
      text: `select ${columns} from todos where id = $1 for update`,
      values: [id],
    });
    const current = found.rows[0];
    if (!current) return 'absent';
    if (version !== undefined && version !== current.version) return 'stale';

    const next = { ...current, ...changes };
    const { rows } = await tx.query<Todo>({
      name: 'todos-change',
      text: `update todos set title = $2, completed = $3, "order" = $4, version = version + 1, updated_at = now()
             where id = $1 returning ${columns}`,
      values: [id, next.title, next.completed, next.order],
    });
    const changed = rows[0] as Todo;
    await recordEvent(tx, { resource: 'todos', type: 'changed', id, data: changed });
    return changed;
  });
}

/** Whether there was a todo to delete. */
export async function deleteTodo(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const { rowCount } = await tx.query({
      name: 'todos-delete',
      text: 'delete from todos where id = $1',
      values: [id],
    });
    if (!rowCount) return false;
    await recordEvent(tx, { resource: 'todos', type: 'deleted', id });
    return true;
  });
}
