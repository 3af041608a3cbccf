/**
 * Builds `dist/`: the program in a few files instead of several hundred, since most of a short audit was loading them;
 * the grammars; the template; the licences of what is bundled.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, transform } from 'esbuild';
import { pack, readTree } from '../generators/template.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(dist, { recursive: true, force: true });

const bundling = {
  absWorkingDir: root,
  bundle: true,
  // What is loaded late stays apart.
  splitting: true,
  chunkNames: '[name]-[hash]',
  entryNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
  // Its build for Node is CommonJS, in sixty files; this is the same source as modules.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  logLevel: 'warning',
} as const satisfies BuildOptions;

// Yeoman's packages are modules, so what extends them is as well: it is imported, the rest is run as scripts.
const generators = await build({
  ...bundling,
  entryPoints: ['app/index', 'growth', 'transaction'].map((name) => ({
    in: join(root, `generators/${name}.ts`),
    out: name.split('/', 1)[0] as string,
  })),
  entryNames: '[name]',
  outdir: join(dist, 'generators'),
});
const thread = 'checks/facts/source/parser-thread.ts';
const entries = ['cli/main.ts', 'cli/audit-worker.ts', thread];
const program = await build({
  ...bundling,
  entryPoints: entries.map((path) => ({ in: join(root, path), out: basename(path, '.ts') })),
  outdir: join(dist, 'cli'),
  write: false,
  define: { 'import.meta.url': '__url', 'import.meta.resolve': '__resolve' },
  plugins: [
    {
      name: 'generators are imported',
      setup: ({ onResolve }) =>
        onResolve(
          { filter: /^\.\.\/generators\/(?:app\/index|growth|transaction)\.ts$/ },
          ({ path, kind }) =>
            kind === 'dynamic-import'
              ? { path: path.replace(/(?:\/index)?\.ts$/, '.js'), external: true }
              : undefined,
        ),
    },
  ],
});
const outputs = Object.entries(program.metafile.outputs).map(([path, output]) => ({
  ...output,
  name: `./${basename(path)}`,
}));
const nameOf = (source: string): string => {
  const output = outputs.find(({ entryPoint }) => entryPoint === source);
  if (!output) throw new Error(`${source} is in no file of its own`);
  return output.name;
};
mkdirSync(join(dist, 'cli'));
for (const { path, text } of program.outputFiles) {
  const name = basename(path);
  const imported = outputs.find((output) => output.name === `./${name}`)?.imports ?? [];
  writeFileSync(join(dist, 'cli', name), await scriptOf(text, imported));
}
// Beside the module that reads it.
copyFileSync(
  join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'),
  join(dist, 'cli/web-tree-sitter.wasm'),
);
for (const path of entries) {
  const given = [JSON.stringify(nameOf(path)), '__dirname', '(name) => import(name)'];
  if (path !== thread) given.push('`${__dirname}/../cache`');
  await build({
    ...bundling,
    splitting: false,
    entryNames: '[name]',
    format: 'cjs',
    stdin: {
      contents: `import { runScript } from './scripts.ts'; runScript(${given.join()});`,
      resolveDir: join(root, 'cli'),
    },
    banner: { js: '#!/usr/bin/env node' },
    outfile: join(dist, 'cli', `${basename(path, '.ts')}.js`),
  });
}
writeFileSync(join(dist, 'cli/package.json'), '{"type":"commonjs"}\n');
chmodSync(join(dist, 'cli/main.js'), 0o755);

mkdirSync(join(dist, 'grammars'));
const grammars = join(root, 'checks/facts/grammars');
for (const file of readdirSync(grammars)) {
  if (file.endsWith('.wasm') || file === 'manifest.json')
    copyFileSync(join(grammars, file), join(dist, 'grammars', file));
}
writeFileSync(join(dist, 'template.json'), pack(await readTree(join(root, 'template'))));
writeFileSync(join(dist, 'LICENCES.txt'), licences(generators.metafile, program.metafile));

/** A module as a script that gives a function, to be called by `cli/scripts.ts`. */
async function scriptOf(module: string, imported: Metafile['outputs'][string]['imports']): Promise<string> {
  let text = module.replaceAll(
    '__resolve("web-tree-sitter")',
    JSON.stringify(nameOf('node_modules/web-tree-sitter/web-tree-sitter.js')),
  );
  for (const { path, kind, external } of imported) {
    if (!external || (kind !== 'dynamic-import' && isBuiltin(path))) continue;
    if (kind !== 'dynamic-import') throw new Error(`a script can't wait for ${path}; import it late`);
    text = text.replaceAll(`import(${JSON.stringify(path)})`, `__load(${JSON.stringify(path)})`);
  }
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: bundling.target,
    supported: { 'dynamic-import': false },
    minifyWhitespace: true,
    minifySyntax: true,
    banner: '(function(require,module,__load,__url){',
    footer: '})',
  });
  return code;
}

/** The licence of every package whose code is in the bundle. */
function licences(...built: readonly Metafile[]): string {
  const names = new Set(
    built
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
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
