/** Rules that hold between rendered Kubernetes manifests: what one names, another has to be. */

// biome-ignore lint/suspicious/noExplicitAny: manifests are foreign data, read by paths that may be absent.
export type Manifest = any;

/** What the manifests are held against besides each other. */
export interface Surroundings {
  /** Secrets that a documented command creates: name, key, value. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The variables that the service reads. */
  readonly variables: readonly string[];
  /** The image that is released; the others have to name a version of their own. */
  readonly image: string;
}

interface Pods {
  /** The workload that starts them, in words. */
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly spec: Manifest;
  readonly workload: Manifest;
}

const templateOf = ({ kind, spec }: Manifest): Manifest =>
  ['Deployment', 'StatefulSet', 'Job'].includes(kind)
    ? spec.template
    : kind === 'CronJob'
      ? spec.jobTemplate.spec.template
      : undefined;

const podsOf = (manifests: readonly Manifest[]): Pods[] =>
  manifests.flatMap((workload) => {
    const template = templateOf(workload);
    if (!template) return [];
    const name = `${workload.kind} ${workload.metadata.name}`;
    return [{ name, labels: template.metadata?.labels ?? {}, spec: template.spec, workload }];
  });

const containersOf = ({ spec }: Pods): Manifest[] => [...(spec.initContainers ?? []), ...spec.containers];

/** Whether a pod's labels are what a selector asks for; a plain mapping counts as `matchLabels`. */
const selects = (selector: Manifest, labels: Record<string, string>): boolean => {
  const { matchLabels, matchExpressions = [] } =
    selector.matchLabels || selector.matchExpressions || Object.keys(selector).length === 0
      ? selector
      : { matchLabels: selector };
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(
      ({ key, operator, values }: Manifest) => operator === 'In' && values.includes(labels[key] ?? ''),
    )
  );
};

const hasPort = (container: Manifest, port: string | number): boolean =>
  (container.ports ?? []).some((one: Manifest) => one.name === port || one.containerPort === port);

const openTo = (pods: readonly Pods[], port: string | number): boolean =>
  pods.some((each) => containersOf(each).some((container) => hasPort(container, port)));

/** Everything that is dangling, in words; nothing where all is well. */
export const problemsOf = (manifests: readonly Manifest[], surroundings: Surroundings): string[] => {
  const pods = podsOf(manifests);
  const cluster = { manifests, pods, ...surroundings };
  return [
    ...namespaces(cluster),
    ...workloads(cluster),
    ...containers(cluster),
    ...services(cluster),
    ...policies(cluster),
    ...addresses(cluster),
  ];
};

interface Cluster extends Surroundings {
  readonly manifests: readonly Manifest[];
  readonly pods: readonly Pods[];
}

const find = ({ manifests }: Cluster, kind: string, name: string): Manifest =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);

const ofKind = ({ manifests }: Cluster, kind: string): Manifest[] =>
  manifests.filter((manifest) => manifest.kind === kind);

function namespaces(cluster: Cluster): string[] {
  const seen = new Set<string>();
  return cluster.manifests.flatMap(({ kind, metadata }) => {
    const name = `${kind} ${metadata.name}`;
    const problems: string[] = [];
    if (seen.has(name)) problems.push(`${name}: is there twice`);
    seen.add(name);
    if (kind !== 'Namespace' && !find(cluster, 'Namespace', metadata.namespace))
      problems.push(`${name}: its namespace ${metadata.namespace} is not defined`);
    return problems;
  });
}

function workloads(cluster: Cluster): string[] {
  return cluster.pods.flatMap(({ name, spec, workload }) => {
    const problems: string[] = [];
    if (!find(cluster, 'ServiceAccount', spec.serviceAccountName))
      problems.push(`${name}: the ServiceAccount ${spec.serviceAccountName} is not defined`);
    if (spec.automountServiceAccountToken !== false) problems.push(`${name}: gets a token of the cluster`);
    const service = workload.spec.serviceName;
    if (service && !find(cluster, 'Service', service))
      problems.push(`${name}: the Service ${service} is not defined`);
    for (const { persistentVolumeClaim: claim } of spec.volumes ?? []) {
      if (claim && !find(cluster, 'PersistentVolumeClaim', claim.claimName))
        problems.push(`${name}: the claim ${claim.claimName} is not defined`);
    }
    return problems;
  });
}

