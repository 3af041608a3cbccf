/** Kubernetes manifests: resources of plain files and Helm charts, kustomizations with what they rename and generate. */
import type { Place, Problem } from '../../engine/place.ts';
import type { CommandLine, EnvEntry, Workload } from '../facts.ts';
import { folderOf, joinPath, nameOf } from './paths.ts';
import { at, itemsOf, readYaml, textOf, textsOf, type YamlNode } from './yaml.ts';

export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly at: Place;
  readonly node: YamlNode;
  /** The folder of the chart that renders it. */
  readonly chart?: string;
}

export interface Container {
  readonly name: string;
  readonly init: boolean;
  readonly image?: { readonly reference: string; readonly at: Place };
  /** Kubernetes' `command`, which overrides the image's ENTRYPOINT. */
  readonly entrypoint?: CommandLine;
  /** Kubernetes' `args`, which overrides the image's CMD. */
  readonly command?: CommandLine;
  /** What runs in the container as it starts, beside its command. */
  readonly postStart?: CommandLine;
  readonly env: readonly EnvEntry[];
  /** References to ConfigMaps and Secrets, by `envFrom`, `valueFrom` and volumes. */
  readonly references: readonly Reference[];
  readonly ports: Workload['ports'];
  /** Names of ports, for probes that ask them by name. */
  readonly portNames: readonly string[];
  /** The ports that probes ask, by name or number as written. */
  readonly probes: readonly { readonly port: string; readonly at: Place }[];
  readonly volumes: Workload['volumes'];
  readonly readiness?: Place;
  readonly liveness?: Place;
  readonly at: Place;
}

export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

/** A resource that runs pods. */
export interface PodOwner {
  readonly resource: Resource;
  readonly containers: readonly Container[];
  readonly replicas?: { readonly count: number; readonly at: Place };
  readonly strategy?: { readonly type: string; readonly at: Place };
  readonly hostPorts: readonly Place[];
}

export interface Kustomization {
  readonly path: string;
  readonly folder: string;
  readonly images: readonly {
    readonly name: string;
    readonly newName?: string;
    readonly newTag?: string;
    readonly digest?: string;
    readonly at: Place;
  }[];
  readonly resources: readonly string[];
  /** Files that change resources and stand for none of their own. */
  readonly patches: readonly string[];
  /** ConfigMaps and Secrets that it makes, with the files they are made from. */
  readonly generated: readonly {
    readonly kind: 'ConfigMap' | 'Secret';
    readonly name: string;
    readonly literals: readonly { readonly name: string; readonly value: string; readonly at: Place }[];
    readonly files: readonly string[];
    readonly at: Place;
  }[];
}

export interface Chart {
  readonly folder: string;
  readonly values: { readonly path: string; readonly node: YamlNode } | undefined;
  /** Version of the app in Chart.yaml. */
  readonly appVersion?: string;
  /** Templates that couldn't be rendered: what they hold is told from their text alone. */
  readonly templates: readonly HelmTemplate[];
}

/** A Helm template, read without rendering: the lines that stand on their own. */
export interface HelmTemplate {
  readonly path: string;
  readonly kinds: readonly { readonly kind: string; readonly at: Place }[];
  readonly images: readonly { readonly reference: string; readonly at: Place }[];
  readonly readiness?: Place;
  readonly liveness?: Place;
  readonly startup?: Place;
}

export interface KubernetesFile {
  readonly path: string;
  readonly resources: readonly Resource[];
}

/** A cheap look before parsing: the two fields that every resource has. */
export const looksLikeKubernetes = (text: string): boolean =>
  /^\s{0,8}"?apiVersion"?\s*:/m.test(text) && /^\s{0,8}"?kind"?\s*:/m.test(text);

export const isKustomizationPath = (path: string): boolean =>
  /^kustomization(?:\.ya?ml)?$/i.test(nameOf(path));

export const readKubernetes = async (
  text: string,
  path: string,
  sources?: readonly number[],
): Promise<{ readonly file: KubernetesFile; readonly problems: readonly Problem[] }> => {
  const { documents, problems } = await readYaml(text, path, sources);
  const resources: Resource[] = [];
  const open = [...documents];
  for (let node = open.shift(); node; node = open.shift()) {
    const kind = textOf(at(node, 'kind'));
    const apiVersion = textOf(at(node, 'apiVersion'));
    if (!kind || !apiVersion) continue;
    if (kind.endsWith('List') && at(node, 'items')) {
      open.unshift(...itemsOf(at(node, 'items')));
      continue;
    }
    const metadata = at(node, 'metadata');
    resources.push({
      apiVersion,
      kind,
      name: textOf(at(metadata, 'name')) ?? textOf(at(metadata, 'generateName')) ?? '',
      namespace: textOf(at(metadata, 'namespace')),
      at: at(node, 'kind')?.at ?? node.at,
      node,
    });
  }
  return { file: { path, resources }, problems };
};

