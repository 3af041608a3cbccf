/** Helm's templates as a chart renders them with its own values: every line of the result knows where it comes from. */
import {
  evaluate,
  type HelmScope,
  type HelmValue,
  isList,
  isMap,
  isTrue,
  isUnset,
  printed,
  wordsOf,
} from './helm-expressions.ts';

export interface HelmChart {
  readonly name: string;
  readonly appVersion?: string;
  readonly version?: string;
  readonly values: HelmValue;
  /** All of the chart's files that may define named templates, as text. */
  readonly sources: readonly string[];
}

export interface RenderedTemplate {
  readonly text: string;
  /** For each line of the text, the line of the template that it comes from. */
  readonly lines: readonly number[];
}

type Node =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'print'; readonly words: readonly string[]; readonly line: number }
  | { readonly kind: 'trim' }
  | Block;
interface Block {
  readonly kind: 'if' | 'with' | 'range' | 'define';
  readonly branches: { readonly words: readonly string[]; readonly body: Node[] }[];
}

const MAX_LENGTH = 200_000;
const MAX_STEPS = 20_000;
const MAX_DEPTH = 40;
const MAX_INCLUDES = 12;

/** A chart's renderer; named templates are read once. */
export function helmRenderer(chart: HelmChart): (template: string) => RenderedTemplate | undefined {
  const defined = new Map<string, Node[]>();
  for (const source of chart.sources)
    for (const node of parsed(source) ?? [])
      if (node.kind === 'define' && node.branches[0])
        defined.set(nameIn(node.branches[0].words), node.branches[0].body);
  const root = new Map<string, HelmValue>([
    ['Values', chart.values],
    [
      'Chart',
      new Map<string, HelmValue>([
        ['Name', chart.name],
        ['AppVersion', chart.appVersion ?? { unset: 'AppVersion' }],
        ['Version', chart.version ?? { unset: 'Version' }],
      ]),
    ],
    [
      'Release',
      new Map<string, HelmValue>([
        ['Name', chart.name],
        ['Namespace', { unset: 'Namespace' }],
        ['Service', 'Helm'],
        ['IsInstall', true],
        ['IsUpgrade', false],
        ['Revision', 1],
      ]),
    ],
    ['Template', { unset: 'Template' }],
    ['Capabilities', { unset: 'Capabilities' }],
    ['Files', { unset: 'Files' }],
  ]);
  return (template) => {
    const nodes = parsed(template);
    if (!nodes) return undefined;
    const budget = { steps: MAX_STEPS };
    const out = new Output();
    const include = (name: string, dot: HelmValue, depth: number): string | undefined => {
      const body = defined.get(name);
      if (!body || depth > MAX_INCLUDES) return undefined;
      const part = new Output();
      render(body, scopeOf(dot, new Map(), depth + 1), part, budget);
      return part.rendered().text;
    };
    const scopeOf = (dot: HelmValue, variables: Map<string, HelmValue>, depth: number): HelmScope => ({
      dot,
      root: depth === 0 ? root : dot,
      variables,
      include: (name, given) => include(name, given, depth),
    });
    render(nodes, scopeOf(root, new Map(), 0), out, budget);
    return budget.steps > 0 ? out.rendered() : undefined;
  };
}

const nameIn = (words: readonly string[]): string => words[0]?.slice(1, -1) ?? '';

/** Lines with the source's line for each; a line belongs to the first thing on it that isn't space. */
class Output {
  private readonly texts: string[] = [''];
  private readonly sources: number[] = [1];
  private length = 0;

  append(text: string, line: number, moves: boolean): void {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) {
        this.texts.push('');
        this.sources.push(line + (moves ? index : 0));
      }
      const last = this.texts.length - 1;
      if (part.trim() !== '' && (this.texts[last] ?? '').trim() === '')
        this.sources[last] = line + (moves ? index : 0);
      this.length += part.length + 1;
      if (this.length <= MAX_LENGTH) this.texts[last] = `${this.texts[last]}${part}`;
    }
  }

  get onNewLine(): boolean {
    return (this.texts.at(-1) ?? '').trim() === '';
  }

  trimEnd(): void {
    while (this.texts.length > 1 && (this.texts.at(-1) ?? '').trim() === '') {
      this.texts.pop();
      this.sources.pop();
    }
    const last = this.texts.length - 1;
    this.texts[last] = (this.texts[last] ?? '').trimEnd();
  }

  rendered(): RenderedTemplate {
    return { text: this.texts.join('\n'), lines: this.sources };
  }
}

function render(nodes: readonly Node[], scope: HelmScope, out: Output, budget: { steps: number }): void {
  for (const [index, node] of nodes.entries()) {
    if (--budget.steps <= 0) return;
    if (node.kind === 'text') out.append(node.text, node.line, true);
    else if (node.kind === 'trim') out.trimEnd();
    else if (node.kind === 'print') {
      const [variable = '', sign, ...rest] = node.words;
      if (/^:?=$/.test(sign ?? '')) scope.variables.set(variable, evaluate(rest, scope));
      else {
        const value = evaluate(node.words, scope);
        const next = nodes[index + 1];
        const alone =
          out.onNewLine &&
          (!next || next.kind === 'trim' || (next.kind === 'text' && /^[ \t]*\n/.test(next.text)));
        // On a line of its own stands a block of lines, not a value.
        if (!isUnset(value) || !alone) out.append(supplied(node.words, printed(value)), node.line, false);
      }
    } else if (node.kind !== 'define') renderBlock(node, scope, out, budget);
  }
}

