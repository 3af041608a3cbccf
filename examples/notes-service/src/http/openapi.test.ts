// The documentation, which is made when it is first asked for: its answers are the app's own.
import { fastify } from 'fastify';
import { test } from 'tap';
import { testApp } from '../../test/service.ts';
import { useOpenapi } from './openapi.ts';
import { useProblems } from './problem.ts';

test('its answers are like all others', async (t) => {
  const app = await testApp(t);
  const paths = ['/api/openapi.json', '/api/docs', '/api/docs/static/swagger-ui.css'];
  for (const url of paths) {
    const { statusCode, headers, rawPayload } = await app.inject(url);
    t.equal(statusCode, 200, url);
    t.ok(headers['x-request-id'], url);
    t.equal(headers['x-content-type-options'], 'nosniff', url);
    t.equal(headers['content-length'], String(rawPayload.length), url);
    const head = await app.inject({ method: 'HEAD', url });
    t.equal(head.statusCode, 200, url);
    t.equal(head.headers['content-length'], headers['content-length'], url);
    t.equal(head.body, '', url);
  }
  const css = (await app.inject('/api/docs/static/swagger-ui.css')).headers;
  t.match(css['content-type'], 'text/css');
  const again = { url: '/api/docs/static/swagger-ui.css', headers: { 'if-none-match': css.etag } };
  t.equal((await app.inject(again)).statusCode, 304);
  const none = await app.inject('/api/docs/static/none.css');
  t.equal(none.statusCode, 404);
  t.match(none.json(), { status: 404, requestId: none.headers['x-request-id'] });
});

test('where it can’t be made, that is a problem of those who ask for it, as long as it lasts', async (t) => {
  let isBroken = true;
  const schema = {
    get summary() {
      if (isBroken) throw new Error('no file can be opened any more');
      return 'It works.';
    },
  };
  const app = fastify();
  t.teardown(() => app.close());
  useProblems(app);
  useOpenapi(app, { publicUrl: 'http://todos.test' });
  app.get('/works', { schema }, async () => 'fine');
  const failed = await app.inject('/api/openapi.json');
  t.equal(failed.statusCode, 500);
  t.match(failed.headers['content-type'], 'application/problem+json');
  t.equal((await app.inject('/works')).body, 'fine');
  isBroken = false;
  t.match((await app.inject('/api/openapi.json')).json(), { paths: { '/works': {} } });
});