const POD_OWNERS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Pod',
  'Rollout',
]);

/** The pods that a resource runs; `undefined` for a resource that runs none. Knative's Services count. */
export const podOwnerOf = (resource: Resource): PodOwner | undefined => {
  const { kind, node } = resource;
  const knative = kind === 'Service' && resource.apiVersion.startsWith('serving.knative.dev');
  if (!POD_OWNERS.has(kind) && !knative) return undefined;
  const spec = at(node, 'spec');
  const template =
    kind === 'Pod'
      ? node
      : kind === 'CronJob'
        ? at(spec, 'jobTemplate', 'spec', 'template')
        : at(spec, 'template');
  const pod = at(template, 'spec');
  const volumes = new Map(
    itemsOf(at(pod, 'volumes')).map((volume) => [textOf(at(volume, 'name')) ?? '', volume]),
  );
  const claims = new Set(
    itemsOf(at(spec, 'volumeClaimTemplates')).map((claim) => textOf(at(claim, 'metadata', 'name'))),
  );
  const containers = (['initContainers', 'containers'] as const).flatMap((key) =>
    itemsOf(at(pod, key)).map((container) =>
      containerOf(container, key === 'initContainers', volumes, claims),
    ),
  );
  const replicas = at(spec, 'replicas');
  const count = Number(textOf(replicas));
  const strategy = at(spec, 'strategy', 'type') ?? at(spec, 'updateStrategy', 'type');
  return {
    resource,
    containers,
    replicas: replicas && Number.isInteger(count) ? { count, at: replicas.at } : undefined,
    strategy: strategy && { type: textOf(strategy) ?? '', at: strategy.at },
    hostPorts: itemsOf(at(pod, 'containers')).flatMap((container) =>
      itemsOf(at(container, 'ports')).flatMap((port) => at(port, 'hostPort')?.at ?? []),
    ),
  };
};

const containerOf = (
  node: YamlNode,
  init: boolean,
  volumes: ReadonlyMap<string, YamlNode>,
  claims: ReadonlySet<string | undefined>,
): Container => {
  const image = at(node, 'image');
  const reference = textOf(image);
  const references: Reference[] = [];
  const env = itemsOf(at(node, 'env')).flatMap((entry): EnvEntry[] => {
    const name = textOf(at(entry, 'name'));
    if (name === undefined) return [];
    const value = at(entry, 'value');
    const from = at(entry, 'valueFrom');
    for (const [key, kind] of [
      ['secretKeyRef', 'Secret'],
      ['configMapKeyRef', 'ConfigMap'],
    ] as const) {
      const reference = at(from, key);
      const target = textOf(at(reference, 'name'));
      if (reference && target !== undefined) {
        references.push({ kind, name: target });
        return [{ name, source: kind === 'Secret' ? 'secret' : 'configMap', at: entry.at }];
      }
    }
    if (from) return [{ name, source: 'field', at: entry.at }];
    return [{ name, value: textOf(value) ?? '', source: 'literal', at: (value ?? entry).at }];
  });
  for (const entry of itemsOf(at(node, 'envFrom'))) {
    for (const [key, kind] of [
      ['secretRef', 'Secret'],
      ['configMapRef', 'ConfigMap'],
    ] as const) {
      const reference = at(entry, key);
      const name = textOf(at(reference, 'name'));
      if (name !== undefined) references.push({ kind, name });
    }
  }
  const mounts = itemsOf(at(node, 'volumeMounts')).flatMap((mount): Workload['volumes'] => {
    const name = textOf(at(mount, 'name'));
    const target = textOf(at(mount, 'mountPath'));
    if (name === undefined || target === undefined) return [];
    const volume = volumes.get(name);
    const secret = textOf(at(volume, 'secret', 'secretName'));
    const config = textOf(at(volume, 'configMap', 'name'));
    if (secret !== undefined) references.push({ kind: 'Secret', name: secret });
    if (config !== undefined) references.push({ kind: 'ConfigMap', name: config });
    const kind =
      claims.has(name) || at(volume, 'persistentVolumeClaim') || at(volume, 'ephemeral')
        ? 'claim'
        : at(volume, 'hostPath')
          ? 'bind'
          : at(volume, 'emptyDir')
            ? 'memory'
            : 'config';
    return [{ target, source: secret ?? config ?? name, kind, at: mount.at }];
  });
  const ports = itemsOf(at(node, 'ports'));
  const listed = (...keys: readonly string[]): CommandLine | undefined => {
    const value = at(node, ...keys);
    return value && { form: 'exec', words: textsOf(value), at: value.at };
  };
  return {
    name: textOf(at(node, 'name')) ?? '',
    init,
    image: image && reference !== undefined ? { reference, at: image.at } : undefined,
    entrypoint: listed('command'),
    command: listed('args'),
    postStart: listed('lifecycle', 'postStart', 'exec', 'command'),
    env,
    references,
    ports: ports.map((port) => {
      const number = Number(textOf(at(port, 'containerPort')));
      return {
        container: Number.isInteger(number) ? number : undefined,
        host: textOf(at(port, 'hostPort')),
        at: port.at,
      };
    }),
    portNames: ports.flatMap((port) => textOf(at(port, 'name')) ?? []),
    probes: ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((probe) =>
      ['httpGet', 'tcpSocket', 'grpc'].flatMap((way) => {
        const port = at(node, probe, way, 'port');
        const written = textOf(port);
        return port && written !== undefined ? [{ port: written, at: port.at }] : [];
      }),
    ),
    volumes: mounts,
    readiness: at(node, 'readinessProbe')?.at,
    liveness: at(node, 'livenessProbe')?.at ?? at(node, 'startupProbe')?.at,
    at: node.at,
  };
};

