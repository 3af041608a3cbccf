// What mix.exs declares: packages with their constraints and environments, the app's name, an umbrella's folder of members.
import type { Dependency } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { closing, type Token, tokensOf } from './tokens.ts';

/**
 * Reads mix.exs without running it: the tuples of its functions of dependencies (`deps`) and of a list under `deps:`.
 * Dependencies of the same umbrella are left out, as no registry holds them.
 */
export function readManifest(text: string, path: string): ManifestFile {
  const tokens = tokensOf(text);
  const dependencies = new Map<string, Dependency>();
  for (const [start, end] of dependencyRanges(tokens))
    for (const dependency of dependenciesIn(tokens, start, end, path)) {
      const known = dependencies.get(dependency.name);
      if (!known || known.scope === 'development') dependencies.set(dependency.name, dependency);
    }
  const apps = valueAfter(tokens, 'apps_path');
  const starts =
    tokens.some(({ kind, text: word }) => (kind === 'key' && word === 'mod') || word === 'escript') ||
    apps !== undefined;
  return {
    dependencies: [...dependencies.values()],
    ...nameOf(tokens),
    scripts: {},
    // A package for others: described for the registry, and without an application to start.
    library: tokens.some(({ kind, text: word }) => kind === 'key' && word === 'package') && !starts,
    members: apps === undefined ? [] : [`${apps}/*`],
    ...(apps === undefined ? {} : { membersAreParts: true as const }),
    problems: [],
  };
}

const nameOf = (tokens: readonly Token[]): { name?: string } => {
  const name = valueAfter(tokens, 'app');
  return name === undefined ? {} : { name };
};

/** The atom or text after a key; the first that has one. */
function valueAfter(tokens: readonly Token[], key: string): string | undefined {
  for (const [index, { kind, text }] of tokens.entries()) {
    const next = tokens[index + 1];
    if (kind === 'key' && text === key && (next?.kind === 'atom' || next?.kind === 'text')) return next.text;
  }
  return undefined;
}

/** Stretches of tokens that list dependencies: bodies of functions named after them, and the list of `deps:`. */
function dependencyRanges(tokens: readonly Token[]): readonly (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  for (const [index, { kind, text }] of tokens.entries()) {
    const next = tokens[index + 1];
    if (kind === 'key' && text === 'deps' && next?.text === '[')
      ranges.push([index + 1, closing(tokens, index + 1)]);
    if (kind !== 'word' || !/^defp?$/.test(text) || !next || !/deps|dependencies/.test(next.text)) continue;
    const end = tokens.findIndex(
      ({ kind: other, text: word }, at) => at > index && other === 'word' && /^defp?$/.test(word),
    );
    ranges.push([index, end < 0 ? tokens.length : end]);
  }
  return ranges;
}

function dependenciesIn(tokens: readonly Token[], start: number, end: number, path: string): Dependency[] {
  const found: Dependency[] = [];
  for (let index = start; index < end; index++) {
    const [open, name, comma] = tokens.slice(index, index + 3);
    if (open?.text !== '{' || name?.kind !== 'atom' || comma?.text !== ',') continue;
    const last = closing(tokens, index);
    const inside = tokens.slice(index + 3, last);
    index = last;
    const option = (key: string) => inside.findIndex(({ kind, text }) => kind === 'key' && text === key);
    if (option('in_umbrella') >= 0) continue;
    const [first] = inside;
    const constraint = first?.kind === 'text' ? first.text : '';
    const pinned = ['path', 'ref', 'tag'].some((key) => option(key) >= 0);
    found.push({
      name: name.text,
      constraint,
      exact: /^(?:==\s*)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(constraint) || pinned,
      scope: scopeOf(inside, option('only'), option('optional')),
      at: { path, line: name.line },
    });
  }
  return found;
}

/** `only: :dev` and `only: [:dev, :test]`; one that names `:prod` too is needed by the release. */
function scopeOf(inside: readonly Token[], only: number, optional: number): Dependency['scope'] {
  if (only >= 0) {
    const listed = inside[only + 1]?.text === '[';
    const names = inside
      .slice(only + 1, listed ? closing(inside, only + 1) : only + 2)
      .filter(({ kind }) => kind === 'atom')
      .map(({ text }) => text);
    if (names.length > 0 && !names.includes('prod')) return 'development';
  }
  return optional >= 0 && inside[optional + 1]?.text === 'true' ? 'optional' : 'runtime';
}
