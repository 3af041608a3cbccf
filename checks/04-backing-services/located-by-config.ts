/** Where the address of each backing service comes from. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass, unknown } from '../engine/check.ts';
import { maskUrl } from '../engine/wording.ts';

/** A file beside the process has a path, no address, unless config can put a server in its place. */
const embedded = new Set(['sqlite', 'embedded']);

export default defineCheck({
  title: 'The address of every backing service comes from config.',
  why: 'A service that is attached by its address can be swapped by config alone: a broken database for its restored copy, a local one for a managed one.',
  fix: 'Read the host or URL of the service from an environment variable, and let the deploy set it.',
  severity: 'must',
  subject: 'service',
  needs: ['backingServices', 'contradictions'],
  run({ backingServices, contradictions }) {
    const attached = backingServices.filter(
      ({ kind, usedIn, swappable, address }) =>
        usedIn === 'deploy' &&
        (!embedded.has(kind) || swappable) &&
        // A host that no file tells comes with the data (a webhook, a feed): such a request attaches no service.
        !(kind === 'http' && address.from === 'unknown'),
    );
    if (attached.length === 0) return notApplicable('the app uses no backing service over the network');
    const findings = attached
      .filter(({ address }) => address.from === 'literal')
      .map(
        ({ kind, address }): Finding => ({
          at: address.at,
          message: `the address of ${kind} is the literal \`${maskUrl(address.literal ?? '')}\`, with no way to set it from outside.`,
        }),
      );
    // An address that comes from config and leads nowhere locates nothing.
    const astray = contradictions.filter(({ about }) => about === 'address');
    return failIfAny([...findings, ...astray], () => {
      const followed = attached.filter(({ address }) => address.from !== 'unknown');
      return followed.length === 0
        ? unknown(
            `where the address of ${attached[0]?.kind} comes from could not be followed`,
            attached.map(({ at }) => at),
          )
        : pass(
            'every address comes from config',
            followed.map(({ address }) => address.at),
          );
    });
  },
});
