/** The twelve-spoke chart: how far each factor is kept, as an SVG that needs no script. */
import type { FactorOutcome, FactorReport } from '../../engine/report.ts';
import { factorWords, numeralOf, scoreText } from '../words.ts';

const size = 360;
const centre = size / 2;
const radius = 128;
const rings = [25, 50, 75, 100];

/** Twelve o'clock is factor I; they follow clockwise. */
export function chart(factors: readonly FactorReport[]): string {
  const count = factors.length;
  const at = (index: number, share: number): string => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    return `${round(centre + radius * share * Math.cos(angle))},${round(centre + radius * share * Math.sin(angle))}`;
  };
  const line = (from: string, to: string): string => `<path class="grid" d="M${from}L${to}"/>`;
  const share = ({ score }: FactorReport): number => (score ?? 0) / 100;
  const described = factors
    .map(({ number, title, outcome, score }) => `${numeralOf(number)} ${title}: ${words(outcome, score)}`)
    .join('; ');
  return [
    `<svg class="chart" viewBox="0 0 ${size} ${size}" role="img" aria-label="${described}">`,
    ...rings.map(
      (ring) =>
        `<polygon class="grid" points="${factors.map((_, index) => at(index, ring / 100)).join(' ')}"/>`,
    ),
    ...factors.map((_, index) => line(`${centre},${centre}`, at(index, 1))),
    count > 2
      ? `<polygon class="area" points="${factors.map((factor, index) => at(index, share(factor))).join(' ')}"/>`
      : '',
    ...factors.map((factor, index) => spoke(factor, at(index, share(factor)), at(index, 1.17))),
    '</svg>',
  ].join('');
}

function spoke({ number, slug, outcome, title, score }: FactorReport, end: string, label: string): string {
  const [x, y] = label.split(',');
  const [dotX, dotY] = end.split(',');
  const dot =
    outcome === 'notApplicable' ? '' : `<circle class="${outcome}" cx="${dotX}" cy="${dotY}" r="5"/>`;
  // Links inside an image are not reachable by keyboard everywhere; the table beside it has the same ones.
  return `<a href="#${slug}" tabindex="-1"><title>${numeralOf(number)} ${title}: ${words(outcome, score)}</title>${dot}<text class="${outcome}" x="${x}" y="${y}">${numeralOf(number)}</text></a>`;
}

const words = (outcome: FactorOutcome, score: number | null): string =>
  `${factorWords[outcome]}${score === null || outcome === 'notApplicable' ? '' : `, ${scoreText(score)} of 100`}`;

const round = (value: number): number => Math.round(value * 10) / 10;
