// Live events: across processes, over lost connections and late commits, each once and in order.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Test as TapTest, test } from 'tap';
import { WebSocket } from 'ws';
import {
  createDatabase,
  listeningApp,
  openBrowser,
  signedIn,
  sql,
  testApp,
  until,
} from '../../test/service.ts';

const insertEvent = `insert into events (resource, type, entity_id) values ('todos', 'deleted', 'raw') returning seq`;

async function setUp(t: TapTest, env?: NodeJS.ProcessEnv) {
  const databaseUrl = await createDatabase(t);
  const { app, url } = await listeningApp(t, databaseUrl, env);
  const user = await signedIn(app);
  const { headers } = user;
  const create = async (title: string, through = app) =>
    (await through.inject({ method: 'POST', url: '/api/todos', headers, payload: { title } })).json();
  return { app, user, url, databaseUrl, create };
}

async function openClient(t: TapTest, databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  t.teardown(() => client.end());
  return client;
}

test('a write through one process arrives at a browser of another', async (t) => {
  const { user, url, databaseUrl, create } = await setUp(t);
  const { headers } = user;
  const other = await testApp(t, databaseUrl);
  const browser = await openBrowser(t, url);
  t.same(browser.messages[0], { type: 'hello', seq: 0 });

  const todo = await create('milk', other);
  const changed = (
    await other.inject({ method: 'PATCH', url: todo.url, headers, payload: { completed: true } })
  ).json();
  await other.inject({ method: 'DELETE', url: todo.url, headers });

  t.same(await browser.got(3), [
    { seq: 1, resource: 'todos', type: 'created', id: todo.id, data: todo },
    { seq: 2, resource: 'todos', type: 'changed', id: todo.id, data: changed },
    { seq: 3, resource: 'todos', type: 'deleted', id: todo.id },
  ]);
});

test('of many writes at once through two processes each arrives once, in order', async (t) => {
  const { app, url, databaseUrl, create } = await setUp(t);
  const other = await listeningApp(t, databaseUrl);
  const browsers = [await openBrowser(t, url), await openBrowser(t, other.url)];
  const todos = await Promise.all(
    Array.from({ length: 100 }, (_, i) => create(`todo ${i}`, i % 2 ? app : other.app)),
  );
  for (const browser of browsers) {
    const events = await browser.got(100);
    const seqs = events.map(({ seq = 0 }) => seq);
    t.same(
      seqs,
      [...seqs].sort((a, b) => a - b),
    );
    t.same(new Set(events.map(({ id }) => id)), new Set(todos.map(({ id }) => id)));
    t.equal(events.length, 100);
  }
});

test('a browser that comes back gets what it missed', async (t) => {
  const { url, create } = await setUp(t);
  for (const title of ['one', 'two', 'three']) await create(title);
  const first = await openBrowser(t, url, 1);
  t.match(await first.got(2), [{ seq: 2 }, { seq: 3 }]);
  first.socket.terminate();

  await create('four');
  const second = await openBrowser(t, url, 3);
  await create('five');
  t.match(await second.got(2), [{ seq: 4 }, { seq: 5 }]);
  t.equal(second.events.length, 2);
});

test('more than a page of missed events arrives whole', async (t) => {
  const { url, databaseUrl } = await setUp(t, { LIVE_POLL_MS: '50' });
  await sql(
    `insert into events (resource, type, entity_id) select 'todos', 'deleted', n::text from generate_series(1, 1700) n`,
    databaseUrl,
  );
  const browser = await openBrowser(t, url, 0);
  const events = await browser.got(1700);
  t.same(
    events.map(({ seq }) => seq),
    Array.from({ length: 1700 }, (_, i) => i + 1),
  );
});

test('a browser that was away too long, or knows another database, is told to reload', async (t) => {
  const { url, databaseUrl, create } = await setUp(t);
  for (const title of ['one', 'two', 'three']) await create(title);
  await sql('delete from events where seq < 3', databaseUrl);
  const reload = [{ type: 'reload' }, { type: 'hello', seq: 3 }];

  const late = await openBrowser(t, url, 1);
  const foreign = await openBrowser(t, url, 1000);
  const inTime = await openBrowser(t, url, 2);
  t.same(late.messages.slice(0, 2), reload);
  t.same(foreign.messages.slice(0, 2), reload);
  t.match(await inTime.got(1), [{ seq: 3 }]);
  await create('four');
  t.match(await late.got(1), [{ seq: 4 }]);
  t.match(await foreign.got(1), [{ seq: 4 }]);
});

