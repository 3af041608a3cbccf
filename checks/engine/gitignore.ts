/**
 * Which paths a `.gitignore` excludes, in time bounded by the product of path and pattern.
 *
 * Of its own because the audited repository writes the patterns: the usual library turns them into regular
 * expressions, and twenty stars in one line keep those busy for ever.
 * Rules: https://git-scm.com/docs/gitignore
 */

interface Rule {
  readonly segments: readonly string[];
  readonly anchored: boolean;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

/** The rules of one file, in order; they speak of paths relative to the folder that holds it. */
export type IgnoreRules = readonly Rule[];

/** A line this long is no pattern that a person wrote. */
const longestPattern = 1024;

export function parseIgnoreRules(text: string): IgnoreRules {
  const rules: Rule[] = [];
  for (const line of text.split('\n')) {
    const rule = line.length > longestPattern ? undefined : parseRule(line.replace(/\r$/, ''));
    if (rule) rules.push(rule);
  }
  return rules;
}

function parseRule(line: string): Rule | undefined {
  if (line.startsWith('#')) return undefined;
  let pattern = trimEnd(line);
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const foldersOnly = pattern.endsWith('/');
  if (foldersOnly) pattern = pattern.slice(0, -1);
  if (pattern === '') return undefined;
  // A slash at the start or in the middle ties the pattern to its folder; without one it holds at any depth.
  const anchored = pattern.includes('/');
  const segments = pattern
    .split('/')
    .filter((segment, index, all) =>
      index === 0 ? segment !== '' : segment !== '**' || all[index - 1] !== '**',
    );
  return { segments, anchored, negated, foldersOnly };
}

/** Trailing spaces don't count unless a backslash keeps them. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}

/** What the last rule that speaks of the path says; undefined where none does. */
function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean | undefined {
  if (rules.length === 0) return undefined;
  const names = path.split('/');
  for (let index = rules.length - 1; index >= 0; index--) {
    const rule = rules[index];
    if (!rule || (rule.foldersOnly && !isFolder)) continue;
    const matches = rule.anchored
      ? matchSegments(rule.segments, names)
      : matchName(rule.segments[0] ?? '', names.at(-1) ?? '');
    if (matches) return !rule.negated;
  }
  return undefined;
}

/**
 * Whether it is excluded by any of the files; `rules`: folder with a trailing slash (`''` for the root) → its rules.
 * A path is excluded if it or a folder above it is; what stands inside an excluded folder can't be taken back.
 */
export function isExcluded(rules: ReadonlyMap<string, IgnoreRules>, path: string): boolean {
  if (rules.size === 0) return false;
  for (let slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
    const part = slash < 0 ? path : path.slice(0, slash);
    if (isExcludedByRules(rules, part, slash >= 0)) return true;
    if (slash < 0) return false;
  }
}

/** The same for a path whose folders are known not to be excluded: the nearest file that speaks of it decides. */
export function isExcludedByRules(
  rules: ReadonlyMap<string, IgnoreRules>,
  path: string,
  isFolder: boolean,
): boolean {
  for (let end = path.lastIndexOf('/') + 1; ; end = path.lastIndexOf('/', end - 2) + 1) {
    const folder = path.slice(0, end);
    const own = rules.get(folder);
    const decided = own && isIgnored(own, path.slice(end), isFolder);
    if (decided !== undefined) return decided;
    if (end === 0) return false;
  }
}

/** Glob over path segments with `**`; the same greedy walk as over characters, with at most one place to return to. */
function matchSegments(pattern: readonly string[], names: readonly string[]): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let starName = 0;
  while (n < names.length) {
    const segment = pattern[p];
    // A last `**` means everything inside, so at least one name.
    if (segment === '**') {
      if (p === pattern.length - 1) return true;
      star = p++;
      starName = n;
    } else if (segment !== undefined && matchName(segment, names[n] ?? '')) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++starName;
    } else return false;
  }
  return p === pattern.length;
}

/** Glob over the characters of one name: `*`, `?`, `[a-z]`, backslash. */
function matchName(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let starName = 0;
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++;
      starName = n;
      continue;
    }
    const end = p < pattern.length ? matchCharacter(pattern, p, name[n] ?? '') : 0;
    if (end > 0) {
      p = end;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++starName;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Where the pattern goes on after it matched one character at `p`, or 0 if it didn't. */
function matchCharacter(pattern: string, p: number, character: string): number {
  const symbol = pattern[p];
  if (symbol === '?') return p + 1;
  if (symbol === '\\') return pattern[p + 1] === character ? p + 2 : 0;
  if (symbol !== '[') return symbol === character ? p + 1 : 0;
  return matchClass(pattern, p, character);
}

function matchClass(pattern: string, start: number, character: string): number {
  let p = start + 1;
  const negated = pattern[p] === '!' || pattern[p] === '^';
  if (negated) p++;
  let matched = false;
  for (let first = true; first || pattern[p] !== ']'; first = false) {
    if (pattern.startsWith('[:', p)) {
      const end = pattern.indexOf(':]', p);
      if (end > 0) {
        matched ||= namedClasses.get(pattern.slice(p + 2, end))?.test(character) ?? false;
        p = end + 2;
        continue;
      }
    }
    if (pattern[p] === '\\') p++;
    const from = pattern[p++];
    if (from === undefined) return 0;
    let to = from;
    if (pattern[p] === '-' && pattern[p + 1] !== ']' && pattern[p + 1] !== undefined) {
      p++;
      if (pattern[p] === '\\') p++;
      to = pattern[p++] ?? from;
    }
    matched ||= from <= character && character <= to;
  }
  return matched !== negated ? p + 1 : 0;
}

const namedClasses: ReadonlyMap<string, RegExp> = new Map([
  ['alpha', /[a-z]/i],
  ['digit', /\d/],
  ['alnum', /[a-z\d]/i],
  ['upper', /[A-Z]/],
  ['lower', /[a-z]/],
  ['space', /\s/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['xdigit', /[\da-f]/i],
]);
