/** Where the repository says how each process type starts. */
import { defineCheck, fail, pass } from '../engine/check.ts';
import { commandText, listed } from '../engine/wording.ts';

export default defineCheck({
  title: 'The repository declares how each process type starts.',
  why: 'A platform scales the app by starting more of a process type; it can only do that with a command that stands somewhere.',
  fix: 'Declare the command in a Procfile, the image’s CMD, a compose service or a Kubernetes workload.',
  severity: 'must',
  subject: 'service',
  needs: ['app', 'startCommands', 'workloads'],
  run({ app, startCommands, workloads }) {
    const declared = startCommands.filter(
      ({ at, purpose }) => purpose === 'deploy' && !at.path.endsWith('package.json'),
    );
    const [first] = declared;
    if (first) {
      return pass(
        `declared: ${listed(declared.map(({ workload, steps }) => `${workload}: ${commandText(steps.at(-1)?.words ?? [])}`))}`,
        declared.map(({ at }) => at),
      );
    }
    // An image that no container file describes (buildpacks, Jib) brings its command along; the manifest starts it.
    const started = workloads.filter(
      ({ own, purpose, image, platform }) =>
        own && purpose === 'deploy' && image !== undefined && platform !== 'dockerfile',
    );
    if (started.length > 0)
      return pass(
        `started by their images: ${listed(started.map(({ name }) => name))}`,
        started.map(({ at }) => at),
      );
    const [script] = startCommands;
    return fail([
      {
        at: script?.at ?? app.evidence[0] ?? { path: app.path },
        message: script
          ? 'only a package script says how the app starts; no Procfile, image or manifest does.'
          : 'nothing in the repository says how the app starts: no Procfile, image command or manifest.',
      },
    ]);
  },
});
