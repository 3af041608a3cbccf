/** The report as Markdown: a document to hand in, a section a factor, with links to the lines. */
import { extname } from 'node:path';
import type { CheckReport, FactorReport, Report, ReportedFinding } from '../engine/report.ts';
import { escapeLine } from './escape.ts';
import { partsOf } from './message.ts';
import { distinctPlaces, linkOf, pathFromHere, placeText } from './place.ts';
import {
  appWords,
  asksOf,
  commitWords,
  decidedWords,
  factorWords,
  numeralOf,
  outcomeWords,
  pageOf,
  scoreText,
  summaryWords,
  suppressionWords,
  targetName,
} from './words.ts';
import type { WriteOptions } from './write.ts';

const mostFindings = 50;
const mostEvidence = 6;

export const markdown = (reports: readonly Report[], options: WriteOptions = {}): string =>
  reports.map((report) => document(report, options)).join('\n---\n\n');

function document(report: Report, { linkBase }: WriteOptions): string {
  const link = (place: { path: string; line?: number }): string =>
    `[${code(placeText(place))}](<${linkOf({ ...place, path: pathFromHere(report, place.path) }, linkBase)}>)`;
  const blocks = [
    `# Twelve factors of ${code(targetName(report))}`,
    `${prose(commitWords(report))} · ${report.tool.name} ${report.tool.version} · apps: ${
      report.apps.map((app) => prose(appWords(app))).join('; ') || 'none found'
    }`,
    `**${summaryWords(report)}** ${decidedWords(report)}`,
    overview(report),
    ...report.factors.flatMap((factor) => factorBlocks(report, factor, link)),
    ...suppressionBlocks(report, link),
    ...problemBlocks(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function overview({ factors }: Report): string {
  const rows = factors.map(({ number, title, outcome, score }) => {
    const name = `${numeralOf(number)} ${title}`;
    const anchor = name
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-');
    return `| [${name}](#${anchor}) | ${factorWords[outcome]} | ${score === null ? '' : scoreText(score)} |`;
  });
  return ['| Factor | Result | Score |', '| --- | --- | ---: |', ...rows].join('\n');
}

type Link = (place: { path: string; line?: number }) => string;

function factorBlocks(report: Report, factor: FactorReport, link: Link): string[] {
  const { number, slug, title, outcome, score } = factor;
  const checks = report.checks.filter((check) => check.factor === slug);
  const of = (...outcomes: readonly CheckReport['outcome'][]): CheckReport[] =>
    checks.filter((check) => outcomes.includes(check.outcome));
  const points = score === null ? '' : `, ${scoreText(score)} of 100`;
  return [
    `## ${numeralOf(number)} ${title}`,
    `> ${asksOf(slug)} [What the factor says](${pageOf(slug)})`,
    `**${capital(factorWords[outcome])}**${points}.`,
    ...list('What was seen', of('pass'), (check) => seen(check, link)),
    ...of('fail').flatMap((check, index) => missing(check, link, index === 0)),
    ...list('What could not be decided', of('unknown', 'error'), undecided),
    ...list('What does not apply', of('notApplicable'), undecided),
  ];
}

const list = (
  title: string,
  checks: readonly CheckReport[],
  line: (check: CheckReport) => string,
): string[] => (checks.length === 0 ? [] : [`### ${title}`, checks.map(line).join('\n')]);

function seen(check: CheckReport, link: Link): string {
  const places = distinctPlaces(check.evidence);
  const shown = places.slice(0, mostEvidence).map(link);
  const rest = places.length - shown.length;
  const at = shown.length === 0 ? '' : ` ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return `- ✓ ${prose(check.title)} ${sentence(capital(check.reason))}${at}`;
}

function missing(check: CheckReport, link: Link, isFirst: boolean): string[] {
  const open = check.findings.filter(({ suppressed }) => !suppressed || suppressed.by === 'baseline');
  const rest = open.length - mostFindings;
  return [
    ...(isFirst ? ['### What is missing, and how to mend it'] : []),
    `✗ **${prose(check.title)}** (${check.severity}, ${code(check.id)})`,
    open
      .slice(0, mostFindings)
      .map((finding) => findingItem(finding, link))
      .join('\n'),
    ...(rest > 0 ? [`… and ${rest} more.`] : []),
    `*Why:* ${prose(check.why)}`,
    `*Mend:* ${prose(check.fix)}`,
  ];
}

function findingItem(finding: ReportedFinding, link: Link): string {
  const known = finding.suppressed ? ' (known from the baseline)' : '';
  const { excerpt } = finding;
  const block = excerpt ? `\n\n${indent(fenced(excerpt.lines, extname(finding.path).slice(1)))}\n` : '';
  return `- ${link(finding)}: ${prose(finding.message)}${known}${block}`;
}

const undecided = ({ title, reason, outcome }: CheckReport): string =>
  `- ${prose(title)} ${outcome === 'error' ? `${capital(outcomeWords.error)}: ${sentence(reason)}` : sentence(capital(reason))}`;

function suppressionBlocks({ suppressions }: Report, link: Link): string[] {
  if (suppressions.length === 0) return [];
  const lines = suppressions.map(({ check, reason, until, state, problem, ...place }) => {
    const why = problem ? `: ${prose(problem)}` : '';
    const day = until ? ` until ${prose(until)}` : '';
    return `- ${link(place)}: ${code(check)}${day} ${suppressionWords[state]}${why}. ${prose(reason)}`;
  });
  return ['## Suppressions', lines.join('\n')];
}

function problemBlocks({ problems }: Report): string[] {
  if (problems.length === 0) return [];
  const lines = problems
    .slice(0, mostFindings)
    .map((problem) => `- ${code(placeText(problem))}: ${prose(problem.message)}`);
  const rest = problems.length - lines.length;
  return ['## Was not read', [...lines, ...(rest > 0 ? [`- … and ${rest} more`] : [])].join('\n')];
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const sentence = (words: string): string => prose(/[.!?]$/.test(words) ? words : `${words}.`);
const indent = (text: string): string => text.replace(/^/gm, '  ');

/** Prose with the quoted code in it; nothing of it is markup. */
const prose = (message: string): string =>
  partsOf(message)
    .map((part) =>
      part.code ? code(part.text) : escapeLine(part.text).replace(/[\\`*_[\]<>#|~&$]/g, '\\$&'),
    )
    .join('');

/** A code span whose fence is longer than any inside (CommonMark 6.1); a bar would end a cell of a table. */
function code(text: string): string {
  const line = escapeLine(text).replaceAll('|', '¦');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const space = line === '' || line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

function fenced(lines: readonly string[], language: string): string {
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${/^\w{1,12}$/.test(language) ? language : ''}`, ...lines.map(escapeIndented), fence].join(
    '\n',
  );
}

/** A tab is part of how source is laid out. */
const escapeIndented = (line: string): string => escapeLine(line.replaceAll('\t', '    '));
