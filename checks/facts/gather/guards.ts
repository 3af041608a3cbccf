/** What the conditions around a call say: whether it is made in a deploy that sets nothing. */
import type { LinkedSources } from '../source/link.ts';
import type { Call, Guard } from '../source/model.ts';

/** Variables that name the environment a process runs in. */
export const environmentName = /^(?:(?:NODE|APP|FLASK|RAILS|RACK|DJANGO|GO|GIN)_)?(?:ENV|ENVIRONMENT|MODE)$/;
const isOff = (text: string | undefined): boolean =>
  text === undefined || /^(?:|0|false|no|off|none|null)$/i.test(text);

/** The call is made only where a switch asks for it, and none does by default. */
export const offByDefault = (sources: LinkedSources, call: Call): boolean =>
  (call.guards ?? []).some((guard) => guardIsOff(sources, guard) || developmentOnly(sources, guard));

/** The call is made in development or tests only. */
export const inDevelopmentOnly = (sources: LinkedSources, call: Call): boolean =>
  (call.guards ?? []).some((guard) => developmentOnly(sources, guard));

function guardIsOff(sources: LinkedSources, { value, equals, negated }: Guard): boolean {
  const origin = sources.origin(value);
  if (origin.from !== 'environment' && origin.from !== 'argument' && origin.from !== 'configuration')
    return false;
  if (origin.variables.some((name) => environmentName.test(name))) return false;
  const holds = equals === undefined ? !isOff(origin.literal) : origin.literal === equals;
  return negated ? holds : !holds;
}

function developmentOnly(sources: LinkedSources, { value, equals, negated }: Guard): boolean {
  const { variables } = sources.origin(value);
  if (!variables.some((name) => environmentName.test(name)) || equals === undefined) return false;
  return /^prod/i.test(equals) ? negated : /^(?:dev|test|local)/i.test(equals) && !negated;
}
