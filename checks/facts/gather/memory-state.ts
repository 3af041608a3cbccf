/** Collections of the process that request handlers change. */
import type { MemoryState } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import type { LinkedBinding, LinkedSources } from '../source/link.ts';
import type { SourceModule, Value } from '../source/model.ts';
import { keyOf, reachIn } from './reach.ts';
import { wordsOf } from './secret-shapes.ts';

export const gatherMemoryState: Gatherer<'memoryState'> = async (context) => {
  const sources = await context.sources();
  const { request, connection, modules } = await reachIn(context);
  const shared = sources.callsThat('sharesState').length > 0;
  const keepsElsewhere = (await context.fact('backingServices')).some(
    ({ persistent, usedIn }) => persistent && usedIn === 'deploy',
  );
  const oneForAll = sharedClasses(sources);
  const withForeign = new Map<SourceModule, LinkedBinding[]>();
  for (const binding of sources.bindings()) {
    const list = withForeign.get(binding.module);
    if (list) list.push(binding);
    else withForeign.set(binding.module, [binding]);
  }
  const seen = new Set<string>();
  const states: MemoryState[] = [];
  for (const module of sources.modules) {
    if (!modules.has(module.path) || module.inBrowser) continue;
    for (const binding of withForeign.get(module) ?? []) {
      if (binding.perInstanceOf !== undefined && !oneForAll.has(binding.perInstanceOf)) continue;
      if (!binding.collection && !isImportedCollection(sources, binding.value)) continue;
      // What a function declares lives as long as one call of it, where requests call it.
      const owner = binding.name.slice(0, Math.max(binding.name.lastIndexOf('.'), 0));
      if (request.has(keyOf(module.path, owner)) || connection.has(keyOf(module.path, owner))) continue;
      const handled = binding.changes.filter(({ at, within }) => {
        const key = keyOf(at.path, within);
        return request.has(key) || connection.has(key);
      });
      const [first] = handled;
      const place = `${first?.at.path}:${first?.at.line}:${first?.at.column}`;
      // An import of a collection and the collection itself are changed at one place.
      if (!first || seen.has(place)) continue;
      seen.add(place);
      const onlyConnections = handled.every(({ at, within }) => !request.has(keyOf(at.path, within)));
      states.push({
        at: binding.at,
        name: binding.name,
        changes: handled.map(({ at }) => at),
        use: useOf(binding.name, onlyConnections && keepsElsewhere),
        shared,
      });
    }
  }
  return states;
};

/** Classes of which the program makes one instance for all requests. */
function sharedClasses(sources: LinkedSources): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { call, means } of sources.callsThat('sharesInstance'))
    for (const path of means) {
      const value = sources.argument(call, path);
      const made =
        value?.kind === 'function'
          ? [value, ...(sources.functionOf(value)?.function.returns ?? [])]
          : [value];
      for (const one of made) {
        const of = one && sources.follow(one);
        if (of?.kind === 'function') names.add(of.name);
        else if (of?.kind === 'call' && of.call.constructs) names.add(of.call.callee);
      }
    }
  return names;
}

/** A collection that another module declares: the binding is its import. A module as a whole has no column. */
function isImportedCollection(sources: LinkedSources, value: Value): boolean {
  if (value.kind !== 'reference') return false;
  const followed = sources.follow(value);
  return followed.kind === 'list' || (followed.kind === 'object' && followed.at.column !== undefined);
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const connectionWords = words(
  'client clients socket sockets connection connections conn conns peer peers subscriber subscribers ' +
    'subscription subscriptions listener listeners stream streams online presence channels',
);
const cacheWords = words(
  'cache cached caches memo memoized lru ttl prefetched etag etags compiled pool pools',
);
/** Of this process alone and never asked for by a later request, or rebuilt by each start. */
const ownWords = words(
  'metrics metric histogram histograms stats gauge gauges registry plugins routes middleware middlewares hooks handlers ' +
    'validators schemas locks lock mutexes pending inflight timers timeouts intervals limiter limiters limits',
);

/**
 * By the name, which is all that tells a cache from a store. Who is there is presence where only connections change it and
 * the app keeps its data elsewhere; of a chat or game without a store it is the data.
 */
function useOf(name: string, isPresence: boolean): MemoryState['use'] {
  const parts = wordsOf(name);
  if (parts.some((word) => cacheWords.has(word))) return 'cache';
  if (parts.some((word) => connectionWords.has(word))) return 'connection';
  if (parts.some((word) => ownWords.has(word))) return 'unknown';
  if (
    isPresence &&
    parts.some((word) => /^(?:users?|rooms?|players?|sessions?|nicknames?|usernames?|names)$/.test(word))
  )
    return 'connection';
  return 'data';
}
