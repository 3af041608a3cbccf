/** YAML as plain nodes with places, within limits that a hostile file can't pass. */
import type { Document, Node, ParsedNode } from 'yaml';
import type { Place, Problem } from '../../engine/place.ts';

export type YamlNode = YamlScalar | YamlMap | YamlList;
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes: `0123`, `8080:80`, `no` keep their spelling. */
  readonly text: string;
  readonly at: Place;
}
export interface YamlMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, { readonly value: YamlNode; readonly at: Place }>;
  readonly at: Place;
}
export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: Place;
}

const MAX_LENGTH = 512 * 1024;
const MAX_DEPTH = 64;
/** Nodes of one file after aliases are followed: an alias bomb ends here. */
const MAX_NODES = 100_000;
/** Many unbalanced quotes make the parser scan to the end of the file once for each. */
const MAX_QUOTES = 20_000;
/** Brackets open at once, and markers of nested lists on one line. */
const MAX_NESTING = 300;

/**
 * All documents of a file; aliases followed, merge keys (`<<`) merged, tags ignored. Empty documents are left out.
 * Refuses, with a problem: what is too large, too deep or no YAML; what could be read of a broken file is returned.
 * `sources` says for each line of a text that was made which line of the file it comes from.
 */
export const readYaml = async (
  text: string,
  path: string,
  sources?: readonly number[],
): Promise<{ readonly documents: readonly YamlNode[]; readonly problems: readonly Problem[] }> => {
  const refuse = (message: string, line?: number) => ({ documents: [], problems: [{ path, line, message }] });
  if (text.length > MAX_LENGTH) return refuse('The file is too large to be read as YAML.');
  if (countQuotes(text) > MAX_QUOTES) return refuse('The file has too many quotes to be read as YAML.');
  if (nestsDeeply(text)) return refuse('The file is nested too deeply to be read.');
  const { LineCounter, parseAllDocuments } = await import('yaml');
  const lines = new LineCounter();
  let parsed: readonly Document<ParsedNode>[];
  try {
    const options = { uniqueKeys: false, prettyErrors: false, strict: false, logLevel: 'silent' } as const;
    const result = parseAllDocuments(text, { ...options, lineCounter: lines });
    parsed = Array.isArray(result) ? result : [];
  } catch {
    // Nesting by indentation alone can still overflow the parser's stack.
    return refuse('The file can’t be read as YAML: it is nested too deeply.');
  }
  const problems: Problem[] = [];
  const documents: YamlNode[] = [];
  const budget = { nodes: MAX_NODES };
  for (const document of parsed) {
    const error = document.errors[0];
    if (error) {
      problems.push({
        path,
        line: lines.linePos(error.pos[0]).line,
        message: `The file is no valid YAML (${error.code}).`,
      });
    }
    const place = (node: Node | null | undefined): Place => {
      const offset = node?.range?.[0];
      if (offset === undefined) return { path };
      const start = lines.linePos(offset);
      if (sources) return { path, line: sources[start.line - 1] ?? start.line };
      return { path, line: start.line, column: start.col };
    };
    const anchors = anchorsOf(document);
    const node = convert(document.contents, place, anchors, budget, 0);
    if (node && !(node.kind === 'scalar' && node.value === null)) documents.push(node);
  }
  if (budget.nodes <= 0)
    problems.push({ path, message: 'The file’s aliases or values are too many to be followed.' });
  return { documents, problems };
};

/**
 * Whether brackets, or list markers on one line, nest deeper than any real file's. To be asked before parsing: parsers of
 * YAML and TOML recurse and use patterns, and V8 ends the process where it compiles a pattern with its stack used up.
 */
export const nestsDeeply = (text: string): boolean => {
  let open = 0;
  let markers = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '[' || character === '{') {
      if (++open > MAX_NESTING) return true;
    } else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    else if (character === '\n') markers = 0;
    else if ((character === '-' || character === '?') && text[index + 1] === ' ' && ++markers > MAX_NESTING)
      return true;
  }
  return false;
};

