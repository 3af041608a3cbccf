/** Values that the app's own code takes out of a tracked file: only an edit of the file changes them. */
import type { Origin } from '../facts.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';

/** Where an entry of a file that code parses comes from; `undefined` for a value that is none. */
export function originInFile(sources: LinkedSources, value: Value): Origin | undefined {
  if (sources.namedFiles.length === 0) return undefined;
  const followed = sources.follow(value);
  if (followed.kind === 'text') return joined(sources, followed.parts);
  const entry = entryOf(sources, followed, 0);
  if (!entry || entry.key.length === 0) return undefined;
  const key = entry.key.join('.').toLowerCase();
  for (const { entries, modules, names } of sources.namedFiles) {
    if (entry.from !== undefined && !modules.has(entry.from)) continue;
    const found = entries.find((one) => one.key.join('.').toLowerCase() === key);
    // What is substituted comes from elsewhere.
    if (!found || /[$%]\{|\{\{|^\$\w|<%|^ENV\b/.test(found.value)) continue;
    if (isChosen(sources, names))
      return { from: 'configuration', variables: entry.key.slice(-1), at: found.at };
    return { from: 'literal', variables: [], literal: found.value, at: found.at };
  }
  return undefined;
}

/** A text whose parts are literals and entries: `":" + viper.GetString("port")`. */
function joined(sources: LinkedSources, parts: readonly Value[]): Origin | undefined {
  let decisive: Origin | undefined;
  let literal = '';
  for (const part of parts) {
    const text = sources.text(part);
    const inFile = text === undefined ? originInFile(sources, part) : undefined;
    if (text === undefined && inFile?.literal === undefined) return inFile;
    decisive ??= inFile;
    literal += text ?? inFile?.literal ?? '';
  }
  return decisive && { ...decisive, literal };
}

/** Which file is read, or where it is looked for, is told from outside: the deploy brings its own. */
function isChosen(sources: LinkedSources, names: ReadonlySet<string>): boolean {
  const isDefault = (value: Value | undefined) => {
    const text = value && sources.text(value);
    return text !== undefined && [...names].some((name) => text.endsWith(name));
  };
  return (
    sources.environment().some(({ fallback }) => isDefault(fallback)) ||
    sources.callsThat('argument').some(({ call }) => {
      const read = sources.follow({ kind: 'call', call, at: call.at });
      return read.kind === 'argument' && isDefault(read.fallback);
    }) ||
    sources.callsThat('locatesConfiguration').some(({ call, means }) => {
      const value = sources.argument(call, means);
      const text = value && sources.text(value);
      return value !== undefined && (text === undefined || /^\$|^\/(?:etc|config|run|var)\b/.test(text));
    })
  );
}

interface Entry {
  readonly key: readonly string[];
  /** The module that names the file, where the library isn't one for the whole program. */
  readonly from?: string;
}

function entryOf(sources: LinkedSources, value: Value, depth: number): Entry | undefined {
  if (depth > 8) return undefined;
  const followed = sources.follow(value);
  switch (followed.kind) {
    case 'configuration':
      // Only of a library that is told where its files are; frameworks let the environment override theirs.
      return followed.name === undefined ||
        sources.callsThat('locatesConfiguration').length === 0 ||
        sources.callsThat('overridesConfiguration').length > 0
        ? undefined
        : { key: followed.name.split('.') };
    case 'member': {
      const outer = entryOf(sources, followed.of, depth + 1);
      return outer && { ...outer, key: [...outer.key, ...followed.path] };
    }
    case 'call': {
      const { call } = followed;
      if (sources.entriesOf(call).some((one) => one.parses)) return { key: [], from: call.at.path };
      const method = /\.(get|getint|getboolean|getfloat|fetch|dig)$/.exec(call.callee)?.[1];
      if (call.receiver && method !== undefined) {
        const outer = entryOf(sources, call.receiver, depth + 1);
        const words = call.arguments.map((one) => sources.text(one));
        // The last one of two may be a default, which a file that has the entry overrides.
        const names = outer && outer.key.length > 0 ? words.slice(0, 1) : words;
        return outer && names.every((word) => word !== undefined)
          ? { ...outer, key: [...outer.key, ...names.filter((word) => word !== undefined)] }
          : undefined;
      }
      // Conversions hand on what they are given: `int(config['port'])`.
      const [only, second] = call.arguments;
      return only &&
        !second &&
        !call.receiver &&
        /^(?:int|str|Number|String|parseInt|intval|strval)$/.test(call.callee)
        ? entryOf(sources, only, depth + 1)
        : undefined;
    }
    default:
      return undefined;
  }
}
