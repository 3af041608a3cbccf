// What code runs for: the request that is being answered. It is known wherever that is awaited, however deep.
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestScope {
  requestId: string;
  /** Aborted when the request is given up. */
  signal: AbortSignal;
}

export const requestScope = new AsyncLocalStorage<RequestScope>();

/** Settles as `promise` does, or rejects as soon as the request is given up that waits for it. */
export function unlessGivenUp<Result>(promise: Promise<Result>): Promise<Result> {
  const signal = requestScope.getStore()?.signal;
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