function containers(cluster: Cluster): string[] {
  return cluster.pods.flatMap((each) =>
    containersOf(each).flatMap((container) => [
      ...imageOf(each, container, cluster),
      ...probesOf(each, container),
      ...environmentOf(each, container, cluster),
      ...stopOf(each, container, cluster),
    ]),
  );
}

function imageOf({ name }: Pods, { image, securityContext }: Manifest, cluster: Cluster): string[] {
  const problems: string[] = [];
  if (!image.startsWith(`${cluster.image}:`) && !/(:[^/:]*\d[^/:]*|@sha256:[0-9a-f]{64})$/.test(image))
    problems.push(`${name}: the image ${image} names no version`);
  if (securityContext?.readOnlyRootFilesystem !== true)
    problems.push(`${name}: may write to its root file system`);
  return problems;
}

function probesOf({ name }: Pods, container: Manifest): string[] {
  return ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((probe) => {
    const { port } = container[probe]?.httpGet ?? container[probe]?.tcpSocket ?? {};
    return port === undefined || hasPort(container, port)
      ? []
      : [`${name}: its ${probe} asks the port ${port}, which it doesn't have`];
  });
}

function environmentOf({ name }: Pods, container: Manifest, cluster: Cluster): string[] {
  const problems: string[] = [];
  const fromSecret = (secret: string, key?: string): void => {
    if (!cluster.secrets[secret]) problems.push(`${name}: nothing creates the Secret ${secret}`);
    else if (key !== undefined && cluster.secrets[secret][key] === undefined)
      problems.push(`${name}: nothing creates the key ${key} of the Secret ${secret}`);
  };
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (configMapRef && !find(cluster, 'ConfigMap', configMapRef.name))
      problems.push(`${name}: the ConfigMap ${configMapRef.name} is not defined`);
    if (secretRef) fromSecret(secretRef.name);
  }
  for (const { name: variable, value, valueFrom } of container.env ?? []) {
    const { secretKeyRef: secret, configMapKeyRef: config } = valueFrom ?? {};
    if (secret) fromSecret(secret.name, secret.key);
    if (config && find(cluster, 'ConfigMap', config.name)?.data?.[config.key] === undefined)
      problems.push(`${name}: the ConfigMap ${config.name} has no ${config.key}`);
    if (value !== undefined && /password|secret|token/i.test(variable))
      problems.push(`${name}: ${variable} is a literal`);
  }
  if (container.image.startsWith(`${cluster.image}:`)) {
    for (const variable of Object.keys(environment(cluster, container))) {
      if (!cluster.variables.includes(variable))
        problems.push(`${name}: the service knows no variable ${variable}`);
    }
  }
  return problems;
}

/** What a pod may be told about itself. */
const podFields: Record<string, string> = { 'metadata.name': 'pod-7d9f', 'status.podIP': '192.0.2.7' };

/** The environment that a container gets, with the values of Secrets and ConfigMaps in it. */
export const environment = (
  { manifests, secrets }: Pick<Cluster, 'manifests' | 'secrets'>,
  container: Manifest,
): Record<string, string> => {
  const config = (name: string): Record<string, string> =>
    manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name)?.data ?? {};
  const values: Record<string, string> = {};
  for (const { configMapRef, secretRef } of container.envFrom ?? [])
    Object.assign(values, configMapRef ? config(configMapRef.name) : secrets[secretRef.name]);
  for (const { name, value, valueFrom } of container.env ?? []) {
    const { secretKeyRef: secret, configMapKeyRef: configKey } = valueFrom ?? {};
    values[name] =
      value ??
      (secret
        ? (secrets[secret.name]?.[secret.key] ?? '')
        : configKey
          ? (config(configKey.name)[configKey.key] ?? '')
          : (podFields[valueFrom.fieldRef.fieldPath] ?? ''));
  }
  return values;
};

