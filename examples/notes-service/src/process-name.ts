// What this process is called: in its log, among the replicas, and to browsers.
import { hostname } from 'node:os';

/** The name of this process in what it runs in, such as a pod; empty: the host. No two are called the same at a time. */
export const processName = (instanceName: string): string => `${instanceName || hostname()}/${process.pid}`;
