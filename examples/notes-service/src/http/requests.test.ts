// Requests have ids in answers and logs, and an end: what they asked of the database ends with them.
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { test } from 'tap';
import { logLines, startServer } from '../../test/process.ts';
import { createDatabase, listeningApp, signedIn, sql, testApp, until } from '../../test/service.ts';
import type { Queryable } from '../database/database.ts';

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;

test('every answer has an id, of its own unless a trusted proxy gave one', async (t) => {
  const databaseUrl = await createDatabase(t);
  const alone = await testApp(t, databaseUrl);
  const behindProxy = await testApp(t, databaseUrl, { TRUST_PROXY: 'true' });
  const idOf = async (app: typeof alone, given?: string, url = '/livez') => {
    const headers = given === undefined ? {} : { 'x-request-id': given };
    return (await app.inject({ url, headers })).headers['x-request-id'];
  };
  for (const url of ['/livez', '/', '/nowhere', '/api/account', '/%zz']) {
    t.match(await idOf(alone, undefined, url), uuid, url);
    t.match(await idOf(alone, 'mine', url), uuid, 'whoever says otherwise');
    t.equal(await idOf(behindProxy, 'proxy-1.a_b', url), 'proxy-1.a_b', url);
  }
  t.not(await idOf(alone), await idOf(alone));
  for (const odd of ['', 'a b', 'a\u00e4', 'x'.repeat(65), '{"a":1}'])
    t.match(await idOf(behindProxy, odd), uuid, odd);
});

test('problems name the id, also of what is no request at all', async (t) => {
  const { app, url } = await listeningApp(t);
  const answer = await app.inject('/nowhere');
  t.equal(answer.json().requestId, answer.headers['x-request-id']);

  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  socket.write('nonsense\r\n\r\n');
  const broken = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  const [, id] = /\r\nx-request-id: (\S+)\r\n/.exec(broken) ?? [];
  t.match(id, uuid);
  t.ok(broken.includes(`"requestId":"${id}"`));
});

test('the id stands in each line of the request, that of a database error among them', async (t) => {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const user = await signedIn(app);
  const server = await startServer(t, {
    DATABASE_URL: databaseUrl,
    TRUST_PROXY: 'true',
    DATABASE_TIMEOUT_MS: '200',
  });
  const headers = { ...user.headers, 'x-request-id': 'slow-1' };
  const release = await lock(databaseUrl);
  t.equal((await fetch(`${server.url}/api/account`, { headers })).status, 503);
  await release();
  const lines = () => logLines(server).filter(({ requestId }) => requestId === 'slow-1');
  await until(() => lines().length === 2, 'both lines', server.output);
  t.match(lines(), [
    { level: 'warn', msg: 'database fault', err: { code: '57014' } },
    { msg: 'request', method: 'GET', path: '/api/account', status: 503 },
  ]);
});

/** Keeps everybody from reading accounts until the function that it returns is called. */
async function lock(databaseUrl: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  await client.query('begin');
  await client.query('lock table accounts in access exclusive mode');
  return () => client.end();
}

const waitingForLock = (databaseUrl: string) =>
  sql(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`,
    databaseUrl,
  );

test('a request that takes too long is answered, and its query cancelled', async (t) => {
  const databaseUrl = await createDatabase(t);
  const limits = { REQUEST_TIMEOUT_MS: '300', DATABASE_TIMEOUT_MS: '60000' };
  const { app, url } = await listeningApp(t, databaseUrl, limits);
  const { account, password, ...user } = await signedIn(app);
  const release = await lock(databaseUrl);
  t.teardown(release);
  for (const [method, path, body] of [
    ['GET', '/api/account'],
    ['PATCH', '/api/account', { language: 'de' }],
    ['POST', '/api/sessions', { email: account.email, password }],
  ] as const) {
    const headers = { ...user.headers, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
    t.equal(answer.status, 503);
    t.equal(answer.headers.get('retry-after'), '1');
    t.match(await answer.json(), { status: 503, detail: /too long/ });
  }
  await until(async () => (await waitingForLock(databaseUrl)).rowCount === 0, 'the queries to end');
  await release();
  t.equal((await user.inject('/api/account')).json().language, 'en', 'nothing was changed later');
});

test('of a request that is given up the log says so once', async (t) => {
  const databaseUrl = await createDatabase(t);
  const user = await signedIn(await testApp(t, databaseUrl));
  const limits = { REQUEST_TIMEOUT_MS: '300', DATABASE_TIMEOUT_MS: '60000' };
  const server = await startServer(t, { DATABASE_URL: databaseUrl, ...limits });
  const release = await lock(databaseUrl);
  const answer = await fetch(`${server.url}/api/account`, { headers: user.headers });
  t.equal(answer.status, 503);
  await release();
  t.equal((await fetch(`${server.url}/api/account`, { headers: user.headers })).status, 200);
  const id = answer.headers.get('x-request-id');
  const lines = logLines(server).filter(({ requestId }) => requestId === id);
  const words = lines.map(({ level, msg }) => [level, msg]);
  t.same(words, [
    ['warn', 'gave a request up'],
    ['info', 'request'],
  ]);
});

test('a transaction that is given up is rolled back', async (t) => {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl, { REQUEST_TIMEOUT_MS: '300', DATABASE_TIMEOUT_MS: '60000' });
  app.post('/slow', async ({ database }) =>
    database.transaction(async (tx) => {
      await tx.query({ text: `insert into attempts values (decode(repeat('01', 32), 'hex'), 1, now())` });
      await tx.query({ text: 'select pg_sleep(60)' });
    }),
  );
  t.equal((await app.inject({ method: 'POST', url: '/slow', payload: {} })).statusCode, 503);
  const working = async () =>
    (await sql(`select from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`))
      .rowCount;
  await until(async () => (await working()) === 0, 'the query to end');
  t.equal((await sql('select from attempts', databaseUrl)).rowCount, 0);
});

test('a connection that comes too late for a request is left to others', async (t) => {
  const app = await testApp(t, undefined, { REQUEST_TIMEOUT_MS: '300', DATABASE_POOL_SIZE: '1' });
  const connection = async ({ query }: Queryable) =>
    (await query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' })).rows[0]?.pid;
  app.get('/connection', async ({ database }) => connection(database));
  const only = await app.database.transaction(async (tx) => {
    t.equal((await app.inject('/connection')).statusCode, 503);
    return connection(tx);
  });
  t.equal(await connection(app.database), only);
});

test('a request that waits for something else is answered, too', async (t) => {
  const app = await testApp(t, undefined, { REQUEST_TIMEOUT_MS: '100' });
  app.get('/slow', async () => {
    await delay(1000);
    return {};
  });
  t.equal((await app.inject('/slow')).statusCode, 503);
  t.equal((await app.inject('/livez')).statusCode, 200);
});

test('the server itself ends what takes too long, and transactions that are left open', async (t) => {
  const app = await testApp(t, undefined, { DATABASE_TIMEOUT_MS: '1234' });
  for (const setting of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
    const { rows } = await app.database.query({ text: `show ${setting}` });
    t.same(rows, [{ [setting]: '1234ms' }]);
  }
});
