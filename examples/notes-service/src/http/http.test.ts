// What is the same for all of HTTP: problem documents, security headers, documentation, the page.
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'tap';
import { listeningApp, signedIn, testApp } from '../../test/service.ts';

test('every error is a problem document', async (t) => {
  const app = await testApp(t);
  const user = await signedIn(app);
  t.match((await app.inject('/api/account')).json(), {
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
  });
  const json = { 'content-type': 'application/json' };
  const logIn = { method: 'POST', url: '/api/sessions' } as const;
  const cases = [
    [404, { url: '/nowhere' }],
    [404, { method: 'DELETE', url: '/api/openapi.json' }],
    [404, { url: '/../package.json' }],
    [404, { url: '/.env' }],
    [400, { url: '/api/sessions/%zz' }],
    [400, { method: 'DELETE', url: '/api/sessions/1' }],
    [400, { url: '/live?since=-1' }],
    [400, { ...logIn, headers: json, payload: '{"email":' }],
    [400, { ...logIn, headers: json, payload: '{"__proto__":{"email":"x"},"email":"x"}' }],
    [413, { ...logIn, payload: { email: 'x'.repeat(70_000) } }],
    [415, { ...logIn, headers: { 'content-type': 'text/csv' }, payload: 'email' }],
    [426, { url: '/live' }],
  ] as const;
  for (const [status, request] of cases) {
    const answer = await user.inject(request);
    t.equal(answer.statusCode, status, JSON.stringify(request).slice(0, 60));
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
    t.match(answer.json(), { type: 'about:blank', title: String, status, detail: String });
  }
});

test('who says that it sends JSON and sends nothing has sent nothing', async (t) => {
  const app = await testApp(t);
  const user = await signedIn(app);
  const headers = { 'content-type': 'application/json' };
  t.equal((await user.inject({ method: 'POST', url: '/api/sessions', headers })).statusCode, 400);
  t.equal((await user.inject({ method: 'DELETE', url: '/api/sessions/current', headers })).statusCode, 204);
});

test('a bug is a problem without details', async (t) => {
  const app = await testApp(t);
  const user = await signedIn(app);
  await app.database.query({ text: 'alter table accounts rename to gone' });
  const answer = await user.inject('/api/account');
  t.equal(answer.statusCode, 500);
  const requestId = answer.headers['x-request-id'];
  t.same(answer.json(), { type: 'about:blank', title: 'Internal Server Error', status: 500, requestId });
});

test('the page and its modules are served under a strict policy', async (t) => {
  const app = await testApp(t);
  const page = await app.inject('/');
  t.equal(page.statusCode, 200);
  t.match(page.headers['content-type'], /^text\/html/);
  t.match(page.headers, {
    'content-security-policy':
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';" +
      "base-uri 'none';form-action 'none';frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  t.notMatch(page.body, /<script>|<style>| style=| onclick=/, 'the page runs under the policy');
});

test('the API is documented', async (t) => {
  const app = await testApp(t);
  const { openapi, paths, components } = (await app.inject('/api/openapi.json')).json();
  t.match(openapi, /^3\.1/);
  t.match(components.securitySchemes, { apiToken: { scheme: 'bearer' }, session: { name: 'session' } });
  t.match(Object.keys(paths['/api/sessions']), ['post', 'get']);
  t.match(Object.keys(paths['/api/sessions/{id}']), ['delete']);
  t.match(paths['/api/sessions/{id}'].delete.responses['404'].content, { 'application/problem+json': {} });
  const { security, responses } = paths['/api/account'].get;
  t.same(security, [{ apiToken: [] }, { session: [] }]);
  t.match(responses, { 401: { content: { 'application/problem+json': {} } } });
  const { post } = paths['/api/registrations'];
  t.equal(post.security, undefined, 'which is for everybody');
  t.same(Object.keys(post.responses['202']), ['description'], 'which has no body');
  for (const [path, operations] of Object.entries<object>(paths)) {
    for (const { security, responses } of Object.values(operations)) {
      t.ok(!security || responses['401'], path);
    }
  }
  const docs = await app.inject('/api/docs/');
  t.equal(docs.statusCode, 200);
  const page = await app.inject('/');
  t.equal(docs.headers['content-security-policy'], page.headers['content-security-policy']);
});

test('the documentation says who may ask: everybody, a session, or an API token', async (t) => {
  const app = await testApp(t);
  const user = await signedIn(app);
  const { paths, components } = (await app.inject('/api/openapi.json')).json();
  t.match(components.securitySchemes, {
    session: { type: 'apiKey', in: 'cookie', name: user.cookie.split('=')[0] },
    apiToken: { type: 'http', scheme: 'bearer' },
  });
  const operations = Object.entries<Record<string, { security?: object[] }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({ path, method, security })),
  );
  const token = (await user.inject({ method: 'POST', url: '/api/tokens', payload: { name: 'x' } })).json()
    .token;
  const everybody = {};
  const withToken = { headers: { authorization: `Bearer ${token}` } };
  for (const { path, method, security } of operations) {
    const url = path.replace(/\{\w+\}/g, '01900000-0000-7000-8000-000000000000');
    const status = async (by: object) =>
      (await app.inject({ method: method.toUpperCase() as 'GET', url, payload: {}, ...by })).statusCode;
    const wanted = security?.flatMap((scheme) => Object.keys(scheme)).sort() ?? [];
    t.equal(wanted.length > 0, (await status(everybody)) === 401, `${method} ${path} for everybody`);
    if (wanted.length === 0 || method === 'delete') continue;
    t.equal(wanted.includes('apiToken'), (await status(withToken)) !== 403, `${method} ${path} by a token`);
    t.ok(wanted.includes('session'));
  }
  t.ok(operations.length > 15);
});

test('headers that dribble in are not waited for', async (t) => {
  const { url } = await listeningApp(t);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  const start = Date.now();
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n');
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  t.match(answer, /^HTTP\/1.1 408 .*application\/problem\+json.*"status":408,.*}$/s);
  t.ok(Date.now() - start < 9000);
});

test('a body that dribbles in is not waited for', async (t) => {
  const { url } = await listeningApp(t);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  const start = Date.now();
  socket.on('error', () => {});
  socket.write(
    'POST /api/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n',
  );
  const dribble = setInterval(() => socket.write(' '), 500);
  t.teardown(() => clearInterval(dribble));
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  await once(socket, 'close');
  // Whoever is first: the server, which waits for a body, or the service, which answers a request, no longer than that.
  t.match(answer, /^HTTP\/1.1 (408|503) .*application\/problem\+json/s);
  t.ok(Date.now() - start < 15_000);
});

test('a body has at most 64 KiB, whether or not its length is said', async (t) => {
  const { url } = await listeningApp(t);
  const post = async (bytes: number, isSaid: boolean) => {
    const body = Buffer.alloc(bytes, ' ');
    const init = isSaid ? { body } : { body: new Blob([body]).stream(), duplex: 'half' as const };
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${url}/api/sessions`, { method: 'POST', headers, ...init })).status;
  };
  for (const isSaid of [true, false]) {
    t.equal(await post(64 * 1024, isSaid), 400);
    t.equal(await post(64 * 1024 + 1, isSaid), 413);
  }
});
