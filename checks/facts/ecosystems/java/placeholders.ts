// `${name:default}` as Spring, Quarkus and Micronaut write it, and `${NAME:-default}` as Dropwizard does.
import type { Place } from '../../../engine/place.ts';
import type { Value } from '../../source/model.ts';

/** Names that only environment variables have; relaxed binding lets them set any other name too. */
export const isVariableName = (name: string): boolean => /^[A-Z_][A-Z0-9_]*$/.test(name);

const depthLimit = 8;
/** In characters; longer texts are data. */
const longestText = 4_000;

/**
 * A configuration's text as a value: placeholders become reads of the environment, or of other entries, with their defaults.
 * `entry` tells what another entry stands for; where it knows none the deploy may still supply it.
 */
export function placeholderValue(
  text: string,
  at: Place,
  entry: (name: string) => Value | undefined = () => undefined,
  depth = 0,
): Value {
  if (text.length > longestText) return { kind: 'literal', type: 'string', text, at };
  const parts: Value[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') parts.push({ kind: 'literal', type: 'string', text: plain, at });
    plain = '';
  };
  for (let index = 0; index < text.length; ) {
    const opened = text.startsWith('${', index);
    const end = opened ? closing(text, index + 2) : -1;
    if (end < 0 || depth > depthLimit) {
      plain += text[index];
      index++;
      continue;
    }
    flush();
    parts.push(oneOf(text.slice(index + 2, end), at, entry, depth));
    index = end + 1;
  }
  flush();
  const [first] = parts;
  if (!first) return { kind: 'literal', type: 'string', text: '', at };
  return parts.length === 1 ? first : { kind: 'text', parts, at };
}

function oneOf(inside: string, at: Place, entry: (name: string) => Value | undefined, depth: number): Value {
  const colon = inside.indexOf(':');
  const name = (colon < 0 ? inside : inside.slice(0, colon)).trim();
  const fallbackText = colon < 0 ? undefined : inside.slice(colon + 1).replace(/^-/, '');
  const fallback =
    fallbackText === undefined ? undefined : placeholderValue(fallbackText, at, entry, depth + 1);
  // `ENV.X` of HOCON and `env.X` of MicroProfile name the environment.
  const variable = name.replace(/^env[.:]/i, '');
  if (isVariableName(variable))
    return {
      kind: 'environment',
      name: variable,
      ...(fallback ? { fallback } : {}),
      required: fallback === undefined,
      at,
    };
  const known = entry(name);
  return { kind: 'configuration', name, ...((known ?? fallback) ? { fallback: known ?? fallback } : {}), at };
}

/** Where the bracket that stands open before `from` is closed. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index++) {
    if (text.startsWith('${', index)) depth++;
    else if (text[index] === '}' && --depth === 0) return index;
  }
  return -1;
}

/** What an expression of Spring's reads of the environment: `#{systemEnvironment['X']}`. */
export function expressionValue(text: string, at: Place): Value {
  const name = /^#\{\s*(?:systemEnvironment|environment)(?:\[['"](\w{1,200})['"]\]|\.(\w{1,200}))/.exec(text);
  const variable = name?.[1] ?? name?.[2];
  if (variable !== undefined) return { kind: 'environment', name: variable, required: false, at };
  return text.startsWith('#{')
    ? { kind: 'unknown', text: text.slice(0, 80), at }
    : placeholderValue(text, at);
}