/** What a container may take to stop has to fit into the time that its pod is given. */
function stopOf({ name, spec }: Pods, container: Manifest, cluster: Cluster): string[] {
  const { SHUTDOWN_TIMEOUT_MS: timeout } = environment(cluster, container);
  if (timeout === undefined || !container.ports) return [];
  const needed = (container.lifecycle?.preStop?.sleep?.seconds ?? 0) + Number(timeout) / 1000;
  return needed < spec.terminationGracePeriodSeconds
    ? []
    : [`${name}: is killed after ${spec.terminationGracePeriodSeconds} s, and may need ${needed} s to stop`];
}

function services(cluster: Cluster): string[] {
  return ofKind(cluster, 'Service').flatMap(({ metadata, spec }) => {
    const name = `Service ${metadata.name}`;
    const behind = cluster.pods.filter(({ labels }) => selects(spec.selector, labels));
    if (behind.length === 0) return [`${name}: its selector matches no pod`];
    return spec.ports
      .map(({ port, targetPort }: Manifest) => targetPort ?? port)
      .filter((port: string | number) => !openTo(behind, port))
      .map((port: string | number) => `${name}: no container has the port ${port}`);
  });
}

/** Pods that others bring along: cert-manager's, while the authority asks for them. */
const foreignPods = ['acme.cert-manager.io/http01-solver'];

function policies(cluster: Cluster): string[] {
  const problems: string[] = [];
  const of = (kind: string, use: (spec: Manifest, name: string) => void): void => {
    for (const { metadata, spec } of ofKind(cluster, kind)) use(spec, `${kind} ${metadata.name}`);
  };
  of('PodDisruptionBudget', ({ selector }, name) => {
    if (!cluster.pods.some(({ labels }) => selects(selector, labels)))
      problems.push(`${name}: its selector matches no pod`);
  });
  of('HorizontalPodAutoscaler', ({ scaleTargetRef: target }, name) => {
    const found = find(cluster, target.kind, target.name);
    if (!found) problems.push(`${name}: the ${target.kind} ${target.name} is not defined`);
    else if (found.spec.replicas !== undefined)
      problems.push(`${name}: each deploy would set the replicas of ${target.name} back`);
  });
  of('NetworkPolicy', ({ podSelector, ingress = [], egress = [] }, name) => {
    if (foreignPods.some((label) => podSelector.matchLabels?.[label])) return;
    const chosen = cluster.pods.filter(({ labels }) => selects(podSelector, labels));
    if (chosen.length === 0) problems.push(`${name}: its selector matches no pod`);
    for (const { ports = [] } of ingress) {
      for (const { port } of ports)
        if (!openTo(chosen, port)) problems.push(`${name}: no pod has the port ${port}`);
    }
    for (const { to = [], ports = [] } of egress) {
      const reached = to.filter((peer: Manifest) => peer.podSelector && !peer.namespaceSelector);
      for (const { podSelector: peer } of reached) {
        const there = cluster.pods.filter(({ labels }) => selects(peer, labels));
        for (const { port } of ports)
          if (!openTo(there, port)) problems.push(`${name}: nobody there has the port ${port}`);
      }
    }
    for (const { from = [] } of ingress) {
      for (const { podSelector: peer } of from) {
        for (const { key, values } of peer?.matchExpressions ?? []) {
          for (const value of values)
            if (!cluster.pods.some(({ labels }) => labels[key] === value))
              problems.push(`${name}: no pod is ${key}=${value}`);
        }
      }
    }
  });
  return [...problems, ...databaseClients(cluster), ...metrics(cluster)];
}

/** Whoever is told where the database is may go there, and nobody else. */
function databaseClients(cluster: Cluster): string[] {
  const outwards = find(cluster, 'NetworkPolicy', 'database-clients');
  if (!outwards) return ['NetworkPolicy database-clients is not defined'];
  const database = find(cluster, 'NetworkPolicy', 'postgres');
  return cluster.pods.flatMap((each) => {
    const told = containersOf(each).some(
      (container) => environment(cluster, container).DATABASE_URL !== undefined,
    );
    const leaves = selects(outwards.spec.podSelector, each.labels);
    const enters =
      !database ||
      database.spec.ingress.some(({ from }: Manifest) =>
        from.some(({ podSelector }: Manifest) => selects(podSelector, each.labels)),
      );
    if (told && !(leaves && enters)) return [`${each.name}: no policy lets it reach the database`];
    return leaves && !told ? [`${each.name}: may reach the database, and doesn't need it`] : [];
  });
}

