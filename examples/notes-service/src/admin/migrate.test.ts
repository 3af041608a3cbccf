// The migrations: they change the schema step by step, once, and say honestly how it went.
import { type Test as TapTest, test } from 'tap';
import { logLines, startProgram } from '../../test/process.ts';
import { createDatabase, sql } from '../../test/service.ts';
import { releaseMigrations } from '../database/migrations.ts';

async function migrate(t: TapTest, databaseUrl: string, ...args: string[]) {
  const program = startProgram(t, 'src/admin.ts', ['migrate', ...args], { DATABASE_URL: databaseUrl });
  const code = await program.ended;
  return { code, lines: logLines(program), errors: program.errors() };
}

async function appliedNames(databaseUrl: string): Promise<string[]> {
  return (await sql('select name from pgmigrations order by id', databaseUrl)).rows.map(({ name }) => name);
}

test('up, status and down', async (t) => {
  const databaseUrl = await createDatabase(t, { migrated: false });
  const all = await releaseMigrations();

  const pending = await migrate(t, databaseUrl, 'status');
  t.equal(pending.code, 1);
  t.match(pending.lines.at(-1), { pending: all.length, applied: 0 });

  const up = await migrate(t, databaseUrl, 'up');
  t.equal(up.code, 0);
  t.same(await appliedNames(databaseUrl), all);
  t.equal((await migrate(t, databaseUrl, 'status')).code, 0);

  const down = await migrate(t, databaseUrl, 'down');
  t.equal(down.code, 0);
  t.same(await appliedNames(databaseUrl), all.slice(0, -1));

  t.equal((await migrate(t, databaseUrl, 'down', String(all.length - 1))).code, 0);
  t.same(await appliedNames(databaseUrl), []);
  const { rows } = await sql(`select tablename from pg_tables where schemaname = 'public'`, databaseUrl);
  t.same(rows, [{ tablename: 'pgmigrations' }]);
});

test('of two at once one does the work, and both succeed', async (t) => {
  const databaseUrl = await createDatabase(t, { migrated: false });
  const all = await releaseMigrations();
  const both = await Promise.all([migrate(t, databaseUrl, 'up'), migrate(t, databaseUrl, 'up')]);
  t.same(
    both.map(({ code }) => code),
    [0, 0],
  );
  t.same(both.map(({ lines }) => lines.at(-1)?.count).sort(), [0, all.length]);
  t.same(await appliedNames(databaseUrl), all);
});

test('what fails changes nothing, and says so by its exit code', async (t) => {
  const databaseUrl = await createDatabase(t, { migrated: false });
  await sql('create table events (mine int)', databaseUrl);
  const { code, lines } = await migrate(t, databaseUrl, 'up');
  t.equal(code, 1);
  t.match(lines.at(-1), { level: 'error', msg: 'migrate up failed', err: { message: /already exists/ } });
  const { rows } = await sql(`select tablename from pg_tables where tablename = 'accounts'`, databaseUrl);
  t.same(rows, []);
});

test('a database that is not there is a failure', async (t) => {
  const { code, lines } = await migrate(t, 'postgres://user:hunter2@127.0.0.1:1/todos', 'up');
  t.equal(code, 1);
  t.match(lines.at(-1), { level: 'error', msg: 'migrate up failed' });
  t.notMatch(JSON.stringify(lines), /hunter2/);
});

test('wrong usage', async (t) => {
  for (const args of [
    [],
    ['sideways'],
    ['up', '1'],
    ['down', '0'],
    ['down', 'x'],
    ['status', 'x'],
    ['down', '1', '2'],
  ]) {
    const { code, errors } = await migrate(t, 'postgres://127.0.0.1:1/todos', ...args);
    t.equal(code, 2, args.join(' '));
    t.match(errors, /^usage: /);
  }
});
