/** What an audit says: the JSON that is published, `schemaVersion` 1. Types only. */
import type { App } from '../facts/facts.ts';
import type { Severity } from './check.ts';

export type Outcome = 'pass' | 'fail' | 'notApplicable' | 'unknown' | 'error';
export type FactorOutcome = 'met' | 'partly' | 'notMet' | 'undecided' | 'notApplicable';
export type Grade = 'A' | 'B' | 'C' | 'D' | 'F';

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly target: Target;
  readonly apps: readonly Pick<App, 'path' | 'ecosystem' | 'framework' | 'kind'>[];
  /** 0 to 100, the mean over the factors that have one; null where nothing was decided. */
  readonly score: number | null;
  readonly grade: Grade | null;
  /** Checks that passed or failed, of those that apply here. */
  readonly decided: { readonly checks: number; readonly of: number };
  /** The factors of the chosen checks, in order. */
  readonly factors: readonly FactorReport[];
  /** By factor, then by id. */
  readonly checks: readonly CheckReport[];
  /** What could not be read or parsed. */
  readonly problems: readonly ReportedProblem[];
  /** The exceptions that somebody asked for, whether or not they were needed; those by baseline aren't listed here. */
  readonly suppressions: readonly ReportedSuppression[];
}

export interface Target {
  readonly path?: string;
  readonly url?: string;
  readonly commit?: string;
  readonly dirty?: boolean;
}

export interface FactorReport {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly outcome: FactorOutcome;
  /** 0 to 100; null where no check of the factor was decided. */
  readonly score: number | null;
  readonly checks: readonly string[];
}

export interface CheckReport {
  readonly id: string;
  /** The factor's slug. */
  readonly factor: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  readonly reason: string;
  /** How a pass or a failure was found. */
  readonly proof?: 'read' | 'run' | 'both';
  readonly findings: readonly ReportedFinding[];
  readonly evidence: readonly ReportedEvidence[];
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** Page of the reference, relative to the project's root. */
  readonly docs: string;
}

export interface ReportedFinding {
  readonly message: string;
  /** The app's folder; `.` for a claim about the whole codebase. */
  readonly app: string;
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  /** The same after lines were added above: made of check, path, message and the text of the line. */
  readonly fingerprint: string;
  /** Somebody accepted it: it doesn't count against the claim. In a baseline: it counts, but isn't new. */
  readonly suppressed?: { readonly reason: string; readonly by: 'comment' | 'configuration' | 'baseline' };
  /** The lines around the place, with secrets masked; for people, so the JSON report leaves it out. */
  readonly excerpt?: Excerpt;
}

export interface Excerpt {
  /** Number of the first line. */
  readonly from: number;
  readonly lines: readonly string[];
}

export interface ReportedSuppression {
  /** The check's id. */
  readonly check: string;
  readonly by: 'comment' | 'configuration';
  /** Where it was asked for. */
  readonly path: string;
  readonly line?: number;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly state: 'used' | 'unused' | 'expired' | 'invalid';
  /** What is wrong with it, where it is invalid. */
  readonly problem?: string;
}

export interface ReportedEvidence {
  readonly app: string;
  readonly path: string;
  readonly line?: number;
}

export interface ReportedProblem {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}
