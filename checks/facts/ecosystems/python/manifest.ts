// Python's manifests: requirements files, pyproject.toml, Pipfile, setup.py, setup.cfg, environment.yml.
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { Place, Problem } from '../../../engine/place.ts';
import type { Dependency } from '../../facts.ts';
import type { ManifestFile } from '../ecosystem.ts';
import {
  isExact,
  parseRequirement,
  parseRequirements,
  type Requirement,
  scopeOfFile,
} from './requirements.ts';

type Table = Record<string, unknown>;

interface Reading {
  readonly dependencies: Dependency[];
  readonly scripts: Map<string, string>;
  name?: string;
  library?: boolean;
  members: string[];
}

/** Reads any of Python's manifests by its name. What can't be parsed is a problem, with no dependencies. */
export function readManifest(text: string, path: string): ManifestFile {
  const reading: Reading = { dependencies: [], scripts: new Map(), members: [] };
  const problems: Problem[] = [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    if (name === 'pyproject.toml') readPyproject(text, path, reading);
    else if (name === 'Pipfile') readPipfile(text, path, reading);
    else if (name === 'setup.py') readSetupScript(text, path, reading);
    else if (name === 'setup.cfg') readSetupConfig(text, path, reading);
    else if (/\.ya?ml$/.test(name)) readEnvironment(text, path, reading);
    else {
      const { requirements, unread } = parseRequirements(text, path);
      const scope = scopeOfFile(path);
      reading.dependencies.push(...requirements.map((requirement) => ({ ...requirement, scope })));
      for (const { text: line, at } of unread)
        problems.push({ ...at, message: `not a requirement: ${line.slice(0, 80)}` });
    }
  } catch (error) {
    const [message] = String(error instanceof Error ? error.message : error).split('\n');
    problems.push({ path, message: `not valid: ${message}` });
  }
  const { dependencies, members, library } = reading;
  return {
    dependencies,
    name: reading.name,
    scripts: Object.fromEntries(reading.scripts),
    library,
    members,
    problems,
  };
}

const tableOf = (value: unknown): Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Finds the line on which a name first stands as a word, from a line on: the parsers give no places. */
function lineFinder(text: string, path: string): (word: string) => Place {
  const lines = text.split('\n');
  const seen = new Map<string, number>();
  return (word) => {
    for (let line = seen.get(word) ?? 0; line < lines.length; line++) {
      const content = lines[line] ?? '';
      const at = content.toLowerCase().indexOf(word.toLowerCase());
      if (at < 0 || content.trimStart().startsWith('#')) continue;
      const around = `${content[at - 1] ?? ' '}${content[at + word.length] ?? ' '}`;
      if (/[\w-]/.test(around)) continue;
      seen.set(word, line + 1);
      return { path, line: line + 1 };
    }
    return { path };
  };
}

function addRequirements(
  list: unknown,
  scope: Dependency['scope'],
  reading: Reading,
  place: (word: string) => Place,
): void {
  for (const entry of listOf(list)) {
    const requirement = typeof entry === 'string' ? parseRequirement(entry) : undefined;
    if (requirement) reading.dependencies.push({ ...requirement, scope, at: place(requirement.name) });
  }
}