/** A value that the chart leaves empty waits for the deploy to set it. */
function supplied(words: readonly string[], text: string): string {
  if (!/^(?:""|'')?$/.test(text)) return text;
  const path = words.find((word) => /^\$?\.Values\./.test(word));
  if (path === undefined) return text;
  const variable = printed({ unset: path.replace(/^.*\./, '') });
  return text === '' ? variable : `${text[0]}${variable}${text[0]}`;
}

function renderBlock(block: Block, scope: HelmScope, out: Output, budget: { steps: number }): void {
  for (const [index, { words, body }] of block.branches.entries()) {
    const isElse = index > 0 && words.length === 0;
    const sign = words.findIndex((word) => /^:?=$/.test(word));
    const names = words.slice(0, Math.max(sign, 0)).filter((word) => word.startsWith('$'));
    const value = isElse ? true : evaluate(words.slice(sign + 1), scope);
    if (!isTrue(value)) continue;
    const variables = new Map(scope.variables);
    const inner = (dot: HelmValue): HelmScope => ({ ...scope, dot, variables });
    if (isElse || block.kind === 'if') render(body, scope, out, budget);
    else if (block.kind === 'with') {
      if (names[0]) variables.set(names[0], value);
      render(body, inner(value), out, budget);
    } else {
      const items: readonly (readonly [HelmValue, HelmValue])[] = isMap(value)
        ? [...value]
        : isList(value)
          ? [...value.entries()]
          : isUnset(value)
            ? [[{ unset: 'KEY' }, value]]
            : [];
      for (const [key, item] of items) {
        if (names.length > 1 && names[0]) variables.set(names[0], key);
        const name = names.at(-1);
        if (name) variables.set(name, item);
        render(body, inner(item), out, budget);
      }
    }
    return;
  }
}

/** The template as a tree; `undefined` for one whose actions don't close. */
function parsed(template: string): Node[] | undefined {
  if (template.length > MAX_LENGTH) return undefined;
  const top: Node[] = [];
  const open: { block: Block; into: Node[] }[] = [];
  let into = top;
  let index = 0;
  let line = 1;
  let trimNext = false;
  const linesIn = (text: string): number => text.split('\n').length - 1;
  const pushText = (text: string): void => {
    const start = trimNext ? text.length - text.trimStart().length : 0;
    trimNext = false;
    if (start < text.length)
      into.push({ kind: 'text', text: text.slice(start), line: line + linesIn(text.slice(0, start)) });
    line += linesIn(text);
  };
  while (index < template.length) {
    const begin = template.indexOf('{{', index);
    pushText(template.slice(index, begin < 0 ? template.length : begin));
    if (begin < 0) break;
    const end = closing(template, begin + 2);
    if (end < 0) return undefined;
    let action = template.slice(begin + 2, end);
    index = end + 2;
    if (/^-\s/.test(action)) {
      into.push({ kind: 'trim' });
      action = action.slice(1);
    }
    if (/\s-$/.test(action)) {
      trimNext = true;
      action = action.slice(0, -1);
    }
    const at = line;
    line += linesIn(action);
    const written = action.trim();
    if (written === '' || written.startsWith('/*')) continue;
    const words = wordsOf(written);
    const [keyword = ''] = words ?? [];
    const rest = words?.slice(1) ?? [];
    if (/^(?:if|with|range|define|block)$/.test(keyword)) {
      const kind = keyword === 'block' ? 'define' : (keyword as Block['kind']);
      const block: Block = { kind, branches: [{ words: rest, body: [] }] };
      if (open.length >= MAX_DEPTH) return undefined;
      into.push(block);
      open.push({ block, into });
      into = block.branches[0]?.body ?? [];
    } else if (keyword === 'else') {
      const block = open.at(-1)?.block;
      if (!block) return undefined;
      const branch = { words: rest.slice(1), body: [] as Node[] };
      block.branches.push(branch);
      into = branch.body;
    } else if (keyword === 'end') {
      const closed = open.pop();
      if (!closed) return undefined;
      into = closed.into;
    } else into.push({ kind: 'print', words: words ?? ['unknown'], line: at });
  }
  return open.length === 0 ? top : undefined;
}

/** Where the action ends: braces inside of strings don't close it. */
function closing(template: string, from: number): number {
  let quote = '';
  const isComment = /^-?\s*\/\*/.test(template.slice(from, from + 20));
  if (isComment) {
    const end = template.indexOf('*/', from);
    return end < 0 ? -1 : template.indexOf('}}', end);
  }
  for (let index = from; index < Math.min(template.length, from + 5_000); index++) {
    const character = template[index] ?? '';
    if (quote !== '') {
      if (character === '\\' && quote === '"') index++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === '`') quote = character;
    else if (character === '}' && template[index + 1] === '}') return index;
  }
  return -1;
}
