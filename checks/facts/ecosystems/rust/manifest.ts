// What Cargo.toml declares: crates with their constraints, the package's name, programs, members of a workspace.
import { parse } from 'smol-toml';
import type { Dependency } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';

type Table = Record<string, unknown>;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const tableIn = (value: unknown, key: string): Table => {
  const inner = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isTable(inner) ? inner : {};
};

const sections = [
  ['dependencies', 'runtime'],
  ['build-dependencies', 'development'],
  ['dev-dependencies', 'development'],
] as const;

/** Crates are known by the name that the registry has for them, also where the manifest renames them. */
export function readManifest(text: string, path: string): ManifestFile {
  let root: Table;
  try {
    root = parse(text);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return {
      dependencies: [],
      scripts: {},
      members: [],
      problems: [{ path, message: `not valid TOML: ${message}` }],
    };
  }
  const lines = text.split('\n');
  const shared = tableIn(tableIn(root, 'workspace'), 'dependencies');
  const tables = [root, ...Object.values(tableIn(root, 'target'))];
  const dependencies: Dependency[] = [];
  for (const table of tables)
    for (const [section, scope] of sections)
      for (const [name, written] of Object.entries(tableIn(table, section)))
        dependencies.push(dependency(name, written, shared, scope, { path, line: lineOf(lines, name) }));
  const { name } = tableIn(root, 'package');
  const members = tableIn(root, 'workspace').members;
  const programs = Array.isArray(root.bin) ? root.bin.length > 0 : false;
  return {
    dependencies,
    ...(typeof name === 'string' ? { name } : {}),
    scripts: {},
    library: isTable(root.lib) && !programs,
    members: Array.isArray(members) ? members.filter((member) => typeof member === 'string') : [],
    problems: [],
  };
}

function dependency(
  name: string,
  written: unknown,
  shared: Table,
  scope: Dependency['scope'],
  at: Dependency['at'],
): Dependency {
  const own = isTable(written) && written.workspace === true ? (shared[name] ?? written) : written;
  const version =
    typeof own === 'string' ? own : isTable(own) && typeof own.version === 'string' ? own.version : '';
  const other = isTable(own) && typeof own.package === 'string' ? own.package : name;
  const pinned = isTable(own) && ('rev' in own || 'tag' in own || 'path' in own);
  const optional = isTable(written) && written.optional === true;
  return {
    name: other,
    constraint: version,
    exact: /^=\s*\d+\.\d+\.\d+/.test(version) || pinned,
    scope: optional && scope === 'runtime' ? 'optional' : scope,
    at,
  };
}

/** The line that begins with the name as a key, or as the last part of a table's header. */
function lineOf(lines: readonly string[], name: string): number {
  const index = lines.findIndex((line) => {
    const trimmed = line.trimStart();
    if (!trimmed.startsWith(name) && !trimmed.startsWith(`"${name}"`)) return trimmed.endsWith(`.${name}]`);
    return /^["\s]*[.=]/.test(trimmed.slice(trimmed.indexOf(name) + name.length));
  });
  return index < 0 ? 1 : index + 1;
}
