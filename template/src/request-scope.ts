// What code runs for: the request that is being answered. It is known wherever that is awaited, however deep.
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestScope {
  requestId: string;
  /** Connections that work for it. An end closes them, whatever they are doing. */
  connections: Set<{ end(): Promise<void> }>;
  /** Why the request was given up, once it was. */
  givenUp?: Error;
}

export const requestScope = new AsyncLocalStorage<RequestScope>();
