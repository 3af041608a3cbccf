/** Container files: their stages, what each starts from, copies, runs and starts. */
import type { Instruction } from 'dockerfile-ast';
import type { Place, Problem } from '../../engine/place.ts';
import type { CommandLine, Purpose } from '../facts.ts';
import { folderOf, nameOf, purposeOfPath, withoutSlash } from './paths.ts';
import { expand } from './variables.ts';

export interface DockerImage {
  /** As written. */
  readonly reference: string;
  /** With the defaults of its ARGs put in. */
  readonly expanded: string;
  /** An ARG without default decides a part of it. */
  readonly substituted: boolean;
  readonly at: Place;
}

/** A command of the build: shell text with line ends and continuations kept, so that places inside it are exact. */
export interface DockerRun {
  readonly command: CommandLine;
  readonly workdir: string;
}

export interface DockerCopy {
  /** Another stage, by index. */
  readonly fromStage?: number;
  /** An image that is no stage. */
  readonly fromImage?: DockerImage;
  readonly sources: readonly string[];
  /** Absolute inside the image; ends with `/` where a folder is meant. */
  readonly target: string;
  readonly at: Place;
}

export interface DockerVariable {
  readonly name: string;
  /** Expanded; absent for an ARG without default. */
  readonly value?: string;
  readonly by: 'ENV' | 'ARG';
  readonly at: Place;
}

export interface DockerStage {
  readonly name?: string;
  readonly at: Place;
  /** Starts from another stage, by index. */
  readonly parent?: number;
  readonly image: DockerImage;
  readonly variables: readonly DockerVariable[];
  readonly copies: readonly DockerCopy[];
  readonly runs: readonly DockerRun[];
  readonly entrypoint?: CommandLine;
  readonly command?: CommandLine;
  /** `none` where `HEALTHCHECK NONE` switches it off. */
  readonly healthCheck?: { readonly at: Place; readonly none: boolean };
  readonly user?: { readonly name: string; readonly at: Place };
  readonly exposes: readonly { readonly port: number | undefined; readonly at: Place }[];
  readonly volumes: readonly { readonly target: string; readonly at: Place }[];
  /** Where commands run, at the end of the stage. */
  readonly workdir: string;
}

export interface Dockerfile {
  readonly path: string;
  readonly purpose: Purpose;
  /** In order; never empty. The last one is what is deployed unless a target is named. */
  readonly stages: readonly [DockerStage, ...DockerStage[]];
}

const MAX_LENGTH = 128 * 1024;

export const isDockerfilePath = (path: string): boolean => {
  const name = nameOf(path);
  if (/\.(?:md|txt|dockerignore|ya?ml|json|sh|ts|js|py|go|html|tmpl|erb|j2|template)$/i.test(name))
    return false;
  return /^(?:Docker|Container)file(?:[._-].+)?$/i.test(name) || /\.(?:Docker|Container)file$/i.test(name);
};

type MutableStage = { -readonly [Key in keyof DockerStage]: DockerStage[Key] } & {
  variables: DockerVariable[];
  copies: DockerCopy[];
  runs: DockerRun[];
  exposes: { port: number | undefined; at: Place }[];
  volumes: { target: string; at: Place }[];
};

