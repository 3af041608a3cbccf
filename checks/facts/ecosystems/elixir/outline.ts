// Elixir: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'elixir',
  grammars: { '.ex': 'elixir', '.exs': 'elixir' },
  interpreters: { elixir: 'elixir' },
  manifests: ['mix.exs'],
  load: async () => (await import('./index.ts')).elixir,
};
