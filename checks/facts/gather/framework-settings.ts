/** Settings that frameworks read by their name, wherever the app sets them. */

import type { Place } from '../../engine/place.ts';
import { readerOf } from '../ecosystems/index.ts';
import type { FrameworkSetting } from '../source/catalogue.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';

export interface FoundSetting {
  readonly name: string;
  readonly setting: FrameworkSetting;
  readonly value: Value;
  readonly at: Place;
  /** The class in which it stands is made for development or tests by its name: `DevelopmentConfig`. */
  readonly purpose?: 'development' | 'test';
}

/** Modules that hold settings by their name; a name like `DEBUG` elsewhere is the module's own affair. */
const settingsPath = /(?:settings?|config(?:uration)?|conf)\b/i;

/** Every setting of which a catalogue of the app's ecosystems knows the name. */
export function frameworkSettings(sources: LinkedSources): readonly FoundSetting[] {
  const byName = new Map<string, FrameworkSetting>();
  for (const ecosystem of new Set(sources.modules.map((module) => module.ecosystem)))
    for (const setting of readerOf(ecosystem)?.catalogue.settings ?? [])
      for (const name of setting.names) byName.set(name, setting);
  if (byName.size === 0) return [];
  const found: FoundSetting[] = [];
  const add = (name: string, value: Value | undefined, at: Place, owner = '') => {
    const setting = byName.get(name);
    const purpose = purposeOfClass(owner);
    if (setting && value) found.push({ name, setting, value, at, ...(purpose ? { purpose } : {}) });
  };
  const addEntries = (value: Value) => {
    const followed = value.kind === 'object' ? value : sources.follow(value);
    if (followed.kind === 'object') for (const [name, entry] of followed.entries) add(name, entry, entry.at);
  };
  for (const module of sources.modules) {
    if (settingsPath.test(module.path))
      for (const { name, value, at } of module.bindings) add(name, value, at);
    for (const { name: owner, fields } of module.classes)
      for (const { name, value, at } of fields) add(name, value, at, owner);
    for (const call of module.calls) {
      // `app.config.update(SECRET_KEY=…)`, `from_mapping({…})`.
      if (!/\bconfig\.(?:update|from_mapping)$/.test(call.callee)) continue;
      for (const [name, value] of call.named) add(name, value, value.at);
      for (const argument of call.arguments) addEntries(argument);
    }
  }
  for (const { target, value, at } of sources.writes()) {
    if (byName.has(target)) add(target, value, at);
    else if (/\bconfig\b/.test(target)) add(target.slice(target.lastIndexOf('.') + 1), value, at);
  }
  return [...new Map(found.map((one) => [`${one.at.path}:${one.at.line}:${one.name}`, one])).values()];
}

const purposeOfClass = (name: string): FoundSetting['purpose'] =>
  /^(?:dev|local)|(?:development|dev|local)(?:config|settings)?$/i.test(name)
    ? 'development'
    : /^test|test(?:ing|s)?(?:config|settings)?$/i.test(name)
      ? 'test'
      : undefined;

/** The part of a setting's value at a path (`default.HOST`); the value itself for an empty one. */
export function partAt(sources: LinkedSources, value: Value, path: string): Value | undefined {
  let current: Value | undefined = sources.follow(value);
  for (const key of path === '' ? [] : path.split('.')) {
    if (current?.kind === 'choice') current = current.options.find((option) => option.kind === 'object');
    if (current?.kind !== 'object') return undefined;
    const entry: Value | undefined = current.entries.get(key);
    current = entry && sources.follow(entry);
  }
  return current;
}
