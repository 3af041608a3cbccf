/** How a fact is gathered: from what, and what a gatherer may ask for. Types only. */
import type { Repo } from '../engine/repo.ts';
import type { Artifacts } from './artifacts/artifacts.ts';
import type { App, FactName, Facts } from './facts.ts';
import type { LinkedSources } from './source/link.ts';

/** What a gatherer works on: one app of a repository. Everything is read at most once, when first asked for. */
export interface GatherContext {
  readonly repo: Repo;
  readonly app: App;
  readonly apps: readonly App[];
  /** Paths of this app's files: those under its folder that no other app's folder holds. Sorted. */
  readonly paths: readonly string[];
  /** The app's source that reaches a deploy, parsed and linked. */
  sources(): Promise<LinkedSources>;
  /** Container files, manifests, pipelines and the like: parsed, of the whole repository. */
  artifacts(): Promise<Artifacts>;
  /** Another fact of the same app. */
  fact<Name extends FactName>(name: Name): Promise<Facts[Name]>;
}

export type Gatherer<Name extends FactName> = (context: GatherContext) => Facts[Name] | Promise<Facts[Name]>;
export type Gatherers = { readonly [Name in FactName]: Gatherer<Name> };
