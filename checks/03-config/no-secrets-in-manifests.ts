/** Secret values written into what deploys the app. Values that look random only by chance are left to a reviewer. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';
import { mask } from '../engine/wording.ts';

const places = {
  manifest: 'in a manifest',
  dockerfile: 'in the container file',
  ci: 'in the pipeline',
  code: '',
  configFile: '',
} as const;

export default defineCheck({
  title: 'No secret stands in deploy manifests, container files or pipelines.',
  why: 'Manifests are tracked and copied like code: a secret in them is known to everyone who can read the repository or pull the image.',
  fix: 'Reference a Secret that is created outside the repository, or interpolate a variable without a default, and revoke the value that stood here.',
  severity: 'must',
  subject: 'app',
  aboutManifests: true,
  needs: ['secrets', 'workloads', 'images'],
  run({ secrets, workloads, images }) {
    const inManifests = secrets.filter(
      ({ where, purpose }) =>
        (where === 'manifest' || where === 'dockerfile' || where === 'ci') && purpose === 'deploy',
    );
    if (inManifests.length === 0) {
      return notApplicable(
        workloads.length === 0 && images.length === 0
          ? 'the repository has no deploy manifests'
          : 'no secret is set or referenced in a manifest',
      );
    }
    return failIfAny(
      inManifests
        .filter(({ kind }) => kind === 'literal' || kind === 'default')
        .map(
          ({ name, value, where, at }): Finding => ({
            at,
            message: `\`${name}\` is the literal ${mask(value)} ${places[where]}.`,
          }),
        ),
      () =>
        pass(
          'every secret is interpolated or referenced',
          inManifests.map(({ at }) => at),
        ),
    );
  },
});
