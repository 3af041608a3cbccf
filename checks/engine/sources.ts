/** What this program gathers facts from: all ecosystems, artifact readers and gatherers. Loaded only when needed. */
import { readArtifacts } from '../facts/artifacts/artifacts.ts';
import { gatherers } from '../facts/gather/index.ts';
import { manifestsOf } from '../facts/gather/manifests.ts';
import { linkSources } from '../facts/source/link.ts';
import type { Sources } from './gather.ts';

export const sources: Sources = {
  gatherers,
  linkSources,
  readArtifacts,
  manifestProblems: (repo) => manifestsOf(repo).flatMap(({ file }) => file?.problems ?? []),
};
