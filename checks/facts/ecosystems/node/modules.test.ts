/** Names of modules: the platform's, the packages' and the repository's own. */
import t from 'tap';
import type { SourceFiles } from '../ecosystem.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, isTestPath, packagesOf, resolveModule } from './modules.ts';

const filesOf = (files: Readonly<Record<string, string>>): SourceFiles => ({
  has: (path) => Object.hasOwn(files, path),
  paths: Object.keys(files),
  text: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
});

t.test('packages of modules', async (t) => {
  const table: Readonly<Record<string, readonly string[]>> = {
    express: ['express'],
    'express/lib/router': ['express'],
    '@nestjs/core': ['@nestjs/core'],
    '@aws-sdk/client-s3/dist/x.js': ['@aws-sdk/client-s3'],
    'npm:chalk@5': ['chalk'],
    './local': [],
    '#config': [],
    '@/components/a': [],
    'https://deno.land/x/oak/mod.ts': [],
    'virtual:pwa': [],
  };
  for (const [module, packages] of Object.entries(table)) t.same(packagesOf(module), packages, module);
});

t.test('modules of the platform', async (t) => {
  for (const module of ['fs', 'node:test', 'fs/promises', 'stream/web', 'bun:sqlite'])
    t.ok(isPlatformModule(module), module);
  for (const module of ['express', 'fs-extra', 'constructor', '@scope/fs', 'process-env'])
    t.notOk(isPlatformModule(module), module);
});

t.test('files that reach no deploy', async (t) => {
  for (const path of [
    'src/a.test.ts',
    'a.spec.js',
    'b.d.ts',
    'public/app.js',
    'vite.config.ts',
    'dist/a.js',
    'src/__mocks__/a.ts',
    'lib/x.min.js',
  ])
    t.ok(isTestPath(path), path);
  for (const path of [
    'src/test.ts',
    'src/config.ts',
    'database.config.ts',
    'src/latest.ts',
    'knexfile.js',
    'src/spectrum.js',
  ])
    t.notOk(isTestPath(path), path);
});

t.test('modules of the repository', async (t) => {
  const files = filesOf({
    'package.json': '{ "imports": { "#db/*": "./src/db/*.js" }, "_moduleAliases": { "$lib": "src/lib" } }',
    'tsconfig.json': '{ "extends": "./tsconfig.paths.json" }',
    'tsconfig.paths.json': '{ "compilerOptions": { "paths": { "~conf": ["./src/config.ts"] } } }',
    'src/config.ts': '',
    'src/db/pool.ts': '',
    'src/routes/index.js': '',
    'src/data.json': '{}',
    'src/lib/a.js': '',
    'src/view.jsx': '',
    'packages/shared/package.json':
      '{ "name": "@acme/shared", "exports": { ".": { "import": "./dist/index.js" }, "./log": "./dist/log.js" } }',
    'packages/shared/src/index.ts': '',
    'packages/shared/src/log.ts': '',
  });
  const manifests = ['package.json', 'packages/shared/package.json'].map((path) => ({
    path,
    file: readManifest(files.text?.(path) ?? '', path),
  }));
  const table: Readonly<Record<string, string | undefined>> = {
    './config': 'src/config.ts',
    './config.js': 'src/config.ts',
    './routes': 'src/routes/index.js',
    './data.json': 'src/data.json',
    './view': 'src/view.jsx',
    '#db/pool': 'src/db/pool.ts',
    '$lib/a': 'src/lib/a.js',
    '~conf': 'src/config.ts',
    '@/config': 'src/config.ts',
    '@acme/shared': 'packages/shared/src/index.ts',
    '@acme/shared/log': 'packages/shared/src/log.ts',
    '../../outside': undefined,
    './missing': undefined,
    express: undefined,
    fs: undefined,
  };
  for (const [module, path] of Object.entries(table))
    t.equal(resolveModule(module, 'src/server.ts', files, manifests), path, module);
});

t.test('a configuration that extends itself ends', async (t) => {
  const files = filesOf({ 'tsconfig.json': '{ "extends": "./tsconfig.json" }', 'a.ts': '' });
  t.equal(resolveModule('x', 'a.ts', files, []), undefined);
});
