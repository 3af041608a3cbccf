/** Kinds of backing services in development, tests and production. Versions are not compared. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';
import { listed } from '../engine/wording.ts';

/** Kinds that stand in for each other: two of one group in different places are a gap. */
const relational = new Set(['postgres', 'mysql', 'sqlserver', 'oracle', 'sqlite', 'embedded']);

export default defineCheck({
  title: 'Development, tests and production use the same kind of each backing service.',
  why: 'Code that works on SQLite and fails on PostgreSQL fails in production first.',
  fix: 'Run the production’s kind of service in development and tests too (compose, Testcontainers, an embedded server).',
  severity: 'must',
  subject: 'service',
  needs: ['backingServices', 'localServices'],
  run({ backingServices, localServices }) {
    if (backingServices.length === 0) return notApplicable('the app uses no backing service');
    const inDeploy = new Set(
      backingServices.filter(({ usedIn }) => usedIn === 'deploy').map(({ kind }) => kind),
    );
    const stores = [...inDeploy].filter((kind) => relational.has(kind));
    const network = stores.filter((kind) => kind !== 'sqlite' && kind !== 'embedded');
    const findings = backingServices
      .filter(
        ({ kind, usedIn, address }) =>
          relational.has(kind) &&
          ((usedIn !== 'deploy' && stores.length > 0 && !inDeploy.has(kind)) ||
            // One that config locates is what a deploy chose, and so may development.
            (usedIn === 'deploy' &&
              address.from === 'literal' &&
              (kind === 'sqlite' || kind === 'embedded') &&
              network.length > 0)),
      )
      .map(
        ({ kind, usedIn, at }): Finding => ({
          at,
          message: `${usedIn === 'deploy' ? 'a default' : usedIn} uses ${kind}, while production uses ${listed(usedIn === 'deploy' ? network : stores)}.`,
        }),
      );
    return failIfAny(findings, () =>
      pass(`the same kinds everywhere: ${listed([...inDeploy])}`, [
        ...backingServices.map(({ at }) => at),
        ...localServices.map(({ at }) => at),
      ]),
    );
  },
});
