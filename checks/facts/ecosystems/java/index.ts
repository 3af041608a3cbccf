// Java and Kotlin: what the audit reads of them, and what it knows of their libraries.
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { catalogue, knownNames } from './catalogue.ts';
import { isOverridable, readConventions } from './conventions.ts';
import { readLock, readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { hasProgram } from './programs.ts';
import { readerOf } from './read.ts';

export const java: EcosystemKnowledge = {
  readManifest,
  readLock,
  readSource: readerOf(knownNames),
  readConventions,
  isOverridable,
  hasProgram,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  catalogue,
};
