// Requests that are sent again by their Idempotency-Key: done once, and answered as the first time.
import type { InjectOptions } from 'fastify';
import { type Test as TapTest, test } from 'tap';
import { createDatabase, signedIn, sql, testApp, type User, until } from '../../../test/service.ts';
import { purge } from '../../jobs/upkeep.ts';

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const user = await signedIn(app);
  const titles = async () => (await sql('select title from todos order by title', databaseUrl)).rows;
  return { app, user, databaseUrl, titles };
}

function post(title: string, key: string): InjectOptions {
  return { method: 'POST', url: '/api/todos', headers: { 'idempotency-key': key }, payload: { title } };
}

test('a request that is sent again is answered as the first time, and done once', async (t) => {
  const { user, databaseUrl, titles } = await setUp(t);
  const first = await user.inject(post('milk', 'a'));
  t.equal(first.statusCode, 201);
  t.equal(first.headers['idempotency-replayed'], undefined);
  await user.inject({ method: 'PATCH', url: first.json().url, payload: { title: 'bread' } });

  const again = await user.inject(post('milk', 'a'));
  t.equal(again.statusCode, 201);
  t.equal(again.headers['idempotency-replayed'], 'true');
  t.equal(again.body, first.body, 'to the byte, whatever became of it');
  t.equal(again.headers.location, first.headers.location);
  t.equal(again.headers.etag, '"1"');
  t.same(await titles(), [{ title: 'bread' }]);
  const { rows } = await sql('select type from events order by seq', databaseUrl);
  t.same(rows, [{ type: 'created' }, { type: 'changed' }], 'nobody is told of it twice');
});

test('of twenty at once, through two processes, one is done', async (t) => {
  const { app, user, databaseUrl, titles } = await setUp(t);
  const other = await testApp(t, databaseUrl);
  const request = { ...post('milk', 'a'), headers: { ...user.headers, 'idempotency-key': 'a' } };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => (i % 2 ? app : other).inject(request)),
  );
  t.same(await titles(), [{ title: 'milk' }]);
  const done = answers.filter(({ statusCode }) => statusCode === 201);
  t.equal(done.filter(({ headers }) => !headers['idempotency-replayed']).length, 1);
  t.equal(new Set(done.map(({ body }) => body)).size, 1);
  for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) {
    t.equal(answer.statusCode, 409);
    t.equal(answer.headers['retry-after'], '1');
  }
});

// Not who reads, as each process does by itself.
const waiting = `select from pg_locks where not granted and relation = 'events'::regclass and mode = 'RowExclusiveLock'
  and database = (select oid from pg_database where datname = current_database())`;

test('while the first is being done, the second is told to come back', async (t) => {
  const { app, user, titles } = await setUp(t);
  let second: Awaited<ReturnType<User['inject']>> | undefined;
  let first: ReturnType<User['inject']> | undefined;
  // Whoever writes an event waits for this transaction.
  await app.database.transaction(async (tx) => {
    await tx.query({ text: 'lock table events in access exclusive mode' });
    first = user.inject(post('milk', 'a'));
    await until(async () => (await tx.query({ text: waiting })).rows.length > 0, 'the first to wait');
    second = await user.inject(post('milk', 'a'));
  });
  t.equal(second?.statusCode, 409);
  t.match(second?.headers['content-type'], /^application\/problem\+json/);
  t.equal(second?.headers['retry-after'], '1');
  t.equal((await first)?.statusCode, 201);
  t.same(await titles(), [{ title: 'milk' }]);
});

test('a key stands for one request', async (t) => {
  const { user, titles } = await setUp(t);
  const { url } = (await user.inject(post('milk', 'a'))).json();
  for (const request of [
    post('bread', 'a'),
    { ...post('milk', 'a'), payload: { title: 'milk', order: 1 } },
    { ...post('milk', 'a'), url: '/api/todos?x=1' },
    { ...post('milk', 'a'), url: `${url}/importance`, payload: { change: 1 } },
  ]) {
    const answer = await user.inject(request);
    t.equal(answer.statusCode, 422, JSON.stringify(request));
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
  }
  t.same(await titles(), [{ title: 'milk' }]);
});

