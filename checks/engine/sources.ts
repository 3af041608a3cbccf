/** What this program gathers facts from: ecosystems, artifact readers and gatherers. Loaded only when needed. */
import { readArtifacts } from '../facts/artifacts/artifacts.ts';
import { loadReadersFor } from '../facts/ecosystems/recognise.ts';
import type { FactName } from '../facts/facts.ts';
import { gatherers } from '../facts/gather/index.ts';
import { manifestsOf } from '../facts/gather/manifests.ts';
import { sourceFacts } from '../facts/gather/source-facts.ts';
import { linkSources } from '../facts/source/read.ts';
import type { Sources } from './gather.ts';

export const sources: Sources = {
  gatherers,
  prepare: loadReadersFor,
  linkSources,
  readArtifacts,
  factsOfSource: new Set(Object.keys(sourceFacts) as FactName[]),
  manifestProblems: (repo) => manifestsOf(repo).flatMap(({ file }) => file?.problems ?? []),
};
