/** Which artifacts belong to which app: container files by what they build, workloads by the images that they start. */
import type { Repo } from '../../engine/repo.ts';
import type { Artifacts } from '../artifacts/artifacts.ts';
import { type ComposeFile, type ComposeService, splitWords } from '../artifacts/compose.ts';
import { type Dockerfile, resultOf } from '../artifacts/dockerfile.ts';
import { familiarName, parseImage, shortName } from '../artifacts/image-reference.ts';
import type { Chart, Container, HelmTemplate, PodOwner } from '../artifacts/kubernetes.ts';
import { folderOf, isInside, joinPath, nameOf } from '../artifacts/paths.ts';
import type { PlatformSpec } from '../artifacts/platform.ts';
import type { App } from '../facts.ts';
import type { GatherContext } from '../gatherer.ts';
import { isPublished } from './known-images.ts';
import { manifestsOf } from './manifests.ts';
import { appMountedInto } from './runtime-images.ts';

export interface BuiltImage {
  readonly file: Dockerfile;
  /** The folder from which COPY takes its files. */
  readonly context: string;
}

export type Attributed<Thing> = Thing & {
  /** It runs this app's code. */
  readonly own: boolean;
  /** The container file that builds what it runs, where that is known. */
  readonly built?: BuiltImage & { readonly target?: string };
};

/** The part of the artifacts that concerns one app; what runs other apps' code is left out. */
export interface AppArtifacts {
  readonly images: readonly BuiltImage[];
  readonly services: readonly Attributed<{
    readonly file: ComposeFile;
    readonly service: ComposeService;
    /** The app's source is mounted into an image that somebody else publishes. */
    readonly mounted: boolean;
  }>[];
  readonly containers: readonly Attributed<{ readonly owner: PodOwner; readonly container: Container }>[];
  readonly templates: readonly Attributed<{
    readonly chart: Chart;
    readonly template: HelmTemplate;
    readonly image: { readonly reference: string };
  }>[];
  readonly platforms: readonly PlatformSpec[];
}

const cache = new WeakMap<Artifacts, Map<string, AppArtifacts>>();

export const attributed = async (context: GatherContext): Promise<AppArtifacts> => {
  const artifacts = await context.artifacts();
  const known = cache.get(artifacts) ?? new Map<string, AppArtifacts>();
  cache.set(artifacts, known);
  const key = `${context.apps.length}:${context.app.path}`;
  const result = known.get(key) ?? attribute(context, artifacts);
  known.set(key, result);
  return result;
};

