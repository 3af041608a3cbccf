// Logging in and out, and how long a session lasts.
import { type Test as TapTest, test } from 'tap';
import { createDatabase, signedIn, sql, testApp, told } from '../../test/service.ts';
import type { Queryable } from '../database/database.ts';
import { createSessionFinder, endSession } from './sessions.ts';
import { newToken } from './tokens.ts';

async function setUp(t: TapTest, env?: NodeJS.ProcessEnv) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl, env);
  const user = await signedIn(app, { email: 'Anna@example.org' });
  const logIn = (payload: object) => app.inject({ method: 'POST', url: '/api/sessions', payload });
  return { app, databaseUrl, user, logIn };
}

test('who has the password gets a session that every process knows', async (t) => {
  const { databaseUrl, user, logIn } = await setUp(t);
  const answer = await logIn({ email: 'anna@EXAMPLE.org', password: user.password });
  t.equal(answer.statusCode, 201);
  t.same(answer.json(), user.account);
  t.match(answer.headers['set-cookie'], /^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  const cookie = String(answer.headers['set-cookie']).split(';')[0];

  const other = await testApp(t, databaseUrl);
  const ask = async () => (await other.inject({ url: '/api/account', headers: { cookie } })).statusCode;
  t.equal(await ask(), 200);
  const { rows } = await sql('select token_hash from sessions', databaseUrl);
  t.equal(rows.length, 2);
  t.notOk(rows.some(({ token_hash }) => cookie?.includes(token_hash.toString('base64url'))));

  const out = await other.inject({ method: 'DELETE', url: '/api/sessions/current', headers: { cookie } });
  t.equal(out.statusCode, 204);
  t.match(out.headers['set-cookie'], /^session=; .*Expires=Thu, 01 Jan 1970/);
  t.equal(await ask(), 401);
  t.equal((await user.inject('/api/account')).statusCode, 200, 'other sessions go on');
});

test('a wrong password and an unknown address are one answer', async (t) => {
  const { user, logIn } = await setUp(t);
  const wrong = await logIn({ email: user.account.email, password: 'wrong horse battery' });
  const unknown = await logIn({ email: 'nobody@example.org', password: 'wrong horse battery' });
  t.equal(wrong.statusCode, 401);
  t.same(told(wrong), told(unknown));
  t.equal(wrong.headers['set-cookie'], undefined);
});

test('encrypted, the cookie is bound to the host; remembered, it outlives the browser', async (t) => {
  const { user, logIn } = await setUp(t, { PUBLIC_URL: 'https://todos.test' });
  const { headers } = await logIn({ email: user.account.email, password: user.password, remember: true });
  t.match(
    headers['set-cookie'],
    /^__Host-session=[\w-]{43}; Max-Age=5184000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
});

test('a session lasts as long as it is used', async (t) => {
  const { app, databaseUrl, user, logIn } = await setUp(t);
  const remembered = await logIn({ email: user.account.email, password: user.password, remember: true });
  const cookie = String(remembered.headers['set-cookie']).split(';')[0] ?? '';
  const ask = (cookie: string) => app.inject({ url: '/api/account', headers: { cookie } });
  const leave = (interval: string) =>
    sql(`update sessions set expires_at = now() + interval '${interval}'`, databaseUrl);
  const left = async () =>
    (
      await sql(
        `select extract(epoch from expires_at - now())::int as left from sessions order by remember`,
        databaseUrl,
      )
    ).rows.map((row) => row.left);

  await leave('7 hours');
  t.equal((await ask(user.cookie)).headers['set-cookie'], undefined);
  t.equal(
    (await ask(cookie)).headers['set-cookie'],
    `${cookie}; Max-Age=5184000; Path=/; HttpOnly; SameSite=Lax`,
  );
  const [short, long] = await left();
  t.ok(Math.abs(short - 7 * 3600) < 60, 'more than half is left');
  t.ok(Math.abs(long - 60 * 86400) < 60, 'prolonged');

  await leave('5 hours');
  await ask(user.cookie);
  t.ok(Math.abs((await left())[0] - 12 * 3600) < 60, 'prolonged');

  await leave('-1 second');
  t.equal((await ask(user.cookie)).statusCode, 401);
});

test('sessions that are asked for at once are read by one query, and never kept', async (t) => {
  const { app, user } = await setUp(t);
  const stranger = await signedIn(app);
  let queries = 0;
  const database: Queryable = {
    query(query) {
      queries++;
      return app.database.query(query);
    },
  };
  const find = createSessionFinder();
  const accounts = (tokens: string[]) =>
    Promise.all(tokens.map(async (token) => (await find(database, token))?.account.id));
  const [own = '', foreign = ''] = [user, stranger].map(({ cookie }) => cookie.split('=')[1]);

  const ids = [user.account.id, stranger.account.id];
  t.same(await accounts([own, newToken(), foreign, own]), [ids[0], undefined, ids[1], ids[0]]);
  t.equal(queries, 1);
  await app.database.transaction((tx) => endSession(tx, user.account.id, user.sessionId));
  t.same(await accounts([foreign, own]), [ids[1], undefined]);
  t.equal(queries, 2);
});

test('sessions are listed and ended one by one, only the own ones', async (t) => {
  const { app, databaseUrl, user, logIn } = await setUp(t);
  await logIn({ email: user.account.email, password: user.password });
  const stranger = await signedIn(app);
  const sessions = (await user.inject('/api/sessions')).json();
  t.match(sessions, [{ current: false }, { id: user.sessionId, current: true, createdAt: /Z$/ }]);

  const url = `/api/sessions/${sessions[0].id}`;
  t.equal((await stranger.inject({ method: 'DELETE', url })).statusCode, 404);
  t.equal((await user.inject({ method: 'DELETE', url })).statusCode, 204);
  t.equal((await user.inject({ method: 'DELETE', url })).statusCode, 404);
  t.equal((await user.inject('/api/sessions')).json().length, 1);
  const { rows } = await sql('select account_id, resource, type, entity_id from events', databaseUrl);
  t.same(rows, [
    { account_id: user.account.id, resource: 'sessions', type: 'deleted', entity_id: sessions[0].id },
  ]);
});
