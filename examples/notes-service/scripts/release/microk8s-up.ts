// Makes a MicroK8s ready for the service: checks that it is there and runs, enables what is missing, waits for it all.
// What is there already is left as it is, so that it can be run again at any time.
import { say, script, Trouble, tool } from './tools.ts';

const microk8s = tool(process.env.MICROK8S || 'microk8s');
const kubectl = (args: string[], shown = false) => microk8s(['kubectl', ...args], { shown });

/** Since this one a pod's preStop may sleep without a shell. */
const LEAST_MINOR = 30;
const TIMEOUT = '--timeout=5m';

/** The addons, in the order in which they need each other, with the namespace and the names of what they start. */
const addons: [addon: string, namespace: string, workloads: string[]][] = [
  ['dns', 'kube-system', ['deployment/coredns']],
  ['hostpath-storage', 'kube-system', ['deployment/hostpath-provisioner']],
  ['ingress', 'ingress', []],
  ['cert-manager', 'cert-manager', ['deployment/cert-manager', 'deployment/cert-manager-webhook']],
  ['registry', 'container-registry', ['deployment/registry']],
  ['metrics-server', 'kube-system', ['deployment/metrics-server']],
];

async function hint<T>(work: Promise<T>, advice: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Trouble(`${(error as Error).message}\n${advice}`);
  }
}

async function checkSnap(): Promise<void> {
  await hint(
    microk8s(['version']),
    'MicroK8s is missing: sudo snap install microk8s --classic --channel=1.35/stable\n' +
      'or this account may not use it: sudo usermod -aG microk8s $USER, then log in again',
  );
  await hint(microk8s(['status', '--wait-ready', '--timeout=120']), 'MicroK8s does not run: microk8s start');
  const { serverVersion } = JSON.parse(await kubectl(['version', '-o', 'json']));
  if (Number.parseInt(serverVersion.minor, 10) < LEAST_MINOR) {
    throw new Trouble(
      `MicroK8s is ${serverVersion.gitVersion}, and 1.${LEAST_MINOR} is needed: sudo snap refresh microk8s --channel=1.35/stable`,
    );
  }
}

/** Which addon's controller serves the ingress changes with the version: whatever runs there counts. */
async function workloadsOf(namespace: string, known: string[]): Promise<string[]> {
  if (known.length > 0) return known;
  const found = await kubectl(['--namespace', namespace, 'get', 'daemonset,deployment', '-o', 'name']);
  return found.split('\n').filter((line) => line !== '');
}

async function enable(addon: string, namespace: string, known: string[]): Promise<void> {
  const enabled = (await microk8s(['status', '--addon', addon])).trim() === 'enabled';
  say(`${addon}: ${enabled ? 'enabled already' : 'is being enabled'}`);
  if (!enabled) await microk8s(['enable', addon], { shown: true });
  const workloads = await workloadsOf(namespace, known);
  if (workloads.length === 0) throw new Trouble(`${addon}: nothing of it runs in the namespace ${namespace}`);
  for (const workload of workloads) {
    await hint(
      kubectl(['--namespace', namespace, 'rollout', 'status', workload, TIMEOUT], true),
      `${addon} does not get ready: microk8s kubectl --namespace ${namespace} describe pods`,
    );
  }
}

/** What the manifests count on, whichever addon brings it. */
async function checkClasses(): Promise<void> {
  await hint(
    kubectl(['get', 'ingressclass', 'public', '-o', 'name']),
    'no ingress class is called public: set INGRESS_CLASS in k8s/overlays/microk8s/parameters.yaml',
  );
  const classes = JSON.parse(await kubectl(['get', 'storageclass', '-o', 'json'])).items as {
    metadata: { annotations?: Record<string, string> };
  }[];
  const isDefault = 'storageclass.kubernetes.io/is-default-class';
  if (!classes.some(({ metadata }) => metadata.annotations?.[isDefault] === 'true'))
    throw new Trouble('no storage class is the default: microk8s enable hostpath-storage');
}

script(async () => {
  await checkSnap();
  for (const addon of addons) await enable(...addon);
  await checkClasses();
  say('MicroK8s is ready: npm run cluster-secrets, then npm run release and npm run deploy');
});
