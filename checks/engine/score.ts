/** From outcomes of checks to the outcome of a factor, its score, and the grade of the whole. */
import type { Severity } from './check.ts';
import type { CheckReport, FactorOutcome, FactorReport, Grade } from './report.ts';

const weights: Readonly<Record<Severity, number>> = { must: 3, should: 2, may: 1 };
const bands: readonly (readonly [Grade, number])[] = [
  ['A', 90],
  ['B', 80],
  ['C', 70],
  ['D', 60],
];

type Judged = Pick<CheckReport, 'severity' | 'outcome'>;

export function factorOutcome(checks: readonly Judged[]): FactorOutcome {
  const some = (severities: readonly Severity[], outcomes: readonly CheckReport['outcome'][]) =>
    checks.some(({ severity, outcome }) => severities.includes(severity) && outcomes.includes(outcome));
  if (checks.every(({ outcome }) => outcome === 'notApplicable')) return 'notApplicable';
  if (some(['must'], ['fail'])) return 'notMet';
  if (some(['should'], ['fail'])) return 'partly';
  if (some(['must', 'should'], ['unknown', 'error'])) return 'undecided';
  return 'met';
}

/** Passed weight of the weight that was decided, 0 to 100. An error counts as decided and not passed. */
export function factorScore(checks: readonly Judged[]): number | null {
  let passed = 0;
  let decided = 0;
  for (const { severity, outcome } of checks) {
    if (outcome === 'pass') passed += weights[severity];
    if (outcome === 'pass' || outcome === 'fail' || outcome === 'error') decided += weights[severity];
  }
  return decided === 0 ? null : floorToTenth((100 * passed) / decided);
}

/** The mean over the factors that have a score. */
export function totalScore(factors: readonly Pick<FactorReport, 'score'>[]): number | null {
  const scores = factors.flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length === 0
    ? null
    : floorToTenth(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

/** The band of the score as shown; never A while a factor is not met. */
export function gradeOf(
  score: number | null,
  factors: readonly Pick<FactorReport, 'outcome'>[],
): Grade | null {
  if (score === null) return null;
  const grade = bands.find(([, from]) => score >= from)?.[0] ?? 'F';
  return grade === 'A' && factors.some(({ outcome }) => outcome === 'notMet') ? 'B' : grade;
}

/** Down, so that a score never shows more than was earned; the small sum undoes binary fractions (89.99999 for 90). */
const floorToTenth = (value: number): number => Math.floor(value * 10 + 1e-6) / 10;
