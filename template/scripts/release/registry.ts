// What a registry gives an image: a digest, by which it is named from there on.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker, Trouble } from './tools.ts';

/**
 * Builds an image and pushes it with its bill of materials and its provenance, in one step, since both belong to what
 * is pushed. Needs buildx, with a builder that can attest: `docker buildx create --use`.
 */
export async function buildAndPush(build: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-service-image-'));
  const metadata = join(folder, 'image.json');
  const attested = ['--push', '--sbom=true', '--provenance=mode=max', '--metadata-file', metadata];
  try {
    await docker(['buildx', 'build', ...attested, ...build], { shown: true });
    const digest: unknown = JSON.parse(await readFile(metadata, 'utf8'))['containerimage.digest'];
    if (typeof digest !== 'string') throw new Trouble('the registry gave the image no digest');
    return digest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pushes an image that is here, and resolves with its digest. */
export async function push(image: string, release: string): Promise<string> {
  const name = `${image}:${release}`;
  await docker(['push', name], { shown: true });
  const digests: string[] = JSON.parse(
    await docker(['image', 'inspect', '--format', '{{json .RepoDigests}}', name]),
  );
  const digest = digests.find((one) => one.startsWith(`${image}@`))?.slice(image.length + 1);
  if (!digest) throw new Trouble(`the registry gave ${name} no digest`);
  return digest;
}
