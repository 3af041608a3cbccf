// Who may ask: sessions, API tokens, and pages of other origins.
import { type Test as TapTest, test } from 'tap';
import { createDatabase, publicUrl, signedIn, sql, testApp } from '../../test/service.ts';
import { hashToken, newToken } from './tokens.ts';

/** A change that does nothing: whoever may ask for it gets 404. */
const change = { method: 'DELETE', url: '/api/sessions/01900000-0000-7000-8000-000000000000' } as const;

async function setUp(t: TapTest, env?: NodeJS.ProcessEnv) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl, env);
  return { app, databaseUrl, user: await signedIn(app) };
}

test('without a session nothing is told', async (t) => {
  const { app, user } = await setUp(t);
  const foreign = [
    {},
    { cookie: 'session=' },
    { cookie: `session=${newToken()}` },
    { cookie: `${user.cookie}x` },
    { authorization: 'Bearer' },
    { authorization: `Bearer ${newToken()}` },
    { authorization: 'Basic YTpi' },
    { ...user.headers, authorization: `Bearer ${newToken()}` },
  ];
  for (const headers of foreign) {
    const answer = await app.inject({ url: '/api/account', headers });
    t.equal(answer.statusCode, 401, JSON.stringify(headers));
    t.equal(answer.headers['www-authenticate'], 'Bearer');
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
  }
  t.same((await user.inject('/api/account')).json(), user.account);
});

test('every route of the API is protected, unless it says that it is public', async (t) => {
  const { app } = await setUp(t);
  const { paths } = (await app.inject('/api/openapi.json')).json();
  const open: string[] = [];
  for (const [path, methods] of Object.entries<object>(paths)) {
    for (const method of Object.keys(methods)) {
      const url = path.replace('{id}', '01900000-0000-7000-8000-000000000000');
      const answer = await app.inject({ method: method.toUpperCase() as 'GET', url });
      if (answer.statusCode !== 401) open.push(`${method} ${path}`);
    }
  }
  t.same(open.sort(), [
    'post /api/account/email/confirm',
    'post /api/password-resets',
    'post /api/password-resets/confirm',
    'post /api/registrations',
    'post /api/registrations/confirm',
    'post /api/sessions',
  ]);
});

test('an API token stands for its account, and its use is noted', async (t) => {
  const { app, databaseUrl, user } = await setUp(t);
  const token = newToken();
  await app.database.query({
    text: `insert into api_tokens (token_hash, account_id, name) values ($1, $2, 'script')`,
    values: [hashToken(token), user.account.id],
  });
  const headers = { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' };
  t.same((await app.inject({ url: '/api/account', headers })).json(), user.account);
  const { rows } = await sql(
    "select last_used_at > now() - interval '1 minute' as used from api_tokens",
    databaseUrl,
  );
  t.same(rows, [{ used: true }]);
  const { statusCode } = await app.inject({ ...change, headers });
  t.equal(statusCode, 404, 'no page sends an Authorization header by itself');
});

test('changes by pages of foreign origins are refused, also public ones', async (t) => {
  const { app, user } = await setUp(t, { ALLOWED_ORIGINS: 'https://friend.example' });
  const attempt = async (headers: Record<string, string>) =>
    (await user.inject({ ...change, headers: { host: 'todos.test', ...headers } })).statusCode;
  t.equal(await attempt({}), 404, 'what is no browser has no Origin');
  t.equal(await attempt({ origin: publicUrl }), 404);
  t.equal(await attempt({ origin: 'http://todos.test:81', host: 'todos.test:81' }), 404, 'by another name');
  t.equal(await attempt({ origin: 'https://friend.example' }), 404);
  t.equal(await attempt({ origin: 'https://evil.example' }), 403);
  t.equal(await attempt({ origin: 'null' }), 403);
  t.equal(await attempt({ 'sec-fetch-site': 'cross-site' }), 403);
  t.equal(
    (await user.inject({ url: '/api/account', headers: { origin: 'https://evil.example' } })).statusCode,
    200,
  );
  const logIn = await app.inject({
    method: 'POST',
    url: '/api/sessions',
    headers: { origin: 'https://evil.example' },
    payload: { email: user.account.email, password: user.password },
  });
  t.equal(logIn.statusCode, 403);
});

test('an encrypted service trusts no page that is not', async (t) => {
  const { user, app } = await setUp(t, { PUBLIC_URL: 'https://todos.test' });
  const headers = (origin: string) => ({
    host: 'todos.test',
    origin,
    cookie: user.cookie.replace('session', '__Host-session'),
  });
  const attempt = async (origin: string) =>
    (await app.inject({ method: 'DELETE', url: '/api/sessions/current', headers: headers(origin) }))
      .statusCode;
  t.equal(await attempt('http://todos.test'), 403);
  t.equal(await attempt('https://todos.test'), 204);
});
