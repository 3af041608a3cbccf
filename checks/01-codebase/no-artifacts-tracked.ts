/** Tracked files that a build or a package manager makes. Misses artifacts under names that no tool uses. */
import { defineCheck, failIfAny, pass } from '../engine/check.ts';

export default defineCheck({
  title: 'No installed dependencies, build output or machine state is tracked.',
  why: 'The codebase is what a build starts from; what a build makes differs by machine, goes stale, and hides the real change in every diff.',
  fix: 'Remove the files from the index (`git rm -r --cached <path>`) and name them in `.gitignore`.',
  severity: 'should',
  subject: 'codebase',
  needs: ['trackedArtifacts'],
  run: ({ trackedArtifacts }) =>
    failIfAny(
      trackedArtifacts.map(({ at, what, files }) => ({
        at,
        message:
          files > 1
            ? `${what}: ${files} files under \`${at.path}\` are tracked.`
            : `${what}: \`${at.path}\` is tracked.`,
      })),
      () => pass('no tracked file is one that a tool makes'),
    ),
});
