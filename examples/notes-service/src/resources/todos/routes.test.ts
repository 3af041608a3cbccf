// Todos over HTTP: what is stored, what is refused, and which events a write leaves.
import type { LightMyRequestResponse as Answer } from 'fastify';
import { type Test as TapTest, test } from 'tap';
import {
  createDatabase,
  listeningApp,
  openBrowser,
  publicUrl,
  signedIn,
  sql,
  testApp,
} from '../../../test/service.ts';
import type { Todo } from './schemas.ts';

const unknown = '/api/todos/01900000-0000-7000-8000-000000000000';

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const user = await signedIn(app);
  const create = async (todo: object): Promise<Todo> =>
    (await user.inject({ method: 'POST', url: '/api/todos', payload: todo })).json();
  return { app, user, create, databaseUrl };
}

test('a todo is created, read, changed and deleted', async (t) => {
  const { user } = await setUp(t);

  const created = await user.inject({
    method: 'POST',
    url: '/api/todos',
    payload: { title: 'milk', order: 3 },
  });
  t.equal(created.statusCode, 201);
  const todo = created.json();
  t.match(todo, {
    title: 'milk',
    description: '',
    importance: 0,
    completed: false,
    order: 3,
    version: 1,
    createdAt: /Z$/,
    updatedAt: /Z$/,
  });
  t.equal(`${publicUrl}${created.headers.location}`, todo.url);
  t.equal(created.headers.etag, '"1"');

  const read = await user.inject(todo.url);
  t.same(read.json(), todo);

  const payload = { completed: true, description: 'the one with oats', importance: 7 };
  const changed = await user.inject({ method: 'PATCH', url: todo.url, payload });
  t.equal(changed.statusCode, 200);
  t.match(changed.json(), { ...payload, title: 'milk', order: 3, version: 2 });

  const deleted = await user.inject({ method: 'DELETE', url: todo.url });
  t.equal(deleted.statusCode, 204);
  t.equal(deleted.body, '');
  t.equal((await user.inject(todo.url)).statusCode, 404);
});

test('the list shows todos as they are shown alone, whatever they say', async (t) => {
  const { user, create } = await setUp(t);
  t.same((await user.inject('/api/todos')).json(), []);
  const todos = [
    await create({ title: 'a "url":"/x" \\"url":"/y', description: '\n\t🥛 ü </script>' }),
    await create({ title: 'b', description: '"},{"url":"/' }),
  ];
  t.same((await user.inject('/api/todos')).json(), todos);
});

test('the list has the most important first, then goes by order and age, page by page', async (t) => {
  const { user, create } = await setUp(t);
  await create({ title: 'sixth', importance: 0, order: 2 });
  await create({ title: 'second', importance: 9 });
  await create({ title: 'fourth', importance: 0, order: 1 });
  await create({ title: 'fifth', importance: 0, order: 1 });
  await create({ title: 'first', importance: 10, order: 2147483647 });
  await create({ title: 'third', importance: 0, order: -2147483648 });

  for (const limit of [1, 2, 5, 6]) {
    const titles: string[] = [];
    let pages = 0;
    let next: string | undefined = `/api/todos?limit=${limit}`;
    while (next) {
      const page: Answer = await user.inject(next);
      titles.push(...page.json().map((todo: Todo) => todo.title));
      next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers.link ?? ''))?.[1];
      pages++;
    }
    t.same(titles, ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'], `${limit} a page`);
    t.equal(pages, Math.ceil(6 / limit));
  }
});

test('what is no cursor of this list is refused', async (t) => {
  const { user } = await setUp(t);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const id = '01900000-0000-7000-8000-000000000000';
  const cursors = [
    '',
    'x',
    encode(null),
    encode([1, 2]),
    encode([11, 0, id]),
    encode([0, 0, 'x']),
    encode([0, 2 ** 31, id]),
  ];
  for (const cursor of cursors) {
    const answer = await user.inject(`/api/todos?cursor=${cursor}`);
    t.equal(answer.statusCode, 400, cursor);
    t.match(answer.json(), { detail: 'The cursor is not valid.' });
  }
  t.equal((await user.inject(`/api/todos?cursor=${encode([10, 0, id])}`)).statusCode, 200);
});

