// Changes of the own account, and what they end.
import { type Test as TapTest, test } from 'tap';
import { startMailbox, startWorker, tokenOf } from '../../test/mail.ts';
import { createDatabase, signedIn, sql, testApp, type User } from '../../test/service.ts';
import { recordEvent } from '../live/events.ts';

const newPassword = 'another horse battery';

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const user = await signedIn(app, { email: 'anna@example.org' });
  const post = (url: string, payload: object, as: Pick<User, 'inject'> = user) =>
    as.inject({ method: 'POST', url, payload });
  const logIn = (password: string, email = user.account.email) =>
    app.inject({ method: 'POST', url: '/api/sessions', payload: { email, password } });
  const createToken = async () => (await post('/api/tokens', { name: 'script' })).json();
  const withToken = (token: string) =>
    app.inject({ url: '/api/account', headers: { authorization: `Bearer ${token}` } });
  const ended = async () =>
    (
      await sql(`select entity_id from events where resource = 'sessions' and type = 'deleted'`, databaseUrl)
    ).rows.map((row) => row.entity_id);
  return { app, databaseUrl, user, post, logIn, createToken, withToken, ended };
}

test('the language can be changed', async (t) => {
  const { user } = await setUp(t);
  const change = (language: string) =>
    user.inject({ method: 'PATCH', url: '/api/account', payload: { language } });
  t.same((await change('de')).json(), { ...user.account, language: 'de' });
  t.equal((await change('fr')).statusCode, 400);
  t.equal((await user.inject('/api/account')).json().language, 'de');
});

test('another password ends the other sessions, and tells every process', async (t) => {
  const { user, post, logIn, createToken, withToken, ended } = await setUp(t);
  const { token } = await createToken();
  const other = String((await logIn(user.password)).headers['set-cookie']).split(';')[0] ?? '';
  const otherId = (await user.inject('/api/sessions'))
    .json()
    .find((session: { current: boolean }) => !session.current).id;

  const wrong = await post('/api/account/password', { currentPassword: 'wrong', newPassword });
  t.equal(wrong.statusCode, 403);
  t.same(await ended(), []);
  const right = await post('/api/account/password', { currentPassword: user.password, newPassword });
  t.equal(right.statusCode, 204);
  t.equal((await user.inject('/api/account')).statusCode, 200, 'this session goes on');
  t.equal((await user.inject({ url: '/api/account', headers: { cookie: other } })).statusCode, 401);
  t.same(await ended(), [otherId]);
  t.equal((await withToken(token)).statusCode, 200);
  t.equal((await logIn(user.password)).statusCode, 401);
  t.equal((await logIn(newPassword)).statusCode, 201);
});

test('a forgotten password is reset by mail; all that was open is closed', async (t) => {
  const { app, databaseUrl, user, post, logIn, createToken, withToken, ended } = await setUp(t);
  const mailbox = await startMailbox(t);
  await startWorker(t, databaseUrl, mailbox.url);
  const apiToken = await createToken();
  const anybody = { inject: app.inject.bind(app) as User['inject'] };

  await post('/api/password-resets', { email: 'nobody@example.org' }, anybody);
  await post('/api/password-resets', { email: 'Anna@example.org' }, anybody);
  const mail = await mailbox.next(user.account.email);
  t.equal(mail.subject, 'Set a new password');
  const token = tokenOf(mail, 'reset');
  const reset = (token: string) => post('/api/password-resets/confirm', { token, newPassword }, anybody);
  t.equal((await reset(`${token}x`)).statusCode, 400);
  t.equal((await reset(token)).statusCode, 204);
  t.equal((await reset(token)).statusCode, 400, 'a link is good for once');
  t.equal((await user.inject('/api/account')).statusCode, 401);
  t.equal((await withToken(apiToken.token)).statusCode, 401);
  t.same((await ended()).sort(), [user.sessionId, apiToken.id].sort());
  t.equal((await logIn(newPassword)).statusCode, 201);
  t.same(
    mailbox.mails.map(({ to }) => to),
    [user.account.email],
    'who has no account gets no mail',
  );
});

