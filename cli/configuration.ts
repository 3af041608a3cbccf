/** Reads `.twelvefold.yaml`: thresholds, a choice of checks, a baseline, suppressions. Its schema is beside it. */
import type { Severity } from '../checks/engine/check.ts';
import { factors } from '../checks/engine/factors.ts';
import { isExcluded, parseIgnoreRules } from '../checks/engine/gitignore.ts';
import type { Place } from '../checks/engine/place.ts';
import type { Suppression } from '../checks/engine/suppress.ts';
import { isDay } from '../checks/engine/suppression-comments.ts';
import { entriesOf, itemsOf, readYaml, textOf, type YamlNode } from '../checks/facts/artifacts/yaml.ts';
import { UsageError } from './command.ts';
import { nearest, printable } from './usage.ts';

export type Threshold = Severity | 'never';
export const thresholds: readonly Threshold[] = ['must', 'should', 'may', 'never'];

/** Where it lies in a repository. */
export const configurationFile = '.twelvefold.yaml';

export interface Configuration {
  readonly only?: readonly string[];
  readonly failOn?: Threshold;
  readonly minScore?: number;
  /** A path, relative to the repository, or to the folder of a file that was named by a flag. */
  readonly baseline?: string;
  readonly suppressions: readonly Suppression[];
}

const keys = ['only', 'fail-on', 'min-score', 'baseline', 'suppress'];
const suppressionKeys = ['check', 'path', 'reason', 'until'];

/** `path`: how messages name the file. Throws a {@link UsageError} that names the line. */
export async function readConfiguration(
  text: string,
  path: string,
  isCheck: (id: string) => boolean,
): Promise<Configuration> {
  const refuse = (at: Place | undefined, words: string): never => {
    throw new UsageError(`${printable(path)}${at?.line ? `:${at.line}` : ''}: ${words}`);
  };
  const { documents, problems } = await readYaml(text, path);
  const [problem] = problems;
  if (problem) refuse(problem, `is no YAML that can be read: ${problem.message}`);
  const [root, second] = documents;
  if (second) refuse(second.at, 'holds more than one document; keep one.');
  if (!root) return { suppressions: [] };
  const settings = mapOf(root, keys, refuse);

  const only = settings.get('only');
  const failOn = settings.get('fail-on');
  const minScore = settings.get('min-score');
  const baseline = settings.get('baseline');
  const suppress = settings.get('suppress');
  return {
    only: only && listOf(only, 'only', refuse).map((item) => checkOrFactor(item, isCheck, refuse)),
    failOn: failOn && thresholdOf(failOn, refuse),
    minScore: minScore && scoreOf(minScore, refuse),
    baseline: baseline && stringOf(baseline, 'baseline', refuse),
    suppressions: suppress
      ? listOf(suppress, 'suppress', refuse).map((item) => suppressionOf(item, path, isCheck, refuse))
      : [],
  };
}

type Refuse = (at: Place | undefined, words: string) => never;

function mapOf(node: YamlNode, known: readonly string[], refuse: Refuse): ReadonlyMap<string, YamlNode> {
  if (node.kind !== 'map') return refuse(node.at, `must be a mapping of ${known.join(', ')}.`);
  const result = new Map<string, YamlNode>();
  for (const { key, value, at } of entriesOf(node)) {
    if (!known.includes(key)) {
      const near = nearest(key, known);
      refuse(
        at,
        `there is no setting “${printable(key)}”; ${near ? `the nearest is ${near}` : `there are ${known.join(', ')}`}.`,
      );
    }
    result.set(key, value);
  }
  return result;
}

function listOf(node: YamlNode, name: string, refuse: Refuse): readonly YamlNode[] {
  return node.kind === 'list' && (name !== 'only' || node.items.length > 0)
    ? itemsOf(node)
    : refuse(node.at, `${name} must be a list${name === 'only' ? ' that names something' : ''}.`);
}

function stringOf(node: YamlNode, name: string, refuse: Refuse): string {
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value.trim() : '';
  return text === '' ? refuse(node.at, `${name} must be a text that isn't empty.`) : text;
}

function checkOrFactor(node: YamlNode, isCheck: (id: string) => boolean, refuse: Refuse): string {
  const word = textOf(node) ?? '';
  if (isCheck(word) || factors.some(({ slug }) => slug === word)) return word;
  return refuse(node.at, `there is no check or factor “${printable(word)}”; twelvefold explain lists them.`);
}

function thresholdOf(node: YamlNode, refuse: Refuse): Threshold {
  const found = thresholds.find((threshold) => threshold === textOf(node));
  return found ?? refuse(node.at, `fail-on must be one of ${thresholds.join(', ')}.`);
}

function scoreOf(node: YamlNode, refuse: Refuse): number {
  const value = node.kind === 'scalar' ? node.value : undefined;
  return typeof value === 'number' && value >= 0 && value <= 100
    ? value
    : refuse(node.at, 'min-score must be a number from 0 to 100.');
}

function suppressionOf(
  node: YamlNode,
  file: string,
  isCheck: (id: string) => boolean,
  refuse: Refuse,
): Suppression {
  const settings = mapOf(node, suppressionKeys, refuse);
  const required = (name: string): YamlNode =>
    settings.get(name) ?? refuse(node.at, `a suppression needs a ${name}.`);
  const check = stringOf(required('check'), 'check', refuse);
  if (!isCheck(check))
    refuse(required('check').at, `there is no check “${printable(check)}”; twelvefold explain lists them.`);
  const reason = stringOf(required('reason'), 'reason', refuse);
  const pattern = settings.get('path');
  const rules = pattern && new Map([['', parseIgnoreRules(stringOf(pattern, 'path', refuse))]]);
  const last = settings.get('until');
  const until = last && textOf(last);
  if (last && (until === undefined || !isDay(until))) refuse(last.at, 'until must be a day like 2027-01-31.');
  return {
    check,
    by: 'configuration',
    at: { path: file, line: node.at.line },
    reason,
    until,
    covers: ({ path }) => !rules || isExcluded(rules, path),
  };
}
