/** Makes foreign text harmless: names and messages of an audited repository may hold terminal commands. */

/**
 * Control characters, line ends, bidirectional overrides, invisible characters, lone surrogates. An escape sequence
 * in a file name could rewrite the report on the reader's screen.
 */
const dangerous =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\0-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line of visible characters: `\n` for a line end, `\u001b` for the rest. */
export const escapeLine = (text: string): string => text.replace(dangerous, visible);

/** The same inside the text of a JSON document, whose own line ends stay. */
export const escapeJson = (document: string): string =>
  document.replace(dangerous, (found) => (found === '\n' ? found : unicode(found)));

const visible = (found: string): string => names.get(found) ?? unicode(found);
const names: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);
const unicode = (found: string): string =>
  Array.from(
    { length: found.length },
    (_, n) => `\\u${found.charCodeAt(n).toString(16).padStart(4, '0')}`,
  ).join('');