test('a stale version is refused, whether it comes as If-Match or in the body', async (t) => {
  const { user, create } = await setUp(t);
  const { url } = await create({ title: 'milk' });
  const change = (title: string, version?: number, ifMatch?: string) =>
    user.inject({
      method: 'PATCH',
      url,
      headers: ifMatch ? { 'if-match': ifMatch } : {},
      payload: { title, ...(version && { version }) },
    });

  t.equal((await change('bread', undefined, '"1"')).statusCode, 200);
  for (const [answer, status] of [
    [await change('butter', undefined, '"1"'), 412],
    [await change('butter', 1), 409],
    [await change('butter', 1, '*'), 409],
    [await change('butter', 2, '"1"'), 412],
  ] as const) {
    t.equal(answer.statusCode, status);
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
  }
  t.match((await user.inject(url)).json(), { title: 'bread', version: 2 });
  t.equal((await change('eggs', 2)).statusCode, 200);
  t.equal((await change('eggs', 3, '"3"')).statusCode, 200);
  t.equal((await change('tea', undefined, '*')).statusCode, 200);
  t.equal((await change('tea', undefined, '1')).statusCode, 400);
});

test('of changes made at once none is lost', async (t) => {
  const { user, create } = await setUp(t);
  const { url } = await create({ title: 'milk' });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, order) => user.inject({ method: 'PATCH', url, payload: { order } })),
  );
  t.ok(answers.every(({ statusCode }) => statusCode === 200));
  t.equal((await user.inject(url)).json().version, 11);
});

test('importance goes up and down by one, however many do it at once, and stays within its bounds', async (t) => {
  const { app, user, create, databaseUrl } = await setUp(t);
  const other = await testApp(t, databaseUrl);
  const { url, id } = await create({ title: 'milk', importance: 4 });
  const push = (change: unknown, through = app, headers = user.headers) =>
    through.inject({ method: 'POST', url: `${url}/importance`, headers, payload: { change } });

  const up = await push(1);
  t.equal(up.statusCode, 200);
  t.equal(up.headers.etag, '"2"');
  t.match(up.json(), { id, importance: 5, version: 2 });
  t.match((await push(-1)).json(), { importance: 4, version: 3 });

  const atOnce = await Promise.all(Array.from({ length: 6 }, (_, i) => push(1, i % 2 ? app : other)));
  t.same(atOnce.map((answer) => answer.json().importance).sort(), [10, 5, 6, 7, 8, 9]);
  const top = await push(1);
  t.equal(top.statusCode, 200);
  t.match(top.json(), { importance: 10, version: 9 }, 'at the bound nothing changes');
  const { rows } = await sql('select count(*)::int as events from events', databaseUrl);
  t.same(rows, [{ events: 9 }], 'and nobody is told of it');

  for (const change of [0, 2, '1', null]) t.equal((await push(change)).statusCode, 400);
  const absent = await user.inject({ method: 'POST', url: `${unknown}/importance`, payload: { change: 1 } });
  t.equal(absent.statusCode, 404);
});

test('a todo that is not there is a problem', async (t) => {
  const { user } = await setUp(t);
  for (const request of [
    { method: 'GET', url: unknown },
    { method: 'PATCH', url: unknown, payload: { title: 'x' } },
    { method: 'DELETE', url: unknown },
  ] as const) {
    const answer = await user.inject(request);
    t.equal(answer.statusCode, 404, request.method);
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
    t.match(answer.json(), { type: 'about:blank', title: 'Not Found', status: 404 });
  }
});

