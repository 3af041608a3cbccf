/** `twelvefold explain`: what a check claims, why, how to mend it, and the cases that define it. */

import type { Case, Cases } from '../checks/engine/cases.ts';
import type { AnyCheck } from '../checks/engine/check.ts';
import { type Factor, factors } from '../checks/engine/factors.ts';
import { pageOf } from '../checks/reporters/words.ts';
import { wrap } from '../checks/reporters/wrap.ts';
import { type Command, exitCodes, UsageError } from './command.ts';
import { nearest, printable } from './usage.ts';

export const command: Command = {
  name: 'explain',
  summary: 'Explain a check or a factor; without one, list them all.',
  usage: 'twelvefold explain [check|factor]   an id, or the name or number of a factor',
  options: [],
  examples: [
    'twelvefold explain',
    'twelvefold explain config',
    'twelvefold explain 7',
    'twelvefold explain dependencies/locked',
  ],
  async run({ positionals }, io) {
    const [word, ...more] = positionals;
    if (more.length > 0) throw new UsageError('twelvefold explain takes one check or factor.');
    const { cases, checks } = await import('../checks/index.generated.ts');
    if (word === undefined) {
      io.stdout(factors.map((factor) => factorText(factor, checks)).join('\n'));
      return exitCodes.ok;
    }
    const factor = factors.find(({ slug, number, numeral }) =>
      [slug, String(number), numeral].includes(word),
    );
    const check = checks.get(word);
    if (factor) io.stdout(`${factorText(factor, checks)}\n${pageOf(factor.slug)}\n`);
    else if (check) io.stdout(checkText(word, check, (await cases.get(word)?.())?.default ?? {}));
    else throw new UsageError(unknownWord(word, [...checks.keys()]));
    return exitCodes.ok;
  },
};

function unknownWord(word: string, ids: readonly string[]): string {
  const near = nearest(word, [...ids, ...factors.map(({ slug }) => slug)]);
  const advice = near ? `the nearest is ${near}` : 'twelvefold explain lists them';
  return `there is no check or factor “${printable(word)}”; ${advice}.`;
}

function factorText({ numeral, title, asks, slug }: Factor, checks: ReadonlyMap<string, AnyCheck>): string {
  const own = [...checks].filter(([id]) => id.startsWith(`${slug}/`));
  const lines = own.flatMap(([id, check]) => [`  ${id} (${check.severity})`, ...wrap(check.title, '      ')]);
  return [`${numeral} ${title}: ${asks}`, ...lines, ''].join('\n');
}

const subjects: Readonly<Record<AnyCheck['subject'], string>> = {
  codebase: 'Judged once for the whole repository.',
  app: 'Judged for every app, libraries and tools included.',
  service: 'Judged for every app that runs as a long-lived process.',
  web: 'Judged for every app that answers requests.',
};

function checkText(id: string, check: AnyCheck, cases: Cases): string {
  const groups: readonly (readonly [string, (one: Case) => boolean])[] = [
    ['Passes', ({ outcome, trap }) => outcome === 'pass' && !trap],
    ['Fails', ({ outcome, trap }) => outcome === 'fail' && !trap],
    ['Does not apply', ({ outcome, trap }) => outcome === 'notApplicable' && !trap],
    ['Can not be decided', ({ outcome, trap }) => outcome === 'unknown' && !trap],
    ['Looks otherwise', ({ trap }) => trap === true],
  ];
  return [
    `${id} (${check.severity})`,
    '',
    check.title,
    subjects[check.subject],
    '',
    ...wrap(check.why, 'Why: ', '     '),
    ...wrap(check.fix, 'Fix: ', '     '),
    ...groups.flatMap(([title, belongs]) => {
      const own = Object.entries(cases).filter(([, one]) => belongs(one));
      if (own.length === 0) return [];
      return [
        '',
        `${title}:`,
        ...own.flatMap(([name, one]) =>
          wrap(`${name}${one.trap ? `: ${outcomes[one.outcome]}` : ''}`, '  ', '    '),
        ),
      ];
    }),
    '',
  ].join('\n');
}

const outcomes: Readonly<Record<Case['outcome'], string>> = {
  pass: 'passes',
  fail: 'fails',
  notApplicable: 'does not apply',
  unknown: 'can not be decided',
};
