// JSON that the database builds: rows that are only passed on needn't become objects on their way, and text again.

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

export interface ListQuery {
  /** Selects all rows, in their order. */
  rows: string;
  /** Makes JSON of what a row is sorted by. */
  position: string;
  /** How many rows a page has. */
  limit: string;
}

/** SQL for the first page of a list. One row more than it has tells whether there is a next one. */
export function pageOf({ rows, position, limit }: ListQuery): string {
  return `with found as (${rows} limit ${limit} + 1), page as (select * from found limit ${limit})
          select (select coalesce(json_agg(page), '[]') from page)::text as json,
            case when (select count(*) from found) > ${limit}
              then (select ${position} from page offset ${limit} - 1)::text end as next`;
}
