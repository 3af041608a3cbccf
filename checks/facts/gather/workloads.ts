/** What orchestrators and images start for this app, and what runs beside it. */
import type { DockerResult } from '../artifacts/dockerfile.ts';
import { resultOf } from '../artifacts/dockerfile.ts';
import { shortName } from '../artifacts/image-reference.ts';
import { folderOf, nameOf } from '../artifacts/paths.ts';
import type { EnvEntry, Workload } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { type AppArtifacts, attributed } from './attribution.ts';
import { isOneShot } from './one-shot.ts';
import { purposesOf } from './purposes.ts';

const none = {
  pinnedToOne: [],
  volumes: [],
  ports: [],
  env: [],
  dependsOn: [],
  healthCheck: {},
  init: false,
} as const;

export const gatherWorkloads: Gatherer<'workloads'> = async (context) => {
  const artifacts = await context.artifacts();
  const mine = await attributed(context);
  const purposes = await purposesOf(context);
  const workloads: Workload[] = [];

  for (const { file, service, own, built } of mine.services) {
    const result = built && resultOf(built.file, built.target);
    const { replicas, containerName } = service;
    const fixed = service.ports.find(({ host }) => host !== undefined && /^[\d.:[\]]+$/.test(host));
    const pinnedToOne = [];
    if (replicas && replicas.count > 1) {
      if (containerName)
        pinnedToOne.push({ reason: '`container_name` stands beside a number of copies', at: containerName });
      if (fixed && !isSwarm(file))
        pinnedToOne.push({ reason: 'a fixed host port stands beside a number of copies', at: fixed.at });
    }
    workloads.push({
      name: service.name,
      at: service.at,
      platform: 'compose',
      kind: 'service',
      oneOff: (own || built !== undefined) && isOneShot(service, file.services),
      purpose: purposes.compose(file),
      own,
      image: service.image?.expanded,
      entrypoint: service.entrypoint,
      command: service.command,
      init: service.init,
      env: service.env,
      ports: service.ports,
      replicas: replicas?.count,
      pinnedToOne,
      volumes: service.volumes,
      healthCheck: { check: service.healthCheck ?? (own ? result?.healthCheck : undefined) },
      dependsOn: service.dependsOn,
    });
  }
  for (const { file } of mine.images) {
    const uses = mine.services.filter(({ built, own }) => own && built?.file === file);
    const oneOff =
      uses.length > 0 && uses.every(({ service, file: { services } }) => isOneShot(service, services));
    workloads.unshift({ ...imageWorkload(resultOf(file)), oneOff });
  }
  const byOwner = new Map<
    AppArtifacts['containers'][number]['owner'],
    AppArtifacts['containers'][number][]
  >();
  for (const each of mine.containers) byOwner.set(each.owner, [...(byOwner.get(each.owner) ?? []), each]);
  for (const [owner, containers] of byOwner) {
    const { resource } = owner;
    const main = containers.filter(({ container }) => !container.init);
    for (const { container, own } of containers) {
      const claims = container.volumes.some(({ kind }) => kind === 'claim');
      const pinnedToOne = own
        ? owner.hostPorts.map((place) => ({ reason: 'a `hostPort` is taken on the node', at: place }))
        : [];
      if (own && claims && owner.strategy?.type === 'Recreate')
        pinnedToOne.push({ reason: '`strategy: Recreate` with a volume of its own', at: owner.strategy.at });
      const data = configData(artifacts, container);
      workloads.push({
        name: main.length > 1 || container.init ? `${resource.name}/${container.name}` : resource.name,
        at: resource.at,
        platform: 'kubernetes',
        kind: container.init ? 'initContainer' : resource.kind,
        oneOff: container.init || resource.kind === 'Job' || resource.kind === 'CronJob',
        purpose: purposes.path(resource.at.path),
        own,
        image: container.image?.reference,
        entrypoint: container.entrypoint,
        command: container.command,
        init: false,
        env: [...container.env, ...data],
        ports: container.ports,
        replicas: owner.replicas?.count,
        pinnedToOne,
        volumes: container.volumes,
        healthCheck: { readiness: container.readiness, liveness: container.liveness },
        dependsOn: [],
      });
    }
  }
  for (const { chart, template, image, own } of mine.templates) {
    const kind = template.kinds.find(({ kind: name }) =>
      /^(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|Rollout)$/.test(name),
    );
    if (!kind) continue;
    workloads.push({
      ...none,
      name: `${nameOf(chart.folder)}/${nameOf(template.path).replace(/\.ya?ml$/, '')}`,
      at: kind.at,
      platform: 'kubernetes',
      kind: kind.kind,
      oneOff: kind.kind === 'Job' || kind.kind === 'CronJob',
      purpose: purposes.path(template.path),
      own,
      image: image.reference,
      healthCheck: { readiness: template.readiness, liveness: template.liveness ?? template.startup },
    });
  }
  for (const platform of mine.platforms) {
    for (const { name, command, oneOff, at } of platform.processes) {
      // A unit that starts containers runs what their own files describe.
      if (/(?:^|\/)(?:docker|podman|nerdctl)(?:-compose)?$/.test(command?.words[0] ?? '')) continue;
      workloads.push({
        ...none,
        name,
        at,
        platform:
          platform.platform === 'procfile'
            ? 'procfile'
            : platform.platform === 'systemd'
              ? 'systemd'
              : platform.canCheckHealth
                ? 'platform'
                : 'procfile',
        kind: oneOff ? 'release' : platform.platform,
        oneOff,
        purpose: platform.purpose,
        own: true,
        command,
        env: platform.env,
        healthCheck: { check: platform.healthCheck },
      });
    }
  }
  return workloads;
};

const isSwarm = ({ path, services }: AppArtifacts['services'][number]['file']): boolean =>
  nameOf(path).includes('stack') || services.some(({ swarm }) => swarm);

const imageWorkload = (result: DockerResult): Workload => {
  const { file, stage, entrypoint, command, healthCheck, variables } = result;
  const folder = folderOf(file.path);
  return {
    ...none,
    name: folder === '.' ? 'image' : shortName(folder),
    at: (entrypoint ?? command)?.at ?? stage.at,
    platform: 'dockerfile',
    kind: 'image',
    oneOff: false,
    purpose: file.purpose,
    own: true,
    image: result.image.expanded,
    entrypoint,
    command,
    env: variables.map(({ name, value, at }): EnvEntry => ({ name, value, source: 'literal', at })),
    ports: result.chain.flatMap(({ exposes }) => exposes.map(({ port, at }) => ({ container: port, at }))),
    volumes: result.chain.flatMap(({ volumes }) =>
      volumes.map(({ target, at }) => ({ target, kind: 'named' as const, at })),
    ),
    healthCheck: { check: healthCheck },
  };
};

/** Literals that reach a container through a ConfigMap of the same repository. */
const configData = (
  artifacts: Awaited<ReturnType<Parameters<Gatherer<'workloads'>>[0]['artifacts']>>,
  container: AppArtifacts['containers'][number]['container'],
): readonly EnvEntry[] => {
  const wanted = new Set(
    container.references.filter(({ kind }) => kind === 'ConfigMap').map(({ name }) => name),
  );
  if (wanted.size === 0) return [];
  return artifacts.kubernetes.kustomizations.flatMap(({ generated }) =>
    generated
      .filter(({ kind, name }) => kind === 'ConfigMap' && wanted.has(name))
      .flatMap(({ literals }) =>
        literals.map(({ name, value, at }): EnvEntry => ({ name, value, source: 'configMap', at })),
      ),
  );
};
