/** Versions of the images that builds start from and deploys run beside the app. A tag can be moved; only a digest can't. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass, unknown } from '../engine/check.ts';

/** Tags that name a variant or a moving channel and no version: settled case 2 of the rubric. */
const movingWords = new Set([
  'latest',
  'stable',
  'edge',
  'nightly',
  'main',
  'master',
  'dev',
  'current',
  'lts',
  'mainline',
  'rolling',
  'alpine',
  'slim',
  'bullseye-slim',
  'jre',
  'jdk',
]);
/** Names of releases count as versions: they fix a line. */
const releases = new Set([
  'bookworm',
  'bullseye',
  'buster',
  'stretch',
  'trixie',
  'jammy',
  'focal',
  'noble',
  'bionic',
  'xenial',
  'carbon',
  'dubnium',
  'erbium',
  'fermium',
  'gallium',
  'hydrogen',
  'iron',
  'jod',
  'argon',
  'boron',
]);

export const namesVersion = (tag: string): boolean => {
  const words = tag.toLowerCase().split(/[-_+]/);
  if (words.includes('latest') || words.includes('nightly') || words.includes('edge')) return false;
  if (movingWords.has(tag.toLowerCase())) return false;
  return (
    words.some((word) => /\d/.test(word) && !/^(alpine|jdk|jre)$/.test(word)) ||
    (words[0] !== undefined && releases.has(words[0]))
  );
};

export default defineCheck({
  title: 'Every base image and third-party image names its version.',
  why: 'An image without a version is a dependency that changes under the app between two builds of the same commit.',
  fix: 'Name a version tag (`node:24.4-slim`) or a digest instead of no tag, `latest` or a channel.',
  severity: 'should',
  subject: 'app',
  needs: ['images'],
  run({ images }) {
    const third = images.filter(({ own, use, purpose }) => !own && use !== 'ci' && purpose === 'deploy');
    if (third.length === 0) return notApplicable('no container image from outside is used');
    const undecided = third.filter(({ digest, tag, substituted }) => !digest && substituted && !tag);
    const findings = third
      .filter(
        ({ digest, tag, substituted }) => !digest && !(substituted && !tag) && !(tag && namesVersion(tag)),
      )
      .map(
        ({ at, reference, tag }): Finding => ({
          at,
          message: tag
            ? `\`${reference}\`: the tag \`${tag}\` names no version.`
            : `\`${reference}\` has no tag, so it means whatever is latest.`,
        }),
      );
    return failIfAny(findings, () =>
      undecided[0]
        ? unknown(
            `the version of \`${undecided[0].reference}\` is only known when it is built`,
            undecided.map(({ at }) => at),
          )
        : pass(
            'every image names its version',
            third.map(({ at }) => at),
          ),
    );
  },
});
