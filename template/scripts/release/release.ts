// Makes a release: an image and the manifests that run it, under one name of the commit and the configuration.
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, parseAllDocuments } from 'yaml';
import { keepManifests, readLedger, record } from './ledger.ts';
import { holdLedger } from './lock.ts';
import { buildAndPush } from './registry.ts';
import { argumentsOf, docker, git, kubectl, root, say, script, Trouble } from './tools.ts';

const inManifests = 'localhost:32000/todo-service';
const image = `${process.env.REGISTRY || 'localhost:32000'}/todo-service`;

/** The overlay's manifests with the name of the release in them: at its image, and behind its migrations. */
function manifestsFor(rendered: string, release: string): string {
  const documents = parseAllDocuments(rendered) as Document.Parsed[];
  for (const document of documents) {
    for (const path of containerPaths(document.get('kind'))) {
      const containers = (document.getIn(path) as { items?: unknown[] } | undefined)?.items ?? [];
      for (const index of containers.keys()) {
        const at = [...path, index, 'image'];
        if (String(document.getIn(at)).split(/:(?=[^/]*$)/)[0] === inManifests)
          document.setIn(at, `${image}:${release}`);
      }
    }
    if (document.get('kind') === 'Job')
      document.setIn(['metadata', 'name'], `${document.getIn(['metadata', 'name'])}-${release}`);
  }
  return documents.map((document) => `---\n${String(document).replace(/^---\n/, '')}`).join('');
}

function containerPaths(kind: unknown): string[][] {
  const pod = kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
  return ['initContainers', 'containers'].map((list) => [...pod, 'spec', list]);
}

script(async () => {
  const given = argumentsOf('npm run release -- [overlay] [--push]', 1, ['--push']);
  const [overlay = 'microk8s'] = given.filter((word) => word !== '--push');
  const overlays = await readdir(join(root, 'k8s/overlays'));
  if (!overlays.includes(overlay))
    throw new Trouble(`there is no overlay ${overlay}; there are ${overlays.join(', ')}`, 2);

  await holdLedger();
  const changed = await git(['status', '--porcelain']);
  if (changed !== '')
    throw new Trouble(`a release is of a commit, and these files are not committed:\n${changed.trimEnd()}`);

  const commit = (await git(['rev-parse', 'HEAD'])).trim();
  const short = (await git(['rev-parse', '--short', 'HEAD'])).trim();
  const rendered = await kubectl(['kustomize', `k8s/overlays/${overlay}`]);
  const config = createHash('sha256').update(image).update(rendered).digest('hex').slice(0, 8);
  const release = `${short}-${config}`;
  const ledger = await readLedger();
  if (ledger.some((entry) => entry.event === 'released' && entry.release === release)) {
    say(`${release} is released already`);
    process.stdout.write(`${release}\n`);
    return;
  }

  const labels = ['--build-arg', `VERSION=${release}`, '--build-arg', `REVISION=${commit}`];
  const build = [...labels, '--tag', `${image}:${release}`, '.'];
  const digest = given.includes('--push') ? await buildAndPush(build) : undefined;
  if (!digest) await docker(['build', ...build], { shown: true });
  const { path, hash } = await keepManifests(release, manifestsFor(rendered, release));
  await record({ event: 'released', release, overlay, image, commit, manifests: hash });
  if (digest) await record({ event: 'pushed', release, overlay, digest });
  say(`released ${release}: image ${image}:${release}${digest ? `@${digest}` : ''}, manifests ${path}`);
  process.stdout.write(`${release}\n`);
});
