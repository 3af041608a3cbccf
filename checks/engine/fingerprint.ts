/** Names findings so that they keep their names when lines move: baselines and code-scanning services rely on it. */
import { createHash } from 'node:crypto';
import type { Finding } from './check.ts';

/**
 * Fingerprints of one check's findings, to be asked in order: findings that are alike are told apart by counting.
 * `lineText`: the line where the finding stands, without secrets; empty where it speaks of a whole file.
 */
export function fingerprinter(check: string): (finding: Finding, lineText: string) => string {
  const occurrences = new Map<string, number>();
  return ({ message, at }, lineText) => {
    const what = [check, at.path, withoutLines(message), squeeze(lineText).slice(0, 500)].join('\0');
    const occurrence = occurrences.get(what) ?? 0;
    occurrences.set(what, occurrence + 1);
    return createHash('sha256').update(`${what}\0${occurrence}`).digest('hex').slice(0, 32);
  };
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** `line 12`, `server.js:12`: what shifts with the lines. */
const withoutLines = (message: string): string =>
  squeeze(message).replace(/\blines? \d+|\.\w{1,8}:\d+\b/g, '#');
