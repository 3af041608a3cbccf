/** Second copies of an app, source copied between apps, and container files that differ only by the values baked in. */
import type { Repo } from '../../engine/repo.ts';
import {
  depthOf,
  folderOf,
  isAside,
  isInside,
  isTestFolder,
  isVendored,
  nameOf,
} from '../artifacts/paths.ts';
import type { Copy } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { appOfFolder } from './attribution.ts';

const MAX_TEXT = 200_000;
/** Files with fewer lines that say something are alike by chance. */
const MIN_LINES = 10;
/** Of the smaller file's lines. */
const ALIKE = 0.8;
/** Files of one name that are compared with each other; more are a convention, not copies. */
const MAX_NAMESAKES = 40;

interface SourceText {
  readonly path: string;
  readonly lines: ReadonlySet<string>;
  readonly count: number;
}

export const gatherCopies: Gatherer<'copies'> = async ({ repo, apps, artifacts }) => {
  const sources = sourcesOf(repo);
  const found: Copy[] = [...oldFiles(sources)];
  const pairs = alikePairs(sources);
  found.push(
    ...folderCopies(
      pairs,
      sources,
      apps.map(({ path }) => path),
    ),
  );
  const { dockerfiles } = await artifacts();
  const containers = dockerfiles
    .filter(({ path, purpose }) => purpose === 'deploy' && !isTestFolder(path))
    .flatMap(({ path }) => readLines(repo, path) ?? []);
  for (const [index, one] of containers.entries())
    for (const other of containers.slice(index + 1)) {
      if (folderOf(one.path) !== folderOf(other.path)) continue;
      const withoutValues = (text: SourceText) =>
        [...text.lines].filter((line) => !/^(?:ENV|ARG|LABEL)\b/i.test(line)).join('\n');
      if (withoutValues(one) === withoutValues(other) && namesDeploy(other.path) !== namesDeploy(one.path))
        found.push({
          at: { path: other.path },
          of: { path: one.path },
          lines: other.count,
          kind: 'container',
        });
    }
  return found;
};

const isCode = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|go|java|kt|scala|rb|php|ex|exs|cs|fs|rs)$/.test(path);
const isGenerated = (path: string): boolean =>
  /\.(?:pb|pb2?|generated|g|designer|min|d)\.\w+$|_pb2(?:_grpc)?\.py$|(?:^|\/)(?:migrations?|versions|generated|gen|proto|dist|build|out|public|static|assets|priv|config)\//i.test(
    path,
  );
const namesDeploy = (path: string): string =>
  /(?:dev|prod|production|staging|stage|qa|uat)/i.exec(nameOf(path))?.[0]?.toLowerCase() ?? '';

const readLines = (repo: Repo, path: string): SourceText | undefined => {
  const text = repo.text(path);
  if (text === undefined || text.length > MAX_TEXT) return undefined;
  const lines = new Set<string>();
  let count = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trim().replace(/\s+/g, ' ');
    // Brackets, comments and imports are alike everywhere.
    if (line.length < 4 || /^(?:\/\/|#|\*|\/\*|<!--|import |from |using |package |require|use )/.test(line))
      continue;
    lines.add(line);
    count++;
  }
  return { path, lines, count };
};

/** Files that may be copies. What they say is read when it is asked for: most share their names with no other. */
interface SourceFiles {
  readonly paths: ReadonlySet<string>;
  /** Undefined for what says too little. */
  text(path: string): SourceText | undefined;
}

function sourcesOf(repo: Repo): SourceFiles {
  const files = repo.files.filter(
    ({ path, size }) =>
      size > 200 &&
      size < MAX_TEXT &&
      (isCode(path) || isOldName(path)) &&
      !isVendored(path) &&
      !isAside(path) &&
      !isTestFolder(path) &&
      !isGenerated(path),
  );
  const read = new Map<string, SourceText | undefined>();
  return {
    paths: new Set(files.map(({ path }) => path)),
    text: (path) => {
      if (!read.has(path)) {
        const text = readLines(repo, path);
        read.set(path, text && text.count >= MIN_LINES ? text : undefined);
      }
      return read.get(path);
    },
  };
}

const OLD = /(?:[._-](?:old|bak|backup|orig|copy|prev|deprecated)|\scopy(?:\s\d+)?|\s?\(\d\))$/i;
const isOldName = (path: string): boolean => {
  const name = nameOf(path);
  return OLD.test(name) || OLD.test(name.replace(/\.\w+$/, ''));
};

/** `server.old.js` and `server.js.bak` beside `server.js`. */
const oldFiles = ({ paths, text }: SourceFiles): readonly Copy[] =>
  [...paths].flatMap((path): Copy[] => {
    const source = isOldName(path) ? text(path) : undefined;
    if (!source) return [];
    const name = nameOf(path);
    const extension = /\.\w+$/.exec(name)?.[0] ?? '';
    const stem = name.slice(0, name.length - extension.length);
    const folder = folderOf(path) === '.' ? '' : `${folderOf(path)}/`;
    const original = [name.replace(OLD, ''), stem.replace(OLD, '') + extension]
      .map((each) => (paths.has(folder + each) ? text(folder + each) : undefined))
      .find((each) => each && each !== source);
    if (!original || shared(source, original) < MIN_LINES / 2) return [];
    return [
      {
        at: { path: source.path },
        of: { path: original.path },
        lines: shared(source, original),
        kind: 'source',
      },
    ];
  });

const shared = (one: SourceText, other: SourceText): number => {
  const [small, large] = one.lines.size < other.lines.size ? [one, other] : [other, one];
  let count = 0;
  for (const line of small.lines) if (large.lines.has(line)) count++;
  return count;
};

interface Pair {
  readonly one: SourceText;
  readonly other: SourceText;
  readonly lines: number;
}

/** Files of the same name in different folders that are alike. */
const alikePairs = ({ paths, text }: SourceFiles): readonly Pair[] => {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const list = byName.get(nameOf(path));
    if (list) list.push(path);
    else byName.set(nameOf(path), [path]);
  }
  const pairs: Pair[] = [];
  for (const named of byName.values()) {
    const namesakes = named.length < 2 ? [] : named.flatMap((path) => text(path) ?? []);
    if (namesakes.length > MAX_NAMESAKES) continue;
    for (const [index, one] of namesakes.entries())
      for (const other of namesakes.slice(index + 1)) {
        const lines = shared(one, other);
        if (lines >= ALIKE * Math.min(one.lines.size, other.lines.size)) pairs.push({ one, other, lines });
      }
  }
  return pairs;
};

