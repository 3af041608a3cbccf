/** What a README is good for here: the variables that it documents, and the compose files that it presents for development. */
import type { Place } from '../../engine/place.ts';
import { isInside, nameOf } from './paths.ts';

export interface Readme {
  readonly path: string;
  /** Names that look like environment variables, each once, with their first place. */
  readonly variables: readonly { readonly name: string; readonly at: Place }[];
  /** Compose commands with the heading under which they stand. */
  readonly composeUses: readonly { readonly file?: string; readonly heading: string; readonly at: Place }[];
}

const MAX_LENGTH = 512 * 1024;

export const isReadmePath = (path: string): boolean => {
  const name = nameOf(path);
  if (
    /^(?:readme|install|installation|configuration|config|setup|deployment|deploy|development|contributing|environment|env)(?:\.[\w-]+)?\.(?:md|markdown|rst|adoc|txt)$/i.test(
      name,
    )
  )
    return true;
  return /^readme(?:\.txt)?$/i.test(name) || (isInside(path, 'docs') && /\.(?:md|rst|adoc)$/i.test(name));
};

export const readReadme = (text: string, path: string): Readme | undefined => {
  if (text.length > MAX_LENGTH) return undefined;
  const variables = new Map<string, Place>();
  const composeUses: { file?: string; heading: string; at: Place }[] = [];
  let heading = '';
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.slice(0, 8192);
    const place = { path, line: index + 1 };
    const title = /^#{1,6}\s+(.{1,200})/.exec(line)?.[1];
    if (title !== undefined) heading = title;
    for (const match of line.matchAll(/[A-Za-z0-9_]+/g)) {
      const [name] = match;
      if (name.length < 2 || !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(name) || variables.has(name)) continue;
      const before = line[match.index - 1] ?? '';
      // A single word in capitals is prose unless it is set in code or assigned.
      const isCode = name.includes('_') || /[`${]/.test(before) || line[match.index + name.length] === '=';
      if (isCode) variables.set(name, place);
    }
    if (/docker[- ]compose\b/.test(line)) {
      const file = /\s-f[ =]?(\S+)/.exec(line)?.[1] ?? /\s--file[ =](\S+)/.exec(line)?.[1];
      composeUses.push({ file, heading, at: place });
    }
  }
  return { path, variables: [...variables].map(([name, at]) => ({ name, at })), composeUses };
};
