/** Suppressions in comments: `twelvefold-ignore config/from-environment until 2027-01-31: why it is accepted`. */
import type { Suppression } from './suppress.ts';

/** What opens a comment in the languages that are read. */
const comment = /(?:#|\/\/|\/\*|<!--|--|;|\*|\{-|%)[^\n]{0,200}?$/;
const word = 'twelvefold-ignore';
const form = /^\s+(\S{1,100}?)(?:\s+until\s+(\S{1,20}))?\s*:\s*(\S[^\n]*)$/;
const closing = /\s*(?:\*\/|-->|-\}|#>)\s*$/;

/**
 * Those of one file. Beside code it speaks of its own line; alone on its line, of the next line that isn't one; and of
 * findings about the whole file wherever it stands.
 */
export function suppressionComments(
  path: string,
  text: string,
  isCheck: (id: string) => boolean,
): Suppression[] {
  if (!text.includes(word)) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index): Suppression[] => {
    const start = line.indexOf(word);
    if (start < 0) return [];
    const before = line.slice(Math.max(0, start - 200), start);
    if (!comment.test(before)) return [];
    const speaksOf =
      before.replace(/^\s*(?:#|\/\/|\/\*|<!--|--|;|\*|\{-|%)\s*/, '') === '' ? target(lines, index) : index;
    const rest = line.slice(start + word.length, start + word.length + 400).replace(closing, '');
    const [, check = '', until, reason = ''] = form.exec(rest) ?? [];
    return [
      {
        check,
        by: 'comment',
        at: { path, line: index + 1 },
        reason: reason.trim(),
        until,
        problem: problemOf(check, until, isCheck),
        covers: (finding) =>
          finding.path === path && (finding.line === undefined || finding.line === speaksOf + 1),
      },
    ];
  });
}

/** Several comments may stand above one line. */
function target(lines: readonly string[], index: number): number {
  let line = index + 1;
  while (lines[line]?.includes(word)) line++;
  return line;
}

/** What keeps a suppression from holding. */
export function problemOf(
  check: string,
  until: string | undefined,
  isCheck: (id: string) => boolean,
): string | undefined {
  if (check === '') return `must be written \`${word} <check> [until YYYY-MM-DD]: <reason>\``;
  if (!isCheck(check)) return `there is no check “${check}”; twelvefold explain lists them`;
  if (until !== undefined && !isDay(until)) return `“${until}” is no day like 2027-01-31`;
  return undefined;
}

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
