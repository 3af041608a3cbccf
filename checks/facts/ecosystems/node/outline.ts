// JavaScript and TypeScript: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'node',
  grammars: {
    '.js': 'javascript',
    '.cjs': 'javascript',
    '.mjs': 'javascript',
    '.jsx': 'javascript',
    '.ts': 'typescript',
    '.cts': 'typescript',
    '.mts': 'typescript',
    '.tsx': 'tsx',
  },
  interpreters: {
    node: 'javascript',
    nodejs: 'javascript',
    bun: 'typescript',
    tsx: 'typescript',
    deno: 'typescript',
  },
  manifests: ['package.json'],
  load: async () => (await import('./index.ts')).node,
};
