/** Where the repository says how each process type starts. */
import { defineCheck, fail, pass } from '../engine/check.ts';
import { commandText, listed } from '../engine/wording.ts';

export default defineCheck({
  title: 'The repository declares how each process type starts.',
  why: 'A platform scales the app by starting more of a process type; it can only do that with a command that stands somewhere.',
  fix: 'Declare the command in a Procfile, the image’s CMD, a compose service or a Kubernetes workload.',
  severity: 'must',
  subject: 'service',
  needs: ['app', 'startCommands'],
  run({ app, startCommands }) {
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
