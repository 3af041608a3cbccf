/** How each manifest of the app fixes its versions. */
import { isInside } from '../artifacts/paths.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import { appManifests } from './dependencies.ts';
import type { FoundManifest } from './manifests.ts';

export const gatherLocks: Gatherer<'locks'> = async (context) => {
  const { repo } = context;
  const manifests: FoundManifest[] = [];
  for (const manifest of appManifests(context))
    if (!(await isForTools(context, manifest))) manifests.push(manifest);
  const tracked = new Set(repo.files.filter((file) => file.tracked).map(({ path }) => path));
  // An empty lock fixes nothing: it counts as absent.
  const text = (path: string): string | undefined => {
    const found = repo.text(path);
    return found === undefined || found.trim() === '' ? undefined : found;
  };
  return manifests.flatMap(({ path, file, reader }) =>
    file && reader && file.dependencies.length > 0
      ? [reader.readLock({ path, file }, text, (each) => tracked.has(each))]
      : [],
  );
};

/** A manifest of another language than the app's, in which it has no source: of what writes its documents or checks its form. */
async function isForTools(
  context: GatherContext,
  { ecosystem, folder, file }: FoundManifest,
): Promise<boolean> {
  const { app } = context;
  if (app.ecosystem === 'unknown' || ecosystem === app.ecosystem) return false;
  if (Object.keys(file?.scripts ?? {}).some((name) => /^(?:build|start|dev|serve)\b/.test(name)))
    return false;
  const { modules } = await context.sources();
  return !modules.some((module) => module.ecosystem === ecosystem && isInside(module.path, folder));
}
