/** Manifests that contradict each other, where all of what they speak of is visible. */
import type { Artifacts } from '../artifacts/artifacts.ts';
import { labelsOf } from '../artifacts/kubernetes.ts';
import { at, entriesOf, itemsOf, textOf } from '../artifacts/yaml.ts';
import type { Contradiction } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { attributed } from './attribution.ts';

export const gatherContradictions: Gatherer<'contradictions'> = async (context) => {
  const artifacts = await context.artifacts();
  const { services } = await attributed(context);
  const found: Contradiction[] = [];
  for (const { file, service, own } of services) {
    if (!own || service.build === undefined) continue;
    const names = new Set(artifacts.compose.flatMap((each) => each.services.map(({ name }) => name)));
    for (const { name, value, at: place, source } of service.env) {
      if (source !== 'literal' || value === undefined) continue;
      const host = hostOf(name, value);
      if (
        host !== undefined &&
        !names.has(host) &&
        !file.services.some(({ containerName, name: other }) => containerName !== undefined && other === host)
      )
        found.push({
          at: place,
          message: `\`${name}\` points to \`${host}\`, but no service of that name exists.`,
          about: 'address',
        });
    }
  }
  found.push(...kubernetesContradictions(artifacts));
  return found;
};

/** A bare service name in an address; names with dots or of the machine itself lead elsewhere. */
const hostOf = (name: string, value: string): string | undefined => {
  const url = /^[a-z][a-z0-9+.-]{1,20}:\/\/(?:[^\s@/]*@)?([a-z0-9-]{1,63})(?::\d{1,5})?(?:[/?]|$)/i.exec(
    value,
  )?.[1];
  const host =
    url ?? (/(?:^|_)(?:HOST|HOSTNAME)$/.test(name) ? /^([a-z][a-z0-9-]{0,62})$/.exec(value)?.[1] : undefined);
  return host === undefined || host === 'localhost' || /^\d+$/.test(host) || host.startsWith('host')
    ? undefined
    : host;
};

const kubernetesContradictions = (artifacts: Artifacts): readonly Contradiction[] => {
  const { resources, owners, kustomizations, charts } = artifacts.kubernetes;
  const isWhole = charts.length === 0 && !kustomizations.some(({ remote }) => remote);
  if (!isWhole || owners.length === 0) return [];
  const found: Contradiction[] = [];
  const addsLabels = kustomizations.length > 0;
  for (const { kind, name, apiVersion, node } of resources) {
    if (kind !== 'Service' || apiVersion !== 'v1') continue;
    const selector = labelsOf(at(node, 'spec', 'selector'));
    if (selector.size === 0) continue;
    const selected = owners.filter(({ labels }) =>
      [...selector].every(([key, value]) => labels.get(key) === value),
    );
    const place = at(node, 'spec', 'selector')?.at;
    if (selected.length === 0) {
      if (!addsLabels && place)
        found.push({
          at: place,
          message: `the Service \`${name}\` selects labels that no workload bears.`,
          about: 'address',
        });
      continue;
    }
    for (const port of itemsOf(at(node, 'spec', 'ports'))) {
      const target = at(port, 'targetPort') ?? at(port, 'port');
      const written = textOf(target);
      if (!target || written === undefined) continue;
      const declared = selected.flatMap(({ containers }) =>
        containers.flatMap(({ ports }) => ports.map(({ container }) => container)),
      );
      const names = selected.flatMap(({ containers }) => containers.flatMap(({ portNames }) => portNames));
      const isNumber = /^\d+$/.test(written);
      // A port that no container declares may be open all the same; one beside other declared ports is a mistake.
      if (
        isNumber
          ? declared.length > 0 && !declared.includes(Number(written))
          : names.length > 0 && !names.includes(written)
      )
        found.push({
          at: target.at,
          message: `the Service \`${name}\` targets port \`${written}\`, which its containers do not declare.`,
          about: 'port',
        });
    }
  }
  const configMaps = new Set([
    ...resources.filter(({ kind }) => kind === 'ConfigMap').map(({ name }) => name),
    ...kustomizations.flatMap(({ generated }) => generated.map(({ name }) => name)),
  ]);
  // Without any ConfigMap in the repository they come from elsewhere; Secrets are made outside on purpose.
  if (configMaps.size > 0)
    for (const { containers } of owners)
      for (const { references } of containers)
        for (const { kind, name, optional, at: place } of references)
          if (kind === 'ConfigMap' && !optional && !configMaps.has(name) && name !== 'kube-root-ca.crt')
            found.push({
              at: place,
              message: `refers to the ConfigMap \`${name}\`, which nothing defines.`,
              about: 'secret',
            });
  for (const { kind, name, node } of resources) {
    if (kind !== 'Secret' && kind !== 'SealedSecret' && kind !== 'ExternalSecret') continue;
    const data = entriesOf(at(node, kind === 'Secret' ? 'data' : 'spec'));
    const keys = new Set([...data, ...entriesOf(at(node, 'stringData'))].map(({ key }) => key));
    if (kind !== 'Secret' || keys.size === 0) continue;
    for (const { resource } of owners)
      for (const { key, at: place } of secretKeys(resource.node, name))
        if (!keys.has(key))
          found.push({
            at: place,
            message: `reads the key \`${key}\` of the Secret \`${name}\`, which has none of that name.`,
            about: 'secret',
          });
  }
  return found;
};

const secretKeys = (
  node: Parameters<typeof at>[0],
  name: string,
): readonly { readonly key: string; readonly at: Contradiction['at'] }[] => {
  const pod =
    at(node, 'spec', 'template', 'spec') ??
    at(node, 'spec', 'jobTemplate', 'spec', 'template', 'spec') ??
    at(node, 'spec');
  return ['containers', 'initContainers'].flatMap((list) =>
    itemsOf(at(pod, list)).flatMap((container) =>
      itemsOf(at(container, 'env')).flatMap((entry) => {
        const reference = at(entry, 'valueFrom', 'secretKeyRef');
        const key = textOf(at(reference, 'key'));
        return reference &&
          key !== undefined &&
          textOf(at(reference, 'name')) === name &&
          textOf(at(reference, 'optional')) !== 'true'
          ? [{ key, at: reference.at }]
          : [];
      }),
    ),
  );
};