test('nobody else sees or changes a todo, and for them it is not there at all', async (t) => {
  const { app, user, create, databaseUrl } = await setUp(t);
  const stranger = await signedIn(app);
  const todo = await create({ title: 'secret' });
  const foreign = [
    { method: 'GET', url: todo.url },
    { method: 'PATCH', url: todo.url, payload: { title: 'stolen' } },
    { method: 'PATCH', url: todo.url, payload: { title: 'stolen', version: 99 } },
    { method: 'POST', url: `${todo.url}/importance`, payload: { change: 1 } },
    { method: 'DELETE', url: todo.url },
  ] as const;
  for (const request of foreign) {
    const answer = await stranger.inject(request);
    const ofNothing = await stranger.inject({ ...request, url: request.url.replace(todo.url, unknown) });
    t.equal(answer.statusCode, 404, `${request.method} ${request.url}`);
    const { requestId } = answer.json();
    t.same(answer.json(), { ...ofNothing.json(), requestId }, 'not even that it exists');
    t.equal((await app.inject(request)).statusCode, 401, 'without an account');
  }
  t.same((await stranger.inject('/api/todos')).json(), []);
  t.equal((await app.inject('/api/todos')).statusCode, 401);
  const nobody = await app.inject({ method: 'POST', url: '/api/todos', payload: { title: 'x' } });
  t.equal(nobody.statusCode, 401);
  t.same((await user.inject(todo.url)).json(), todo);
  const { rows } = await sql('select account_id, entity_id from events', databaseUrl);
  t.same(rows, [{ account_id: user.account.id, entity_id: todo.id }]);
});

test('what is not a todo is refused, with the place of the fault', async (t) => {
  const { user } = await setUp(t);
  const cases: [payload: object, pointer: string][] = [
    [{}, '#/title'],
    [{ title: '' }, '#/title'],
    [{ title: '  ' }, '#/title'],
    [{ title: 'a\u0000b' }, '#/title'],
    [{ title: 'x'.repeat(501) }, '#/title'],
    [{ title: 5 }, '#/title'],
    [{ title: 'x', description: 'x'.repeat(251) }, '#/description'],
    [{ title: 'x', description: 'a\u0000b' }, '#/description'],
    [{ title: 'x', description: null }, '#/description'],
    [{ title: 'x', importance: 11 }, '#/importance'],
    [{ title: 'x', importance: -1 }, '#/importance'],
    [{ title: 'x', importance: 0.5 }, '#/importance'],
    [{ title: 'x', order: '1' }, '#/order'],
    [{ title: 'x', order: 1e10 }, '#/order'],
    [{ title: 'x', id: '1' }, '#'],
    [{ title: 'x', accountId: '01900000-0000-7000-8000-000000000000' }, '#'],
    [[], '#'],
  ];
  for (const [payload, pointer] of cases) {
    const answer = await user.inject({ method: 'POST', url: '/api/todos', payload });
    t.equal(answer.statusCode, 400, JSON.stringify(payload).slice(0, 40));
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
    t.match(answer.json(), { status: 400, errors: [{ pointer, detail: String }] });
  }
  t.same((await user.inject('/api/todos')).json(), []);
});

test('lengths count characters as people do, in the interface as in the database', async (t) => {
  const { create } = await setUp(t);
  t.match(await create({ title: '🥛'.repeat(500), description: '🌱'.repeat(250) }), { version: 1 });
});

test('a change has to change something, and nothing that is not its own', async (t) => {
  const { user, create } = await setUp(t);
  const { url } = await create({ title: 'milk' });
  for (const payload of [
    {},
    { version: 1 },
    { id: url },
    { accountId: url },
    { createdAt: '2026-01-01T00:00:00Z' },
  ]) {
    const { statusCode } = await user.inject({ method: 'PATCH', url, payload });
    t.equal(statusCode, 400, JSON.stringify(payload));
  }
});

test('the database itself keeps the rules', async (t) => {
  const { user, databaseUrl } = await setUp(t);
  const insert = (columns: string, values: string) =>
    sql(`insert into todos (account_id, ${columns}) values ('${user.account.id}', ${values})`, databaseUrl);
  await insert('title', `'milk'`);
  for (const [columns, values] of [
    ['title', `' '`],
    ['title', `repeat('x', 501)`],
    ['title, description', `'x', repeat('x', 251)`],
    ['title, importance', `'x', 11`],
    ['title, importance', `'x', -1`],
    ['title, version', `'x', 0`],
  ] as const) {
    await t.rejects(insert(columns, values), { code: '23514' }, `${columns}: ${values}`);
  }
  const noAccount = `insert into todos (account_id, title) values ('01900000-0000-7000-8000-000000000000', 'x')`;
  await t.rejects(sql(noAccount, databaseUrl), { code: '23503' });
  await sql('delete from accounts', databaseUrl);
  t.same((await sql('select from todos', databaseUrl)).rowCount, 0);
});

