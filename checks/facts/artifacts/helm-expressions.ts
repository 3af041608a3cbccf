/** What a Go template's expression is worth for a chart: values looked up, the functions that charts use applied. */
import type { YamlNode } from './yaml.ts';

/** What a deploy gives, and the chart alone doesn't tell. */
export interface Unset {
  readonly unset: string;
}
export type HelmValue =
  | string
  | number
  | boolean
  | null
  | Unset
  | readonly HelmValue[]
  | ReadonlyMap<string, HelmValue>;

/** What names stand for: `.` and `$` as they are inside of blocks, and variables. */
export interface HelmScope {
  readonly dot: HelmValue;
  readonly root: HelmValue;
  readonly variables: Map<string, HelmValue>;
  /** The text of a named template; `undefined` for one that nobody defines. */
  include(name: string, dot: HelmValue): string | undefined;
}

export const helmValueOf = (node: YamlNode | undefined): HelmValue => {
  if (!node) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(helmValueOf);
  return new Map([...node.entries].map(([name, { value }]) => [name, helmValueOf(value)]));
};

export const isMap = (value: HelmValue): value is ReadonlyMap<string, HelmValue> => value instanceof Map;
export const isList = (value: HelmValue): value is readonly HelmValue[] => Array.isArray(value);
export const isUnset = (value: HelmValue): value is Unset =>
  typeof value === 'object' && value !== null && !isMap(value) && !isList(value);

/** Go's notion of a true value. What isn't known counts as true: the block then says what it would hold. */
export const isTrue = (value: HelmValue): boolean => {
  if (isUnset(value)) return true;
  if (isMap(value)) return value.size > 0;
  if (isList(value)) return value.length > 0;
  return value !== null && value !== false && value !== '' && value !== 0;
};

/** As it is printed; what the deploy supplies stays a variable. */
export const printed = (value: HelmValue): string => {
  if (isUnset(value)) return `\${${value.unset.replaceAll(/\W+/g, '_') || 'VALUE'}}`;
  if (isMap(value) || isList(value)) return yamlOf(value);
  return value === null ? '' : String(value);
};

const MAX_WORDS = 200;
const wordPattern =
  /"(?:[^"\\]|\\.){0,500}"|`[^`]{0,500}`|\$?[A-Za-z_]\w*(?:\.\w+)*|\$(?:\.\w+)*|(?:\.\w+)+|-?\d[\d.]*|:?=|[().|,]/y;

/** The words of an expression; `undefined` for what isn't one. */
export function wordsOf(expression: string): readonly string[] | undefined {
  const words: string[] = [];
  let index = 0;
  while (index < expression.length) {
    if (/\s/.test(expression[index] ?? '')) {
      index++;
      continue;
    }
    wordPattern.lastIndex = index;
    const word = wordPattern.exec(expression)?.[0];
    if (word === undefined || words.length >= MAX_WORDS) return undefined;
    words.push(word);
    index += word.length;
  }
  return words;
}

/** The worth of a pipeline. What can't be told is named after what it reads. */
export function evaluate(words: readonly string[], scope: HelmScope): HelmValue {
  let next = 0;
  const unset = (): Unset => ({
    unset: words.find((word) => /^\$?\.\w/.test(word))?.replace(/^.*\./, '') ?? words[0] ?? 'VALUE',
  });

  function pipeline(depth: number): HelmValue {
    let value = command(depth, []);
    while (words[next] === '|') {
      next++;
      value = command(depth, [value]);
    }
    return value;
  }

  function command(depth: number, piped: readonly HelmValue[]): HelmValue {
    const head = words[next];
    const isCall = head !== undefined && /^[A-Za-z_][\w.]*$/.test(head) && !/^(?:true|false|nil)$/.test(head);
    if (isCall) next++;
    const given: HelmValue[] = [];
    while (next < words.length && words[next] !== '|' && words[next] !== ')') given.push(operand(depth));
    const all = [...given, ...piped];
    return isCall ? called(head, all, scope, unset) : (all[0] ?? null);
  }

  function operand(depth: number): HelmValue {
    const word = words[next++] ?? '';
    if (word === '(') {
      if (depth > 30) return unset();
      const value = pipeline(depth + 1);
      if (words[next] === ')') next++;
      const path = /^(?:\.\w+)+$/.test(words[next] ?? '') ? words[next++] : undefined;
      return path === undefined ? value : under(value, path);
    }
    if (word.startsWith('"')) return word.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
    if (word.startsWith('`')) return word.slice(1, -1);
    if (/^-?\d/.test(word)) return Number(word);
    if (/^(?:true|false)$/.test(word)) return word === 'true';
    if (word === 'nil') return null;
    if (word === '.') return scope.dot;
    if (word.startsWith('.')) return under(scope.dot, word);
    if (word.startsWith('$')) {
      const [name = '', ...path] = word.split('.');
      const of = name === '$' ? scope.root : (scope.variables.get(name) ?? unset());
      return path.length === 0 ? of : under(of, `.${path.join('.')}`);
    }
    // A function without arguments, as an operand.
    return called(word, [], scope, unset);
  }

  return pipeline(0);
}

