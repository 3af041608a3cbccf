// The probes, and the service's answers while the database is away.
import { test } from 'tap';
import { createDatabase, signedIn, sql, testApp, until } from '../../test/service.ts';

test('alive and ready', async (t) => {
  const app = await testApp(t);
  t.equal((await app.inject('/livez')).statusCode, 200);
  t.equal((await app.inject('/readyz')).statusCode, 200);
});

test('not ready as long as migrations are missing, which it names', async (t) => {
  const app = await testApp(t, await createDatabase(t, { migrated: false }));
  const { statusCode, body } = await app.inject('/readyz');
  t.equal(statusCode, 503);
  t.match(body, /create-events/);
});

test('a migration of a newer release does no harm', async (t) => {
  const databaseUrl = await createDatabase(t);
  await sql(`insert into pgmigrations (name, run_on) values ('9999999999999_newer', now())`, databaseUrl);
  const app = await testApp(t, databaseUrl);
  t.equal((await app.inject('/readyz')).statusCode, 200);
});

test('without a database it lives, is not ready, and says so to clients', async (t) => {
  const app = await testApp(t, 'postgres://user:hunter2@127.0.0.1:1/todos');
  t.equal((await app.inject('/livez')).statusCode, 200);
  const ready = await app.inject('/readyz');
  t.equal(ready.statusCode, 503);
  const answer = await app.inject({ url: '/api/account', headers: { cookie: 'session=unknown' } });
  t.equal(answer.statusCode, 503);
  t.equal(answer.headers['retry-after'], '1');
  t.match(answer.json(), { title: 'Service Unavailable', status: 503 });
  t.notMatch(ready.body + answer.body, /hunter2/);
});

test('it outlives the loss of all its connections', async (t) => {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const user = await signedIn(app);
  t.equal((await user.inject('/api/account')).statusCode, 200);
  await sql(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    databaseUrl,
  );
  await until(async () => (await user.inject('/api/account')).statusCode === 200, 'an answer after the loss');
});

test('readiness is red while the app drains', async (t) => {
  const app = await testApp(t);
  const user = await signedIn(app);
  app.drain();
  t.equal((await app.inject('/readyz')).statusCode, 503);
  const answer = await user.inject('/api/account');
  t.equal(answer.statusCode, 200);
  t.equal(answer.headers.connection, 'close');
});
