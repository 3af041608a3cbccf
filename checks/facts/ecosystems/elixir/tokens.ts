// The words of an Elixir file that is read without its grammar (mix.exs, mix.lock): comments dropped, texts told from atoms.

export interface Token {
  readonly kind: 'text' | 'atom' | 'key' | 'word' | 'sign';
  /** Without quotes, without an atom's colon, without a key's colon. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** In characters: a longer file is no manifest that a person keeps. */
const longest = 2_000_000;

/** The tokens of a file, in order. What isn't Elixir becomes signs of one character. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  if (text.length > longest) return tokens;
  // Each alternative begins with another character, so that no text is looked at twice.
  const pattern =
    /(\n)|[ \t\r]+|#[^\n]*|"""[\s\S]*?"""|"((?:[^"\\]|\\[\s\S])*)"(:?)(?!:)|:([A-Za-z_][\w@]*[?!]?)|:"((?:[^"\\]|\\[\s\S])*)"|([A-Za-z_][\w.]*[?!]?)(:(?=\s))?|[\s\S]/g;
  let line = 1;
  for (const match of text.matchAll(pattern)) {
    const [whole, newline, quoted, quotedKey, atom, quotedAtom, word, key] = match;
    if (newline !== undefined) {
      line++;
      continue;
    }
    const add = (kind: Token['kind'], value: string) => tokens.push({ kind, text: value, line });
    if (quoted !== undefined) add(quotedKey === ':' ? 'key' : 'text', quoted);
    else if (atom !== undefined) add('atom', atom);
    else if (quotedAtom !== undefined) add('atom', quotedAtom);
    else if (word !== undefined) add(key ? 'key' : 'word', word);
    else if (!/^(?:[ \t\r#]|""")/.test(whole)) add('sign', whole);
    for (let at = whole.indexOf('\n'); at !== -1; at = whole.indexOf('\n', at + 1)) line++;
  }
  return tokens;
}

/** Index of the bracket that closes the one at `open`; the end of the tokens where none does. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== 'sign') continue;
    if (token.text === '{' || token.text === '[' || token.text === '(') depth++;
    else if (token.text === '}' || token.text === ']' || token.text === ')') {
      depth--;
      if (depth === 0) return index;
    }
  }
  return tokens.length;
}
