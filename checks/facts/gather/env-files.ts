/** Env files and key files, with what each entry gives away. */
import { folderOf, isAside, isTestFolder, purposeOfPath } from '../artifacts/paths.ts';
import type { EnvFile } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { appOfFolder } from './attribution.ts';
import {
  inlinePassword,
  isBlank,
  isInterpolation,
  isInvented,
  isRandom,
  isSecretName,
  knownShape,
} from './secret-shapes.ts';

export const gatherEnvFiles: Gatherer<'envFiles'> = async ({ repo, app, apps, artifacts }) => {
  const { envFiles } = await artifacts();
  const tracked = new Set(repo.files.filter((file) => file.tracked).map(({ path }) => path));
  return envFiles
    .filter(({ path }) => !isAside(path) && !isTestFolder(path))
    .filter(
      ({ path }) => apps.length === 0 || (appOfFolder(folderOf(path), apps)?.path ?? app.path) === app.path,
    )
    .map(
      ({ path, kind, example, entries }): EnvFile => ({
        path,
        tracked: tracked.has(path),
        example,
        kind,
        entries: entries
          .filter(({ commented }) => !commented)
          .map(({ name, value, at }) => ({
            name,
            value,
            at,
            live: liveIn(path, value, liveOf(name, value)),
          })),
      }),
    );
};

/** Tests have one address for all deploys, and what they are let in by opens nothing else unless it looks issued. */
const liveIn = (
  path: string,
  value: string,
  live: 'secret' | 'deploy' | 'no',
): 'secret' | 'deploy' | 'no' => {
  if (live === 'no' || (purposeOfPath(path) !== 'test' && !ofPipeline.test(path))) return live;
  const secret = inlinePassword(value) ?? value;
  return live === 'secret' && (knownShape(value) !== undefined || isRandom(secret)) ? live : 'no';
};

const ofPipeline =
  /(?:^|[/.])env[._-](?:travis|ci|circleci|github|gitlab|actions|pipelines?|e2e|cypress|dusk)(?:[._-]|$)/i;

/** What kind of value an entry gives away: a credential, something that differs by deploy, or neither. */
export const liveOf = (name: string, value: string): 'secret' | 'deploy' | 'no' => {
  if (isBlank(value) || isInterpolation(value)) return 'no';
  if (knownShape(value) !== undefined || inlinePassword(value) !== undefined) return 'secret';
  if (isSecretName(name) && !/^(?:true|false|\d{1,5})$/i.test(value) && !isInvented(value)) return 'secret';
  return isDeployValue(name, value) ? 'deploy' : 'no';
};

/** An address, a host or a port: what another deploy has another of. Addresses of documentation and standards aren't. */
export const isDeployValue = (name: string, value: string): boolean => {
  if (value.length > 2000) return false;
  const isNamed =
    /(?:^|[_.-])(?:url|uri|dsn|host|hostname|server|endpoint|addr|address|domain|port|bucket|region|database|db|user|username|broker|brokers|origin|origins)$/i.test(
      name.replace(/([a-z])([A-Z])/g, '$1_$2'),
    );
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/]/i.test(value))
    return !/^null:|^https?:\/\/(?:www\.)?(?:w3\.org|schemas?\.|json-schema\.org)/i.test(value);
  if (/^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?$/.test(value))
    return !/^0\.0\.0\.0/.test(value) && !/version/i.test(name);
  if (/^[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?:\d{2,5}$/i.test(value)) return true;
  if (!isNamed) return false;
  if (/^\d+$/.test(value)) return /port$/i.test(name);
  return /^[\w.@:/-]+$/.test(value) && !/^(?:true|false|none|null)$/i.test(value);
};
