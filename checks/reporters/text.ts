/** The report as people read it: a line a factor, then what to do about each finding. 80 columns. */
import type { CheckReport, FactorOutcome, FactorReport, Report } from '../engine/report.ts';
import { escapeLine } from './escape.ts';
import { placeText } from './place.ts';
import {
  appWords,
  commitWords,
  decidedWords,
  factorWords,
  numeralOf,
  scoreText,
  summaryWords,
  suppressionWords,
  targetName,
} from './words.ts';
import { wrap } from './wrap.ts';
import type { WriteOptions } from './write.ts';

const mostFindings = 20;
const mostProblems = 20;

type Colour = 'red' | 'green' | 'yellow' | 'bold' | 'dim';
type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 };
const colours: Readonly<Record<FactorOutcome, Colour>> = {
  met: 'green',
  partly: 'yellow',
  notMet: 'red',
  undecided: 'yellow',
  notApplicable: 'dim',
};

/** Several reports stand one below the other. */
export const text = (reports: readonly Report[], options: WriteOptions = {}): string =>
  reports.map((report) => one(report, options)).join(`\n${'='.repeat(80)}\n\n`);

function one(report: Report, options: WriteOptions): string {
  const paint: Paint = options.colour
    ? (colour, words) => `\x1b[${codes[colour]}m${words}\x1b[0m`
    : (_, words) => words;
  const sections = [
    header(report, paint),
    report.factors.map((factor) => factorLine(factor, paint)),
    ...report.factors.flatMap((factor) => factorSections(report, factor, paint)),
    undecided(report, 'unknown', 'Could not be decided', paint),
    undecided(report, 'error', 'Went wrong in the audit itself', paint),
    suppressed(report, paint),
    problems(report, paint),
    summary(report, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function header(report: Report, paint: Paint): string[] {
  const { tool, apps } = report;
  const lines = [
    paint('bold', `Twelve factors of ${escapeLine(targetName(report))}`),
    `${commitWords(report)} · ${tool.name} ${tool.version}`,
  ];
  const described = apps.map((app) => escapeLine(appWords(app)));
  return [...lines, ...wrap(described.join('; ') || 'none found', 'apps: ', '      ')];
}

function factorLine({ number, title, outcome, score }: FactorReport, paint: Paint): string {
  const verdict = outcome === 'notMet' ? 'NOT MET' : factorWords[outcome];
  const points = score === null || outcome === 'notApplicable' ? '' : scoreText(score);
  return `${numeralOf(number).padStart(6)}  ${title.padEnd(22)}${paint(colours[outcome], verdict)}${' '.repeat(16 - verdict.length)}${points.padStart(5)}`;
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
  const open = check.findings.filter(({ suppressed }) => !suppressed);
  const known = check.findings.filter(({ suppressed }) => suppressed?.by === 'baseline').length;
  const shown = open.slice(0, mostFindings);
  const rest = open.length - shown.length;
  return [
    ...wrap(check.title, '  ', '  '),
    `  ${paint('red', 'broken')} · ${check.severity} · ${paint('dim', check.id)}`,
    ...shown.flatMap(({ path, line, message, app }) => {
      const place = escapeLine(placeText({ path, line }));
      const owner = severalApps && app !== '.' && !path.startsWith(`${app}/`) ? ` [${escapeLine(app)}]` : '';
      return [`    ${paint('yellow', place)}${owner}`, ...wrap(escapeLine(message), '      ', '      ')];
    }),
    ...(rest > 0 ? [`    … and ${rest} more; --format json lists them all`] : []),
    ...(known > 0 ? [`    ${shown.length > 0 ? 'and ' : ''}${known} known from the baseline`] : []),
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

function suppressed({ suppressions }: Report, paint: Paint): string[] {
  if (suppressions.length === 0) return [];
  return [
    paint('bold', 'Suppressions'),
    ...suppressions.flatMap(({ check, reason, until, state, problem, ...place }) => {
      const day = until ? ` until ${until}` : '';
      const words = `${check}${day} ${suppressionWords[state]}${problem ? `: ${problem}` : ''}. ${reason}`;
      return [
        `  ${paint(state === 'used' ? 'dim' : 'yellow', escapeLine(placeText(place)))}`,
        ...wrap(escapeLine(words.trim()), '    ', '    '),
      ];
    }),
  ];
}

const summary = (report: Report, paint: Paint): string[] => [
  paint('bold', summaryWords(report)),
  decidedWords(report),
];

/** A path of thousands of characters is a trick; its ends tell it apart. */
const shorten = (path: string): string =>
  path.length > 200 ? `${path.slice(0, 120)}…${path.slice(-60)}` : path;
