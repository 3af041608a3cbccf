// Live events: across processes, over lost connections and late commits, each once and in order.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Test as TapTest, test } from 'tap';
import { type ClientOptions, WebSocket } from 'ws';
import {
  createDatabase,
  listeningApp,
  openBrowser,
  signedIn,
  sql,
  testApp,
  until,
} from '../../test/service.ts';
import { beginSession, endSession } from '../accounts/sessions.ts';
import { hashToken, newToken } from '../accounts/tokens.ts';
import { processName } from '../process-name.ts';
import { purgeEvents, recordEvent } from './events.ts';

/** An event as a transaction of its own records it; whose id is `raw`. */
const insertEvent = (accountId: string) =>
  `insert into events (account_id, resource, type, entity_id) values ('${accountId}', 'things', 'deleted', 'raw')`;

async function setUp(t: TapTest, env?: NodeJS.ProcessEnv) {
  const databaseUrl = await createDatabase(t);
  const { app, url } = await listeningApp(t, databaseUrl, env);
  const user = await signedIn(app);
  const open = (since?: number, at = url) => openBrowser(t, at, since, user.headers);
  /** Changes something of the account, through a process. */
  const change = (id: string, through = app, accountId = user.account.id) =>
    through.database.transaction((tx) =>
      recordEvent(tx, { accountId, resource: 'things', type: 'changed', id, data: { id } }),
    );
  return { app, url, databaseUrl, user, open, change };
}

async function openClient(t: TapTest, databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  t.teardown(() => client.end());
  return client;
}

test('a write through one process arrives at a browser of another', async (t) => {
  const { user, databaseUrl, open } = await setUp(t);
  const { database } = await testApp(t, databaseUrl);
  const browser = await open();
  t.same(browser.messages[0], { type: 'hello', seq: 0, process: processName('') });

  const event = { resource: 'things', id: 'one' };
  for (const type of ['created', 'changed', 'deleted'] as const) {
    const data = type === 'deleted' ? undefined : { type };
    await database.transaction((tx) => recordEvent(tx, { ...event, accountId: user.account.id, type, data }));
  }
  t.same(await browser.got(3), [
    { seq: 1, ...event, type: 'created', data: { type: 'created' } },
    { seq: 2, ...event, type: 'changed', data: { type: 'changed' } },
    { seq: 3, ...event, type: 'deleted' },
  ]);
});

test('of many writes at once through two processes each arrives once, in order, at its own account', async (t) => {
  const { app, url, databaseUrl, user, change } = await setUp(t);
  const other = await listeningApp(t, databaseUrl);
  const users = [user, await signedIn(app)];
  const browsers = await Promise.all(
    users.flatMap(({ headers, account }) =>
      [url, other.url].map(async (at) => ({
        account,
        browser: await openBrowser(t, at, undefined, headers),
      })),
    ),
  );
  const changes = Array.from({ length: 200 }, (_, i) => ({
    id: String(i),
    accountId: users[i % 2]?.account.id as string,
    through: i % 3 ? app : other.app,
  }));
  await Promise.all(changes.map(({ id, accountId, through }) => change(id, through, accountId)));
  for (const { account, browser } of browsers) {
    const events = await browser.got(100);
    const seqs = events.map(({ seq = 0 }) => seq);
    t.same(
      seqs,
      [...seqs].sort((a, b) => a - b),
    );
    const own = changes.filter(({ accountId }) => accountId === account.id);
    t.same(new Set(events.map(({ id }) => id)), new Set(own.map(({ id }) => id)));
    t.equal(events.length, 100);
  }
});

test('a browser that comes back gets what it missed, and nothing of others', async (t) => {
  const { app, open, change } = await setUp(t);
  const stranger = await signedIn(app);
  for (const id of ['one', 'two', 'three']) {
    await change(id);
    await change('secret', app, stranger.account.id);
  }
  const first = await open(1);
  t.match(await first.got(2), [
    { seq: 3, id: 'two' },
    { seq: 5, id: 'three' },
  ]);
  first.socket.terminate();

  await change('four');
  await change('secret', app, stranger.account.id);
  const second = await open(5);
  await change('five');
  t.match(await second.got(2), [
    { seq: 7, id: 'four' },
    { seq: 9, id: 'five' },
  ]);
  t.equal(first.events.length, 2);
  t.equal(second.events.length, 2);
});

