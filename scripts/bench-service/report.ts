/** What was measured beside what is wanted, for people. */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** One line of the table. */
export interface Figure {
  readonly target: string;
  readonly what: string;
  readonly measured: string;
  /** Where nothing is asked for, the figure only informs. */
  readonly wanted?: string;
  readonly reached?: boolean;
}

/** A ratio that should be at least, or at most, so much. */
export function ratioFigure(
  target: string,
  what: string,
  ratio: number,
  bound: { readonly atLeast: number } | { readonly atMost: number },
): Figure {
  const reached = 'atLeast' in bound ? ratio >= bound.atLeast : ratio <= bound.atMost;
  const wanted = 'atLeast' in bound ? `>= ${bound.atLeast}x` : `<= ${bound.atMost}x`;
  return { target, what, measured: `${ratio.toFixed(2)}x`, wanted, reached };
}

export const machine = (): string =>
  [
    `Node ${process.version}`,
    `${availableParallelism()} processors (${cpus()[0]?.model.trim()})`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  ].join(', ');

const head = ['', 'what', 'measured', 'wanted', 'reached'];
const cells = ({ target, what, measured, wanted = '', reached }: Figure): string[] => [
  target,
  what,
  measured,
  wanted,
  reached === undefined ? '' : reached ? 'yes' : 'no',
];

export function textTable(figures: readonly Figure[]): string {
  const rows = [head, ...figures.map(cells)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

export function markdownTable(figures: readonly Figure[]): string {
  const rows = [head, head.map(() => '---'), ...figures.map(cells)];
  return `${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}
