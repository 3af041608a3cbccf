// What todos say is nobody's business who reads the log.
import { test } from 'tap';
import { startServer } from '../../../test/process.ts';
import { createDatabase, signedIn, sql, testApp } from '../../../test/service.ts';

test('no line of the log holds what a todo says, at any level', async (t) => {
  const databaseUrl = await createDatabase(t);
  const user = await signedIn(await testApp(t, databaseUrl));
  const server = await startServer(t, { DATABASE_URL: databaseUrl, LOG_LEVEL: 'trace' });
  const send = async (method: string, path: string, body: unknown) => {
    const headers = { ...user.headers, 'content-type': 'application/json' };
    return fetch(`${server.url}/api/todos${path}`, { method, headers, body: JSON.stringify(body) });
  };

  const created = await send('POST', '', { title: 'canary-title', description: 'canary-description' });
  t.equal(created.status, 201);
  const { id } = (await created.json()) as { id: string };
  t.equal((await send('PATCH', `/${id}`, { title: 'canary-changed' })).status, 200);
  t.equal((await send('PATCH', `/${id}`, { title: ['canary-list'], canary: 1 })).status, 400);
  // What the database says of a row that it refuses.
  await sql('create unique index on todos (title)', databaseUrl);
  t.equal((await send('POST', '', { title: 'canary-changed' })).status, 409);

  server.child.kill('SIGTERM');
  t.equal(await server.ended, 0);
  t.match(server.output(), /"path":"\/api\/todos"/);
  t.notMatch(server.output() + server.errors(), /canary/);
});
