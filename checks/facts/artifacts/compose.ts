/** Compose files: services with what they build, start, read, publish and keep. */
import type { Place, Problem } from '../../engine/place.ts';
import type { CommandLine, EnvEntry, Purpose, Workload } from '../facts.ts';
import { folderOf, joinPath, nameOf, purposeOfPath } from './paths.ts';
import { expand } from './variables.ts';
import { at, entriesOf, itemsOf, readYaml, textOf, textsOf, type YamlNode } from './yaml.ts';

export interface ComposeImage {
  /** As written. */
  readonly reference: string;
  /** With interpolation defaults put in. */
  readonly expanded: string;
  /** Names a variable, with a default or without. */
  readonly interpolated: boolean;
  /** A variable without default decides a part of it. */
  readonly substituted: boolean;
  readonly at: Place;
}

export interface ComposeBuild {
  /** Folder of the repository; absent where it is a URL or leads out of the repository. */
  readonly context?: string;
  /** Path of the container file in the repository; absent where it is written inline or unknown. */
  readonly dockerfile?: string;
  readonly target?: string;
  readonly arguments: readonly EnvEntry[];
  readonly at: Place;
}

export interface ComposeService {
  readonly name: string;
  readonly at: Place;
  readonly image?: ComposeImage;
  readonly build?: ComposeBuild;
  readonly entrypoint?: CommandLine;
  readonly command?: CommandLine;
  readonly env: readonly EnvEntry[];
  /** Paths in the repository. */
  readonly envFiles: readonly { readonly path: string; readonly at: Place }[];
  readonly ports: Workload['ports'];
  readonly volumes: Workload['volumes'];
  readonly healthCheck?: Place;
  readonly dependsOn: readonly string[];
  /** Services that must have ended well before it starts. */
  readonly completes: readonly string[];
  readonly init: boolean;
  readonly replicas?: { readonly count: number; readonly at: Place };
  readonly containerName?: Place;
  /** Names beside its own by which containers find each other: of the container, aliases, links, extra hosts. */
  readonly hostNames: readonly string[];
  /** Described for a swarm, whose routing mesh lets copies share a published port. */
  readonly swarm: boolean;
  readonly pullPolicy?: string;
  readonly restart?: string;
  readonly workingDirectory?: string;
  readonly profiles: readonly string[];
  /** File and service that it takes over from, where that is another file. */
  readonly extends?: { readonly file?: string; readonly service: string };
}

export interface ComposeFile {
  readonly path: string;
  /** By its name and by what it builds; use by the README is judged where all deploy descriptions are known. */
  readonly purpose: Purpose;
  readonly services: readonly ComposeService[];
  /** Containers that stand in no file of the repository can be reached by name. */
  readonly sharesNetworks: boolean;
  /** Where a top-level secret or config takes its content from. */
  readonly secrets: readonly { readonly name: string; readonly file?: string; readonly at: Place }[];
}

export const isComposePath = (path: string): boolean => {
  const name = nameOf(path);
  return /\.ya?ml$/i.test(name) && /(?:^|[._-])(?:compose|stack)(?:[._-]|$)/i.test(name);
};

/** `undefined` for a file that has no services. */
export const readCompose = async (
  text: string,
  path: string,
): Promise<{ readonly file?: ComposeFile; readonly problems: readonly Problem[] }> => {
  const { documents, problems } = await readYaml(text, path);
  const root = documents[0];
  const listed = at(root, 'services');
  // Version 1 files have the services at the top level.
  const services = listed ?? (entriesOf(root).some(({ value }) => isService(value)) ? root : undefined);
  if (services?.kind !== 'map') return { problems };
  const raw = new Map(entriesOf(services).map((entry) => [entry.key, entry]));
  const folder = folderOf(path);
  const read = [...raw.values()].map((entry) => serviceOf(entry, raw, folder));
  const secrets = (['secrets', 'configs'] as const).flatMap((key) =>
    entriesOf(at(root, key)).map((entry) => {
      const file = textOf(at(entry.value, 'file'));
      return { name: entry.key, file: file && joinPath(folder, expandDefaults(file)), at: entry.at };
    }),
  );
  const developmentBuild = read.some(
    ({ build }) =>
      build !== undefined &&
      [build.dockerfile, build.target].some(
        (name) => name !== undefined && purposeOfPath(name) === 'development',
      ),
  );
  const purpose = purposeOfPath(path) ?? (developmentBuild ? 'development' : 'deploy');
  const sharesNetworks =
    at(root, 'include') !== undefined ||
    entriesOf(at(root, 'networks')).some(({ value }) => at(value, 'external') !== undefined) ||
    entriesOf(services).some(({ value }) => at(value, 'network_mode') !== undefined);
  return { file: { path, purpose, services: read, sharesNetworks, secrets }, problems };
};

