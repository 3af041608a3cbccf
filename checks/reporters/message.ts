/** A message of a check, taken apart: what stands between backticks is quoted code, the rest is prose. */

export interface Part {
  readonly code: boolean;
  readonly text: string;
}

/** An odd backtick is prose. Foreign text may hold backticks of its own; either way it ends up in one of the parts. */
export function partsOf(message: string): Part[] {
  const pieces = message.split('`');
  const odd = pieces.length % 2 === 0 ? pieces.pop() : undefined;
  const parts = pieces.map((text, index) => ({ code: index % 2 === 1, text }));
  const last = parts.at(-1);
  if (odd !== undefined && last) parts[parts.length - 1] = { code: false, text: `${last.text}\`${odd}` };
  return parts.filter(({ text }) => text !== '');
}