test('a key is of its account', async (t) => {
  const { app, user, titles } = await setUp(t);
  const stranger = await signedIn(app);
  await user.inject(post('milk', 'a'));
  const answer = await stranger.inject(post('bread', 'a'));
  t.equal(answer.statusCode, 201);
  t.equal(answer.headers['idempotency-replayed'], undefined);
  t.same(await titles(), [{ title: 'bread' }, { title: 'milk' }]);
});

test('what was refused is refused again, and made once it is right', async (t) => {
  const { user, titles } = await setUp(t);
  t.equal((await user.inject(post('', 'a'))).statusCode, 400);
  t.equal((await user.inject(post('milk', 'a'))).statusCode, 201);
  t.same(await titles(), [{ title: 'milk' }]);
});

test('importance goes up once for a key', async (t) => {
  const { user } = await setUp(t);
  const { url } = (await user.inject(post('milk', 'a'))).json();
  const push = (key: string, todo = url): InjectOptions => ({
    method: 'POST',
    url: `${todo}/importance`,
    headers: { 'idempotency-key': key },
    payload: { change: 1 },
  });
  const first = await user.inject(push('b'));
  const again = await user.inject(push('b'));
  t.equal(again.body, first.body);
  t.equal(again.headers.etag, '"2"');
  t.match((await user.inject(push('c'))).json(), { importance: 2, version: 3 });

  const nowhere = '/api/todos/01900000-0000-7000-8000-000000000000';
  for (const _ of [1, 2]) t.equal((await user.inject(push('d', nowhere))).statusCode, 404);
});

test('neither the work nor its key is kept without the other', async (t) => {
  const { app, user, titles } = await setUp(t);
  const rename = (from: string, to: string) =>
    app.database.query({ text: `alter table ${from} rename to ${to}` });
  for (const table of ['events', 'idempotency_keys']) {
    await rename(table, 'gone');
    t.equal((await user.inject(post('milk', 'a'))).statusCode, 500);
    await rename('gone', table);
    t.same(await titles(), []);
  }
  const answer = await user.inject(post('milk', 'a'));
  t.equal(answer.statusCode, 201);
  t.equal(answer.headers['idempotency-replayed'], undefined);
});

test('a key is 1 to 255 visible characters', async (t) => {
  const { user, titles } = await setUp(t);
  for (const key of ['', 'a b', 'ü', 'x'.repeat(256)]) {
    const answer = await user.inject(post('milk', key));
    t.equal(answer.statusCode, 400, key);
    t.match(answer.json(), { errors: [{ pointer: '#/idempotency-key' }] });
  }
  t.same(await titles(), []);
  t.equal((await user.inject(post('milk', `"${'x'.repeat(253)}"`))).statusCode, 201);
});

test('a key is worth a day, and then purged', async (t) => {
  const { app, user, databaseUrl, titles } = await setUp(t);
  await user.inject(post('milk', 'a'));
  await user.inject(post('bread', 'b'));
  await sql(`update idempotency_keys set expires_at = now() where key = 'a'`, databaseUrl);
  const anew = await user.inject(post('tea', 'a'));
  t.equal(anew.statusCode, 201);
  t.equal((await user.inject(post('tea', 'a'))).body, anew.body);
  t.same(await titles(), [{ title: 'bread' }, { title: 'milk' }, { title: 'tea' }]);

  await sql(`update idempotency_keys set expires_at = now() where key = 'a'`, databaseUrl);
  t.match(await purge(app.database), { idempotencyKeys: 1 });
  const { rows } = await sql(
    `select key, expires_at between now() + interval '23 hours' and now() + interval '1 day' as lasts
     from idempotency_keys`,
    databaseUrl,
  );
  t.same(rows, [{ key: 'b', lasts: true }]);
  await sql('delete from accounts', databaseUrl);
  t.equal((await sql('select from idempotency_keys', databaseUrl)).rowCount, 0);
});
