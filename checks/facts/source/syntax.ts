/** Turns source text into a syntax tree: grammars are loaded on demand, and what hostile text could do is bounded. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Language, Parser } from 'web-tree-sitter';
import type { Place, Problem } from '../../engine/place.ts';

/** Larger files are generated or data; parsing them costs more than they could tell. In UTF-16 code units. */
export const longestText = 2_000_000;
/** One line this long is minified or embedded data. */
export const longestLine = 50_000;
/** Nodes below this depth are left out and reported, so that a reader may recurse freely. */
export const deepestNode = 400;
/** Milliseconds of processor time that one file may take: they don't depend on what else the machine does. */
const longestParse = 4_000;
/** A file that takes longer is slow: two megabytes of honest source take two seconds. */
const slowParse = 1_000;
/** What the slow files of a repository may take together; after that each has as little as this. */
const slowParses = 12_000;
const shortParse = 500;

/** Most files are parsed before the processor's clock, which is slow to ask, is asked at all. In milliseconds by the clock. */
const startsToMeasure = 20;

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

/**
 * Starts to measure processor time. The function tells the milliseconds since then; 0 if by the clock it has been less
 * than `least`, which is far cheaper to ask and decides it but for other threads.
 */
function measureTime(): (least: number) => number {
  const start = performance.now();
  let before: NodeJS.CpuUsage | undefined;
  let unmeasured = 0;
  return (least) => {
    const passed = performance.now() - start;
    if (passed < startsToMeasure) return 0;
    if (!before) {
      before = process.cpuUsage();
      unmeasured = passed;
    }
    if (passed < least) return 0;
    const { user, system } = process.cpuUsage(before);
    return unmeasured + (user + system) / 1000;
  };
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
  readonly children: SyntaxNode[];
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
    children: SyntaxNode[],
  ) {
    this.#source = source;
    this.parent = parent;
    this.type = type;
    this.isNamed = isNamed;
    this.field = field;
    this.startIndex = startIndex;
    this.endIndex = endIndex;
    this.children = children;
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

/** Most nodes are leaves. */
const none: SyntaxNode[] = [];

const punctuation = new Set([
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  '.',
  '"',
  "'",
  '`',
  '${',
  '</',
  '/>',
  '\n',
]);

interface Grammar {
  readonly parser: Parser;
  readonly language: Language;
  readonly walk: Walk;
  /** By type id. */
  readonly named: Uint8Array;
  /** By type id: left out of the tree. */
  readonly skipped: Uint8Array;
}

type Engine = Pick<typeof import('web-tree-sitter'), 'Language' | 'Parser'> & { readonly walk: Walk };

/**
 * What the engine's own cursor calls. It copies its state into the parser's memory before each call and back after it;
 * one walk at a time may leave it there, which halves the cost of taking a tree out. `tree` is the tree's address.
 */
interface Walk {
  /** Puts the root where the next function takes its node from. */
  _ts_tree_root_node_wasm(tree: number): void;
  _ts_tree_cursor_new_wasm(tree: number): void;
  _ts_tree_cursor_delete_wasm(tree: number): void;
  _ts_tree_cursor_goto_first_child_wasm(tree: number): 0 | 1;
  _ts_tree_cursor_goto_next_sibling_wasm(tree: number): 0 | 1;
  _ts_tree_cursor_goto_parent_wasm(tree: number): 0 | 1;
  _ts_tree_cursor_current_node_type_id_wasm(tree: number): number;
  _ts_tree_cursor_current_field_id_wasm(tree: number): number;
  _ts_tree_cursor_start_index_wasm(tree: number): number;
  _ts_tree_cursor_end_index_wasm(tree: number): number;
}

const grammars = new Map<string, Promise<Grammar>>();
let started: Promise<Engine> | undefined;
/**
 * In pages of 64 KiB. The parser begins with 32 MB and would take up to 2 GB for text that it can't make sense of; where
 * there is no more for it, it breaks down. The largest file that is read needs less than half of this.
 */
const initialMemory = 512;
const mostMemory = 6_144;
/** What the types of Node leave out. */
const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: MemoryOfWasm } }).WebAssembly;
type MemoryOfWasm = new (pages: { readonly initial: number; readonly maximum: number }) => object;

/** How often the parser broke down and was started afresh. */
let breakdowns = 0;
/** What belongs to a parser that broke down. Collected as garbage it would be freed in memory that is overwritten. */
const abandoned: unknown[] = [];

/** From here on a grammar that is compiled well is worth the tenth of a second that it takes. In bytes. */
const muchSource = 3_000_000;

/** Below this V8 takes more processor time to optimise this program than the optimised code saves. In bytes. */
const littleSource = 150_000;

let expected = 0;
let announced = 0;

/**
 * Says how much source is about to be parsed; the most that is said before the first parse of a process decides how
 * grammars are compiled: quickly, or well. A batch of many repositories says a large number at its beginning. What is
 * announced in all decides whether V8 optimises this program.
 */
export function expectSource(bytes: number): void {
  announced += bytes;
  setFlagsFromString(announced < littleSource ? '--no-opt' : '--opt');
  if (started || bytes < expected) return;
  expected = bytes;
  setFlagsFromString(bytes < muchSource ? '--liftoff-only' : '--no-liftoff-only');
}

