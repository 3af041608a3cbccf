// .NET: the files by which a repository is known to hold it. What reads them is loaded where there are any.
import type { EcosystemOutline } from '../ecosystem.ts';

export const outline: EcosystemOutline = {
  id: 'dotnet',
  grammars: { '.cs': 'csharp' },
  manifests: ['*.csproj', '*.fsproj', '*.vbproj', 'packages.config'],
  load: async () => (await import('./index.ts')).dotnet,
};
