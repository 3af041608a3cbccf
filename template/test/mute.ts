// A client that speaks once and then never again: what a stop must not wait for.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Test } from './service.ts';

/** Sends `text`, waits for the beginning of an answer, and never sends anything again. */
export async function muteClient(t: Test, url: string, text: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  socket.on('error', () => {});
  socket.write(text.replaceAll('\n', '\r\n'));
  await once(socket, 'data');
  return socket;
}
