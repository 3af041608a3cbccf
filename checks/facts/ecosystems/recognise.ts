/** Which ecosystem a file speaks for, and in which language it is read: told by its path, and by nothing else but a first line. */
import type { Repo } from '../../engine/repo.ts';
import { folderOf, nameOf } from '../artifacts/paths.ts';
import type { Ecosystem } from '../facts.ts';
import { ecosystems, loadReaders } from './index.ts';
import { folderOfManifest } from './manifest-path.ts';

const sourceExtensions: Readonly<Record<string, Ecosystem>> = {
  js: 'node',
  mjs: 'node',
  cjs: 'node',
  ts: 'node',
  mts: 'node',
  cts: 'node',
  jsx: 'node',
  tsx: 'node',
  vue: 'node',
  svelte: 'node',
  py: 'python',
  go: 'go',
  java: 'java',
  kt: 'java',
  scala: 'java',
  groovy: 'java',
  rb: 'ruby',
  php: 'php',
  ex: 'elixir',
  exs: 'elixir',
  cs: 'dotnet',
  fs: 'dotnet',
  rs: 'rust',
};

/** Manifests by which an ecosystem is known though its reader doesn't take them for the app's own. */
const otherManifests: readonly (readonly [RegExp, Ecosystem])[] = [
  [/^requirements[-_.]\w+\.(?:txt|in)$/, 'python'],
  [/^build\.sbt$/, 'java'],
];

/** Of source in the languages of an ecosystem, also in those that nothing here reads. */
export const ecosystemOfFile = (path: string): Ecosystem | undefined => {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  return Object.hasOwn(sourceExtensions, extension) ? sourceExtensions[extension] : undefined;
};

export const ecosystemOfManifest = (path: string): Ecosystem | undefined => {
  const name = nameOf(path);
  const byOutline = ecosystems.find((outline) => folderOfManifest(outline, path) !== undefined);
  if (byOutline) return byOutline.id;
  if (nameOf(folderOf(path)) === 'requirements' && name.endsWith('.txt')) return 'python';
  return otherManifests.find(([pattern]) => pattern.test(name))?.[1];
};

export const extensionOf = (path: string): string => {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot);
};

export interface Language {
  readonly ecosystem: Ecosystem;
  readonly grammar: string;
}

/** The language that a file is read in, by its extension. */
export function languageByExtension(path: string): Language | undefined {
  const extension = extensionOf(path);
  for (const { id, grammars } of ecosystems) {
    const grammar = Object.hasOwn(grammars, extension) ? grammars[extension] : undefined;
    if (grammar !== undefined) return { ecosystem: id, grammar };
  }
  return undefined;
}

/** The language that a file is read in: by its extension or, without one, by the program on its first line. */
export function languageOf(path: string, repo: Repo): Language | undefined {
  const known = languageByExtension(path);
  if (known || extensionOf(path) !== '') return known;
  const text = repo.text(path);
  if (text === undefined || !text.startsWith('#!')) return undefined;
  const program = /^#!\s*(?:\S*\/env\s+(?:-S\s+)?)?(?:\S*\/)?([\w.-]+)/.exec(text.slice(0, 200))?.[1] ?? '';
  for (const { id, interpreters } of ecosystems) {
    const grammar = interpreters && Object.hasOwn(interpreters, program) && interpreters[program];
    if (grammar) return { ecosystem: id, grammar };
  }
  return undefined;
}

const loaded = new WeakMap<Repo, Promise<void>>();

/** Loads the readers of all ecosystems that a file of the repository speaks for by its path. */
export function loadReadersFor(repo: Repo): Promise<void> {
  let loading = loaded.get(repo);
  if (!loading) {
    const found = new Set<Ecosystem | undefined>();
    for (const { path } of repo.files) {
      found
        .add(ecosystemOfFile(path))
        .add(ecosystemOfManifest(path))
        .add(languageByExtension(path)?.ecosystem);
    }
    found.delete(undefined);
    loading = loadReaders(found as Set<Ecosystem>);
    loaded.set(repo, loading);
  }
  return loading;
}