function under(value: HelmValue, path: string): HelmValue {
  let current = value;
  for (const name of path.split('.').filter((part) => part !== '')) {
    if (isUnset(current)) return { unset: name };
    current = isMap(current) ? (current.get(name) ?? null) : null;
  }
  return current;
}

const isKnown = (value: HelmValue): boolean => !isUnset(value);
const text = (value: HelmValue | undefined): string => (value === undefined ? '' : printed(value));

function called(name: string, given: readonly HelmValue[], scope: HelmScope, unset: () => Unset): HelmValue {
  const last = given.at(-1) ?? null;
  const [first = null, second = null] = given;
  switch (name) {
    case 'include':
    case 'template':
      return scope.include(text(first), second) ?? unset();
    case 'tpl':
    case 'toString':
    case 'int':
    case 'int64':
    case 'float64':
    case 'deepCopy':
      return name === 'tpl' ? first : last;
    case 'required':
      return last;
    case 'default':
      return isKnown(last) && isTrue(last) ? last : isUnset(last) && !isTrue(first) ? last : first;
    case 'coalesce':
      return given.find((value) => isTrue(value)) ?? null;
    case 'ternary':
      return isTrue(last) ? first : second;
    case 'quote':
      return JSON.stringify(text(last));
    case 'squote':
      return `'${text(last)}'`;
    case 'toYaml':
      return isKnown(last) ? yamlOf(last) : last;
    case 'toJson':
      return isKnown(last) ? JSON.stringify(plain(last)) : last;
    case 'nindent':
    case 'indent': {
      // A block of lines that nobody tells is better left out than put in as one word.
      if (isUnset(last)) return '';
      const lines = text(last).split('\n');
      const space = ' '.repeat(typeof first === 'number' ? Math.min(Math.max(first, 0), 80) : 0);
      const body = lines.map((line) => (line === '' ? '' : `${space}${line}`)).join('\n');
      return name === 'nindent' ? `\n${body}` : body;
    }
    case 'printf': {
      let index = 1;
      return text(first).replaceAll(/%[-+ 0-9.]{0,6}([sdvqtf%])/g, (_, verb: string) =>
        verb === '%' ? '%' : verb === 'q' ? JSON.stringify(text(given[index++])) : text(given[index++]),
      );
    }
    case 'print':
      return given.map(text).join('');
    case 'lower':
      return text(last).toLowerCase();
    case 'upper':
      return text(last).toUpperCase();
    case 'trim':
      return text(last).trim();
    case 'trunc':
      return text(last).slice(0, typeof first === 'number' && first >= 0 ? first : undefined);
    case 'trimSuffix':
      return text(last).endsWith(text(first)) && first !== ''
        ? text(last).slice(0, text(last).length - text(first).length)
        : last;
    case 'trimPrefix':
      return text(last).startsWith(text(first)) ? text(last).slice(text(first).length) : last;
    case 'replace':
      return text(last).replaceAll(text(first), text(second));
    case 'b64enc':
      return isKnown(last) ? Buffer.from(text(last)).toString('base64') : last;
    case 'not':
      return isUnset(last) ? last : !isTrue(last);
    case 'and':
      return given.find((value) => !isTrue(value)) ?? last;
    case 'or':
      return given.find((value) => isKnown(value) && isTrue(value)) ?? given.find(isUnset) ?? last;
    case 'eq':
      return given.every(isKnown) ? given.slice(1).some((value) => text(value) === text(first)) : unset();
    case 'ne':
      return given.every(isKnown) ? text(first) !== text(second) : unset();
    case 'empty':
      return isUnset(last) ? last : !isTrue(last);
    case 'index':
    case 'get':
      return given
        .slice(1)
        .reduce<HelmValue>(
          (of, key) => (isList(of) ? (of[Number(text(key))] ?? null) : under(of, `.${text(key)}`)),
          first,
        );
    case 'hasKey':
      return isMap(first) ? first.has(text(second)) : unset();
    case 'contains':
      return given.every(isKnown) ? text(second).includes(text(first)) : unset();
    case 'list':
      return given;
    case 'dict': {
      const map = new Map<string, HelmValue>();
      for (let index = 0; index + 1 < given.length; index += 2)
        map.set(text(given[index]), given[index + 1] ?? null);
      return map;
    }
    default:
      return unset();
  }
}

const plain = (value: HelmValue): unknown => {
  if (isMap(value)) return Object.fromEntries([...value].map(([name, entry]) => [name, plain(entry)]));
  if (isList(value)) return value.map(plain);
  return isUnset(value) ? printed(value) : value;
};

/** As YAML in block style, one entry a line; below the first level JSON, which is YAML too. */
function yamlOf(value: HelmValue): string {
  if (isMap(value))
    return value.size === 0
      ? '{}'
      : [...value]
          .map(([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(plain(entry))}`)
          .join('\n');
  if (isList(value))
    return value.length === 0 ? '[]' : value.map((item) => `- ${JSON.stringify(plain(item))}`).join('\n');
  return typeof value === 'string' ? JSON.stringify(value) : printed(value);
}