test('more than a page of missed events arrives whole', async (t) => {
  const { app, user, databaseUrl, open } = await setUp(t, { LIVE_POLL_MS: '50' });
  const stranger = await signedIn(app);
  await sql(
    `insert into events (account_id, resource, type, entity_id)
     select case when n % 2 = 1 then '${user.account.id}'::uuid else '${stranger.account.id}' end,
       'things', 'deleted', n::text from generate_series(1, 3400) n`,
    databaseUrl,
  );
  const browser = await open(0);
  const events = await browser.got(1700);
  t.same(
    events.map(({ seq }) => seq),
    Array.from({ length: 1700 }, (_, i) => 2 * i + 1),
  );
});

test('a browser that was away too long, or knows another database, is told to reload', async (t) => {
  const { app, databaseUrl, open, change } = await setUp(t);
  for (const id of ['one', 'two', 'three']) await change(id);
  await sql(`update events set at = now() - interval '2 days' where seq < 3`, databaseUrl);
  t.equal(await purgeEvents(app.database), 2);
  const reload = [{ type: 'reload' }, { type: 'hello', seq: 3 }];

  const late = await open(1);
  const foreign = await open(1000);
  const inTime = await open(2);
  t.match(late.messages.slice(0, 2), reload);
  t.match(foreign.messages.slice(0, 2), reload);
  t.match(await inTime.got(1), [{ seq: 3 }]);
  t.match(inTime.messages[0], { type: 'hello' });
  await change('four');
  t.match(await late.got(1), [{ seq: 4 }]);
  t.match(await foreign.got(1), [{ seq: 4 }]);
});

test('browsers of a process that slept while events were purged come back, and are told to reload', async (t) => {
  const { app, databaseUrl, user, open, change } = await setUp(t, { LIVE_POLL_MS: '60000' });
  const browser = await open();
  await change('one');
  await browser.got(1);
  const closed = once(browser.socket, 'close');
  for (let i = 0; i < 3; i++) await sql(insertEvent(user.account.id), databaseUrl);
  await sql(`update events set at = now() - interval '2 days'`, databaseUrl);
  t.equal(await purgeEvents(app.database), 4);
  await change('five');
  t.equal((await closed)[0], 1013);
  t.equal(browser.events.length, 1, 'nothing is told as if it followed');
  const back = await open(1);
  t.match(back.messages, [{ type: 'reload' }, { type: 'hello', seq: 5 }]);
});

test('a process finds out by itself that events were purged unread', async (t) => {
  const { databaseUrl, user, open } = await setUp(t, { LIVE_POLL_MS: '100' });
  const browser = await open();
  const closed = once(browser.socket, 'close');
  // In one transaction, lest the process reads the event before it is purged.
  const purged = 'delete from events; update purged_events set up_to = 1';
  await sql(`begin; ${insertEvent(user.account.id)}; ${purged}; commit`, databaseUrl);
  t.equal((await closed)[0], 1013);
  t.match((await open()).messages, [{ type: 'hello', seq: 1 }]);
});

test('what is too old is purged from the oldest on, and a browser that missed it is told to reload', async (t) => {
  const { app, user, databaseUrl, open, change } = await setUp(t, { LIVE_POLL_MS: '50' });
  await sql(
    `insert into events (account_id, resource, type, entity_id, at)
     select '${user.account.id}', 'things', 'deleted', n::text,
       now() - case when n = 10500 then interval '1 hour' else interval '25 hours' end
     from generate_series(1, 11000) n`,
    databaseUrl,
  );
  t.equal(await purgeEvents(app.database), 10499, 'also what is old stays behind what is young');
  t.equal(await purgeEvents(app.database), 0);
  const missed = await open(10498);
  const inTime = await open(10499);
  t.match(missed.messages, [{ type: 'reload' }, { type: 'hello' }]);
  t.match(inTime.messages[0], { type: 'hello' });
  t.match(await inTime.got(501), [{ seq: 10500 }]);

  await sql(`update events set at = now() - interval '2 days'`, databaseUrl);
  t.equal(await purgeEvents(app.database), 501);
  for (const since of [0, 10999]) {
    const { messages } = await open(since);
    t.match(messages, [{ type: 'reload' }, { type: 'hello', seq: 11000 }], `nothing is left, since ${since}`);
  }
  const upToDate = await open(11000);
  t.match(upToDate.messages[0], { type: 'hello', seq: 11000 });
  const restarted = await listeningApp(t, databaseUrl);
  const atRestarted = await open(11000, restarted.url);
  t.match(atRestarted.messages[0], { type: 'hello', seq: 11000 }, 'a process that starts then knows it too');
  await change('next');
  t.match(await upToDate.got(1), [{ seq: 11001 }]);
  t.match(await atRestarted.got(1), [{ seq: 11001 }]);
});

