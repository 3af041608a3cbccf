// The todos of an account in the database. Every write records its event in the same transaction.
import type { Database, Queryable, Transaction } from '../../database/database.ts';
import { isoTime, type JsonPage, readPage } from '../../database/json.ts';
import { recordDeletions, recordEvent } from '../../live/events.ts';
import type { NewTodo, Todo, TodoChanges, TodoPosition } from './schemas.ts';

// The row as REST shows it, with the path of its address.
const columns = `id, title, description, importance, completed, "order", version,
  ${isoTime('created_at')} as "createdAt", ${isoTime('updated_at')} as "updatedAt",
  '/api/todos/' || id as url`;

// More important than any todo.
const beforeAll: TodoPosition = [11, 0, '00000000-0000-0000-0000-000000000000'];

/** The page of `limit` todos after `position`: the most important first, then by `order`, then by age. */
export async function listTodos(
  database: Queryable,
  accountId: string,
  limit: number,
  [importance, order, id] = beforeAll,
): Promise<JsonPage> {
  return readPage<Todo>(database, {
    name: 'todos-list',
    rows: `select ${columns} from todos
           where account_id = $1 and (-importance, "order", id) > (-$2::smallint, $3::integer, $4::uuid)
           order by -importance, "order", id`,
    values: [accountId, importance, order, id],
    limit,
    positionOf: (todo): TodoPosition => [todo.importance, todo.order, todo.id],
  });
}

/** The todo, or undefined if the account has none with this id. */
export async function findTodo(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<Todo | undefined> {
  const { rows } = await database.query<Todo>({
    name: 'todos-find',
    text: `select ${columns} from todos where account_id = $1 and id = $2`,
    values: [accountId, id],
  });
  return rows[0];
}

export async function createTodo(database: Database, accountId: string, todo: NewTodo): Promise<Todo> {
  const { title, description = '', importance = 0, completed = false, order = 0 } = todo;
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Todo>({
      name: 'todos-create',
      text: `insert into todos (account_id, title, description, importance, completed, "order")
             values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
      values: [accountId, title, description, importance, completed, order],
    });
    const created = rows[0] as Todo;
    await recordEvent(tx, { accountId, resource: 'todos', type: 'created', id: created.id, data: created });
    return created;
  });
}

/** Changes the fields given. Refuses with `stale` if the todo has another version than one that is expected. */
export async function changeTodo(
  database: Database,
  accountId: string,
  id: string,
  changes: TodoChanges,
  expected: number[] = [],
): Promise<Todo | 'absent' | 'stale'> {
  return database.transaction(async (tx) => {
    const found = await tx.query<Todo>({
      name: 'todos-lock',
      text: `select ${columns} from todos where account_id = $1 and id = $2 for update`,
      values: [accountId, id],
    });
    const current = found.rows[0];
    if (!current) return 'absent';
    if (expected.some((version) => version !== current.version)) return 'stale';

    const next = { ...current, ...changes };
    const { rows } = await tx.query<Todo>({
      name: 'todos-change',
      text: `update todos set title = $3, description = $4, importance = $5, completed = $6, "order" = $7,
             version = version + 1, updated_at = now() where account_id = $1 and id = $2 returning ${columns}`,
      values: [accountId, id, next.title, next.description, next.importance, next.completed, next.order],
    });
    return recordChange(tx, accountId, rows[0] as Todo);
  });
}

/** Makes a todo more or less important, by one and from whatever it is; at a bound it stays as it is. */
export async function changeImportance(
  database: Database,
  accountId: string,
  id: string,
  change: 1 | -1,
): Promise<Todo | 'absent'> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Todo>({
      name: 'todos-change-importance',
      text: `update todos set importance = importance + $3::smallint, version = version + 1, updated_at = now()
             where account_id = $1 and id = $2 and importance + $3::smallint between 0 and 10
             returning ${columns}`,
      values: [accountId, id, change],
    });
    if (rows[0]) return recordChange(tx, accountId, rows[0]);
    return (await findTodo(tx, accountId, id)) ?? 'absent';
  });
}

/** Whether there was a todo to delete. */
export async function deleteTodo(database: Database, accountId: string, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const { rowCount } = await tx.query({
      name: 'todos-delete',
      text: 'delete from todos where account_id = $1 and id = $2',
      values: [accountId, id],
    });
    if (!rowCount) return false;
    await recordEvent(tx, { accountId, resource: 'todos', type: 'deleted', id });
    return true;
  });
}

/** Deletes all todos of the account. */
export async function deleteAllTodos(database: Database, accountId: string): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>({
      name: 'todos-delete-all',
      text: 'delete from todos where account_id = $1 returning id',
      values: [accountId],
    });
    await recordDeletions(tx, { accountId, resource: 'todos', ids: rows.map(({ id }) => id) });
  });
}

async function recordChange(tx: Transaction, accountId: string, todo: Todo): Promise<Todo> {
  await recordEvent(tx, { accountId, resource: 'todos', type: 'changed', id: todo.id, data: todo });
  return todo;
}
