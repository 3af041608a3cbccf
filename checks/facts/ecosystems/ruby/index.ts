// Ruby: what the audit reads of it, and what it knows of its libraries.
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { readConventions } from './conventions.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readRuby } from './reader.ts';

export const ruby: EcosystemKnowledge = {
  readManifest,
  readLock,
  readSource: readRuby,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  readConventions,
  catalogue,
};
