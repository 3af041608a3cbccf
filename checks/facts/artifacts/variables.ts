/** Interpolation of `$NAME` and `${NAME:-default}`, the same in Dockerfiles, compose files and shells. */

export interface Expansion {
  /** With every variable that is known, or has a default, put in; unknown ones are left as written. */
  readonly text: string;
  /** Every variable had a value or a default. */
  readonly resolved: boolean;
  /** The variables read, whether known or not. */
  readonly variables: readonly string[];
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const MAX_DEPTH = 8;
/** Characters of one `${…}`; without a limit, many unclosed ones would each be searched to the end of the text. */
const MAX_LENGTH = 2_000;

/**
 * Expands a text. `$$` and `\$` stand for a dollar. Defaults may hold variables themselves.
 * `lookup` gives a variable's value, `undefined` for one that is only known later.
 */
export const expand = (text: string, lookup: (name: string) => string | undefined, depth = 0): Expansion => {
  if (!text.includes('$') || depth > MAX_DEPTH) return { text, resolved: !text.includes('$'), variables: [] };
  const variables: string[] = [];
  let resolved = true;
  let result = '';
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    const following = text[index + 1];
    if (character === '\\' && following === '$') {
      result += '$';
      index += 2;
      continue;
    }
    if (character !== '$') {
      result += character;
      index++;
      continue;
    }
    if (following === '$') {
      result += '$';
      index += 2;
      continue;
    }
    const braced = following === '{';
    const start = braced ? index + 2 : index + 1;
    const name = NAME.exec(text.slice(start, start + 200))?.[0];
    const end = braced ? closingBrace(text, start) : start + (name?.length ?? 0);
    if (!name || end < 0) {
      result += character;
      index++;
      continue;
    }
    variables.push(name);
    const operation = braced ? text.slice(start + name.length, end) : '';
    const value = lookup(name);
    const [, operator, operand] = /^(:?[-+?=])([\s\S]*)$/.exec(operation) ?? [];
    const isSet = value !== undefined && !(operator?.startsWith(':') && value === '');
    if (operator?.endsWith('+')) {
      if (isSet) result += expand(operand ?? '', lookup, depth + 1).text;
    } else if (isSet) result += value;
    else if (operator?.endsWith('-') || operator?.endsWith('=')) {
      const fallback = expand(operand ?? '', lookup, depth + 1);
      result += fallback.text;
      resolved &&= fallback.resolved;
      variables.push(...fallback.variables);
    } else {
      result += text.slice(index, braced ? end + 1 : end);
      resolved = false;
    }
    index = braced ? end + 1 : end;
  }
  return { text: result, resolved, variables };
};

const closingBrace = (text: string, from: number): number => {
  let open = 1;
  for (let index = from; index < Math.min(text.length, from + MAX_LENGTH); index++) {
    if (text[index] === '{') open++;
    else if (text[index] === '}' && --open === 0) return index;
  }
  return -1;
};
