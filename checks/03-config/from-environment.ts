/** Values that vary between deploys and can only be changed by an edit of a tracked file. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass, unknown } from '../engine/check.ts';
import { maskUrl } from '../engine/wording.ts';

const noun = {
  port: 'the port',
  address: 'the address of a backing service',
  credential: 'a credential',
  externalHost: 'the host of another service',
  debug: 'the debug switch',
  other: 'a setting',
} as const;

export default defineCheck({
  title: 'What varies between deploys comes from the environment.',
  why: 'Config that stands in code forces one build a deploy, and could not be published without giving the credentials away.',
  fix: 'Read the value from an environment variable; a default for local development may stand beside it.',
  severity: 'must',
  subject: 'app',
  needs: ['settings'],
  run({ settings }) {
    const varying = settings.filter(({ production, role }) => production && role !== 'other');
    if (varying.length === 0) return notApplicable('nothing in the app varies between deploys');
    const findings = varying
      .filter(({ origin }) => origin.from === 'literal')
      .map(
        ({ role, name, origin }): Finding => ({
          at: origin.at,
          message:
            role === 'credential' || origin.literal === undefined
              ? `${noun[role]} (\`${name}\`) is a literal that no variable can change.`
              : `${noun[role]} (\`${name}\`) is the literal \`${maskUrl(origin.literal)}\` that no variable can change.`,
        }),
      );
    return failIfAny(findings, () => {
      const followed = varying.filter(({ origin }) => origin.from !== 'unknown');
      if (followed.length === 0) {
        return unknown(
          `where \`${varying[0]?.name}\` comes from could not be followed`,
          varying.map(({ origin }) => origin.at),
        );
      }
      return pass(
        'each value that varies can be set from outside',
        followed.map(({ origin }) => origin.at),
      );
    });
  },
});