/** Refuses, with a problem: what is too large, or has no FROM. */
export const readDockerfile = async (
  text: string,
  path: string,
): Promise<{ readonly file?: Dockerfile; readonly problems: readonly Problem[] }> => {
  if (text.length > MAX_LENGTH)
    return { problems: [{ path, message: 'The container file is too large to be read.' }] };
  const { DockerfileParser } = await import('./dockerfile-parser.ts');
  let instructions: readonly Instruction[];
  try {
    instructions = DockerfileParser.parse(text).getInstructions();
  } catch {
    return { problems: [{ path, message: 'The container file can’t be parsed.' }] };
  }
  const lines = text.split(/\r\n|\n|\r/);
  const globals = new Map<string, string | undefined>();
  const stages: MutableStage[] = [];
  let scope = new Map<string, string | undefined>();

  for (const instruction of instructions) {
    const range = instruction.getRange();
    const place: Place = {
      path,
      line: range.start.line + 1,
      column: range.start.character + 1,
      endLine: range.end.line + 1,
    };
    const keyword = instruction.getKeyword();
    const words = instruction.getArguments().map((argument) => argument.getValue());
    const stage = stages.at(-1);
    const lookup = (name: string) => scope.get(name);

    if (keyword === 'ARG') {
      for (const { name, value, at } of assignments(instruction, path)) {
        const fallback = value === undefined ? globals.get(name) : expand(value, lookup).text;
        if (stage) {
          scope.set(name, fallback);
          stage.variables.push({ name, value: fallback, by: 'ARG', at });
        } else {
          globals.set(name, fallback);
          scope.set(name, fallback);
        }
      }
    } else if (keyword === 'FROM') {
      const [reference = '', as, name] = words;
      const expansion = expand(reference, (variable) => globals.get(variable));
      const parent = stageIndex(stages, expansion.text) ?? stageLike(stages, reference, expansion.variables);
      const from = parent === undefined ? undefined : stages[parent];
      scope = new Map();
      for (const variable of from?.variables ?? [])
        if (variable.by === 'ENV') scope.set(variable.name, variable.value);
      stages.push({
        name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined,
        at: place,
        parent,
        image: { reference, expanded: expansion.text, substituted: !expansion.resolved, at: place },
        variables: [],
        copies: [],
        runs: [],
        exposes: [],
        volumes: [],
        workdir: from?.workdir ?? '/',
      });
    } else if (!stage) {
    } else if (keyword === 'ENV') {
      for (const { name, value, at } of assignments(instruction, path)) {
        const expanded = expand(value ?? '', lookup).text;
        scope.set(name, expanded);
        stage.variables.push({ name, value: expanded, by: 'ENV', at });
      }
    } else if (keyword === 'WORKDIR') {
      stage.workdir = absolute(stage.workdir, expand(words.join(' '), lookup).text);
    } else if (keyword === 'COPY' || keyword === 'ADD') {
      const plain = jsonWords(instruction.getArgumentsContent() ?? '') ?? words;
      const expanded = plain.map((word) => expand(word, lookup).text);
      const target = expanded.pop() ?? '.';
      const from = flagOf(instruction, 'from');
      const source =
        from === undefined ? undefined : expand(from, (name) => globals.get(name) ?? scope.get(name));
      const index = source && stageIndex(stages.slice(0, -1), source.text);
      stage.copies.push({
        fromStage: index,
        fromImage:
          source && index === undefined
            ? { reference: from ?? '', expanded: source.text, substituted: !source.resolved, at: place }
            : undefined,
        sources: expanded,
        target: absolute(stage.workdir, target) + (/(?:^|\/)\.?\/?$/.test(target) ? '/' : ''),
        at: place,
      });
    } else if (keyword === 'RUN') {
      stage.runs.push({ command: commandOf(instruction, lines, place), workdir: stage.workdir });
    } else if (keyword === 'CMD') {
      stage.command = commandOf(instruction, lines, place);
    } else if (keyword === 'ENTRYPOINT') {
      stage.entrypoint = commandOf(instruction, lines, place);
    } else if (keyword === 'HEALTHCHECK') {
      stage.healthCheck = { at: place, none: words[0]?.toUpperCase() === 'NONE' };
    } else if (keyword === 'USER') {
      stage.user = { name: expand(words[0] ?? '', lookup).text, at: place };
    } else if (keyword === 'EXPOSE') {
      for (const word of words) {
        const port = Number.parseInt(expand(word, lookup).text, 10);
        stage.exposes.push({ port: Number.isNaN(port) ? undefined : port, at: place });
      }
    } else if (keyword === 'VOLUME') {
      for (const target of jsonWords(instruction.getArgumentsContent() ?? '') ?? words)
        stage.volumes.push({ target: absolute(stage.workdir, expand(target, lookup).text), at: place });
    }
  }
  const [first, ...others] = stages;
  if (!first) return { problems: [{ path, message: 'The container file has no FROM.' }] };
  const purpose = purposeOfPath(path) ?? 'deploy';
  return { file: { path, purpose, stages: [first, ...others] }, problems: [] };
};

