/** Manifests broken on purpose, and what has to be said of each: by an API server, or by the others. */
import type { Manifest } from './cross-check.ts';

interface Sabotage {
  readonly title: string;
  readonly sabotage: (manifests: Manifest[]) => void;
  /** What an API server says. */
  readonly refused?: RegExp;
  /** What the cross-check says. */
  readonly dangles?: RegExp;
}

const find = (manifests: Manifest[], kind: string, name: string): Manifest =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
const webPod = (manifests: Manifest[]): Manifest => find(manifests, 'Deployment', 'web').spec.template.spec;
const web = (manifests: Manifest[]): Manifest => webPod(manifests).containers[0];

export const sabotages: readonly Sabotage[] = [
  {
    title: 'an unknown field',
    sabotage: (all) => {
      web(all).readinesProbe = web(all).readinessProbe;
    },
    refused: /unknown field "spec.template.spec.containers\[0\].readinesProbe"/,
  },
  {
    title: 'an unknown field of a kind of cert-manager',
    sabotage: (all) => {
      find(all, 'Certificate', 'web').spec.dnsName = 'a.example.org';
    },
    refused: /unknown field "spec.dnsName"/,
  },
  {
    title: 'a port that is none',
    sabotage: (all) => {
      web(all).ports[0].containerPort = 70000;
    },
    refused: /must be between 1 and 65535/,
  },
  {
    title: 'a name that is none',
    sabotage: (all) => {
      find(all, 'Service', 'web').metadata.name = 'Web_App';
    },
    refused: /Web_App/,
  },
  {
    title: 'a selector that misses its own pods',
    sabotage: (all) => {
      find(all, 'Deployment', 'web').spec.selector.matchLabels.tier = 'front';
    },
    refused: /`selector` does not match template `labels`/,
  },
  {
    title: 'something that a pod cannot be told of itself',
    sabotage: (all) => {
      web(all).env.find((one: Manifest) => one.name === 'INSTANCE_NAME').valueFrom.fieldRef.fieldPath =
        'metadata.nam';
    },
    refused: /fieldPath: Invalid value: "metadata.nam"/,
  },
  {
    title: 'a volume that is not there',
    sabotage: (all) => {
      web(all).volumeMounts = [{ name: 'gone', mountPath: '/gone' }];
    },
    refused: /volumeMounts\[0\].name: Not found: "gone"/,
  },
  {
    title: 'a timetable that is none',
    sabotage: (all) => {
      find(all, 'CronJob', 'backup').spec.schedule = 'at night';
    },
    refused: /spec.schedule: Invalid value/,
  },
  {
    title: 'a maximum below the minimum',
    sabotage: (all) => {
      find(all, 'HorizontalPodAutoscaler', 'web').spec.maxReplicas = 2;
    },
    refused: /maxReplicas/,
  },
  {
    title: 'a kind of a version that is gone',
    sabotage: (all) => {
      find(all, 'PodDisruptionBudget', 'web').apiVersion = 'policy/v0';
    },
    refused: /no kind "PodDisruptionBudget" is registered for version "policy\/v0"/,
  },
  {
    title: 'root',
    sabotage: (all) => {
      webPod(all).securityContext.runAsUser = 0;
    },
    refused: /runAsUser=0/,
  },
  {
    title: 'nothing that forbids root',
    sabotage: (all) => {
      webPod(all).securityContext = {};
    },
    refused: /runAsNonRoot != true[\s\S]*seccompProfile/,
  },
  {
    title: 'capabilities',
    sabotage: (all) => {
      web(all).securityContext.capabilities.add = ['NET_ADMIN'];
    },
    refused: /unrestricted capabilities/,
  },
  {
    title: 'a folder of the node',
    sabotage: (all) => {
      webPod(all).volumes = [{ name: 'etc', hostPath: { path: '/etc' } }];
    },
    refused: /hostPath/,
  },
  {
    title: 'a root file system that can be written to',
    sabotage: (all) => {
      web(all).securityContext.readOnlyRootFilesystem = false;
    },
    dangles: /may write to its root file system/,
  },
  {
    title: 'a selector that matches nothing',
    sabotage: (all) => {
      find(all, 'Service', 'web').spec.selector = { app: 'nobody' };
    },
    dangles: /selector matches no pod/,
  },
  {
    title: 'a target port that no container has',
    sabotage: (all) => {
      find(all, 'Service', 'web').spec.ports[0].targetPort = 'https';
    },
    dangles: /no container has the port https/,
  },
  {
    title: 'a probe of a port that is not there',
    sabotage: (all) => {
      web(all).readinessProbe.httpGet.port = 81;
    },
    dangles: /asks the port 81/,
  },
  {
    title: 'a key that no command creates',
    sabotage: (all) => {
      web(all).env.push({ name: 'X', valueFrom: { secretKeyRef: { name: 'mail', key: 'URL' } } });
    },
    dangles: /nothing creates the key URL/,
  },
  {
    title: 'a variable that the service does not know',
    sabotage: (all) => {
      web(all).env.push({ name: 'LOGLEVEL', value: 'debug' });
    },
    dangles: /knows no variable LOGLEVEL/,
  },
  {
    title: 'a ConfigMap that is not defined',
    sabotage: (all) => {
      web(all).envFrom = [{ configMapRef: { name: 'gone' } }];
    },
    dangles: /ConfigMap gone is not defined/,
  },
  {
    title: 'an account that is not defined',
    sabotage: (all) => {
      webPod(all).serviceAccountName = 'gone';
    },
    dangles: /ServiceAccount gone is not defined/,
  },
  {
    title: 'a claim that is not defined',
    sabotage: (all) => {
      find(all, 'PersistentVolumeClaim', 'backups').metadata.name = 'other';
    },
    dangles: /the claim backups is not defined/,
  },
  {
    title: 'a database without a version',
    sabotage: (all) => {
      find(all, 'StatefulSet', 'postgres').spec.template.spec.containers[0].image = 'postgres:latest';
    },
    dangles: /names no version/,
  },
  {
    title: 'a password as a literal',
    sabotage: (all) => {
      web(all).env.push({ name: 'DB_PASSWORD', value: 'x' });
    },
    dangles: /DB_PASSWORD is a literal/,
  },
  {
    title: 'less time to stop than it takes',
    sabotage: (all) => {
      webPod(all).terminationGracePeriodSeconds = 20;
    },
    dangles: /is killed after 20 s, and may need 20 s/,
  },
  {
    title: 'a backend without a Service',
    sabotage: (all) => {
      find(all, 'Ingress', 'web').spec.rules[0].http.paths[0].backend.service.name = 'gone';
    },
    dangles: /Service gone has no such port/,
  },
  {
    title: 'a host without a certificate',
    sabotage: (all) => {
      find(all, 'Certificate', 'web').spec.dnsNames = ['other.example.org'];
    },
    dangles: /no certificate is for/,
  },
  {
    title: 'an issuer that is not defined',
    sabotage: (all) => {
      find(all, 'Certificate', 'web').spec.issuerRef.name = 'gone';
    },
    dangles: /the issuer gone is not defined/,
  },
  {
    title: 'a public address that no Ingress serves',
    sabotage: (all) => {
      find(all, 'Ingress', 'web').spec.rules[0].host = 'other.example.org';
    },
    dangles: /no Ingress leads from/,
  },
  {
    title: 'peers under a name that no Service has',
    sabotage: (all) => {
      find(all, 'Service', 'web-pods').metadata.name = 'peers';
    },
    dangles: /no Service is called web-pods/,
  },
  {
    title: 'a database under a name that no Service has',
    sabotage: (all) => {
      find(all, 'Service', 'postgres').metadata.name = 'database';
    },
    dangles: /no Service is called postgres/,
  },
  {
    title: 'metrics for the whole world',
    sabotage: (all) => {
      find(all, 'Service', 'web').spec.ports[0].targetPort = 'metrics';
    },
    dangles: /Service web: leads to the metrics of Deployment web/,
  },
  {
    title: 'metrics for every pod of the cluster',
    sabotage: (all) => {
      find(all, 'NetworkPolicy', 'metrics').spec.ingress[0].from = [];
    },
    dangles: /NetworkPolicy metrics: opens the metrics of Deployment web to others/,
  },
  {
    title: 'every port for the ingress controller',
    sabotage: (all) => {
      find(all, 'NetworkPolicy', 'web').spec.ingress[0].ports = undefined;
    },
    dangles: /NetworkPolicy web: opens the metrics of Deployment web to others/,
  },
  {
    title: 'metrics where nobody looks for them',
    sabotage: (all) => {
      web(all).env.find((one: Manifest) => one.name === 'METRICS_PORT').value = '9090';
    },
    dangles: /Deployment web: listens on the port 9090, which it doesn't declare/,
  },
  {
    title: 'an autoscaler of nothing',
    sabotage: (all) => {
      find(all, 'HorizontalPodAutoscaler', 'web').spec.scaleTargetRef.name = 'gone';
    },
    dangles: /Deployment gone is not defined/,
  },
  {
    title: 'a deploy that undoes the autoscaler',
    sabotage: (all) => {
      find(all, 'Deployment', 'web').spec.replicas = 3;
    },
    dangles: /would set the replicas of web back/,
  },
  {
    title: 'a process that no policy lets reach the database',
    sabotage: (all) => {
      const { matchExpressions } = find(all, 'NetworkPolicy', 'database-clients').spec.podSelector;
      matchExpressions[0].values = ['web', 'worker', 'migrate', 'purge'];
    },
    dangles: /CronJob backup: no policy lets it reach the database/,
  },
];
