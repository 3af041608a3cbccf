// Requirement specifiers (PEP 508) and the files of lines that pip reads.
import type { Place } from '../../../engine/place.ts';
import type { Dependency } from '../../facts.ts';

export interface Requirement {
  readonly name: string;
  readonly constraint: string;
  readonly exact: boolean;
}

/** `name[extra] >=1,<2 ; marker`, `name @ url`, a URL with `#egg=`; undefined for what names no distribution. */
export function parseRequirement(text: string): Requirement | undefined {
  const specifier = (text.split(/\s+#|\s--hash[ =]/)[0] ?? '').trim();
  const egg = /#(?:.{0,200}&)?egg=([\w.-]{1,100})/.exec(specifier)?.[1];
  if (/^(git|hg|svn|bzr)\+|^https?:|^file:/.test(specifier)) {
    const name =
      egg ?? /([A-Za-z0-9][\w.-]{0,99}?)(?:\.git)?(?:@[^/]{1,200})?(?:#.{0,200})?$/.exec(specifier)?.[1];
    return name ? { name: wheelName(name), constraint: specifier, exact: isFixedUrl(specifier) } : undefined;
  }
  const match = /^([A-Za-z0-9][\w.-]{0,199})\s*(?:\[[^\]]{0,200}\])?\s*(.*)$/.exec(specifier);
  if (!match?.[1]) return undefined;
  const rest = match[2] ?? '';
  if (rest.startsWith('@')) {
    const url = (rest.slice(1).split(/\s;/)[0] ?? '').trim();
    return { name: match[1], constraint: url, exact: isFixedUrl(url) };
  }
  const constraint = (rest.split(';')[0] ?? '').replace(/^\(|\)$/g, '').trim();
  if (constraint !== '' && !/^[=<>!~]/.test(constraint)) return undefined;
  return { name: match[1], constraint, exact: isExact(constraint) };
}

/** `==1.2.3` and nothing else: one version, no wildcard. */
export function isExact(constraint: string): boolean {
  return /^={2,3}\s*[^\s,*]{1,100}$/.test(constraint);
}

/** A URL that a later release can't change: a commit, a hash, or a file that carries its version. */
function isFixedUrl(url: string): boolean {
  return (
    /@[0-9a-f]{40}(#|$)/.test(url) ||
    /#(.{0,200}&)?(sha256|sha512)=/.test(url) ||
    /@v?\d+(\.\d+){1,3}(#|$)/.test(url) ||
    /\.(whl|tar\.gz|zip)(#|$)/.test(url)
  );
}

function wheelName(file: string): string {
  return /^(.+?)-\d.*\.(?:whl|tar\.gz|zip)$/.exec(file)?.[1] ?? file;
}

export interface RequirementsFile {
  readonly requirements: readonly (Requirement & { readonly at: Place })[];
  /** `-r` and `-c`, as written. */
  readonly includes: readonly { readonly path: string; readonly constraints: boolean; readonly at: Place }[];
  readonly unread: readonly { readonly text: string; readonly at: Place }[];
}

/** The lines of a requirements file, continuations joined; options that name no distribution are passed over. */
export function parseRequirements(text: string, path: string): RequirementsFile {
  const requirements: (Requirement & { at: Place })[] = [];
  const includes: { path: string; constraints: boolean; at: Place }[] = [];
  const unread: { text: string; at: Place }[] = [];
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const at: Place = { path, line: index + 1 };
    let line = lines[index] ?? '';
    while (line.endsWith('\\') && index + 1 < lines.length)
      line = `${line.slice(0, -1)} ${lines[++index]?.trim()}`;
    line = line.replace(/(^|\s)#(?!egg=).*$/, '').trim();
    if (line === '') continue;
    const include = /^(-r|--requirement|-c|--constraint)[\s=]*(\S{1,300})/.exec(line);
    if (include?.[1] && include[2]) {
      includes.push({
        path: include[2],
        constraints: include[1] === '-c' || include[1] === '--constraint',
        at,
      });
      continue;
    }
    const editable = /^(?:-e|--editable)[\s=]*(\S{1,500})/.exec(line)?.[1];
    // The project itself or a folder of the repository: no version to fix.
    if (editable && !/^(git|hg|svn|bzr)\+/.test(editable)) continue;
    if (!editable && (line.startsWith('-') || /^\.{0,2}\//.test(line) || line === '.')) continue;
    const requirement = parseRequirement(editable ?? line);
    if (requirement) requirements.push({ ...requirement, at });
    else unread.push({ text: line, at });
  }
  return { requirements, includes, unread };
}

/** Whether a file's name says that only development and tests need it. */
export function scopeOfFile(path: string): Dependency['scope'] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /(^|[-_.])(dev|devel|develop|development|test|tests|testing|lint|linting|docs?|ci|local|typing|mypy|build)([-_.]|$)/.test(
    name,
  )
    ? 'development'
    : 'runtime';
}
