/** Reads package.json: what it depends on, how it is started, whether it is made to be depended on. */
import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Place } from '../../../engine/place.ts';
import type { Dependency } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';

const scopes = {
  dependencies: 'runtime',
  devDependencies: 'development',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
} as const;

/** Deeper than any package.json; the parser recurses. */
const deepest = 100;

export function readManifest(text: string, path: string): ManifestFile {
  const empty = { dependencies: [], scripts: {}, members: [] };
  if (nestsDeeper(text, deepest))
    return { ...empty, problems: [{ path, message: 'not read: nested too deeply' }] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors);
  const placeAt = placeFinder(text, path);
  if (root?.type !== 'object') return { ...empty, problems: [{ path, message: 'not read: no JSON object' }] };
  const [error] = errors;
  const problems = error ? [{ ...placeAt(error.offset), message: 'invalid JSON' }] : [];

  const dependencies: Dependency[] = [];
  for (const [field, scope] of Object.entries(scopes)) {
    for (const { key, value, at } of entriesOf(root, field)) {
      if (typeof value !== 'string') continue;
      dependencies.push({ name: key, constraint: value, exact: isExact(value), scope, at: placeAt(at) });
    }
  }
  const scripts: Record<string, string> = Object.create(null);
  for (const { key, value } of entriesOf(root, 'scripts'))
    if (typeof value === 'string') scripts[key] = value;

  const workspaces = findNodeAtLocation(root, ['workspaces']);
  const list = workspaces?.type === 'object' ? findNodeAtLocation(workspaces, ['packages']) : workspaces;
  const members = (list?.type === 'array' ? (list.children ?? []) : [])
    .map((node) => getNodeValue(node) as unknown)
    .filter((value) => typeof value === 'string');
  const name = stringAt(root, 'name');
  return {
    dependencies,
    ...(name === undefined ? {} : { name }),
    scripts,
    library: isLibrary(root, scripts),
    members,
    problems,
  };
}

/** Has an entry that is meant for importers, and none that starts a process. `main` alone is what `npm init` writes. */
function isLibrary(root: Node, scripts: Record<string, string>): boolean {
  const has = (field: string) => findNodeAtLocation(root, [field]) !== undefined;
  if (['start', 'serve', 'dev', 'start:prod', 'start:dev'].some((name) => Object.hasOwn(scripts, name)))
    return false;
  if (has('bin')) return false;
  if (has('exports') || has('module') || has('types') || has('typings')) return true;
  return has('main') && (has('files') || has('publishConfig') || has('peerDependencies'));
}

function stringAt(root: Node, field: string): string | undefined {
  const node = findNodeAtLocation(root, [field]);
  return node?.type === 'string' ? String(node.value) : undefined;
}

function* entriesOf(root: Node, field: string): Generator<{ key: string; value: unknown; at: number }> {
  const node = findNodeAtLocation(root, [field]);
  if (node?.type !== 'object') return;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key && value) yield { key: String(key.value), value: value.value, at: key.offset };
  }
}

/** One version and no other: `1.2.3`, a commit, a file of the repository. */
function isExact(constraint: string): boolean {
  const version = constraint.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '');
  if (/^=?\s*v?\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(version)) return true;
  if (/^(file|link|workspace|portal):/.test(version)) return true;
  return /#[0-9a-f]{40}$/.test(version) || /^https?:.*\.tgz$/.test(version);
}

export function placeFinder(text: string, path: string): (offset: number) => Place {
  return (offset) => {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    return { path, line, column: offset - before.lastIndexOf('\n') };
  };
}

/** Whether brackets nest deeper than a limit, strings left out. */
export function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      if (++depth > limit) return true;
    } else if (code === 125 || code === 93) depth--;
  }
  return false;
}
