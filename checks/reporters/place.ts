/** Where a finding stands, as the reader of a report finds it from where the audit was started. */
import { posix } from 'node:path';
import type { Report } from '../engine/report.ts';

type Placed = { readonly path: string; readonly line?: number };

/** `server.js:12` */
export const placeText = ({ path, line }: Placed): string => (line === undefined ? path : `${path}:${line}`);

/**
 * The path relative to the folder in which the audit was started, where the target is a working tree below it: services
 * that show findings in a repository want its own paths. Other targets keep their own.
 */
export function pathFromHere({ target }: Report, path: string): string {
  const { path: folder, commit, dirty } = target;
  const isWorkTree = commit === undefined || dirty !== undefined;
  if (folder === undefined || !isWorkTree || posix.isAbsolute(folder)) return path;
  const joined = posix.normalize(posix.join(folder, path));
  return joined.startsWith('../') ? path : joined;
}

/** A relative reference by RFC 3986: every segment percent-encoded, so none reads as a scheme; half characters replaced. */
export const uriOf = (path: string): string =>
  path
    .split('/')
    .map((segment) => encodeURIComponent(Buffer.from(segment).toString()))
    .join('/')
    .replace(/^\/+/, '');

/** The line of a file on a forge, or beside the report: `src/server.js#L12`. */
export const linkOf = ({ path, line }: Placed, base = ''): string =>
  `${base}${uriOf(path)}${line === undefined ? '' : `#L${line}`}`;

/** Each place once, in their order. */
export const distinctPlaces = <P extends Placed>(places: readonly P[]): P[] => [
  ...new Map(places.map((place) => [placeText(place), place])).values(),
];