const attribute = ({ repo, app, apps }: GatherContext, artifacts: Artifacts): AppArtifacts => {
  // Asked about the codebase as a whole, everything is its own.
  const all: readonly App[] = apps.length > 0 ? apps : [app];
  const contextOf = contextsIn(repo, artifacts);
  const built = artifacts.dockerfiles.map((file): BuiltImage & { readonly app: App | undefined } => {
    const context = contextOf(file);
    return { file, context, app: appOfDockerfile(file, context, all) };
  });
  const mine = built.filter((each) => each.app === app);
  const byPath = new Map(built.map((each) => [each.file.path, each]));
  const names = namesOf(artifacts, all, byPath, (folder) =>
    manifestsOf(repo)
      .filter((manifest) => manifest.folder === folder)
      .flatMap(({ file }) => file?.name ?? []),
  );
  // Where a container file builds the app, source that is mounted into a bare runtime is somebody's way to work on it.
  const containered = new Set(
    built.flatMap(({ file, app: owner }) => (owner && file.purpose === 'deploy' ? [owner] : [])),
  );
  const bare = all.filter((one) => !containered.has(one));
  const tracked = repo.files.map(({ path }) => path);
  const appOf = (reference: string | undefined, hints: readonly string[]) =>
    appOfImage(reference, hints, names, all, containered);
  const single = (found: App | undefined) => {
    const images = built.filter((each) => each.app === found && each.file.purpose === 'deploy');
    return images.length === 1 ? images[0] : images.find(({ file }) => nameOf(file.path) === 'Dockerfile');
  };

  const services = artifacts.compose.flatMap((file) =>
    file.services.flatMap((service): AppArtifacts['services'][number][] => {
      const mountedApp = appMountedInto(service, file, bare, tracked);
      const image =
        service.build?.dockerfile === undefined ? undefined : byPath.get(service.build.dockerfile);
      const folder = service.build?.context;
      const owner =
        mountedApp ??
        image?.app ??
        (folder === undefined ? undefined : appOfFolder(folder, all)) ??
        (service.build ? undefined : appOf(service.image?.expanded, [service.name]));
      if (owner && owner !== app) return [];
      const source = image ?? (service.build || mountedApp ? undefined : owner && single(owner));
      return [
        {
          file,
          service,
          own: owner === app,
          mounted: mountedApp !== undefined,
          built: source && { file: source.file, context: source.context, target: service.build?.target },
        },
      ];
    }),
  );
  const containers = artifacts.kubernetes.owners.flatMap((owner) =>
    owner.containers.flatMap((container): AppArtifacts['containers'][number][] => {
      const { chart, at } = owner.resource;
      const charted = chart === undefined ? [] : [nameOf(chart), nameOf(folderOf(at.path))];
      const image = appOf(container.image?.reference, [owner.resource.name, container.name, ...charted]);
      if (image && image !== app) return [];
      const source = image && single(image);
      return [
        {
          owner,
          container,
          own: image === app,
          built: source && { file: source.file, context: source.context },
        },
      ];
    }),
  );
  const templates = artifacts.kubernetes.charts.flatMap((chart) =>
    chart.templates.flatMap((template): AppArtifacts['templates'][number][] =>
      template.images.flatMap((image): AppArtifacts['templates'][number][] => {
        const found =
          appOf(image.reference.includes('{{') ? undefined : image.reference, [
            nameOf(chart.folder),
            ...folderOf(template.path).split('/').slice(-1),
          ]) ?? (image.reference.includes('{{') && all.length === 1 ? all[0] : undefined);
        if (found && found !== app) return [];
        const source = found && single(found);
        return [
          {
            chart,
            template,
            image,
            own: found === app,
            built: source && { file: source.file, context: source.context },
          },
        ];
      }),
    ),
  );
  const platforms = artifacts.platforms.filter(({ folder, processes }) => {
    const owner = appOfFolder(folder, all) ?? (all.length === 1 ? all[0] : undefined);
    if (owner) return owner === app;
    // A descriptor at the root that names the app's folder in its commands.
    return processes.some(({ command }) =>
      command?.words.some((word) => app.path !== '.' && word.includes(app.path)),
    );
  });
  return {
    images: mine.map(({ file, context }) => ({ file, context })),
    services,
    containers,
    templates,
    platforms,
  };
};

/** The innermost app whose folder holds the folder. */
export const appOfFolder = (folder: string, apps: readonly App[]): App | undefined =>
  apps.filter(({ path }) => isInside(folder, path)).sort((a, b) => b.path.length - a.path.length)[0];

/** From which folder the build of a container file takes its files: as something says, or else the likeliest. */
export const contextsIn = (repo: Repo, artifacts: Artifacts): ((file: Dockerfile) => string) => {
  const contexts = contextsOf(artifacts);
  return (file) =>
    contexts.get(file.path) ??
    likelyContext(
      file,
      (path) => repo.has(path) || repo.files.some((each) => each.path.startsWith(`${path}/`)),
    );
};

/** Folders given to the build, by the container file's path: compose and the commands of pipelines name them. */
const contextsOf = (artifacts: Artifacts): ReadonlyMap<string, string> => {
  const contexts = new Map<string, string>();
  for (const { services } of artifacts.compose)
    for (const { build } of services)
      if (build?.dockerfile !== undefined && build.context !== undefined && !contexts.has(build.dockerfile))
        contexts.set(build.dockerfile, build.context);
  for (const { context, dockerfile } of buildCommands(artifacts))
    if (!contexts.has(dockerfile)) contexts.set(dockerfile, context);
  return contexts;
};

interface BuildCommand {
  readonly context: string;
  readonly dockerfile: string;
  readonly names: readonly string[];
}

