import { pool } from './database.js';

export async function listTools() {
  const { rows } = await pool.query('SELECT id, name, member, due FROM tools ORDER BY name');
  return rows;
}

/** The day on which it is due; undefined where it is lent already. */
export async function borrow(id, member) {
  const { rows } = await pool.query(
    "UPDATE tools SET member = $2, due = current_date + 14 WHERE id = $1 AND member IS NULL RETURNING due",
    [id, member],
  );
  return rows[0]?.due;
}

export async function giveBack(id) {
  await pool.query('UPDATE tools SET member = NULL, due = NULL WHERE id = $1', [id]);
}
