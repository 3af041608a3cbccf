/** Shell text as the sequence of simple commands that it runs, by the bash grammar. */
import type { Place, Problem } from '../../engine/place.ts';
import type { SyntaxNode } from '../source/syntax.ts';
import { expand } from './variables.ts';

export interface ShellCommand {
  /** Without `exec`, without assignments in front. Variables with a known value are put in, others stay as written. */
  readonly words: readonly string[];
  readonly assignments: readonly { readonly name: string; readonly value: string }[];
  readonly at: Place;
  /** The shell hands its process over. */
  readonly exec: boolean;
  readonly background: boolean;
  readonly piped: boolean;
  /** Text of the conditions under which it runs, from the outside in: of `if`, `case`, loops, and what stands before `&&` and `||`. */
  readonly conditions: readonly ShellCondition[];
  /** It runs over and over. */
  readonly looped: boolean;
  readonly redirects: readonly { readonly operator: string; readonly target: string }[];
}

export interface ShellCondition {
  readonly kind: 'if' | 'else' | 'case' | 'loop' | 'and' | 'or';
  readonly text: string;
}

export interface ShellRead {
  readonly name: string;
  readonly fallback?: string;
  /** `${NAME:?message}`. */
  readonly required: boolean;
  readonly at: Place;
}

/** A variable that the script sets, by `NAME=value`, before a command, or by `${NAME:=value}`. */
export interface ShellAssignment {
  readonly name: string;
  /** Without quotes; what it reads or computes stays as written. */
  readonly value: string;
  /** The value with the defaults of `${NAME:-default}` and `${NAME:=default}` put in, where it has any. */
  readonly fallback?: string;
  readonly at: Place;
  readonly conditions: readonly ShellCondition[];
}

export interface Script {
  /** In the order of the text; functions stand where they are called. */
  readonly commands: readonly ShellCommand[];
  /** Variables that it reads and doesn't set itself. */
  readonly reads: readonly ShellRead[];
  /** In the order of the text; those of functions where they are called. */
  readonly assignments: readonly ShellAssignment[];
  readonly problems: readonly Problem[];
}

const MAX_COMMANDS = 2_000;
const MAX_CALL_DEPTH = 4;

/** Words, blanks, `&&` and continued lines mean the same with and without a grammar, which costs time to load. */
const PLAIN = /^(?:[\w \t./:=@%+,&*-]|\\\r?\n)+$/;
const LONE_AMPERSAND = /(?:^|[^&])&(?:[^&]|$)|&&&|&&\s*$|^\s*&&/;
const MAX_PLAIN = 4_000;

/**
 * Reads a script or a shell-form command. `at` is where its first line stands.
 * `known` are variables set from outside, such as a Dockerfile's ENV.
 */
