// Reads XML as project and configuration files are written: elements with attributes, texts and places; no entities from outside.
import type { Place } from '../../../engine/place.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, trimmed. */
  readonly text: string;
  readonly at: Place;
}

interface Open {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: Open[];
  text: string;
  readonly at: Place;
}

/** In characters: larger files are data. */
const sizeLimit = 1_000_000;
// No part crosses the next `<`, which XML forbids in values: an unclosed one costs no more than its own length.
const tag =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<[?!][^<>]*>|<(\/?)([\w:.-]{1,200})((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>/g;

/** How many elements above a closing tag may have been left open. */
const deepestUnclosed = 50;

/** The root elements of a file. What is no XML gives what could be read before it. */
export function readXml(text: string, path: string): readonly XmlElement[] {
  const top: Open = { name: '', attributes: new Map(), children: [], text: '', at: { path } };
  const stack = [top];
  if (text.length > sizeLimit) return [];
  let from = 0;
  let line = 1;
  for (const match of text.matchAll(tag)) {
    const current = stack.at(-1) ?? top;
    current.text += unescaped(text.slice(from, match.index));
    line += count(text, from, match.index);
    const [whole, slash, name, rest = ''] = match;
    from = match.index + whole.length;
    const at = { path, line };
    line += count(whole, 0, whole.length);
    if (whole.startsWith('<![CDATA[')) current.text += whole.slice(9).replace(/\]\]>$/, '');
    if (name === undefined) continue;
    if (slash === '/') {
      const from = Math.max(stack.length - deepestUnclosed, 0);
      const index = stack.slice(from).findLastIndex((open) => open.name === name);
      if (from + index > 0 && index >= 0) stack.length = from + index;
      continue;
    }
    const element: Open = { name, attributes: attributesOf(rest), children: [], text: '', at };
    current.children.push(element);
    if (!rest.endsWith('/')) stack.push(element);
  }
  return top.children.map((child) => ({ ...child, text: child.text.trim() }));
}

/** An element and all below it, in the order of the text. */
export function* elementsIn(roots: readonly XmlElement[]): Generator<XmlElement> {
  const stack = [...roots].reverse();
  for (let element = stack.pop(); element; element = stack.pop()) {
    yield element;
    for (let index = element.children.length - 1; index >= 0; index--)
      stack.push(element.children[index] as XmlElement);
  }
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(
    /([\w:.-]{1,200})\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  ))
    attributes.set(name, unescaped(double ?? single ?? ''));
  return attributes;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
const unescaped = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(\w{2,4});/g, (whole, name: string) => entities.get(name) ?? whole)
    : text;

function count(text: string, from: number, until: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < until; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
