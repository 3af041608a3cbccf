/** Annotations for GitHub Actions: the most severe first, since the service shows only some of each kind. */
import type { Severity } from '../engine/check.ts';
import type { Report } from '../engine/report.ts';
import { escapeLine } from './escape.ts';
import { pathFromHere } from './place.ts';
import { summaryWords, targetName } from './words.ts';

const kinds: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  must: 'error',
  should: 'warning',
  may: 'notice',
};

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export const github = (reports: readonly Report[]): string =>
  reports.flatMap((report) => [...annotations(report), summary(report)]).join('');

function annotations(report: Report): string[] {
  const ranked = (['must', 'should', 'may'] as const).flatMap((severity) =>
    report.checks.filter((check) => check.severity === severity),
  );
  return ranked.flatMap((check) => {
    if (check.outcome === 'error')
      return [command('error', { title: check.id }, `the audit failed: ${check.reason}`)];
    return check.findings
      .filter(({ suppressed }) => !suppressed)
      .map(({ path, line, endLine, column, message }) =>
        command(
          kinds[check.severity],
          { file: pathFromHere(report, path), line, endLine, col: column, title: check.id },
          `${message} ${check.fix}`,
        ),
      );
  });
}

type Properties = Readonly<Record<string, string | number | undefined>>;

function command(kind: string, properties: Properties, message: string): string {
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${kind} ${given.join(',')}::${data(message)}\n`;
}

/** A plain line of the log; the name can't make it a command, for that has to start the line. */
const summary = (report: Report): string =>
  `twelvefold: ${escapeLine(targetName(report))}: ${summaryWords(report)}\n`;

// As the service's own toolkit escapes them.
const data = (text: string): string => escapeLine(text).replaceAll('%', '%25');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
