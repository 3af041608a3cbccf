/** What the program knows of its own package. */
import { readFileSync } from 'node:fs';

interface Package {
  readonly version: string;
  readonly bugs?: string | { readonly url?: string };
}

/** The package's own manifest; it stands one folder higher above the compiled program than above its source. */
export function readPackage(): Package {
  for (const above of ['../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(above, import.meta.url), 'utf8')) as Package;
    } catch {
      // The other place.
    }
  }
  return { version: 'unknown' };
}
