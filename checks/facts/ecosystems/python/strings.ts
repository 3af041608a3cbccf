// Python's string literals: what a literal stands for, with its interpolations taken apart.
import type { SyntaxNode } from '../../source/syntax.ts';

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['a', '\x07'],
  ['\n', ''],
]);

/** Replaces the escapes of a literal that isn't raw; unknown ones stand as they are, as Python keeps them. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] as string;
    const next = text[index + 1];
    if (letter !== '\\' || next === undefined) {
      out += letter;
      continue;
    }
    const width = next === 'x' ? 2 : next === 'u' ? 4 : next === 'U' ? 8 : 0;
    const digits = text.slice(index + 2, index + 2 + width);
    if (width > 0 && digits.length === width && /^[0-9a-fA-F]+$/.test(digits)) {
      const code = Number.parseInt(digits, 16);
      out += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      index += 1 + width;
      continue;
    }
    const plain = escapes.get(next);
    out += plain ?? (next === '\\' || next === '"' || next === "'" ? next : `\\${next}`);
    index += 1;
  }
  return out;
}

/** One `string` node as literal pieces and interpolated expressions, in order. */
export function piecesOf(node: SyntaxNode): (string | SyntaxNode)[] {
  const pieces: (string | SyntaxNode)[] = [];
  let raw = false;
  let formatted = false;
  for (const child of node.namedChildren) {
    if (child.type === 'string_start') {
      raw = /r/i.test(child.text);
      formatted = /f/i.test(child.text);
    } else if (child.type === 'string_content') {
      const text = raw ? child.text : unescaped(child.text);
      pieces.push(formatted ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text);
    } else if (child.type === 'interpolation') {
      const expression = child.childForFieldName('expression');
      if (expression) pieces.push(expression);
    }
  }
  return pieces;
}

/**
 * The template of `%` and `str.format` as literal pieces and markers: a number for the n-th argument, a string in
 * `name` for a keyword.
 */
export function templatePieces(
  text: string,
  style: '%' | 'format',
): (string | { readonly argument: number | string })[] {
  const pieces: (string | { argument: number | string })[] = [];
  const marker =
    style === '%'
      ? /%(?:\((\w{1,80})\))?[-#0 +]{0,5}(?:\d{1,5})?(?:\.\d{1,5})?[diouxXeEfFgGcrsa%]/g
      : /\{\{|\}\}|\{(\w{0,80})[^{}]{0,80}\}/g;
  let from = 0;
  let next = 0;
  for (const match of text.matchAll(marker)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[0] === '%%' || match[0] === '{{' || match[0] === '}}') pieces.push(match[0].slice(1));
    else if (match[1] === undefined || match[1] === '') pieces.push({ argument: next++ });
    else pieces.push({ argument: /^\d+$/.test(match[1]) ? Number(match[1]) : match[1] });
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}
