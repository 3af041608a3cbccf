/** How deploy manifests name the app's own image. */

import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';

/** A version, a number, a date or a commit; not a word, also with a year in it. Settled case 3 of the rubric. */
const namesRelease = (tag: string): boolean =>
  tag
    .split(/[-_.+]/)
    .some(
      (word) => /^(?:v|r|rc|build)?\d+$/i.test(word) || (/^[0-9a-f]{7,64}$/.test(word) && /\d/.test(word)),
    );

export default defineCheck({
  title: 'Deploy manifests name the app’s image by something unique to the release.',
  why: 'With `latest` nobody can say which release runs, two replicas may run different ones, and there is nothing to roll back to.',
  fix: 'Tag the image with the version or commit and substitute that at deploy time, or deploy by digest.',
  severity: 'should',
  subject: 'app',
  needs: ['images'],
  run({ images }) {
    const own = images.filter(
      ({ own: ours, use, builtInPlace, purpose }) =>
        ours &&
        (use === 'kubernetes' || use === 'compose' || use === 'platform') &&
        !builtInPlace &&
        purpose === 'deploy',
    );
    if (own.length === 0) return notApplicable('no deploy manifest names an image of this repository');
    return failIfAny(
      own
        .filter(({ digest, substituted, tag }) => !digest && !substituted && !(tag && namesRelease(tag)))
        .map(
          ({ at, reference, tag }): Finding => ({
            at,
            message: tag
              ? `\`${reference}\`: the tag \`${tag}\` is the same for every release.`
              : `\`${reference}\` has no tag, so every release has the same name.`,
          }),
        ),
      () =>
        pass(
          'the own image is named by its release',
          own.map(({ at }) => at),
        ),
    );
  },
});
