/** What each process does on SIGTERM: by its server, by a handler that closes it, or nothing. */
import { defineCheck, type Finding, failIfAny, pass, unknown } from '../engine/check.ts';

export default defineCheck({
  title: 'On SIGTERM the app stops accepting work and finishes what is in flight.',
  why: 'A platform stops processes all the time, to deploy, to scale down, to move them; each stop that drops requests is an outage for somebody.',
  fix: 'Handle SIGTERM: stop listening, let requests in flight end, close pools, exit; or run under a server that does this.',
  severity: 'must',
  subject: 'service',
  needs: ['stopHandling'],
  run({ stopHandling }) {
    if (stopHandling.length === 0)
      return unknown('no server or main loop was found whose stop could be judged');
    return failIfAny(
      stopHandling
        .filter(({ by, closes }) => by === 'none' || (by === 'handler' && !closes))
        .map(
          ({ by, what, at }): Finding => ({
            at,
            message:
              by === 'none'
                ? `${what} is ended by SIGTERM at once; no handler closes it.`
                : `${what} handles the signal but closes nothing, so requests in flight are dropped.`,
          }),
        ),
      () =>
        pass(
          `stopped by ${stopHandling[0]?.what}`,
          stopHandling.map(({ at }) => at),
        ),
    );
  },
});
