/** Runs the parser: from text to a tree of numbers. Grammars are loaded on demand, and what hostile text could do is bounded. */
import { readFileSync } from 'node:fs';
import type { Parser } from 'web-tree-sitter';
import { optimiseParsers, optimiseProgram } from '../../engine/optimising.ts';

/** Nodes below this depth are left out and reported, so that a reader may recurse freely. */
export const deepestNode = 400;

/** A syntax tree in numbers alone, which one thread can hand to another. */
export interface FlatTree {
  /** Of each node, in the order of the text, {@link numbersOfNode}: type, field, start, end, depth. */
  readonly nodes: Int32Array;
  /** The grammar couldn't make sense of some of it. */
  readonly hasErrors: boolean;
}
export const numbersOfNode = 5;

/** What the numbers of a grammar's types and fields mean. */
export interface NodeTypes {
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
  /** By type; what is beyond it is the type of an error. */
  readonly named: Uint8Array;
}

export interface ParsedText {
  /** Absent where it took too long, or was nested too deeply for the parser. */
  readonly tree?: FlatTree;
  readonly refused?: 'slow' | 'deep';
  /** Milliseconds of processor time; 0 for the many that take few. */
  readonly took: number;
}

/** Most files are parsed before the processor's clock, which is slow to ask, is asked at all. In milliseconds by the clock. */
const startsToMeasure = 20;

/** Of this thread, where Node can tell it. */
const { threadCpuUsage: processorTime = process.cpuUsage } = process as {
  threadCpuUsage?: typeof process.cpuUsage;
};

/** Milliseconds by the clock; `performance` has to be loaded first, which takes longer than most files. */
function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/**
 * Starts to measure processor time. The function tells the milliseconds since then; 0 if by the clock it has been less
 * than `least`, which is far cheaper to ask and decides it but for other threads.
 */
function measureTime(): (least: number) => number {
  const start = now();
  let before: NodeJS.CpuUsage | undefined;
  let unmeasured = 0;
  return (least) => {
    const passed = now() - start;
    if (passed < startsToMeasure) return 0;
    if (!before) {
      before = processorTime();
      unmeasured = passed;
    }
    if (passed < least) return 0;
    const { user, system } = processorTime(before);
    return unmeasured + (user + system) / 1000;
  };
}

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
  readonly walk: Walk;
  readonly nodeTypes: NodeTypes;
  /** By type: left out of the tree. */
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
  optimiseProgram(announced >= littleSource);
  if (started || bytes < expected) return;
  expected = bytes;
  optimiseParsers(bytes >= muchSource);
}

/** Another copy of the module has a memory of its own: what is left of the one that broke down is never used again. */
async function startEngine(): Promise<Engine> {
  const { Language, Parser }: typeof import('web-tree-sitter') =
    breakdowns === 0
      ? await import('web-tree-sitter')
      : await import(`${import.meta.resolve('web-tree-sitter')}?${breakdowns}`);
  const wasmMemory = new Memory({ initial: initialMemory, maximum: mostMemory });
  // The engine puts its functions into the object that it is given.
  const options = { wasmMemory, print: () => undefined, printErr: () => undefined };
  await Parser.init(options);
  return { Language, Parser, walk: options as unknown as Walk };
}

/** Begins to load the engine, part of which other threads do: then the first text waits for less of it. */
export function startParser(): void {
  started ??= startEngine();
  // Whoever parses a text is told of it.
  started.catch(() => undefined);
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
  const { types, fields } = language;
  return { parser: new Parser().setLanguage(language), walk, nodeTypes: { types, fields, named }, skipped };
}

function grammarOf(name: string): Promise<Grammar> {
  let loading = grammars.get(name);
  if (!loading) {
    loading = loadGrammar(name);
    grammars.set(name, loading);
  }
  return loading;
}

/** A grammar that isn't there is a bug, and rejects. */
export async function nodeTypesOf(grammarName: string): Promise<NodeTypes> {
  return (await grammarOf(grammarName)).nodeTypes;
}

/** Parses a text, for at most so many milliseconds of processor time. */
export async function parseText(text: string, grammarName: string, limit: number): Promise<ParsedText> {
  const grammar = await grammarOf(grammarName);
  try {
    return parseWith(grammar, text, limit);
  } catch (error) {
    // Recursion inside the parser can overflow its stack, and overwrites its memory then.
    if (!(error instanceof Error) || error.name !== 'RuntimeError') throw error;
    abandoned.push(...(await Promise.all(grammars.values())));
    breakdowns++;
    started = undefined;
    grammars.clear();
    return { refused: 'deep', took: 0 };
  }
}

/** Grows as the largest tree so far needs it; trees are copied out of it. */
let numbers = new Int32Array(numbersOfNode * 16_384);

function parseWith({ parser, walk, skipped }: Grammar, text: string, limit: number): ParsedText {
  const spent = measureTime();
  const parsed = parser.parse(text, null, { progressCallback: () => spent(limit) > limit });
  const took = spent(0);
  if (!parsed) {
    parser.reset();
    return { refused: 'slow', took };
  }
  try {
    const { hasError: hasErrors } = parsed.rootNode;
    const tree = (parsed as unknown as { readonly 0: number })[0];
    walk._ts_tree_root_node_wasm(tree);
    walk._ts_tree_cursor_new_wasm(tree);
    let length = 0;
    let depth = 0;
    do {
      // Every question crosses into the parser's memory, so nothing is asked twice or in vain.
      const type = walk._ts_tree_cursor_current_node_type_id_wasm(tree);
      const field = walk._ts_tree_cursor_current_field_id_wasm(tree);
      if (skipped[type] !== 1 || field !== 0) {
        if (length + numbersOfNode > numbers.length) {
          const larger = new Int32Array(numbers.length * 2);
          larger.set(numbers);
          numbers = larger;
        }
        numbers[length++] = type;
        numbers[length++] = field;
        numbers[length++] = walk._ts_tree_cursor_start_index_wasm(tree);
        numbers[length++] = walk._ts_tree_cursor_end_index_wasm(tree);
        numbers[length++] = depth;
        if (depth < deepestNode && walk._ts_tree_cursor_goto_first_child_wasm(tree) === 1) {
          depth++;
          continue;
        }
      }
      while (depth > 0 && walk._ts_tree_cursor_goto_next_sibling_wasm(tree) !== 1) {
        walk._ts_tree_cursor_goto_parent_wasm(tree);
        depth--;
      }
    } while (depth > 0);
    walk._ts_tree_cursor_delete_wasm(tree);
    parsed.delete();
    return { tree: { nodes: numbers.slice(0, length), hasErrors }, took };
  } catch (error) {
    abandoned.push(parsed);
    throw error;
  }
}
