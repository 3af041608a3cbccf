/** One fact of a small repository, for tests: gathered as an audit gathers it. */
import { startGathering } from '../../engine/gather.ts';
import { repoOf } from '../../engine/repo-of.ts';
import { sources } from '../../engine/sources.ts';
import type { App, FactName, Facts } from '../facts.ts';
import { sourceFacts } from './source-facts.ts';

/**
 * The fact of the repository's first app (or of the one at `app`). Facts in `given` are put in place of gathered ones.
 * Rejects with the gatherer's error.
 */
export async function factOf<Name extends FactName>(
  name: Name,
  files: Readonly<Record<string, string>>,
  given: Partial<Facts> = {},
  app?: string,
): Promise<Facts[Name]> {
  const repo = repoOf(files);
  const paths = repo.files.map(({ path }) => path);
  await sources.prepare?.(repo);
  const gathering = startGathering(
    repo,
    { ...sources, gatherers: { ...sources.gatherers, ...sourceFacts } },
    given,
  );
  const whole: App = { path: '.', ecosystem: 'unknown', kind: 'library', evidence: [] };
  const apps = await gathering.forApp(whole, [], paths)('apps');
  const one = apps.find(({ path }) => app === undefined || path === app) ?? whole;
  const own = paths.filter((path) => one.path === '.' || path.startsWith(`${one.path}/`));
  return gathering.forApp(one, apps, own)(name);
}
