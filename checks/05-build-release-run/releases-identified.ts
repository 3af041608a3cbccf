/** How deploy manifests name the app's own image. */

import { namesVersion } from '../02-dependencies/base-image-pinned.ts';
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';

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
        .filter(
          ({ digest, substituted, tag }) =>
            !digest && !substituted && !(tag && (namesVersion(tag) || /^[0-9a-f]{7,40}$/.test(tag))),
        )
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
