// What pages of other origins may read and send: the allowed ones everything, the others nothing.
import { test } from 'tap';
import { signedIn, testApp } from '../../test/service.ts';

const friend = 'https://friend.example';
const preflight = (origin: string, method: string, headers: string) => ({
  method: 'OPTIONS' as const,
  url: '/api/account',
  headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
});
const corsHeaders = (headers: object) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

test('a page of an allowed origin may read answers, with its cookie, and refusals', async (t) => {
  const app = await testApp(t, undefined, { ALLOWED_ORIGINS: `https://other.example,${friend}` });
  const user = await signedIn(app);
  for (const answer of [
    await user.inject({ url: '/api/account', headers: { origin: friend } }),
    await app.inject({ url: '/api/account', headers: { origin: friend } }),
    await user.inject({ method: 'POST', url: '/api/sessions', headers: { origin: friend }, payload: {} }),
  ]) {
    t.equal(answer.headers['access-control-allow-origin'], friend);
    t.equal(answer.headers['access-control-allow-credentials'], 'true');
    t.match(answer.headers.vary, /origin/i);
    const exposed = String(answer.headers['access-control-expose-headers']).toLowerCase().split(', ');
    for (const name of ['link', 'etag', 'location', 'x-request-id', 'retry-after', 'idempotency-replayed']) {
      t.ok(exposed.includes(name), name);
    }
  }
});

test('a page of an allowed origin may send what the interface knows', async (t) => {
  const app = await testApp(t, undefined, { ALLOWED_ORIGINS: friend });
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const header of ['authorization', 'content-type', 'if-match', 'idempotency-key']) {
      const answer = await app.inject(preflight(friend, method, header));
      t.equal(answer.statusCode, 204);
      t.equal(answer.headers['access-control-allow-origin'], friend);
      t.equal(answer.headers['access-control-allow-credentials'], 'true');
      t.ok(String(answer.headers['access-control-allow-methods']).split(', ').includes(method), method);
      const allowed = String(answer.headers['access-control-allow-headers']).toLowerCase().split(', ');
      t.ok(allowed.includes(header), header);
    }
  }
});

test('pages of other origins are told nothing', async (t) => {
  for (const allowed of ['', friend]) {
    const app = await testApp(t, undefined, { ALLOWED_ORIGINS: allowed });
    const user = await signedIn(app);
    for (const origin of [
      'https://evil.example',
      `${friend}.evil.example`,
      'http://friend.example',
      'null',
    ]) {
      const read = await user.inject({ url: '/api/account', headers: { origin } });
      t.equal(read.statusCode, 200);
      t.same(corsHeaders(read.headers), [], origin);
      const asked = await app.inject(preflight(origin, 'DELETE', 'authorization'));
      t.ok(asked.statusCode >= 400);
      t.same(corsHeaders(asked.headers), [], origin);
    }
    t.same(corsHeaders((await user.inject('/api/account')).headers), []);
  }
});