/** Metrics are asked for from inside, by whom nothing else is open to, and where the annotations say. */
function metrics(cluster: Cluster): string[] {
  return cluster.pods.flatMap((each) => {
    const [container] = containersOf(each);
    const { METRICS_PORT: port } = environment(cluster, container);
    if (port === undefined) return [];
    const declared = container.ports?.find(({ containerPort }: Manifest) => String(containerPort) === port);
    if (!declared) return [`${each.name}: listens on the port ${port}, which it doesn't declare`];
    const isMetrics = (one: string | number): boolean => one === declared.name || String(one) === port;
    const problems: string[] = [];
    if (templateOf(each.workload).metadata.annotations?.['prometheus.io/port'] !== port)
      problems.push(`${each.name}: its annotations don't lead to the port ${port}`);
    for (const { metadata, spec } of ofKind(cluster, 'Service')) {
      const ports = spec.ports.map((one: Manifest) => one.targetPort ?? one.port);
      if (selects(spec.selector, each.labels) && ports.some(isMetrics))
        problems.push(`Service ${metadata.name}: leads to the metrics of ${each.name}`);
    }
    for (const { metadata, spec } of ofKind(cluster, 'NetworkPolicy')) {
      if (!selects(spec.podSelector, each.labels)) continue;
      for (const { from = [], ports } of spec.ingress ?? []) {
        const open: (string | number)[] | undefined = ports?.map((one: Manifest) => one.port);
        if (open && !open.some(isMetrics)) continue;
        if (from.length === 0 || !open?.every(isMetrics))
          problems.push(`NetworkPolicy ${metadata.name}: opens the metrics of ${each.name} to others`);
      }
    }
    return problems;
  });
}

function addresses(cluster: Cluster): string[] {
  const problems: string[] = [];
  const certificates = ofKind(cluster, 'Certificate');
  for (const { metadata, spec } of certificates) {
    if (!find(cluster, spec.issuerRef.kind, spec.issuerRef.name))
      problems.push(`Certificate ${metadata.name}: the issuer ${spec.issuerRef.name} is not defined`);
  }
  for (const { metadata, spec } of ofKind(cluster, 'Issuer')) {
    const authority = spec.ca?.secretName;
    if (authority && !certificates.some((one) => one.spec.secretName === authority))
      problems.push(`Issuer ${metadata.name}: nothing creates the Secret ${authority}`);
    for (const { http01 } of spec.acme?.solvers ?? []) {
      if (
        !ofKind(cluster, 'Ingress').some(
          (one) => one.spec.ingressClassName === http01.ingress.ingressClassName,
        )
      )
        problems.push(`Issuer ${metadata.name}: no Ingress is of its class`);
    }
  }
  const hosts: string[] = [];
  for (const { metadata, spec } of ofKind(cluster, 'Ingress')) {
    const name = `Ingress ${metadata.name}`;
    for (const { host, http } of spec.rules) {
      hosts.push(host);
      const { secretName } = spec.tls?.find((one: Manifest) => one.hosts.includes(host)) ?? {};
      const certificate = certificates.find((one) => one.spec.secretName === secretName);
      if (!certificate?.spec.dnsNames?.includes(host))
        problems.push(`${name}: no certificate is for ${host}`);
      for (const { backend } of http.paths) {
        const ports: Manifest[] = find(cluster, 'Service', backend.service.name)?.spec.ports ?? [];
        const { name: portName, number } = backend.service.port;
        if (!ports.some((port) => port.name === portName || port.port === number))
          problems.push(`${name}: the Service ${backend.service.name} has no such port`);
      }
    }
  }
  for (const each of cluster.pods) {
    for (const container of containersOf(each)) {
      const { PUBLIC_URL: url, PEERS_HOST: peers, DATABASE_URL: database } = environment(cluster, container);
      if (url !== undefined && !hosts.includes(new URL(url).host))
        problems.push(`${each.name}: no Ingress leads from ${url} here`);
      for (const host of [peers, database && new URL(database).hostname]) {
        // A name with a dot is somebody else's.
        if (host && !host.includes('.') && !find(cluster, 'Service', host))
          problems.push(`${each.name}: no Service is called ${host}`);
      }
    }
  }
  return problems;
}
