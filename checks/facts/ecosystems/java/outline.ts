// Java and Kotlin: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'java',
  grammars: { '.java': 'java', '.kt': 'kotlin' },
  manifests: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
  load: async () => (await import('./index.ts')).java,
};
