/** The lines around a finding as people are shown them: few, short, and without values that may be secret. */
import type { Place } from './place.ts';
import type { Redact } from './redact.ts';
import type { Excerpt } from './report.ts';

const around = 1;
const mostLines = 8;
const longestLine = 160;
const hidden = '•••';

/** Undefined where the finding speaks of the whole file, or the file has no such line. */
export function excerptOf(
  text: string | undefined,
  { line, endLine }: Place,
  redact: Redact,
): Excerpt | undefined {
  if (text === undefined || line === undefined) return undefined;
  const last = Math.min(endLine ?? line, line + mostLines - 2 * around - 1) + around;
  const all = text.split('\n', last);
  if (all.length < line) return undefined;
  const from = Math.max(1, line - around);
  const lines = all.slice(from - 1).map((one) => maskValues(redact(shorten(one.replace(/\r$/, '')))));
  return { from, lines };
}

// Cut before anything is matched, and again after masking can't lengthen it by much.
const shorten = (line: string): string =>
  line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;

/** What stands beside a name that promises a secret, whether or not a check has found it to be one. */
const assigned =
  /((?:pass(?:word|wd|phrase)?|secret|token|api_?-?key|private_?-?key|access_?-?key|credentials?|salt)[\w.\-[\]]{0,40}["'`]?\s{0,10}(?:=>|:=|[:=,]|\s)\s{0,10}["'`]?)([^\s"'`,;)}<>]{3,})/gi;
/** Long runs of mixed signs are keys, hashes or encoded values; a digest names an image. */
const random =
  /(?<!sha(?:256|512)[:-])(?<![\w/+.@-])(?=[\w+/-]{0,40}\d)(?=[\w+/-]{0,40}[A-Za-z])[A-Za-z0-9+/_-]{28,}={0,2}/g;

const maskValues = (line: string): string =>
  line
    .replace(assigned, (whole, name: string, value: string) =>
      readsElsewhere(value) ? whole : `${name}${hidden}`,
    )
    .replace(random, hidden);

/** A reference to where the value is kept isn't the value: `${DB_PASSWORD}`, `process.env.TOKEN`, `os.environ[`. */
const readsElsewhere = (value: string): boolean =>
  /^(?:\$\{?\(?[A-Za-z_]\w*\}?\)?$|\{\{|<%|process\.env|os\.|env\b|ENV\b|System\.|getenv|config\.|settings\.)/.test(
    value,
  );
