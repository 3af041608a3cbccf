/** The ecosystem of JavaScript and TypeScript on Node, Bun and Deno. */
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { browserCode } from './browser.ts';
import { catalogue } from './catalogue.ts';
import { readData, readDataSources } from './data.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readSource } from './read.ts';

export const node: EcosystemKnowledge = {
  readManifest,
  readLock,
  readSource,
  browserCode,
  readData,
  readDataSources,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  catalogue,
};
