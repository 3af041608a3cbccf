// JSON that the database builds: rows that are only passed on needn't become objects on their way, and text again.
import type { Queryable } from './database.ts';

/** SQL for a time as JSON has it wherever it comes from: in UTC, to the millisecond. */
export function isoTime(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** A page of a list, as it is sent. */
export interface JsonPage {
  /** An array of the rows. */
  json: string;
  /** The position of the last row; null if none comes after it. */
  next: string | null;
}

export interface ListQuery<Row> {
  name: string;
  /** Selects all rows that come after the page before, in their order. */
  rows: string;
  values: unknown[];
  /** How many rows a page has. */
  limit: number;
  /** What a row is sorted by. */
  positionOf: (row: Row) => unknown;
}

/** Reads the first page of a list. */
export async function readPage<Row>(
  database: Queryable,
  { name, rows: list, values, limit, positionOf }: ListQuery<Row>,
): Promise<JsonPage> {
  const { rows } = await database.query<{ json: string }>({
    name,
    text: jsonOf(`${list} limit $${values.length + 1}`),
    // One row more than the page has tells whether there is a next one: by SQL that took twice as long.
    values: [...values, limit + 1],
  });
  const page = rows.slice(0, limit).map(({ json }) => json);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { json: `[${page.join()}]`, next: last ? JSON.stringify(positionOf(JSON.parse(last))) : null };
}

/** SQL for each of these rows as JSON. */
export function jsonOf(rows: string): string {
  return `select row_to_json(found)::text as json from (${rows}) as found`;
}
