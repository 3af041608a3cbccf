/** Source in languages that nothing here reads: what an app written in one does can't be told from its files. */
import type { Repo } from '../../engine/repo.ts';
import { isAside, isInside, isTestFolder, isVendored, nameOf } from '../artifacts/paths.ts';
import { ecosystems } from '../ecosystems/index.ts';

const languages: Readonly<Record<string, string>> = {
  '.clj': 'Clojure',
  '.cljc': 'Clojure',
  '.cljs': 'Clojure',
  '.scala': 'Scala',
  '.groovy': 'Groovy',
  '.fs': 'F#',
  '.vb': 'Visual Basic',
  '.hs': 'Haskell',
  '.ml': 'OCaml',
  '.erl': 'Erlang',
  '.gleam': 'Gleam',
  '.pl': 'Perl',
  '.pm': 'Perl',
  '.lua': 'Lua',
  '.swift': 'Swift',
  '.dart': 'Dart',
  '.cr': 'Crystal',
  '.nim': 'Nim',
  '.zig': 'Zig',
  '.c': 'C',
  '.cc': 'C++',
  '.cpp': 'C++',
  '.jl': 'Julia',
  '.r': 'R',
};

const extensionOf = (path: string): string => {
  const name = nameOf(path);
  return name.lastIndexOf('.') <= 0 ? '' : name.slice(name.lastIndexOf('.')).toLowerCase();
};

/**
 * The language that an app is mostly written in, if nothing here reads it; `undefined` where most of its source is read.
 * @param folder the app's folder; the folders of `others` inside it are not its own
 */
export const unreadLanguage = (repo: Repo, folder: string, others: readonly string[]): string | undefined => {
  const readable = new Set(ecosystems.flatMap(({ grammars }) => Object.keys(grammars)));
  const unread = new Map<string, number>();
  let read = 0;
  for (const { path, size } of repo.files) {
    if (!isInside(path, folder) || others.some((other) => isInside(path, other))) continue;
    if (isVendored(path) || isAside(path) || isTestFolder(path)) continue;
    const extension = extensionOf(path);
    const language = Object.hasOwn(languages, extension) ? languages[extension] : undefined;
    if (readable.has(extension)) read += size;
    else if (language !== undefined) unread.set(language, (unread.get(language) ?? 0) + size);
  }
  const [most] = [...unread].sort((a, b) => b[1] - a[1]);
  return most && most[1] > read ? most[0] : undefined;
};
