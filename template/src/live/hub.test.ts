// The heartbeat: who stopped answering, or whose session is over, is cut off; the others stay.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Test as TapTest, test } from 'tap';
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws';
import { createDatabase, publicUrl, signedIn, sql, testApp, until } from '../../test/service.ts';
import { validCredentials } from '../accounts/authentication.ts';
import { createLogger } from '../logger.ts';
import { createHub, type Reader } from './hub.ts';

/**
 * A hub with a quick heartbeat that stands at `position`; `connect` opens a WebSocket of that reader. `beforeReading`
 * is done between the look for what is kept and the reading of it.
 */
async function setUp(t: TapTest, position = 0, beforeReading = async (_url: string) => {}) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const { database } = app;
  const hub = createHub({
    database: {
      async query(query) {
        if (query.name === 'events-read-missed') await beforeReading(databaseUrl);
        return database.query(query);
      },
    },
    position: () => position,
    validCredentials: (ids) => validCredentials(database, ids),
    publicUrl,
    process: 'test',
    log: createLogger('silent'),
    heartbeatMs: 200,
  });
  t.teardown(() => hub.close());
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  t.teardown(() => server.close());

  async function connect(reader: Reader, options: ClientOptions = {}, since?: number): Promise<WebSocket> {
    server.once('connection', (socket) => hub.join(socket, reader, since));
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
    t.teardown(() => socket.terminate());
    await once(socket, 'open');
    return socket;
  }
  const someone = async () => {
    const { account, sessionId } = await signedIn(app);
    return { accountId: account.id, credentialId: sessionId };
  };
  return { databaseUrl, connect, someone };
}

test('who does not answer a ping is cut off', async (t) => {
  const { connect, someone } = await setUp(t);
  const reader = await someone();
  const answering = await connect(reader);
  const silent = await connect(reader, { autoPong: false });
  const [code] = await once(silent, 'close');
  t.equal(code, 1006);
  await delay(500);
  t.equal(answering.readyState, WebSocket.OPEN);
});

test('whose session expires is cut off', async (t) => {
  const { databaseUrl, connect, someone } = await setUp(t);
  const [first, second] = [await someone(), await someone()];
  const expiring = await connect(first);
  const staying = await connect(second);
  await delay(500);
  t.equal(expiring.readyState, WebSocket.OPEN);
  const closed = once(expiring, 'close');
  await sql(`update sessions set expires_at = now() where id = '${first.credentialId}'`, databaseUrl);
  t.equal((await closed)[0], 4401);
  await delay(300);
  t.equal(staying.readyState, WebSocket.OPEN);
});

test('whose session ended just before it joined is told nothing', async (t) => {
  const { databaseUrl, connect, someone } = await setUp(t);
  const reader = await someone();
  await sql('delete from sessions', databaseUrl);
  const socket = await connect(reader);
  socket.on('message', (message) => t.fail(`it heard ${message}`));
  t.equal((await once(socket, 'close'))[0], 4401);
});

test('whoever misses an event that is purged just before it is read is told to reload', async (t) => {
  const purged = 'delete from events where seq < 3; update purged_events set up_to = 2';
  const purge = (url: string) => sql(purged, url).then(() => {});
  for (const [beforeReading, expected] of [
    [purge, [{ type: 'hello' }, { type: 'reload' }, { type: 'hello', seq: 3 }]],
    [undefined, [{ type: 'hello' }, { seq: 2 }, { seq: 3 }]],
  ] as const) {
    const { databaseUrl, connect, someone } = await setUp(t, 3, beforeReading);
    const reader = await someone();
    await sql(
      `insert into events (account_id, resource, type, entity_id)
       select '${reader.accountId}', 'things', 'deleted', n::text from generate_series(1, 3) n`,
      databaseUrl,
    );
    const messages: unknown[] = [];
    const socket = await connect(reader, {}, 1);
    socket.on('message', (message) => messages.push(JSON.parse(String(message))));
    await until(
      () => messages.length >= 3,
      'three messages',
      () => JSON.stringify(messages),
    );
    t.match(messages, expected);
  }
});
