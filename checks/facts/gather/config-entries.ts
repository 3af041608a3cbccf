/** Reads the leaves of a configuration file with their places, whatever its format: JSON, YAML, TOML, INI, properties. */
import { type Node as JsonNode, type ParseError, parseTree } from 'jsonc-parser';
import type { Place, Problem } from '../../engine/place.ts';
import { readYaml, type YamlNode } from '../artifacts/yaml.ts';

export interface ConfigEntry {
  /** From the outside in; list items by their index. */
  readonly key: readonly string[];
  /** Scalars as text; what is no scalar has no entry. */
  readonly value: string;
  readonly at: Place;
}

export interface ConfigFile {
  readonly entries: readonly ConfigEntry[];
  readonly problems: readonly Problem[];
}

/** In characters: larger files are data. */
const sizeLimit = 200_000;
const depthLimit = 60;

/** Whether {@link readConfigFile} knows the format, by the file's name. */
export const isConfigFormat = (path: string): boolean =>
  /\.(?:json[c5]?|ya?ml|toml|ini|cfg|conf|properties)$/i.test(path);

/** The scalar leaves of a configuration file. What can't be parsed is a problem, and what was read before it stands. */
export async function readConfigFile(text: string, path: string): Promise<ConfigFile> {
  if (text.length > sizeLimit) return { entries: [], problems: [] };
  try {
    if (/\.json[c5]?$/i.test(path)) return readJson(text, path);
    if (/\.ya?ml$/i.test(path)) return await readYamlEntries(text, path);
    return readLines(text, path);
  } catch (error) {
    // The parsers recurse: nesting without end exhausts the stack, which is the file's fault and no bug.
    if (error instanceof RangeError)
      return { entries: [], problems: [{ path, message: 'Nested too deeply to be read.' }] };
    throw error;
  }
}

function readJson(text: string, path: string): ConfigFile {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const lineOf = lineCounter(text);
  const entries: ConfigEntry[] = [];
  const visit = (node: JsonNode | undefined, key: readonly string[]): void => {
    if (!node || key.length > depthLimit) return;
    if (node.type === 'object') {
      for (const property of node.children ?? []) {
        const [name, value] = property.children ?? [];
        visit(value, [...key, String(name?.value)]);
      }
    } else if (node.type === 'array') {
      node.children?.forEach((item, index) => {
        visit(item, [...key, String(index)]);
      });
    } else if (node.value !== null && node.value !== undefined) {
      entries.push({ key, value: String(node.value), at: { path, line: lineOf(node.offset) } });
    }
  };
  visit(root, []);
  const [error] = errors;
  return {
    entries,
    problems: error ? [{ path, line: lineOf(error.offset), message: 'Not valid JSON.' }] : [],
  };
}

async function readYamlEntries(text: string, path: string): Promise<ConfigFile> {
  // Templates of Helm and the like aren't YAML before they are rendered.
  if (/^\s*\{\{/m.test(text)) return readLines(text, path);
  const { documents, problems } = await readYaml(text, path);
  const entries: ConfigEntry[] = [];
  const visit = (node: YamlNode, key: readonly string[], at: Place): void => {
    if (node.kind === 'map')
      for (const [name, entry] of node.entries) visit(entry.value, [...key, name], entry.at);
    else if (node.kind === 'list')
      node.items.forEach((item, index) => {
        visit(item, [...key, String(index)], item.at);
      });
    else if (node.value !== null) entries.push({ key, value: node.text, at });
  };
  for (const document of documents) visit(document, [], document.at);
  return { entries, problems };
}

/** `key = value` and `key: value` lines under `[sections]`: INI, TOML, properties. */
function readLines(text: string, path: string): ConfigFile {
  const entries: ConfigEntry[] = [];
  let section: readonly string[] = [];
  let fence: string | undefined;
  text.split(/\r?\n/).forEach((line, index) => {
    if (fence !== undefined) {
      if (line.includes(fence)) fence = undefined;
      return;
    }
    const trimmed = line.trim();
    if (trimmed === '' || /^[#;!]/.test(trimmed)) return;
    const header = /^\[\[?([^\]]{1,200})\]\]?\s*$/.exec(trimmed)?.[1];
    if (header !== undefined) {
      section = header.split('.').map((part) => part.trim().replace(/^["']|["']$/g, ''));
      return;
    }
    const pair = /^(?:- )?["']?([\w.$-]{1,200})["']?\s*[=:]\s*(.*)$/.exec(trimmed);
    if (!pair?.[1] || pair[2] === undefined) return;
    const opened = /^("""|''')/.exec(pair[2])?.[1];
    if (opened !== undefined && !pair[2].slice(3).includes(opened)) {
      fence = opened;
      return;
    }
    entries.push({
      key: [...section, ...pair[1].split('.')],
      value: unquote(pair[2]),
      at: { path, line: index + 1 },
    });
  });
  return { entries, problems: [] };
}

const unquote = (text: string): string => {
  const quoted = /^(["'])(.*?)\1\s*(?:[#;,].*)?$/.exec(text);
  return quoted ? (quoted[2] ?? '') : text.replace(/\s+[#;].*$/, '').trim();
};

/** Line of an offset, from 1. Offsets must be asked for in any order; each answer is a binary search. */
function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
