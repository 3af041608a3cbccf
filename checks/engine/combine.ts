/** From the verdicts on single apps to the verdict on the repository: reading rule 2 of the rubric. */
import type { Finding, Verdict } from './check.ts';
import type { Place } from './place.ts';
import type { Outcome } from './report.ts';
import { compareText } from './snapshot.ts';

export interface AppVerdict {
  /** The app's folder; `.` for a claim about the whole codebase. */
  readonly app: string;
  readonly verdict: Verdict | { readonly outcome: 'error'; readonly reason: string };
}

export interface Combined {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly findings: readonly (Finding & { readonly app: string })[];
  readonly evidence: readonly { readonly app: string; readonly place: Place }[];
}

/** One failing app fails the claim; an app to which it doesn't apply is passed over. */
const ranking: readonly Outcome[] = ['fail', 'error', 'unknown', 'pass', 'notApplicable'];

/** `verdicts` must not be empty. */
export function combine(verdicts: readonly AppVerdict[]): Combined {
  const outcomes = new Set<Outcome>(verdicts.map(({ verdict }) => verdict.outcome));
  const outcome = ranking.find((candidate) => outcomes.has(candidate)) ?? 'notApplicable';
  const findings = distinct(
    verdicts.flatMap(({ app, verdict }) =>
      verdict.outcome === 'fail' ? verdict.findings.map((finding) => ({ ...finding, app })) : [],
    ),
  );
  return {
    outcome,
    reason: outcome === 'fail' ? countPlaces(findings.length) : reasonsFor(outcome, verdicts),
    findings,
    evidence: verdicts.flatMap(({ app, verdict }) =>
      'evidence' in verdict ? (verdict.evidence ?? []).map((place) => ({ app, place })) : [],
    ),
  };
}

const countPlaces = (count: number): string =>
  count === 1 ? 'one place breaks it' : `${count} places break it`;

/** Each different reason once, with its apps before it where they differ. */
function reasonsFor(outcome: Outcome, verdicts: readonly AppVerdict[]): string {
  const apps = new Map<string, string[]>();
  for (const { app, verdict } of verdicts) {
    if (verdict.outcome !== outcome || !('reason' in verdict)) continue;
    apps.set(verdict.reason, [...(apps.get(verdict.reason) ?? []), app]);
  }
  const reasons = [...apps];
  if (reasons.length === 1) return reasons[0]?.[0] ?? '';
  return reasons.map(([reason, names]) => `${names.join(', ')}: ${reason}`).join('; ');
}

/** In the order of their places; what two apps share (a common file) is one finding, the first app's. */
function distinct<F extends Finding>(findings: readonly F[]): F[] {
  const seen = new Map<string, F>();
  for (const finding of findings) {
    const { path, line, column } = finding.at;
    const key = JSON.stringify([path, line, column, finding.message]);
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()].sort(
    (a, b) =>
      compareText(a.at.path, b.at.path) ||
      (a.at.line ?? 0) - (b.at.line ?? 0) ||
      (a.at.column ?? 0) - (b.at.column ?? 0) ||
      compareText(a.message, b.message),
  );
}
