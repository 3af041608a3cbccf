/** Outcomes, scores and grades, in the words of the design. */
import t from 'tap';
import type { Severity } from './check.ts';
import type { FactorOutcome, Outcome } from './report.ts';
import { factorOutcome, factorScore, gradeOf, totalScore } from './score.ts';

const judged = (text: string) =>
  text.split(' ').map((word) => {
    const [severity, outcome] = word.split(':');
    return { severity: severity as Severity, outcome: outcome as Outcome };
  });

const table: readonly (readonly [string, FactorOutcome, number | null])[] = [
  ['must:pass should:pass may:pass', 'met', 100],
  ['must:fail should:pass may:pass', 'notMet', 50],
  ['must:pass should:fail', 'partly', 60],
  ['must:pass may:fail', 'met', 75],
  ['must:fail should:unknown', 'notMet', 0],
  ['should:fail must:unknown', 'partly', 0],
  ['must:pass should:unknown', 'undecided', 100],
  ['must:pass may:unknown', 'met', 100],
  ['must:pass should:error', 'undecided', 60],
  ['must:error', 'undecided', 0],
  ['must:unknown', 'undecided', null],
  ['must:pass must:pass must:fail', 'notMet', 66.6],
  ['must:notApplicable may:notApplicable', 'notApplicable', null],
  ['must:notApplicable should:pass', 'met', 100],
];

for (const [checks, outcome, score] of table) {
  t.equal(factorOutcome(judged(checks)), outcome, checks);
  t.equal(factorScore(judged(checks)), score, `score of ${checks}`);
}

t.equal(
  totalScore([{ score: 100 }, { score: null }, { score: 50 }]),
  75,
  'factors without a score do not count',
);
t.equal(totalScore([{ score: null }]), null);
t.equal(totalScore(Array.from({ length: 10 }, (_, n) => ({ score: n === 0 ? 0 : 100 }))), 90);

const met = [{ outcome: 'met' as const }];
t.same([100, 90, 89.9, 80, 79.9, 70, 60, 59.9, 0].map((score) => gradeOf(score, met)).join(''), 'AABBCCDFF');
t.equal(gradeOf(99, [{ outcome: 'notMet' }]), 'B', 'never A while a factor is not met');
t.equal(gradeOf(null, met), null);
