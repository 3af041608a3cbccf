// Go: what the audit reads of it, and what it knows of its libraries.
import type { EcosystemReader } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readGo } from './reader.ts';

export const go: EcosystemReader = {
  id: 'go',
  grammars: { '.go': 'go' },
  manifests: ['go.mod'],
  readManifest,
  readLock,
  readSource: readGo,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  catalogue,
};
