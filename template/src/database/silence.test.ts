// A network that swallows what is sent to the database, and tells nobody: no reset, no answer.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Test as TapTest, test } from 'tap';
import { createDatabase, listeningApp, openBrowser, signedIn, testApp, until } from '../../test/service.ts';
import { recordEvent } from '../live/events.ts';

/** A way to the database that can fall silent; connections from then on are taken and never answered. */
async function wayTo(t: TapTest, databaseUrl: string) {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const isLost = silent;
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => silent || isLost || to.write(data));
      from.on('error', () => to.destroy());
      from.on('close', () => silent || to.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const swallow = (all: boolean) => {
    silent = all;
  };
  return { url: url.href, swallow };
}

test('while the database is silent requests are refused, and afterwards nothing is missed', async (t) => {
  const databaseUrl = await createDatabase(t);
  const way = await wayTo(t, databaseUrl);
  const { app, url } = await listeningApp(t, way.url, {
    DATABASE_TIMEOUT_MS: '300',
    // What ends a query here isn't the end of its request.
    REQUEST_TIMEOUT_MS: '60000',
    LIVE_POLL_MS: '200',
  });
  const elsewhere = await testApp(t, databaseUrl);
  const user = await signedIn(app);
  const browser = await openBrowser(t, url, undefined, user.headers);
  const record = (id: string) =>
    elsewhere.database.transaction((tx) =>
      recordEvent(tx, { accountId: user.account.id, resource: 'things', type: 'deleted', id }),
    );
  await record('before');
  await browser.got(1);

  way.swallow(true);
  await record('meanwhile');
  const answers = await Promise.race([
    Promise.all([user.inject('/api/account'), user.inject('/api/account')]),
    delay(20_000, [], { ref: false }),
  ]);
  t.same(
    answers.map(({ statusCode }) => statusCode),
    [503, 503],
  );
  t.equal((await app.inject('/livez')).statusCode, 200, 'a restart would not help');
  t.equal((await app.inject('/readyz')).statusCode, 503);

  // What was lost stays lost: only new connections are answered again.
  way.swallow(false);
  await until(async () => (await user.inject('/api/account')).statusCode === 200, 'an answer');
  const follower = browser.socket.readyState === 1 ? browser : await openBrowser(t, url, 1, user.headers);
  await until(
    () => [...browser.events, ...follower.events].some(({ id }) => id === 'meanwhile'),
    'what happened meanwhile',
  );
});
