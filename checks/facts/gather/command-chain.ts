/** Follows a command line through shells, wrappers, package scripts and entry scripts to the program that it starts. */
import type { Place } from '../../engine/place.ts';
import type { Repo } from '../../engine/repo.ts';
import type { Artifacts } from '../artifacts/artifacts.ts';
import { type DockerResult, sourceOfFile } from '../artifacts/dockerfile.ts';
import { joinPath, nameOf } from '../artifacts/paths.ts';
import type { Script, ShellCommand, ShellCondition } from '../artifacts/shell.ts';
import type { CommandLine, CommandStep } from '../facts.ts';
import { type FiledCommand, readUwsgi, supervisedPrograms } from './process-files.ts';
import {
  afterFlags,
  buildTool,
  handover,
  type PackageCommand,
  packageCommand,
  scriptSequence,
} from './runners.ts';

export interface PackageScripts {
  readonly list: readonly { readonly name: string; readonly text: string }[];
  get(name: string): string | undefined;
  at(name: string): Place;
}

export interface ChainSurroundings {
  readonly repo: Repo;
  readonly artifacts: Artifacts;
  /** Folder of the repository in which the command runs, where no image says otherwise. */
  readonly folder: string;
  /** The image in which it runs, with the folder that its COPY takes from. */
  readonly image?: { readonly result: DockerResult; readonly context: string };
  readonly variables: ReadonlyMap<string, string>;
  /** The app's files, among which a script is looked for by name where no COPY tells. */
  readonly paths: readonly string[];
  /** A package's scripts by name, with their places, for the manifest of a folder. */
  scripts(folder: string): PackageScripts | undefined;
}

const MAX_DEPTH = 8;
const MAX_STEPS = 60;

export interface Chain {
  /** From the outside in; the last one is the program, or what could not be followed. */
  readonly steps: readonly CommandStep[];
  /** Paths of the repository's shell scripts that it runs through. */
  readonly scripts: readonly string[];
}

export const chainOf = async (
  entrypoint: CommandLine | undefined,
  command: CommandLine | undefined,
  around: ChainSurroundings,
  options: { readonly shellIsTransparent?: boolean } = {},
): Promise<Chain> => {
  const steps: CommandStep[] = [];
  const scripts = new Set<string>();
  const at = (command ?? entrypoint)?.at;
  if (!at) return { steps, scripts: [] };
  const walk = new Walk(around, steps, scripts);
  if (entrypoint?.form === 'shell') {
    // Docker ignores CMD beside a shell-form ENTRYPOINT.
    await walk.shell(
      entrypoint.words[0] ?? '',
      entrypoint.at,
      { words: ['sh', '-c', oneLine(entrypoint.words[0] ?? '')], at: entrypoint.at },
      [],
      0,
    );
  } else if (command?.form === 'shell') {
    const text = command.words[0] ?? '';
    const outer = { words: ['sh', '-c', oneLine(text)], at: command.at };
    if (entrypoint && entrypoint.words.length > 0)
      await walk.words([...entrypoint.words, '/bin/sh', '-c', text], entrypoint.at, 0, command.at);
    else await walk.shell(text, command.at, options.shellIsTransparent ? undefined : outer, [], 0);
  } else
    await walk.words(
      [...(entrypoint?.words ?? []), ...(command?.words ?? [])],
      (entrypoint ?? command)?.at ?? at,
      0,
      at,
    );
  return { steps, scripts: [...scripts] };
};

const oneLine = (text: string): string =>
  text
    .slice(0, 4000)
    .replace(/\\?\r?\n/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);
