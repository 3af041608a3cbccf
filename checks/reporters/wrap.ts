/** Breaks text into lines that fit a terminal. */

/** Lines of at most `width` columns, the first and the others with their own beginnings; a longer word stands alone. */
export function wrap(text: string, first = '', others = first, width = 80): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = others;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
