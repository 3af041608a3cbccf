/** SARIF 2.1.0, as code-scanning services read it: a run a report, a rule a check, a result a finding. */
import type { Severity } from '../engine/check.ts';
import type { CheckReport, Report, ReportedFinding } from '../engine/report.ts';
import { escapeJson } from './escape.ts';
import { pathFromHere, uriOf } from './place.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  must: 'error',
  should: 'warning',
  may: 'note',
};
const severities: Readonly<Record<Severity, 'error' | 'warning' | 'recommendation'>> = {
  must: 'error',
  should: 'warning',
  may: 'recommendation',
};
const home = 'https://12factor.net/';

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif = (reports: readonly Report[]): string => {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: reports.map((report) => runOf(report, reports.length)),
  };
  return `${escapeJson(JSON.stringify(log, null, 2))}\n`;
};

function runOf(report: Report, runs: number) {
  const { tool, checks, problems, target } = report;
  const failed = checks.filter(({ outcome }) => outcome === 'error');
  const name = runs > 1 ? (target.path ?? target.url ?? '') : '';
  return {
    tool: {
      driver: {
        name: tool.name,
        semanticVersion: tool.version,
        informationUri: home,
        rules: checks.map(ruleOf),
      },
    },
    // One category a target: a service that keeps results by category would else replace one target's by another's.
    automationDetails: { id: `${tool.name}/${name === '.' ? '' : name}` },
    invocations: [
      {
        executionSuccessful: failed.length === 0,
        toolExecutionNotifications: [
          ...failed.map(({ id, reason }) => ({ level: 'error', message: { text: `${id}: ${reason}` } })),
          ...problems.map(({ path, line, message }) => ({
            level: 'warning',
            message: { text: message },
            locations: [locationOf(report, { path, line })],
          })),
        ],
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: checks.flatMap((check, ruleIndex) =>
      check.findings.map((finding) => resultOf(report, check, ruleIndex, finding)),
    ),
  };
}

const ruleOf = ({ id, title, why, fix, severity, factor }: CheckReport) => ({
  id,
  name: id
    .split(/[/-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(''),
  shortDescription: { text: title },
  fullDescription: { text: `${title} ${why}`.slice(0, 1024) },
  help: { text: `${why}\n\n${fix}`, markdown: `**Why**: ${why}\n\n**Fix**: ${fix}` },
  defaultConfiguration: { level: levels[severity] },
  properties: {
    tags: ['twelve-factor', factor],
    precision: 'high',
    'problem.severity': severities[severity],
  },
});

function resultOf(report: Report, check: CheckReport, ruleIndex: number, finding: ReportedFinding) {
  const { suppressed } = finding;
  return {
    ruleId: check.id,
    ruleIndex,
    level: levels[check.severity],
    message: { text: finding.message },
    locations: [locationOf(report, finding)],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...(suppressed?.by === 'baseline' ? { baselineState: 'unchanged' } : {}),
    ...(suppressed && suppressed.by !== 'baseline'
      ? {
          suppressions: [
            {
              kind: suppressed.by === 'comment' ? 'inSource' : 'external',
              status: 'accepted',
              justification: suppressed.reason,
            },
          ],
        }
      : {}),
  };
}

/** A finding about a whole file stands at its first line: a location without a region isn't shown. */
function locationOf(
  report: Report,
  { path, line = 1, column = 1, endLine }: Pick<ReportedFinding, 'path' | 'line' | 'column' | 'endLine'>,
) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(pathFromHere(report, path)) },
      region: { startLine: line, startColumn: column, endLine: Math.max(line, endLine ?? line) },
    },
  };
}
