// Throttling: over all processes together, per account and per network, and without telling who has an account.
import { type Test as TapTest, test } from 'tap';
import { createDatabase, signedIn, sql, testApp, told } from '../../test/service.ts';
import { networkOf } from './throttling.ts';

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const env = { TRUST_PROXY: 'true' };
  const apps = [await testApp(t, databaseUrl, env), await testApp(t, databaseUrl, env)] as const;
  const user = await signedIn(apps[0]);
  let count = 0;
  const logIn = (password: string, from: string, email = user.account.email) =>
    (count++ % 2 ? apps[0] : apps[1]).inject({
      method: 'POST',
      url: '/api/sessions',
      headers: { 'x-forwarded-for': from },
      payload: { email, password },
    });
  const elapse = () => sql('update attempts set expires_at = now()', databaseUrl);
  return { apps, databaseUrl, user, logIn, elapse };
}

test('after ten wrong passwords nobody gets in for a while, through whatever process', async (t) => {
  const { user, logIn, elapse } = await setUp(t);
  const wrong = await Promise.all(Array.from({ length: 12 }, (_, i) => logIn('wrong', `10.0.0.${i}`)));
  const refused = wrong.filter(({ statusCode }) => statusCode === 429);
  t.equal(wrong.filter(({ statusCode }) => statusCode === 401).length, 10);
  t.equal(refused.length, 2);
  const wait = Number(refused[0]?.headers['retry-after']);
  t.ok(wait > 800 && wait <= 900, `${wait} s`);
  t.match(refused[0]?.headers['content-type'], /^application\/problem\+json/);
  t.equal((await logIn(user.password, '10.0.1.1')).statusCode, 429);
  t.equal((await logIn(user.password, '10.0.1.1', user.account.email.toUpperCase())).statusCode, 429);

  const unknown = await Promise.all(
    Array.from({ length: 12 }, (_, i) => logIn('wrong', `10.0.2.${i}`, 'nobody@example.org')),
  );
  t.same(
    unknown.map((answer) => told(answer).body).sort(),
    wrong.map((answer) => told(answer).body).sort(),
    'an address without an account is throttled alike',
  );
  await elapse();
  t.equal((await logIn(user.password, '10.0.1.1')).statusCode, 201);
});

test('the right password in time forgets the wrong ones', async (t) => {
  const { user, logIn } = await setUp(t);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 9; i++) await logIn('wrong', '10.0.0.1');
    t.equal((await logIn(user.password, '10.0.0.1')).statusCode, 201);
  }
});

test('one network may not try every account', async (t) => {
  const { databaseUrl, user, logIn } = await setUp(t);
  t.equal((await logIn(user.password, '2001:db8:1:1::1')).statusCode, 201);
  await sql('update attempts set count = 100', databaseUrl);
  t.equal((await logIn(user.password, '2001:db8:1:1:ffff::2')).statusCode, 429);
  t.equal((await logIn(user.password, '2001:db8:1:2::1')).statusCode, 201);
});

test('current passwords, mails and tokens are throttled as well', async (t) => {
  const { apps, user } = await setUp(t);
  const until429 = async (url: string, payload: object) => {
    for (let tried = 1; tried < 20; tried++) {
      if ((await user.inject({ method: 'POST', url, payload })).statusCode === 429) return tried - 1;
    }
    return Number.POSITIVE_INFINITY;
  };
  t.ok(apps.length === 2);
  const email = 'somebody@example.org';
  t.equal(await until429('/api/password-resets', { email }), 5);
  t.equal(
    await until429('/api/registrations', { email, password: 'correct horse battery' }),
    0,
    'mails all together',
  );
  t.equal(await until429('/api/registrations/confirm', { token: 'x', password: 'wrong' }), 10);
  t.equal(
    await until429('/api/account/password', { currentPassword: 'wrong', newPassword: 'x'.repeat(10) }),
    10,
  );
});

test('neither mail nor network addresses stand in the table', async (t) => {
  const { databaseUrl, user, logIn } = await setUp(t);
  await logIn('wrong', '10.9.8.7');
  const { rows } = await sql('select key::text, count from attempts', databaseUrl);
  t.equal(rows.length, 2);
  t.ok(rows.every(({ key }) => /^\\x[0-9a-f]{64}$/.test(key)));
  t.notMatch(JSON.stringify(rows), user.account.email);
});

test('networks', async (t) => {
  const cases: [ip: string, network: string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '0:0:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:2::6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['rubbish', 'rubbish'],
  ];
  for (const [ip, network] of cases) t.equal(networkOf(ip), network, ip);
});
