/** A file's syntax tree: what may be parsed at all, for how long, and by which thread. */
import { availableParallelism } from 'node:os';
import type { Place, Problem } from '../../engine/place.ts';
import {
  deepestNode,
  type FlatTree,
  type NodeTypes,
  nodeTypesOf,
  numbersOfNode,
  parseText,
  startParser,
} from './parser.ts';
import type { TextParser } from './threaded-parser.ts';

/** Larger files are generated or data; parsing them costs more than they could tell. In UTF-16 code units. */
export const longestText = 2_000_000;
/** One line this long is minified or embedded data. */
export const longestLine = 50_000;
/** Milliseconds of processor time that one file may take: they don't depend on what else the machine does. */
const longestParse = 4_000;
/** A file that takes longer is slow: two megabytes of honest source take two seconds. */
const slowParse = 1_000;
/** What the slow files of a repository may take together; after that each has as little as this. */
const slowParses = 12_000;
const shortParse = 500;

/** How long the slow files of one repository have taken, so that many of them can't keep an audit busy for ever. */
export class ParsingTime {
  #spent = 0;

  limit(): number {
    return this.#spent < slowParses ? longestParse : shortParse;
  }

  add(milliseconds: number): void {
    if (milliseconds > slowParse) this.#spent += milliseconds;
  }
}

/** The text of a file, in which places are told. */
class SourceText {
  readonly text: string;
  readonly #path: string;
  /** Where lines start; found once and only if somebody asks for a place. */
  #starts: readonly number[] | undefined;
  /** The line found last: mostly the next place is near it. */
  #last = 0;

  constructor(text: string, path: string) {
    this.text = text;
    this.#path = path;
  }

