// Python: what the audit reads of it, and what it knows of its libraries.
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readPython } from './reader.ts';

export const python: EcosystemKnowledge = {
  readManifest,
  readLock,
  readSource: readPython,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  catalogue,
};
