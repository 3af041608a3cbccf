// Registering: the mail, what it is worth, and that no answer tells who has an account.
import { type Test as TapTest, test } from 'tap';
import { startMailbox, startWorker, tokenOf } from '../../test/mail.ts';
import { createDatabase, signedIn, sql, testApp, told } from '../../test/service.ts';

const email = 'anna@example.org';
const password = 'correct horse battery';

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const mailbox = await startMailbox(t);
  const register = (payload: object) => app.inject({ method: 'POST', url: '/api/registrations', payload });
  const confirm = (payload: object) =>
    app.inject({ method: 'POST', url: '/api/registrations/confirm', payload });
  return { app, databaseUrl, mailbox, register, confirm };
}

test('an account is there once its mail was answered, with the password that was chosen', async (t) => {
  const { app, databaseUrl, mailbox, register, confirm } = await setUp(t);
  await startWorker(t, databaseUrl, mailbox.url);
  const answer = await register({ email, password, language: 'de' });
  t.equal(answer.statusCode, 202);
  t.equal(answer.body, '');
  const mail = await mailbox.next(email);
  t.equal(mail.subject, 'Bestätigen Sie Ihre Adresse');
  const token = tokenOf(mail, 'confirm');
  t.match(mail.html, `href="http://todos.test/confirm#token=${token}"`);
  t.match(String(mail.source), /^From: Notes Service <todos@example.org>\r$/m);
  const logIn = () => app.inject({ method: 'POST', url: '/api/sessions', payload: { email, password } });
  t.equal((await logIn()).statusCode, 401, 'not yet');

  t.equal((await confirm({ token, password: 'wrong horse battery' })).statusCode, 400);
  t.equal((await confirm({ token: `${token}x`, password })).statusCode, 400);
  const confirmed = await confirm({ token, password, remember: true });
  t.equal(confirmed.statusCode, 201);
  t.match(confirmed.json(), { email, language: 'de' });
  t.match(confirmed.headers['set-cookie'], /^session=[\w-]{43}; Max-Age=/);
  t.equal((await confirm({ token, password })).statusCode, 400, 'a link is good for once');
  t.equal((await logIn()).statusCode, 201);
});

test('known and unknown addresses get one answer, for the same work', async (t) => {
  const { app, databaseUrl, register } = await setUp(t);
  await signedIn(app, { email });
  for (const path of ['registrations', 'password-resets']) {
    const payload = (address: string) =>
      path === 'registrations' ? { email: address, password } : { email: address };
    const ask = async (address: string) => {
      const answer = await app.inject({ method: 'POST', url: `/api/${path}`, payload: payload(address) });
      const { rows } = await sql(
        `select (select count(*) from registrations) as registrations, (select count(*) from mail_tokens) as tokens,
           (select count(*) from graphile_worker.jobs) as jobs, (select count(*) from attempts) as attempts`,
        databaseUrl,
      );
      return {
        ...told(answer),
        rows: Object.values(rows[0]).map(Number),
      };
    };
    const [before, known, unknown] = [
      await ask('else@example.org'),
      await ask(email),
      await ask('none@example.org'),
    ];
    const grown = (from: number[], to: number[]) => to.map((n, i) => n - (from[i] ?? 0));
    t.same({ ...known, rows: 0 }, { ...unknown, rows: 0 }, path);
    t.same(grown(before.rows, known.rows), grown(known.rows, unknown.rows), `${path}: rows`);
  }
  t.equal((await register({ email, password: 'short' })).statusCode, 400);
});

test('who has an account already is told by mail, in their language, with a way back', async (t) => {
  const { app, databaseUrl, mailbox, register, confirm } = await setUp(t);
  await startWorker(t, databaseUrl, mailbox.url);
  const user = await signedIn(app, { email });
  await register({ email: 'ANNA@example.org', password: 'another password', language: 'de' });
  const mail = await mailbox.next(email);
  t.equal(mail.subject, 'You have an account already');
  const token = tokenOf(mail, 'reset');
  t.equal((await confirm({ token, password: 'another password' })).statusCode, 400, 'it makes no account');
  const reset = {
    method: 'POST',
    url: '/api/password-resets/confirm',
    payload: { token, newPassword: password },
  } as const;
  t.equal((await app.inject(reset)).statusCode, 204);
  t.equal((await user.inject('/api/account')).statusCode, 401);
});

test("a stranger's registration of an address neither stands in its owner's way nor is confirmed by them", async (t) => {
  const { databaseUrl, mailbox, register, confirm } = await setUp(t);
  await startWorker(t, databaseUrl, mailbox.url);
  await register({ email, password: 'the password of a stranger' });
  const first = tokenOf(await mailbox.next(email), 'confirm');
  await register({ email, password });
  const second = tokenOf(await mailbox.next(email), 'confirm');
  t.equal((await confirm({ token: first, password })).statusCode, 400);
  t.equal((await confirm({ token: second, password })).statusCode, 201);
  t.equal(
    (await confirm({ token: first, password: 'the password of a stranger' })).statusCode,
    400,
    'with the account, what else was pending for the address is gone',
  );
});

test('a registration expires', async (t) => {
  const { databaseUrl, mailbox, register, confirm } = await setUp(t);
  await startWorker(t, databaseUrl, mailbox.url);
  await register({ email, password });
  const token = tokenOf(await mailbox.next(email), 'confirm');
  await sql('update registrations set expires_at = now()', databaseUrl);
  t.equal((await confirm({ token, password })).statusCode, 400);
});
