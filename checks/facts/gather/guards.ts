/** What the conditions around a call say: whether it is made in a deploy that sets nothing. */
import { environmentName } from '../source/environment-names.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Call, Guard } from '../source/model.ts';

const isOff = (text: string | undefined): boolean =>
  text === undefined || /^(?:|0|false|no|off|none|null)$/i.test(text);

/** Variables that a deploy sets, with their values where they are known. */
export type SetVariables = ReadonlyMap<string, string | undefined>;

/**
 * The call is made only where a switch asks for it, and none does by default.
 * @param set what the deploy sets by itself; nothing where left out
 */
export const offByDefault = (sources: LinkedSources, call: Call, set: SetVariables = new Map()): boolean =>
  (call.guards ?? []).some((guard) => guardIsOff(sources, guard, set) || developmentOnly(sources, guard));

/** The call is made in development or tests only. */
export const inDevelopmentOnly = (sources: LinkedSources, call: Call): boolean =>
  (call.guards ?? []).some((guard) => developmentOnly(sources, guard));

/** A condition of the call is decided by what is written down, and doesn't hold: `if (config.use_env_variable) … else …`. */
export const neverHolds = (sources: LinkedSources, call: Call): boolean =>
  (call.guards ?? []).some(({ value, equals, compared, negated }) => {
    if (equals !== undefined || compared) return false;
    const followed = sources.follow(value);
    return followed.kind === 'literal' && followed.type !== 'null' && isOff(followed.text) !== negated;
  });

/** What the value is compared with, as text. */
const comparedWith = (sources: LinkedSources, { equals, compared }: Guard): string | undefined =>
  equals ?? (compared && sources.text(compared));

function guardIsOff(sources: LinkedSources, guard: Guard, set: SetVariables): boolean {
  const { value, compared, negated } = guard;
  const equals = comparedWith(sources, guard);
  if (compared && equals === undefined) return false;
  const origin = sources.origin(value);
  if (origin.from !== 'environment' && origin.from !== 'argument' && origin.from !== 'configuration')
    return false;
  if (origin.variables.some((name) => environmentName.test(name))) return false;
  const variable = origin.variables.find((name) => set.has(name));
  // A value that only the deploy knows was set to switch something on.
  const literal = variable === undefined ? origin.literal : (set.get(variable) ?? equals ?? 'set');
  const holds = equals === undefined ? !isOff(literal) : literal === equals;
  return negated ? holds : !holds;
}

function developmentOnly(sources: LinkedSources, guard: Guard): boolean {
  const { value, negated } = guard;
  const equals = comparedWith(sources, guard);
  const { variables } = sources.origin(value);
  if (!variables.some((name) => environmentName.test(name)) || equals === undefined) return false;
  return /^prod/i.test(equals) ? negated : /^(?:dev|test|local)/i.test(equals) && !negated;
}
