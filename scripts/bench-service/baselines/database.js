// What the baselines ask the database, with the statements of the service and as a program would that only does that.
import { createHash } from 'node:crypto';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

/** The page of todos that this cookie may see, or undefined where it stands for no session. */
export async function readPage(cookie, limit) {
  const token = /(?:^|; )session=([\w-]+)/.exec(cookie ?? '')?.[1];
  if (token === undefined) return undefined;
  const sessions = await pool.query({
    name: 'session',
    text: process.env.SESSION_SQL,
    values: [createHash('sha256').update(token).digest()],
  });
  const [session] = sessions.rows;
  if (session === undefined) return undefined;
  const todos = await pool.query({
    name: 'todos',
    text: process.env.TODOS_SQL,
    values: [session.id, limit + 1],
  });
  return todos.rows.slice(0, limit);
}

/** The headers that every answer has. */
export const headers = JSON.parse(process.env.HEADERS ?? '{}');