/** `docker build -t name -f file context` in pipelines. */
const buildCommands = (artifacts: Artifacts): readonly BuildCommand[] =>
  artifacts.pipelines.flatMap(({ commands }) =>
    commands.flatMap(({ text }) =>
      text
        .replace(/\\\r?\n/g, ' ')
        .split(/\r?\n|&&|;/)
        .flatMap((line): BuildCommand[] => {
          if (line.length > 4000 || !/\b(?:docker|podman|buildah|nerdctl)\b/.test(line)) return [];
          const words = splitWords(line.trim());
          const start = words.indexOf('build');
          if (start < 0) return [];
          const names: string[] = [];
          let file: string | undefined;
          let context: string | undefined;
          for (let index = start + 1; index < words.length; index++) {
            const word = words[index] ?? '';
            const [flag, inline] = word.split('=', 2);
            if (flag === '-t' || flag === '--tag') names.push(inline ?? words[++index] ?? '');
            else if (flag === '-f' || flag === '--file') file = inline ?? words[++index];
            else if (word.startsWith('-')) {
              if (
                inline === undefined &&
                /^(?:--build-arg|--target|--platform|--cache-from|--cache-to|--label|--network|--secret|-o|--output|--progress)$/.test(
                  word,
                )
              )
                index++;
            } else context = word;
          }
          const folder = context === undefined ? undefined : joinPath(context);
          if (folder === undefined) return [];
          const dockerfile = file === undefined ? joinPath(folder, 'Dockerfile') : joinPath(file);
          return dockerfile === undefined ? [] : [{ context: folder, dockerfile, names }];
        }),
    ),
  );

/** The nearest folder, from the container file's own upwards, that holds what COPY names. */
const likelyContext = (file: Dockerfile, exists: (path: string) => boolean): string => {
  const sources = file.stages
    .flatMap(({ copies }) => copies)
    .filter(({ fromStage, fromImage }) => fromStage === undefined && !fromImage)
    .flatMap((copy) => copy.sources)
    .map((source) => joinPath(source.replace(/\*.*$/, '')))
    .filter((source): source is string => source !== undefined && source !== '.');
  const own = folderOf(file.path);
  let best = own;
  let bestCount = sources.filter((source) => exists(joinPath(own, source) ?? '')).length;
  for (let folder = own; folder !== '.' && bestCount < sources.length; ) {
    folder = folderOf(folder);
    const count = sources.filter((source) => exists(joinPath(folder, source) ?? '')).length;
    if (count > bestCount) {
      best = folder;
      bestCount = count;
    }
  }
  // `docker/Dockerfile` that copies everything means the repository, not the folder that holds only itself.
  const copiesAll = file.stages.some(({ copies }) =>
    copies.some(
      ({ sources: from, fromStage, fromImage }) =>
        fromStage === undefined && !fromImage && from.some((source) => source === '.' || source === './'),
    ),
  );
  return best === own && copiesAll && isForPackaging(own) ? '.' : best;
};

/** A folder for container files and what goes with them, not for an app. */
export const isForPackaging = (folder: string): boolean =>
  /(?:^|\/)(?:docker|deploy|deployment|build|\.docker|ci|container|containers|infra|ops)(?:\/|$)/.test(
    folder,
  );

const appOfDockerfile = (file: Dockerfile, context: string, apps: readonly App[]): App | undefined => {
  if (apps.length === 1) return apps[0];
  const direct = appOfFolder(folderOf(file.path), apps);
  if (direct && direct.path !== '.') return direct;
  const byContext = appOfFolder(context, apps);
  if (byContext && byContext.path !== '.') return byContext;
  const byName = apps.find(({ path }) => {
    const word = nameOf(path).toLowerCase();
    return (
      path !== '.' &&
      (nameOf(file.path).toLowerCase().split(/[._-]/).includes(word) ||
        nameOf(folderOf(file.path)).toLowerCase() === word)
    );
  });
  if (byName) return byName;
  // The last stage's copies say what runs; earlier ones may only build assets.
  const { chain } = resultOf(file);
  const copied = [...chain]
    .reverse()
    .flatMap(({ copies }) => copies)
    .filter(({ fromStage, fromImage }) => fromStage === undefined && !fromImage)
    .flatMap(({ sources }) => sources.flatMap((source) => joinPath(context, source) ?? []));
  const holders = new Set(
    copied.flatMap((path) =>
      apps.filter((app) => app.path !== '.' && (isInside(path, app.path) || path === app.path)),
    ),
  );
  const root = byContext ?? direct;
  if (root) return root;
  if (holders.size === 1) return [...holders][0];
  const deployable = apps.filter(({ kind }) => kind === 'web' || kind === 'worker');
  return deployable.length === 1
    ? deployable[0]
    : [...holders].find(({ kind }) => kind === 'web' || kind === 'worker');
};

