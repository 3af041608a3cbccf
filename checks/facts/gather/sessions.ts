/** Where sessions are kept. */
import type { Session } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Call, Value } from '../source/model.ts';
import { frameworkSettings } from './framework-settings.ts';

export const gatherSessions: Gatherer<'sessions'> = async (context) => {
  const sources = await context.sources();
  const calls = sources.callsThat('session');
  // Where one call decides the store of all sessions, those that begin them say nothing of it.
  const deciding = calls.filter(({ means }) => means.forAll);
  const sessions: Session[] = (deciding.length > 0 ? deciding : calls).map(({ call, means }) => {
    const store = means.store && sources.argument(call, means.store);
    return {
      at: call.at,
      store: store ? storeOf(sources, store, means.stores) : means.without,
      by: libraryOf(call),
    };
  });
  for (const { setting, value, at } of frameworkSettings(sources)) {
    if (!setting.session) continue;
    sessions.push({ at, store: storeOf(sources, value, setting.session.stores), by: setting.session.by });
  }
  return sessions;
};

/** The library of the call, or the plugin that is registered. */
const libraryOf = ({ callee, arguments: [plugin] }: Call): string =>
  /\.register$/.test(callee) && plugin?.kind === 'reference'
    ? plugin.module
    : callee.replace(/\(\)/g, '').replace(/\.\w+$/, '');

/** By the store's constructor, or by the setting's text; of several (one a deploy) the one that outlives the process. */
function storeOf(
  sources: LinkedSources,
  value: Value,
  stores: Readonly<Record<string, Session['store']>>,
): Session['store'] {
  const names = new Map(Object.entries(stores));
  const options = value.kind === 'choice' ? value.options : [value];
  const found = options.flatMap((option) => {
    const callee = sources.canonical(option);
    const text = sources.text(option);
    const known = (callee && lookUp(names, callee)) ?? (text === undefined ? undefined : names.get(text));
    return known ? [known] : [];
  });
  return found.find((store) => store !== 'memory' && store !== 'file') ?? found[0] ?? 'unknown';
}

/** The store whose name is the callee's beginning: `connect-redis().RedisStore()` begins with `connect-redis`. */
function lookUp(names: ReadonlyMap<string, Session['store']>, callee: string): Session['store'] | undefined {
  const exact = names.get(callee) ?? names.get(callee.replace(/\(\)$/, ''));
  if (exact) return exact;
  let best: string | undefined;
  for (const name of names.keys())
    if (
      new RegExp(`^${name.replace(/[^\w]/g, '\\$&')}(?![\\w-])`).test(callee) &&
      name.length > (best?.length ?? 0)
    )
      best = name;
  return best === undefined ? undefined : names.get(best);
}