const isService = (node: YamlNode): boolean =>
  at(node, 'image') !== undefined || at(node, 'build') !== undefined;
const expandDefaults = (text: string): string => expand(text, () => undefined).text;

type Entry = { readonly key: string; readonly value: YamlNode; readonly at: Place };

const serviceOf = (entry: Entry, raw: ReadonlyMap<string, Entry>, folder: string): ComposeService => {
  const layers = [entry.value];
  let elsewhere: ComposeService['extends'];
  // `extends` of the same file is a layer below; each name is taken once, so that a loop ends.
  const seen = new Set([entry.key]);
  for (let node = at(entry.value, 'extends'); node; ) {
    const file = textOf(at(node, 'file'));
    const service = textOf(node) ?? textOf(at(node, 'service'));
    if (service === undefined) break;
    if (file !== undefined) {
      elsewhere = { file: joinPath(folder, expandDefaults(file)), service };
      break;
    }
    const below = raw.get(service);
    if (!below || seen.has(service)) break;
    seen.add(service);
    layers.push(below.value);
    node = at(below.value, 'extends');
  }
  const services = layers.map((layer) => readService(entry, layer, folder));
  const merged = services.reduceRight((below, above) => overlay(below, above));
  return { ...merged, extends: elsewhere };
};

/** The upper service over the lower one, as compose merges files and `extends`. */
export const overlay = (below: ComposeService, above: ComposeService): ComposeService => ({
  name: above.name,
  at: above.at,
  image: above.image ?? below.image,
  build: above.build ?? below.build,
  entrypoint: above.entrypoint ?? below.entrypoint,
  command: above.command ?? below.command,
  env: [...below.env.filter(({ name }) => !above.env.some((entry) => entry.name === name)), ...above.env],
  envFiles: [...below.envFiles, ...above.envFiles],
  ports: [...below.ports, ...above.ports],
  volumes: [
    ...below.volumes.filter(({ target }) => !above.volumes.some((volume) => volume.target === target)),
    ...above.volumes,
  ],
  healthCheck: above.healthCheck ?? below.healthCheck,
  dependsOn: [...new Set([...below.dependsOn, ...above.dependsOn])],
  completes: [...below.completes, ...above.completes],
  init: above.init || below.init,
  replicas: above.replicas ?? below.replicas,
  containerName: above.containerName ?? below.containerName,
  hostNames: [...below.hostNames, ...above.hostNames],
  swarm: above.swarm || below.swarm,
  pullPolicy: above.pullPolicy ?? below.pullPolicy,
  restart: above.restart ?? below.restart,
  workingDirectory: above.workingDirectory ?? below.workingDirectory,
  profiles: [...below.profiles, ...above.profiles],
  extends: above.extends ?? below.extends,
});

