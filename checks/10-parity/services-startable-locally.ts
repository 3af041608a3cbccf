/** Whether one command gives a developer every backing service that the app needs. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';

/** Files need no start; other people's interfaces can't be started. */
const startable = new Set([
  'postgres',
  'mysql',
  'sqlserver',
  'oracle',
  'mongodb',
  'redis',
  'memcached',
  'amqp',
  'kafka',
  'nats',
  'elasticsearch',
]);

export default defineCheck({
  title: 'One command starts every backing service on a developer’s machine.',
  why: 'Where production’s services are hard to start, developers use lighter ones, and the gap opens.',
  fix: 'Describe the services in a compose file (or devcontainer, Tiltfile, Testcontainers) with the versions of production.',
  severity: 'should',
  subject: 'service',
  needs: ['backingServices', 'localServices'],
  run({ backingServices, localServices }) {
    const used = new Map(
      backingServices.filter(({ usedIn }) => usedIn === 'deploy').map((service) => [service.kind, service]),
    );
    if (used.size === 0) return notApplicable('the app uses no backing service');
    const local = new Set(localServices.map(({ kind }) => kind));
    return failIfAny(
      [...used.values()]
        .filter(({ kind, optional }) => startable.has(kind) && !optional && !local.has(kind))
        .map(
          ({ kind, at }): Finding => ({
            at,
            message: `needs ${kind}, which nothing in the repository starts on a developer’s machine.`,
          }),
        ),
      () =>
        pass(
          'every service can be started locally',
          localServices.map(({ at }) => at),
        ),
    );
  },
});
