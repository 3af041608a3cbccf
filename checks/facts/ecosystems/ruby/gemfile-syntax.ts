// The statements of a Gemfile: Ruby's grammar as far as Bundler's few words need it, read without running anything.

export interface Statement {
  /** `gem`, `group`, `source`; of `spec.add_dependency` the method alone. */
  readonly method: string;
  readonly positional: readonly string[];
  /** `group: :test`, `:git => '…'`, `groups: [:a, :b]`: texts of strings and symbols. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly line: number;
  /** `spec.name = 'x'`. */
  readonly assigns: boolean;
  /** Ends with `do`, or is an `if` and the like whose `end` follows. */
  readonly opens: boolean;
  /** An `end`. */
  readonly closes: boolean;
}

interface Token {
  readonly kind: 'word' | 'text' | 'symbol' | 'key' | 'mark' | 'line';
  readonly text: string;
  readonly line: number;
}

/** Words, strings, symbols, keys (`group:`) and marks of Ruby text; comments and `=begin` blocks are gone. */
function* tokens(text: string): Generator<Token> {
  let line = 1;
  let index = 0;
  while (index < text.length) {
    const letter = text[index] as string;
    const rest = text.slice(index, index + 200);
    if (letter === '\n') {
      yield { kind: 'line', text: letter, line };
      line++;
      index++;
      if (text.startsWith('=begin', index)) {
        const end = text.indexOf('\n=end', index);
        const skipped = text.slice(index, end < 0 ? text.length : end + 5);
        line += skipped.split('\n').length - 1;
        index += skipped.length;
      } else if (text.startsWith('__END__', index)) return;
      continue;
    }
    if (letter === '#') {
      const end = text.indexOf('\n', index);
      index = end < 0 ? text.length : end;
      continue;
    }
    if (letter === '\\' && text[index + 1] === '\n') {
      line++;
      index += 2;
      continue;
    }
    if (letter === '"' || letter === "'") {
      let content = '';
      const start = line;
      for (index++; index < text.length && text[index] !== letter; index++) {
        if (text[index] === '\\') index++;
        if (text[index] === '\n') line++;
        content += text[index] ?? '';
      }
      index++;
      yield { kind: 'text', text: content, line: start };
      continue;
    }
    const list = /^%[wWiI]([[({<])/.exec(rest)?.[1];
    if (list !== undefined) {
      const close = { '[': ']', '(': ')', '{': '}', '<': '>' }[list] ?? list;
      const end = text.indexOf(close, index + 3);
      const body = text.slice(index + 3, end < 0 ? text.length : end);
      yield { kind: 'mark', text: '[', line };
      for (const word of body.split(/\s+/)) if (word !== '') yield { kind: 'text', text: word, line };
      yield { kind: 'mark', text: ']', line };
      line += body.split('\n').length - 1;
      index = end < 0 ? text.length : end + 1;
      continue;
    }
    const key = /^([A-Za-z_]\w*[?!]?):(?!:)/.exec(rest)?.[1];
    if (key !== undefined) {
      yield { kind: 'key', text: key, line };
      index += key.length + 1;
      continue;
    }
    const symbol = /^:([A-Za-z_]\w*[?!]?|"[^"\n]{1,100}")/.exec(rest)?.[1];
    if (symbol !== undefined && text[index - 1] !== ':') {
      yield { kind: 'symbol', text: symbol.replaceAll('"', ''), line };
      index += symbol.length + 1;
      continue;
    }
    const word = /^[A-Za-z_]\w*[?!]?/.exec(rest)?.[0];
    if (word !== undefined) {
      yield { kind: 'word', text: word, line };
      index += word.length;
      continue;
    }
    if (!/\s/.test(letter)) yield { kind: 'mark', text: text.startsWith('=>', index) ? '=>' : letter, line };
    index += text.startsWith('=>', index) ? 2 : 1;
  }
}

/** The statements in order; what is no call of a word is passed over. */
export function statementsOf(text: string): readonly Statement[] {
  const found: Statement[] = [];
  let current: Token[] = [];
  let depth = 0;
  const finish = () => {
    const statement = statementOf(current);
    if (statement) found.push(statement);
    current = [];
  };
  for (const token of tokens(`${text.slice(0, 500_000)}\n`)) {
    if (token.kind === 'mark' && /[[({]/.test(token.text)) depth++;
    if (token.kind === 'mark' && /[\])}]/.test(token.text)) depth = Math.max(0, depth - 1);
    if (token.kind === 'mark' && token.text === ';' && depth === 0) finish();
    else if (token.kind !== 'line') current.push(token);
    else {
      const last = current.at(-1);
      // A comma or an operator at the end carries the statement on to the next line.
      if (
        depth === 0 &&
        !(last?.kind === 'mark' && /^(?:,|=>|&|\.|\+)$/.test(last.text)) &&
        last?.kind !== 'key'
      )
        finish();
    }
  }
  finish();
  return found;
}

function statementOf(tokens: readonly Token[]): Statement | undefined {
  const [first] = tokens;
  if (!first) return undefined;
  const none = { positional: [], named: new Map<string, string[]>(), line: first.line, assigns: false };
  if (first.kind !== 'word') return undefined;
  if (first.text === 'end') return { ...none, method: 'end', opens: false, closes: true };
  const opens =
    tokens.some(({ kind, text }) => kind === 'word' && text === 'do') ||
    /^(?:if|unless|case|begin|def|class|module|while|until)$/.test(first.text);
  // `spec.add_dependency 'x'`: the method after the last dot in front of its arguments.
  let start = 0;
  while (tokens[start + 1]?.text === '.' && tokens[start + 2]?.kind === 'word') start += 2;
  const method = tokens[start]?.text ?? '';
  const positional: string[] = [];
  const named = new Map<string, string[]>();
  let key: string | undefined;
  let depth = 0;
  const assigns = tokens[start + 1]?.text === '=';
  for (let index = start + 1; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.kind === 'mark' && token.text === '[') depth++;
    else if (token.kind === 'mark' && token.text === ']') depth--;
    else if (token.kind === 'mark' && token.text === ',' && depth === 0) key = undefined;
    else if (token.kind === 'key') {
      key = token.text;
      named.set(key, []);
    } else if (token.kind === 'word' && /^(?:if|unless|do)$/.test(token.text)) break;
    else if (token.kind === 'text' || token.kind === 'symbol') {
      if (tokens[index + 1]?.text === '=>') {
        key = token.text;
        named.set(key, []);
        index++;
      } else if (key === undefined) positional.push(token.text);
      else named.get(key)?.push(token.text);
    }
  }
  return { method, positional, named, line: first.line, assigns, opens, closes: false };
}