  place(from: number, to: number): Place {
    this.#starts ??= startsOfLines(this.text);
    const end = this.#lineAt(to, this.#starts);
    const line = this.#lineAt(from, this.#starts);
    const place = { path: this.#path, line: line + 1, column: from - (this.#starts[line] as number) + 1 };
    return end === line ? place : { ...place, endLine: end + 1 };
  }

  #lineAt(index: number, starts: readonly number[]): number {
    let low = this.#last;
    let high = low;
    if ((starts[low] as number) > index) low = 0;
    else if (index >= (starts[low + 1] ?? Number.POSITIVE_INFINITY)) high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return low;
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Most nodes are leaves. */
const none: SyntaxNode[] = [];

/**
 * A node of a syntax tree, detached from the parser: plain memory, nothing to free.
 * Named as web-tree-sitter names its own. Brackets, commas and quotes are left out; operators and keywords stay.
 */
export class SyntaxNode {
  readonly type: string;
  readonly isNamed: boolean;
  /** The name under which the parent's rule holds it, `left`, `arguments`. */
  readonly field: string | null;
  readonly parent: SyntaxNode | null;
  readonly startIndex: number;
  readonly endIndex: number;
  children: SyntaxNode[] = none;
  readonly #source: SourceText;
  #named: SyntaxNode[] | undefined;
  #place: Place | undefined;

  constructor(
    source: SourceText,
    parent: SyntaxNode | null,
    type: string,
    isNamed: boolean,
    field: string | null,
    startIndex: number,
    endIndex: number,
  ) {
    this.#source = source;
    this.parent = parent;
    this.type = type;
    this.isNamed = isNamed;
    this.field = field;
    this.startIndex = startIndex;
    this.endIndex = endIndex;
  }

  get text(): string {
    return this.#source.text.slice(this.startIndex, this.endIndex);
  }

  /** Where it begins, and the line where it ends if that is another. */
  get place(): Place {
    this.#place ??= this.#source.place(this.startIndex, this.endIndex);
    return this.#place;
  }

  get namedChildren(): SyntaxNode[] {
    this.#named ??= this.children.every((child) => child.isNamed)
      ? this.children
      : this.children.filter((child) => child.isNamed);
    return this.#named;
  }

  childForFieldName(field: string): SyntaxNode | null {
    for (const child of this.children) if (child.field === field) return child;
    return null;
  }

  childrenForFieldName(field: string): SyntaxNode[] {
    return this.children.filter((child) => child.field === field);
  }

  /** All nodes below and including this one, in the order of the text; without recursion. */
  *walk(): Generator<SyntaxNode> {
    const stack: SyntaxNode[] = [this];
    for (let node = stack.pop(); node; node = stack.pop()) {
      yield node;
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as SyntaxNode);
    }
  }
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  readonly text: string;
  readonly path: string;
  /** The grammar's name: `typescript`. */
  readonly language: string;
  /** The grammar couldn't make sense of some of it; what it could stands in the tree. */
  readonly hasErrors: boolean;
  /** Too deep, cut off: for the module's problems. */
  readonly problems: readonly Problem[];
}

/** What can't be parsed is a problem, never a throw. */
export type Parsed = { readonly tree: SyntaxTree } | { readonly problem: Problem };

function hasLongLine(text: string): boolean {
  let start = 0;
  while (text.length - start > longestLine) {
    const end = text.indexOf('\n', start);
    if (end === -1 || end - start > longestLine) return true;
    start = end + 1;
  }
  return false;
}

/** From here on a thread for the parser is worth its start. In bytes. */
const worthAThread = 1_000_000;
let parser: TextParser = { parseText, nodeTypesOf };
let mayUseThreads = availableParallelism() > 1;

/** For processes of which as many run as the machine has processors. */
export function keepToOneThread(): void {
  mayUseThreads = false;
}

/** Says how much source is about to be parsed: much of it is parsed in a thread of its own. In bytes. */
export async function prepareParser(bytes: number): Promise<void> {
  if (bytes < worthAThread || !mayUseThreads) {
    if (bytes > 0) startParser();
    return;
  }
  mayUseThreads = false;
  const { ThreadedParser } = await import('./threaded-parser.ts');
  parser = new ThreadedParser();
}

/**
 * Parses one file with the grammar of that name (`javascript typescript tsx python go bash`), loading it if need be.
 * Refuses files and lines beyond the limits above; `time` is shared by the files of a repository. A grammar that isn't there is a bug, and rejects.
 */
export async function parseSource(
  text: string,
  path: string,
  grammarName: string,
  time = new ParsingTime(),
): Promise<Parsed> {
  if (text.length > longestText) return { problem: { path, message: 'not read: larger than 2 MB' } };
  if (hasLongLine(text))
    return { problem: { path, message: 'not read: minified, or data in one long line' } };
  const { tree, refused, took } = await parser.parseText(text, grammarName, time.limit());
  time.add(took);
  if (!tree) {
    const why = refused === 'slow' ? 'parsing took too long' : 'nested too deeply for the parser';
    return { problem: { path, message: `not read: ${why}` } };
  }
  return {
    tree: treeOf(tree, await parser.nodeTypesOf(grammarName), new SourceText(text, path), path, grammarName),
  };
}

function treeOf(
  { nodes, hasErrors }: FlatTree,
  { types, fields, named }: NodeTypes,
  source: SourceText,
  path: string,
  language: string,
): SyntaxTree {
  /** The last node of each depth, and where its children begin among `found`. */
  const above: SyntaxNode[] = [];
  const begins: number[] = [];
  /** Children whose parents aren't whole yet. An array that grew would take several times the memory of one made to measure. */
  const found: SyntaxNode[] = [];
  let length = 0;
  let deepest = 0;
  const finish = (depth: number): void => {
    for (; deepest > depth; deepest--) {
      const begin = begins[deepest - 1] as number;
      (above[deepest - 1] as SyntaxNode).children = found.slice(begin, length);
      length = begin;
    }
  };
  let cut: SyntaxNode | undefined;
  for (let at = 0; at < nodes.length; at += numbersOfNode) {
    const type = nodes[at] as number;
    const depth = nodes[at + 4] as number;
    finish(depth);
    const node = new SyntaxNode(
      source,
      depth > 0 ? (above[depth - 1] as SyntaxNode) : null,
      types[type] ?? 'ERROR',
      // The type of an error is beyond the table.
      named[type] !== 0,
      fields[nodes[at + 1] as number] ?? null,
      nodes[at + 2] as number,
      nodes[at + 3] as number,
    );
    if (depth > 0) found[length++] = node;
    above[depth] = node;
    begins[depth] = length;
    deepest = depth;
    if (depth >= deepestNode) cut ??= node;
  }
  finish(0);
  const problems = cut
    ? [{ ...cut.place, message: `nested deeper than ${deepestNode} levels: the rest is not read` }]
    : [];
  return { root: above[0] as SyntaxNode, text: source.text, path, language, hasErrors, problems };
}
