/** S1: a page of 20 todos, against less of a program, another framework, and no program at all. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { load, pgbench } from './load.ts';
import type { Program } from './process.ts';
import { type Figure, ratioFigure } from './report.ts';
import { interleave, isInstalled, middle, ratio, type Sample } from './rounds.ts';
import { logIn, publicUrl, type Stage, template } from './stage.ts';

const path = '/api/todos?limit=20';

// As the service asks.
const SESSION_SQL = `
  select a.id, a.email, a.language, a.created_at as "createdAt", s.id as "sessionId", s.remember,
    s.expires_at as "expiresAt",
    s.expires_at < now() + (case when remember then interval '60 days' else interval '12 hours' end) / 2 as "isAging"
  from sessions s join accounts a on a.id = s.account_id
  where s.token_hash = $1 and s.expires_at > now()`;
const todosWith = (createdAt: string, updatedAt: string, url: string) => `
  select id, title, description, importance, completed, "order", version,
    ${createdAt} as "createdAt", ${updatedAt} as "updatedAt", ${url} as url
  from todos
  where account_id = $1
    and (-importance, "order", id) > (-11::smallint, 0, '00000000-0000-0000-0000-000000000000'::uuid)
  order by -importance, "order", id`;
/** What the built service makes its SQL by. */
interface JsonSql {
  isoTime(column: string): string;
  jsonOf(rows: string): string;
}
async function pageSql(): Promise<string> {
  const built = pathToFileURL(join(template, 'dist/database/json.js')).href;
  const { isoTime, jsonOf } = (await import(built)) as JsonSql;
  return jsonOf(`${todosWith(isoTime('created_at'), isoTime('updated_at'), `'/api/todos/' || id`)} limit $2`);
}
// As a program asks that makes the JSON itself, and gives each todo the address that the service gives it.
const ROWS_SQL = `${todosWith('created_at', 'updated_at', `'${publicUrl}/api/todos/' || id`)} limit $2`;

// What a server says for itself, or of this one connection or request.
const ownHeaders = new Set([
  'date',
  'x-request-id',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
]);

export async function measureReading(stage: Stage): Promise<Figure[]> {
  const databaseUrl = await stage.database();
  const service = await stage.service(databaseUrl);
  const user = await logIn(service.url);
  const ask = async ({ url }: Program) => {
    const answer = await fetch(url + path, { headers: user });
    const headers = [...answer.headers].filter(([name]) => !ownHeaders.has(name));
    return { status: answer.status, headers: Object.fromEntries(headers), todos: await answer.json() };
  };
  const expected = await ask(service);

  const env = {
    DATABASE_URL: databaseUrl,
    SESSION_SQL,
    TODOS_SQL: ROWS_SQL,
    HEADERS: JSON.stringify(expected.headers),
  };
  const http = await stage.baseline('http', env);
  const express = await stage.baseline('express', env);
  for (const [name, baseline] of Object.entries({ http, express })) {
    if (!isDeepStrictEqual(await ask(baseline), expected))
      throw new Error(`the baseline ${name} does not answer as the service does`);
  }

  const database = await stage.connect(databaseUrl);
  const { rows } = await database.query(`select encode(token_hash, 'hex') as hash, account_id from sessions`);
  await database.end();
  const statements = [
    SESSION_SQL.replace('$1', `'\\x${rows[0]?.hash}'::bytea`),
    (await pageSql()).replace('$1', `'${rows[0]?.account_id}'::uuid`).replace('$2', '21'),
  ].map((statement) => `${statement.replaceAll('\n', ' ')};\n`);

  const measured: Record<string, () => Promise<Sample>> = {
    service: () => load(stage, service, path, user),
    http: () => load(stage, http, path, user),
    express: () => load(stage, express, path, user),
  };
  if (isInstalled('pgbench'))
    measured.pgbench = () => pgbench(stage.folder, databaseUrl, statements.join(''));
  const { service: ours = [], ...theirs } = await interleave(stage.rounds, measured);
  for (const program of [service, http, express]) await program.stop();

  const bounds: Record<string, { what: string; atLeast: number }> = {
    http: { what: 'raw node:http, pg and a log', atLeast: 1.5 },
    express: { what: 'Express 5, pg and a log', atLeast: 3 },
    pgbench: { what: 'pgbench with the same SQL', atLeast: 0.2 },
  };
  return [
    ...Object.entries(theirs).map(([name, samples]) => {
      const { what = name, atLeast = 0 } = bounds[name] ?? {};
      return ratioFigure(
        'S1',
        `page of 20 todos, pages/s against ${what}`,
        ratio(ours, samples, 'perSecond'),
        {
          atLeast,
        },
      );
    }),
    ...['http', 'express'].map((name) => ({
      target: 'S1',
      what: `processor time of ${bounds[name]?.what} against the service's`,
      measured: `${ratio(theirs[name] ?? [], ours, 'cpu').toFixed(2)}x`,
    })),
    {
      target: 'S1',
      what: 'processor time of the process a page',
      measured: `${middle(ours, 'cpu').toFixed(0)} µs (raw ${middle(theirs.http ?? [], 'cpu').toFixed(0)}, Express ${middle(theirs.express ?? [], 'cpu').toFixed(0)})`,
      wanted: '<= 120 µs',
      reached: middle(ours, 'cpu') <= 120,
    },
    {
      target: 'S1',
      what: 'processor time of PostgreSQL a page',
      measured: `${middle(ours, 'databaseCpu').toFixed(0)} µs (raw ${middle(theirs.http ?? [], 'databaseCpu').toFixed(0)}, Express ${middle(theirs.express ?? [], 'databaseCpu').toFixed(0)})`,
    },
    {
      target: 'S1',
      what: 'pages a second',
      measured: Object.entries({ service: ours, ...theirs })
        .map(([name, samples]) => `${name} ${middle(samples, 'perSecond').toFixed(0)}`)
        .join(', '),
    },
  ];
}
