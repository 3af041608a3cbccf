// Ruby: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'ruby',
  grammars: { '.rb': 'ruby', '.ru': 'ruby', '.rake': 'ruby' },
  interpreters: { ruby: 'ruby' },
  manifests: ['Gemfile', 'gems.rb', '*.gemspec'],
  load: async () => (await import('./index.ts')).ruby,
};
