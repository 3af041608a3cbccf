// Ruby: what the audit reads of it, and what it knows of its libraries.
import type { EcosystemReader } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { readConventions } from './conventions.ts';
import { readLock } from './lock.ts';
import { manifestNames, readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';
import { readRuby } from './reader.ts';

export const ruby: EcosystemReader = {
  id: 'ruby',
  grammars: { '.rb': 'ruby', '.ru': 'ruby', '.rake': 'ruby' },
  interpreters: { ruby: 'ruby' },
  manifests: manifestNames,
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
