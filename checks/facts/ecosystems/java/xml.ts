// Elements of an XML document with their lines: enough for pom.xml and the configuration of logging libraries.

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** Its own text, without that of elements inside, trimmed. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

type Open = {
  name: string;
  attributes: Map<string, string>;
  children: Element[];
  text: string;
  line: number;
};

/** In characters: larger documents are data. */
const sizeLimit = 1_000_000;
const depthLimit = 100;

/**
 * Reads a document as far as it is well-formed; comments, declarations and instructions are left out, entities beyond XML's own
 * five stay as written (none is ever fetched). `undefined` where no element stands, or too many in each other.
 */
export function readXml(text: string): Element | undefined {
  if (text.length > sizeLimit) return undefined;
  const root: Open = { name: '', attributes: new Map(), children: [], text: '', line: 1 };
  const stack: Open[] = [root];
  let line = 1;
  let at = 0;
  const advance = (to: number) => {
    for (let index = at; index < to; index++) if (text.charCodeAt(index) === 10) line++;
    at = to;
  };
  while (at < text.length) {
    const current = stack.at(-1) as Open;
    const start = text.indexOf('<', at);
    if (start < 0) break;
    current.text += decoded(text.slice(at, start));
    advance(start);
    const until = (end: string, from: number): number => {
      const found = text.indexOf(end, from);
      return found < 0 ? text.length : found + end.length;
    };
    if (text.startsWith('<!--', at)) advance(until('-->', at + 4));
    else if (text.startsWith('<![CDATA[', at)) {
      const end = until(']]>', at);
      current.text += text.slice(at + 9, Math.max(end - 3, at + 9));
      advance(end);
    } else if (text.startsWith('<?', at)) advance(until('?>', at));
    else if (text.startsWith('<!', at)) advance(until('>', at));
    else if (text.startsWith('</', at)) {
      const end = until('>', at);
      const name = text.slice(at + 2, end - 1).trim();
      // A tag that is never closed ends with the one around it.
      const index = stack.findLastIndex((open) => open.name === name);
      while (index > 0 && stack.length > index) close(stack);
      advance(end);
    } else {
      const end = tagEnd(text, at + 1);
      const tag = text.slice(at + 1, end - 1);
      const name = /^[^\s/>]{1,200}/.exec(tag)?.[0] ?? '';
      const open: Open = {
        name,
        attributes: attributesOf(tag.slice(name.length)),
        children: [],
        text: '',
        line,
      };
      if (stack.length > depthLimit) return undefined;
      stack.push(open);
      if (tag.endsWith('/')) close(stack);
      advance(end);
    }
  }
  while (stack.length > 1) close(stack);
  return root.children[0];
}

function close(stack: Open[]): void {
  const open = stack.pop() as Open;
  stack.at(-1)?.children.push({ ...open, text: open.text.trim() });
}

/** Behind the `>` that ends a tag; one inside quotes doesn't. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let index = from; index < text.length; index++) {
    const letter = text[index] as string;
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return index + 1;
  }
  return text.length + 1;
}

function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single] of tag
    .slice(0, 20_000)
    .matchAll(/([\w:.-]{1,100})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g))
    if (name) found.set(name, decoded(double ?? single ?? ''));
  return found;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '')
    : text;

/** The first child of this name, or what a path of names leads to. */
export function childAt(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  let current = element;
  for (const name of path) current = current?.children.find((child) => child.name === name);
  return current;
}

export const childrenOf = (element: Element | undefined, name: string): readonly Element[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** All elements below, without recursion. */
export function* below(element: Element | undefined): Generator<Element> {
  const stack = element ? [element] : [];
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--)
      stack.push(next.children[index] as Element);
  }
}
