// The web process as a deploy runs it: how it starts, and how it goes when it is told to.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Test as TapTest, test } from 'tap';
import { logLines, startProgram, startServer } from '../test/process.ts';
import { createDatabase, openBrowser, signedIn, testApp, until } from '../test/service.ts';

/** Holds the row of a todo, so that a change of it stays in flight until the lock is released. */
async function lockTodo(t: TapTest, databaseUrl: string, id: string): Promise<() => Promise<unknown>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  t.teardown(() => client.end());
  await client.query('begin');
  await client.query('select from todos where id = $1 for update', [id]);
  return () => client.query('rollback');
}

/** Writes to the server and never reads or answers again. */
async function muteClient(t: TapTest, url: string, text: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  socket.on('error', () => {});
  socket.write(text.replaceAll('\n', '\r\n'));
  await once(socket, 'data');
  return socket;
}

/** What somebody sends who is logged in at every process on this database. */
async function credentials(t: TapTest, databaseUrl: string): Promise<Record<string, string>> {
  return (await signedIn(await testApp(t, databaseUrl))).headers;
}

async function createTodo(url: string, user: Record<string, string>): Promise<{ id: string; url: string }> {
  const headers = { ...user, 'content-type': 'application/json', connection: 'close' };
  const answer = await fetch(`${url}/api/todos`, { method: 'POST', headers, body: '{"title":"milk"}' });
  return (await answer.json()) as { id: string; url: string };
}

function patch(
  address: string,
  agent: Agent,
  user: Record<string, string>,
): Promise<{ status: number; connection?: string }> {
  return new Promise((resolve, reject) => {
    const headers = { ...user, 'content-type': 'application/json' };
    const sent = request(address, { method: 'PATCH', agent, headers }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection });
    });
    sent.on('error', reject);
    sent.end('{"completed":true}');
  });
}

test('on SIGTERM it finishes what is in flight, lets everybody go, and ends with 0', async (t) => {
  const databaseUrl = await createDatabase(t);
  const server = await startServer(t, { DATABASE_URL: databaseUrl, SHUTDOWN_DRAIN_MS: '500' });
  const { url } = server;
  const headers = await credentials(t, databaseUrl);
  const todo = await createTodo(url, headers);

  const browser = await openBrowser(t, url);
  const goodbye = once(browser.socket, 'close');
  await muteClient(t, url, 'GET /livez HTTP/1.1\nhost: x\n\n');
  await muteClient(
    t,
    url,
    'GET /live HTTP/1.1\nhost: x\nconnection: upgrade\nupgrade: websocket\n' +
      'sec-websocket-version: 13\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\n\n',
  );
  const release = await lockTodo(t, databaseUrl, todo.id);
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const inFlight = patch(url + todo.url, agent, headers);
  await delay(200);

  const start = Date.now();
  server.child.kill('SIGTERM');
  server.child.kill('SIGTERM');
  await until(async () => (await fetch(`${url}/readyz`)).status === 503, 'readiness to turn red');
  t.equal((await fetch(`${url}/api/todos`, { headers })).status, 200, 'while it drains it answers');
  await delay(1000);
  await t.rejects(fetch(`${url}/livez`), 'then the port is closed');
  await release();

  t.same(await inFlight, { status: 200, connection: 'close' });
  t.equal((await goodbye)[0], 1001);
  t.equal(await server.ended, 0);
  t.ok(Date.now() - start < 5000, `it took ${Date.now() - start} ms`);
  t.equal(logLines(server).at(-1)?.msg, 'stopped');
  t.equal(server.errors(), '');
});

test('what takes too long is given up, with exit code 1', async (t) => {
  const databaseUrl = await createDatabase(t);
  const server = await startServer(t, {
    DATABASE_URL: databaseUrl,
    DATABASE_TIMEOUT_MS: '60000',
    SHUTDOWN_DRAIN_MS: '0',
    SHUTDOWN_TIMEOUT_MS: '700',
  });
  const headers = await credentials(t, databaseUrl);
  const todo = await createTodo(server.url, headers);
  await lockTodo(t, databaseUrl, todo.id);
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const inFlight = patch(server.url + todo.url, agent, headers);
  inFlight.catch(() => {});
  await delay(200);
  server.child.kill('SIGINT');
  t.equal(await server.ended, 1);
  t.match(logLines(server).at(-1), { level: 'error', msg: 'stopping took too long' });
});

test('it starts and stops while the database is away', async (t) => {
  const server = await startServer(t, {
    DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/todos',
    SHUTDOWN_DRAIN_MS: '0',
  });
  t.equal((await fetch(`${server.url}/livez`)).status, 200);
  t.equal((await fetch(`${server.url}/readyz`)).status, 503);
  server.child.kill('SIGTERM');
  t.equal(await server.ended, 0);
  t.notMatch(server.output(), /hunter2/);
});

test('a port in use ends it with exit code 1 and a log line', async (t) => {
  const databaseUrl = await createDatabase(t);
  const { url } = await startServer(t, { DATABASE_URL: databaseUrl, SHUTDOWN_DRAIN_MS: '0' });
  const second = startProgram(t, 'src/server.ts', [], {
    HOST: '127.0.0.1',
    PORT: new URL(url).port,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: url,
  });
  t.equal(await second.ended, 1);
  t.match(logLines(second).at(-1), { level: 'fatal', msg: 'could not listen', err: { code: 'EADDRINUSE' } });
});