function readPyproject(text: string, path: string, reading: Reading): void {
  const root = tableOf(parseToml(text));
  const place = lineFinder(text, path);
  const project = tableOf(root.project);
  const tool = tableOf(root.tool);
  const poetry = tableOf(tool.poetry);
  const pdm = tableOf(tool.pdm);
  const uv = tableOf(tool.uv);
  reading.name = textOf(project.name) ?? textOf(poetry.name);
  addRequirements(project.dependencies, 'runtime', reading, place);
  for (const list of Object.values(tableOf(project['optional-dependencies'])))
    addRequirements(list, 'optional', reading, place);
  for (const list of Object.values(tableOf(root['dependency-groups'])))
    addRequirements(list, 'development', reading, place);
  for (const list of Object.values(tableOf(pdm['dev-dependencies'])))
    addRequirements(list, 'development', reading, place);
  addRequirements(uv['dev-dependencies'], 'development', reading, place);
  addPoetry(poetry.dependencies, 'runtime', reading, place);
  addPoetry(poetry['dev-dependencies'], 'development', reading, place);
  for (const group of Object.values(tableOf(poetry.group)))
    addPoetry(tableOf(group).dependencies, 'development', reading, place);
  for (const scripts of [project.scripts, poetry.scripts, pdm.scripts]) {
    for (const [name, command] of Object.entries(tableOf(scripts))) {
      const line = textOf(command) ?? textOf(tableOf(command).cmd);
      if (line !== undefined) reading.scripts.set(name, line);
    }
  }
  reading.members = listOf(tableOf(uv.workspace).members).filter((member) => typeof member === 'string');
  const classifiers = [...listOf(project.classifiers), ...listOf(poetry.classifiers)];
  if (
    classifiers.includes('Topic :: Software Development :: Libraries') ||
    classifiers.includes('Topic :: Software Development :: Libraries :: Python Modules')
  ) {
    reading.library = reading.scripts.size === 0;
  }
}

/** Poetry's and Pipenv's tables: a bare version means exactly that one. */
function addPoetry(
  table: unknown,
  scope: Dependency['scope'],
  reading: Reading,
  place: (word: string) => Place,
): void {
  for (const [name, given] of Object.entries(tableOf(table))) {
    if (name.toLowerCase() === 'python') continue;
    const value = Array.isArray(given) ? given[0] : given;
    const details = tableOf(value);
    const version = textOf(value) ?? textOf(details.version);
    const revision = textOf(details.rev) ?? textOf(details.ref) ?? textOf(details.tag);
    // A folder of the repository has no version to fix.
    if (details.path !== undefined && version === undefined) continue;
    const constraint = version ?? textOf(details.git) ?? textOf(details.url) ?? '';
    const exact =
      version === undefined ? revision !== undefined : isExact(version) || /^\d[\w.+!-]{0,60}$/.test(version);
    reading.dependencies.push({
      name,
      constraint,
      exact,
      scope: details.optional === true ? 'optional' : scope,
      at: place(name),
    });
  }
}

function readPipfile(text: string, path: string, reading: Reading): void {
  const root = tableOf(parseToml(text));
  const place = lineFinder(text, path);
  for (const [section, table] of Object.entries(root)) {
    if (section === 'packages' || section === 'dev-packages')
      addPoetry(table, section === 'packages' ? 'runtime' : 'development', reading, place);
    else if (section === 'scripts')
      for (const [name, line] of Object.entries(tableOf(table)))
        if (typeof line === 'string') reading.scripts.set(name, line);
  }
}

