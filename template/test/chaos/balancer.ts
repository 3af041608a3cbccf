// Which web processes are ready, asked again and again as a load balancer does.
import { setTimeout as delay } from 'node:timers/promises';
import type { Test } from '../service.ts';

export interface Balancer {
  /** A process that was ready a moment ago; any, where none was. Not `except`, if there is another. */
  pick(except?: string): string;
  /** Doesn't take the process of this URL for ready until it says so. */
  avoid(url: string): void;
}

const EVERY_MS = 200;
const PATIENCE_MS = 1000;

/** Watches the processes at these URLs until the test ends. */
export function startBalancer(t: Test, urls: string[]): Balancer {
  const ready = new Set(urls);
  const ended = new AbortController();
  t.teardown(() => ended.abort());

  async function watch(url: string): Promise<void> {
    while (!ended.signal.aborted) {
      const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
        () => undefined,
      );
      await answer?.arrayBuffer().catch(() => {});
      if (answer?.ok) ready.add(url);
      else ready.delete(url);
      await delay(EVERY_MS);
    }
  }
  for (const url of urls) watch(url);

  return {
    avoid: (url) => void ready.delete(new URL(url).origin),
    pick(except) {
      const usable = [...ready].filter((url) => url !== except);
      const choice = usable.length > 0 ? usable : ready.size > 0 ? [...ready] : urls;
      return choice[Math.floor(Math.random() * choice.length)] as string;
    },
  };
}
