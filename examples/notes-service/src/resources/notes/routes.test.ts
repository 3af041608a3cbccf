// Notes over HTTP: what is stored, what is refused, and which events a write leaves.
import { type Test as TapTest, test } from 'tap';
import { createDatabase, publicUrl, signedIn, sql, testApp } from '../../../test/service.ts';

const path = '/api/notes';
const unknown = `${path}/01900000-0000-7000-8000-000000000000`;

const sample = {
  title: 'first',
  body: 'one\ntwo',
  pinned: true,
};
const other = {
  title: 'second',
  body: '',
  pinned: false,
};

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const user = await signedIn(app);
  const create = async () => (await user.inject({ method: 'POST', url: path, payload: sample })).json();
  return { app, user, create, databaseUrl };
}

test('one is created, read, changed and deleted', async (t) => {
  const { user } = await setUp(t);

  const created = await user.inject({ method: 'POST', url: path, payload: sample });
  t.equal(created.statusCode, 201);
  const row = created.json();
  t.match(row, { ...sample, version: 1, createdAt: /Z$/, updatedAt: /Z$/ });
  t.equal(`${publicUrl}${created.headers.location}`, row.url);
  t.equal(created.headers.etag, '"1"');
  t.same((await user.inject(row.url)).json(), row);

  const changed = await user.inject({ method: 'PATCH', url: row.url, payload: other });
  t.equal(changed.statusCode, 200);
  t.match(changed.json(), { ...other, version: 2 });

  const deleted = await user.inject({ method: 'DELETE', url: row.url });
  t.equal(deleted.statusCode, 204);
  t.equal((await user.inject(row.url)).statusCode, 404);
});

test('the list is an array in the order of creation, and links to the next page', async (t) => {
  const { user, create } = await setUp(t);
  const ids = [(await create()).id, (await create()).id, (await create()).id];

  const page = await user.inject(`${path}?limit=2`);
  const next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers.link))?.[1] ?? '';
  const last = await user.inject(next);
  t.same(
    [...page.json(), ...last.json()].map(({ id }) => id),
    ids,
  );
  t.equal(last.headers.link, undefined);
});

test('what is optional may be left out, and taken back', async (t) => {
  const { user } = await setUp(t);
  const payload = {
    title: sample.title,
    pinned: sample.pinned,
  };
  const none = {
    body: null,
  };
  const bare = (await user.inject({ method: 'POST', url: path, payload })).json();
  t.match(bare, none);
  t.match((await user.inject({ method: 'PATCH', url: bare.url, payload: other })).json(), other);
  t.match((await user.inject({ method: 'PATCH', url: bare.url, payload: none })).json(), none);
});

test('a stale version is refused, whether it comes as If-Match or in the body', async (t) => {
  const { user, create } = await setUp(t);
  const { url } = await create();
  const change = (payload: object, headers = {}) => user.inject({ method: 'PATCH', url, headers, payload });

  t.equal((await change(other, { 'if-match': '"1"' })).statusCode, 200);
  const stale = await change(sample, { 'if-match': '"1"' });
  t.equal(stale.statusCode, 412);
  t.match(stale.headers['content-type'], /^application\/problem\+json/);
  t.equal((await change({ ...sample, version: 1 })).statusCode, 409);
  t.match((await user.inject(url)).json(), other);
  t.equal((await change({ ...sample, version: 2 })).statusCode, 200);
});

test('who creates one again with the same key gets the first', async (t) => {
  const { user } = await setUp(t);
  const headers = { 'idempotency-key': 'a' };
  const send = () => user.inject({ method: 'POST', url: path, headers, payload: sample });
  const first = await send();
  const again = await send();
  t.equal(again.statusCode, 201);
  t.equal(again.headers['idempotency-replayed'], 'true');
  t.equal(again.body, first.body);
  t.equal((await user.inject(path)).json().length, 1);
});

test('one that is not there is a problem', async (t) => {
  const { user } = await setUp(t);
  for (const request of [
    { method: 'GET', url: unknown },
    { method: 'PATCH', url: unknown, payload: other },
    { method: 'DELETE', url: unknown },
  ] as const) {
    const answer = await user.inject(request);
    t.equal(answer.statusCode, 404, request.method);
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
  }
});

test('nobody else sees or changes one, and for them it is not there', async (t) => {
  const { app, user, create } = await setUp(t);
  const stranger = await signedIn(app);
  const row = await create();
  for (const request of [
    { method: 'GET', url: row.url },
    { method: 'PATCH', url: row.url, payload: other },
    { method: 'DELETE', url: row.url },
  ] as const) {
    t.equal((await stranger.inject(request)).statusCode, 404, request.method);
    t.equal((await app.inject(request)).statusCode, 401, `${request.method} without an account`);
  }
  t.same((await stranger.inject(path)).json(), []);
  t.equal((await app.inject(path)).statusCode, 401);
  t.equal((await app.inject({ method: 'POST', url: path, payload: sample })).statusCode, 401);
  t.same((await user.inject(row.url)).json(), row);
});

test('a body with a wrong or an unknown field is refused', async (t) => {
  const { user } = await setUp(t);
  const wrong = Object.keys(sample).map((name) => ({ ...sample, [name]: {} }));
  for (const payload of [[], {}, { ...sample, unknownField: 1 }, ...wrong]) {
    const answer = await user.inject({ method: 'POST', url: path, payload });
    t.equal(answer.statusCode, 400, JSON.stringify(payload));
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
  }
  t.same((await user.inject(path)).json(), []);
});

test('all of an account are deleted at once, with an event for each', async (t) => {
  const { app, user, create, databaseUrl } = await setUp(t);
  const ids = [(await create()).id, (await create()).id];
  const stranger = await signedIn(app);
  await stranger.inject({ method: 'DELETE', url: path });
  t.equal((await user.inject(path)).json().length, 2);

  t.equal((await user.inject({ method: 'DELETE', url: path })).statusCode, 204);
  t.same((await user.inject(path)).json(), []);
  const { rows } = await sql(
    `select entity_id as id from events where type = 'deleted' order by 1`,
    databaseUrl,
  );
  t.same(
    rows.map(({ id }) => id),
    ids,
  );
});

test('every write leaves an event with the row as REST shows it', async (t) => {
  const { user, create, databaseUrl } = await setUp(t);
  const row = await create();
  const changed = (await user.inject({ method: 'PATCH', url: row.url, payload: other })).json();
  await user.inject({ method: 'DELETE', url: row.url });

  const { rows } = await sql(
    'select account_id, resource, type, entity_id, data from events order by seq',
    databaseUrl,
  );
  const event = { account_id: user.account.id, resource: 'notes', entity_id: row.id };
  const url = new URL(row.url).pathname;
  t.same(rows, [
    { ...event, type: 'created', data: { ...row, url } },
    { ...event, type: 'changed', data: { ...changed, url } },
    { ...event, type: 'deleted', data: null },
  ]);
});
