/** What only browsers run of a repository's JavaScript, and what of that no fact asks for, so that it needn't be parsed. */
import { folderOf, joinPath } from '../../artifacts/paths.ts';
import { isSecretName } from '../../gather/secret-shapes.ts';
import { closureOf } from '../../source/closure.ts';
import type { SourceModule } from '../../source/model.ts';
import type { BrowserCode, UnreadSource } from '../ecosystem.ts';
import { catalogue } from './catalogue.ts';
import { packagesOf } from './modules.ts';
import { type Scan, scan } from './scan.ts';

/**
 * Browsers run a module that uses what they alone offer, and what such a module imports, as far as nothing else imports it.
 * What else there is counts as a server's: started by a command, found in a folder, or dead.
 */
export function browserCode({ paths, files, manifests, resolve }: UnreadSource): BrowserCode {
  const scans = new Map<string, Scan>();
  for (const path of paths) {
    const text = files.text?.(path);
    if (text !== undefined) scans.set(path, scan(text, path));
  }
  const importedBy = (path: string): readonly string[] => {
    const { imports = [], patterns = [] } = scans.get(path) ?? {};
    const named = imports.flatMap(({ module, typeOnly }) => (typeOnly ? [] : resolve(module, path)));
    const bundled = patterns.flatMap((pattern) => {
      const matches = matcherOf(pattern, folderOf(path));
      return matches ? [...scans.keys()].filter((other) => matches.test(other)) : [];
    });
    return [...named.filter((other) => scans.has(other)), ...bundled];
  };
  const isServers = ({ forNode, imports }: Scan): boolean =>
    forNode || imports.some(({ module, typeOnly }) => !typeOnly && isOfServers(module));
  const scanned = [...scans];
  const pages = scanned.filter(([, one]) => one.forBrowsers && !isServers(one)).map(([path]) => path);
  if (pages.length === 0) return new Map();
  const shown = closureOf(pages, importedBy);
  const served = closureOf(
    scanned.filter(([path, one]) => !shown.has(path) || isServers(one)).map(([path]) => path),
    importedBy,
  );
  const declared = declaredIn(manifests);
  const code = new Map<string, SourceModule | undefined>();
  for (const [path, { imports }] of scanned) {
    if (!shown.has(path) || served.has(path)) continue;
    const asks =
      imports.some(
        ({ module, typeOnly }) =>
          !typeOnly &&
          resolve(module, path).length === 0 &&
          packagesOf(module).some((name) => isTold(name) || !declared(name, path)),
      ) || tells(files.text?.(path) ?? '');
    code.set(path, asks ? undefined : moduleOf(path, imports));
  }
  return code;
}

/** A file of which nothing but its imports is asked. */
const moduleOf = (path: string, imports: Scan['imports']): SourceModule => ({
  path,
  ecosystem: 'node',
  imports,
  calls: [],
  bindings: [],
  functions: [],
  classes: [],
  writes: [],
  environment: [],
  strings: [],
  program: false,
  inBrowser: true,
  problems: [],
});

const isOfServers = (module: string): boolean =>
  packagesOf(module).some((name) => {
    const framework = catalogue.frameworks[name];
    return (framework && framework.kind !== 'static') || Object.hasOwn(catalogue.drivers, name);
  });

let known: ReadonlySet<string> | undefined;
/** The catalogue speaks of calls of the package. */
function isTold(name: string): boolean {
  known ??= new Set([
    ...Object.keys(catalogue.drivers),
    ...Object.keys(catalogue.engines ?? {}),
    ...catalogue.entries.flatMap(({ calls }) => calls.flatMap(packagesOfCall)),
  ]);
  return known.has(name);
}

/** `socket.io.Server()` begins with a package, which may have dots. */
function packagesOfCall(call: string): readonly string[] {
  const words = call.split(/[.(]/);
  return words.flatMap((_, index) => packagesOf(words.slice(0, index + 1).join('.')));
}

/** Reads of the environment, addresses, requests to others than the page's own server, and beginnings of credentials. */
const asking =
  /\bprocess\b|\bimport\.meta\.env\b|\bDeno\b|["'`][a-z][\w+.-]{0,30}:\/\/|\}:\/\/|(?:^|[^.\w])fetch\s*\((?!\s*["'`]\/)|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|PRIVATE KEY|\b(?:AKIA|ASIA|ghp_|gho_|ghu_|ghs_|ghr_|github_pat_|glpat-|xox|sk_|rk_|sk-|SG\.|AIza|npm_|dckr_pat_|hf_|SK[0-9a-f]|eyJ)|AccountKey=|\d:[\w-]{35}/;
const credential = /[\w$-]*(?:pass|pwd|secret|token|key)[\w$-]*/gi;

/** Whether a fact may ask for something that the text says. */
function tells(text: string): boolean {
  if (asking.test(text)) return true;
  // Found as a word anywhere, since a value may be bound to its name in many ways.
  for (const [name] of text.matchAll(credential)) if (isSecretName(name)) return true;
  return false;
}

/** Whether a manifest above the file declares a package for the time when it runs. */
function declaredIn(manifests: UnreadSource['manifests']): (name: string, path: string) => boolean {
  const folders = new Map<string, Set<string>>();
  for (const { path, file } of manifests) {
    const folder = folderOf(path);
    const names = folders.get(folder) ?? new Set();
    for (const { name, scope } of file.dependencies) if (scope !== 'development') names.add(name);
    folders.set(folder, names);
  }
  return (name, path) => {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      if (folders.get(folder)?.has(name)) return true;
      if (folder === '.') return false;
    }
  };
}

/** A bundler's pattern as it stands in a file of the folder; undefined for what is unusual. */
function matcherOf(pattern: string, folder: string): RegExp | undefined {
  const target = pattern.startsWith('/') ? joinPath(pattern) : joinPath(folder, pattern);
  if (target === undefined || target.length > 300 || target.split('**').length > 2) return undefined;
  const source = target
    .replace(/[\\^$.|+()[\]]/g, '\\$&')
    .replace(/\{([^{}]*)\}/g, (_, options: string) => `(?:${options.replaceAll(',', '|')})`)
    .replace(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'));
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return undefined;
  }
}
