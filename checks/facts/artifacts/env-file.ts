/** Env files (`NAME=value` lines), private keys and framework master keys: files that carry a deploy's values. */
import type { Place } from '../../engine/place.ts';
import { nameOf } from './paths.ts';

export interface EnvFileEntry {
  readonly name: string;
  /** Without quotes. */
  readonly value: string;
  readonly at: Place;
  /** The line is commented out: documents the variable, sets nothing. */
  readonly commented: boolean;
  /** A comment stands beside or above it. */
  readonly described: boolean;
}

export interface EnvFileText {
  readonly path: string;
  readonly kind: 'env' | 'privateKey' | 'masterKey';
  readonly example: boolean;
  readonly entries: readonly EnvFileEntry[];
}

const EXAMPLE_WORDS = new Set([
  'example',
  'examples',
  'sample',
  'template',
  'tmpl',
  'dist',
  'default',
  'defaults',
  'schema',
  'tpl',
]);
const MAX_LENGTH = 256 * 1024;

export const isExampleName = (path: string): boolean =>
  nameOf(path)
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => EXAMPLE_WORDS.has(word));

/** What kind of carrier of values the path's name promises; contents decide about keys. */
export const envFileKind = (path: string): EnvFileText['kind'] | undefined => {
  const name = nameOf(path).toLowerCase();
  if (/\.(?:pem|key|p12|pfx|jks|keystore|ppk)$/.test(name) && name !== 'master.key') return 'privateKey';
  if (/^id_(?:rsa|dsa|ecdsa|ed25519)$/.test(name)) return 'privateKey';
  if (name === 'master.key' || (name.endsWith('.key') && path.includes('config/credentials/')))
    return 'masterKey';
  if (/^\.env(?:[._-].*)?$/.test(name) && !/\.(?:[cm]?[jt]sx?|py|rb|php|d\.ts|enc|gpg|age|vault)$/.test(name))
    return 'env';
  if (/^(?:[\w-]+)?\.env$/.test(name) || name === '.envrc' || name === '.flaskenv') return 'env';
  if (/^env\.(?:example|sample|template|dist)$/.test(name)) return 'env';
  return undefined;
};

/** `undefined` for a key file without a private key, and for an empty master key. */
export const readEnvFile = (text: string, path: string): EnvFileText | undefined => {
  const kind = envFileKind(path);
  if (!kind || text.length > MAX_LENGTH) return undefined;
  const example = isExampleName(path);
  if (kind === 'privateKey')
    return /^-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----/m.test(text)
      ? { path, kind, example, entries: [] }
      : undefined;
  if (kind === 'masterKey') return text.trim() === '' ? undefined : { path, kind, example, entries: [] };
  return { path, kind, example, entries: readEntries(text, path) };
};

export const readEntries = (text: string, path: string): readonly EnvFileEntry[] => {
  const entries: EnvFileEntry[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  let described = false;
  for (let index = 0; index < lines.length; index++) {
    // Longer lines are no settings, and would make the patterns below slow.
    const line = (lines[index] ?? '').slice(0, 8192);
    const match = /^(\s*#\s?)?\s{0,20}(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*[=]\s?(.*)$/.exec(line);
    const [, hash, name, rest = ''] = match ?? [];
    if (name === undefined) {
      described = /^\s*#.*\w/.test(line);
      continue;
    }
    const place = { path, line: index + 1 };
    let value = rest.trim();
    const quote = value[0];
    if (quote === '"' || quote === "'" || quote === '`') {
      let end = value.indexOf(quote, 1);
      // A quoted value may run over several lines; one without an end is the rest of its line.
      let next = index;
      let whole = value;
      while (end < 0 && hash === undefined && next + 1 < lines.length && next - index < 200) {
        whole += `\n${lines[++next] ?? ''}`;
        end = whole.indexOf(quote, 1);
      }
      if (end > 0) {
        value = whole.slice(1, end);
        index = next;
      } else value = value.slice(1);
    } else
      value = value
        .replace(/\s#.*$/, '')
        .replace(/^#.*$/, '')
        .trim();
    entries.push({
      name,
      value,
      at: place,
      commented: hash !== undefined,
      described: described || /\s#\s*\w/.test(rest),
    });
  }
  return entries;
};
