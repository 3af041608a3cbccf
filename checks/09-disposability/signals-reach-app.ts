/** Whether the signal that an orchestrator sends to process 1 arrives at the program. */
import { defineCheck, type Finding, failIfAny, notApplicable, pass } from '../engine/check.ts';
import { commandText } from '../engine/wording.ts';

export default defineCheck({
  title: 'What the container starts receives the stop signal.',
  why: 'An orchestrator signals process 1; a shell or a package manager there keeps the signal for itself, and the app is killed after the grace period.',
  fix: 'Use the exec form (`CMD ["node", "server.js"]`), end entry scripts with `exec`, and start the program itself instead of `npm start`.',
  severity: 'must',
  subject: 'service',
  needs: ['startCommands', 'workloads'],
  run({ startCommands, workloads }) {
    const inits = new Set(workloads.filter(({ init }) => init).map(({ name }) => name));
    const started = startCommands.filter(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff);
    if (started.length === 0) return notApplicable('no container or start script is described');
    const findings = new Map<string, Finding>();
    for (const { workload, steps } of started) {
      const chain = steps.filter(({ role }) => role !== 'before' && role !== 'background');
      const blocking = chain.findIndex(
        ({ role }, index) => index < chain.length - 1 && (role === 'shell' || role === 'packageManager'),
      );
      const step = chain[blocking];
      if (!step) continue;
      // An init in front forwards to its child only; a shell below it still keeps the signal.
      if (inits.has(workload) && step.role === 'packageManager') continue;
      findings.set(`${step.at.path}:${step.at.line}`, {
        at: step.at,
        message:
          step.role === 'packageManager'
            ? `\`${commandText(step.words)}\` stays between the orchestrator and the app and does not pass the signal on.`
            : `\`${commandText(step.words)}\` runs in a shell that stays process 1 and does not pass the signal on.`,
      });
    }
    // A platform signals all that a line of a Procfile starts.
    const onlyLines = started.every(
      ({ workload, at, scripts }) =>
        scripts.length === 0 &&
        workloads.some(
          ({ name, platform, command }) =>
            name === workload && platform === 'procfile' && command?.at.path === at.path,
        ),
    );
    if (findings.size === 0 && onlyLines) return notApplicable('no container or start script is described');
    return failIfAny([...findings.values()], () =>
      pass(
        'the program is process 1, or what starts it hands over',
        started.map(({ at }) => at),
      ),
    );
  },
});
