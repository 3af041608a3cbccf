// The replicas: alone, found by DNS, and when DNS doesn't answer.
import { hostname } from 'node:os';
import { type FastifyInstance, fastify } from 'fastify';
import { type Test as TapTest, test } from 'tap';
import { listeningApp, openBrowser, signedIn, testApp } from '../../test/service.ts';
import { useProblems } from '../http/problem.ts';
import { type ReplicasOptions, replicasRoute } from './replicas.ts';

/** An app that has nothing but the replicas. */
function appWith(t: TapTest, options: Partial<ReplicasOptions>): FastifyInstance {
  const app = fastify();
  t.teardown(() => app.close());
  useProblems(app);
  const alone = { instanceName: '', instanceAddress: '', peersHost: '' };
  app.register(replicasRoute, { prefix: '/api/replicas', ...alone, ...options });
  return app;
}

test('without a name for all it is alone, and tells browsers the same name of itself', async (t) => {
  const { app, url } = await listeningApp(t);
  const user = await signedIn(app);
  const { self, peers } = (await user.inject('/api/replicas')).json();
  t.equal(self.name, `${hostname()}/${process.pid}`);
  t.match(self.address, /^[\d.]+$|:/);
  t.same(peers, []);
  const browser = await openBrowser(t, url, undefined, user.headers);
  t.match(browser.messages, [{ type: 'hello', process: self.name }]);
});

test('strangers are not told', async (t) => {
  const app = await testApp(t);
  t.equal((await app.inject('/api/replicas')).statusCode, 401);
});

test('the name is looked up as the system does it, and it finds itself', async (t) => {
  const app = await testApp(t, undefined, { PEERS_HOST: 'localhost' });
  const user = await signedIn(app);
  t.match((await user.inject('/api/replicas')).json(), {
    self: { address: '127.0.0.1' },
    peers: [{ address: '127.0.0.1', self: true }],
  });
});

test('a name that does not exist has no processes', async (t) => {
  const app = appWith(t, { peersHost: 'nobody.invalid' });
  t.same((await app.inject('/api/replicas')).json().peers, []);
});

test('each process is shown once, in an order that stays', async (t) => {
  const lookup = async () => [
    { address: '192.0.2.8', family: 4 },
    { address: '2001:db8::8', family: 6 },
    { address: '127.0.0.1', family: 4 },
    { address: '192.0.2.8', family: 4 },
  ];
  const app = appWith(t, { peersHost: 'web-pods', lookup });
  const { self, peers } = (await app.inject('/api/replicas')).json();
  t.equal(self.address, '127.0.0.1');
  t.same(peers, [
    { address: '127.0.0.1', self: true },
    { address: '192.0.2.8', self: false },
  ]);
});

test('what it runs in may have told it its name and address', async (t) => {
  const env = { INSTANCE_NAME: 'web-5d9f', INSTANCE_ADDRESS: '192.0.2.8' };
  const { app, url } = await listeningApp(t, undefined, env);
  const user = await signedIn(app);
  const name = `web-5d9f/${process.pid}`;
  t.same((await user.inject('/api/replicas')).json().self, { name, address: '192.0.2.8' });
  t.match((await openBrowser(t, url, undefined, user.headers)).messages, [{ type: 'hello', process: name }]);

  const lookup = async () => [
    { address: '127.0.0.1', family: 4 },
    { address: '192.0.2.8', family: 4 },
  ];
  const among = appWith(t, { instanceAddress: '192.0.2.8', peersHost: 'web-pods', lookup });
  t.same((await among.inject('/api/replicas')).json().peers, [
    { address: '127.0.0.1', self: false },
    { address: '192.0.2.8', self: true },
  ]);
});

test('when DNS does not answer it says so, and many requests ask once', async (t) => {
  let asked = 0;
  let answer = () => {};
  const lookup = () => {
    asked++;
    return new Promise<never>((_resolve, reject) => {
      answer = () => reject(Object.assign(new Error('no answer'), { code: 'EAI_AGAIN' }));
    });
  };
  const app = appWith(t, { peersHost: 'web-pods', lookup });
  await app.ready();
  const answers = [app.inject('/api/replicas'), app.inject('/api/replicas')];
  await new Promise((resolve) => setTimeout(resolve, 50));
  t.equal(asked, 1);
  answer();
  for (const { statusCode, headers } of await Promise.all(answers)) {
    t.equal(statusCode, 503);
    t.match(headers['content-type'], /^application\/problem\+json/);
  }
});
