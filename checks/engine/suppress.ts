/** Exceptions that a team has asked for, with a reason each: which findings they cover, and which cover none. */
import type { Place } from './place.ts';
import type { CheckReport, ReportedFinding, ReportedSuppression } from './report.ts';
import { compareText } from './snapshot.ts';

/** An exception from a comment beside the line, or from a configuration file. */
export interface Suppression {
  readonly check: string;
  readonly by: 'comment' | 'configuration';
  /** Where it is asked for. */
  readonly at: Place;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  /** What is wrong with it; it covers nothing then. */
  readonly problem?: string;
  covers(finding: Pick<ReportedFinding, 'path' | 'line'>): boolean;
}

/**
 * Marks the findings that are covered on `today` (`YYYY-MM-DD`), and judges the checks anew without them: a check of
 * which nothing else is left doesn't apply, so that an exception neither earns nor costs anything.
 */
export function suppress(
  checks: readonly CheckReport[],
  suppressions: readonly Suppression[],
  today: string,
): { readonly checks: readonly CheckReport[]; readonly suppressions: readonly ReportedSuppression[] } {
  const expired = ({ until }: Suppression): boolean => until !== undefined && until < today;
  const used = new Set<Suppression>();
  const cover = (check: string, finding: ReportedFinding): ReportedFinding => {
    const covering = suppressions.filter(
      (one) => one.check === check && !one.problem && !expired(one) && one.covers(finding),
    );
    for (const one of covering) used.add(one);
    const [first] = covering;
    return first ? { ...finding, suppressed: { reason: first.reason, by: first.by } } : finding;
  };
  return {
    checks: checks.map((check) =>
      judgeAnew(
        check,
        check.findings.map((finding) => cover(check.id, finding)),
      ),
    ),
    suppressions: suppressions
      .map((one): ReportedSuppression => {
        const { check, by, at, reason, until, problem } = one;
        const lasting = expired(one) ? 'expired' : used.has(one) ? 'used' : 'unused';
        return {
          check,
          by,
          path: at.path,
          line: at.line,
          reason,
          until,
          state: problem ? 'invalid' : lasting,
          problem,
        };
      })
      .sort(
        (a, b) =>
          compareText(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.check, b.check),
      ),
  };
}

function judgeAnew(check: CheckReport, findings: readonly ReportedFinding[]): CheckReport {
  const accepted = findings.filter(({ suppressed }) => suppressed);
  if (accepted.length === 0) return check;
  const open = findings.length - accepted.length;
  if (open > 0) {
    const places = open === 1 ? 'one place breaks it' : `${open} places break it`;
    return {
      ...check,
      findings,
      reason: `${places}, and ${accepted.length} more by a suppression that holds`,
    };
  }
  const reasons = [...new Set(accepted.map(({ suppressed }) => suppressed?.reason ?? ''))];
  const { proof: _, ...rest } = check;
  return { ...rest, findings, outcome: 'notApplicable', reason: `suppressed: ${reasons.join('; ')}` };
}