export const readShell = async (
  text: string,
  at: Place,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<Script> => {
  if (text.length <= MAX_PLAIN && PLAIN.test(text) && !LONE_AMPERSAND.test(text))
    return plainScript(text, at);
  const { parseSource } = await import('../source/syntax.ts');
  const parsed = await parseSource(text, at.path, 'bash');
  if ('problem' in parsed) return { commands: [], reads: [], assignments: [], problems: [parsed.problem] };
  const offset = (at.line ?? 1) - 1;
  const reader = new ShellReader((node) => {
    const { line = 1, column } = node.place;
    return { path: at.path, line: line + offset, column };
  }, known);
  reader.statements(parsed.tree.root, []);
  const { commands, reads, assignments } = reader;
  return { commands, reads, assignments, problems: parsed.tree.problems };
};

const plainScript = (text: string, at: Place): Script => {
  const commands: ShellCommand[] = [];
  const all: ShellAssignment[] = [];
  const conditions: ShellCondition[] = [];
  let offset = 0;
  for (const part of text.split('&&')) {
    const line = text.slice(0, offset + part.search(/[^\s\\]|$/)).split('\n').length - 1;
    offset += part.length + 2;
    const place = line === 0 ? at : { path: at.path, line: (at.line ?? 1) + line };
    const words = part.split(/(?:[ \t]|\\\r?\n)+/).filter((word) => word !== '');
    const assignments: { name: string; value: string }[] = [];
    while (words[0] && /^[A-Za-z_]\w*=/.test(words[0])) assignments.push(assignmentOf(words.shift() ?? ''));
    const exported =
      words[0] === 'export' ? words.slice(1).filter((word) => /^[A-Za-z_]\w*=/.test(word)) : [];
    for (const { name, value } of [...assignments, ...exported.map(assignmentOf)])
      all.push({ name, value, at: place, conditions: [...conditions] });
    const exec = words[0] === 'exec';
    if (exec) words.shift();
    if (words.length > 0)
      commands.push({
        words,
        assignments,
        at: place,
        exec,
        background: false,
        piped: false,
        conditions: [...conditions],
        looped: false,
        redirects: [],
      });
    conditions.push({ kind: 'and', text: part.trim() });
  }
  return { commands, reads: [], assignments: all, problems: [] };
};

const assignmentOf = (word: string): { name: string; value: string } => {
  const equals = word.indexOf('=');
  return { name: word.slice(0, equals), value: word.slice(equals + 1) };
};

class ShellReader {
  readonly commands: ShellCommand[] = [];
  readonly reads: ShellRead[] = [];
  readonly assignments: ShellAssignment[] = [];
  readonly #place: (node: SyntaxNode) => Place;
  readonly #variables: Map<string, string>;
  readonly #own = new Set<string>();
  readonly #functions = new Map<string, SyntaxNode>();
  #callDepth = 0;
  #background = false;
  #piped = false;
  #looped = false;
  #redirects: { operator: string; target: string }[] = [];

  constructor(place: (node: SyntaxNode) => Place, known: ReadonlyMap<string, string>) {
    this.#place = place;
    this.#variables = new Map(known);
  }

  /** The statements directly below a node, with `&` looked ahead for. */
  statements(node: SyntaxNode, conditions: readonly ShellCondition[]): void {
    const { children } = node;
    for (const [index, child] of children.entries()) {
      if (!child.isNamed) continue;
      const before = this.#background;
      if (children[index + 1]?.type === '&') this.#background = true;
      this.#statement(child, conditions);
      this.#background = before;
    }
  }

  #statement(node: SyntaxNode, conditions: readonly ShellCondition[]): void {
    if (this.commands.length >= MAX_COMMANDS) return;
    switch (node.type) {
      case 'command':
        this.#command(node, conditions);
        return;
      case 'redirected_statement': {
        const before = this.#redirects;
        this.#redirects = [...before, ...this.#redirectsOf(node)];
        for (const child of node.namedChildren)
          if (!child.type.endsWith('_redirect')) this.#statement(child, conditions);
        this.#redirects = before;
        return;
      }
      case 'list': {
        let inherited = conditions;
        let left: SyntaxNode | undefined;
        for (const child of node.children) {
          if (child.type === '&&' || child.type === '||') {
            const kind = child.type === '&&' ? 'and' : 'or';
            inherited = [...inherited, { kind, text: left?.text.slice(0, 500) ?? '' }];
          } else if (child.isNamed) {
            this.#statement(child, inherited);
            left = child;
          }
        }
        return;
      }
      case 'pipeline': {
        const before = this.#piped;
        this.#piped = true;
        this.statements(node, conditions);
        this.#piped = before;
        return;
      }
      case 'if_statement':
      case 'elif_clause': {
        const condition = node
          .childrenForFieldName('condition')
          .map((child) => child.text)
          .join(' ')
          .slice(0, 500);
        const inner: readonly ShellCondition[] = [...conditions, { kind: 'if', text: condition }];
        for (const child of node.namedChildren) {
          if (child.field === 'condition') this.#statement(child, conditions);
          else if (child.type === 'elif_clause' || child.type === 'else_clause')
            this.#statement(child, [...conditions, { kind: 'else', text: condition }]);
          else this.#statement(child, inner);
        }
        return;
      }
      case 'case_statement': {
        const value = node.childForFieldName('value')?.text ?? '';
        for (const item of node.namedChildren.filter(({ type }) => type === 'case_item')) {
          const patterns = item.childrenForFieldName('value').map((pattern) => pattern.text);
          const text = `${value} in ${patterns.join('|')}`.slice(0, 500);
          for (const child of item.namedChildren)
            if (child.field !== 'value') this.#statement(child, [...conditions, { kind: 'case', text }]);
        }
        return;
      }
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement': {
        const before = this.#looped;
        const text = node.text.split('\n', 1)[0]?.slice(0, 500) ?? '';
        for (const child of node.namedChildren) {
          this.#looped = true;
          this.#statement(
            child,
            child.field === 'body' ? [...conditions, { kind: 'loop', text }] : conditions,
          );
        }
        this.#looped = before;
        return;
      }
      case 'function_definition': {
        const name = node.childForFieldName('name')?.text;
        const body = node.childForFieldName('body');
        if (name && body) this.#functions.set(name, body);
        return;
      }
      case 'variable_assignment':
        this.#assign(node, conditions);
        return;
      case 'declaration_command':
      case 'variable_assignments':
        for (const child of node.namedChildren)
          if (child.type === 'variable_assignment') this.#assign(child, conditions);
        return;
      case 'comment':
      case 'test_command':
      case 'unset_command':
        if (node.type === 'test_command') this.#readsOf(node);
        return;
      default:
        // Blocks, subshells, negation, and what the grammar couldn't make sense of.
        this.statements(node, conditions);
    }
  }

  #command(node: SyntaxNode, conditions: readonly ShellCondition[]): void {
    const words: string[] = [];
    const assignments: { name: string; value: string }[] = [];
    this.#readsOf(node);
    for (const child of node.namedChildren) {
      this.#given(child, conditions);
      if (child.type === 'variable_assignment') {
        const value = child.childForFieldName('value');
        const name = child.childForFieldName('name')?.text ?? '';
        assignments.push({ name, value: value ? this.#word(value) : '' });
      } else if (child.type === 'command_name') words.push(this.#word(child.namedChildren[0] ?? child));
      else if (!child.type.endsWith('_redirect')) words.push(this.#word(child));
    }
    const body = this.#functions.get(words[0] ?? '');
    if (body) {
      if (this.#callDepth >= MAX_CALL_DEPTH) return;
      this.#callDepth++;
      this.statements(body, conditions);
      this.#callDepth--;
      return;
    }
    const exec = words[0] === 'exec';
    if (exec) words.shift();
    if (words.length === 0) return;
    this.commands.push({
      words,
      assignments,
      at: this.#place(node),
      exec,
      background: this.#background,
      piped: this.#piped,
      conditions,
      looped: this.#looped,
      redirects: [...this.#redirects, ...this.#redirectsOf(node)],
    });
  }

  #redirectsOf(node: SyntaxNode): { operator: string; target: string }[] {
    return node.namedChildren
      .filter(({ type }) => type === 'file_redirect')
      .map((redirect) => {
        const destination = redirect.childForFieldName('destination');
        const operator = redirect.children.find(({ isNamed }) => !isNamed)?.type ?? '';
        return { operator, target: destination ? this.#word(destination) : '' };
      });
  }

  #assign(node: SyntaxNode, conditions: readonly ShellCondition[]): void {
    const name = node.childForFieldName('name')?.text;
    const value = node.childForFieldName('value');
    this.#readsOf(node);
    this.#given(node, conditions);
    if (!name) return;
    const text = value ? this.#word(value) : '';
    // What is computed, or set a second time, is only known when it runs.
    if (this.#own.has(name) || text.includes('$') || text.includes('`')) this.#variables.delete(name);
    else this.#variables.set(name, text);
    this.#own.add(name);
  }

  /** The assignments in a word or an assignment: its own, and of the variables that get a default in it. */
  #given(node: SyntaxNode, conditions: readonly ShellCondition[]): void {
    if (this.assignments.length >= MAX_COMMANDS) return;
    const at = this.#place(node);
    const value = node.childForFieldName('value');
    const isAssignment = node.type === 'variable_assignment';
    const name = isAssignment ? node.childForFieldName('name') : null;
    if (name && value && value.type !== 'array') {
      const written = writtenText(value, false);
      const filled = writtenText(value, true);
      const fallback = filled === written ? undefined : filled;
      this.assignments.push({ name: name.text, value: written, fallback, at, conditions });
    }
    for (const each of walkOutsideSubstitutions(value ?? node)) {
      const found = defaultOf(each);
      // `${NAME:-…}` in a word of a command gives nothing to anybody: tests and messages are written that way.
      if (found && found.name !== name?.text && (isAssignment || found.operator.endsWith('=')))
        this.assignments.push({
          name: found.name,
          value: each.text,
          fallback: writtenText(each, true),
          at: this.#place(each),
          conditions,
        });
    }
  }

  #readsOf(node: SyntaxNode): void {
    for (const each of node.walk()) {
      if (each.type !== 'simple_expansion' && each.type !== 'expansion') continue;
      const name = each.namedChildren.find(({ type }) => type === 'variable_name')?.text;
      if (!name || this.#own.has(name)) continue;
      const operator = each.childForFieldName('operator')?.text ?? '';
      const operand = each.namedChildren
        .filter(({ type }) => type !== 'variable_name')
        .map(({ text }) => text);
      const fallback = /^:?[-=]$/.test(operator) ? operand.join('') : undefined;
      this.reads.push({ name, fallback, required: operator.endsWith('?'), at: this.#place(each) });
    }
  }

  #word(node: SyntaxNode): string {
    const lookup = (name: string) => this.#variables.get(name);
    switch (node.type) {
      case 'raw_string':
        return node.text.slice(1, -1);
      case 'ansi_c_string':
        return node.text.slice(2, -1);
      case 'string':
        return expand(node.text.slice(1, -1), lookup).text.replace(/\\(["\\`])/g, '$1');
      case 'concatenation':
        return node.children.map((child) => this.#word(child)).join('');
      case 'command_substitution':
      case 'process_substitution':
        return node.text;
      default:
        return expand(node.text, lookup)
          .text.replace(/\\\n/g, '')
          .replace(/\\([^\n$])/g, '$1');
    }
  }
}

/** The parts of `${NAME:-default}` and `${NAME:=default}`. */
const defaultOf = (node: SyntaxNode): { name: string; operator: string; from: number } | undefined => {
  if (node.type !== 'expansion') return undefined;
  const operator = node.childForFieldName('operator');
  const name = node.namedChildren[0];
  if (!operator || name?.type !== 'variable_name' || !/^:?[-=]$/.test(operator.type)) return undefined;
  return { name: name.text, operator: operator.type, from: operator.endIndex };
};

const isSubstitution = ({ type }: SyntaxNode): boolean =>
  type === 'command_substitution' || type === 'process_substitution';

function* walkOutsideSubstitutions(node: SyntaxNode): Generator<SyntaxNode> {
  const stack = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (isSubstitution(next) || next.type.endsWith('_redirect')) continue;
    yield next;
    stack.push(...next.children.toReversed());
  }
}

/** A value without its quotes, expansions as written; `filled` puts the defaults in. */
const writtenText = (node: SyntaxNode, filled: boolean): string => {
  const found = filled ? defaultOf(node) : undefined;
  if (found) return between(node, found.from, node.endIndex - 1, filled);
  switch (node.type) {
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'ansi_c_string':
      return node.text.slice(2, -1);
    case 'string':
      return between(node, node.startIndex + 1, node.endIndex - 1, filled);
    case 'concatenation':
      return between(node, node.startIndex, node.endIndex, filled);
    case 'command_substitution':
      // Backquotes as well, so that what is computed always looks the same.
      return node.text.startsWith('`') ? `$(${node.text.slice(1, -1)})` : node.text;
    case 'word':
      return unescaped(node.text);
    default:
      return node.text;
  }
};

/** A stretch of a node, where only its children are more than text. */
const between = (node: SyntaxNode, from: number, to: number, filled: boolean): string => {
  let text = '';
  let index = from;
  const plain = (end: number) => unescaped(node.text.slice(index - node.startIndex, end - node.startIndex));
  for (const child of node.children) {
    if (child.startIndex < index || child.endIndex > to) continue;
    text += plain(child.startIndex) + writtenText(child, filled);
    index = child.endIndex;
  }
  return text + plain(to);
};

const unescaped = (text: string): string => text.replace(/\\\n/g, '').replace(/\\(["\\`])/g, '$1');
