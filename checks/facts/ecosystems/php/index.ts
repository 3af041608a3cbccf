/** The ecosystem of PHP. */
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { readConventions } from './conventions.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readPhp } from './reader.ts';

export const php: EcosystemKnowledge = {
  readManifest,
  readLock,
  readSource: readPhp,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isPage: (path) => /(?:^|\/)index\.php$/.test(path),
  isTestPath,
  readConventions,
  catalogue,
};
