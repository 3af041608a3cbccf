/** Scripts of package.json files, with the line of each. */
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Place } from '../../engine/place.ts';
import type { Repo } from '../../engine/repo.ts';
import type { ChainSurroundings } from './command-chain.ts';

/** Scripts of package.json by folder, with the line of each. */
export const packageScripts = (repo: Repo): ChainSurroundings['scripts'] => {
  const read = new Map<string, ReturnType<ChainSurroundings['scripts']>>();
  return (folder) => {
    if (read.has(folder)) return read.get(folder);
    const path = folder === '.' ? 'package.json' : `${folder}/package.json`;
    const text = repo.text(path);
    const found = text === undefined || text.length > 512 * 1024 ? undefined : scriptsOf(text, path);
    read.set(folder, found);
    return found;
  };
};

const scriptsOf = (text: string, path: string): ReturnType<ChainSurroundings['scripts']> => {
  let root: ReturnType<typeof parseTree>;
  try {
    root = parseTree(text);
  } catch {
    // The parser recurses: nesting without end exhausts the stack.
    return undefined;
  }
  const scripts = new Map<string, { readonly text: string; readonly at: Place }>();
  const node = root && findNodeAtLocation(root, ['scripts']);
  for (const property of node?.children ?? []) {
    const [key, value] = property.children ?? [];
    if (typeof key?.value !== 'string' || typeof value?.value !== 'string') continue;
    scripts.set(key.value, {
      text: value.value,
      at: { path, line: text.slice(0, key.offset).split('\n').length },
    });
  }
  return {
    list: [...scripts].map(([name, script]) => ({ name, text: script.text })),
    get: (name) => scripts.get(name)?.text,
    at: (name) => scripts.get(name)?.at ?? { path },
  };
};
