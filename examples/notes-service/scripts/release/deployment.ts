// Deploys a release: pushes its image, migrates, and only then rolls out.
import { digestOf, manifestsOf, type ReleasedEntry, readLedger, record } from './ledger.ts';
import { push } from './registry.ts';
import { migrate, readManifests, rollOut } from './rollout.ts';
import { say } from './tools.ts';

/** Pushes the image where that wasn't done before; resolves with the digest that the registry gave it. */
async function pushed({ image, release, overlay }: ReleasedEntry): Promise<string> {
  const known = digestOf(await readLedger(), release);
  if (known) return known;
  const digest = await push(image, release);
  await record({ event: 'pushed', release, overlay, digest });
  return digest;
}

/** Deploys a release; a rollback leaves the schema as it is. Whatever fails is written into the ledger, too. */
export async function deploy(entry: ReleasedEntry, { rollback }: { rollback: boolean }): Promise<void> {
  const { release, overlay, image } = entry;
  const text = await manifestsOf(entry);
  try {
    const digest = await pushed(entry);
    // By digest: what runs is what was pushed, whoever pushes under the same tag later.
    const name = `${image}:${release}`;
    const manifests = readManifests(text.replaceAll(name, `${name}@${digest}`));
    if (!rollback) await migrate(manifests);
    await record({ event: 'rollout', release, overlay, rollback });
    await rollOut(manifests);
  } catch (error) {
    await record({
      event: 'failed',
      release,
      overlay,
      reason: (error as Error).message.split('\n')[0] ?? '',
    });
    throw error;
  }
  await record({ event: 'deployed', release, overlay, rollback });
  say(`${overlay} runs ${release}`);
}
