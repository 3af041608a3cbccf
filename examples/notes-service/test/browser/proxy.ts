// A TCP proxy with a fixed address, as load balancers and services have: what stands behind it may change.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Test } from '../service.ts';

export interface Proxy {
  port: number;
  /** Sends new connections there; those that are open stay. */
  lead(port: number): void;
}

/** Starts a proxy before `target`, a port on 127.0.0.1; ended with the test. */
export async function startProxy(t: Test, target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    lead(port) {
      target = port;
    },
  };
}
