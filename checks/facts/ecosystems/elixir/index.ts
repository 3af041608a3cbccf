// Elixir: what the audit reads of it, and what it knows of its libraries.
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { combineConfiguration } from './config.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readElixir } from './reader.ts';

export const elixir: EcosystemKnowledge = {
  readManifest,
  readLock,
  readSource: readElixir,
  combine: combineConfiguration,
  isPlatformModule,
  resolveModule,
  packagesOf,
  exposesTransitive: true,
  isTestPath,
  catalogue,
};
