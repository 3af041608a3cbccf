/** Values that vary between deploys, with where each comes from. */
import { purposeOfPath } from '../artifacts/paths.ts';
import { readerOf } from '../ecosystems/index.ts';
import type { Origin, Setting } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { frameworkSettings } from './framework-settings.ts';
import { inDevelopmentOnly } from './guards.ts';
import { originOf } from './origins.ts';
import { isDelivered, reachIn } from './reach.ts';
import { isSecretName } from './secret-shapes.ts';

export const gatherSettings: Gatherer<'settings'> = async (context) => {
  const sources = await context.sources();
  const reach = await reachIn(context);
  const settings: Setting[] = [];
  const add = (role: Setting['role'], name: string, origin: Origin, production = true) =>
    settings.push({
      role,
      name,
      origin,
      production: production && purposeOfPath(origin.at.path) === undefined,
    });

  // Pages have no port of their own: what serves them during development binds it.
  const served = context.app.kind === 'static' ? [] : await context.fact('listens');
  for (const { port, container } of served) {
    // A web server that the app is dropped into has a port of its own.
    if (!container) add('port', port.variables[0] ?? 'port', port);
  }
  for (const { kind, address, usedIn } of await context.fact('backingServices')) {
    // A file's path is no address: where data may be kept is judged by itself.
    if (kind === 'sqlite' || kind === 'embedded') continue;
    // Nor is a host that comes with the data a setting.
    if (kind === 'http' && address.from === 'unknown') continue;
    add(
      kind === 'http' ? 'externalHost' : 'address',
      address.variables[0] ?? kind,
      address,
      usedIn === 'deploy',
    );
  }
  for (const { call, means } of sources.callsThat('configures')) {
    if (!isDelivered(reach, call)) continue;
    for (const { name, role, at } of means) {
      const value = sources.argument(call, at);
      if (value) addSwitch(role, name, originOf(sources, value), !inDevelopmentOnly(sources, call));
    }
  }
  for (const { name, setting, value, purpose } of frameworkSettings(sources)) {
    if (!setting.connects) addSwitch(setting.role, name, originOf(sources, value), purpose === undefined);
  }
  const overridden = sources.callsThat('overridesConfiguration').length > 0;
  for (const { name, at, kind, where, purpose, value } of await context.fact('secrets')) {
    // A default beside a variable can be set from outside; only the literal can't.
    if (kind !== 'literal' || (where !== 'code' && where !== 'configFile') || purpose !== 'deploy') continue;
    const isDefault =
      where === 'configFile' &&
      (overridden || readerOf(context.app.ecosystem)?.isOverridable?.(at.path, sources.modules) === true);
    add('credential', name, {
      from: isDefault ? 'configuration' : 'literal',
      variables: [],
      literal: value,
      at,
    });
  }
  for (const { name, at, fallback } of await context.fact('envReads')) {
    if (name === undefined) continue;
    add(roleOf(name), name, { from: 'environment', variables: [name], literal: fallback, at });
  }
  return unique(settings);

  function addSwitch(role: Setting['role'], name: string, origin: Origin, production: boolean): void {
    // A switch that is off for good varies nowhere.
    if (role === 'debug' && origin.from === 'literal' && /^(?:false|0|no|off|)$/i.test(origin.literal ?? ''))
      return;
    add(role, name, origin, production);
  }
};

/** What a variable's name says that it holds. */
function roleOf(name: string): Setting['role'] {
  if (isSecretName(name)) return 'credential';
  if (/(?:^|_)PORT$/.test(name)) return 'port';
  if (/(?:^|_)(?:URL|URI|HOST|HOSTNAME|DSN|ENDPOINT|ADDR|ADDRESS|SERVERS?|BROKERS?)$/.test(name))
    return 'address';
  return /(?:^|_)DEBUG$/.test(name) ? 'debug' : 'other';
}

/** One setting a role and place of decision; the first name stays. */
function unique(settings: readonly Setting[]): Setting[] {
  const found = new Map<string, Setting>();
  for (const setting of settings) {
    const { at, from, variables } = setting.origin;
    const key =
      from === 'literal'
        ? `${at.path}:${at.line}:${at.column ?? 0}`
        : `${from} ${variables.join()} ${at.path}:${at.line}`;
    const other = found.get(key);
    if (!other || (other.role === 'other' && setting.role !== 'other')) found.set(key, setting);
  }
  return [...found.values()];
}