const countQuotes = (text: string): number => {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34 || code === 39) count++;
  }
  return count;
};

interface YamlParts {
  items?: readonly unknown[];
  key?: unknown;
  value?: unknown;
  source?: unknown;
  anchor?: string;
  range?: readonly number[] | null;
}
const isNode = (value: unknown): value is Node & YamlParts => typeof value === 'object' && value !== null;

/** Anchors by name, found without recursion: `Document.anchors` resolves each alias by a walk of the whole document. */
const anchorsOf = (document: Document): ReadonlyMap<string, Node> => {
  const anchors = new Map<string, Node>();
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (!isNode(node)) continue;
    const parts = node as YamlParts;
    if (typeof parts.anchor === 'string') anchors.set(parts.anchor, node);
    if (parts.items) open.push(...parts.items);
    else if ('key' in parts) open.push(parts.key, parts.value);
  }
  return anchors;
};

const convert = (
  node: unknown,
  place: (node: Node | null | undefined) => Place,
  anchors: ReadonlyMap<string, Node>,
  budget: { nodes: number },
  depth: number,
): YamlNode | undefined => {
  if (depth > MAX_DEPTH || budget.nodes-- <= 0 || !isNode(node)) return undefined;
  const parts = node as YamlParts;
  const at = place(node);
  const next = (child: unknown) => convert(child, place, anchors, budget, depth + 1);
  if (!parts.items) {
    // An alias has a source that names its anchor and no value; a scalar has a value.
    if (!('value' in parts) && typeof parts.source === 'string') {
      const target = next(anchors.get(parts.source));
      return target ? { ...target, at } : undefined;
    }
    const value = parts.value;
    const plain =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    const text = typeof value === 'string' ? value : typeof parts.source === 'string' ? parts.source : '';
    return { kind: 'scalar', value: plain, text, at };
  }
  const first = parts.items[0];
  const isMap = parts.constructor.name === 'YAMLMap' || (isNode(first) && 'key' in (first as YamlParts));
  if (!isMap) {
    const items: YamlNode[] = [];
    for (const item of parts.items) {
      const converted = next(item);
      if (converted) items.push(converted);
    }
    return { kind: 'list', items, at };
  }
  const entries = new Map<string, { value: YamlNode; at: Place }>();
  const merged: YamlMap[] = [];
  for (const pair of parts.items) {
    if (!isNode(pair)) continue;
    const { key, value } = pair as YamlParts;
    const name = next(key);
    if (name?.kind !== 'scalar') continue;
    const converted = next(value) ?? { kind: 'scalar', value: null, text: '', at: name.at };
    if (name.text !== '<<') entries.set(name.text, { value: converted, at: name.at });
    else if (converted.kind === 'map') merged.push(converted);
    else if (converted.kind === 'list')
      merged.push(...converted.items.filter((item): item is YamlMap => item.kind === 'map'));
  }
  for (const map of merged)
    for (const [name, entry] of map.entries) if (!entries.has(name)) entries.set(name, entry);
  return { kind: 'map', entries, at };
};

/** The node under these keys, or `undefined` where one of them is missing. */
export const at = (node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined => {
  let current = node;
  for (const key of keys) {
    if (current?.kind !== 'map') return undefined;
    current = current.entries.get(key)?.value;
  }
  return current;
};

/** A scalar as written; `undefined` for anything else, and for null. */
export const textOf = (node: YamlNode | undefined): string | undefined =>
  node?.kind === 'scalar' && node.value !== null ? node.text : undefined;

export const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'list' ? node.items : [];

export const entriesOf = (
  node: YamlNode | undefined,
): readonly { readonly key: string; readonly value: YamlNode; readonly at: Place }[] =>
  node?.kind === 'map' ? [...node.entries].map(([key, entry]) => ({ key, ...entry })) : [];

/** A list of scalars, or one scalar as a list of one: how YAML formats let both be written. */
export const textsOf = (node: YamlNode | undefined): readonly string[] => {
  const single = textOf(node);
  if (single !== undefined) return [single];
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
};
