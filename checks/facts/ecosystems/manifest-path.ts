// Which files are manifests of an ecosystem by their path, and the folder that each of them speaks for.
import type { EcosystemOutline } from './ecosystem.ts';

/**
 * The folder that a manifest declares for; undefined for a file that is none of the ecosystem. A manifest that its tool keeps
 * in a folder of its own (`vendor/manifest`) speaks for the folder above that one.
 */
export function folderOfManifest(
  { manifests }: Pick<EcosystemOutline, 'manifests'>,
  path: string,
): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const known of manifests) {
    if (known.includes('/')) {
      if (path === known) return '.';
      if (path.endsWith(`/${known}`)) return path.slice(0, -known.length - 1);
    } else if (known === name || (known.startsWith('*') && name.endsWith(known.slice(1))))
      return path.slice(0, Math.max(path.length - name.length - 1, 0)) || '.';
  }
  return undefined;
}
