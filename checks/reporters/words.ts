/** The words that every reporter for people uses for outcomes and scores. */
import { factors } from '../engine/factors.ts';
import type { FactorOutcome, Outcome, Report, ReportedSuppression } from '../engine/report.ts';

export const factorWords: Readonly<Record<FactorOutcome, string>> = {
  met: 'met',
  partly: 'partly met',
  notMet: 'not met',
  undecided: 'undecided',
  notApplicable: 'does not apply',
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: 'holds',
  fail: 'broken',
  unknown: 'undecided',
  error: 'the audit failed',
  notApplicable: 'does not apply',
};

export const suppressionWords: Readonly<Record<ReportedSuppression['state'], string>> = {
  used: 'holds',
  unused: 'is not needed any more',
  expired: 'has expired',
  invalid: 'is not valid',
};

export const numeralOf = (number: number): string =>
  factors.find((factor) => factor.number === number)?.numeral ?? '';
export const asksOf = (slug: string): string => factors.find((factor) => factor.slug === slug)?.asks ?? '';

/** The page of the factor's own text. */
export const pageOf = (slug: string): string => {
  const names = new Map([
    ['parity', 'dev-prod-parity'],
    ['admin', 'admin-processes'],
  ]);
  return `https://12factor.net/${names.get(slug) ?? slug}`;
};

export const scoreText = (score: number): string =>
  Number.isInteger(score) ? String(score) : score.toFixed(1);

/** What the target is called. */
export const targetName = ({ target }: Report): string => target.path ?? target.url ?? 'repository';

/** `commit 0123456789ab, with changes that are not in it` */
export const commitWords = ({ target }: Report): string =>
  `${target.commit ? `commit ${target.commit.slice(0, 12)}` : 'no git commit'}${
    target.dirty ? ', with changes that are not in it' : ''
  }`;

/** `api (node, fastify, web)` */
export const appWords = ({ path, ecosystem, framework, kind }: Report['apps'][number]): string => {
  const words = [ecosystem === 'unknown' ? undefined : ecosystem, framework, kind];
  return `${path === '.' ? 'at the root' : path} (${words.filter((word) => word !== undefined).join(', ')})`;
};

/** One sentence on the whole. */
export function summaryWords({ score, grade, factors: judged }: Report): string {
  const applying = judged.filter(({ outcome }) => outcome !== 'notApplicable');
  const met = applying.filter(({ outcome }) => outcome === 'met').length;
  return score === null
    ? 'No grade: nothing here could be decided.'
    : `Score ${scoreText(score)} of 100, grade ${grade}: ${met} of ${applying.length} factors met.`;
}

export const decidedWords = ({ decided }: Report): string =>
  `Decided ${decided.checks} of the ${decided.of} checks that apply here.`;
