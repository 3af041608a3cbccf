// Python: what the audit reads of it, and what it knows of its libraries.
import type { EcosystemReader } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { readLock } from './lock.ts';
import { manifestNames, readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readPython } from './reader.ts';

export const python: EcosystemReader = {
  id: 'python',
  grammars: { '.py': 'python' },
  manifests: manifestNames,
  readManifest,
  readLock,
  readSource: readPython,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  catalogue,
};
