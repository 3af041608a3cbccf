// The admin process `seed`: examples for an account, once.
import { type Test as TapTest, test } from 'tap';
import { logLines, startProgram } from '../../test/process.ts';
import { createDatabase, signedIn, sql, testApp } from '../../test/service.ts';

async function seed(t: TapTest, databaseUrl: string, ...args: string[]) {
  const program = startProgram(t, 'src/admin.ts', ['seed', ...args], { DATABASE_URL: databaseUrl });
  return { code: await program.ended, lines: logLines(program), errors: program.errors() };
}

test('an account is given examples of what it has none of', async (t) => {
  const databaseUrl = await createDatabase(t);
  const { account } = await signedIn(await testApp(t, databaseUrl));
  const first = await seed(t, databaseUrl, account.email);
  t.equal(first.code, 0);
  const { rows } = await sql('select distinct account_id, resource from events', databaseUrl);
  t.same(
    rows,
    first.lines.map(({ resource }) => ({ account_id: account.id, resource })),
    'they are told to its browsers',
  );
  const second = await seed(t, databaseUrl, account.email);
  t.same(
    second.lines.map(({ count }) => count),
    first.lines.map(() => 0),
  );
});

test('without a password no account is made', async (t) => {
  const databaseUrl = await createDatabase(t);
  const { code, lines } = await seed(t, databaseUrl, 'nobody@example.org');
  t.equal(code, 1);
  t.match(lines, [{ level: 'error', err: { message: /^a password has / } }]);
  t.equal((await sql('select from accounts', databaseUrl)).rowCount, 0);
  t.equal((await seed(t, databaseUrl)).code, 2);
});
