/** How each manifest of the app fixes its versions. */
import type { Gatherer } from '../gatherer.ts';
import { appManifests } from './dependencies.ts';

export const gatherLocks: Gatherer<'locks'> = (context) => {
  const { repo } = context;
  const tracked = new Set(repo.files.filter((file) => file.tracked).map(({ path }) => path));
  // An empty lock fixes nothing: it counts as absent.
  const text = (path: string): string | undefined => {
    const found = repo.text(path);
    return found === undefined || found.trim() === '' ? undefined : found;
  };
  return appManifests(context).flatMap(({ path, file, reader }) =>
    file && reader && file.dependencies.length > 0
      ? [reader.readLock({ path, file }, text, (each) => tracked.has(each))]
      : [],
  );
};