/**
 * Two folders that hold alike files at the same inner paths. Three of them, or 200 lines, make a copy: of an app where the
 * folders are apps or named after deploys and versions, of source where they belong to different apps.
 */
const folderCopies = (
  pairs: readonly Pair[],
  { paths, text }: SourceFiles,
  apps: readonly string[],
): readonly Copy[] => {
  const groups = new Map<string, { a: string; b: string; pairs: Pair[] }>();
  for (const pair of pairs) {
    const [a, b] = diverging(pair.one.path, pair.other.path);
    const group = groups.get(`${a}\n${b}`) ?? { a, b, pairs: [] };
    group.pairs.push(pair);
    groups.set(`${a}\n${b}`, group);
  }
  const copies: Copy[] = [];
  for (const { a, b, pairs: alike } of groups.values()) {
    const lines = alike.reduce((sum, pair) => sum + pair.lines, 0);
    if (alike.length < 3 && lines <= 200) continue;
    const [first] = alike;
    // What stands beside the copy of all of it is told by the copy's name alone.
    if (!first || ((a === '.' || b === '.') && !isTwinName(a === '.' ? b : a))) continue;
    const [inA = 0, inB = 0] = [a, b].map(
      (folder) => [...paths].filter((path) => isInside(path, folder) && text(path)).length,
    );
    const whole = alike.length >= 0.7 * Math.min(inA, inB);
    const areApps =
      apps.some((app) => isInside(app, a) && depthOf(app) >= depthOf(a)) &&
      apps.some((app) => isInside(app, b) && depthOf(app) >= depthOf(b));
    const twins = whole && (areApps || isTwin(a, b));
    const known = apps.map((path) => ({ path, ecosystem: 'unknown', kind: 'web', evidence: [] }) as const);
    const between =
      appOfFolder(folderOf(first.one.path), known)?.path !==
      appOfFolder(folderOf(first.other.path), known)?.path;
    if (twins) {
      // The one that is named after a deploy or a version is the copy.
      const [copy, original] = isTwinName(a) && !isTwinName(b) ? [a, b] : [b, a];
      copies.push({ at: { path: copy }, of: { path: original }, lines, kind: 'app' });
    } else if (between)
      copies.push({ at: { path: first.other.path }, of: { path: first.one.path }, lines, kind: 'source' });
  }
  return copies;
};

/** The folders in which two paths of the same end part: `app_dev/src/x` and `app_prod/src/x` → `app_dev`, `app_prod`. */
const diverging = (one: string, other: string): readonly [string, string] => {
  const [a, b] = [folderOf(one).split('/'), folderOf(other).split('/')];
  while (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  // `v1/shop` is a copy of `shop` as a part of `v1`, which is one of the whole.
  if (a.at(-1) === b.at(-1) && a.length !== b.length) {
    a.pop();
    b.pop();
  }
  return [a.join('/') || '.', b.join('/') || '.'];
};

const TWIN =
  /(?:^|[-_.])(?:dev|development|prod|production|staging|stage|test|live|old|new|backup|bak|copy|legacy|v?\d+(?:\.\d+)*)$/i;
const isTwinName = (path: string): boolean =>
  TWIN.test(nameOf(path).slice(-40)) || /^v\d+[-_.]/i.test(nameOf(path));
const isTwin = (a: string, b: string): boolean => isTwinName(a) || isTwinName(b);
