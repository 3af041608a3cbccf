/** Work that a process starts by its own clock. */
import type { Scheduler } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import type { LocalFunction } from '../source/follow.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Call } from '../source/model.ts';
import { offByDefault } from './guards.ts';
import { givenFunctions, reachedAt, reachIn } from './reach.ts';
import { wordsOf } from './secret-shapes.ts';
import { importedFrom } from './started.ts';

export const gatherSchedulers: Gatherer<'schedulers'> = async (context) => {
  const sources = await context.sources();
  const calls = sources.callsThat('schedules');
  if (calls.length === 0) return [];
  const reach = await reachIn(context);
  const web = importedFrom(
    sources,
    sources.callsThat('listens').map(({ call }) => call.at.path),
  );
  const schedulers: Scheduler[] = [];
  for (const { call, means } of calls) {
    // A timer of one request or connection is no work of the process.
    const when = reachedAt(reach, call);
    if (when === 'never' || when === 'request' || offByDefault(sources, call)) continue;
    const jobs = jobsOf(sources, call);
    const isGuarded = (job: LocalFunction): boolean =>
      job.function.decorators.some(({ callee }) => locks(callee)) ||
      sources.callsFrom(job).some((one) => locks(one.callee) && !isMutex(one));
    schedulers.push({
      at: call.at,
      by: means.by,
      process:
        web.has(call.at.path) || (context.app.kind === 'web' && web.size === 0)
          ? 'web'
          : context.app.kind === 'worker'
            ? 'worker'
            : 'unknown',
      guarded: means.guarded === true || (jobs.length > 0 && jobs.every(isGuarded)),
      idempotent: jobs.length > 0 && jobs.every((job) => isGuarded(job) || repeatable(sources, job)),
    });
  }
  return schedulers;
};

/** The functions that it runs: those among its arguments, and the one that it decorates. */
function jobsOf(sources: LinkedSources, call: Call): readonly LocalFunction[] {
  const module = sources.moduleAt(call.at.path);
  const decorated = (module?.functions ?? [])
    .filter(({ decorators }) =>
      decorators.some(({ at }) => at.line === call.at.line && at.column === call.at.column),
    )
    .flatMap((model) => (module ? [{ module, function: model }] : []));
  const jobs = [...givenFunctions(sources, call), ...decorated];
  // A ticker is given no function: what is done at each tick stands around it.
  const around = module?.functions.find(({ name }) => name === call.within);
  return jobs.length === 0 && module && around ? [{ module, function: around }] : jobs;
}

const lastWord = (callee: string): string =>
  wordsOf(callee.replace(/\(\)/g, '').split('.').at(-1) ?? '').join(' ');
/** Told by the method, as types carry `Lock` in their names for what the process shares with itself (`LazyLock`). */
const locks = (callee: string): boolean =>
  /\b(?:redlock|advisory|lock|setnx|mutex lease|leader|acquire lock|try lock|with lock)\b/.test(
    lastWord(callee),
  ) || /redlock|shedlock|advisory_?lock|leader_?election/i.test(callee);

/** `mu.Lock()`, `state.lock()`: a lock that is told no name is the process's own, and holds no other copy back. */
const isMutex = ({ callee, arguments: { length } }: Call): boolean =>
  length === 0 &&
  /^(?:r|w|try|read|write)? ?(?:lock|acquire)$/.test(lastWord(callee)) &&
  !/redis|redlock|shed|advisory|etcd|consul|zookeeper|curator|lease|leader|cache|distributed|registry|getlock/i.test(
    callee,
  );

const cleaning =
  /\b(?:clean|cleanup|purge|prune|sweep|expire|expired|evict|gc|vacuum|refresh|reload|heartbeat|ping|poll|health|metrics|stats|keepalive|reconnect|warm|rotate|watch|monitor|renew|flush|idle|stale|timeout)\b/;
const changing =
  /^(?:send|mail|insert|create|save|charge|notify|publish|enqueue|add|bulk|upsert|increment|incr|post|put|dispatch|email|push|commit|sync|import|generate|report|aggregate)\b/;

const changingSql = /^\s*(?:insert\s+into|update\s+\S+\s+set|merge\s+into)\b/i;

/** What reaches people: each copy that does it reaches them once more, also where it stands beside clean-ups. */
const addressing =
  /^(?:send|mail|email|notify|remind|charge|bill)\b.*\b(?:e?mails?|reminders?|newsletters?|digests?|invoices?|notifications?|subscribers?|customers?|users?)\b|^(?:e?mail|charge|bill|remind) \w/;

/** May be done by any number of processes at once: a clean-up by its name, or a job that changes nothing outside. */
function repeatable(sources: LinkedSources, job: LocalFunction): boolean {
  const { name } = job.function;
  if (!name.includes('<anonymous') && cleaning.test(wordsOf(name).join(' '))) return true;
  const calls = sources.callsFrom(job);
  const words = [lastWord(name), ...calls.map(({ callee }) => lastWord(callee))];
  if (words.some((word) => addressing.test(word))) return false;
  if (words.some((word) => cleaning.test(word) || /^(?:delete|remove|destroy)\b/.test(word))) return true;
  const adds = words.some(
    (word) => changing.test(word) && !/^(?:add event|add listener|push state)/.test(word),
  );
  return (
    !adds &&
    !calls.some((call) => call.arguments.some((value) => changingSql.test(sources.text(value) ?? '')))
  );
}
