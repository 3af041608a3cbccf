// pom.xml: what a module declares, and what it inherits from parents that stand in the repository.
import type { Problem } from '../../../engine/place.ts';
import type { Dependency, Lock } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import { childAt, childrenOf, type Element, readXml } from './xml.ts';

type Text = (path: string) => string | undefined;

/** More parents than any build has. */
const parentLimit = 8;

export interface Pom {
  readonly path: string;
  readonly root: Element;
  readonly parent?: { readonly name: string; readonly version: string; readonly line: number };
  readonly properties: ReadonlyMap<string, string>;
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

function joined(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

const textAt = (element: Element | undefined, name: string): string => childAt(element, name)?.text ?? '';
const nameOf = (element: Element | undefined): string =>
  `${textAt(element, 'groupId')}:${textAt(element, 'artifactId')}`;

function pomOf(text: string, path: string): Pom | undefined {
  const root = readXml(text);
  if (root?.name !== 'project') return undefined;
  const parent = childAt(root, 'parent');
  const properties = new Map<string, string>();
  for (const { name, text: value } of childAt(root, 'properties')?.children ?? [])
    properties.set(name, value);
  // Profiles that are active by default set what the others leave open.
  for (const profile of childrenOf(childAt(root, 'profiles'), 'profile'))
    for (const { name, text: value } of childAt(profile, 'properties')?.children ?? [])
      if (!properties.has(name)) properties.set(name, value);
  return {
    path,
    root,
    ...(parent
      ? { parent: { name: nameOf(parent), version: textAt(parent, 'version'), line: parent.line } }
      : {}),
    properties,
  };
}

/** A pom and its parents, as far as they stand in the repository; the nearest first. */
export function lineage(path: string, text: Text): readonly Pom[] {
  const found: Pom[] = [];
  const seen = new Set<string>();
  for (let at: string | undefined = path; at !== undefined && !seen.has(at) && found.length < parentLimit; ) {
    seen.add(at);
    const content = text(at);
    const pom = content === undefined ? undefined : pomOf(content, at);
    if (!pom) break;
    found.push(pom);
    const parent = childAt(pom.root, 'parent');
    if (!parent) break;
    const relative = childAt(parent, 'relativePath');
    // `<relativePath/>` says that the parent comes from the registry.
    if (relative && relative.text === '') break;
    const target: string | undefined = joined(folderOf(at), relative?.text ?? '../pom.xml');
    const file: string | undefined =
      target === undefined ? undefined : target.endsWith('.xml') ? target : `${target}/pom.xml`;
    const above = file === undefined ? undefined : text(file);
    const candidate: Pom | undefined = file && above ? pomOf(above, file) : undefined;
    at =
      candidate && textAt(candidate.root, 'artifactId') === textAt(parent, 'artifactId') ? file : undefined;
  }
  return found;
}

/** With `${…}` replaced by properties; what is not known stays as written. */
export function interpolated(value: string, poms: readonly Pom[]): string {
  let result = value;
  for (let step = 0; step < 6 && result.includes('${'); step++)
    result = result.slice(0, 500).replace(/\$\{([^}]{1,100})\}/g, (whole, name: string) => {
      if (name === 'project.version' || name === 'revision' || name === 'pom.version') {
        const own = poms
          .map(({ root, properties }) => textAt(root, 'version') || (properties.get(name) ?? ''))
          .find(Boolean);
        const set = poms.map(({ properties }) => properties.get(name)).find((one) => one !== undefined);
        return set ?? (own?.includes(whole) ? whole : (own ?? poms[0]?.parent?.version ?? whole));
      }
      if (name === 'project.parent.version') return poms[0]?.parent?.version ?? whole;
      return poms.map(({ properties }) => properties.get(name)).find((one) => one !== undefined) ?? whole;
    });
  return result;
}

const scopes: Readonly<Record<string, Dependency['scope']>> = { test: 'development', provided: 'optional' };

/** Allows exactly one version: no range, no SNAPSHOT, no moving word. */
export const isExactVersion = (version: string): boolean =>
  version !== '' && !/[[\](),${}+*]|SNAPSHOT|^(?:LATEST|RELEASE|latest\.\w+)$/.test(version);

/** Plugins that are commands of the app: `mvn flyway:migrate`. */
const migrates = /^(?:flyway|liquibase)-maven-plugin$/;

/** Reads a pom by itself; a version that a parent or a BOM manages is empty. */
export function readPom(text: string, path: string): ManifestFile {
  const pom = pomOf(text, path);
  const problems: Problem[] = pom ? [] : [{ path, message: 'not a Maven project' }];
  if (!pom) return { dependencies: [], scripts: {}, members: [], problems };
  const { root } = pom;
  const dependencies: Dependency[] = [];
  const profiles = childrenOf(childAt(root, 'profiles'), 'profile');
  for (const owner of [root, ...profiles])
    for (const element of childrenOf(childAt(owner, 'dependencies'), 'dependency')) {
      const constraint = interpolated(textAt(element, 'version'), [pom]);
      const scope = textAt(element, 'scope');
      const isOptional = textAt(element, 'optional') === 'true';
      dependencies.push({
        name: nameOf(element),
        constraint,
        exact: isExactVersion(constraint),
        scope: Object.hasOwn(scopes, scope)
          ? (scopes[scope] ?? 'runtime')
          : isOptional
            ? 'optional'
            : 'runtime',
        at: { path, line: element.line },
      });
    }
  for (const element of childrenOf(childAt(root, 'build', 'plugins'), 'plugin'))
    if (migrates.test(textAt(element, 'artifactId'))) {
      const constraint = interpolated(textAt(element, 'version'), [pom]);
      const at = { path, line: element.line };
      dependencies.push({
        name: `plugin:${nameOf(element)}`,
        constraint,
        exact: true,
        scope: 'development',
        at,
      });
    }
  const members = [root, ...profiles].flatMap((owner) =>
    childrenOf(childAt(owner, 'modules'), 'module').map(({ text: name }) => name),
  );
  const name = textAt(root, 'artifactId');
  return { dependencies, ...(name === '' ? {} : { name }), scripts: {}, members, problems };
}

/**
 * Maven has no lock file: versions are fixed where each is literal, or comes from a parent or BOM with a literal version
 * (rubric). What is managed outside of the repository can't be seen, and counts as fixed by the parent's version.
 */
export function lockOfPom(
  manifest: { path: string; file: ManifestFile },
  text: Text,
  tracked: (path: string) => boolean,
): Lock {
  const poms = lineage(manifest.path, text);
  const managed = new Map<string, { version: string; line: number; path: string }>();
  const open: Lock['open'][number][] = [];
  const own = new Set<string>();
  let managedElsewhere = false;
  const add = (name: string, reason: string, path: string, line: number) =>
    open.push({ name, reason, at: { path, line } });
  for (const { root } of poms) own.add(textAt(root, 'artifactId'));
  const groupOf = (pom: Pom | undefined) =>
    pom ? textAt(pom.root, 'groupId') || (pom.parent?.name.split(':')[0] ?? '') : '';
  const group = groupOf(poms[0]);
  for (const pom of poms) {
    const profiles = childrenOf(childAt(pom.root, 'profiles'), 'profile');
    for (const owner of [pom.root, ...profiles])
      for (const element of childrenOf(
        childAt(owner, 'dependencyManagement', 'dependencies'),
        'dependency',
      )) {
        const name = interpolated(nameOf(element), poms);
        const version = interpolated(textAt(element, 'version'), poms);
        if (textAt(element, 'scope') === 'import') {
          managedElsewhere = true;
          if (!isExactVersion(version) && !isOwn(name, group))
            add(
              name,
              `its version is ${version === '' ? 'missing' : `open (${version})`}`,
              pom.path,
              element.line,
            );
        } else if (!managed.has(name)) managed.set(name, { version, line: element.line, path: pom.path });
      }
  }
  const last = poms.at(-1);
  if (last?.parent) {
    managedElsewhere = true;
    const version = interpolated(last.parent.version, poms);
    if (!isExactVersion(version) && !isOwn(last.parent.name, group))
      add(last.parent.name, `the parent’s version is open (${version})`, last.path, last.parent.line);
  }
  for (const { name, constraint, at } of manifest.file.dependencies) {
    if (name.startsWith('plugin:')) continue;
    const resolved = interpolated(name, poms);
    // Modules of the same build have the build's version.
    if (isOwn(resolved, group)) continue;
    const version = interpolated(constraint, poms);
    const by = version === '' ? managed.get(resolved) : undefined;
    if (version === '' && !by) {
      if (!managedElsewhere) open.push({ name, reason: 'has no version', at });
    } else if (by ? !isExactVersion(by.version) : !isExactVersion(version))
      open.push({ name, reason: `allows several versions (${by?.version ?? version})`, at });
  }
  return {
    manifest: { path: manifest.path },
    lock: { path: manifest.path },
    tracked: tracked(manifest.path),
    kind: 'pom.xml',
    open,
  };
}

const isOwn = (name: string, group: string): boolean =>
  group !== '' && (name.startsWith(`${group}:`) || name.startsWith('${project.groupId}:'));

/** The version of an artifact that the build uses, where files of the repository tell: of a dependency, a BOM or the parent. */
export function versionInPom(path: string, text: Text, names: RegExp): string | undefined {
  const poms = lineage(path, text);
  for (const pom of poms) {
    const elements = [
      ...(childAt(pom.root, 'parent') ? [childAt(pom.root, 'parent') as Element] : []),
      ...childrenOf(childAt(pom.root, 'dependencyManagement', 'dependencies'), 'dependency'),
      ...childrenOf(childAt(pom.root, 'dependencies'), 'dependency'),
      ...childrenOf(childAt(pom.root, 'build', 'plugins'), 'plugin'),
    ];
    for (const element of elements) {
      const version = interpolated(textAt(element, 'version'), poms);
      if (names.test(interpolated(nameOf(element), poms)) && /^\d/.test(version)) return version;
    }
  }
  return undefined;
}

/** `packaging`, inherited by nobody; `jar` where nothing is said. */
export function packagingOf(path: string, text: Text): { readonly kind: string; readonly line: number } {
  const element = childAt(lineage(path, text)[0]?.root, 'packaging');
  return { kind: element?.text || 'jar', line: element?.line ?? 1 };
}

/** Names of dependencies that parents in the repository declare for all their modules. */
export const inheritedDependencies = (path: string, text: Text): readonly string[] =>
  lineage(path, text)
    .slice(1)
    .flatMap(({ root }) =>
      childrenOf(childAt(root, 'dependencies'), 'dependency').map((each) => nameOf(each)),
    );
