/** Says whether a name, a registry or a host can be used everywhere that it will be written. */
import { builtinModules } from 'node:module';
import type { Problem } from './problem.ts';
import { templateIdentity } from './rename.ts';

/** Names get suffixes (`-postgres`, a Job's hash), and a Kubernetes name ends at 63 characters. */
const longestName = 40;

/** Reserved by PostgreSQL (appendix C of its manual) as they stand: a role or a database can't have these names. */
const sqlReserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
  from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
  unique user using variadic verbose when where window with`.split(/\s+/),
);

/** Taken already: by npm, by Kubernetes, by PostgreSQL, or by something that stands beside the service. */
const taken = new Set([
  'node-modules',
  'favicon',
  'default',
  'kubernetes',
  'localhost',
  'postgres',
  'public',
]);

/** Makes the nearest allowed name of any text, such as a directory's; nothing if no letter is left. */
export function suggestName(text: string): string | undefined {
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^([^a-z]+|kube-|pg-)+/, '')
    .slice(0, longestName)
    .replace(/-+$/, '');
  if (name === '') return undefined;
  return isTaken(name) ? `${name.slice(0, longestName - '-service'.length)}-service` : name;
}

const isTaken = (name: string) =>
  taken.has(name) ||
  builtinModules.includes(name.replaceAll('-', '_')) ||
  sqlReserved.has(name) ||
  /^(kube|pg)-/.test(name);

/**
 * Refuses what isn't at once an npm package name, a Kubernetes name (RFC 1035 label, the stricter one) and, with
 * underscores, a PostgreSQL identifier.
 */
export function checkName(name: string): Problem | undefined {
  const reason =
    name === ''
      ? 'is empty'
      : name.length > longestName
        ? `has more than ${longestName} characters`
        : !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)
          ? 'must be lower-case letters and digits, words joined by single hyphens, a letter first'
          : isTaken(name)
            ? 'is reserved by Node, npm, Kubernetes or PostgreSQL'
            : undefined;
  if (!reason) return undefined;
  const suggestion = suggestName(name);
  return { problem: `the name "${name}" ${reason}${suggestion ? `; try "${suggestion}"` : ''}` };
}

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const isHost = (host: string) => host.length <= 253 && host.split('.').every((part) => label.test(part));

/** Refuses what isn't a DNS name (RFC 1123), such as a URL or a name with a port. */
export function checkHost(host: string): Problem | undefined {
  if (isHost(host)) return undefined;
  const bare = host
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '');
  const suggestion = bare !== host && isHost(bare) ? bare : 'notes.example.org';
  return { problem: `the host "${host}" is not a DNS name; try "${suggestion}"` };
}

function isRegistry(registry: string): boolean {
  const [authority = '', ...path] = registry.split('/');
  const [, host = '', port] = /^([^:]*)(?::(\d{1,5}))?$/.exec(authority) ?? [];
  const isPort = port === undefined || (Number(port) > 0 && Number(port) < 65536);
  return isHost(host) && isPort && path.every((part) => /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/.test(part));
}

/** Refuses what can't stand before an image's name: `host[:port][/path]`, in lower case, without a scheme. */
export function checkRegistry(registry: string): Problem | undefined {
  if (isRegistry(registry)) return undefined;
  const bare = registry
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/+$/, '');
  const suggestion = bare !== registry && isRegistry(bare) ? bare : templateIdentity.registry;
  return { problem: `the registry "${registry}" can't stand before an image's name; try "${suggestion}"` };
}