const readService = (entry: Entry, node: YamlNode, folder: string): ComposeService => {
  const image = at(node, 'image');
  const reference = textOf(image);
  const healthCheck = at(node, 'healthcheck');
  const disabled =
    textOf(at(healthCheck, 'disable')) === 'true' || textsOf(at(healthCheck, 'test'))[0] === 'NONE';
  const dependsOn = at(node, 'depends_on');
  const replicas = at(node, 'deploy', 'replicas') ?? at(node, 'scale');
  const count = Number.parseInt(expandDefaults(textOf(replicas) ?? ''), 10);
  const interpolation = expand(reference ?? '', () => undefined);
  return {
    name: entry.key,
    at: entry.at,
    image:
      image && reference !== undefined
        ? {
            reference,
            expanded: interpolation.text,
            interpolated: interpolation.variables.length > 0,
            substituted: !interpolation.resolved,
            at: image.at,
          }
        : undefined,
    build: buildOf(at(node, 'build'), folder),
    entrypoint: commandOf(at(node, 'entrypoint')),
    command: commandOf(at(node, 'command')),
    env: environmentOf(at(node, 'environment')),
    envFiles: envFilesOf(at(node, 'env_file'), folder),
    ports: portsOf(at(node, 'ports')),
    volumes: volumesOf(at(node, 'volumes'), at(node, 'tmpfs')),
    healthCheck: healthCheck && !disabled ? healthCheck.at : undefined,
    dependsOn:
      dependsOn?.kind === 'map' ? entriesOf(dependsOn).map(({ key }) => key) : [...textsOf(dependsOn)],
    completes: entriesOf(dependsOn)
      .filter(({ value }) => textOf(at(value, 'condition')) === 'service_completed_successfully')
      .map(({ key }) => key),
    init: textOf(at(node, 'init')) === 'true',
    replicas: replicas && !Number.isNaN(count) ? { count, at: replicas.at } : undefined,
    containerName: at(node, 'container_name')?.at,
    hostNames: hostNamesOf(node),
    swarm: ['update_config', 'rollback_config', 'placement', 'mode', 'endpoint_mode'].some(
      (key) => at(node, 'deploy', key) !== undefined,
    ),
    pullPolicy: textOf(at(node, 'pull_policy')),
    restart: textOf(at(node, 'restart')),
    workingDirectory: textOf(at(node, 'working_dir')),
    profiles: textsOf(at(node, 'profiles')),
  };
};

const hostNamesOf = (node: YamlNode): readonly string[] => {
  const own = ['container_name', 'hostname'].flatMap((key) => textOf(at(node, key)) ?? []);
  const aliases = entriesOf(at(node, 'networks')).flatMap(({ value }) => textsOf(at(value, 'aliases')));
  const links = ['links', 'external_links']
    .flatMap((key) => textsOf(at(node, key)))
    .map((link) => link.split(':').at(-1));
  const hosts = at(node, 'extra_hosts');
  const told =
    hosts?.kind === 'map'
      ? entriesOf(hosts).map(({ key }) => key)
      : textsOf(hosts).map((entry) => entry.split(/[:=]/)[0]);
  return [...own, ...aliases, ...links, ...told].map((name) => expandDefaults(name ?? ''));
};

const buildOf = (node: YamlNode | undefined, folder: string): ComposeBuild | undefined => {
  if (!node || (node.kind === 'scalar' && node.value === null)) return undefined;
  const written = expandDefaults(textOf(node) ?? textOf(at(node, 'context')) ?? '.');
  const isLocal = !/^(?:https?:|git@|git:|ssh:|github\.com)/.test(written);
  const context = isLocal ? joinPath(folder, written) : undefined;
  const named = textOf(at(node, 'dockerfile'));
  const inline = at(node, 'dockerfile_inline') !== undefined;
  return {
    context,
    dockerfile:
      context === undefined || inline
        ? undefined
        : joinPath(context, named === undefined ? 'Dockerfile' : expandDefaults(named)),
    target: textOf(at(node, 'target')),
    arguments: environmentOf(at(node, 'args')),
    at: node.at,
  };
};

/** A string is split as a shell would, without a shell: compose starts it in exec form. */
export const commandOf = (node: YamlNode | undefined): CommandLine | undefined => {
  if (!node) return undefined;
  if (node.kind === 'list')
    return { form: 'exec', words: node.items.flatMap((item) => textOf(item) ?? []), at: node.at };
  const text = textOf(node);
  return text === undefined ? undefined : { form: 'exec', words: splitWords(text), at: node.at };
};

