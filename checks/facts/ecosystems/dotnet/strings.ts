// C#'s string literals: what a literal stands for, with its interpolations taken apart.
import type { SyntaxNode } from '../../source/syntax.ts';

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
]);

/** Replaces the escapes of a literal that is neither verbatim nor raw. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|([\s\S]))/g,
    (whole, short?: string, long?: string, hex?: string, letter?: string) => {
      const digits = short ?? long ?? hex;
      if (digits === undefined) return escapes.get(letter ?? '') ?? letter ?? whole;
      const code = Number.parseInt(digits, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

/** A literal as pieces of text and interpolated expressions, in order. */
export function piecesOf(node: SyntaxNode): (string | SyntaxNode)[] {
  switch (node.type) {
    case 'verbatim_string_literal':
      return [node.text.replace(/^@"|"$/g, '').replaceAll('""', '"')];
    case 'raw_string_literal':
      return [
        node.namedChildren
          .filter(({ type }) => type === 'raw_string_content')
          .map(({ text }) => text)
          .join('')
          .trim(),
      ];
    case 'string_literal':
      return [
        node.namedChildren
          .filter(({ type }) => type === 'string_literal_content' || type === 'escape_sequence')
          .map(({ text }) => unescaped(text))
          .join(''),
      ];
    default:
      return interpolated(node);
  }
}

function interpolated(node: SyntaxNode): (string | SyntaxNode)[] {
  const start = node.namedChildren.find(({ type }) => type === 'interpolation_start')?.text ?? '$';
  const isVerbatim = start.includes('@') || node.text.startsWith('@');
  const isRaw = node.text.replace(/^[$@]+/, '').startsWith('"""');
  const pieces: (string | SyntaxNode)[] = [];
  for (const child of node.namedChildren) {
    if (child.type === 'interpolation') {
      const expression = child.namedChildren.find(({ type }) => !/^interpolation_|^comment$/.test(type));
      if (expression) pieces.push(expression);
    } else if (child.type === 'string_content' || child.type === 'escape_sequence') {
      const text = isRaw ? child.text : isVerbatim ? child.text.replaceAll('""', '"') : unescaped(child.text);
      pieces.push(isRaw ? text : text.replaceAll('{{', '{').replaceAll('}}', '}'));
    }
  }
  return pieces;
}
