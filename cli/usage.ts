/** From the words of a command line to checked options; what is wrong with them is said in one line. */
import { parseArgs } from 'node:util';
import { escapeLine } from '../checks/reporters/escape.ts';
import { wrap } from '../checks/reporters/wrap.ts';
import { type Command, type Option, UsageError } from './command.ts';

export interface Parsed {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly help: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;
type Value = string | boolean | readonly string[];

const help: Option = { name: 'help', short: 'h', type: 'boolean', description: 'Show this help.' };

/** All that a command takes, `--help` included. */
export const optionsOf = (command: Command): readonly Option[] => [...command.options, help];

/** `TWELVEFOLD_FAIL_ON` for `--fail-on`. */
export const variableOf = (option: Option): string =>
  `TWELVEFOLD_${option.name.toUpperCase().replaceAll('-', '_')}`;

/** Flags win over variables. Throws a {@link UsageError} for a flag that isn't the command's and for a bad value. */
export function parseArguments(command: Command, args: readonly string[], env: Env): Parsed {
  const options = optionsOf(command);
  const byName = new Map(options.map((option) => [option.name, option]));
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      options.map(({ name, short, type }) => [name, short ? { type, short } : { type }]),
    ),
  });

  const positionals: string[] = [];
  const values = new Map<string, Value>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = byName.get(token.name);
    if (!option) throw new UsageError(unknownFlag(command, token.rawName));
    const inline = token.inlineValue === true;
    add(values, option, flagValue(option, token.rawName, token.value, inline), token.rawName);
  }
  for (const option of command.options) {
    const variable = variableOf(option);
    const value = env[variable];
    if (values.has(option.name) || value === undefined || value === '') continue;
    const parts = option.multiple ? value.split(/[\s,]+/).filter((part) => part !== '') : [value];
    for (const part of parts)
      add(values, option, option.type === 'boolean' ? truth(variable, part) : part, variable);
  }
  return { positionals, options: Object.fromEntries(values), help: values.get('help') === true };
}

function flagValue(
  option: Option,
  flag: string,
  value: string | undefined,
  inline: boolean,
): string | boolean {
  if (option.type === 'boolean') {
    if (inline) throw new UsageError(`${flag} takes no value.`);
    return true;
  }
  const missing =
    value === undefined || value === '' || (!inline && value.startsWith('-') && value.length > 1);
  if (missing) throw new UsageError(`${flag} needs a value: ${flag} ${option.value ?? 'VALUE'}.`);
  return value;
}

function truth(variable: string, value: string): boolean {
  if (/^(?:1|true|yes|on)$/i.test(value)) return true;
  if (/^(?:0|false|no|off)$/i.test(value)) return false;
  throw new UsageError(`${variable} is “${printable(value)}”; it must be true or false.`);
}

function add(values: Map<string, Value>, option: Option, value: string | boolean, source: string): void {
  if (typeof value === 'string' && option.choices && !option.choices.includes(value)) {
    const near = nearest(value, option.choices);
    const choices = option.choices.join(', ');
    throw new UsageError(
      `${source} can't be “${printable(value)}”${near ? `; did you mean ${near}?` : '.'} Choices: ${choices}.`,
    );
  }
  const before = values.get(option.name);
  if (option.multiple && typeof value === 'string')
    values.set(option.name, [...(Array.isArray(before) ? before : []), value]);
  else if (before !== undefined && before !== value) throw new UsageError(`${source} was given twice.`);
  else values.set(option.name, value);
}

function unknownFlag(command: Command, flag: string): string {
  const near = nearest(
    flag,
    optionsOf(command).map(({ name }) => `--${name}`),
  );
  const advice = near ? `the nearest is ${near}` : `see twelvefold ${command.name} --help`;
  return `twelvefold ${command.name} has no flag ${printable(flag)}; ${advice}.`;
}

/** The candidate with the fewest differences, if these are few enough to be a slip. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const shown = word.slice(0, 60);
  const ranked = candidates.map((candidate) => ({ candidate, distance: editDistance(shown, candidate) }));
  ranked.sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}

/** Levenshtein's: letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** A word that a person typed, or a name found on disk, safe to show. */
export const printable = (word: string): string => escapeLine(word.slice(0, 200));

/** What `--help` shows. */
export function helpText(command: Command): string {
  const flags = optionsOf(command).map((option) => ({ option, left: flagText(option) }));
  const column = Math.min(30, Math.max(...flags.map(({ left }) => left.length)) + 2);
  const indent = ' '.repeat(column + 2);
  const lines = flags.flatMap(({ option, left }) => {
    const choices = option.choices ? ` One of ${option.choices.join(', ')}.` : '';
    const described = `${option.description}${choices}`;
    const alone = left.length + 2 > column;
    return alone
      ? [`  ${left}`, ...wrap(described, indent)]
      : wrap(described, `  ${left.padEnd(column)}`, indent);
  });
  return [
    ...wrap(command.summary),
    '',
    `Usage: ${command.usage}`,
    '',
    'Flags:',
    ...lines,
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    '',
    ...wrap(
      `Each flag can also be set by a variable: ${variableOf(command.options[0] ?? help)} and so on. Flags win.`,
    ),
    '',
  ].join('\n');
}

function flagText({ name, short, type, value, multiple }: Option): string {
  const placeholder = type === 'string' ? ` ${value ?? 'VALUE'}` : '';
  return `${short ? `-${short}, ` : ''}--${name}${placeholder}${multiple ? '…' : ''}`;
}
