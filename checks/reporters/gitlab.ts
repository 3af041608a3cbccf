/** GitLab's code-quality report: an array of findings. */
import { createHash } from 'node:crypto';
import type { Severity } from '../engine/check.ts';
import type { Report } from '../engine/report.ts';
import { escapeJson } from './escape.ts';
import { pathFromHere } from './place.ts';

const severities: Readonly<Record<Severity, 'major' | 'minor' | 'info'>> = {
  must: 'major',
  should: 'minor',
  may: 'info',
};

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const gitlab = (reports: readonly Report[]): string => {
  const entries = reports.flatMap((report) =>
    report.checks.flatMap((check) =>
      check.findings
        .filter(({ suppressed }) => !suppressed || suppressed.by === 'baseline')
        .map((finding) => {
          const path = pathFromHere(report, finding.path);
          return {
            description: `${finding.message} ${check.fix}`,
            check_name: check.id,
            // What two targets share in name and text would collapse into one entry.
            fingerprint: path === finding.path ? finding.fingerprint : rename(finding.fingerprint, path),
            severity: severities[check.severity],
            location: { path, lines: { begin: finding.line ?? 1 } },
          };
        }),
    ),
  );
  return `${escapeJson(JSON.stringify(entries, null, 2))}\n`;
};

const rename = (fingerprint: string, path: string): string =>
  createHash('sha256').update(`${fingerprint}\0${path}`).digest('hex').slice(0, 32);
