// build.gradle and build.gradle.kts: plugins and dependencies, by the literals that stand in them.
import type { Place } from '../../../engine/place.ts';
import type { Dependency, Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { isExactVersion } from './maven.ts';
import { type Catalog, catalogFor } from './version-catalog.ts';

type Text = (path: string) => string | undefined;
type Tracked = (path: string) => boolean;

/** `text` of a string keeps `${…}` and `$name`. */
interface Token {
  readonly kind: 'name' | 'string' | 'mark';
  readonly text: string;
  readonly line: number;
}

/**
 * Names, strings and marks of a build script; comments are gone. Both dialects are read by the same tokens: a call is a name
 * before a bracket or a string in both, and what a build computes can't be told from either's tree.
 */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let at = 0; at < text.length && tokens.length < 200_000; ) {
    const letter = text[at] as string;
    if (letter === '\n') {
      line++;
      at++;
      tokens.push({ kind: 'mark', text: '\n', line });
    } else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      const stop = end < 0 ? text.length : end + 2;
      for (const one of text.slice(at, stop)) if (one === '\n') line++;
      at = stop;
    } else if (letter === '"' || letter === "'") {
      const fence = text.startsWith(letter.repeat(3), at) ? letter.repeat(3) : letter;
      const start = line;
      let content = '';
      at += fence.length;
      while (at < text.length && !text.startsWith(fence, at)) {
        if (text[at] === '\n') {
          if (fence.length === 1) break;
          line++;
        }
        if (text[at] === '\\') at++;
        content += text[at] ?? '';
        at++;
      }
      at += fence.length;
      tokens.push({ kind: 'string', text: content, line: start });
    } else if (/[A-Za-z_$`]/.test(letter)) {
      let end = at + 1;
      while (end < text.length && /[\w$`]/.test(text[end] as string)) end++;
      tokens.push({ kind: 'name', text: text.slice(at, end).replaceAll('`', ''), line });
      at = end;
    } else {
      if (!/\s/.test(letter)) tokens.push({ kind: 'mark', text: letter, line });
      at++;
    }
  }
  return tokens;
}

interface Plugin {
  readonly id: string;
  readonly version?: string;
  readonly line: number;
}

interface Declared {
  readonly configuration: string;
  /** `group:name`, or the accessor of a catalog (`libs.ktor.server`). */
  readonly name: string;
  readonly version: string;
  readonly isPlatform: boolean;
  readonly line: number;
}

export interface GradleBuild {
  readonly plugins: readonly Plugin[];
  readonly declared: readonly Declared[];
  readonly variables: ReadonlyMap<string, string>;
  /** `dependencyLocking { lockAllConfigurations() }`. */
  readonly locks: boolean;
}

const configurations =
  /^(?:(?:\w*[a-z])?(?:[iI]mplementation|[aA]pi|[cC]ompile|[cC]ompileOnly|[rR]untime|[rR]untimeOnly)|developmentOnly|annotationProcessor|kapt|ksp|providedCompile|providedRuntime|testAndDevelopmentOnly|war|earlib|quarkusDev|coreLibraryDesugaring|productionRuntimeClasspath)$/;

/** Deeper than any build nests: what follows is not read. */
const deepestBlock = 60;

/** Reads a build script: literals alone, nothing is run. */
export function readBuild(text: string): GradleBuild {
  const tokens = tokensOf(text.slice(0, 1_000_000));
  const plugins: Plugin[] = [];
  const declared: Declared[] = [];
  const variables = new Map<string, string>();
  const blocks: string[] = [];
  let locks = false;
  const at = (index: number): Token | undefined => tokens[index];
  const isMark = (index: number, text: string): boolean =>
    at(index)?.kind === 'mark' && at(index)?.text === text;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.kind === 'mark') {
      if (token.text === '{') blocks.push(blocks.length < deepestBlock ? blockName(tokens, index) : '');
      if (blocks.length > deepestBlock) break;
      else if (token.text === '}') blocks.pop();
      continue;
    }
    if (token.kind !== 'name') continue;
    if (token.text === 'lockAllConfigurations' || token.text === 'activateDependencyLocking') locks = true;
    // `x = "1.2"`, `val x by extra("1.2")`, `set('x', "1.2")`.
    const value = isMark(index + 1, '=') ? at(index + 2) : undefined;
    if (value?.kind === 'string') variables.set(token.text, value.text);
    if (
      token.text === 'set' &&
      isMark(index + 1, '(') &&
      at(index + 2)?.kind === 'string' &&
      at(index + 4)?.kind === 'string'
    )
      variables.set(at(index + 2)?.text ?? '', at(index + 4)?.text ?? '');
    if (at(index + 1)?.text === 'by' && at(index + 2)?.text === 'extra' && at(index + 4)?.kind === 'string')
      variables.set(token.text, at(index + 4)?.text ?? '');
    const inPlugins = blocks.at(-1) === 'plugins';
    if (inPlugins && /^(?:id|alias|kotlin|version)$/.test(token.text))
      plugins.push(...pluginAt(tokens, index));
    if (token.text === 'apply' && at(index + 1)?.text === 'plugin' && at(index + 3)?.kind === 'string')
      plugins.push({ id: at(index + 3)?.text ?? '', line: token.line });
    // A condition may stand around some of them.
    const inDependencies =
      (blocks.includes('dependencies') && !blocks.includes('constraints')) ||
      (blocks.at(-1) === 'imports' && token.text === 'mavenBom');
    const isTool = blocks.includes('buildscript');
    if (!inDependencies || isTool) continue;
    if (token.text === 'mavenBom' || token.text === 'classpath' || configurations.test(token.text))
      declared.push(...declaredAt(tokens, index, token.text));
  }
  return { plugins, declared, variables, locks };
}

