// Todos over HTTP: what is stored, what is refused, and which events a write leaves.
import type { LightMyRequestResponse as Answer } from 'fastify';
import { type Test as TapTest, test } from 'tap';
import { createDatabase, signedIn, sql, testApp } from '../../../test/service.ts';

const unknown = '/api/todos/01900000-0000-7000-8000-000000000000';

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const user = await signedIn(await testApp(t, databaseUrl));
  const create = async (todo: object) =>
    (await user.inject({ method: 'POST', url: '/api/todos', payload: todo })).json();
  return { user, create, databaseUrl };
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
  t.match(todo, { title: 'milk', completed: false, order: 3, version: 1, createdAt: /Z$/, updatedAt: /Z$/ });
  t.equal(created.headers.location, todo.url);
  t.equal(created.headers.etag, '"1"');

  const read = await user.inject(todo.url);
  t.same(read.json(), todo);

  const changed = await user.inject({ method: 'PATCH', url: todo.url, payload: { completed: true } });
  t.equal(changed.statusCode, 200);
  t.match(changed.json(), { title: 'milk', completed: true, order: 3, version: 2 });

  const deleted = await user.inject({ method: 'DELETE', url: todo.url });
  t.equal(deleted.statusCode, 204);
  t.equal(deleted.body, '');
  t.equal((await user.inject(todo.url)).statusCode, 404);
});

test('the list is an array in the order of creation, and links to the next page', async (t) => {
  const { user, create } = await setUp(t);
  for (const title of ['one', 'two', 'three']) await create({ title });

  const titles: string[] = [];
  let next: string | undefined = '/api/todos?limit=2';
  let pages = 0;
  while (next) {
    const page: Answer = await user.inject(next);
    titles.push(...page.json().map((todo: { title: string }) => todo.title));
    next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers.link ?? ''))?.[1];
    pages++;
  }
  t.same(titles, ['one', 'two', 'three']);
  t.equal(pages, 2);
});

test('If-Match refuses a change to a version that nobody has any more', async (t) => {
  const { user, create } = await setUp(t);
  const { url } = await create({ title: 'milk' });
  const change = (ifMatch: string, title: string) =>
    user.inject({ method: 'PATCH', url, headers: { 'if-match': ifMatch }, payload: { title } });

  t.equal((await change('"1"', 'bread')).statusCode, 200);
  const stale = await change('"1"', 'butter');
  t.equal(stale.statusCode, 412);
  t.match(stale.headers['content-type'], /^application\/problem\+json/);
  t.equal((await user.inject(url)).json().title, 'bread');
  t.equal((await change('*', 'eggs')).statusCode, 200);
  t.equal((await change('1', 'tea')).statusCode, 400);
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

test('what is not a todo is refused, with the place of the fault', async (t) => {
  const { user } = await setUp(t);
  const cases: [payload: object, pointer: string][] = [
    [{}, '#/title'],
    [{ title: '' }, '#/title'],
    [{ title: '  ' }, '#/title'],
    [{ title: 'a\u0000b' }, '#/title'],
    [{ title: 'x'.repeat(501) }, '#/title'],
    [{ title: 5 }, '#/title'],
    [{ title: 'x', order: '1' }, '#/order'],
    [{ title: 'x', order: 1e10 }, '#/order'],
    [{ title: 'x', id: '1' }, '#'],
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

test('every write leaves an event with the todo as REST shows it', async (t) => {
  const { user, create, databaseUrl } = await setUp(t);
  const todo = await create({ title: 'milk' });
  const changed = (await user.inject({ method: 'PATCH', url: todo.url, payload: { title: 'bread' } })).json();
  await user.inject({ method: 'DELETE', url: todo.url });
  await user.inject({ method: 'PATCH', url: todo.url, payload: { title: 'nothing' } });

  const { rows } = await sql('select resource, type, entity_id, data from events order by seq', databaseUrl);
  t.same(rows, [
    { resource: 'todos', type: 'created', entity_id: todo.id, data: todo },
    { resource: 'todos', type: 'changed', entity_id: todo.id, data: changed },
    { resource: 'todos', type: 'deleted', entity_id: todo.id, data: null },
  ]);
});
