// Python: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'python',
  grammars: { '.py': 'python' },
  manifests: [
    'pyproject.toml',
    'requirements.txt',
    'requirements.in',
    'Pipfile',
    'setup.py',
    'setup.cfg',
    'environment.yml',
    'environment.yaml',
  ],
  load: async () => (await import('./index.ts')).python,
};
