// Ruby's escapes in double-quoted strings.

const letters: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['s', ' '],
  ['v', '\v'],
  ['\n', ''],
]);

/** What one escape sequence, as the grammar isolates it, stands for. */
export function unescaped(sequence: string): string {
  const letter = sequence[1] ?? '';
  const digits = /^\\(?:x([0-9a-fA-F]{1,2})|u\{?([0-9a-fA-F]{1,6})\}?)$/.exec(sequence);
  const code = digits ? Number.parseInt(digits[1] ?? digits[2] ?? '', 16) : Number.NaN;
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  return letters.get(letter) ?? sequence.slice(1);
}
