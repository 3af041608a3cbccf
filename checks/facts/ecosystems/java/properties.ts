// Entries of the files in which Java frameworks look for their configuration: properties, YAML, HOCON; by profile.
import type { Place } from '../../../engine/place.ts';
import { readYaml, type YamlNode } from '../../artifacts/yaml.ts';

export interface Property {
  /** As written, dotted: `spring.datasource.url`; items of lists by their index. */
  readonly key: string;
  readonly value: string;
  readonly at: Place;
  /** Named by the file, the document or the key; absent: always. */
  readonly profile?: string;
}

/** In characters. */
const sizeLimit = 500_000;

const fileName =
  /(?:^|\/)(?:application|bootstrap|microprofile-config|config|configuration|server)(?:-([\w.-]+?))?\.(properties|ya?ml|conf)$/;

/** Whether a framework may load the file by itself, or by the path that a start command gives. */
export const isConfigurationPath = (path: string): boolean =>
  fileName.test(path) &&
  !/(?:^|\/)(?:src\/(?:test|it)|target|build|k8s|helm|charts|deploy|\.github)\//.test(path);

/** All entries of a file; what can't be parsed has none. */
export async function readProperties(text: string, path: string): Promise<readonly Property[]> {
  if (text.length > sizeLimit) return [];
  const [, suffix, format] = fileName.exec(path) ?? [];
  const profile = suffix === undefined ? {} : { profile: suffix };
  const found =
    format === 'properties'
      ? propertyLines(text, path)
      : format === 'conf'
        ? hocon(text, path)
        : await yamlEntries(text, path);
  return found.map((property) => ({ ...profile, ...property }));
}

const longestValue = 20_000;
/** An odd number of `\\` at the end. */
const isContinued = (line: string): boolean => {
  let count = 0;
  while (line[line.length - 1 - count] === '\\') count++;
  return count % 2 === 1;
};

/** Java's own format: `=`, `:` or a blank between key and value, `\` at the end of a line that goes on. */
function propertyLines(text: string, path: string): Property[] {
  const found: Property[] = [];
  let documentProfile: string | undefined;
  let documentStart = 0;
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const start = index;
    let line = (lines[index] ?? '').trimStart();
    // `#---` begins another document, for which a profile may be named.
    if (/^[#!]---/.test(line)) {
      documentProfile = undefined;
      documentStart = found.length;
      continue;
    }
    if (line === '' || /^[#!]/.test(line)) continue;
    let last = line;
    while (isContinued(last) && index + 1 < lines.length) {
      last = (lines[++index] ?? '').trimStart();
      if (line.length < longestValue) line = `${line.slice(0, -1)}${last}`;
    }
    const pair = /^((?:\\.|[^\\=:\s]){1,300})\s*[=:\s]\s*(.*)$/.exec(line.slice(0, longestValue)) ?? [
      line,
      line.trim(),
      '',
    ];
    const written = (pair[1] ?? '').replace(/\\(.)/g, '$1');
    const own = /^%([\w,-]+)\.(.+)$/.exec(written);
    const value = (pair[2] ?? '').trim().replace(/\\([\\:=#!])/g, '$1');
    const key = own?.[2] ?? written;
    if (/^spring\.config\.activate\.on-profile$|^spring\.profiles$/.test(key)) {
      documentProfile = value;
      for (let each = documentStart; each < found.length; each++)
        found[each] = { ...(found[each] as Property), profile: value };
    }
    const profile = own?.[1] ?? documentProfile;
    found.push({ key, value, at: { path, line: start + 1 }, ...(profile === undefined ? {} : { profile }) });
  }
  return found;
}

async function yamlEntries(text: string, path: string): Promise<Property[]> {
  const { documents } = await readYaml(text, path);
  const found: Property[] = [];
  for (const document of documents) {
    const entries: Property[] = [];
    const visit = (node: YamlNode, key: string, at: Place): void => {
      if (node.kind === 'map')
        for (const [name, entry] of node.entries)
          visit(entry.value, key === '' ? name : `${key}.${name}`, entry.at);
      else if (node.kind === 'list')
        for (const [index, item] of node.items.entries()) visit(item, `${key}[${index}]`, item.at);
      else if (node.value !== null) entries.push({ key, value: node.text, at });
    };
    visit(document, '', document.at);
    const named = entries.find(({ key }) =>
      /^spring\.(?:config\.activate\.on-profile|profiles)$/.test(key),
    )?.value;
    for (const entry of entries) {
      // Quarkus and Micronaut write a profile as the first key: `"%prod"`.
      const own = /^%([\w,-]+)\.(.+)$/.exec(entry.key);
      const profile = own?.[1] ?? named;
      found.push({ ...entry, key: own?.[2] ?? entry.key, ...(profile === undefined ? {} : { profile }) });
    }
  }
  return found;
}

/** Blocks and assignments of HOCON; of one key given twice (`port = 80`, `port = ${?PORT}`) the later stands with a default. */
function hocon(text: string, path: string): Property[] {
  const found = new Map<string, Property>();
  const blocks: string[] = [];
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.replace(/(?:^|\s)(?:#|\/\/).*$/, '').trim();
    const opened = /^([\w."-]{1,200})\s*[:=]?\s*\{$/.exec(line);
    if (opened) {
      blocks.push(opened[1]?.replaceAll('"', '') ?? '');
      return;
    }
    if (/^\}/.test(line)) {
      blocks.pop();
      return;
    }
    const pair = /^([\w."-]{1,200})\s*[:=]\s*(.+?),?$/.exec(line.slice(0, 5_000));
    if (!pair?.[1] || pair[2] === undefined) return;
    const key = [...blocks, pair[1].replaceAll('"', '')].join('.');
    const at = { path, line: index + 1 };
    const value = pair[2].replace(/^"(.*)"$/, '$1');
    const optional = /^\$\{\?([\w.]{1,200})\}$/.exec(value)?.[1];
    const before = found.get(key);
    if (optional === undefined) found.set(key, { key, value: value.replaceAll('${?', '${'), at });
    else found.set(key, { key, value: `\${${optional}:${before?.value ?? ''}}`, at: before?.at ?? at });
  });
  return [...found.values()];
}

/** Relaxed binding: `ddlAuto`, `ddl-auto` and `ddl_auto` are one key. */
export const relaxed = (key: string): string => key.toLowerCase().replace(/[-_"']/g, '');
