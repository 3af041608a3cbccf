/** The report as people read it: a line a factor, then what to do about each finding. 80 columns. */
import { factors } from '../engine/factors.ts';
import type { CheckReport, FactorOutcome, FactorReport, Report } from '../engine/report.ts';
import { escapeLine } from './escape.ts';
import { wrap } from './wrap.ts';

export interface TextOptions {
  readonly colour?: boolean;
}

const mostFindings = 20;
const mostProblems = 20;

type Colour = 'red' | 'green' | 'yellow' | 'bold' | 'dim';
type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 };
const verdicts: Readonly<Record<FactorOutcome, readonly [string, Colour]>> = {
  met: ['met', 'green'],
  partly: ['partly met', 'yellow'],
  notMet: ['NOT MET', 'red'],
  undecided: ['undecided', 'yellow'],
  notApplicable: ['does not apply', 'dim'],
};

export function text(report: Report, options: TextOptions = {}): string {
  const paint: Paint = options.colour
    ? (colour, words) => `\x1b[${codes[colour]}m${words}\x1b[0m`
    : (_, words) => words;
  const sections = [
    header(report, paint),
    report.factors.map((factor) => factorLine(factor, paint)),
    ...report.factors.flatMap((factor) => factorSections(report, factor, paint)),
    undecided(report, 'unknown', 'Could not be decided', paint),
    undecided(report, 'error', 'Went wrong in the audit itself', paint),
    problems(report, paint),
    summary(report, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function header({ tool, target, apps }: Report, paint: Paint): string[] {
  const name = escapeLine(target.path ?? target.url ?? 'repository');
  const commit = target.commit ? `commit ${target.commit.slice(0, 12)}` : 'no git commit';
  const lines = [
    paint('bold', `Twelve factors of ${name}`),
    `${commit}${target.dirty ? ', with changes that are not in it' : ''} · ${tool.name} ${tool.version}`,
  ];
  const described = apps.map(({ path, ecosystem, framework, kind }) => {
    const words = [ecosystem === 'unknown' ? undefined : ecosystem, framework, kind];
    return `${escapeLine(path === '.' ? 'at the root' : path)} (${words
      .filter((word) => word !== undefined)
      .map(escapeLine)
      .join(', ')})`;
  });
  return [...lines, ...wrap(described.join('; ') || 'none found', 'apps: ', '      ')];
}

const numeralOf = (number: number): string =>
  factors.find((factor) => factor.number === number)?.numeral ?? '';

function factorLine({ number, title, outcome, score }: FactorReport, paint: Paint): string {
  const [verdict, colour] = verdicts[outcome];
  const points = score === null || outcome === 'notApplicable' ? '' : scoreText(score);
  return `${numeralOf(number).padStart(6)}  ${title.padEnd(22)}${paint(colour, verdict)}${' '.repeat(16 - verdict.length)}${points.padStart(5)}`;
}

function factorSections(report: Report, factor: FactorReport, paint: Paint): string[][] {
  const failed = report.checks.filter(
    ({ factor: slug, outcome }) => slug === factor.slug && outcome === 'fail',
  );
  if (failed.length === 0) return [];
  const title = `${numeralOf(factor.number)} ${factor.title}`;
  return [
    [paint('bold', title), '-'.repeat(title.length)],
    ...failed.map((check) => failure(check, report.apps.length > 1, paint)),
  ];
}

function failure(check: CheckReport, severalApps: boolean, paint: Paint): string[] {
  const shown = check.findings.slice(0, mostFindings);
  const rest = check.findings.length - shown.length;
  return [
    ...wrap(check.title, '  ', '  '),
    `  ${paint('red', 'broken')} · ${check.severity} · ${paint('dim', check.id)}`,
    ...shown.flatMap(({ path, line, message, app }) => {
      const place = escapeLine(line === undefined ? path : `${path}:${line}`);
      const owner = severalApps && app !== '.' && !path.startsWith(`${app}/`) ? ` [${escapeLine(app)}]` : '';
      return [`    ${paint('yellow', place)}${owner}`, ...wrap(escapeLine(message), '      ', '      ')];
    }),
    ...(rest > 0 ? [`    … and ${rest} more; --format json lists them all`] : []),
    ...wrap(escapeLine(check.why), '    why  ', '         '),
    ...wrap(escapeLine(check.fix), '    fix  ', '         '),
  ];
}

function undecided(report: Report, outcome: 'unknown' | 'error', title: string, paint: Paint): string[] {
  const checks = report.checks.filter((check) => check.outcome === outcome);
  if (checks.length === 0) return [];
  return [
    paint('bold', title),
    ...checks.flatMap(({ id, reason }) => [`  ${id}`, ...wrap(escapeLine(reason), '    ', '    ')]),
  ];
}

function problems(report: Report, paint: Paint): string[] {
  if (report.problems.length === 0) return [];
  const shown = report.problems.slice(0, mostProblems);
  const rest = report.problems.length - shown.length;
  return [
    paint('bold', 'Was not read'),
    ...shown.flatMap(({ path, line, message }) => [
      `  ${escapeLine(shorten(path))}${line === undefined ? '' : `:${line}`}`,
      ...wrap(escapeLine(message), '    ', '    '),
    ]),
    ...(rest > 0 ? [`  … and ${rest} more; --format json lists them all`] : []),
  ];
}

function summary({ score, grade, decided, factors: judged }: Report, paint: Paint): string[] {
  const applying = judged.filter(({ outcome }) => outcome !== 'notApplicable');
  const met = applying.filter(({ outcome }) => outcome === 'met').length;
  const result =
    score === null
      ? 'No grade: nothing here could be decided.'
      : `Score ${scoreText(score)} of 100, grade ${grade}: ${met} of ${applying.length} factors met.`;
  return [paint('bold', result), `Decided ${decided.checks} of the ${decided.of} checks that apply here.`];
}

const scoreText = (score: number): string => (Number.isInteger(score) ? String(score) : score.toFixed(1));

/** A path of thousands of characters is a trick; its ends tell it apart. */
const shorten = (path: string): string =>
  path.length > 200 ? `${path.slice(0, 120)}…${path.slice(-60)}` : path;
