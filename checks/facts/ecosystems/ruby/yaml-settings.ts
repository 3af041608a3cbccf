// Rails' YAML files, with the ERB in them taken apart: sections of settings as values.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { Place } from '../../../engine/place.ts';
import type { SourceModule, Value } from '../../source/model.ts';

export interface Section {
  readonly at: Place;
  readonly values: ReadonlyMap<string, Value>;
  /** Databases by name, where a section holds several. */
  readonly inner: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  /** Values at any depth, by the last two parts of their key where the last is a number, else the last. */
  readonly all: ReadonlyMap<string, Value>;
}

export interface Settings {
  readonly sections: ReadonlyMap<string, Section>;
  readonly environment: SourceModule['environment'];
}

const marker = /__erb(\d{1,5})__/;
const largest = 100_000;

/** The sections of a settings file; undefined where there is no such file or it is no YAML. */
export function readYamlSettings(text: string | undefined, path: string): Settings | undefined {
  if (text === undefined || text.length > largest) return undefined;
  const expressions: string[] = [];
  const plain = text
    .replace(/<%#[\s\S]{0,2000}?%>/g, (tag) => tag.replace(/[^\n]/g, ''))
    .replace(
      /<%=([\s\S]{0,2000}?)-?%>/g,
      (_tag, inner: string) => `__erb${expressions.push(inner.trim()) - 1}__`,
    )
    .replace(/<%[\s\S]{0,2000}?%>/g, (tag) => tag.replace(/[^\n]/g, ''));
  const lines = new LineCounter();
  let document: Document;
  try {
    document = parseDocument(plain, { lineCounter: lines, uniqueKeys: false });
  } catch {
    return undefined;
  }
  if (!isMap(document.contents)) return undefined;
  const environment: SourceModule['environment'][number][] = [];
  const placeOf = (node: Node): Place => ({ path, line: lines.linePos(node.range?.[0] ?? 0).line });
  const scalarValue = (content: string, at: Place): Value => {
    const parts = content.split(/(__erb\d{1,5}__)/).filter((part) => part !== '');
    const values = parts.map((part): Value => {
      const index = marker.exec(part)?.[1];
      const value: Value =
        index === undefined
          ? { kind: 'literal', type: 'string', text: part, at }
          : erbValue(expressions[Number(index)] ?? '', at);
      if (value.kind === 'environment') environment.push(value);
      return value;
    });
    const [first] = values;
    return values.length === 1 && first ? first : { kind: 'text', parts: values, at };
  };
  /** Own entries and those that `<<` merges in; own ones win. */
  const pairsOf = (map: YAMLMap, depth: number): [string, Node][] => {
    const merged: [string, Node][] = [];
    const own: [string, Node][] = [];
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const target = isAlias(value) ? value.resolve(document) : (value as Node | null);
      if (!target) continue;
      if (name === '<<') {
        if (isMap(target) && depth < 4) merged.push(...pairsOf(target, depth + 1));
      } else own.push([name, target as Node]);
    }
    return [...merged, ...own];
  };
  const scalarsOf = (map: YAMLMap): Map<string, Value> => {
    const values = new Map<string, Value>();
    for (const [name, node] of pairsOf(map, 0))
      if (isScalar(node) && node.value !== null && node.value !== '')
        values.set(name, scalarValue(String(node.value), placeOf(node)));
    return values;
  };
  const sections = new Map<string, Section>();
  for (const [name, node] of pairsOf(document.contents, 0).slice(0, 50)) {
    if (!isMap(node)) continue;
    const inner = new Map<string, Map<string, Value>>();
    for (const [key, child] of pairsOf(node, 0)) if (isMap(child)) inner.set(key, scalarsOf(child));
    const all = new Map<string, Value>();
    const queue: { node: Node; depth: number }[] = [{ node, depth: 0 }];
    for (let next = queue.shift(); next && next.depth < 8 && all.size < 500; next = queue.shift()) {
      if (!isMap(next.node)) continue;
      for (const [key, child] of pairsOf(next.node, 0)) {
        if (isScalar(child) && child.value !== null)
          all.set(key, scalarValue(String(child.value), placeOf(child)));
        else if (isSeq(child))
          for (const [index, item] of child.items.slice(0, 20).entries())
            if (isScalar(item) && item.value !== null)
              all.set(`${key}.${index}`, scalarValue(String(item.value), placeOf(item)));
        queue.push({ node: child, depth: next.depth + 1 });
      }
    }
    sections.set(name, { at: placeOf(node), values: scalarsOf(node), inner, all });
  }
  return { sections, environment };
}

/** One expression of ERB, as settings files write them; what isn't one of these forms is unknown. */
function erbValue(expression: string, at: Place): Value {
  const code = expression.slice(0, 500);
  const read = /^ENV(?:\.fetch\(\s*|\[\s*)(["'])(\w+)\1\s*(?:,\s*([^)]*))?[\])]?\s*([\s\S]*)$/.exec(code);
  if (read?.[2] !== undefined) {
    const isFetch = code.startsWith('ENV.fetch');
    const rest = read[4] ?? '';
    const fallback =
      literalIn(read[3]) ??
      literalIn(/^\s*\{([^}]*)\}/.exec(rest)?.[1]) ??
      literalIn(/(?:\|\||\bor\b)\s*(.+)$/.exec(rest)?.[1]);
    return {
      kind: 'environment',
      name: read[2],
      required: isFetch && read[3] === undefined && !/^\s*\{/.test(rest),
      ...(fallback === undefined
        ? {}
        : { fallback: { kind: 'literal', type: 'string', text: fallback, at } }),
      at,
    };
  }
  if (/^Rails\.application\.(?:credentials|secrets)\b|^Settings\b|^Figaro\b/.test(code))
    return { kind: 'configuration', name: code.slice(0, 80), at };
  const literal = literalIn(code);
  return literal === undefined
    ? { kind: 'unknown', text: code.slice(0, 80), at }
    : { kind: 'literal', type: 'string', text: literal, at };
}

/** The text of a quoted string, a symbol or a number, whatever blanks are around it. */
function literalIn(code: string | undefined): string | undefined {
  const match = /^\s*(?:(["'])(.*?)\1|:(\w+)|(\d+))\s*$/.exec(code ?? '');
  return match ? (match[2] ?? match[3] ?? match[4]) : undefined;
}
