/** The variables that the deploy itself sets for the app's processes: in images, manifests, and by its platform's buildpacks. */
import { resultOf } from '../artifacts/dockerfile.ts';
import type { Ecosystem } from '../facts.ts';
import type { GatherContext } from '../gatherer.ts';
import { attributed } from './attribution.ts';

/** What the buildpacks of Heroku and its like set where nobody else does; by their manuals. */
const buildpacks: Partial<Record<Ecosystem, Readonly<Record<string, string>>>> = {
  ruby: { RAILS_ENV: 'production', RACK_ENV: 'production', RAILS_LOG_TO_STDOUT: 'enabled' },
  node: { NODE_ENV: 'production' },
  elixir: { MIX_ENV: 'prod' },
};

/**
 * Names with their values; a value that only the deploy knows is `undefined`, so ask with `has` whether one is set.
 * @param workload only what this one sets, besides its image; all of the app's where left out
 */
export async function deployEnvironment(
  context: GatherContext,
  workload?: string,
): Promise<ReadonlyMap<string, string | undefined>> {
  const set = new Map<string, string | undefined>();
  const images = (await attributed(context)).images.filter(({ file }) => file.purpose === 'deploy');
  for (const { file } of images)
    for (const { name, value, by } of resultOf(file).variables) if (by === 'ENV') set.set(name, value);
  const workloads = (await context.fact('workloads')).filter(
    ({ own, purpose }) => own && purpose === 'deploy',
  );
  const byBuildpack = workloads.some(
    ({ platform, name }) =>
      platform === 'procfile' && (workload === undefined ? images.length === 0 : name === workload),
  );
  if (byBuildpack)
    for (const [name, value] of Object.entries(
      context.app.ecosystem === 'unknown' ? {} : (buildpacks[context.app.ecosystem] ?? {}),
    ))
      set.set(name, value);
  for (const { name: own, env } of workloads)
    if (workload === undefined || own === workload) for (const { name, value } of env) set.set(name, value);
  return set;
}
