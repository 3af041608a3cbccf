/** Versions of the images that builds start from and deploys run beside the app. A tag can be moved; only a digest can't. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass, unknown } from '../engine/check.ts';

/** Names of an operating system's releases: a version of that system, and only a variant of everything built on it. */
const systemReleases =
  /^(?:bookworm|bullseye|buster|stretch|trixie|forky|sid|noble|jammy|focal|bionic|xenial)$/;
const systems = /(?:^|\/)(?:debian|ubuntu|buildpack-deps|debian-\w+)$/;
/** Node's long-term lines have names. */
const nodeReleases = /^(?:argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton)$/;

/** Words with digits that say on what system or processor, not which version. */
const variants =
  /^(?:(?:alpine|debian|ubuntu|ubi|musl)[\d.]*|x86|x64|amd64|arm64(?:v8)?|arm32v\d|s390x|win32)$/;

/** Settled case 2 of the rubric: whether a tag names a version, and not only a variant or a moving channel. */
const namesVersion = (tag: string, image: string): boolean => {
  const words = tag.toLowerCase().split(/[-_+]/);
  if (words.some((word) => /^(?:latest|nightly|edge|canary|next)$/.test(word))) return false;
  if (words.some((word) => /\d/.test(word) && !variants.test(word))) return true;
  const [first = ''] = words;
  return (
    (systemReleases.test(first) && systems.test(image)) ||
    (nodeReleases.test(first) && /(?:^|\/)node$/.test(image))
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
    // What a compose file starts for developers is a dependency as well; only literals are forgiven there.
    const third = images.filter(
      ({ own, use, purpose, builtInPlace }) =>
        !own &&
        use !== 'ci' &&
        (purpose === 'deploy' || (purpose === 'development' && use === 'compose' && !builtInPlace)),
    );
    if (third.length === 0) return notApplicable('no container image from outside is used');
    const undecided = third.filter(({ digest, tag, substituted }) => !digest && substituted && !tag);
    const findings = third
      .filter(
        ({ digest, tag, name, substituted }) =>
          !digest && !(substituted && !tag) && !(tag && namesVersion(tag, name ?? '')),
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