/** Image names that this repository gives to what it builds. */
const namesOf = (
  artifacts: Artifacts,
  apps: readonly App[],
  byPath: ReadonlyMap<string, BuiltImage & { readonly app: App | undefined }>,
  manifestNames: (folder: string) => readonly string[],
): { readonly exact: ReadonlyMap<string, App>; readonly words: ReadonlyMap<App, ReadonlySet<string>> } => {
  const exact = new Map<string, App>();
  for (const { services } of artifacts.compose)
    for (const { image, build } of services) {
      if (!image || build?.context === undefined) continue;
      const app = byPath.get(build.dockerfile ?? '')?.app ?? appOfFolder(build.context, apps);
      if (app) exact.set(familiarName(parseImage(image.expanded).name), app);
    }
  for (const { dockerfile, names } of buildCommands(artifacts)) {
    const app = byPath.get(dockerfile)?.app;
    if (app) for (const name of names) exact.set(familiarName(parseImage(name).name), app);
  }
  const services = artifacts.compose.flatMap((file) =>
    file.services.flatMap(({ name, build }) => {
      const app =
        build?.context === undefined
          ? undefined
          : (byPath.get(build.dockerfile ?? '')?.app ?? appOfFolder(build.context, apps));
      return app ? [{ name, app }] : [];
    }),
  );
  const words = new Map(
    apps.map((app) => {
      const folder =
        app.path === '.'
          ? []
          : [nameOf(app.path), nameOf(app.path).replace(/[-_](?:app|service|svc|server)$/i, '')];
      const named = services.filter((each) => each.app === app).map(({ name }) => name);
      return [
        app,
        new Set([...folder, ...named, ...manifestNames(app.path)].map((name) => plain(shortName(name)))),
      ];
    }),
  );
  return { exact, words };
};

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const appOfImage = (
  reference: string | undefined,
  hints: readonly string[],
  names: ReturnType<typeof namesOf>,
  apps: readonly App[],
  containered: ReadonlySet<App>,
): App | undefined => {
  if (reference === undefined) return byHint(hints, names, apps);
  const name = familiarName(parseImage(reference).name);
  const exact =
    names.exact.get(name) ?? [...names.exact].find(([known]) => shortName(known) === shortName(name))?.[1];
  if (exact) return exact;
  if (isPublished(reference)) return undefined;
  const short = shortName(name).toLowerCase();
  const parts = short.split(/[^a-z0-9]+/);
  const named = apps
    .flatMap((app) =>
      [...(names.words.get(app) ?? [])].filter((word) => word.length > 1).map((word) => ({ app, word })),
    )
    .filter(
      ({ word }) =>
        parts.includes(word) || plain(short) === word || (word.length > 3 && plain(short).includes(word)),
    )
    .sort((a, b) => b.word.length - a.word.length)[0]?.app;
  if (named) return named;
  // Pages inside the folder of an app with a container file are built into it, where they have none of their own.
  const isServed = (page: App) =>
    page.kind === 'static' &&
    !containered.has(page) &&
    [...containered].some((server) => server.kind === 'web' && isInside(page.path, server.path));
  const deployable = apps.filter((one) => one.kind !== 'library' && one.kind !== 'tool' && !isServed(one));
  if (deployable.length === 1 && (containered.size > 0 || apps.length === 1)) return deployable[0];
  if (apps.length === 1) return apps[0];
  return byHint(hints, names, apps);
};

const byHint = (
  hints: readonly string[],
  names: ReturnType<typeof namesOf>,
  apps: readonly App[],
): App | undefined => apps.find((app) => hints.some((hint) => names.words.get(app)?.has(plain(hint))));
