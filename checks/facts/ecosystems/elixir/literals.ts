// Texts and names as Elixir writes them: strings, sigils, atoms, keys.
import type { SyntaxNode } from '../../source/syntax.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ', '0': '\0' };

const unescaped = (text: string): string => {
  const inner = text.slice(1);
  return Object.hasOwn(escapes, inner) ? (escapes[inner] ?? '') : inner;
};

/** The pieces of a string, charlist or sigil: texts, and the expressions put in between them. */
export function piecesOf(node: SyntaxNode): readonly (string | SyntaxNode)[] {
  const pieces: (string | SyntaxNode)[] = [];
  const add = (text: string) => {
    const last = pieces.at(-1);
    if (typeof last === 'string') pieces[pieces.length - 1] = last + text;
    else pieces.push(text);
  };
  for (const child of node.children) {
    if (child.type === 'quoted_content') add(child.text);
    else if (child.type === 'escape_sequence') add(unescaped(child.text));
    else if (child.type === 'interpolation') {
      const [expression] = child.namedChildren;
      if (expression) pieces.push(expression);
    }
  }
  return pieces;
}

/** The text where nothing is put in between. */
export function plainText(node: SyntaxNode): string | undefined {
  const pieces = piecesOf(node);
  if (pieces.length === 0) return '';
  return pieces.length === 1 && typeof pieces[0] === 'string' ? pieces[0] : undefined;
}

/** `:name`, `:"name"`, without the colon; undefined for what is no atom. */
export function atomText(node: SyntaxNode | null | undefined): string | undefined {
  if (node?.type === 'atom') return node.text.slice(1);
  return node?.type === 'quoted_atom' ? plainText(node) : undefined;
}

/** The key of a pair: `port:`, `"ecto.setup":`. */
export function keyText(node: SyntaxNode | null): string | undefined {
  if (node?.type === 'keyword') return node.text.replace(/:\s*$/, '');
  return node?.type === 'quoted_keyword' ? plainText(node) : undefined;
}