const stageIndex = (stages: readonly DockerStage[], name: string): number | undefined => {
  const byName = stages.findLastIndex((stage) => stage.name === name.toLowerCase());
  if (byName >= 0) return byName;
  return /^\d{1,3}$/.test(name) && Number(name) < stages.length ? Number(name) : undefined;
};

/** `FROM build_${TARGETARCH}`: one of the stages before it, whichever platform is built for. */
const stageLike = (
  stages: readonly DockerStage[],
  reference: string,
  variables: readonly string[],
): number | undefined => {
  const [head = '', ...tail] = reference.split(/\$\{\w+\}|\$\w+/).map((part) => part.toLowerCase());
  if (variables.length === 0 || head === '') return undefined;
  const found = stages.findIndex(({ name }) => name?.startsWith(head) && name.endsWith(tail.at(-1) ?? ''));
  return found < 0 ? undefined : found;
};

const absolute = (workdir: string, path: string): string => {
  const segments: string[] = [];
  for (const segment of (path.startsWith('/') ? path : `${workdir}/${path}`).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
};

const assignments = (
  instruction: Instruction,
  path: string,
): readonly { name: string; value: string | undefined; at: Place }[] => {
  if (!('getProperties' in instruction)) return [];
  const properties = (
    instruction as Instruction & {
      getProperties(): readonly {
        getName(): string;
        getValue(): string | null;
        getRange(): { start: { line: number; character: number } };
      }[];
    }
  ).getProperties();
  return properties.map((property) => {
    const { start } = property.getRange();
    return {
      name: property.getName(),
      value: property.getValue() ?? undefined,
      at: { path, line: start.line + 1, column: start.character + 1 },
    };
  });
};

const flagOf = (instruction: Instruction, name: string): string | undefined => {
  if (!('getFlags' in instruction)) return undefined;
  const flags = (
    instruction as Instruction & { getFlags(): readonly { getName(): string; getValue(): string | null }[] }
  ).getFlags();
  return flags.find((flag) => flag.getName() === name)?.getValue() ?? undefined;
};

const jsonWords = (content: string): readonly string[] | undefined => {
  if (!content.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(content);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined;
  } catch {
    // Docker falls back to the shell form for what is no JSON, e.g. single quotes.
    return undefined;
  }
};

const commandOf = (instruction: Instruction, lines: readonly string[], at: Place): CommandLine => {
  const words = jsonWords(instruction.getArgumentsContent() ?? '');
  if (words) return { form: 'exec', words, at };
  const { start, end } = instruction.getRange();
  const source = lines.slice(start.line, end.line + 1);
  const first = (source[0] ?? '')
    .slice(start.character)
    .replace(/^[A-Za-z]+/, (keyword) => ' '.repeat(keyword.length));
  // Docker drops comment and empty lines inside a continued instruction; a shell would end the command there.
  const heredoc = /^\s*(?:--\S+\s+)*<<-?\s*["']?(\w+)/.exec(first);
  const rest = source.slice(1).map((line) => (!heredoc && /^\s*(?:#.*)?$/.test(line) ? '\\' : line));
  if (heredoc) {
    if (rest.at(-1)?.trim() === heredoc[1]) rest.pop();
    return { form: 'shell', words: [['', ...rest].join('\n')], at };
  }
  const script = [withoutFlags(first), ...rest].join('\n');
  return { form: 'shell', words: [script], at };
};

/** `--mount=… --network=…` before the command belong to RUN; blanks keep the columns. */
const withoutFlags = (line: string): string =>
  line.replace(/^\s*(?:--[a-z]+(?:=\S*)?\s+)+/, (flags) => ' '.repeat(flags.length));

/** What a stage starts and shows after everything that it takes over from the stages it is made from. */
export interface DockerResult {
  readonly file: Dockerfile;
  readonly stage: DockerStage;
  /** From the first parent to the stage itself. */
  readonly chain: readonly DockerStage[];
  /** The image outside the file with which the chain begins. */
  readonly image: DockerImage;
  readonly entrypoint?: CommandLine;
  readonly command?: CommandLine;
  readonly healthCheck?: Place;
  readonly variables: readonly DockerVariable[];
  readonly workdir: string;
}

/** The deployed stage: `target` by name, else the last one. */
export const resultOf = (file: Dockerfile, target?: string): DockerResult => {
  let index =
    target === undefined ? -1 : file.stages.findIndex((stage) => stage.name === target.toLowerCase());
  if (index < 0) index = file.stages.length - 1;
  const chain: DockerStage[] = [];
  // A parent always stands before its child, so this ends.
  for (let next: number | undefined = index; next !== undefined; next = file.stages[next]?.parent) {
    const stage = file.stages[next];
    if (stage) chain.unshift(stage);
  }
  const stage = chain.at(-1) ?? file.stages[0];
  let entrypoint: CommandLine | undefined;
  let command: CommandLine | undefined;
  let healthCheck: Place | undefined;
  for (const each of chain) {
    if (each.entrypoint) {
      entrypoint = each.entrypoint;
      // An ENTRYPOINT resets the CMD of the image below.
      command = undefined;
    }
    command = each.command ?? command;
    if (each.healthCheck) healthCheck = each.healthCheck.none ? undefined : each.healthCheck.at;
  }
  return {
    file,
    stage,
    chain,
    image: (chain[0] ?? stage).image,
    entrypoint,
    command,
    healthCheck,
    variables: chain.flatMap((each) => each.variables),
    workdir: stage.workdir,
  };
};

/** The path in the repository of a file of the image, by the COPY that brought it; `context` is the build's folder. */
export const sourceOfFile = (
  file: Dockerfile,
  chain: readonly DockerStage[],
  path: string,
  context: string,
): readonly string[] => {
  const found: string[] = [];
  const visit = (stages: readonly DockerStage[], wanted: string, depth: number): void => {
    if (depth > 8) return;
    for (const stage of [...stages].reverse()) {
      for (const copy of [...stage.copies].reverse()) {
        for (const source of copiedFrom(copy, wanted)) {
          if (copy.fromStage !== undefined) {
            const from = file.stages[copy.fromStage];
            if (from)
              visit(chainOf(file, copy.fromStage), source.startsWith('/') ? source : `/${source}`, depth + 1);
          } else if (!copy.fromImage) {
            const clean = source.replace(/^(?:\.?\/)+/, '');
            found.push(context === '.' ? clean : `${context}/${clean}`);
          }
        }
      }
    }
  };
  visit(chain, path, 0);
  return found;
};

const chainOf = (file: Dockerfile, index: number): readonly DockerStage[] => {
  const chain: DockerStage[] = [];
  for (let next: number | undefined = index; next !== undefined; next = file.stages[next]?.parent) {
    const stage = file.stages[next];
    if (stage) chain.unshift(stage);
  }
  return chain;
};

const copiedFrom = (copy: DockerCopy, wanted: string): readonly string[] => {
  const target = withoutSlash(copy.target);
  const results: string[] = [];
  for (const source of copy.sources) {
    const name = nameOf(withoutSlash(source));
    if (wanted === target && !copy.target.endsWith('//')) results.push(source);
    if (!wanted.startsWith(`${target}/`)) continue;
    const rest = wanted.slice(target.length + 1);
    if (source === '.' || source === './' || source === '/' || source === '') results.push(rest);
    else if (source.includes('*')) results.push(joined(folderOf(source), rest));
    else if (rest === name) results.push(source);
    else results.push(`${withoutSlash(source)}/${rest}`);
  }
  return results;
};

const joined = (folder: string, rest: string): string => (folder === '.' ? rest : `${folder}/${rest}`);
