// Brings a release onto the cluster: what migrations need, the migrations to their end, and only then the rest.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAllDocuments, stringify } from 'yaml';
import { kubectl, say, Trouble } from './tools.ts';

interface Manifest {
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
}

interface Condition {
  type: string;
  status: string;
  message?: string;
}

const POLL_MS = 1000;
const ROLLOUT_TIMEOUT = '--timeout=10m';
const NEEDED_BY_MIGRATIONS = ['Namespace', 'ServiceAccount', 'ConfigMap', 'NetworkPolicy'];

/** The manifests of a file, in its order. */
export function readManifests(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}

/** Migrates the database; rejects where that fails, with the log of the migrations shown. Nothing else has changed. */
export async function migrate(manifests: Manifest[]): Promise<void> {
  await apply(manifests.filter(isNeededByMigrations));
  await refuseMissingSecrets(manifests);
  for (const manifest of manifests) if (manifest.kind === 'StatefulSet') await awaitRollout(manifest);
  for (const manifest of manifests) if (manifest.kind === 'Job') await runJob(manifest);
}

/** Changes everything to this release, and waits until all its processes run. */
export async function rollOut(manifests: Manifest[]): Promise<void> {
  await apply(manifests.filter(({ kind }) => kind !== 'Job'));
  for (const manifest of manifests)
    if (['StatefulSet', 'Deployment'].includes(manifest.kind)) await awaitRollout(manifest);
}

function isNeededByMigrations({ kind, metadata }: Manifest): boolean {
  const component = metadata.labels?.['app.kubernetes.io/component'];
  return NEEDED_BY_MIGRATIONS.includes(kind) || component === 'database';
}

async function apply(manifests: Manifest[]): Promise<void> {
  const input = manifests.map((manifest) => stringify(manifest)).join('---\n');
  await kubectl(['apply', '-f', '-'], { input, shown: true });
}

function within({ metadata }: Manifest): string[] {
  return metadata.namespace ? ['--namespace', metadata.namespace] : [];
}

async function awaitRollout(manifest: Manifest): Promise<void> {
  const name = `${manifest.kind.toLowerCase()}/${manifest.metadata.name}`;
  await kubectl([...within(manifest), 'rollout', 'status', name, ROLLOUT_TIMEOUT], { shown: true });
}

/** Without its secrets no pod of the release starts, and why is hard to find then. */
async function refuseMissingSecrets(manifests: Manifest[]): Promise<void> {
  const wanted = new Set(secretsIn(manifests));
  const missing: string[] = [];
  for (const name of wanted) {
    const [namespace = []] = manifests.filter(({ kind }) => kind === 'Job').map(within);
    const found = await kubectl([...namespace, 'get', 'secret', name, '--ignore-not-found', '-o', 'name']);
    if (found.trim() === '') missing.push(name);
  }
  if (missing.length > 0)
    throw new Trouble(`the cluster has no Secret ${missing.join(', ')}: npm run cluster-secrets`);
}

/** The names in every `secretKeyRef`, however deep. */
function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'secretKeyRef' ? [String(inner.name)] : secretsIn(inner),
  );
}

async function runJob(job: Manifest): Promise<void> {
  const { name } = job.metadata;
  // One that failed stays failed: only a new one tries again.
  if ((await ending(job))?.type === 'Failed')
    await kubectl([...within(job), 'delete', 'job', name, '--wait'], { shown: true });
  await apply([job]);
  say(`waiting for job/${name}`);
  let end = await ending(job);
  while (!end) {
    await sleep(POLL_MS);
    end = await ending(job);
  }
  if (end.type === 'Complete') return;
  // Where its pod never came to write one, the condition says why.
  await kubectl([...within(job), 'logs', `job/${name}`, '--tail=200'], { shown: true }).catch(() => {});
  throw new Trouble(`job/${name} failed${end.message ? `: ${end.message}` : ''}`);
}

/** How a Job ended, well or not; undefined while it runs or isn't there. The cluster itself ends it at its deadline. */
async function ending(job: Manifest): Promise<Condition | undefined> {
  const { name } = job.metadata;
  const text = await kubectl([...within(job), 'get', 'job', name, '--ignore-not-found', '-o', 'json']);
  if (text.trim() === '') return undefined;
  const conditions: Condition[] = JSON.parse(text).status?.conditions ?? [];
  return conditions.find(({ type, status }) => ['Complete', 'Failed'].includes(type) && status === 'True');
}
