// Admin processes for accounts, and the console: real processes on a real database.
import { type Test as TapTest, test } from 'tap';
import { logLines, startProgram } from '../../test/process.ts';
import { createDatabase, signedIn, sql, testApp } from '../../test/service.ts';

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const admin = async (args: string[], input = '') => {
    const program = startProgram(t, 'src/admin.ts', args, { DATABASE_URL: databaseUrl }, input);
    const code = await program.ended;
    return { code, program, output: program.output(), errors: program.errors() };
  };
  const logIn = async (email: string, password: string) =>
    (await app.inject({ method: 'POST', url: '/api/sessions', payload: { email, password } })).statusCode;
  return { app, databaseUrl, admin, logIn };
}

test('an account is made, with a password that only the standard input has', async (t) => {
  const { admin, logIn } = await setUp(t);
  const email = 'anna@example.org';
  const created = await admin(['create-user', email, 'de'], 'correct horse battery\n');
  t.equal(created.code, 0, created.errors);
  t.match(logLines(created.program).at(-1), { msg: 'created', account: String });
  t.equal(await logIn(email, 'correct horse battery'), 201);
  t.equal((await admin(['create-user', email], 'another horse battery')).code, 1);
  const short = await admin(['create-user', 'ben@example.org'], 'hunter2');
  t.equal(short.code, 1);
  t.notMatch(short.output + short.errors, /hunter2/);
});

test('a password is reset, and what was open is closed', async (t) => {
  const { app, databaseUrl, admin, logIn } = await setUp(t);
  const user = await signedIn(app);
  const reset = await admin(['reset-password', user.account.email], 'another horse battery');
  t.equal(reset.code, 0, reset.output);
  t.equal((await user.inject('/api/account')).statusCode, 401);
  t.equal(await logIn(user.account.email, 'another horse battery'), 201);
  const { rows } = await sql('select resource, entity_id from events', databaseUrl);
  t.same(rows, [{ resource: 'sessions', entity_id: user.sessionId }]);
  t.equal((await admin(['reset-password', 'nobody@example.org'], 'another horse battery')).code, 1);
});

test('purge and console', async (t) => {
  const { app, databaseUrl, admin } = await setUp(t);
  const user = await signedIn(app);
  const found = await admin(
    ['console'],
    `(await accounts.findAccount(database, '${user.account.email}')).id\n`,
  );
  t.equal(found.code, 0, found.errors);
  t.match(found.output, user.account.id);
  await sql('update sessions set expires_at = now()', databaseUrl);
  const purged = await admin(['purge']);
  t.match(logLines(purged.program).at(-1), { msg: 'purged', sessions: 1 });
});

test('wrong usage, and help', async (t) => {
  const { admin } = await setUp(t);
  for (const args of [
    [],
    ['sing'],
    ['create-user'],
    ['create-user', 'anna'],
    ['create-user', 'a@b', 'fr'],
    ['purge', 'x'],
  ]) {
    const { code, errors } = await admin(args);
    t.equal(code, 2, args.join(' '));
    t.match(errors, /^usage: node dist\/admin.js/);
  }
  const help = await admin(['--help']);
  t.equal(help.code, 0);
  for (const name of ['migrate', 'create-user', 'reset-password', 'purge', 'console'])
    t.match(help.output, `  ${name}`);
});
