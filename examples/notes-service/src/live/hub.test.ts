// The heartbeat: a browser that stopped answering is cut off, one that answers stays.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'tap';
import { WebSocket, WebSocketServer } from 'ws';
import { createDatabase, testConfig } from '../../test/service.ts';
import { openDatabase } from '../database/database.ts';
import { createLogger } from '../logger.ts';
import { createHub } from './hub.ts';

test('who does not answer a ping is cut off', async (t) => {
  const log = createLogger('silent');
  const config = testConfig(await createDatabase(t));
  const database = openDatabase({
    url: config.databaseUrl,
    poolSize: 1,
    timeoutMs: 1000,
    log,
    onCommit: () => {},
  });
  t.teardown(() => database.close());
  const hub = createHub({ database, position: () => 0, log, heartbeatMs: 200 });
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => hub.join(socket));
  await once(server, 'listening');
  t.teardown(() => server.close());

  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answering = new WebSocket(url);
  const silent = new WebSocket(url, { autoPong: false });
  t.teardown(() => answering.terminate());
  const [code] = await once(silent, 'close');
  t.equal(code, 1006);
  await delay(500);
  t.equal(answering.readyState, WebSocket.OPEN);
  hub.close();
});
