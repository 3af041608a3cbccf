/** INI files of servers and process managers: keys by section, with the lines on which they stand. */
import type { Place } from '../../engine/place.ts';

export interface IniEntry {
  readonly section: string;
  readonly key: string;
  /** Empty for a key without a value (`master` in uWSGI's dialect). */
  readonly value: string;
  readonly at: Place;
}

const MAX_LENGTH = 256 * 1024;

/** Entries in order; lines that are indented go on the value before them. A file that is too large has none. */
export const readIni = (text: string, path: string): readonly IniEntry[] => {
  if (text.length > MAX_LENGTH) return [];
  const entries: IniEntry[] = [];
  let section = '';
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const bare = line.slice(0, 8192).replace(/(?:^|\s)[;#].*$/, '');
    const content = bare.trim();
    if (content === '') continue;
    const header = /^\[([^\]]{1,200})\]$/.exec(content)?.[1];
    const last = entries.at(-1);
    if (header !== undefined) section = header.trim();
    else if (/^\s/.test(bare) && last?.section === section)
      entries[entries.length - 1] = { ...last, value: `${last.value} ${content}`.trim() };
    else {
      const split = /[=:]/.exec(content)?.index ?? content.length;
      entries.push({
        section,
        key: content.slice(0, split).trim(),
        value: content.slice(split + 1).trim(),
        at: { path, line: index + 1 },
      });
    }
  }
  return entries;
};
