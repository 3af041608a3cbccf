/** Rules that hold between rendered Kubernetes manifests: what refers to what, and the `restricted` pod profile. */

// biome-ignore lint/suspicious/noExplicitAny: manifests are foreign data, read by paths that may be absent.
export type Manifest = any;

const podTemplate = ({ kind, spec }: Manifest): Manifest =>
  ['Deployment', 'StatefulSet', 'Job'].includes(kind)
    ? spec.template
    : kind === 'CronJob'
      ? spec.jobTemplate.spec.template
      : undefined;

const matches = (selector: Record<string, string>, labels: Record<string, string> = {}): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/**
 * Everything that is dangling or too privileged, in words; none where all is well.
 * @param secrets names of Secrets that a documented command creates, with their keys
 */
export const problemsOf = (
  manifests: readonly Manifest[],
  secrets: Readonly<Record<string, readonly string[]>>,
): string[] => {
  const problems: string[] = [];
  const named = (kind: string): Map<string, Manifest> =>
    new Map(
      manifests
        .filter((manifest) => manifest.kind === kind)
        .map((manifest) => [manifest.metadata.name, manifest]),
    );
  const services = named('Service');
  const configMaps = named('ConfigMap');
  const namespaces = named('Namespace');
  const pods = manifests.flatMap((manifest) => {
    const template = podTemplate(manifest);
    return template ? [{ name: `${manifest.kind} ${manifest.metadata.name}`, template, manifest }] : [];
  });
  const says = (name: string, problem: string): void => {
    problems.push(`${name}: ${problem}`);
  };
  const portOf = (container: Manifest, port: string | number): boolean =>
    (container.ports ?? []).some((one: Manifest) => one.name === port || one.containerPort === port);

  for (const { kind, metadata } of manifests) {
    if (!/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/.test(metadata.name))
      says(`${kind} ${metadata.name}`, 'is no RFC 1123 name');
    if (kind !== 'Namespace' && metadata.namespace && !namespaces.has(metadata.namespace))
      says(`${kind} ${metadata.name}`, `the namespace ${metadata.namespace} is not defined`);
  }
  for (const [name, { spec }] of services) {
    const behind = pods.filter(({ template }) => matches(spec.selector, template.metadata.labels));
    if (behind.length === 0) says(`Service ${name}`, 'its selector matches no pod');
    for (const { port, targetPort } of spec.ports) {
      const wanted = targetPort ?? port;
      if (
        !behind.some(({ template }) =>
          template.spec.containers.some((container: Manifest) => portOf(container, wanted)),
        )
      )
        says(`Service ${name}`, `no container has the port ${wanted}`);
    }
  }
  for (const { name, template, manifest } of pods) {
    const { spec } = template;
    const selector = manifest.spec.selector?.matchLabels;
    if (selector && !matches(selector, template.metadata.labels))
      says(name, 'its selector does not match its own pods');
    if (spec.securityContext?.runAsNonRoot !== true) says(name, 'may run as root');
    if (spec.securityContext?.seccompProfile?.type !== 'RuntimeDefault') says(name, 'has no seccomp profile');
    if (spec.hostNetwork || spec.hostPID || spec.hostIPC) says(name, 'shares a namespace of the host');
    for (const volume of spec.volumes ?? [])
      if (volume.hostPath) says(name, `mounts the host's ${volume.hostPath.path}`);
    for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
      if (container.securityContext?.allowPrivilegeEscalation !== false)
        says(name, 'may escalate privileges');
      if (!container.securityContext?.capabilities?.drop?.includes('ALL')) says(name, 'keeps capabilities');
      if (!/(:[^/:]*\d[^/:]*|@sha256:[0-9a-f]{64})$/.test(container.image))
        says(name, `the image ${container.image} names no version`);
      for (const port of container.ports ?? []) {
        if (!Number.isInteger(port.containerPort) || port.containerPort < 1 || port.containerPort > 65535)
          says(name, `${port.containerPort} is no port`);
        if (port.hostPort) says(name, 'takes a port of the host');
      }
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
        const port = container[probe]?.httpGet?.port ?? container[probe]?.tcpSocket?.port;
        if (port !== undefined && !portOf(container, port))
          says(name, `its ${probe} asks the port ${port}, which it doesn't have`);
      }
      for (const { configMapRef, secretRef } of container.envFrom ?? []) {
        if (configMapRef && !configMaps.has(configMapRef.name))
          says(name, `the ConfigMap ${configMapRef.name} is not defined`);
        if (secretRef && !secrets[secretRef.name]) says(name, `nothing creates the Secret ${secretRef.name}`);
      }
      for (const { name: variable, value, valueFrom } of container.env ?? []) {
        const secret = valueFrom?.secretKeyRef;
        if (secret && !secrets[secret.name]?.includes(secret.key))
          says(name, `${variable}: nothing creates the key ${secret.key} of the Secret ${secret.name}`);
        const configMap = valueFrom?.configMapKeyRef;
        if (configMap && configMaps.get(configMap.name)?.data?.[configMap.key] === undefined)
          says(name, `${variable}: the ConfigMap ${configMap.name} has no ${configMap.key}`);
        if (value !== undefined && /password|secret|token/i.test(variable))
          says(name, `${variable} is a literal`);
      }
    }
  }
  for (const [name, { spec }] of named('Ingress')) {
    for (const { http } of spec.rules) {
      for (const { backend } of http.paths) {
        const { service } = backend;
        const ports: Manifest[] = services.get(service.name)?.spec.ports ?? [];
        if (!ports.some((port) => port.name === service.port.name || port.port === service.port.number))
          says(`Ingress ${name}`, `the Service ${service.name} has no such port`);
      }
    }
  }
  return problems;
};