test('the listener survives the loss of its connection, and nothing is lost', async (t) => {
  const { databaseUrl, open, change } = await setUp(t, { LIVE_POLL_MS: '60000' });
  const browser = await open();
  await change('before');
  await browser.got(1);
  for (let round = 1; round <= 3; round++) {
    const { rowCount } = await sql(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'todo-service live'`,
      databaseUrl,
    );
    t.equal(rowCount, 1, 'there is one connection to lose');
    await change(`round ${round}`);
    await browser.got(1 + round);
  }
  t.same(
    browser.events.map(({ seq }) => seq),
    [1, 2, 3, 4],
  );
});

test('a commit that comes late is not lost, and keeps its place', async (t) => {
  const { databaseUrl, user, open, change } = await setUp(t);
  const browser = await open();
  const slow = await openClient(t, databaseUrl);
  await slow.query('begin');
  await slow.query(insertEvent(user.account.id));
  await change('faster');
  await delay(300);
  t.same(browser.events, [], 'the later event waits for the earlier');
  await slow.query('commit');
  t.match(await browser.got(2), [{ seq: 1, id: 'raw' }, { seq: 2 }]);
});

test('a process that starts while a commit is late does not lose it either', async (t) => {
  const { databaseUrl, user, open, change } = await setUp(t);
  const slow = await openClient(t, databaseUrl);
  await slow.query('begin');
  await slow.query(insertEvent(user.account.id));
  await change('faster');
  const { url } = await listeningApp(t, databaseUrl);
  const opening = open(undefined, url);
  await delay(300);
  await slow.query('commit');
  const browser = await opening;
  t.match(browser.messages[0], { type: 'hello', seq: 2 }, 'what hello covers is committed');
});

test('a write that is rolled back holds nothing up, whatever else goes on', async (t) => {
  const { databaseUrl, user, open, change } = await setUp(t);
  const browser = await open();
  const failing = await openClient(t, databaseUrl);
  const unrelated = await openClient(t, databaseUrl);
  await unrelated.query('begin');
  await unrelated.query('update accounts set language = language');
  await failing.query('begin');
  await failing.query(insertEvent(user.account.id));
  await change('faster');
  await failing.query('rollback');
  t.match(await browser.got(1), [{ seq: 2 }]);
  await unrelated.query('rollback');
});

test('commits that never cease are announced every so often', async (t) => {
  const { databaseUrl, change } = await setUp(t);
  const client = await openClient(t, databaseUrl);
  let announced = 0;
  client.on('notification', () => announced++);
  await client.query('listen events');
  const start = performance.now();
  for (let ms = 0; ms < 500; ms = performance.now() - start) await change('one');
  await until(() => announced > 1, 'announcements');
  t.ok(announced <= 2 + (performance.now() - start) / 20, `${announced}`);
});

test('without any notification the poll finds events', async (t) => {
  const { databaseUrl, user, open } = await setUp(t, { LIVE_POLL_MS: '100' });
  const browser = await open();
  await sql(insertEvent(user.account.id), databaseUrl);
  t.match(await browser.got(1), [{ seq: 1, id: 'raw' }]);
});

/** The status with which a WebSocket is answered; 101 if it is opened. */
async function attempt(url: string, options: ClientOptions): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, options);
  const status = once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number);
  const outcome = await Promise.race([status, once(socket, 'open').then(() => 101)]);
  socket.on('error', () => {});
  socket.terminate();
  return outcome;
}

test('pages of foreign origins may not connect, unless they are allowed', async (t) => {
  const { url, user } = await setUp(t, { ALLOWED_ORIGINS: 'https://friend.example' });
  const { headers } = user;
  t.equal(await attempt(url, { headers, origin: 'https://evil.example' }), 403);
  t.equal(await attempt(url, { headers, origin: 'null' }), 403);
  t.equal(await attempt(url, { headers, origin: 'https://friend.example' }), 101);
  t.equal(await attempt(url, { headers, origin: url }), 101);
});

test('who is not logged in may not connect', async (t) => {
  const { url, user } = await setUp(t);
  t.equal(await attempt(url, {}), 401);
  t.equal(await attempt(url, { headers: { cookie: `${user.cookie}x` } }), 401);
  t.equal(await attempt(url, { headers: { authorization: 'Bearer x' } }), 401);
});

test('the end of a session closes its sockets on every process, and no others', async (t) => {
  const { app, url, databaseUrl, user, open, change } = await setUp(t);
  const other = await listeningApp(t, databaseUrl);
  const { token } = await beginSession(app.database, user.account.id, false);
  const ended = [await open(), await open(undefined, other.url)];
  const staying = await openBrowser(t, url, undefined, { cookie: user.cookie.replace(/=.*/, `=${token}`) });
  const foreign = await openBrowser(t, url, undefined, (await signedIn(app)).headers);
  const closed = ended.map(({ socket }) => once(socket, 'close'));
  await app.database.transaction((tx) => endSession(tx, user.account.id, user.sessionId));
  for (const [code] of await Promise.all(closed)) t.equal(code, 4401);

  await change('after');
  t.match(await staying.got(1), [{ resource: 'things', id: 'after' }], 'nothing was said of sessions');
  t.equal(staying.events.length, 1);
  t.equal(foreign.socket.readyState, WebSocket.OPEN);
  t.same(foreign.events, []);
  const returning = await openBrowser(t, url, 0, { cookie: user.cookie.replace(/=.*/, `=${token}`) });
  t.match(await returning.got(1), [{ resource: 'things' }], 'nor when it comes back');
});

test('programs listen by an API token, until it is taken back', async (t) => {
  const { app, url, user, change } = await setUp(t);
  const token = newToken();
  const { rows } = await app.database.query<{ id: string }>({
    text: `insert into api_tokens (token_hash, account_id, name) values ($1, $2, 'test') returning id`,
    values: [hashToken(token), user.account.id],
  });
  const id = rows[0]?.id as string;
  const program = await openBrowser(t, url, undefined, { authorization: `Bearer ${token}` });
  await change('one');
  await program.got(1);
  const closed = once(program.socket, 'close');
  await app.database.transaction(async (tx) => {
    await tx.query({ text: 'delete from api_tokens where id = $1', values: [id] });
    await recordEvent(tx, { accountId: user.account.id, resource: 'sessions', type: 'deleted', id });
  });
  t.equal((await closed)[0], 4401);
});

test('a browser that sends much is cut off', async (t) => {
  const { open } = await setUp(t);
  const { socket } = await open();
  socket.send('x'.repeat(2000));
  const [code] = await once(socket, 'close');
  t.equal(code, 1009);
});

test('a browser that does not read is cut off, the others get everything', async (t) => {
  const { app, user, databaseUrl, open } = await setUp(t, { LIVE_POLL_MS: '50' });
  const deaf = await open();
  const reading = await open();
  deaf.socket.pause();
  for (let round = 0; round < 30; round++) {
    await sql(
      `insert into events (account_id, resource, type, entity_id, data) values ('${user.account.id}', 'things',
       'changed', 'big', jsonb_build_object('title', repeat('x', 1000000)))`,
      databaseUrl,
    );
    await reading.got(round + 1);
  }
  await until(() => app.websocketServer.clients.size === 1, 'the deaf browser to be cut off');
  t.equal(reading.events.length, 30);
});

test('closing says goodbye with 1001', async (t) => {
  const { app, open } = await setUp(t);
  const { socket } = await open();
  const closed = once(socket, 'close');
  await app.close();
  t.equal((await closed)[0], 1001);
});