/** Words of a command line without a shell: quotes group, backslash escapes. */
export const splitWords = (text: string): readonly string[] => {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote) {
      if (character === quote) quote = undefined;
      else if (character === '\\' && quote === '"' && /["\\$`]/.test(text[index + 1] ?? ''))
        word += text[++index] ?? '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      const next = text[++index] ?? '';
      if (next !== '\n') word = (word ?? '') + next;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
};

const environmentOf = (node: YamlNode | undefined): readonly EnvEntry[] => {
  if (node?.kind === 'map')
    return entriesOf(node).map(({ key, value, at: place }) => envEntry(key, textOf(value), place));
  return itemsOf(node).flatMap((item) => {
    const text = textOf(item);
    if (text === undefined) return [];
    const equals = text.indexOf('=');
    return equals < 0
      ? [envEntry(text, undefined, item.at)]
      : [envEntry(text.slice(0, equals), text.slice(equals + 1), item.at)];
  });
};

const envEntry = (name: string, written: string | undefined, place: Place): EnvEntry => {
  if (written === undefined) return { name, source: 'interpolation', at: place };
  const { text, resolved, variables } = expand(written, () => undefined);
  if (variables.length === 0) return { name, value: text, source: 'literal', at: place };
  return { name, value: resolved ? text : undefined, source: 'interpolation', at: place };
};

const envFilesOf = (node: YamlNode | undefined, folder: string): ComposeService['envFiles'] => {
  const nodes = node?.kind === 'list' ? node.items : node ? [node] : [];
  return nodes.flatMap((each) => {
    const text = textOf(each) ?? textOf(at(each, 'path'));
    const path = text === undefined ? undefined : joinPath(folder, expandDefaults(text));
    return path === undefined ? [] : [{ path, at: each.at }];
  });
};

const portsOf = (node: YamlNode | undefined): Workload['ports'] =>
  itemsOf(node).map((item) => {
    const written = textOf(item);
    if (written === undefined) {
      const target = Number.parseInt(expandDefaults(textOf(at(item, 'target')) ?? ''), 10);
      return {
        container: Number.isNaN(target) ? undefined : target,
        host: textOf(at(item, 'published')),
        at: item.at,
      };
    }
    const parts = splitPort(written.replace(/\/(?:tcp|udp)$/, ''));
    const container = Number.parseInt(expandDefaults(parts.at(-1) ?? ''), 10);
    return {
      container: Number.isNaN(container) ? undefined : container,
      host: parts.length > 1 ? parts.at(-2) : undefined,
      at: item.at,
    };
  });

/** At colons outside of `${…}`. */
const splitPort = (text: string): readonly string[] => {
  const parts = [''];
  let open = 0;
  for (const character of text) {
    if (character === '{') open++;
    if (character === '}') open--;
    if (character === ':' && open === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
};

const volumesOf = (node: YamlNode | undefined, tmpfs: YamlNode | undefined): Workload['volumes'] => {
  const volumes = itemsOf(node).flatMap((item): Workload['volumes'] => {
    const written = textOf(item);
    if (written === undefined) {
      const target = textOf(at(item, 'target'));
      if (target === undefined) return [];
      const type = textOf(at(item, 'type'));
      const source = textOf(at(item, 'source'));
      const kind = type === 'tmpfs' ? 'memory' : type === 'bind' ? 'bind' : 'named';
      return [{ target, source, kind, at: item.at }];
    }
    const parts = splitPort(written);
    const [first = '', second] = parts;
    if (second === undefined) return [{ target: first, kind: 'named', at: item.at }];
    const kind = /^[./~]|^\$/.test(first) ? 'bind' : 'named';
    return [{ target: second, source: first, kind, at: item.at }];
  });
  const memory = (tmpfs?.kind === 'list' ? tmpfs.items : tmpfs ? [tmpfs] : []).flatMap(
    (item): Workload['volumes'] => {
      const target = textOf(item)?.split(':', 1)[0];
      return target === undefined ? [] : [{ target, kind: 'memory', at: item.at }];
    },
  );
  return [...volumes, ...memory];
};
