/** Composer's manifest. */
import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Place, Problem } from '../../../engine/place.ts';
import type { Dependency } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';

/** PHP itself, its extensions and Composer's own interfaces are the platform's, not packages of the registry. */
export const isPlatformPackage = (name: string): boolean =>
  /^(?:php(?:-\w+)?|hhvm|ext-.*|lib-.*|composer(?:-\w+-api)?)$/i.test(name);

/** Reads composer.json; what can't be parsed is a problem, with what stands before it read. */
export function readManifest(text: string, path: string): ManifestFile {
  const errors: ParseError[] = [];
  const root = nestsDeeper(text, 60) ? undefined : parseTree(text, errors, { allowTrailingComma: true });
  const place = placeFinder(text, path);
  const problems: Problem[] = errors
    .slice(0, 1)
    .map(({ offset }) => ({ ...place(offset), message: 'not valid JSON' }));
  const dependencies: Dependency[] = [];
  for (const [key, scope] of [
    ['require', 'runtime'],
    ['require-dev', 'development'],
  ] as const)
    for (const { name, value, offset } of entriesOf(entry(root, key))) {
      if (isPlatformPackage(name)) continue;
      const constraint = String(value?.value ?? '');
      dependencies.push({ name, constraint, exact: isExact(constraint), scope, at: place(offset) });
    }
  const scripts = new Map<string, string>();
  for (const { name, value } of entriesOf(entry(root, 'scripts'))) {
    const lines = value?.type === 'array' ? (value.children ?? []) : value ? [value] : [];
    scripts.set(name, lines.map((line) => String(line.value ?? '')).join(' && '));
  }
  const namespaces = new Map<string, string[]>();
  for (const kind of ['autoload', 'autoload-dev'])
    for (const standard of ['psr-4', 'psr-0'])
      for (const { name, value } of entriesOf(entry(entry(root, kind), standard))) {
        const folders = value?.type === 'array' ? (value.children ?? []) : value ? [value] : [];
        namespaces.set(name, [
          ...(namespaces.get(name) ?? []),
          ...folders.map((folder) => String(folder.value ?? '')),
        ]);
      }
  const bins = entry(root, 'bin');
  const type = String(entry(root, 'type')?.value ?? '');
  const name = entry(root, 'name')?.value;
  return {
    dependencies,
    ...(typeof name === 'string' ? { name } : {}),
    scripts: Object.fromEntries([
      ...scripts,
      ...(bins ? [['bin:composer', String(bins.value ?? bins.children?.[0]?.value ?? '')]] : []),
    ]),
    // Composer takes a package without a type for a library, but so are apps that nobody publishes: only the word counts.
    library:
      /^(?:library|symfony-bundle|[\w-]+-(?:plugin|bundle|module|extension|theme))$/.test(type) &&
      typeof name === 'string',
    members: [],
    namespaces,
    problems,
  };
}

/** One version: `1.2.3`, `v1.2.3`, a commit; ranges, wildcards and branches aren't. */
const isExact = (constraint: string): boolean =>
  /^=?v?\d+(?:\.\d+){1,3}(?:-[\w.]+)?$|#[0-9a-f]{7,40}$/.test(constraint.trim());

function entry(node: Node | undefined, key: string): Node | undefined {
  return entriesOf(node).find(({ name }) => name === key)?.value;
}

function entriesOf(node: Node | undefined): { name: string; value: Node | undefined; offset: number }[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).map(({ children, offset }) => ({
    name: String(children?.[0]?.value ?? ''),
    value: children?.[1],
    offset,
  }));
}

/** JSON parsers recurse: text that nests without end isn't given to them. */
export function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charCodeAt(index);
    if (letter === 0x7b || letter === 0x5b) {
      if (++depth > limit) return true;
    } else if (letter === 0x7d || letter === 0x5d) depth--;
  }
  return false;
}

function placeFinder(text: string, path: string): (offset: number) => Place {
  return (offset) => {
    let line = 1;
    for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
    return { path, line };
  };
}
