/** Where the app's event stream goes. A library that can write files is no finding; a sink that does is. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';

export default defineCheck({
  title: 'The app writes its events to stdout and manages no log files.',
  why: 'A process does not know where its log belongs; the platform does, and collects what stdout carries from every copy.',
  fix: 'Write to stdout, one event a line, and let the platform store and rotate.',
  severity: 'must',
  subject: 'service',
  needs: ['logSinks'],
  run: ({ logSinks }) =>
    failIfAny(
      logSinks
        .filter(
          ({ sink, offByDefault }) =>
            (sink === 'file' || sink === 'volume' || sink === 'syslog') && !offByDefault,
        )
        .map(
          ({ by, sink, at }): Finding => ({
            at,
            message:
              sink === 'file'
                ? `${by} writes the log to a file.`
                : sink === 'volume'
                  ? `${by} keeps logs on a volume.`
                  : `${by} sends the log to syslog by itself.`,
          }),
        ),
      () =>
        pass(
          'events go to stdout',
          logSinks.filter(({ sink }) => sink === 'stdout').map(({ at }) => at),
        ),
    ),
});