export const readKustomization = async (
  text: string,
  path: string,
): Promise<{ readonly file?: Kustomization; readonly problems: readonly Problem[] }> => {
  const { documents, problems } = await readYaml(text, path);
  const root = documents[0];
  if (!root) return { problems };
  const folder = folderOf(path);
  const entries = ['resources', 'bases', 'components'].flatMap((key) => textsOf(at(root, key)));
  const inRepo = (relative: string): readonly string[] => [joinPath(folder, relative) ?? []].flat();
  const patchFiles = [
    ...textsOf(at(root, 'patchesStrategicMerge')),
    ...[...itemsOf(at(root, 'patches')), ...itemsOf(at(root, 'patchesJson6902'))].flatMap(
      (patch) => textOf(at(patch, 'path')) ?? [],
    ),
  ];
  const generated = (
    [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ] as const
  ).flatMap(([key, kind]) =>
    itemsOf(at(root, key)).map((generator) => ({
      kind,
      name: textOf(at(generator, 'name')) ?? '',
      literals: itemsOf(at(generator, 'literals')).flatMap((literal) => {
        const written = textOf(literal) ?? '';
        const equals = written.indexOf('=');
        if (equals < 0) return [];
        return [{ name: written.slice(0, equals), value: written.slice(equals + 1), at: literal.at }];
      }),
      files: ['envs', 'env', 'files']
        .flatMap((list) => textsOf(at(generator, list)))
        .flatMap((file) => inRepo(file.slice(file.indexOf('=') + 1))),
      at: generator.at,
    })),
  );
  return {
    file: {
      path,
      folder,
      images: itemsOf(at(root, 'images')).map((image) => ({
        name: textOf(at(image, 'name')) ?? '',
        newName: textOf(at(image, 'newName')),
        newTag: textOf(at(image, 'newTag')),
        digest: textOf(at(image, 'digest')),
        at: image.at,
      })),
      resources: entries.flatMap(inRepo),
      patches: patchFiles.flatMap(inRepo),
      generated,
    },
    problems,
  };
};

const unquoted = (text: string): string =>
  text.length > 1 && /^["']/.test(text) && text.endsWith(text[0] ?? '') ? text.slice(1, -1) : text;

/** What stands in a template's lines as it is; control lines and values are left to the chart's values. */
export const readHelmTemplate = (text: string, path: string): HelmTemplate => {
  const kinds: { kind: string; at: Place }[] = [];
  const images: { reference: string; at: Place }[] = [];
  const places = new Map<string, Place>();
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.length > 2000 || /^\s*(?:#|\{\{-?\s*\/\*)/.test(line)) continue;
    const place = { path, line: index + 1 };
    const kind = /^kind:\s*["']?([A-Za-z]+)/.exec(line)?.[1];
    if (kind) kinds.push({ kind, at: place });
    const image = /^\s*(?:-\s+)?image:\s*(\S.*)$/.exec(line)?.[1];
    if (image) images.push({ reference: unquoted(image.trim()), at: place });
    const probe = /^\s*(readinessProbe|livenessProbe|startupProbe):/.exec(line)?.[1];
    if (probe && !places.has(probe)) places.set(probe, place);
  }
  return {
    path,
    kinds,
    images,
    readiness: places.get('readinessProbe'),
    liveness: places.get('livenessProbe'),
    startup: places.get('startupProbe'),
  };
};
