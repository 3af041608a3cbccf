// .NET: what the audit reads of C#, and what it knows of its libraries.
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { isOverridable, readConventions } from './conventions.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readCsharp } from './reader.ts';

export const dotnet: EcosystemKnowledge = {
  readManifest,
  readLock,
  readSource: readCsharp,
  readConventions,
  isOverridable,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  catalogue,
};
