// Rust: what the audit reads of it, and what it knows of its libraries.
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readRust } from './reader.ts';

export const rust: EcosystemKnowledge = {
  readManifest,
  readLock,
  readSource: readRust,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  catalogue,
};
