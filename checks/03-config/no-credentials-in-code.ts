/** Credentials as literals in source and in its config files, also as defaults that production would accept. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';
import { mask } from '../engine/wording.ts';

export default defineCheck({
  title: 'No credential stands in code or in its config files.',
  why: 'Whoever can read the code can use the credential, for as long as the history exists; the test of the factor is whether the code could be published today.',
  fix: 'Take the value from the environment without a default, revoke the one that stood here, and keep it out of the history.',
  severity: 'must',
  subject: 'app',
  needs: ['secrets'],
  run: ({ secrets }) =>
    failIfAny(
      secrets
        .filter(
          ({ where, kind, purpose }) =>
            (where === 'code' || where === 'configFile') &&
            (kind === 'literal' || kind === 'default') &&
            purpose === 'deploy',
        )
        .map(
          ({ name, kind, value, at }): Finding => ({
            at,
            message:
              kind === 'default'
                ? `\`${name}\` has the default ${mask(value)}, which production would accept if the variable is not set.`
                : `\`${name}\` is the literal ${mask(value)}.`,
          }),
        ),
      () => pass('no literal credential was found in source or config files'),
    ),
});