/** Another copy of the module has a memory of its own: what is left of the one that broke down is never used again. */
async function startEngine(): Promise<Engine> {
  const module =
    breakdowns === 0 ? 'web-tree-sitter' : `${import.meta.resolve('web-tree-sitter')}?${breakdowns}`;
  const { Language, Parser } = (await import(module)) as typeof import('web-tree-sitter');
  const wasmMemory = new Memory({ initial: initialMemory, maximum: mostMemory });
  // The engine puts its functions into the object that it is given.
  const options = { wasmMemory, print: () => undefined, printErr: () => undefined };
  await Parser.init(options);
  return { Language, Parser, walk: options as unknown as Walk };
}

async function loadGrammar(name: string): Promise<Grammar> {
  started ??= startEngine();
  const { Language, Parser, walk } = await started;
  const bytes = readFileSync(new URL(`../grammars/${name}.wasm`, import.meta.url));
  const language = await Language.load(bytes);
  const named = new Uint8Array(language.nodeTypeCount);
  const skipped = new Uint8Array(language.nodeTypeCount);
  for (let id = 0; id < language.nodeTypeCount; id++) {
    const type = language.nodeTypeForId(id);
    if (language.nodeTypeIsNamed(id)) named[id] = 1;
    else if (type !== null && punctuation.has(type)) skipped[id] = 1;
  }
  return { parser: new Parser().setLanguage(language), language, walk, named, skipped };
}

function hasLongLine(text: string): boolean {
  let start = 0;
  while (text.length - start > longestLine) {
    const end = text.indexOf('\n', start);
    if (end === -1 || end - start > longestLine) return true;
    start = end + 1;
  }
  return false;
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
  let loading = grammars.get(grammarName);
  if (!loading) {
    loading = loadGrammar(grammarName);
    grammars.set(grammarName, loading);
  }
  try {
    return parseWith(await loading, text, path, grammarName, time);
  } catch (error) {
    // Recursion inside the parser can overflow its stack, and overwrites its memory then.
    if (!(error instanceof Error) || error.name !== 'RuntimeError') throw error;
    abandoned.push(...(await Promise.all(grammars.values())));
    breakdowns++;
    started = undefined;
    grammars.clear();
    return { problem: { path, message: 'not read: nested too deeply for the parser' } };
  }
}

function parseWith(
  { parser, language, walk, named, skipped }: Grammar,
  text: string,
  path: string,
  name: string,
  time: ParsingTime,
): Parsed {
  const spent = measureTime();
  const limit = time.limit();
  const parsed = parser.parse(text, null, { progressCallback: () => spent(limit) > limit });
  time.add(spent(slowParse));
  if (!parsed) {
    parser.reset();
    return { problem: { path, message: 'not read: parsing took too long' } };
  }
  try {
    const { hasError } = parsed.rootNode;
    const source = new SourceText(text, path);
    const tree = (parsed as unknown as { readonly 0: number })[0];
    walk._ts_tree_root_node_wasm(tree);
    walk._ts_tree_cursor_new_wasm(tree);
    let root: SyntaxNode | undefined;
    let cut: SyntaxNode | undefined;
    /** Of where the cursor stands. */
    let parent: SyntaxNode | null = null;
    let depth = 0;
    do {
      // Every question crosses into the parser's memory, so nothing is asked twice or in vain.
      const typeId = walk._ts_tree_cursor_current_node_type_id_wasm(tree);
      const fieldId = walk._ts_tree_cursor_current_field_id_wasm(tree);
      if (skipped[typeId] !== 1 || fieldId !== 0) {
        const start = walk._ts_tree_cursor_start_index_wasm(tree);
        const end = walk._ts_tree_cursor_end_index_wasm(tree);
        const type = language.types[typeId] ?? 'ERROR';
        // The type of an error is beyond the table.
        const isNamed = named[typeId] !== 0;
        const field = language.fields[fieldId] ?? null;
        const isInner = depth < deepestNode && walk._ts_tree_cursor_goto_first_child_wasm(tree) === 1;
        const children = isInner ? [] : none;
        const node: SyntaxNode = new SyntaxNode(source, parent, type, isNamed, field, start, end, children);
        root ??= node;
        parent?.children.push(node);
        if (isInner) {
          parent = node;
          depth++;
          continue;
        }
        if (depth >= deepestNode) cut ??= node;
      }
      while (parent && walk._ts_tree_cursor_goto_next_sibling_wasm(tree) !== 1) {
        walk._ts_tree_cursor_goto_parent_wasm(tree);
        parent = parent.parent;
        depth--;
      }
    } while (parent);
    const problems = cut
      ? [{ ...cut.place, message: `nested deeper than ${deepestNode} levels: the rest is not read` }]
      : [];
    walk._ts_tree_cursor_delete_wasm(tree);
    parsed.delete();
    return { tree: { root: root as SyntaxNode, text, path, language: name, hasErrors: hasError, problems } };
  } catch (error) {
    abandoned.push(parsed);
    throw error;
  }
}
