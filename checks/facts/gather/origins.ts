/** Where a value comes from, beyond what following names tells: configuration objects, and hosts inside longer texts. */
import type { Origin } from '../facts.ts';
import { environmentName } from '../source/environment-names.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';
import { originInFile } from './parsed-files.ts';

/** The origin of a value; an entry of a framework's configuration object is looked up where the app sets it. */
export function originOf(sources: LinkedSources, value: Value, depth = 0): Origin {
  const origin = sources.origin(value);
  const followed = sources.follow(value);
  const inFile =
    origin.from === 'unknown' || origin.from === 'configuration'
      ? originInFile(sources, followed)
      : undefined;
  if (inFile) return inFile;
  if (depth > 4 || (origin.from !== 'unknown' && !onlyNamesEnvironment(origin))) return origin;
  if (followed.kind === 'list' && followed.items[0]) return originOf(sources, followed.items[0], depth + 1);
  if (followed.kind === 'call') {
    // Conversions (`str(…)`) and parsers of addresses hand on what decides them.
    for (const part of [followed.call.receiver, ...followed.call.arguments]) {
      const inner = part && originOf(sources, part, depth + 1);
      if (inner && (inner.from === 'environment' || inner.from === 'configuration')) return inner;
    }
  }
  const name = configKey(sources, followed);
  const set = name === undefined ? undefined : configEntry(sources, name);
  if (set) return originOf(sources, set, depth + 1);
  return name !== undefined && isDeclaredVariable(sources, name)
    ? { from: 'environment', variables: [name], at: value.at }
    : origin;
}

/** `NODE_ENV` chooses among files; what stands in them is another matter. */
const onlyNamesEnvironment = ({ from, variables }: Origin): boolean =>
  from === 'environment' && variables.length > 0 && variables.every((name) => environmentName.test(name));

/** `app.config['X']`, `current_app.config.get('X')`, `settings.X`: the key of a configuration object. */
function configKey(sources: LinkedSources, value: Value): string | undefined {
  if (value.kind === 'call' && /\bconfig\.get$/.test(value.call.callee)) {
    const [key] = value.call.arguments;
    return key && sources.text(key);
  }
  if (value.kind === 'member' && value.path.length > 0 && onlyNamesEnvironment(sources.origin(value)))
    return value.path.at(-1);
  const name = sources.canonical(value) ?? (value.kind === 'unknown' ? value.text : undefined);
  return name === undefined ? undefined : /\b(?:config|settings)\.([A-Za-z]\w*)$/.exec(name)?.[1];
}

/** What the app sets under this key: a field of a configuration class, a setting of a module, an assignment. */
function configEntry(sources: LinkedSources, name: string): Value | undefined {
  for (const module of sources.modules) {
    for (const { fields } of module.classes) {
      const value = fields.find((field) => field.name === name)?.value;
      if (value) return value;
    }
    if (/(?:settings?|config)\b/i.test(module.path)) {
      for (const binding of module.bindings) {
        if (binding.name === name) return binding.value;
        const entry =
          binding.value.kind === 'object' && binding.exported ? binding.value.entries.get(name) : undefined;
        if (entry) return entry;
      }
    }
  }
  return sources.writes().find(({ target }) => target.endsWith(`config.${name}`))?.value;
}

/** A schema of the environment (`properties: { DATABASE_URL: … }`) declares the name. */
const isDeclaredVariable = (sources: LinkedSources, name: string): boolean =>
  /^[A-Z][A-Z0-9_]+$/.test(name) &&
  sources.modules.some(({ bindings }) =>
    bindings.some(({ value }) => {
      const properties = value.kind === 'object' ? value.entries.get('properties') : undefined;
      return properties?.kind === 'object' && properties.entries.has(name);
    }),
  );

/** Literal texts at the beginning of what a value may be: of alternatives, defaults, joined and formatted texts. */
export function beginnings(
  sources: LinkedSources,
  value: Value,
): readonly { readonly text: string; readonly at: Value['at'] }[] {
  const found: { text: string; at: Value['at'] }[] = [];
  const queue: Value[] = [value];
  for (let left = 60, next = queue.shift(); next && left > 0; left--, next = queue.shift()) {
    const followed = sources.follow(next);
    if (followed.kind === 'literal' && followed.type === 'string')
      found.push({ text: followed.text, at: followed.at });
    else if (followed.kind === 'text' && followed.parts[0]) queue.push(followed.parts[0]);
    else if (followed.kind === 'choice') queue.push(...followed.options);
    else if (followed.kind === 'list' && followed.items[0]) queue.push(followed.items[0]);
    else if (followed.kind === 'call')
      queue.push(
        ...(followed.call.receiver ? [followed.call.receiver] : followed.call.arguments.slice(0, 1)),
      );
    else if (
      (followed.kind === 'environment' ||
        followed.kind === 'argument' ||
        followed.kind === 'configuration') &&
      followed.fallback
    )
      queue.push(followed.fallback);
  }
  return found;
}