const inits = new Set(['tini', 'tini-static', 'dumb-init', 'docker-init', 'catatonit', 'pid1']);
/** Programs that hand over to the rest of the line, in the same process or forwarding signals. */
const handovers = new Set([
  'gosu',
  'su-exec',
  'setpriv',
  'chpst',
  'nice',
  'ionice',
  'stdbuf',
  'taskset',
  'cross-env',
  'dotenv',
  'dotenvx',
  'env-cmd',
  'opentelemetry-instrument',
  'ddtrace-run',
  'newrelic-admin',
  'doppler',
  'infisical',
  'chamber',
  'litestream',
  'wait-for-it.sh',
  'wait-for-it',
  'wait-for',
  'wait-for.sh',
  'dockerize',
  'bundle',
  'poetry',
  'pipenv',
  'pdm',
  'uv',
  'rye',
  'hatch',
  'env',
  'unbuffer',
]);
const builtins = new Set([
  'echo',
  'printf',
  'set',
  'cd',
  'export',
  'test',
  '[',
  '[[',
  'true',
  'false',
  ':',
  'exit',
  'return',
  'wait',
  'trap',
  'sleep',
  'shift',
  'source',
  '.',
  'local',
  'read',
  'umask',
  'ulimit',
  'unset',
  'date',
  'cat',
  'ls',
  'pwd',
  'id',
  'whoami',
  'hostname',
  'nc',
  'pg_isready',
  'until',
  'continue',
  'break',
  'eval',
  'command',
  'type',
  'which',
  'jobs',
  'kill',
]);

class Walk {
  readonly #around: ChainSurroundings;
  readonly #steps: CommandStep[];
  readonly #scripts: Set<string>;
  readonly #seen = new Set<string>();

  constructor(around: ChainSurroundings, steps: CommandStep[], scripts: Set<string>) {
    this.#around = around;
    this.#steps = steps;
    this.#scripts = scripts;
  }

  #push(step: CommandStep): void {
    if (this.#steps.length < MAX_STEPS) this.#steps.push(step);
  }

