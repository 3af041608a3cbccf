/** What a path alone says of a file: its folder and name, and whether it takes part in a deploy at all. */
import type { Purpose } from '../facts.ts';

/** The folder that holds the path; `.` for files of the root. */
export const folderOf = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
};

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Joins and normalises relative paths of the repository; a leading `/` of a part counts as relative.
 * `undefined` for a path that leads out of the repository.
 */
export const joinPath = (...parts: readonly string[]): string | undefined => {
  const result: string[] = [];
  for (const segment of parts.join('/').split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') result.push(segment);
    else if (result.pop() === undefined) return undefined;
  }
  return result.length === 0 ? '.' : result.join('/');
};

/** The folder itself counts as inside; everything is inside `.`. */
export const isInside = (path: string, folder: string): boolean =>
  folder === '.' || path === folder || path.startsWith(`${folder}/`);

/** Without the slashes at the end. */
export const withoutSlash = (path: string): string => {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  return path.slice(0, end);
};

/** How many folders deep; the root is 0. */
export const depthOf = (folder: string): number => (folder === '.' ? 0 : folder.split('/').length);

const VENDORED = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'vendor',
  'third_party',
  'site-packages',
  'venv',
  '.venv',
  'virtualenv',
  '__pycache__',
  '.git',
  '.terraform',
  '.gradle',
  '.next',
  '.nuxt',
  '.yarn',
  'deps',
  // Copies of PHP's libraries and of WordPress itself, put in by hand.
  'wp-admin',
  'wp-includes',
  'phpmailer',
  'fpdf',
  'tcpdf',
  'dompdf',
  'phpqrcode',
  '_build',
]);
const TEST = new Set([
  'test',
  'tests',
  '__tests__',
  'spec',
  'specs',
  'e2e',
  'testdata',
  'fixtures',
  '__fixtures__',
  'cypress',
  'playwright',
  'integration-tests',
  'integration_tests',
  'testing',
]);
const ASIDE = new Set([
  'doc',
  'docs',
  'documentation',
  'example',
  'examples',
  'sample',
  'samples',
  'tutorial',
  'tutorials',
  '.github',
  '.gitlab',
  '.vscode',
  '.idea',
]);

/** Below a source root of the JVM folders are packages: `com.example` and `dev.foo` say nothing of their purpose. */
const withoutPackages = (path: string): string =>
  path.replace(/((?:^|\/)src\/\w+\/(?:java|kotlin|scala|groovy)\/).*\//, '$1');

const someFolder = (path: string, names: ReadonlySet<string>): boolean =>
  withoutPackages(path)
    .split('/')
    .slice(0, -1)
    .some((segment) => names.has(segment.toLowerCase()));

/** Other people's code that stands in the repository. */
export const isVendored = (path: string): boolean => someFolder(path, VENDORED);
/** Stands in a folder of tests or of their fixtures. */
export const isTestFolder = (path: string): boolean =>
  someFolder(path, TEST) || /(?:^|\/)[a-z0-9]{1,20}[-_]tests?\//i.test(path);
/** Documentation, examples and editor settings: files that reach no deploy. */
export const isAside = (path: string): boolean =>
  someFolder(path, ASIDE) || /(?:^|\/)[\w.]{1,40}[-_]examples\//i.test(withoutPackages(path));

/** Splits a name into words: `docker-compose.dev.yml` → docker, compose, dev, yml. */
const wordsOf = (name: string): readonly string[] => name.toLowerCase().split(/[^a-z0-9]+/);
const DEVELOPMENT_WORDS = new Set([
  'dev',
  'devel',
  'develop',
  'development',
  'local',
  'localhost',
  'override',
  'devcontainer',
  'debug',
]);
const TEST_WORDS = new Set(['test', 'tests', 'testing', 'e2e', 'ci', 'integration', 'perf', 'loadtest']);

/** What the name of a file (or of a folder above it) says that it is for; `undefined` where it says nothing. */
export const purposeOfPath = (path: string): Purpose | undefined => {
  if (isTestFolder(path)) return 'test';
  const segments = withoutPackages(path).split('/');
  const name = segments.pop() ?? '';
  const words = wordsOf(name);
  if (words.some((word) => TEST_WORDS.has(word))) return 'test';
  if (words.some((word) => DEVELOPMENT_WORDS.has(word))) return 'development';
  if (segments.some((segment) => segment === '.devcontainer' || DEVELOPMENT_WORDS.has(segment.toLowerCase())))
    return 'development';
  return undefined;
};
