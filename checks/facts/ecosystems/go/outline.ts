// Go: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

/** Newest tool first: a manifest is a leftover where one that stands earlier speaks for the same folder. */
export const gopathManifests: readonly string[] = [
  'Gopkg.toml',
  'glide.yaml',
  'vendor/vendor.json',
  'vendor/manifest',
  'Godeps/Godeps.json',
];

export const outline: EcosystemOutline = {
  id: 'go',
  grammars: { '.go': 'go' },
  manifests: ['go.mod', ...gopathManifests],
  load: async () => (await import('./index.ts')).go,
};