function readSetupConfig(text: string, path: string, reading: Reading): void {
  let section = '';
  let key = '';
  text.split(/\r?\n/).forEach((line, index) => {
    if (/^\s*([#;]|$)/.test(line)) return;
    const header = /^\[([^\]]{1,100})\]/.exec(line)?.[1];
    if (header !== undefined) {
      section = header;
      key = '';
      return;
    }
    const pair = /^([\w.-]{1,100})\s*[=:]\s*(.*)$/.exec(line);
    if (pair) key = pair[1] ?? '';
    const value = (pair ? (pair[2] ?? '') : line).trim();
    if (section === 'metadata' && key === 'name' && pair) reading.name = value;
    if (section === 'options.entry_points' && pair && key !== 'console_scripts')
      reading.scripts.set(key, value);
    const scope =
      section === 'options' && key === 'install_requires'
        ? 'runtime'
        : section === 'options' && key === 'tests_require'
          ? 'development'
          : section === 'options.extras_require'
            ? 'optional'
            : undefined;
    const requirement = scope && value !== '' ? parseRequirement(value) : undefined;
    if (scope && requirement)
      reading.dependencies.push({ ...requirement, scope, at: { path, line: index + 1 } });
  });
}

/** conda's `name=version=build`, with pip's own lines below `pip:`. */
function readEnvironment(text: string, path: string, reading: Reading): void {
  const root = tableOf(parseYaml(text, { maxAliasCount: 50 }));
  const place = lineFinder(text, path);
  reading.name = textOf(root.name);
  for (const entry of listOf(root.dependencies)) {
    if (typeof entry === 'string') {
      const match = /^(?:[\w.-]{1,60}::)?([A-Za-z0-9][\w.-]{0,99})\s*(.*)$/.exec(entry);
      const name = match?.[1];
      if (!name || name === 'python' || name === 'pip') continue;
      const constraint = (match[2] ?? '').trim();
      const exact = /^={1,2}\s*\d[^*,<>]{0,60}$/.test(constraint);
      reading.dependencies.push({ name, constraint, exact, scope: 'runtime', at: place(name) });
    } else addRequirements(tableOf(entry).pip, 'runtime', reading, place);
  }
}

type Token = { readonly kind: 'name' | 'string' | 'mark'; readonly text: string; readonly line: number };

/** Names, strings and marks of Python text; comments are gone. Enough for the literals of a setup script. */
function* tokens(text: string): Generator<Token> {
  let line = 1;
  for (let index = 0; index < text.length; ) {
    const letter = text[index] as string;
    if (letter === '\n') line++;
    if (letter === '#') {
      while (index < text.length && text[index] !== '\n') index++;
      continue;
    }
    if (letter === '"' || letter === "'") {
      const fence = text.startsWith(letter.repeat(3), index) ? letter.repeat(3) : letter;
      const start = line;
      let content = '';
      index += fence.length;
      while (index < text.length && !text.startsWith(fence, index)) {
        if (text[index] === '\n') {
          line++;
          if (fence.length === 1) break;
        }
        if (text[index] === '\\') index++;
        content += text[index] ?? '';
        index++;
      }
      index += fence.length;
      yield { kind: 'string', text: content, line: start };
      continue;
    }
    if (/[A-Za-z_]/.test(letter)) {
      let end = index + 1;
      while (end < text.length && /\w/.test(text[end] as string)) end++;
      yield { kind: 'name', text: text.slice(index, end), line };
      index = end;
      continue;
    }
    if (!/\s/.test(letter)) yield { kind: 'mark', text: letter, line };
    index++;
  }
}

/** `install_requires=[…]` of a setup script, also by a name that a list of literals was given to before. */
function readSetupScript(text: string, path: string, reading: Reading): void {
  const all = [...tokens(text)];
  const lists = new Map<string, (Requirement & { at: Place })[]>();
  const listAt = (start: number) => {
    const found: (Requirement & { at: Place })[] = [];
    let depth = 0;
    for (let index = start; index < all.length; index++) {
      const token = all[index] as Token;
      if (token.kind === 'mark' && /[[({]/.test(token.text)) depth++;
      else if (token.kind === 'mark' && /[\])}]/.test(token.text)) {
        if (--depth === 0) break;
      } else if (token.kind === 'string' && all[index + 1]?.text !== ':') {
        const requirement = parseRequirement(token.text);
        if (requirement) found.push({ ...requirement, at: { path, line: token.line } });
      }
      if (depth === 0) break;
    }
    return found;
  };
  const scopes = new Map<string, Dependency['scope']>([
    ['install_requires', 'runtime'],
    ['tests_require', 'development'],
    ['extras_require', 'optional'],
  ]);
  all.forEach((token, index) => {
    if (token.kind !== 'name' || all[index + 1]?.text !== '=') return;
    const value = all[index + 2];
    const scope = scopes.get(token.text);
    if (token.text === 'name' && value?.kind === 'string') reading.name ??= value.text;
    const list =
      value?.text === '[' || value?.text === '{'
        ? listAt(index + 2)
        : value?.kind === 'name'
          ? lists.get(value.text)
          : undefined;
    if (!list) return;
    lists.set(token.text, list);
    const inCall = all[index - 1]?.text === ',' || all[index - 1]?.text === '(';
    if (scope && inCall) reading.dependencies.push(...list.map((requirement) => ({ ...requirement, scope })));
  });
}
