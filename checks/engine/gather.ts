/** Gathers facts: each at most once for an app, and only when a check or another fact asks for it. */
import type { Artifacts } from '../facts/artifacts/artifacts.ts';
import type { App, FactName, Facts } from '../facts/facts.ts';
import type { GatherContext, Gatherers } from '../facts/gatherer.ts';
import type { LinkedSources } from '../facts/source/link.ts';
import type { Problem } from './place.ts';
import type { Repo } from './repo.ts';

/** What facts are gathered from; tests give parts of their own. */
export interface Sources {
  readonly gatherers: Partial<Gatherers>;
  /** Loads what is needed for the languages of the repository; to be awaited before anything is gathered. */
  prepare?(repo: Repo): Promise<void>;
  /** Parses and links the source of one app. */
  linkSources(context: Pick<GatherContext, 'repo' | 'app' | 'apps' | 'paths'>): Promise<LinkedSources>;
  readArtifacts(repo: Repo): Promise<Artifacts>;
  /** The facts that rest on source alone or mostly: nothing can be told of them where the language isn't read. */
  readonly factsOfSource?: ReadonlySet<FactName>;
  /** What of the repository's manifests could not be read. */
  manifestProblems?(repo: Repo): readonly Problem[];
}

/** Facts of one app. Rejects with the gatherer's own error; the same one for each who asks. */
export type AskFact = <Name extends FactName>(name: Name) => Promise<Facts[Name]>;

export interface Gathering {
  forApp(app: App, apps: readonly App[], paths: readonly string[]): AskFact;
  /** What was gathered under this name so far, of every app; what failed is left out. */
  gathered<Name extends FactName>(name: Name): Promise<readonly Facts[Name][]>;
  /** What could not be parsed, so far. */
  problems(): readonly Problem[];
}

export function startGathering(repo: Repo, sources: Sources, given: Partial<Facts> = {}): Gathering {
  const problems: Problem[] = [];
  const keepProblems = <Read extends { readonly problems: readonly Problem[] }>(read: Read): Read => {
    problems.push(...read.problems);
    return read;
  };
  const all: { readonly name: FactName; readonly value: Promise<unknown> }[] = [];
  const artifacts = once(async () => keepProblems(await sources.readArtifacts(repo)));

  const forApp = (app: App, apps: readonly App[], paths: readonly string[]): AskFact => {
    const linked = once(async () => keepProblems(await sources.linkSources({ repo, app, apps, paths })));
    const gathered = new Map<FactName, Promise<unknown>>();
    const waitsFor = new Map<FactName, Set<FactName>>();

    const ask = async (name: FactName): Promise<unknown> => {
      if (Object.hasOwn(given, name)) return given[name];
      if (name === 'app') return app;
      if (name === 'apps' && apps.length > 0) return apps;
      const running = gathered.get(name);
      if (running) return running;
      const gathering = gather(name);
      gathered.set(name, gathering);
      all.push({ name, value: gathering });
      return gathering;
    };
    const gather = async (name: FactName): Promise<unknown> => {
      const gatherer = sources.gatherers[name];
      if (!gatherer) throw new Error(`nothing gathers the fact “${name}”`);
      const others = new Set<FactName>();
      waitsFor.set(name, others);
      return gatherer({
        repo,
        app,
        apps,
        paths,
        sources: linked,
        artifacts,
        fact: (async (other: FactName) => {
          if (reaches(waitsFor, other, name))
            throw new Error(`the facts “${name}” and “${other}” need each other`);
          others.add(other);
          return ask(other);
        }) as GatherContext['fact'],
      });
    };
    return ask as AskFact;
  };
  const gatheredSoFar = async (name: FactName): Promise<unknown[]> => {
    const values: unknown[] = Object.hasOwn(given, name) ? [given[name]] : [];
    for (const entry of all.filter((one) => one.name === name)) {
      const [settled] = await Promise.allSettled([entry.value]);
      if (settled?.status === 'fulfilled') values.push(settled.value);
    }
    return values;
  };
  return {
    forApp,
    gathered: gatheredSoFar as Gathering['gathered'],
    problems: () => [...problems, ...(sources.manifestProblems?.(repo) ?? [])],
  };
}

/** Whether `from` waits, over others, for `to`: two facts that wait for each other would wait for ever. */
function reaches(
  waitsFor: ReadonlyMap<FactName, ReadonlySet<FactName>>,
  from: FactName,
  to: FactName,
): boolean {
  if (from === to) return true;
  return [...(waitsFor.get(from) ?? [])].some((next) => reaches(waitsFor, next, to));
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
