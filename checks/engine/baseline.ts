/** A baseline: the findings of an earlier audit, by fingerprint, so that an old code base fails only for new ones. */
import type { CheckReport, Report } from './report.ts';
import { compareText } from './snapshot.ts';

/** As it is kept in a file; everything but the fingerprint is there for people. */
export interface Baseline {
  readonly schemaVersion: 1;
  readonly findings: readonly {
    readonly fingerprint: string;
    readonly check: string;
    readonly path: string;
    readonly message: string;
  }[];
}

/** Of one report, or of several targets together; suppressed findings need none. */
export function baselineOf(reports: readonly Report[]): Baseline {
  const findings = reports
    .flatMap(({ checks }) => checks)
    .flatMap(({ id, findings: own }) =>
      own
        .filter(({ suppressed }) => !suppressed || suppressed.by === 'baseline')
        .map(({ fingerprint, path, message }) => ({ fingerprint, check: id, path, message })),
    );
  findings.sort(
    (a, b) =>
      compareText(a.check, b.check) ||
      compareText(a.path, b.path) ||
      compareText(a.fingerprint, b.fingerprint),
  );
  return { schemaVersion: 1, findings };
}

/** The fingerprints in the text of a baseline file, or what is wrong with it. */
export function readBaseline(text: string): ReadonlySet<string> | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'is no JSON' };
  }
  const { schemaVersion, findings } = (value ?? {}) as Partial<Baseline>;
  if (schemaVersion !== 1 || !Array.isArray(findings)) {
    return { problem: 'is no baseline; write one by --write-baseline' };
  }
  return new Set(findings.map(({ fingerprint }) => String(fingerprint)));
}

/** Marks the findings that the baseline knows. Outcomes and scores stay: what is broken stays broken. */
export const markKnown = (checks: readonly CheckReport[], known: ReadonlySet<string>): CheckReport[] =>
  checks.map((check) => ({
    ...check,
    findings: check.findings.map((finding) =>
      known.has(finding.fingerprint) && !finding.suppressed
        ? { ...finding, suppressed: { reason: 'known from the baseline', by: 'baseline' } }
        : finding,
    ),
  }));

/** Whether a check is broken by anything that nobody has accepted or known before. */
export const isBrokenAnew = ({ outcome, findings }: CheckReport): boolean =>
  outcome === 'fail' && findings.some(({ suppressed }) => !suppressed);
