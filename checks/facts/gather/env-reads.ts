/** Every variable that the app reads, with its default, and whether it works without it. */
import { purposeOfPath } from '../artifacts/paths.ts';
import type { EnvRead, ServiceKind } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';
import { inDevelopmentOnly } from './guards.ts';
import { reachedAt, reachIn } from './reach.ts';

const stores: ReadonlySet<ServiceKind> = new Set(['postgres', 'mysql', 'sqlserver', 'oracle', 'mongodb']);

/** What every machine sets by itself. */
const platformNames: ReadonlySet<string> = new Set(
  'HOME PATH USER USERNAME LOGNAME SHELL PWD TEMP TMP TMPDIR HOSTNAME LANG APPDATA LOCALAPPDATA USERPROFILE'.split(
    ' ',
  ),
);

/** What a framework's own skeleton reads, with the place of the settings in the program as default. */
const isSkeleton = ({ name, fallback }: { readonly name?: string; readonly fallback?: Value }): boolean =>
  name === 'DJANGO_SETTINGS_MODULE' && fallback !== undefined;

export const gatherEnvReads: Gatherer<'envReads'> = async (context) => {
  const sources = await context.sources();
  // The address of the app's own store is needed, whatever the read itself says of a missing one.
  const addresses = new Set(
    (await context.fact('backingServices'))
      .filter(
        ({ persistent, usedIn, kind, address }) =>
          persistent && usedIn === 'deploy' && stores.has(kind) && address.literal === undefined,
      )
      .filter(({ address }) => address.from === 'environment' && address.variables.length === 1)
      // A second one of the same kind is a replica more often than not, and left out where there is none.
      .filter(({ kind }, index, all) => all.findIndex((other) => other.kind === kind) === index)
      .flatMap(({ address }) => address.variables),
  );
  for (const name of await joinedAddresses(context, sources)) addresses.add(name);
  for (const name of refusedWithout(sources)) addresses.add(name);
  const reads: EnvRead[] = sources
    .environment()
    .filter(({ at }) => purposeOfPath(at.path) === undefined)
    .filter((read) => !isSkeleton(read))
    .map(({ name, fallback, required, at }) => ({
      name,
      at,
      fallback: fallback && sources.text(fallback),
      required:
        !(name !== undefined && platformNames.has(name)) &&
        (required || (name !== undefined && addresses.has(name))) &&
        fallback === undefined,
    }));
  // What libraries and servers read by themselves where the code or the command line says nothing.
  for (const { port, at } of await context.fact('listens')) {
    if (port.from !== 'environment' || port.at !== at) continue;
    for (const name of port.variables) reads.push({ name, at, fallback: port.literal, required: false });
  }
  for (const { call, means } of sources.callsThat('connects')) {
    if (sources.argument(call, means.address)) continue;
    for (const name of means.variables ?? []) reads.push({ name, at: call.at, required: false });
  }
  reads.push(...overridingReads(sources));
  return unique(reads);
};

/** Variables that a library reads over the entries of a configuration file: `db.url` is `DB_URL`. */
function overridingReads(sources: LinkedSources): EnvRead[] {
  if (sources.callsThat('overridesConfiguration').length === 0) return [];
  return sources.callsThat('value').flatMap(({ call }): EnvRead[] => {
    const value = sources.follow({ kind: 'call', call, at: call.at });
    if (value.kind !== 'configuration' || value.name === undefined) return [];
    const name = value.name.replace(/\W+/g, '_').toUpperCase();
    const fallback = value.fallback && sources.text(value.fallback);
    return [{ name, at: call.at, fallback, required: false }];
  });
}

/** `if port == "" { log.Fatal(…) }`: the process ends where the variable is not set. */
function refusedWithout(sources: LinkedSources): readonly string[] {
  return sources.calls().flatMap(({ callee, guards }) => {
    const last = guards?.at(-1);
    if (!last || !/(?:^|\.)(?:[Ff]atal(?:f|ln|w)?|[Pp]anic(?:f|ln|!)?|[Ee]xit)$/.test(callee)) return [];
    const asksIfEmpty = last.equals === undefined ? last.negated : last.equals === '' && !last.negated;
    const read = asksIfEmpty ? sources.follow(last.value) : undefined;
    return read?.kind === 'environment' && read.name !== undefined && !read.fallback ? [read.name] : [];
  });
}

/** The variables of which a store's address is put together, `mongodb://${user}:${password}@${host}`: each is needed. */
async function joinedAddresses(context: GatherContext, sources: LinkedSources): Promise<readonly string[]> {
  const reach = await reachIn(context);
  return sources.callsThat('connects').flatMap(({ call, means }) => {
    if (!means.persistent || reachedAt(reach, call) === 'never' || inDevelopmentOnly(sources, call))
      return [];
    const address = sources.argument(call, means.address);
    if (address?.kind !== 'text') return [];
    return address.parts.flatMap((part) => {
      const read = sources.follow(part);
      return read.kind === 'environment' && read.name !== undefined && !read.fallback ? [read.name] : [];
    });
  });
}

/** One read a place and name; a required one wins over the same read seen without its guard. */
function unique(reads: readonly EnvRead[]): EnvRead[] {
  const found = new Map<string, EnvRead>();
  for (const read of reads) {
    const key = `${read.at.path}:${read.at.line}:${read.name}`;
    const other = found.get(key);
    if (!other) found.set(key, read);
    else if (other.fallback === undefined && read.fallback !== undefined)
      found.set(key, { ...read, required: false });
  }
  return [...found.values()];
}
