/** Manifests that contradict each other, where all of what they speak of is visible. */
import type { Artifacts } from '../artifacts/artifacts.ts';
import type { ComposeFile } from '../artifacts/compose.ts';
import type { Container, PodOwner } from '../artifacts/kubernetes.ts';
import type { BackingService, Contradiction, EnvEntry, Listen } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { attributed } from './attribution.ts';
import { serviceOfImage } from './known-images.ts';
import { purposesOf } from './purposes.ts';

export const gatherContradictions: Gatherer<'contradictions'> = async (context) => {
  const artifacts = await context.artifacts();
  const { services, containers } = await attributed(context);
  const purposes = await purposesOf(context);
  const attached = (await context.fact('backingServices')).filter(({ usedIn }) => usedIn === 'deploy');
  const listens = await context.fact('listens');
  const found: Contradiction[] = [];

  const composed = new Set(
    artifacts.compose.flatMap((file) =>
      file.services.flatMap(({ name, hostNames }) => [name, ...hostNames]).map((name) => name.toLowerCase()),
    ),
  );
  for (const { file, service, own } of services) {
    if (!own || purposes.compose(file) !== 'deploy' || reachesOutside(file)) continue;
    for (const { entry, host } of addresses(service.env, attached))
      if (!composed.has(host))
        found.push({
          at: entry.at,
          message: `\`${entry.name}\` points to \`${host}\`, but no service of that name exists.`,
          about: 'address',
        });
  }
  for (const { owner, container, own } of containers) {
    if (!own || container.init || purposes.path(owner.resource.at.path) !== 'deploy') continue;
    found.push(
      ...misnamedServices(container, attached, artifacts.kubernetes),
      ...deafProbes(owner, container, listens),
    );
  }
  return found;
};

/** Names of other projects' containers resolve where networks are shared with them. */
const reachesOutside = ({ sharesNetworks, services }: ComposeFile): boolean =>
  sharesNetworks || services.some(({ extends: below }) => below?.file !== undefined);

/** Entries that locate a service that the app attaches, with the bare name of a neighbour as host. */
const addresses = (env: readonly EnvEntry[], attached: readonly BackingService[]) =>
  env.flatMap((entry) => {
    const service = attached.find(({ address }) => address.variables.includes(entry.name));
    const host = entry.source === 'literal' ? hostOf(entry.name, entry.value ?? '') : undefined;
    return service && host !== undefined ? [{ entry, host, kind: service.kind }] : [];
  });

/** A name with dots leads elsewhere, and so may one that waits to be replaced. */
const hostOf = (name: string, value: string): string | undefined => {
  const host =
    /^(?:jdbc:)?[a-z][a-z0-9+.-]{1,20}:\/\/(?:[^\s@/]*@)?([a-z0-9-]{1,63})(?::\d{1,5})?(?:[/?]|$)/i.exec(
      value,
    )?.[1] ??
    /^([a-z][a-z0-9-]{0,62}):\d{2,5}$/i.exec(value)?.[1] ??
    (/(?:^|_)(?:HOST|HOSTNAME|SERVER)$/.test(name)
      ? /^([a-z][a-z0-9-]{0,62})$/i.exec(value)?.[1]
      : undefined);
  return host === undefined || /^(?:localhost$|\d+$|your|change|example|placeholder|replace)/i.test(host)
    ? undefined
    : host.toLowerCase();
};

/**
 * A cluster holds what no repository shows, so a missing Service alone says nothing. Where the repository itself runs
 * a service of the kind, behind Services of its own, one under another name is the one that was meant.
 */
const misnamedServices = (
  container: Container,
  attached: readonly BackingService[],
  { resources, owners, kustomizations, charts }: Artifacts['kubernetes'],
): readonly Contradiction[] => {
  if (charts.length > 0 || kustomizations.length > 0) return [];
  const names = new Set(resources.filter(({ kind }) => kind === 'Service').map(({ name }) => name));
  const kinds = new Set(
    owners.flatMap((owner) =>
      owner.containers.flatMap(({ image }) => (image && serviceOfImage(image.reference)) ?? []),
    ),
  );
  return addresses(container.env, attached)
    .filter(({ host, kind }) => names.size > 0 && kinds.has(kind) && !names.has(host))
    .map(({ entry, host, kind }) => ({
      at: entry.at,
      message: `\`${entry.name}\` points to \`${host}\`, but the Service of ${kind} has another name.`,
      about: 'address',
    }));
};

const deafProbes = (
  { containers }: PodOwner,
  { probes, ports, portNames, env }: Container,
  listens: readonly Listen[],
): readonly Contradiction[] => {
  const alone = containers.filter(({ init }) => !init).length === 1;
  const bound = listens.map(({ port }) => (port.from === 'literal' ? port.literal : undefined));
  const mayListen = (port: string): boolean =>
    // A declared port is documentation: only one that is undeclared and bound by nothing is surely deaf.
    !alone ||
    bound.length === 0 ||
    bound.some((each) => each === undefined || !/^\d+$/.test(each) || each === port) ||
    ports.length === 0 ||
    ports.some(({ container }) => container === undefined || String(container) === port) ||
    env.some(({ value }) => value === undefined || value.includes(port));
  return probes
    .filter(({ port }) => !port.includes('$'))
    .filter(({ port }) => (/^\d+$/.test(port) ? !mayListen(port) : !portNames.includes(port)))
    .map(({ port, at }) => ({
      at,
      message: `a probe asks port \`${port}\`, which the container neither declares nor opens.`,
      about: 'probe',
    }));
};