test("all todos of an account are deleted at once, with an event for each, and nobody else's", async (t) => {
  const { app, user, create, databaseUrl } = await setUp(t);
  const stranger = await signedIn(app);
  await stranger.inject({ method: 'POST', url: '/api/todos', payload: { title: 'own' } });
  const ids = [(await create({ title: 'milk' })).id, (await create({ title: 'bread' })).id];

  t.equal((await app.inject({ method: 'DELETE', url: '/api/todos' })).statusCode, 401);
  for (const _ of [1, 2]) {
    const answer = await user.inject({ method: 'DELETE', url: '/api/todos' });
    t.equal(answer.statusCode, 204);
    t.equal(answer.body, '');
  }
  t.same((await user.inject('/api/todos')).json(), []);
  t.match((await stranger.inject('/api/todos')).json(), [{ title: 'own' }]);
  const { rows } = await sql(
    `select account_id, resource, entity_id, data from events where type = 'deleted' order by entity_id`,
    databaseUrl,
  );
  const event = { account_id: user.account.id, resource: 'todos', data: null };
  t.same(
    rows,
    ids.map((id) => ({ ...event, entity_id: id })),
  );
});

test('every write leaves an event with the todo as REST shows it', async (t) => {
  const { user, create, databaseUrl } = await setUp(t);
  const todo = await create({ title: 'milk' });
  const changed = (await user.inject({ method: 'PATCH', url: todo.url, payload: { title: 'bread' } })).json();
  const push = { method: 'POST', url: `${todo.url}/importance`, payload: { change: 1 } } as const;
  const pushed = (await user.inject(push)).json();
  await user.inject({ method: 'DELETE', url: todo.url });
  await user.inject({ method: 'PATCH', url: todo.url, payload: { title: 'nothing' } });

  const { rows } = await sql(
    'select account_id, resource, type, entity_id, data from events order by seq',
    databaseUrl,
  );
  const event = { account_id: user.account.id, resource: 'todos', entity_id: todo.id };
  const withPath = (shown: Todo) => ({ ...shown, url: new URL(shown.url).pathname });
  t.same(rows, [
    { ...event, type: 'created', data: withPath(todo) },
    { ...event, type: 'changed', data: withPath(changed) },
    { ...event, type: 'changed', data: withPath(pushed) },
    { ...event, type: 'deleted', data: null },
  ]);
});

test('every write arrives at the open pages of its account, on another process too, and at no others', async (t) => {
  const { app, user, create, databaseUrl } = await setUp(t);
  const { url } = await listeningApp(t, databaseUrl);
  const stranger = await signedIn(app);
  const page = await openBrowser(t, url, undefined, user.headers);
  const foreign = await openBrowser(t, url, undefined, stranger.headers);

  const todo = await create({ title: 'secret' });
  const push = { method: 'POST', url: `${todo.url}/importance`, payload: { change: 1 } } as const;
  const pushed = (await user.inject(push)).json();
  await user.inject({ method: 'DELETE', url: todo.url });
  await stranger.inject({ method: 'POST', url: '/api/todos', payload: { title: 'own' } });

  const event = { resource: 'todos', id: todo.id };
  t.same(await page.got(3), [
    { seq: 1, ...event, type: 'created', data: todo },
    { seq: 2, ...event, type: 'changed', data: pushed },
    { seq: 3, ...event, type: 'deleted' },
  ]);
  t.match(await foreign.got(1), [{ seq: 4, type: 'created', data: { title: 'own' } }]);
  t.equal(foreign.events.length, 1);
});
