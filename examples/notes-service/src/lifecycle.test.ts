// A closing app lets its connections go, also one whose last answer had begun before.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fastify } from 'fastify';
import { test } from 'tap';
import { useDraining } from './lifecycle.ts';

test('a connection whose answer was on its way closes when it is idle', async (t) => {
  const app = fastify({ keepAliveTimeout: 60_000 });
  useDraining(app);
  let finish = () => {};
  app.get('/', (_request, reply) => {
    reply.hijack();
    // What is sent now can't say any more that the connection will be closed.
    reply.raw.writeHead(200, { 'content-length': 2 }).write('o');
    finish = () => reply.raw.end('k');
  });
  const { hostname, port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const client = connect(Number(port), hostname);
  client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  const [head] = await once(client, 'data');
  t.notMatch(String(head), /connection: close/i);

  const closing = app.close();
  // Fastify has looked for idle connections by then, and found this one busy.
  await pause(100);
  finish();
  client.resume();
  const ended = await Promise.race([
    once(client, 'end').then(() => true),
    pause(5000, false, { ref: false }),
  ]);
  t.ok(ended, 'long before its keep-alive time');
  client.destroy();
  await closing;
});
