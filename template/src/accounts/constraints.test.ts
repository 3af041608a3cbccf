// The rules of accounts in the schema: what the database refuses, whoever asks.
import pg from 'pg';
import { test } from 'tap';
import { createDatabase } from '../../test/service.ts';
import { hashPassword } from './passwords.ts';

test('the database keeps the rules of accounts by itself', async (t) => {
  const client = new pg.Client({ connectionString: await createDatabase(t) });
  await client.connect();
  t.teardown(() => client.end());
  const hash = await hashPassword('x', { N: 2, r: 1, p: 1 });
  const insert = async (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    const values = names.map((_, i) => `$${i + 1}`);
    try {
      const text = `insert into ${table} (${names}) values (${values}) returning *`;
      return { id: (await client.query(text, Object.values(row))).rows[0].id as string };
    } catch (error) {
      return { code: (error as pg.DatabaseError).code };
    }
  };
  const account = { email: 'anna@example.org', password_hash: hash };
  const { id } = await insert('accounts', account);
  t.ok(id);

  const [check, unique, absent, notNull] = ['23514', '23505', '23503', '23502'];
  const bytes = (length: number, fill = 1) => Buffer.alloc(length, fill);
  const later = new Date(Date.now() + 1000);
  const nobody = '01900000-0000-7000-8000-000000000000';
  const session = { token_hash: bytes(32), account_id: id, expires_at: later };
  const apiToken = { token_hash: bytes(32), account_id: id, name: 'script' };
  const registration = { ...account, language: 'en' };
  const change = { account_id: id, purpose: 'change-address', email: 'b@c', expires_at: later };
  t.ok((await insert('sessions', session)).id);
  t.ok((await insert('api_tokens', apiToken)).id);
  t.ok((await insert('registrations', registration)).id, 'as often as somebody likes');
  t.ok((await insert('registrations', registration)).id);
  t.ok((await insert('mail_tokens', { ...change, purpose: 'reset', account_id: null })).id);

  const cases: [table: string, row: Record<string, unknown>, code: string | undefined][] = [
    ['accounts', { ...account, email: 'ANNA@example.org' }, unique],
    ['accounts', { ...account, email: 'anna' }, check],
    ['accounts', { ...account, email: 'a@b@c' }, check],
    ['accounts', { ...account, email: 'a b@c' }, check],
    ['accounts', { ...account, email: `${'a'.repeat(250)}@b.de` }, check],
    ['accounts', { ...account, email: null }, notNull],
    ['accounts', { email: 'b@c', password_hash: 'hunter2' }, check],
    ['accounts', { email: 'b@c', password_hash: hash, language: 'fr' }, check],
    ['sessions', { ...session, token_hash: bytes(31) }, check],
    ['sessions', session, unique],
    ['sessions', { ...session, token_hash: bytes(32, 2), account_id: nobody }, absent],
    ['sessions', { ...session, token_hash: bytes(32, 2), expires_at: null }, notNull],
    ['api_tokens', { ...apiToken, token_hash: bytes(32, 2), name: '' }, check],
    ['api_tokens', { ...apiToken, token_hash: bytes(32, 2), name: 'x'.repeat(101) }, check],
    ['api_tokens', apiToken, unique],
    ['registrations', { ...registration, email: 'anna' }, check],
    ['registrations', { ...registration, language: 'fr' }, check],
    ['registrations', { ...registration, password_hash: '' }, check],
    ['mail_tokens', { ...change, purpose: 'fun' }, check],
    ['mail_tokens', { ...change, account_id: null }, check],
    ['mail_tokens', { ...change, purpose: 'reset', account_id: null, token_hash: bytes(32) }, check],
    ['attempts', { key: bytes(5), count: 1, expires_at: later }, check],
    ['attempts', { key: bytes(32), count: 0, expires_at: later }, check],
  ];
  for (const [table, row, code] of cases) {
    t.equal((await insert(table, row)).code, code, `${table} ${JSON.stringify(row).slice(0, 80)}`);
  }

  await client.query('delete from accounts');
  const { rows } = await client.query(
    'select (select count(*) from sessions) + (select count(*) from api_tokens) as left',
  );
  t.same(rows, [{ left: '0' }], 'what belongs to an account goes with it');
});
