// PHP: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'php',
  grammars: { '.php': 'php', '.phtml': 'php', '.inc': 'php' },
  interpreters: { php: 'php' },
  manifests: ['composer.json'],
  load: async () => (await import('./index.ts')).php,
};
