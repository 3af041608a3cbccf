// Go: what the audit reads of it, and what it knows of its libraries.
import type { EcosystemKnowledge } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { gopathFolder, readGopathLock, readGopathManifest } from './gopath.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf } from './modules.ts';
import { readGo } from './reader.ts';
import { resolveModule } from './resolve.ts';

export const go: EcosystemKnowledge = {
  readManifest: (text, path, other) =>
    gopathFolder(path) === undefined ? readManifest(text, path) : readGopathManifest(text, path, other),
  readLock: (manifest, text, tracked) =>
    (gopathFolder(manifest.path) === undefined ? readLock : readGopathLock)(manifest, text, tracked),
  readSource: readGo,
  isPlatformModule,
  resolveModule,
  packagesOf,
  isTestPath,
  catalogue,
};
