/** The formats that a report can take, by name. */
import type { Report } from '../engine/report.ts';
import { json } from './json.ts';
import { text } from './text.ts';

export interface Reporter {
  readonly write: (report: Report, options: { readonly colour?: boolean }) => string;
  /** Several reports in one document. */
  readonly join: (reports: readonly string[]) => string;
  /** For people, not for programs. */
  readonly forPeople: boolean;
}

export const reporters: ReadonlyMap<string, Reporter> = new Map<string, Reporter>([
  ['text', { write: text, join: (reports) => reports.join(`\n${'='.repeat(80)}\n\n`), forPeople: true }],
  [
    'json',
    {
      write: json,
      join: (reports) =>
        reports.length === 1
          ? reports.join('')
          : `[\n${reports.map((report) => report.trimEnd()).join(',\n')}\n]\n`,
      forPeople: false,
    },
  ],
]);
