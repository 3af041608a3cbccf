/** The parts of an image reference: `registry:5000/team/app:1.2@sha256:…`. */

export interface ImageReference {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
  /** The name begins with a registry's host. */
  readonly registry?: string;
}

export const parseImage = (reference: string): ImageReference => {
  const [withoutDigest = '', digest] = reference.trim().split('@', 2);
  const colon = withoutDigest.lastIndexOf(':');
  const hasTag = colon > withoutDigest.lastIndexOf('/');
  const name = hasTag ? withoutDigest.slice(0, colon) : withoutDigest;
  const host = name.includes('/') ? (name.split('/', 1)[0] ?? '') : '';
  return {
    name,
    tag: hasTag ? withoutDigest.slice(colon + 1) : undefined,
    digest,
    registry: isHost(host) ? host : undefined,
  };
};

/** A host has a port, a domain, or is an address; `sail-8.3` is a name with a version in it. */
const isHost = (word: string): boolean =>
  word === 'localhost' || /:|\.[a-z][a-z0-9-]*$|^\d+(?:\.\d+){3}$/i.test(word);

/** The last part of an image's name: `ghcr.io/team/app` → `app`. */
export const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** The name without Docker Hub's own spellings: `docker.io/library/redis` → `redis`. */
export const familiarName = (name: string): string =>
  name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
