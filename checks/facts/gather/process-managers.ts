/** What starts, watches or daemonizes the app's processes in place of the platform. */
import { resultOf } from '../artifacts/dockerfile.ts';
import type { CommandStep, ProcessManager } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { attributed } from './attribution.ts';
import { reachedAt, reachIn } from './reach.ts';

export const gatherProcessManagers: Gatherer<'processManagers'> = async (context) => {
  const starts = (await context.fact('startCommands')).filter(
    ({ purpose, oneOff }) => purpose === 'deploy' && !oneOff,
  );
  const found: ProcessManager[] = [];
  for (const { steps } of starts) {
    for (const step of steps) {
      const what = managerIn(step);
      if (what !== undefined) found.push({ what, at: step.at });
    }
    const background = steps.filter(({ role }) => role === 'background');
    const [first] = background;
    const others = steps.filter(({ role }) => role === 'program' || role === 'background');
    if (first && others.length > 1) found.push({ what: 'several services in one container', at: first.at });
    else if (first && !found.some(({ at }) => at.path === first.at.path && at.line === first.at.line))
      found.push({ what: 'a process in the background', at: first.at });
  }
  const { images } = await attributed(context);
  for (const { file } of images) {
    if (file.purpose !== 'deploy') continue;
    const { image } = resultOf(file);
    if (
      /(?:^|\/)(?:phusion\/)?(?:baseimage|passenger-\w+)(?::|$)|s6-overlay|supervisord?(?::|$)/.test(
        image.expanded,
      )
    )
      found.push({ what: 'an init that runs several services in one container', at: image.at });
  }
  const sources = await context.sources();
  const managing = sources.callsThat('managesProcesses');
  // Which code a deploy runs is only worked out where it matters.
  const reach = managing.length > 0 ? await reachIn(context) : undefined;
  for (const { call, means } of managing)
    if (reach && reachedAt(reach, call) !== 'never') found.push({ what: means.what, at: call.at });
  return [...new Map(found.map((each) => [`${each.what}:${each.at.path}:${each.at.line}`, each])).values()];
};

const managerIn = ({ words }: CommandStep): string | undefined => {
  const names = words.map((word) => word.slice(word.lastIndexOf('/') + 1));
  const has = (...options: readonly string[]): boolean => options.some((option) => names.includes(option));
  const [first = ''] = names;
  if (has('supervisord') || (first === 'supervisorctl' && has('start'))) return 'supervisord';
  if (first === 'pm2' || (has('pm2') && has('start'))) return has('--no-daemon', 'logs') ? undefined : 'pm2';
  if (first === 'forever' || names.slice(0, 2).includes('forever')) return 'forever';
  if (first === 'nohup') return 'nohup';
  if (first === 'start-stop-daemon' || first === 'daemonize' || first === 'setsid') return first;
  if (
    /^(?:s6-svscan|runsvdir|monit|circusd|god|foreman|honcho|goreman|overmind|concurrently|run-p)$/.test(
      first,
    )
  )
    return first;
  // Without the flag it runs one script after the other.
  if (first === 'npm-run-all' && has('-p', '--parallel', '-l', '-lp')) return first;
  if (first === 'service' && has('start')) return 'service … start';
  if (first === 'systemctl' && has('start')) return 'systemctl';
  if (first === 'cron' || first === 'crond') return has('-f') ? undefined : 'cron';
  if (/^(?:gunicorn|uwsgi|unicorn|puma|thin|celery|php-fpm|nginx|hypercorn)$/.test(first)) {
    if (has('--daemon', '-D', '--daemonize', '--detach') && !(first === 'nginx'))
      return `${first} as a daemon`;
    const pid = words.find((word) => /^--?pid(?:file)?(?:=|$)/.test(word));
    if (pid !== undefined && !words.join(' ').includes('/dev/null')) return 'a PID file';
  }
  return undefined;
};
