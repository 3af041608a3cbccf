/** Many open connections that hear of changes, held by a process of their own, so that they aren't what is measured. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Order } from './listening.ts';

export interface Listeners {
  /** Opens more connections, over WebSocket where there is a cookie; resolves once each was greeted. */
  connect(url: string, count: number, cookie?: string): Promise<void>;
  /** When the last connection got the next frame, on the clock of `process.hrtime`. */
  next(): Promise<bigint>;
  /** How many frames came in all, and the last of them. */
  got(): Promise<{ frames: number; last: Buffer }>;
  close(): Promise<void>;
}

/** Starts the process; it ends with this one. */
export function openListeners(): Listeners {
  const child = fork(fileURLToPath(new URL('listening.ts', import.meta.url)));
  async function ask(order: Order): Promise<Answer> {
    const answered = once(child, 'message');
    child.send(order);
    const [answer] = (await answered) as [Answer];
    return answer;
  }
  return {
    async connect(url, count, cookie) {
      await ask({ connect: { port: Number(new URL(url).port), count, cookie } });
    },
    next: async () => BigInt((await ask({ next: true })).at ?? 0),
    async got() {
      const { frames = 0, last = '' } = await ask({ tell: true });
      return { frames, last: Buffer.from(last, 'base64') };
    },
    async close() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
