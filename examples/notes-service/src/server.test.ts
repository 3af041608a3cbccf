// The web process as a deploy runs it: how it starts, and how it goes when it is told to.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Test as TapTest, test } from 'tap';
import { muteClient } from '../test/mute.ts';
import { logLines, startProgram, startServer } from '../test/process.ts';
import { createDatabase, openBrowser, signedIn, testApp, until } from '../test/service.ts';
import { beginSession } from './accounts/sessions.ts';

/** Holds the row of a session, so that its end stays in flight until the lock is released. */
async function lockSession(t: TapTest, databaseUrl: string, id: string): Promise<() => Promise<unknown>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  t.teardown(() => client.end());
  await client.query('begin');
  await client.query('select from sessions where id = $1 for update', [id]);
  return () => client.query('rollback');
}

/** Somebody who is logged in at every process on this database, and a second session of theirs. */
async function setUpUser(t: TapTest, databaseUrl: string) {
  const app = await testApp(t, databaseUrl);
  const { account, headers } = await signedIn(app);
  return { headers, second: await beginSession(app.database, account.id, false) };
}

/** Logs out of a session. */
function end(
  url: string,
  id: string,
  agent: Agent,
  headers: Record<string, string>,
): Promise<{ status: number; connection?: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/sessions/${id}`, { method: 'DELETE', agent, headers }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection });
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('on SIGTERM it finishes what is in flight, lets everybody go, and ends with 0', async (t) => {
  const databaseUrl = await createDatabase(t);
  const server = await startServer(t, { DATABASE_URL: databaseUrl, SHUTDOWN_DRAIN_MS: '500' });
  const { url } = server;
  const { headers, second } = await setUpUser(t, databaseUrl);

  const browser = await openBrowser(t, url, undefined, headers);
  const goodbye = once(browser.socket, 'close');
  await muteClient(t, url, 'GET /livez HTTP/1.1\nhost: x\n\n');
  await muteClient(
    t,
    url,
    `GET /live HTTP/1.1\nhost: x\ncookie: ${headers.cookie}\nconnection: upgrade\nupgrade: websocket\n` +
      'sec-websocket-version: 13\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\n\n',
  );
  const release = await lockSession(t, databaseUrl, second.id);
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const inFlight = end(url, second.id, agent, headers);
  await delay(200);

  const start = Date.now();
  server.child.kill('SIGTERM');
  server.child.kill('SIGTERM');
  await until(async () => (await fetch(`${url}/readyz`)).status === 503, 'readiness to turn red');
  t.equal((await fetch(`${url}/api/account`, { headers })).status, 200, 'while it drains it answers');
  await delay(1000);
  await t.rejects(fetch(`${url}/livez`), 'then the port is closed');
  await release();

  t.same(await inFlight, { status: 204, connection: 'close' });
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
  const { headers, second } = await setUpUser(t, databaseUrl);
  await lockSession(t, databaseUrl, second.id);
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const inFlight = end(server.url, second.id, agent, headers);
  inFlight.catch(() => {});
  await delay(200);
  server.child.kill('SIGINT');
  t.equal(await server.ended, 1);
  t.match(logLines(server).at(-1), { level: 'error', msg: 'stopping took too long' });
});

test('it starts and stops while the database is away', async (t) => {
  const server = await startServer(t, {
    INSTANCE_NAME: 'web-5d9f',
    DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/todos',
    SHUTDOWN_DRAIN_MS: '0',
  });
  t.equal((await fetch(`${server.url}/livez`)).status, 200);
  t.equal((await fetch(`${server.url}/readyz`)).status, 503);
  server.child.kill('SIGTERM');
  t.equal(await server.ended, 0);
  t.notMatch(server.output(), /hunter2/);
  const names = new Set(logLines(server).map((line) => line.process));
  t.same([...names], [`web-5d9f/${server.child.pid}`], 'every line says which process wrote it');
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
