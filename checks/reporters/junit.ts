/** JUnit XML, as build servers read it: a suite a factor, a test case a check. */
import type { CheckReport, FactorReport, Report } from '../engine/report.ts';
import { escapeLine } from './escape.ts';
import { placeText } from './place.ts';
import { numeralOf, targetName } from './words.ts';

/** https://github.com/testmoapp/junitxml: there is no specification, so this keeps to what all readers share. */
export function junit(reports: readonly Report[]): string {
  const several = reports.length > 1;
  const suites = reports.flatMap((report) =>
    report.factors.map((factor) => ({ report, factor, checks: checksOf(report, factor) })),
  );
  const all = suites.flatMap(({ checks }) => checks);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="twelvefold" ${counts(all, false)}>`,
    ...suites.flatMap(({ report, factor, checks }) => suite(report, factor, checks, several)),
    '</testsuites>\n',
  ].join('\n');
}

const checksOf = (report: Report, { slug }: FactorReport): CheckReport[] =>
  report.checks.filter(({ factor }) => factor === slug);

const isSkipped = ({ outcome }: CheckReport): boolean => outcome === 'notApplicable' || outcome === 'unknown';

function counts(checks: readonly CheckReport[], skipped = true): string {
  const count = (outcome: CheckReport['outcome']): number =>
    checks.filter((check) => check.outcome === outcome).length;
  const omitted = skipped ? ` skipped="${checks.filter(isSkipped).length}"` : '';
  return `tests="${checks.length}" failures="${count('fail')}" errors="${count('error')}"${omitted} time="0"`;
}

function suite(
  report: Report,
  factor: FactorReport,
  checks: readonly CheckReport[],
  several: boolean,
): string[] {
  const owner = several ? `${targetName(report)}: ` : '';
  return [
    `  <testsuite name="${xml(`${owner}${numeralOf(factor.number)} ${factor.title}`)}" ${counts(checks)}>`,
    ...checks.flatMap(testCase),
    '  </testsuite>',
  ];
}

function testCase(check: CheckReport): string[] {
  const open = `    <testcase name="${xml(check.title)}" classname="${xml(check.id)}" time="0"`;
  const inside = result(check);
  return inside === undefined ? [`${open}/>`] : [`${open}>`, `      ${inside}`, '    </testcase>'];
}

/** Some readers drop the attributes of a failure, so its body says everything. */
function result({ outcome, reason, severity, findings, fix }: CheckReport): string | undefined {
  if (outcome === 'pass') return undefined;
  if (outcome === 'error') return `<error message="${xml(reason)}" type="error">${xml(reason)}</error>`;
  if (outcome !== 'fail') {
    const words = outcome === 'unknown' ? 'could not be decided' : 'does not apply';
    return `<skipped>${xml(`${words}: ${reason}`)}</skipped>`;
  }
  const lines = findings
    .filter(({ suppressed }) => !suppressed || suppressed.by === 'baseline')
    .map((finding) => `${escapeLine(placeText(finding))}: ${escapeLine(finding.message)}`);
  const body = [...lines, '', fix].join('\n');
  return `<failure message="${xml(lines[0] ?? reason)}" type="${severity}">${xml(body)}</failure>`;
}

/** What XML 1.0 can't hold is already visible by then; line ends in attributes would become spaces. */
const xml = (text: string): string =>
  text
    .split('\n')
    .map(escapeLine)
    .join('\n')
    .replace(/[&<>"'\ufffe\uffff]/g, (sign) => entities.get(sign) ?? '\ufffd');
const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);