test('another address is confirmed by its mails, and the old one is told', async (t) => {
  const { app, databaseUrl, user, post, logIn } = await setUp(t);
  const mailbox = await startMailbox(t);
  await startWorker(t, databaseUrl, mailbox.url);
  const email = 'anna@example.com';
  const ask = (currentPassword: string, address = email) =>
    post('/api/account/email', { email: address, currentPassword });
  t.equal((await ask('wrong')).statusCode, 403);
  t.equal((await ask(user.password)).statusCode, 202);
  const notice = await mailbox.next(user.account.email);
  t.equal(notice.subject, 'The address of your account is about to change');
  t.notMatch(notice.text, /token=/);
  const token = tokenOf(await mailbox.next(email), 'change-address');
  t.equal((await user.inject('/api/account')).json().email, user.account.email);

  const anybody = { inject: app.inject.bind(app) as User['inject'] };
  const confirm = (token: string) => post('/api/account/email/confirm', { token }, anybody);
  t.equal((await confirm(`${token}x`)).statusCode, 400);
  t.same((await confirm(token)).json(), { ...user.account, email });
  t.equal((await confirm(token)).statusCode, 400);
  t.equal((await logIn(user.password, email)).statusCode, 201);

  const ben = await signedIn(app, { email: 'ben@example.org' });
  t.equal(
    (await ask(user.password, 'BEN@example.org')).statusCode,
    202,
    'no answer tells who has an account',
  );
  await mailbox.next(email);
  t.notOk(mailbox.mails.some(({ to }) => to.toLowerCase() === ben.account.email));
});

test('a deleted account leaves nothing', async (t) => {
  const { app, databaseUrl, user, post, logIn, createToken, ended } = await setUp(t);
  const other = await signedIn(app);
  const { id } = await createToken();
  await app.database.transaction((tx) =>
    recordEvent(tx, { accountId: user.account.id, resource: 'things', type: 'created', id: 'one' }),
  );
  await post('/api/account/email', { email: 'x@example.org', currentPassword: user.password });
  const remove = (currentPassword: string) =>
    user.inject({ method: 'DELETE', url: '/api/account', payload: { currentPassword } });
  t.equal((await remove('wrong')).statusCode, 403);
  const gone = await remove(user.password);
  t.equal(gone.statusCode, 204);
  t.match(gone.headers['set-cookie'], /^session=;/);
  t.equal((await user.inject('/api/account')).statusCode, 401);
  t.equal((await logIn(user.password)).statusCode, 401);
  t.equal((await other.inject('/api/account')).statusCode, 200);

  const { rows: tables } = await sql(
    `select table_name from information_schema.columns
     where table_schema = 'public' and column_name = 'account_id' and table_name <> 'events'`,
    databaseUrl,
  );
  t.ok(tables.length >= 3);
  for (const { table_name } of tables) {
    const { rowCount } = await sql(
      `select from ${table_name} where account_id = '${user.account.id}'`,
      databaseUrl,
    );
    t.equal(rowCount, 0, table_name);
  }
  t.same((await ended()).sort(), [user.sessionId, id].sort());
  const { rows } = await sql(
    `select resource from events where account_id = '${user.account.id}' and resource <> 'sessions'`,
    databaseUrl,
  );
  t.same(rows, []);
});

test('API tokens are given and taken by people, and told once', async (t) => {
  const { app, databaseUrl, user, createToken, withToken } = await setUp(t);
  const { token, ...shown } = await createToken();
  t.match(shown, { name: 'script', createdAt: /Z$/, lastUsedAt: null });
  t.equal((await withToken(token)).statusCode, 200);
  const list = (await user.inject('/api/tokens')).json();
  t.match(list, [{ id: shown.id, name: 'script', lastUsedAt: /Z$/ }]);
  t.notMatch(JSON.stringify(list), token);
  const headers = { authorization: `Bearer ${token}` };
  t.equal((await app.inject({ url: '/api/tokens', headers })).statusCode, 403);
  t.equal(
    (await app.inject({ method: 'POST', url: '/api/tokens', headers, payload: { name: 'x' } })).statusCode,
    403,
  );

  const stranger = await signedIn(app);
  const url = `/api/tokens/${shown.id}`;
  t.equal((await stranger.inject({ method: 'DELETE', url })).statusCode, 404);
  t.equal((await user.inject({ method: 'DELETE', url })).statusCode, 204);
  t.equal((await withToken(token)).statusCode, 401);
  const { rows } = await sql('select count(*)::int from api_tokens', databaseUrl);
  t.same(rows, [{ count: 0 }]);
});
