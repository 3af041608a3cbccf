/** Rewrites values: puts the arguments of a call in the place of a function's parameters. */
import type { Call, Value } from './model.ts';

/** A value with all its direct parts rewritten by `part`; the same object where nothing changed. */
export function mapParts(value: Value, part: (value: Value) => Value): Value {
  switch (value.kind) {
    case 'environment': {
      const computed = value.computed && part(value.computed);
      const fallback = value.fallback && part(value.fallback);
      return computed === value.computed && fallback === value.fallback
        ? value
        : { ...value, computed, fallback };
    }
    case 'argument':
    case 'configuration': {
      const fallback = value.fallback && part(value.fallback);
      return fallback === value.fallback ? value : { ...value, fallback };
    }
    case 'text': {
      const parts = mapList(value.parts, part);
      return parts === value.parts ? value : { ...value, parts };
    }
    case 'list': {
      const items = mapList(value.items, part);
      return items === value.items ? value : { ...value, items };
    }
    case 'choice': {
      const options = mapList(value.options, part);
      return options === value.options ? value : { ...value, options };
    }
    case 'object': {
      const entries = mapEntries(value.entries, part);
      return entries === value.entries ? value : { ...value, entries };
    }
    case 'member': {
      const of = part(value.of);
      return of === value.of ? value : { ...value, of };
    }
    case 'call': {
      const call = mapCall(value.call, part);
      return call === value.call ? value : { ...value, call };
    }
    default:
      return value;
  }
}

export function mapCall(call: Call, part: (value: Value) => Value): Call {
  const receiver = call.receiver && part(call.receiver);
  const target = call.target && part(call.target);
  const positional = mapList(call.arguments, part);
  const named = mapEntries(call.named, part);
  if (
    receiver === call.receiver &&
    target === call.target &&
    positional === call.arguments &&
    named === call.named
  )
    return call;
  const { callee, extension, at, within, constructs, guards } = call;
  // Key by key: calls are many and of many shapes, which makes spreading them slow.
  return {
    callee,
    receiver,
    target,
    extension,
    arguments: positional,
    named,
    at,
    within,
    constructs,
    guards,
  };
}

function mapList(values: readonly Value[], part: (value: Value) => Value): readonly Value[] {
  let mapped: Value[] | undefined;
  for (const [index, value] of values.entries()) {
    const other = part(value);
    if (!mapped && other !== value) mapped = values.slice(0, index);
    mapped?.push(other);
  }
  return mapped ?? values;
}

function mapEntries(
  entries: ReadonlyMap<string, Value>,
  part: (value: Value) => Value,
): ReadonlyMap<string, Value> {
  let mapped: Map<string, Value> | undefined;
  for (const [key, value] of entries) {
    const other = part(value);
    // A key that is set again keeps its place.
    if (other !== value) mapped ??= new Map(entries);
    mapped?.set(key, other);
  }
  return mapped ?? entries;
}

const parametrised = new WeakMap<Value, boolean>();

/** Whether any part of the value depends on a parameter; what doesn't is the same for every call. */
function dependsOnParameter(value: Value, depth: number): boolean {
  if (value.kind === 'parameter') return true;
  if (
    value.kind === 'literal' ||
    value.kind === 'reference' ||
    value.kind === 'function' ||
    value.kind === 'unknown'
  )
    return false;
  const known = parametrised.get(value);
  if (known !== undefined) return known;
  if (depth > 300) return true;
  const result = partsOf(value).some((part) => dependsOnParameter(part, depth + 1));
  parametrised.set(value, result);
  return result;
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'environment':
      return [value.computed, value.fallback].filter((part) => part !== undefined);
    case 'argument':
    case 'configuration':
      return value.fallback ? [value.fallback] : [];
    case 'text':
      return value.parts;
    case 'list':
      return value.items;
    case 'choice':
      return value.options;
    case 'object':
      return [...value.entries.values()];
    case 'member':
      return [value.of];
    case 'call': {
      const { receiver, target, arguments: positional, named } = value.call;
      return [...(receiver ? [receiver] : []), ...(target ? [target] : []), ...positional, ...named.values()];
    }
    default:
      return [];
  }
}

type Parameter = Extract<Value, { kind: 'parameter' }>;

/**
 * The value with every parameter for which `given` knows an argument replaced by it. Shared parts are rewritten once;
 * beyond `limit` parts the rest stays as it is.
 */
export function substitute(
  value: Value,
  given: (parameter: Parameter) => Value | undefined,
  limit = 500,
): Value {
  const seen = new Map<Value, Value>();
  let left = limit;
  const rewrite = (part: Value): Value => {
    if (!dependsOnParameter(part, 0)) return part;
    const known = seen.get(part);
    if (known) return known;
    if (left-- <= 0) return part;
    const result = part.kind === 'parameter' ? (given(part) ?? part) : mapParts(part, rewrite);
    seen.set(part, result);
    return result;
  };
  return rewrite(value);
}
