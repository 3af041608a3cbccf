// Rust: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'rust',
  grammars: { '.rs': 'rust' },
  manifests: ['Cargo.toml'],
  load: async () => (await import('./index.ts')).rust,
};