/** The name before a `{`, over the arguments that it is called with. */
function blockName(tokens: readonly Token[], brace: number): string {
  let index = brace - 1;
  let depth = 0;
  for (let step = 0; index >= 0 && step < 60; step++, index--) {
    const { kind, text } = tokens[index] as Token;
    if (kind === 'mark' && text === ')') depth++;
    else if (kind === 'mark' && text === '(') depth--;
    else if (kind === 'name' && depth === 0) return text;
    else if (depth === 0 && text === '\n') return '';
  }
  return '';
}

function pluginAt(tokens: readonly Token[], index: number): Plugin[] {
  const token = tokens[index] as Token;
  if (token.text === 'version') return [];
  const line = token.line;
  const words: Token[] = [];
  for (let next = index + 1; next < tokens.length && words.length < 30; next++) {
    const one = tokens[next] as Token;
    if (one.text === '\n' || one.text === '}') break;
    words.push(one);
  }
  const version = words[words.findIndex(({ text }) => text === 'version') + 1];
  const strings = words.filter(({ kind }) => kind === 'string');
  const versioned = words.some(({ text }) => text === 'version');
  const given = versioned ? (version?.kind === 'string' ? version : strings.at(-1)) : undefined;
  if (token.text === 'alias') {
    const name = words
      .filter(({ kind }) => kind === 'name')
      .map(({ text }) => text)
      .join('.');
    return name === '' ? [] : [{ id: name, line }];
  }
  const [id] = strings;
  if (!id) return [];
  const full = token.text === 'kotlin' ? `org.jetbrains.kotlin.${id.text}` : id.text;
  return [{ id: full, ...(given && given !== id ? { version: given.text } : {}), line }];
}

function declaredAt(tokens: readonly Token[], index: number, configuration: string): Declared[] {
  const line = (tokens[index] as Token).line;
  let isPlatform = configuration === 'mavenBom';
  const words: Token[] = [];
  let depth = 0;
  for (let next = index + 1; next < tokens.length && words.length < 80; next++) {
    const one = tokens[next] as Token;
    if (one.kind === 'mark') {
      if (one.text === '(') depth++;
      else if (one.text === ')') depth--;
      else if (one.text === '{' || one.text === '}' || (one.text === '\n' && depth <= 0)) {
        // Groovy lets a list of several go on after a comma.
        if (one.text === '\n' && (words.at(-1)?.text === ',' || words.length === 0)) continue;
        break;
      }
      if (depth < 0) break;
    }
    if (one.text !== '\n') words.push(one);
  }
  const names = words.filter(({ kind }) => kind === 'name').map(({ text }) => text);
  if (names[0] === 'platform' || names[0] === 'enforcedPlatform') isPlatform = true;
  // Modules and files of the repository have no version.
  if (/^(?:project|projects|files|fileTree|gradleApi|localGroovy|gradleTestKit)$/.test(names[0] ?? ''))
    return [];
  const part = (key: string): string | undefined => {
    const position = words.findIndex(({ kind, text }) => kind === 'name' && text === key);
    const value = words[position + 2];
    return position >= 0 && value?.kind === 'string' ? value.text : undefined;
  };
  if (part('name') !== undefined && part('group') !== undefined)
    return [
      {
        configuration,
        name: `${part('group')}:${part('name')}`,
        version: part('version') ?? '',
        isPlatform,
        line,
      },
    ];
  if (names[0] === 'kotlin') {
    const [module] = words.filter(({ kind }) => kind === 'string');
    return module
      ? [{ configuration, name: `org.jetbrains.kotlin:kotlin-${module.text}`, version: '', isPlatform, line }]
      : [];
  }
  const strings = words.filter(({ kind, text }) => kind === 'string' && /^[\w.${}-]+:[\w.${}-]+/.test(text));
  if (strings.length > 0)
    return strings.map(({ text, line: place }) => {
      const [group = '', artifact = '', version = ''] = text.replace(/@\w+$/, '').split(':');
      return { configuration, name: `${group}:${artifact}`, version, isPlatform, line: place };
    });
  const start = words.findIndex(({ kind, text }) => kind === 'name' && text === 'libs');
  if (start < 0) return [];
  const accessor = words
    .slice(start)
    .filter(({ kind }) => kind === 'name')
    .map(({ text }) => text);
  return [{ configuration, name: accessor.join('.'), version: '', isPlatform, line }];
}

