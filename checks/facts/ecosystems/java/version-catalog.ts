// Version catalogs of Gradle: `gradle/libs.versions.toml`.
import { parse as parseToml } from 'smol-toml';

interface Entry {
  readonly name: string;
  readonly version: string;
}

/** By accessor, with dots where aliases have `-` and `_`. */
export interface Catalog {
  readonly libraries: ReadonlyMap<string, Entry>;
  readonly plugins: ReadonlyMap<string, Entry>;
  readonly bundles: ReadonlyMap<string, readonly string[]>;
}

type Table = Record<string, unknown>;
const tableOf = (value: unknown): Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const accessorOf = (alias: string): string => alias.replace(/[-_]/g, '.');

/** The catalog of the build that a script belongs to; `undefined` where there is none, or it is not valid. */
export function catalogFor(path: string, text: (path: string) => string | undefined): Catalog | undefined {
  const parts = path.split('/').slice(0, -1);
  for (let count = parts.length; count >= 0; count--) {
    const file = [...parts.slice(0, count), 'gradle/libs.versions.toml'].join('/');
    const content = text(file);
    if (content !== undefined) return readCatalog(content);
  }
  return undefined;
}

function readCatalog(content: string): Catalog | undefined {
  let root: Table;
  try {
    root = tableOf(parseToml(content));
  } catch {
    return undefined;
  }
  const versions = tableOf(root.versions);
  const versionOf = (given: unknown): string => {
    if (typeof given === 'string') return given;
    const { ref, strictly, require: required, prefer } = tableOf(given);
    if (typeof ref === 'string') return versionOf(Object.hasOwn(versions, ref) ? versions[ref] : '');
    return textOf(strictly ?? required ?? prefer);
  };
  const entries = (table: unknown, key: string): Map<string, Entry> => {
    const found = new Map<string, Entry>();
    for (const [alias, given] of Object.entries(tableOf(table))) {
      const details = tableOf(given);
      const written = typeof given === 'string' ? given : textOf(details[key]);
      const parts = written.split(':');
      const name =
        key === 'id'
          ? (parts[0] ?? '')
          : written === ''
            ? `${textOf(details.group)}:${textOf(details.name)}`
            : parts.slice(0, 2).join(':');
      const version = versionOf(details.version) || (parts[key === 'id' ? 1 : 2] ?? '');
      found.set(accessorOf(alias), { name, version });
    }
    return found;
  };
  const bundles = new Map<string, readonly string[]>();
  for (const [alias, list] of Object.entries(tableOf(root.bundles)))
    if (Array.isArray(list))
      bundles.set(
        accessorOf(alias),
        list.map((one) => accessorOf(textOf(one))),
      );
  return { libraries: entries(root.libraries, 'module'), plugins: entries(root.plugins, 'id'), bundles };
}
