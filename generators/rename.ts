/** Rewrites what is the template's own, in every spelling, to the new service's. Nothing else changes. */
import type { File } from './plan.ts';

/** What is a service's own: its name in kebab case, the registry of its image, the host it is reached by. */
export interface Identity {
  name: string;
  registry: string;
  host: string;
}

/** What the template calls itself. */
export const templateIdentity: Identity = {
  name: 'todo-service',
  registry: 'localhost:32000',
  host: 'todo-service.localhost',
};

const words = (name: string) => name.split('-');
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The spellings of a kebab-case name: kebab, snake, SCREAMING, Pascal, camel and Title, in this order. */
export const spellings = (name: string): readonly string[] => [
  name,
  words(name).join('_'),
  words(name).join('_').toUpperCase(),
  words(name).map(capital).join(''),
  words(name)
    .map((word, index) => (index === 0 ? word : capital(word)))
    .join(''),
  words(name).map(capital).join(' '),
];

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Makes the function that rewrites a text from one identity to another.
 *
 * One pass, the longest first: the host holds the name, and what was just written must not be rewritten again.
 */
export function rename(from: Identity, to: Identity): (text: string) => string {
  const pairs = new Map([
    ...spellings(from.name).map(
      (spelling, index) => [spelling, spellings(to.name)[index] ?? to.name] as const,
    ),
    [from.registry, to.registry] as const,
    [from.host, to.host] as const,
  ]);
  const longestFirst = [...pairs.keys()].sort((a, b) => b.length - a.length);
  const any = new RegExp(longestFirst.map(literal).join('|'), 'g');
  return (text) => text.replace(any, (found) => pairs.get(found) ?? found);
}

/** The lock file's own name stands in two fields; everything else in it belongs to other packages. */
function renameLock(text: string, name: string): string {
  const lock = JSON.parse(text) as { name: string; packages: Record<string, { name?: string }> };
  const root = lock.packages[''];
  if (root) root.name = name;
  return `${JSON.stringify({ ...lock, name }, null, 2)}\n`;
}

/** Rewrites the path and the text of one file. Content that isn't UTF-8 is left as it is. */
export function renameFile(file: File, from: Identity, to: Identity): File {
  const rewrite = rename(from, to);
  const path = rewrite(file.path);
  if (path.split('/').at(-1) === 'package-lock.json') {
    return { ...file, path, content: Buffer.from(renameLock(file.content.toString('utf8'), to.name)) };
  }
  const text = file.content.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(file.content);
  return { ...file, path, content: isText ? Buffer.from(rewrite(text)) : file.content };
}