/** `$springVersion`, `${versions.spring}`: what the script sets the name to. */
function expanded(version: string, variables: ReadonlyMap<string, string>): string {
  return version
    .slice(0, 300)
    .replace(
      /\$\{([^}]{1,100})\}|\$(\w{1,100})/g,
      (whole, braced: string | undefined, plain: string | undefined) => {
        const name = (braced ?? plain ?? '')
          .replace(/["'[\]]/g, '')
          .replace(/^.*\.(?=\w+$)|^(?:property|extra)\(?/, '')
          .replace(/\)$/, '');
        return variables.get(name) ?? whole;
      },
    );
}

const scopeOf = (configuration: string): Dependency['scope'] => {
  if (/^(?:test|androidTest|integrationTest|functionalTest|jmh|e2e)|TestImpl/.test(configuration))
    return 'development';
  if (
    /^(?:developmentOnly|annotationProcessor|kapt|ksp|testAndDevelopmentOnly|quarkusDev)$/.test(configuration)
  )
    return 'development';
  return /compileOnly|provided/i.test(configuration) ? 'optional' : 'runtime';
};

/** Reads a build script by itself. Dependencies of a version catalog keep the catalog's accessor as name. */
export function readGradle(text: string, path: string): ManifestFile {
  const build = readBuild(text);
  const dependencies = build.declared
    .filter(({ configuration, isPlatform }) => configuration !== 'classpath' && !isPlatform)
    .map(({ configuration, name, version, line }): Dependency => {
      const constraint = expanded(version, build.variables);
      return {
        name,
        constraint,
        exact: isExactVersion(constraint),
        scope: scopeOf(configuration),
        at: { path, line },
      };
    });
  // Plugins bring what a build is made of: a framework is often known by its plugin alone.
  const plugins = build.plugins
    .filter(({ id }) => /^libs\.|springframework\.boot|ktor|quarkus|micronaut|flywaydb|liquibase/.test(id))
    .map(({ id, version = '', line }): Dependency => {
      const constraint = expanded(version, build.variables);
      return {
        name: `plugin:${id}`,
        constraint,
        exact: isExactVersion(constraint),
        scope: 'development',
        at: { path, line },
      };
    });
  return { dependencies: [...dependencies, ...plugins], scripts: {}, members: [], problems: [] };
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The dependencies with the names and versions that a version catalog gives to its accessors. */
export function withCatalog(
  dependencies: readonly Dependency[],
  catalog: Catalog | undefined,
): readonly Dependency[] {
  return dependencies.flatMap((dependency): readonly Dependency[] => {
    const plugin = /^plugin:libs\.plugins\.(.+)$/.exec(dependency.name)?.[1];
    if (plugin !== undefined) {
      const known = catalog?.plugins.get(plugin);
      return known
        ? [
            {
              ...dependency,
              name: `plugin:${known.name}`,
              constraint: known.version,
              exact: isExactVersion(known.version),
            },
          ]
        : [dependency];
    }
    const accessor = /^libs\.(.+)$/.exec(dependency.name)?.[1];
    if (accessor === undefined) return [dependency];
    const bundle = catalog?.bundles.get(accessor.replace(/^bundles\./, ''));
    const names = accessor.startsWith('bundles.') && bundle ? bundle : [accessor];
    return names.map((name) => {
      const known = catalog?.libraries.get(name);
      return known
        ? { ...dependency, name: known.name, constraint: known.version, exact: isExactVersion(known.version) }
        : { ...dependency, name };
    });
  });
}

/** `gradle.lockfile`, or literal versions (of dependencies, of BOMs, of the plugin that brings a BOM). */
export function lockOfGradle(
  manifest: { path: string; file: ManifestFile },
  text: Text,
  tracked: Tracked,
): Lock {
  const { path } = manifest;
  const folder = folderOf(path);
  for (const name of [
    'gradle.lockfile',
    'buildscript-gradle.lockfile',
    'gradle/dependency-locks/runtimeClasspath.lockfile',
  ]) {
    const lock = inFolder(folder, name);
    const content = text(lock);
    if (content === undefined || name.startsWith('buildscript')) continue;
    const names = new Set([...content.matchAll(/^([\w.-]+:[\w.-]+):/gm)].map(([, each]) => each ?? ''));
    const missing = withCatalog(manifest.file.dependencies, catalogFor(path, text)).filter(
      ({ name: each, scope }) =>
        each.includes(':') && !each.startsWith('plugin:') && scope === 'runtime' && !names.has(each),
    );
    return {
      manifest: { path },
      lock: { path: lock },
      tracked: tracked(lock),
      kind: 'gradle.lockfile',
      open: missing.map(({ name: each, at }) => ({ name: each, reason: 'missing from gradle.lockfile', at })),
    };
  }
  const scripts = [path, ...parentScripts(folder, text)].flatMap((each) => {
    const content = text(each);
    return content === undefined ? [] : [{ path: each, build: readBuild(content) }];
  });
  const variables = new Map(propertiesAbove(folder, text));
  for (const { build } of [...scripts].reverse())
    for (const [name, value] of build.variables) variables.set(name, value);
  const catalog = catalogFor(path, text);
  const manages = scripts.some(
    ({ build }) =>
      build.declared.some(({ isPlatform }) => isPlatform) ||
      build.plugins.some(
        ({ id }) =>
          /dependency-management|springframework\.boot|^io\.micronaut|^io\.ktor/.test(id) ||
          id.startsWith('libs.'),
      ),
  );
  const open: Lock['open'][number][] = [];
  const check = (name: string, version: string, at: Place) => {
    const resolved = expanded(version, variables);
    if (resolved === '') {
      if (!manages && !/^org\.jetbrains\.kotlin:/.test(name))
        open.push({ name, reason: 'has no version', at });
    } else if (!isExactVersion(resolved))
      open.push({ name, reason: `allows several versions (${resolved})`, at });
  };
  for (const { name, constraint, at } of withCatalog(manifest.file.dependencies, catalog))
    if (!name.startsWith('plugin:')) check(name, constraint, at);
  for (const { path: each, build } of scripts)
    for (const { isPlatform, name, version, line } of build.declared)
      if (isPlatform && name.includes(':')) check(name, version, { path: each, line });
  return {
    manifest: { path },
    lock: { path },
    tracked: tracked(path),
    kind: path.slice(path.lastIndexOf('/') + 1),
    open,
  };
}

function parentScripts(folder: string, text: Text): string[] {
  const found: string[] = [];
  for (let at = folder; at !== ''; ) {
    at = folderOf(at);
    for (const name of ['build.gradle', 'build.gradle.kts'])
      if (text(inFolder(at, name)) !== undefined) found.push(inFolder(at, name));
  }
  return found;
}

function propertiesAbove(folder: string, text: Text): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = folder; ; at = folderOf(at)) {
    for (const [, name, value] of (text(inFolder(at, 'gradle.properties')) ?? '').matchAll(
      /^[ \t]*([\w.-]{1,100})[ \t]*=[ \t]*(\S{1,200})/gm,
    ))
      if (name && value && !found.has(name)) found.set(name, value);
    if (at === '') return found;
  }
}

/** The version of a plugin or dependency, where scripts or catalogs of the build tell. */
export function versionInGradle(path: string, text: Text, names: RegExp): string | undefined {
  const folder = folderOf(path);
  const catalog = catalogFor(path, text);
  const variables = new Map(propertiesAbove(folder, text));
  for (const each of [path, ...parentScripts(folder, text)]) {
    const content = text(each);
    if (content === undefined) continue;
    const build = readBuild(content);
    for (const [name, value] of build.variables) variables.set(name, value);
    const known = withCatalog(
      [
        ...readGradle(content, each).dependencies,
        ...build.declared
          .filter(({ isPlatform }) => isPlatform)
          .map(
            ({ name, version, line }): Dependency => ({
              name,
              constraint: version,
              exact: false,
              scope: 'runtime',
              at: { path: each, line },
            }),
          ),
      ],
      catalog,
    );
    for (const { name, constraint } of known) {
      const version = expanded(constraint, variables);
      if (names.test(name.replace(/^plugin:/, '')) && /^\d/.test(version)) return version;
    }
  }
  return undefined;
}
