/** Process management that belongs to the platform: daemons, PID files, supervisors, several services in one container. */
import { defineCheck, type Finding, failIfAny, pass } from '../engine/check.ts';

export default defineCheck({
  title: 'The app neither daemonizes nor manages its own processes.',
  why: 'The platform’s process manager restarts crashed processes and collects their output; a second manager inside hides both from it.',
  fix: 'Run one process type in the foreground, and let the orchestrator start, restart and scale it.',
  severity: 'must',
  subject: 'service',
  needs: ['processManagers'],
  run: ({ processManagers }) =>
    failIfAny(
      processManagers.map(
        ({ what, at }): Finding => ({ at, message: `manages its own processes: ${what}.` }),
      ),
      () => pass('each process runs in the foreground, on its own'),
    ),
});
