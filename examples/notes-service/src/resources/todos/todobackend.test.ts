// The rules of the Todo-Backend specification (todobackend.com), for a page of another origin with an API token.
import type { InjectOptions } from 'fastify';
import { type Test as TapTest, test } from 'tap';
import { publicUrl, signedIn, testApp } from '../../../test/service.ts';
import { createApiToken } from '../../accounts/api-tokens.ts';
import type { Todo } from './schemas.ts';

const root = `${publicUrl}/api/todos`;
const origin = 'https://todos.example';

/** Sends requests as the specification does, that is as JSON even where there is no body, and reads the answer. */
async function setUp(t: TapTest) {
  const app = await testApp(t, undefined, { ALLOWED_ORIGINS: origin });
  const { account } = await signedIn(app);
  const { token } = await createApiToken(app.database, account.id, 'specification');
  const headers = { authorization: `Bearer ${token}`, origin, 'content-type': 'application/json' };

  async function send(method: InjectOptions['method'], url: string, body?: object) {
    const answer = await app.inject({ method, url, headers, payload: body && JSON.stringify(body) });
    t.equal(answer.headers['access-control-allow-origin'], origin);
    t.ok(answer.statusCode >= 200 && answer.statusCode < 300, `${method} ${url}: ${answer.statusCode}`);
    return answer.body === '' ? undefined : answer.json();
  }
  return {
    get: (url: string) => send('GET', url),
    getRoot: (): Promise<Todo[]> => send('GET', root),
    post: (todo: object): Promise<Todo> => send('POST', root, todo),
    patch: (url: string, changes: object): Promise<Todo> => send('PATCH', url, changes),
    delete: (url: string) => send('DELETE', url),
  };
}

test('the pre-requisites', async (t) => {
  await t.test('the api root responds to a GET', async (t) => {
    const api = await setUp(t);
    t.same(await api.getRoot(), []);
  });

  await t.test('the api root responds to a POST with the todo which was posted to it', async (t) => {
    const api = await setUp(t);
    t.match(await api.post({ title: 'a todo' }), { title: 'a todo' });
  });

  await t.test('after a DELETE the api root responds to a GET with an empty array', async (t) => {
    const api = await setUp(t);
    await api.post({ title: 'a todo' });
    await api.post({ title: 'another' });
    await api.delete(root);
    t.same(await api.getRoot(), []);
    await api.delete(root);
  });
});

test('storing new todos by posting to the root url', async (t) => {
  await t.test('adds a new todo to the list of todos at the root url', async (t) => {
    const api = await setUp(t);
    await api.post({ title: 'walk the dog' });
    const todos = await api.getRoot();
    t.equal(todos.length, 1);
    t.match(todos, [{ title: 'walk the dog' }]);
  });

  await t.test('sets up a new todo as initially not completed', async (t) => {
    const api = await setUp(t);
    t.match(await api.post({ title: 'blah' }), { completed: false });
    t.match(await api.getRoot(), [{ completed: false }]);
  });

  await t.test('each new todo has a url, which returns a todo', async (t) => {
    const api = await setUp(t);
    const { url } = await api.post({ title: 'my todo' });
    t.equal(new URL(url).origin, publicUrl, 'from whatever page it is followed');
    t.match(await api.get(url), { title: 'my todo', url });
    t.match(await api.getRoot(), [{ url }]);
  });
});

test('working with an existing todo', async (t) => {
  await t.test('can navigate from a list of todos to an individual todo via urls', async (t) => {
    const api = await setUp(t);
    await api.post({ title: 'todo the first' });
    await api.post({ title: 'todo the second' });
    const titles = [];
    for (const { url } of await api.getRoot()) titles.push((await api.get(url)).title);
    t.same(titles, ['todo the first', 'todo the second']);
  });

  await t.test("can change the todo's title by PATCHing to the todo's url", async (t) => {
    const api = await setUp(t);
    const { url } = await api.post({ title: 'initial title' });
    t.match(await api.patch(url, { title: 'bathe the cat' }), { title: 'bathe the cat', url });
  });

  await t.test("can change the todo's completedness by PATCHing to the todo's url", async (t) => {
    const api = await setUp(t);
    const { url } = await api.post({ title: 'blah' });
    t.match(await api.patch(url, { completed: true }), { completed: true });
  });

  await t.test('changes to a todo are persisted and show up when re-fetching the todo', async (t) => {
    const api = await setUp(t);
    const { url } = await api.post({ title: 'blah' });
    await api.patch(url, { title: 'changed title', completed: true });
    t.match(await api.get(url), { title: 'changed title', completed: true });
    t.match(await api.getRoot(), [{ title: 'changed title', completed: true }]);
  });

  await t.test("can delete a todo making a DELETE request to the todo's url", async (t) => {
    const api = await setUp(t);
    await api.delete((await api.post({ title: 'blah' })).url);
    t.same(await api.getRoot(), []);
  });
});

test('tracking todo order', async (t) => {
  await t.test('can create a todo with an order field', async (t) => {
    const api = await setUp(t);
    t.match(await api.post({ title: 'blah', order: 523 }), { order: 523 });
  });

  await t.test("can PATCH a todo to change its order, and remembers changes to a todo's order", async (t) => {
    const api = await setUp(t);
    const { url } = await api.post({ title: 'blah', order: 10 });
    t.match(await api.patch(url, { order: 95 }), { order: 95 });
    t.match(await api.get(url), { order: 95 });
  });
});
