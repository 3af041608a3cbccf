/** What decides an audit: flags first, then the configuration of the caller or of the audited repository. */
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { readBaseline } from '../checks/engine/baseline.ts';
import type { AnyCheck } from '../checks/engine/check.ts';
import { factors } from '../checks/engine/factors.ts';
import type { Repo } from '../checks/engine/repo.ts';
import { type Command, type Io, UsageError } from './command.ts';
import { type Configuration, configurationFile, readConfiguration, type Threshold } from './configuration.ts';
import { nearest, printable } from './usage.ts';

export type Checks = ReadonlyMap<string, AnyCheck>;
type Options = Parameters<Command['run']>[0]['options'];

export interface Settings {
  readonly checks: Checks;
  readonly failOn: Threshold;
  readonly minScore: number;
  readonly configuration: Configuration;
  /** Fingerprints of known findings. */
  readonly baseline?: ReadonlySet<string>;
}

const nothing: Configuration = { suppressions: [] };

/**
 * Without suppressions a repository has no say in how it is judged: its own configuration isn't read at all. One that
 * the caller names counts, but for its suppressions.
 */
export async function settingsFor(repo: Repo, options: Options, checks: Checks, io: Io): Promise<Settings> {
  const trusting = options['no-suppressions'] !== true;
  const named = options.config as string | undefined;
  const isCheck = (id: string): boolean => checks.has(id);
  let configuration = nothing;
  if (named !== undefined) {
    const text = readCallersFile(io, named, 'configuration');
    configuration = await readConfiguration(text, named, isCheck);
  } else if (trusting) {
    const text = repo.text(configurationFile);
    if (text !== undefined) configuration = await readConfiguration(text, configurationFile, isCheck);
  }
  if (!trusting) configuration = { ...configuration, suppressions: [] };
  return {
    checks: chooseChecks((options.only as readonly string[] | undefined) ?? configuration.only ?? [], checks),
    failOn: (options['fail-on'] as Threshold | undefined) ?? configuration.failOn ?? 'must',
    minScore: readScore(options['min-score'] as string | undefined) ?? configuration.minScore ?? 0,
    configuration,
    baseline: baselineFor(repo, options.baseline as string | undefined, configuration.baseline, named, io),
  };
}

function baselineFor(
  repo: Repo,
  flag: string | undefined,
  configured: string | undefined,
  configuration: string | undefined,
  io: Io,
): ReadonlySet<string> | undefined {
  const file = flag ?? configured;
  if (file === undefined) return undefined;
  const beside =
    flag === undefined && configuration !== undefined ? resolve(io.cwd, dirname(configuration), file) : file;
  const inRepository = flag === undefined && configuration === undefined;
  const text = inRepository ? repo.text(file) : readCallersFile(io, beside, 'baseline');
  if (text === undefined)
    throw new UsageError(
      `the baseline ${printable(file)} isn't in the repository; write it by --write-baseline.`,
    );
  const baseline = readBaseline(text);
  if ('problem' in baseline)
    throw new UsageError(`the baseline ${printable(basename(file))} ${baseline.problem}.`);
  return baseline;
}

function readCallersFile(io: Io, file: string, what: string): string {
  try {
    return readFileSync(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
    throw new UsageError(`the ${what} ${printable(file)} can't be read (${code}).`);
  }
}

/** Undefined where nothing was said. */
function readScore(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const score = Number(text);
  if (text.trim() === '' || !(score >= 0 && score <= 100)) {
    throw new UsageError(`--min-score is “${printable(text)}”; it must be a number from 0 to 100.`);
  }
  return score;
}

/** Checks by id, or by the name or number of their factor; commas may stand between them. All, where none is named. */
function chooseChecks(words: readonly string[], checks: Checks): Checks {
  if (words.length === 0) return checks;
  const chosen = words.flatMap((list) => list.split(',')).map((word) => word.trim());
  const slugs = chosen.map((word) => {
    const factor = factors.find(({ slug, number, numeral }) =>
      [slug, String(number), numeral].includes(word),
    );
    if (factor || checks.has(word)) return factor?.slug ?? word;
    const near = nearest(word, [...checks.keys(), ...factors.map(({ slug }) => slug)]);
    const advice = near ? `the nearest is ${near}` : 'twelvefold explain lists them';
    throw new UsageError(`there is no check or factor “${printable(word)}”; ${advice}.`);
  });
  return new Map(
    [...checks].filter(([id]) => slugs.some((word) => id === word || id.startsWith(`${word}/`))),
  );
}