test('the listener survives the loss of its connection, and nothing is lost', async (t) => {
  const { url, databaseUrl, create } = await setUp(t, { LIVE_POLL_MS: '60000' });
  const browser = await openBrowser(t, url);
  await create('before');
  await browser.got(1);
  for (let round = 1; round <= 3; round++) {
    const { rowCount } = await sql(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'notes-service live'`,
      databaseUrl,
    );
    t.equal(rowCount, 1, 'there is one connection to lose');
    await create(`round ${round}`);
    await browser.got(1 + round);
  }
  t.same(
    browser.events.map(({ seq }) => seq),
    [1, 2, 3, 4],
  );
});

test('a commit that comes late is not lost, and keeps its place', async (t) => {
  const { url, databaseUrl, create } = await setUp(t);
  const browser = await openBrowser(t, url);
  const slow = await openClient(t, databaseUrl);
  await slow.query('begin');
  await slow.query(insertEvent);
  await create('faster');
  await delay(300);
  t.same(browser.events, [], 'the later event waits for the earlier');
  await slow.query('commit');
  t.match(await browser.got(2), [{ seq: 1, id: 'raw' }, { seq: 2 }]);
});

test('a process that starts while a commit is late does not lose it either', async (t) => {
  const { databaseUrl, create } = await setUp(t);
  const slow = await openClient(t, databaseUrl);
  await slow.query('begin');
  await slow.query(insertEvent);
  await create('faster');
  const { url } = await listeningApp(t, databaseUrl);
  const opening = openBrowser(t, url);
  await delay(300);
  await slow.query('commit');
  const browser = await opening;
  t.same(browser.messages[0], { type: 'hello', seq: 2 }, 'what hello covers is committed');
});

test('a write that is rolled back holds nothing up, whatever else goes on', async (t) => {
  const { url, databaseUrl, create } = await setUp(t);
  const browser = await openBrowser(t, url);
  const failing = await openClient(t, databaseUrl);
  const unrelated = await openClient(t, databaseUrl);
  await unrelated.query('begin');
  await unrelated.query(`insert into todos (title) values ('a long transaction')`);
  await failing.query('begin');
  await failing.query(insertEvent);
  await create('faster');
  await failing.query('rollback');
  t.match(await browser.got(1), [{ seq: 2 }]);
  await unrelated.query('rollback');
});

test('without any notification the poll finds events', async (t) => {
  const { url, databaseUrl } = await setUp(t, { LIVE_POLL_MS: '100' });
  const browser = await openBrowser(t, url);
  await sql(insertEvent, databaseUrl);
  t.match(await browser.got(1), [{ seq: 1, id: 'raw' }]);
});

test('pages of foreign origins may not connect, unless they are allowed', async (t) => {
  const { url } = await setUp(t, { ALLOWED_ORIGINS: 'https://friend.example' });
  const attempt = async (origin: string) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, { origin });
    const status = once(socket, 'unexpected-response').then(([, response]) => response.statusCode);
    const outcome = await Promise.race([status, once(socket, 'open').then(() => 101)]);
    socket.on('error', () => {});
    socket.terminate();
    return outcome;
  };
  t.equal(await attempt('https://evil.example'), 403);
  t.equal(await attempt('null'), 403);
  t.equal(await attempt('https://friend.example'), 101);
  t.equal(await attempt(url), 101);
});

test('a browser that sends much is cut off', async (t) => {
  const { url } = await setUp(t);
  const { socket } = await openBrowser(t, url);
  socket.send('x'.repeat(2000));
  const [code] = await once(socket, 'close');
  t.equal(code, 1009);
});

test('a browser that does not read is cut off, the others get everything', async (t) => {
  const { app, url, databaseUrl } = await setUp(t, { LIVE_POLL_MS: '50' });
  const deaf = await openBrowser(t, url);
  const reading = await openBrowser(t, url);
  deaf.socket.pause();
  for (let round = 0; round < 30; round++) {
    await sql(
      `insert into events (resource, type, entity_id, data) values ('todos', 'changed', 'big',
       jsonb_build_object('title', repeat('x', 1000000)))`,
      databaseUrl,
    );
    await reading.got(round + 1);
  }
  await until(() => app.websocketServer.clients.size === 1, 'the deaf browser to be cut off');
  t.equal(reading.events.length, 30);
});

test('closing says goodbye with 1001', async (t) => {
  const { app, url } = await setUp(t);
  const { socket } = await openBrowser(t, url);
  const closed = once(socket, 'close');
  await app.close();
  t.equal((await closed)[0], 1001);
});
