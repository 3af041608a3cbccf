/** Automation that runs on change: CI workflows and the commands, images and values in them. */
import type { Place, Problem } from '../../engine/place.ts';
import type { EnvEntry, Pipeline } from '../facts.ts';
import { nameOf } from './paths.ts';
import { at, entriesOf, readYaml, textOf, textsOf, type YamlNode } from './yaml.ts';

export interface PipelineFile {
  readonly path: string;
  readonly provider: Pipeline['provider'];
  /** It stands where its provider looks for it. */
  readonly active: boolean;
  /** Something other than a person or a clock starts it: a push, a pull request, a tag. */
  readonly onChange: boolean;
  /** Shell text of the steps. */
  readonly commands: readonly { readonly text: string; readonly at: Place }[];
  /** Actions, orbs, plugins and tasks that it uses, without their version. */
  readonly uses: readonly { readonly name: string; readonly at: Place }[];
  readonly images: readonly { readonly reference: string; readonly at: Place }[];
  readonly env: readonly EnvEntry[];
}

const providers: readonly (readonly [RegExp, Pipeline['provider']])[] = [
  [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/, 'github'],
  [/(?:^|\/)\.(?:gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/, 'other'],
  [/(?:^|\/)\.gitlab-ci\.ya?ml$/, 'gitlab'],
  [/(?:^|\/)[Jj]enkinsfile(?:\.\w+)?$/, 'jenkins'],
  [/(?:^|\/)\.circleci\/config\.ya?ml$/, 'circleci'],
  [/(?:^|\/)\.travis\.ya?ml$/, 'travis'],
  [/(?:^|\/)azure-pipelines?(?:[-.][\w-]+)?\.ya?ml$/, 'azure'],
  [/(?:^|\/)bitbucket-pipelines\.ya?ml$/, 'bitbucket'],
  [/(?:^|\/)\.drone\.ya?ml$/, 'drone'],
  [
    /(?:^|\/)(?:\.woodpecker(?:\.ya?ml|\/[^/]+\.ya?ml)|cloudbuild\.ya?ml|buildspec\.ya?ml|\.?appveyor\.yml|\.cirrus\.yml|\.semaphore\/semaphore\.yml|\.buildkite\/pipeline\.ya?ml|wercker\.yml|codemagic\.yaml)$/,
    'other',
  ],
];

export const pipelineProvider = (path: string): Pipeline['provider'] | undefined =>
  providers.find(([pattern]) => pattern.test(path))?.[1];

/** All providers look from the root of the repository; only a Jenkinsfile and Azure's may stand anywhere. */
const isActive = (path: string, provider: Pipeline['provider']): boolean => {
  if (provider === 'jenkins' || provider === 'azure') return true;
  return !path.includes('/') || path.startsWith('.');
};

export const readPipeline = async (
  text: string,
  path: string,
): Promise<{ readonly file?: PipelineFile; readonly problems: readonly Problem[] }> => {
  const provider = pipelineProvider(path);
  if (!provider) return { problems: [] };
  const active = isActive(path, provider);
  if (provider === 'jenkins') return { file: readJenkins(text, path, active), problems: [] };
  const { documents, problems } = await readYaml(text, path);
  const commands: { text: string; at: Place }[] = [];
  const uses: { name: string; at: Place }[] = [];
  const images: { reference: string; at: Place }[] = [];
  const env: EnvEntry[] = [];
  for (const root of documents) collect(root, '', { commands, uses, images, env });
  const onChange = documents.some((root) => startsOnChange(root, provider));
  return { file: { path, provider, active, onChange, commands, uses, images, env }, problems };
};

const COMMAND_KEYS = new Set([
  'run',
  'script',
  'scripts',
  'before_script',
  'after_script',
  'commands',
  'command',
  'bash',
  'pwsh',
  'powershell',
  'install',
  'before_install',
  'build_script',
  'test_script',
  'args',
]);
const USE_KEYS = new Set(['uses', 'task', 'plugins', 'template']);
const ENV_KEYS = new Set(['env', 'variables', 'environment']);

interface Found {
  readonly commands: { text: string; at: Place }[];
  readonly uses: { name: string; at: Place }[];
  readonly images: { reference: string; at: Place }[];
  readonly env: EnvEntry[];
}

/** CI dialects share their words; what stands under them is gathered wherever it stands. */
const collect = (node: YamlNode, key: string, found: Found): void => {
  if (node.kind === 'scalar') {
    const value = textOf(node);
    if (value === undefined) return;
    if (COMMAND_KEYS.has(key)) found.commands.push({ text: value, at: node.at });
    else if (USE_KEYS.has(key)) found.uses.push({ name: value.split('@', 1)[0] ?? value, at: node.at });
    else if (key === 'image' || key === 'container') found.images.push({ reference: value, at: node.at });
    return;
  }
  if (node.kind === 'list') {
    for (const item of node.items) {
      // CircleCI: `docker: [{ image: … }]`, GitLab: `services: [postgres:17]`.
      if (key === 'services' && item.kind === 'scalar' && textOf(item))
        found.images.push({ reference: textOf(item) ?? '', at: item.at });
      else collect(item, key, found);
    }
    return;
  }
  for (const { key: name, value } of entriesOf(node)) {
    if (key === 'run' && name === 'command') collect(value, 'command', found);
    else if (ENV_KEYS.has(name) && value.kind === 'map') {
      for (const entry of entriesOf(value)) {
        const text = textOf(entry.value) ?? textOf(at(entry.value, 'value'));
        if (text === undefined) continue;
        const interpolated = /\$\{\{|\$\(|\$\{?[A-Z]/.test(text);
        found.env.push({
          name: entry.key,
          value: interpolated ? undefined : text,
          source: interpolated ? 'interpolation' : 'literal',
          at: entry.value.at,
        });
      }
    } else if (name === 'image' && value.kind === 'map') {
      const reference = textOf(at(value, 'name'));
      if (reference !== undefined) found.images.push({ reference, at: value.at });
    } else collect(value, name, found);
  }
};

const startsOnChange = (root: YamlNode, provider: Pipeline['provider']): boolean => {
  if (provider !== 'github') return true;
  const on = at(root, 'on') ?? at(root, 'true');
  const names = on?.kind === 'map' ? entriesOf(on).map(({ key }) => key) : textsOf(on);
  return names.some((name) =>
    [
      'push',
      'pull_request',
      'pull_request_target',
      'merge_group',
      'release',
      'create',
      'workflow_run',
      'workflow_call',
    ].includes(name),
  );
};

/** Groovy's quoted arguments of `sh`, `bat` and `docker.build` are told from the text of the isolated call. */
const readJenkins = (text: string, path: string, active: boolean): PipelineFile => {
  const commands: { text: string; at: Place }[] = [];
  const uses: { name: string; at: Place }[] = [];
  let block: { lines: string[]; end: string; line: number } | undefined;
  for (const [index, raw] of text
    .slice(0, 256 * 1024)
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.slice(0, 4096);
    if (block) {
      const end = line.indexOf(block.end);
      block.lines.push(end < 0 ? line : line.slice(0, end));
      if (end < 0) continue;
      commands.push({ text: block.lines.join('\n'), at: { path, line: block.line } });
      block = undefined;
      continue;
    }
    if (/^\s*(?:\/\/|\*|\/\*)/.test(line)) continue;
    const place = { path, line: index + 1 };
    const [, quote = '', rest = ''] =
      /\b(?:sh|bat|powershell)\b\s{0,5}\(?\s{0,5}(?:script:\s{0,5})?("""|'''|"|')(.*)$/.exec(line) ?? [];
    if (quote.length === 3 && !rest.includes(quote)) block = { lines: [rest], end: quote, line: index + 1 };
    else if (quote) commands.push({ text: rest.slice(0, Math.max(0, rest.lastIndexOf(quote))), at: place });
    if (/\bdocker\.build\s{0,5}\(/.test(line)) uses.push({ name: 'docker.build', at: place });
  }
  return { path, provider: 'jenkins', active, onChange: true, commands, uses, images: [], env: [] };
};

/** Whether a pipeline's name says that it only updates dependencies or scans: `dependabot.yml` is no workflow at all. */
export const isBotPipeline = (path: string): boolean =>
  /^(?:dependabot|renovate|stale|codeql(?:-analysis)?|labeler)\./i.test(nameOf(path));
