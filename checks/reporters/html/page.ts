/** The report as one self-contained HTML page: chart, filters, excerpts; it loads nothing and runs one known script. */
import { createHash } from 'node:crypto';
import type { Severity } from '../../engine/check.ts';
import type { CheckReport, FactorReport, Outcome, Report, ReportedFinding } from '../../engine/report.ts';
import { escapeLine } from '../escape.ts';
import { partsOf } from '../message.ts';
import { distinctPlaces, linkOf, pathFromHere, placeText } from '../place.ts';
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
} from '../words.ts';
import type { WriteOptions } from '../write.ts';
import { chart } from './chart.ts';
import { script } from './script.ts';
import { style } from './style.ts';

const mostFindings = 100;
const mostEvidence = 8;

const outcomes: readonly Outcome[] = ['fail', 'unknown', 'error', 'pass', 'notApplicable'];
const severities: readonly Severity[] = ['must', 'should', 'may'];

/** Several reports follow one another on the page. */
export function html(reports: readonly Report[], options: WriteOptions = {}): string {
  const [first] = reports;
  const name = first ? escapeLine(targetName(first)) : 'repository';
  const title =
    reports.length > 1 ? `Twelve factors of ${reports.length} targets` : `Twelve factors of ${name}`;
  // Nothing of the audited repository could run, even if its text were not escaped.
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${text(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...reports.flatMap((report, index) => [
      ...heading(report),
      ...(index === 0 ? [filters()] : []),
      ...body(report, options),
    ]),
    '</main>',
    `<script>${script}</script>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

const hashOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

function heading(report: Report): string[] {
  const { tool, apps, factors, grade } = report;
  const described = apps.map((app) => text(appWords(app))).join('; ');
  return [
    `<h1>Twelve factors of ${text(targetName(report))}</h1>`,
    `<p class="soft">${text(commitWords(report))} · ${text(`${tool.name} ${tool.version}`)} · apps: ${described || 'none found'}</p>`,
    '<div class="result">',
    chart(factors),
    '<div class="figures">',
    grade === null ? '' : `<p><span class="grade">${grade}</span></p>`,
    `<p>${text(summaryWords(report))}<br><span class="soft">${text(decidedWords(report))}</span></p>`,
    '<table><thead><tr><th>Factor</th><th>Result</th><th>Score</th></tr></thead><tbody>',
    ...factors.map(
      ({ number, slug, title, outcome, score }) =>
        `<tr><th><a href="#${slug}">${numeralOf(number)} ${text(title)}</a></th><td class="${outcome}">${factorWords[outcome]}</td><td>${score === null ? '' : scoreText(score)}</td></tr>`,
    ),
    '</tbody></table>',
    '</div>',
    '</div>',
  ];
}

function filters(): string {
  const box = (name: string, value: string, words: string, checked = true): string =>
    `<label><input type="checkbox" name="${name}" value="${value}"${checked ? ' checked' : ''}> ${words}</label>`;
  return [
    '<fieldset class="filters"><legend>Show</legend>',
    ...outcomes.map((outcome) => box('outcome', outcome, outcomeWords[outcome])),
    ...severities.map((severity) => box('severity', severity, severity)),
    '<p class="soft" role="status"></p></fieldset>',
  ].join('');
}

function body(report: Report, options: WriteOptions): string[] {
  const link = (place: { path: string; line?: number }): string =>
    `<a href="${attribute(linkOf({ ...place, path: pathFromHere(report, place.path) }, options.linkBase))}"><code>${text(placeText(place))}</code></a>`;
  return [
    ...report.factors.flatMap((factor) => section(report, factor, link)),
    ...suppressionSection(report, link),
    ...problemSection(report),
  ];
}

type Link = (place: { path: string; line?: number }) => string;

function section(report: Report, factor: FactorReport, link: Link): string[] {
  const { number, slug, title, outcome, score } = factor;
  const checks = report.checks.filter((check) => check.factor === slug);
  const points = score === null ? '' : `, ${scoreText(score)} of 100`;
  return [
    `<section id="${slug}">`,
    `<h2>${numeralOf(number)} ${text(title)}</h2>`,
    `<p>${text(asksOf(slug))} <a href="${pageOf(slug)}">What the factor says</a></p>`,
    `<p class="${outcome}"><strong>${factorWords[outcome]}</strong>${points}</p>`,
    ...outcomes
      .flatMap((wanted) => checks.filter((check) => check.outcome === wanted))
      .flatMap((check) => article(check, link)),
    '</section>',
  ];
}

function article(check: CheckReport, link: Link): string[] {
  const { id, outcome, severity, title, reason, why, fix } = check;
  const broken = outcome === 'fail';
  return [
    `<article class="check ${outcome}" data-outcome="${outcome}" data-severity="${severity}">`,
    `<p class="tag">${outcomeWords[outcome]} · ${severity} · <code>${text(id)}</code></p>`,
    `<h3>${prose(title)}</h3>`,
    ...(broken ? findings(check, link) : [`<p>${prose(reason)}</p>`]),
    ...(outcome === 'pass' ? evidence(check, link) : []),
    ...(broken ? [`<p class="fix"><strong>Mend</strong>: ${prose(fix)}</p>`] : []),
    `<details><summary>Why it matters</summary><p>${prose(why)}</p></details>`,
    '</article>',
  ];
}

function findings({ findings: all }: CheckReport, link: Link): string[] {
  const rest = all.length - mostFindings;
  return [
    ...all.slice(0, mostFindings).map((one) => finding(one, link)),
    ...(rest > 0 ? [`<p>… and ${rest} more.</p>`] : []),
  ];
}

function finding({ message, suppressed, excerpt, ...place }: ReportedFinding, link: Link): string {
  const accepted = suppressed ? ` <span class="soft">(${prose(suppressed.reason)})</span>` : '';
  const last = place.endLine ?? place.line ?? 0;
  const lines = excerpt?.lines.map((line, index) => {
    const number = excerpt.from + index;
    const here = place.line !== undefined && number >= place.line && number <= last;
    return `<span${here ? ' class="here"' : ''}><i>${number}</i>${text(line.replaceAll('\t', '    '))}</span>`;
  });
  return `<div class="finding"><p>${link(place)} ${prose(message)}${accepted}</p>${lines ? `<pre tabindex="0">${lines.join('')}</pre>` : ''}</div>`;
}

function evidence({ evidence: places }: CheckReport, link: Link): string[] {
  const distinct = distinctPlaces(places);
  if (distinct.length === 0) return [];
  const rest = distinct.length - mostEvidence;
  return [
    `<p class="soft">Seen at ${distinct.slice(0, mostEvidence).map(link).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}</p>`,
  ];
}

function suppressionSection({ suppressions }: Report, link: Link): string[] {
  if (suppressions.length === 0) return [];
  return [
    '<section><h2>Suppressions</h2><ul>',
    ...suppressions.map(
      ({ check, reason, until, state, problem, ...place }) =>
        `<li>${link(place)} <code>${text(check)}</code>${until ? ` until ${text(until)}` : ''} ${suppressionWords[state]}${problem ? `: ${prose(problem)}` : ''}. ${prose(reason)}</li>`,
    ),
    '</ul></section>',
  ];
}

function problemSection({ problems }: Report): string[] {
  if (problems.length === 0) return [];
  const rest = problems.length - mostFindings;
  return [
    '<section><h2>Was not read</h2><ul>',
    ...problems
      .slice(0, mostFindings)
      .map((problem) => `<li><code>${text(placeText(problem))}</code> ${prose(problem.message)}</li>`),
    ...(rest > 0 ? [`<li>… and ${rest} more</li>`] : []),
    '</ul></section>',
  ];
}

const prose = (message: string): string =>
  partsOf(message)
    .map((part) => (part.code ? `<code>${text(part.text)}</code>` : text(part.text)))
    .join('');

const text = (words: string): string => attribute(escapeLine(words));
const attribute = (words: string): string => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
