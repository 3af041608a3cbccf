// What attackers send: it is stored and shown as the text that it is, or refused, and never more than that.
import { type Test as TapTest, test } from 'tap';
import { createDatabase, signedIn, sql, testApp } from '../../../test/service.ts';

const corpus = [
  `'; drop table todos; --`,
  `' or '1'='1`,
  `x'); delete from accounts; --`,
  `$1 $$ $body$ \\`,
  `%27%20or%201=1`,
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `javascript:alert(1)`,
  `{{7*7}} \${7*7} <%= 7*7 %> #{7*7}`,
  `../../../../etc/passwd`,
  `; cat /etc/passwd | \`id\` $(id)`,
  `a\r\nset-cookie: session=x`,
  `{"$gt": ""}`,
  `__proto__`,
  `constructor`,
  `=cmd|'/c calc'!A1`,
  `\u202e\u200b\ufeff\ud83d\ude00 e\u0301`,
  `\u0001\u001b[31m\u007f`,
];

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const user = await signedIn(app);
  const post = (payload: string | object) =>
    user.inject({
      method: 'POST',
      url: '/api/todos',
      headers: { 'content-type': 'application/json' },
      payload,
    });
  const count = async (table: string) => (await sql(`select from ${table}`, databaseUrl)).rowCount;
  return { app, user, post, count };
}

test('in a todo it is text, and comes back as it was', async (t) => {
  const { user, post } = await setUp(t);
  for (const text of corpus) {
    const created = await post({ title: text, description: text });
    t.equal(created.statusCode, 201, text);
    t.match(created.headers['content-type'], /^application\/json/);
    const { url } = created.json();
    t.match((await user.inject(url)).json(), { title: text, description: text });
    const payload = { title: `${text} again` };
    t.match((await user.inject({ method: 'PATCH', url, payload })).json(), payload);
  }
  t.equal((await user.inject('/api/todos')).json().length, corpus.length);
});

test('in an address, a parameter, a header or a number it is refused', async (t) => {
  const { app, user, post, count } = await setUp(t);
  await post({ title: 'stays' });
  for (const text of corpus) {
    const encoded = encodeURIComponent(text);
    const header = text.replaceAll(/[^ -~]/g, '');
    for (const request of [
      { url: `/api/todos/${encoded}` },
      { method: 'DELETE', url: `/api/todos/${encoded}` },
      { url: `/api/todos?limit=${encoded}` },
      { url: `/api/todos?cursor=${encoded}` },
      { method: 'PATCH', url: '/api/todos/01900000-0000-7000-8000-000000000000', payload: { order: text } },
      { method: 'POST', url: '/api/todos', payload: { title: 'x', importance: text } },
      { method: 'POST', url: '/api/todos', payload: { title: 'x', [text]: 1 } },
      {
        method: 'PATCH',
        url: '/api/todos/01900000-0000-7000-8000-000000000000',
        headers: { 'if-match': header },
        payload: { order: 1 },
      },
      { method: 'POST', url: '/api/sessions', payload: { email: text, password: text } },
    ] as const) {
      const answer = await user.inject(request);
      t.ok([400, 404].includes(answer.statusCode), `${answer.statusCode} ${JSON.stringify(request)}`);
      t.match(answer.headers['content-type'], /^application\/problem\+json/);
    }
    for (const headers of [{ authorization: `Bearer ${header}` }, { cookie: `session=${header}` }]) {
      t.equal((await app.inject({ url: '/api/todos', headers })).statusCode, 401);
    }
  }
  t.match((await user.inject('/api/todos')).json(), [{ title: 'stays' }]);
  t.equal(await count('todos'), 1);
  t.equal(await count('accounts'), 1);
});

test('prototypes are not to be had', async (t) => {
  const { user, post, count } = await setUp(t);
  for (const payload of [
    '{"title":"x","__proto__":{"polluted":1}}',
    '{"__proto__":{"title":"x"}}',
    '{"title":"x","\\u005f_proto__":{"polluted":1}}',
    '{"title":"x","constructor":{"prototype":{"polluted":1}}}',
    '{"title":{"__proto__":{"polluted":1}}}',
    '{"title":"x","prototype":{"polluted":1}}',
    '[{"__proto__":{"polluted":1}}]',
  ]) {
    t.equal((await post(payload)).statusCode, 400, payload);
  }
  await user.inject('/api/todos?__proto__[polluted]=1&constructor[prototype][polluted]=1');
  t.equal(Reflect.get({}, 'polluted'), undefined);
  t.equal(await count('todos'), 0);
});