  /** `argumentsAt`: where the words after an entry point stand, if that is another line. */
  async words(all: readonly string[], at: Place, depth: number, argumentsAt: Place = at): Promise<void> {
    const words = [...all];
    while (words[0] !== undefined && /^[A-Za-z_]\w*=/.test(words[0])) words.shift();
    if (words[0] === 'exec' && words.length > 1) words.shift();
    const name = baseName(words[0] ?? '');
    const rest = words.slice(1);
    if (words.length === 0) return;
    if (depth > MAX_DEPTH) return this.#push({ words, at: argumentsAt, role: 'program' });
    if (shells.has(name)) {
      const flag = rest.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
      const script = rest[flag + 1];
      if (flag >= 0 && script !== undefined)
        return this.shell(
          script,
          argumentsAt,
          { words: [...words.slice(0, flag + 2), oneLine(script)], at: argumentsAt },
          rest.slice(flag + 3),
          depth + 1,
        );
      const file = rest.find((word) => !word.startsWith('-'));
      if (file !== undefined) {
        const index = rest.indexOf(file);
        if (await this.#script(file, { words, at }, rest.slice(index + 1), depth, argumentsAt, true)) return;
      }
      return this.#push({ words, at, role: 'program' });
    }
    if (inits.has(name)) {
      const start = afterFlags(rest, new Set(['-e', '-r', '--rewrite', '-p']));
      this.#push({ words: [words[0] ?? '', ...rest.slice(0, rest.length - start.length)], at, role: 'init' });
      return this.words(start, argumentsAt, depth + 1, argumentsAt);
    }
    const next = handovers.has(name) ? handover(name, rest) : undefined;
    if (next) {
      this.#push({ words: words.slice(0, words.length - next.length), at: argumentsAt, role: 'exec' });
      return this.words(next, argumentsAt, depth + 1, argumentsAt);
    }
    const sequence = scriptSequence(name, rest);
    const scripts = sequence && this.#around.scripts(this.#folder(undefined));
    if (sequence && scripts) {
      for (const script of sequence.slice(0, -1)) {
        const text = scripts.get(script);
        if (text !== undefined) await this.#before(text, scripts.at(script), depth);
      }
      const script = sequence.at(-1) ?? '';
      const program = (last: string) => ['npm', 'run', last];
      return this.#packageScript(words, { kind: 'script', script, words: [], program }, argumentsAt, depth);
    }
    const packaged = packageCommand(name, rest);
    if (packaged) return this.#packageScript(words, packaged, argumentsAt, depth);
    const wrapped = buildTool(name, rest);
    if (wrapped) {
      this.#push({ words, at: argumentsAt, role: 'packageManager' });
      return this.#push({ words: wrapped, at: argumentsAt, role: 'program' });
    }
    if (name === 'supervisord' && (await this.#supervised(words, argumentsAt, depth))) return;
    if (name === 'uwsgi' && (await this.#uwsgi(words, depth))) return;
    if (await this.#script(words[0] ?? '', { words, at }, rest, depth, argumentsAt, false)) return;
    this.#push({ words, at: argumentsAt, role: 'program' });
  }

  /** supervisord passes the signal on to all of its programs: the last one stands for the end of the chain. */
  async #supervised(words: readonly string[], at: Place, depth: number): Promise<boolean> {
    const file = words.find((word) => /\.(?:conf|ini)$/.test(word))?.replace(/^--configuration=/, '');
    const named = file === undefined ? [] : this.#fileNamed(file);
    const programs = [...named, ...this.#around.paths.filter((path) => /\.(?:conf|ini)$/.test(path))]
      .filter((path, index, all) => all.indexOf(path) === index && !this.#seen.has(path))
      .flatMap((path) => {
        const found = supervisedPrograms(this.#around.repo.text(path) ?? '', path);
        if (found.length > 0) this.#seen.add(path);
        return found;
      });
    if (programs.length === 0) return false;
    this.#push({ words, at, role: 'init' });
    for (const program of programs.slice(0, -1)) await this.#beside(program, depth);
    for (const program of programs.slice(-1)) await this.#beside(program, depth, 'program');
    return true;
  }

  /** uWSGI with a file of options, as if they stood on the command line. */
  async #uwsgi(words: readonly string[], depth: number): Promise<boolean> {
    const word = words.slice(1).find((one) => /\.ini(?::\w+)?$/.test(one));
    const [file = '', section] = word?.replace(/^--ini=/, '').split(':') ?? [];
    const [path] = file === '' ? [] : this.#fileNamed(file);
    const text = path === undefined ? undefined : this.#around.repo.text(path);
    if (path === undefined || text === undefined || this.#seen.has(path)) return false;
    this.#seen.add(path);
    const { options, at, before, beside } = readUwsgi(text, path, section);
    for (const command of before) await this.#before(command.text, command.at, depth);
    for (const command of beside) await this.#beside(command, depth);
    const given = words.filter((one) => one !== word && one !== '--ini');
    this.#push({ words: [...given, ...options], at, role: 'program' });
    return true;
  }

  /** A command that a manager starts, of which only the program at its end says something of the container. */
  async #beside(
    { text, at }: FiledCommand,
    depth: number,
    role: 'background' | 'program' = 'background',
  ): Promise<void> {
    const inner: CommandStep[] = [];
    const walk = new Walk(this.#around, inner, this.#scripts);
    await walk.shell(text, at, undefined, [], depth + 1);
    for (const step of inner)
      if (step.role === 'program' || step.role === 'background') this.#push({ ...step, role });
      else if (step.role === 'before') this.#push(step);
  }

  /** Files of the repository for a path inside the image, or the only one of that name. */
  #fileNamed(word: string): readonly string[] {
    const known = this.#fileOf(word, true);
    if (known !== undefined) return [known];
    const named = this.#around.paths.filter((path) => nameOf(path) === baseName(word));
    return named.length === 1 ? named : [];
  }

  async #packageScript(
    words: readonly string[],
    packaged: PackageCommand,
    at: Place,
    depth: number,
  ): Promise<void> {
    const { around, folder } = { around: this.#around, folder: this.#folder(packaged.folder) };
    const scripts = around.scripts(folder);
    if (packaged.kind === 'binary') {
      this.#push({ words, at, role: 'packageManager' });
      return this.words(packaged.words, at, depth + 1, at);
    }
    const key = `${folder}:${packaged.script}`;
    const text =
      scripts?.get(packaged.script) ??
      (packaged.script === 'start' && scripts ? 'node server.js' : undefined);
    if (text === undefined || this.#seen.has(key)) {
      this.#push({ words, at, role: 'packageManager' });
      return this.#push({ words: packaged.program(packaged.script, packaged.words), at, role: 'program' });
    }
    this.#seen.add(key);
    this.#push({ words, at, role: 'packageManager' });
    const place = scripts?.at(packaged.script) ?? at;
    const before = scripts?.get(`pre${packaged.script}`);
    if (before !== undefined && scripts)
      await this.#before(before, scripts.at(`pre${packaged.script}`), depth);
    const whole = packaged.words.length > 0 ? `${text} ${packaged.words.map(quoted).join(' ')}` : text;
    return this.shell(whole, place, undefined, [], depth + 1);
  }

  /** Everything that a text runs, as steps that end before the program starts. */
  async #before(text: string, at: Place, depth: number): Promise<void> {
    const script = await this.#around.artifacts.shell(text, at);
    for (const command of script.commands) await this.#beforeCommand(command, depth);
  }

  async #beforeCommand(command: ShellCommand, depth: number): Promise<void> {
    const { words, conditions } = command;
    if (words[0] === 'source' || words[0] === '.') return this.#sourced(command, depth);
    if (words.length === 0 || builtins.has(baseName(words[0] ?? ''))) return;
    const offByDefault = isOff(conditions, this.#around.variables) || undefined;
    this.#push({ words, at: command.at, role: 'before', offByDefault });
    if (depth > MAX_DEPTH) return;
    // What a package script or an entry script does first is done first all the same.
    const inner: CommandStep[] = [];
    const walk = new Walk(this.#around, inner, this.#scripts);
    for (const key of this.#seen) walk.#seen.add(key);
    await walk.words(words, command.at, depth + 2);
    if (inner.length > 1 || inner[0]?.words.join(' ') !== words.join(' '))
      for (const step of inner)
        if (step.role === 'program' || step.role === 'before')
          this.#push({ ...step, role: 'before', offByDefault: offByDefault ?? step.offByDefault });
  }

  /** What `. ./setup.sh` runs, in the same shell: all of it comes before. */
  async #sourced({ words, conditions }: ShellCommand, depth: number): Promise<void> {
    const path = this.#fileOf(words[1] ?? '', true);
    const text = path === undefined ? undefined : this.#around.repo.text(path);
    if (path === undefined || text === undefined || this.#seen.has(path) || depth > MAX_DEPTH) return;
    if (isOff(conditions, this.#around.variables)) return;
    this.#seen.add(path);
    this.#scripts.add(path);
    await this.#before(text, { path, line: 1 }, depth + 1);
  }

  /** Whether the word is a script of the repository; its steps are added if so. */
  async #script(
    word: string,
    outer: { words: readonly string[]; at: Place },
    args: readonly string[],
    depth: number,
    argumentsAt: Place,
    isShell: boolean,
  ): Promise<boolean> {
    const path = this.#fileOf(word, isShell);
    const text = path === undefined ? undefined : this.#around.repo.text(path);
    if (path === undefined || text === undefined || this.#seen.has(path)) return false;
    if (!isShell && !isShellScript(path, text)) return false;
    this.#seen.add(path);
    this.#scripts.add(path);
    await this.shell(text, { path, line: 1 }, outer, args, depth + 1, argumentsAt);
    return true;
  }

  /** A path of the repository for a word of a command, by the image's COPY, the folder, or a name that only one file has. */
  #fileOf(word: string, isShell: boolean): string | undefined {
    const { repo, image, folder, paths } = this.#around;
    if (!/^[\w./@+-]{1,300}$/.test(word)) return undefined;
    if (!isShell && !word.includes('/') && !/\.(?:sh|bash)$/.test(word) && !/entrypoint/.test(word))
      return undefined;
    const candidates: string[] = [];
    if (image) {
      const { result, context } = image;
      const places = word.startsWith('/')
        ? [word]
        : [
            joinPath(result.workdir, word),
            ...(word.includes('/')
              ? []
              : ['usr/local/bin', 'usr/bin', 'bin', ''].map((bin) => joinPath(bin, word))),
          ].flatMap((path) => (path === undefined ? [] : `/${path}`));
      for (const place of places) candidates.push(...sourceOfFile(result.file, result.chain, place, context));
      candidates.push(...candidates.map((path) => joinPath(path) ?? path));
    }
    if (!word.startsWith('/')) candidates.push(joinPath(folder, word) ?? word);
    const found = candidates.find((path) => repo.has(path));
    if (found !== undefined) return found;
    const named = paths.filter((path) => nameOf(path) === baseName(word));
    return named.length === 1 && /\.(?:sh|bash)$|entrypoint/.test(word) ? named[0] : undefined;
  }

  #folder(relative: string | undefined): string {
    const { image, folder } = this.#around;
    if (relative === undefined) {
      // The manifest that the image has in its working folder, by the COPY that brought it.
      const copied = image
        ? sourceOfFile(
            image.result.file,
            image.result.chain,
            `${image.result.workdir === '/' ? '' : image.result.workdir}/package.json`,
            image.context,
          )
        : [];
      const manifest = copied
        .map((path) => joinPath(path))
        .find((path) => path !== undefined && this.#around.repo.has(path));
      return manifest === undefined ? folder : (joinPath(manifest, '..') ?? '.');
    }
    return joinPath(folder, relative) ?? folder;
  }

  /**
   * Steps of shell text. `outer` is the shell as a step of its own; without one it is transparent: a package manager's
   * shell is told by the package manager's own step.
   */
  async shell(
    text: string,
    at: Place,
    outer: { words: readonly string[]; at: Place } | undefined,
    args: readonly string[],
    depth: number,
    argumentsAt: Place = at,
  ): Promise<void> {
    const script = await this.#around.artifacts.shell(text, at, this.#around.variables);
    const final = finalCommand(script, args, this.#around.variables);
    const hasOwn = script.commands.some(({ words }) => !builtins.has(baseName(words[0] ?? '')));
    if (!final || !hasOwn) {
      this.#push({ words: outer?.words ?? [oneLine(text)], at: outer?.at ?? at, role: 'program' });
      return;
    }
    if (outer)
      this.#push({ words: outer.words, at: outer.at, role: final.exec && !final.piped ? 'exec' : 'shell' });
    for (const command of script.commands) {
      if (command === final) break;
      if (command.background) {
        this.#push({ words: command.words, at: command.at, role: 'background' });
      } else if (!command.exec) await this.#beforeCommand(command, depth);
    }
    const background = final.background;
    const passed = final.words.flatMap((word) =>
      /^"?\$(?:@|\*|\{@\}|\{\*\})"?$/.test(word) ? args : word === '$0' ? [] : [substituted(word, args)],
    );
    const place =
      final.words.some((word) => /\$(?:[@*]|\{[@*]\})/.test(word)) && args.length > 0
        ? argumentsAt
        : final.at;
    // Written as in the shell, so that a log file behind `>>` is seen.
    const files = final.redirects.filter(({ target }) => target !== '' && !/^(?:\d|-$|\/dev\/)/.test(target));
    const words = [...passed, ...files.flatMap(({ operator, target }) => [operator, target])];
    if (background) this.#push({ words, at: place, role: 'background' });
    else await this.words(words, place, depth + 1, place);
  }
}

const quoted = (word: string): string =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
const substituted = (word: string, args: readonly string[]): string =>
  word.replace(/^\$(\d)$|^\$\{(\d)\}$/, (whole, one, two) => args[Number(one ?? two) - 1] ?? whole);

const isShellScript = (path: string, text: string): boolean => {
  if (/\.(?:sh|bash)$/.test(path)) return true;
  const first = text.slice(0, 200).split('\n', 1)[0] ?? '';
  return /^#!\s*(?:\/usr\/bin\/env\s+(?:-S\s+)?)?(?:\S*\/)?(?:ba|da|a|z|k)?sh\b/.test(first);
};

/** The command that keeps running: what `exec` hands over to, or the last one. */
const finalCommand = (
  script: Script,
  args: readonly string[],
  variables: ReadonlyMap<string, string>,
): ShellCommand | undefined => {
  const running = script.commands.filter(
    ({ words, conditions }) => !builtins.has(baseName(words[0] ?? '')) && !isOff(conditions, variables),
  );
  const possible = running.filter(
    ({ words }) => args.length > 0 || !words.every((word) => /^"?\$(?:@|\*|\{@\})"?$/.test(word)),
  );
  const [first] = args;
  const chosen =
    first === undefined
      ? undefined
      : possible.find(({ conditions }) =>
          conditions.some(({ kind, text }) => kind === 'case' && caseMatches(text, first)),
        );
  if (chosen?.exec) return chosen;
  const handed = possible.filter(({ exec }) => exec);
  return (
    handed.find(({ conditions }) => conditions.every(({ kind }) => kind === 'and')) ??
    handed.at(-1) ??
    chosen ??
    possible.filter(({ background }) => !background).at(-1) ??
    possible.at(-1)
  );
};

const caseMatches = (text: string, value: string): boolean => {
  const [subject = '', patterns = ''] = text.split(' in ', 2);
  return (
    /\$(?:1|\{1)/.test(subject) &&
    patterns.split('|').some((pattern) => pattern.replace(/["']/g, '').trim() === value)
  );
};

/** Whether one of the conditions compares a variable with something that it isn't, as far as its value is known. */
export const isOff = (
  conditions: readonly ShellCondition[],
  variables: ReadonlyMap<string, string>,
): boolean =>
  conditions.some(({ kind, text }) => {
    if (kind !== 'if' && kind !== 'and' && kind !== 'or' && kind !== 'else') return false;
    const holds = evaluate(text, variables);
    return holds === undefined ? false : kind === 'if' || kind === 'and' ? !holds : holds;
  });

/** The value of `[ "$A" = b ]`, `[ -n "$A" ]`, `[ -z … ]`; variables that nothing sets are empty. `undefined` for anything else. */
const evaluate = (text: string, variables: ReadonlyMap<string, string>): boolean | undefined => {
  const inner = /^\s*(?:\[\[?|test)\s+(.{1,300}?)\s*(?:\]\]?)?\s*;?\s*$/s.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const resolve = (operand: string): string | undefined => {
    const bare = unquoted(operand);
    const [, name, , fallback] = /^\$\{?([A-Za-z_]\w*)(:?-([^}]*))?\}?$/.exec(bare) ?? [];
    if (name !== undefined) {
      const value = variables.get(name);
      return value === undefined || value === '' ? (fallback ?? '') : value.includes('$') ? undefined : value;
    }
    return bare.includes('$') ? undefined : bare;
  };
  const [, unary, operand] = /^-([nz])\s+(\S+)$/.exec(inner) ?? [];
  if (unary !== undefined && operand !== undefined) {
    const value = resolve(operand);
    return value === undefined ? undefined : (value !== '') === (unary === 'n');
  }
  const [, left, operator, right] = /^(\S+)\s+(==?|!=)\s+(\S+)$/.exec(inner) ?? [];
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [resolve(strip(left)), resolve(strip(right))];
  if (a === undefined || b === undefined) return undefined;
  return (a === b) === (operator !== '!=');
};

const unquoted = (text: string): string =>
  text.length > 1 && /^["']/.test(text) && text.endsWith(text[0] ?? '') ? text.slice(1, -1) : text;

/** `"x$A"` beside `"xtrue"` is an old way to compare with something empty. */
const strip = (operand: string): string => operand.replace(/^"x(\$.*)"$/, '"$1"');
