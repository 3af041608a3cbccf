/**
 * Builds `dist/`: the program in a few files instead of several hundred, since most of a short audit was loading them;
 * the grammars; the template; the licences of what is bundled.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { pack, readTree } from '../generators/template.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['cli/main.ts', 'cli/audit-worker.ts', 'checks/facts/source/parser-thread.ts'].map((path) => ({
    in: join(root, path),
    out: basename(path, '.ts'),
  })),
  outdir: join(dist, 'cli'),
  absWorkingDir: root,
  bundle: true,
  // What is loaded late stays apart. All chunks lie beside the entry, so that `../grammars` is the same from each.
  splitting: true,
  chunkNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  minifyWhitespace: true,
  minifySyntax: true,
  external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
  // Its build for Node is CommonJS, in sixty files; this is the same source as modules.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
});

mkdirSync(join(dist, 'grammars'));
const grammars = join(root, 'checks/facts/grammars');
for (const file of readdirSync(grammars)) {
  if (file.endsWith('.wasm') || file === 'manifest.json')
    copyFileSync(join(grammars, file), join(dist, 'grammars', file));
}
writeFileSync(join(dist, 'template.json'), pack(await readTree(join(root, 'template'))));
writeFileSync(join(dist, 'LICENCES.txt'), licences(metafile));

/** The licence of every package whose code is in the bundle. */
function licences({ inputs }: Metafile): string {
  const names = new Set(
    Object.keys(inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  return [...names]
    .sort()
    .map((name) => {
      const folder = join(root, 'node_modules', name);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file || !existsSync(join(folder, file))) throw new Error(`${name} brings no licence`);
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
