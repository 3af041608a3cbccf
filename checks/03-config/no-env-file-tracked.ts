/** Env files and key files in the index. What the history once held is not looked at. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';
import { listed } from '../engine/wording.ts';

export default defineCheck({
  title: 'No env file with live values and no private key is tracked.',
  why: 'A tracked env file is config in the codebase after all: it gives its secrets away and ties every checkout to one deploy.',
  fix: 'Remove the file from the index (`git rm --cached <path>`), ignore it, revoke its secrets, and track an example with empty values instead.',
  severity: 'must',
  subject: 'codebase',
  needs: ['envFiles'],
  run: ({ envFiles }) =>
    failIfAny(
      envFiles
        .filter(
          ({ tracked, example, kind, entries }) =>
            tracked && !example && (kind !== 'env' || entries.some(({ live }) => live !== 'no')),
        )
        .map(({ path, kind, entries }): Finding => {
          const live = [
            ...entries.filter((entry) => entry.live === 'secret'),
            ...entries.filter((entry) => entry.live === 'deploy'),
          ];
          return kind === 'env'
            ? {
                at: live[0]?.at ?? { path },
                message: `the env file is tracked with values for ${listed(live.map(({ name }) => name))}.`,
              }
            : {
                at: { path },
                message: `a ${kind === 'privateKey' ? 'private key' : 'master key'} is tracked.`,
              };
        }),
      () =>
        pass(
          'no env file with live values is tracked',
          envFiles.filter(({ example }) => example).map(({ path }) => ({ path })),
        ),
    ),
});
