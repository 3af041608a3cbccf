// The metrics of the process type `web`: requests, WebSockets, and how far live events are behind.
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { type MetricsOptions, useMetrics } from './metrics.ts';

/** Measures the process `web`; what is returned is told the age of each event, in seconds, when it is delivered. */
export function measureWeb(app: FastifyInstance, options: MetricsOptions & Live): (age: number) => void {
  const registry = useMetrics(app, options);
  measureRequests(app, registry);
  return measureLive(options, registry);
}

/** Counts and times the requests of `app`, by the pattern of their route: what clients may choose is no label. */
function measureRequests(app: FastifyInstance, registry: Registry): void {
  const registers = [registry];
  const total = new Counter({
    name: 'http_requests_total',
    help: 'Requests that were answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  app.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
    const labels = { method, route: routeOptions.url ?? 'none' };
    total.inc({ ...labels, status: statusCode });
    duration.observe(labels, elapsedTime / 1000);
    done();
  });
}

export interface Live {
  /** How many WebSockets are open. */
  sockets(): number;
  /** When the table of events was last read to its end, in milliseconds; undefined before the first time. */
  lastRead(): number | undefined;
}

function measureLive({ sockets, lastRead }: Live, registry: Registry): (age: number) => void {
  const registers = [registry];
  new Gauge({
    name: 'live_sockets',
    help: 'WebSockets that are open.',
    registers,
    collect() {
      this.set(sockets());
    },
  });
  new Gauge({
    name: 'live_last_read_timestamp_seconds',
    help: 'When the table of events was last read to its end; 0 before the first time.',
    registers,
    collect() {
      this.set((lastRead() ?? 0) / 1000);
    },
  });
  const lag = new Histogram({
    name: 'live_event_lag_seconds',
    help: 'Age of events when they were delivered.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers,
  });
  return (age) => lag.observe(age);
}
