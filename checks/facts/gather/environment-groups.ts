/** Files that batch a deploy's values under the name of an environment. */
import { folderOf, isAside, isTestFolder, isVendored, nameOf } from '../artifacts/paths.ts';
import type { EnvironmentGroup } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';
import { isConfigFormat, readConfigFile } from './config-entries.ts';
import { liveOf } from './env-files.ts';

/** Names of deploys; files for development and test may hold local literals. */
const deploys: Readonly<Record<string, string>> = {
  prod: 'production',
  production: 'production',
  prd: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  preprod: 'preprod',
  uat: 'uat',
  qa: 'qa',
  integration: 'integration',
  acceptance: 'acceptance',
  sandbox: 'sandbox',
  demo: 'demo',
};
const locals: Readonly<Record<string, string>> = {
  dev: 'development',
  development: 'development',
  local: 'local',
  test: 'test',
  testing: 'test',
};

export const gatherEnvironmentGroups: Gatherer<'environmentGroups'> = async (context) => {
  const { repo, paths } = context;
  const groups: EnvironmentGroup[] = [];
  const candidates = paths.filter(
    (path) => !isVendored(path) && !isAside(path) && !isTestFolder(path) && environmentOf(path) !== undefined,
  );
  if (candidates.length === 0) return [];
  const artifacts = await context.artifacts();
  const manifests = new Set([
    ...artifacts.compose.map(({ path }) => path),
    ...artifacts.kubernetes.resources.map(({ at }) => at.path),
    ...artifacts.kubernetes.kustomizations.map(({ path }) => path),
    ...artifacts.pipelines.map(({ path }) => path),
    ...artifacts.platforms.map(({ path }) => path),
  ]);
  const charts = artifacts.kubernetes.charts.map(({ folder }) => folder);
  const sources = candidates.some((path) => !isConfigFormat(path)) ? await context.sources() : undefined;
  for (const path of candidates) {
    // Deploy manifests are told apart by environment on purpose.
    if (
      manifests.has(path) ||
      charts.some((folder) => path.startsWith(`${folder}/`)) ||
      /(?:^|\/)values[-.][\w-]+\.ya?ml$/.test(path)
    )
      continue;
    const environment = environmentOf(path) ?? '';
    const text = repo.text(path);
    if (text === undefined) continue;
    const entries = isConfigFormat(path)
      ? (await readConfigFile(text, path)).entries.map(({ key, value, at }) => ({
          name: key.join('.'),
          value,
          at,
        }))
      : sources
        ? sourceEntries(sources, path)
        : [];
    const isLocal = Object.hasOwn(locals, environment);
    const values = entries.flatMap(({ name, value, at }) => {
      if (readsEnvironment(value)) return [];
      const live = liveOf(name.slice(name.lastIndexOf('.') + 1), value);
      if (live === 'no' || isLoopback(value) || isReserved(value)) return [];
      // The port of a protocol without its host is the same for every deploy.
      if (/^(?:25|80|443|465|587|2525|993|995)$/.test(value)) return [];
      // Local throw-away values are fine in a group for development; an address of some other machine isn't local.
      return isLocal && !namesMachine(value) ? [] : [{ name, at }];
    });
    groups.push({
      at: { path },
      environment: deploys[environment] ?? locals[environment] ?? environment,
      values,
    });
  }
  return groups;
};

/** The environment that a configuration file's name or folder names; `undefined` for files that aren't such. */
const environmentOf = (path: string): string | undefined => {
  const name = nameOf(path).toLowerCase();
  const stem = name.replace(/\.[^.]+$/, '');
  const folder = nameOf(folderOf(path)).toLowerCase();
  const isNamed = (word: string): string | undefined =>
    Object.hasOwn(deploys, word) || Object.hasOwn(locals, word) ? word : undefined;
  if (!/\.(?:json[c5]?|ya?ml|toml|ini|cfg|conf|properties|[cm]?[jt]s|py|rb|exs|php)$/.test(name))
    return undefined;
  const suffixed =
    /^(?:config|configuration|settings?|application|appsettings|environment|env|app|bootstrap|database|default|local|conf|\w+config)[-_.](\w+)$/.exec(
      stem,
    )?.[1];
  if (suffixed !== undefined) return isNamed(suffixed);
  const inFolder =
    /^(?:config|configs|configuration|conf|settings|env|envs|environment|environments|profiles|resources)$/.test(
      folder,
    );
  if (!inFolder) return undefined;
  return (
    isNamed(stem.replace(/^(?:env|config|settings)[-_.]/, '').replace(/[-_.](?:env|config|settings)$/, '')) ??
    isNamed(stem.split('.')[0] ?? '')
  );
};

/** A value that the format takes from the environment: `${DB_HOST}`, `{env:X}`, `%X%`. */
const readsEnvironment = (value: string): boolean =>
  value.includes('{{') || /\$[{(]|%\w{1,100}%|<%=|\benv\(/.test(value.slice(0, 2000));
/** Domains that are reserved for examples, as templates of frameworks leave them. */
const isReserved = (value: string): boolean =>
  /^(?:https?:\/\/)?(?:www\.)?example\.(?:com|net|org)(?:[:/]|$)/.test(value);
const isLoopback = (value: string): boolean =>
  /(?:^|@|\/\/|\s)(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?:[:/]|$)/.test(value);

/** An address in a network, or a host name with a domain that isn't reserved for examples and local use. */
const namesMachine = (value: string): boolean => {
  const host =
    /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/)?(?:[^\s@/]*@)?([\w.-]{1,250})(?::\d{1,5})?(?:\/|$)/i.exec(value)?.[1] ??
    '';
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)) return true;
  return (
    /^(?:[\w-]+\.)+[a-z]{2,}$/i.test(host) &&
    !/(?:^|\.)(?:example|test|local|localhost|invalid|internal)(?:\.\w+)?$/i.test(host) &&
    /:\/\//.test(value)
  );
};

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly at: Value['at'];
}

/** Literals bound to names in a source file: variables, keys of objects, writes to configuration. */
const sourceEntries = (sources: LinkedSources, path: string): readonly Entry[] => {
  const module = sources.moduleAt(path);
  if (!module) return [];
  const entries: Entry[] = [];
  const visit = (name: string, value: Value, depth: number): void => {
    if (depth > 8 || value.at.path !== path) return;
    if (value.kind === 'literal') entries.push({ name, value: value.text, at: value.at });
    else if (value.kind === 'object')
      for (const [key, entry] of value.entries) visit(`${name}.${key}`, entry, depth + 1);
    else if (value.kind === 'list')
      for (const [index, item] of value.items.entries()) visit(`${name}.${index}`, item, depth + 1);
    else if (value.kind === 'call')
      for (const [key, entry] of value.call.named) visit(`${name}.${key}`, entry, depth + 1);
  };
  for (const { name, value } of module.bindings) visit(name, value, 0);
  for (const { target, value } of module.writes) visit(target, value, 0);
  for (const { name, fields } of module.classes)
    for (const field of fields) if (field.value) visit(`${name}.${field.name}`, field.value, 0);
  return [...new Map(entries.map((entry) => [`${entry.at.line}:${entry.at.column}`, entry])).values()];
};
