// Go: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'go',
  grammars: { '.go': 'go' },
  manifests: [
    'go.mod',
    'Gopkg.toml',
    'glide.yaml',
    'vendor/vendor.json',
    'vendor/manifest',
    'Godeps/Godeps.json',
  ],
  load: async () => (await import('./index.ts')).go,
};
