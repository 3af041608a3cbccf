// How much a value holds once everything below it is counted: what a reader bounds, as one value may stand in many others.
import type { Value } from './model.ts';

/** Values below one value that a reader lets stand; what is larger is unknown. */
export const largestValue = 20_000;
const sizes = new WeakMap<Value, number>();

/** Number of values below this one and itself, shared ones counted each time; asked for inner values first, it is cheap. */
export function sizeOf(value: Value): number {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = innerOf(value).reduce((sum, part) => sum + sizeOf(part), 1 + lengthOf(value));
  sizes.set(value, size);
  return size;
}

/** A value that isn't too large, or `unknown` in its place. */
export const bounded = (value: Value): Value =>
  sizeOf(value) > largestValue ? { kind: 'unknown', text: '', at: value.at } : value;

function innerOf(value: Value): readonly Value[] {
  switch (value.kind) {
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
    case 'environment':
      return [value.computed, value.fallback].filter((part) => part !== undefined);
    case 'argument':
    case 'configuration':
      return value.fallback ? [value.fallback] : [];
    case 'call': {
      const { receiver, named } = value.call;
      return [...(receiver ? [receiver] : []), ...value.call.arguments, ...named.values()];
    }
    default:
      return [];
  }
}

const lengthOf = (value: Value): number =>
  value.kind === 'literal' ? value.text.length / 100 : value.kind === 'call' ? value.call.callee.length : 0;
