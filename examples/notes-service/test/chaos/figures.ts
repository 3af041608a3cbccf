// The table of what the faults came to.
import type { Report } from './load.ts';

export interface Row {
  title: string;
  report: Report;
}

const columns: [title: string, value: (report: Report) => number][] = [
  ['writes', ({ writes }) => writes],
  ['unanswered', ({ tally }) => tally.unanswered.length],
  ['503', ({ tally }) => tally.unavailable],
  ['replayed', ({ tally }) => tally.replayed],
  ['silence ms', ({ tally }) => Math.round(tally.longestSilence)],
  ['events', ({ events }) => events],
  ['connections', ({ connections }) => connections],
  ['reloads', ({ reloads }) => reloads],
  ['behind ms', ({ behindMs }) => Math.round(behindMs)],
  ['mails', ({ mails }) => mails.owed],
  ['again', ({ mails }) => mails.again],
];

/** Prints the table on stderr, where the reporter of the tests doesn't take it for a result. */
export function printFigures(rows: Row[]): void {
  const titles = ['fault', ...columns.map(([title]) => title)];
  const lines = rows.map(({ title, report }) => [
    title,
    ...columns.map(([, value]) => String(value(report))),
  ]);
  const widths = titles.map((title, i) =>
    Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)),
  );
  for (const line of [titles, ...lines]) {
    const cells = line.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    process.stderr.write(`${cells.join('  ')}\n`);
  }
}
