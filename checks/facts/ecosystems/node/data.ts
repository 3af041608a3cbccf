/** Reads JSON that source imports as a module, and the data sources that Prisma's schema declares. */
import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { Place } from '../../../engine/place.ts';
import type { ServiceKind } from '../../facts.ts';
import type { SourceModule, Value } from '../../source/model.ts';
import type { DataSource } from '../ecosystem.ts';
import { nestsDeeper, placeFinder } from './manifest.ts';

/** Longer files are data, not configuration. In UTF-16 code units. */
const longest = 100_000;

export function readData(text: string, path: string): SourceModule | undefined {
  if (!path.endsWith('.json') || text.length > longest || nestsDeeper(text, 100)) return undefined;
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (!root) return undefined;
  const placeAt = placeFinder(text, path);
  const value = valueAt(root, (node) => placeAt(node.offset));
  return {
    path,
    ecosystem: 'node',
    imports: [],
    calls: [],
    bindings: [
      { name: 'module.exports', value, at: value.at, exported: true, collection: false, changes: [] },
    ],
    functions: [],
    classes: [],
    writes: [],
    environment: [],
    strings: [],
    program: false,
    problems: [],
  };
}

function valueAt(node: Node, placeAt: (node: Node) => Place): Value {
  const at = placeAt(node);
  if (node.type === 'array')
    return { kind: 'list', items: (node.children ?? []).map((item) => valueAt(item, placeAt)), at };
  if (node.type === 'object') {
    const entries = new Map<string, Value>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key && value) entries.set(String(key.value), valueAt(value, placeAt));
    }
    return { kind: 'object', entries, at };
  }
  const type = node.type === 'property' ? 'null' : node.type;
  return { kind: 'literal', type, text: String(getNodeValue(node)), at };
}

const providers: Readonly<Record<string, ServiceKind>> = {
  postgresql: 'postgres',
  postgres: 'postgres',
  cockroachdb: 'postgres',
  mysql: 'mysql',
  sqlserver: 'sqlserver',
  mongodb: 'mongodb',
  sqlite: 'sqlite',
};

/** `datasource db { provider = "postgresql"  url = env("DATABASE_URL") }` of Prisma's schemas. */
export function readDataSources(
  paths: readonly string[],
  text: (path: string) => string | undefined,
): readonly DataSource[] {
  const found: DataSource[] = [];
  for (const path of paths) {
    if (!path.endsWith('.prisma')) continue;
    let inside = false;
    let kind: ServiceKind = 'other';
    let address: Value | undefined;
    (text(path) ?? '').split('\n').forEach((raw, index) => {
      const line = raw.trim();
      if (/^datasource\s+\w+\s*\{/.test(line)) {
        inside = true;
        kind = 'other';
        address = undefined;
        return;
      }
      if (!inside) return;
      const at: Place = { path, line: index + 1, column: raw.length - raw.trimStart().length + 1 };
      const provider = /^provider\s*=\s*"(\w+)"/.exec(line)?.[1];
      if (provider !== undefined && Object.hasOwn(providers, provider)) kind = providers[provider] ?? 'other';
      const variable = /^url\s*=\s*env\("(\w+)"\)/.exec(line)?.[1];
      if (variable !== undefined) address = { kind: 'environment', name: variable, required: true, at };
      const literal = /^url\s*=\s*"([^"]*)"/.exec(line)?.[1];
      if (literal !== undefined) address = { kind: 'literal', type: 'string', text: literal, at };
      if (line.startsWith('}')) {
        inside = false;
        if (address) found.push({ kind, address, persistent: true });
      }
    });
  }
  return found;
}
