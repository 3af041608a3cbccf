/** The deployable parts of a repository: where each stands, in what it is written, and what kind of thing it is. */

import type { Place } from '../../engine/place.ts';
import type { Repo } from '../../engine/repo.ts';
import { compareText } from '../../engine/snapshot.ts';
import type { Artifacts } from '../artifacts/artifacts.ts';
import { type Dockerfile, resultOf } from '../artifacts/dockerfile.ts';
import { parseImage, shortName } from '../artifacts/image-reference.ts';
import {
  depthOf,
  folderOf,
  isAside,
  isInside,
  isTestFolder,
  isVendored,
  joinPath,
  nameOf,
} from '../artifacts/paths.ts';
import { readerOf } from '../ecosystems/index.ts';
import { ecosystemOfFile } from '../ecosystems/recognise.ts';
import type { App, CommandLine, Ecosystem } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { closureOf } from '../source/closure.ts';
import { linkModules } from '../source/link.ts';
import type { SourceModule } from '../source/model.ts';
import { expectSource } from '../source/parser.ts';
import { readFile, sizeOfSource } from '../source/read.ts';
import { prepareParser } from '../source/syntax.ts';
import { contextsIn, isForPackaging } from './attribution.ts';
import { chainOf } from './command-chain.ts';
import { type FoundManifest, manifestsAbove, manifestsOf } from './manifests.ts';
import { isOneShot } from './one-shot.ts';
import { packageScripts } from './package-scripts.ts';
import { serverStartedBy } from './server-programs.ts';
import { unreadLanguage } from './unread-source.ts';

export const gatherApps: Gatherer<'apps'> = async ({ repo, artifacts }) => {
  // Before anything is parsed, and apps are what is asked for first.
  const bytes = sizeOfSource(repo);
  expectSource(bytes);
  await prepareParser(bytes);
  return findApps(repo, await artifacts());
};
export const gatherApp: Gatherer<'app'> = ({ app }) => app;

interface Candidate {
  readonly folder: string;
  readonly manifests: FoundManifest[];
  readonly evidence: Place[];
}

/** Whether the file may take part in a deploy. */
const isPlain = (path: string): boolean => !isVendored(path) && !isAside(path) && !isTestFolder(path);

/** Every app, outermost first. A repository with files always has one, if only a library of unknown kind. */
export const findApps = async (repo: Repo, artifacts: Artifacts): Promise<readonly App[]> => {
  const everything = repo.files.filter(({ size }) => size > 0).map(({ path }) => path);
  const source = everything.filter((path) => isPlain(path) && ecosystemOfFile(path) !== undefined);
  let manifests = manifestsOf(repo).filter(
    ({ path, file }) => !isAside(path) && !isTestFolder(path) && !file?.tests,
  );
  // Examples are the apps of a repository that holds nothing else.
  if (manifests.length === 0 && source.length === 0)
    manifests = manifestsOf(repo).filter(({ path }) => !isTestFolder(path));
  const candidates = new Map<string, Candidate>();
  const candidate = (folder: string): Candidate => {
    const known = candidates.get(folder) ?? { folder, manifests: [], evidence: [] };
    candidates.set(folder, known);
    return known;
  };
  for (const manifest of manifests) {
    const { folder } = manifest;
    candidate(folder).manifests.push(manifest);
    candidate(folder).evidence.push({ path: manifest.path });
  }
  for (const path of containerFolders(repo, artifacts)) {
    const covered = [...candidates.keys()].some((folder) => folder !== '.' && isInside(path.folder, folder));
    if (covered || candidates.has(path.folder)) {
      candidates.get(path.folder)?.evidence.push(path.at);
      continue;
    }
    // A container file in a folder without source, `docker/Dockerfile`, builds the app that stands around it.
    if (path.folder === '.' && candidates.size > 0 && !hasOwnSource(source, [...candidates.keys()])) continue;
    if (
      source.some((file) => folderOf(file) === path.folder) ||
      (path.folder !== '.' && hasEntry(source, path.folder))
    )
      candidate(path.folder).evidence.push(path.at);
  }
  const containers = new Set(containerFolders(repo, artifacts).map(({ folder }) => folder));
  takeInManifests(candidates, containers);
  takeInParts(candidates, containers);
  dropShells(candidates, source);
  if (candidates.size === 0) {
    const folder = commonFolder(source);
    const first = source[0];
    if (first !== undefined) candidate(folder).evidence.push({ path: entryFile(source, folder) ?? first });
    else if (everything.length > 0) candidate('.').evidence.push({ path: everything[0] ?? '.' });
  }
  const folders = [...candidates.values()].sort(
    (a, b) => depthOf(a.folder) - depthOf(b.folder) || (a.folder < b.folder ? -1 : 1),
  );
  const apps: App[] = [];
  const held = heldBy(
    source,
    folders.map(({ folder }) => folder),
  );
  for (const each of folders) {
    const files = held.get(each.folder) ?? [];
    const inner = folders.flatMap(({ folder }) =>
      folder !== each.folder && isInside(folder, each.folder) ? [folder] : [],
    );
    const unread = unreadLanguage(repo, each.folder, inner);
    const manifests = each.manifests.length > 0 ? each.manifests : [...manifestsAbove(repo, each.folder)];
    const app = await describe(
      repo,
      artifacts,
      { ...each, manifests, ownManifest: each.manifests.length > 0 },
      files,
      folders.length === 1,
    );
    apps.push(unread === undefined ? app : { ...app, unread });
  }
  return apps;
};

/** Folders that are built into images, by container files and by the contexts of compose. */
const containerFolders = (repo: Repo, artifacts: Artifacts): readonly { folder: string; at: Place }[] => {
  const manifestFolders = new Set(manifestsOf(repo).map(({ folder }) => folder));
  const contextOf = contextsIn(repo, artifacts);
  return [
    ...artifacts.dockerfiles
      .filter(({ purpose }) => purpose === 'deploy')
      .map((file) => {
        const own = folderOf(file.path);
        // A folder without a manifest may hold only what packs the app around it, whatever it is called.
        const folder = isForPackaging(own) || !manifestFolders.has(own) ? contextOf(file) : own;
        return { folder: isInside(own, folder) ? folder : own, at: file.stages[0].at };
      }),
    ...artifacts.compose.flatMap(({ services }) =>
      services.flatMap(({ build }) =>
        build?.context === undefined ? [] : [{ folder: build.context, at: build.at }],
      ),
    ),
  ];
};

/** Application source at the root, beside the folders of other apps. */
const hasOwnSource = (source: readonly string[], inner: readonly string[]): boolean =>
  source.some(
    (path) =>
      depthOf(folderOf(path)) === 0 && !/\.config\.[cm]?[jt]s$/.test(path) && ENTRY.test(nameOf(path)),
  ) && inner.every((folder) => folder !== '.');

const hasEntry = (source: readonly string[], folder: string): boolean =>
  source.some((path) => isInside(path, folder)) && entryFile(source, folder) !== undefined;

const ENTRY = /^(?:main|app|server|index|wsgi|asgi|manage|run|program|worker|bot)\.\w+$/i;
const entryFile = (source: readonly string[], folder: string): string | undefined =>
  source.find(
    (path) =>
      isInside(path, folder) && ENTRY.test(nameOf(path)) && depthOf(folderOf(path)) <= depthOf(folder) + 1,
  );

const commonFolder = (paths: readonly string[]): string => {
  let common = paths[0] === undefined ? '.' : folderOf(paths[0]);
  for (const path of paths) while (!isInside(path, common)) common = folderOf(common);
  // `src` is a folder of an app, not the app.
  return /^(?:src|app|lib)$/.test(common) ? '.' : common;
};

/** A manifest deeper inside an app that is built as one image and has none itself is that app's manifest. */
const takeInManifests = (candidates: Map<string, Candidate>, containers: ReadonlySet<string>): void => {
  for (const [folder, outer] of candidates) {
    if (outer.manifests.length > 0 || !containers.has(folder)) continue;
    for (const [inner, { manifests, evidence }] of [...candidates]) {
      if (inner === folder || !isInside(inner, folder) || containers.has(inner)) continue;
      outer.manifests.push(...manifests);
      outer.evidence.push(...evidence);
      candidates.delete(inner);
    }
  }
};

/** Members of a manifest that makes one deploy of them are no apps, unless they are built as images of their own. */
const takeInParts = (candidates: Map<string, Candidate>, containers: ReadonlySet<string>): void => {
  for (const [folder, whole] of [...candidates]) {
    if (!whole.manifests.some(({ file }) => file?.membersAreParts)) continue;
    for (const [inner, { manifests, evidence }] of [...candidates]) {
      const isPart = manifests.some(({ ecosystem }) => ecosystem === whole.manifests[0]?.ecosystem);
      if (inner === folder || !isInside(inner, folder) || containers.has(inner) || !isPart) continue;
      whole.manifests.push(...manifests);
      whole.evidence.push(...evidence);
      candidates.delete(inner);
    }
  }
};

/** The files that each folder holds, but for those that a folder inside it holds; in their order. */
function heldBy(paths: readonly string[], folders: readonly string[]): Map<string, string[]> {
  const held = new Map<string, string[]>(folders.map((folder) => [folder, []]));
  for (const path of paths) {
    const folder = held.has(path) ? path : nearestOf(held, path);
    if (folder !== undefined) held.get(folder)?.push(path);
  }
  return held;
}

/** The nearest of the folders above a path. */
function nearestOf(folders: ReadonlyMap<string, unknown>, path: string): string | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (folders.has(folder)) return folder;
    if (folder === '.') return undefined;
  }
}

/** Takes out folders whose manifest only holds tools or members together: workspaces, documentation builds, solutions. */
const dropShells = (candidates: Map<string, Candidate>, source: readonly string[]): void => {
  const held = heldBy(source, [...candidates.keys()]);
  const drop = (folder: string): void => {
    candidates.delete(folder);
    const above = nearestOf(candidates, folder);
    if (above !== undefined)
      held.set(above, [...(held.get(above) ?? []), ...(held.get(folder) ?? [])].sort(compareText));
  };
  for (const [folder, { manifests }] of [...candidates]) {
    if (candidates.size === 1) return;
    const inner = [...candidates.keys()].filter((other) => other !== folder && isInside(other, folder));
    const own = held.get(folder) ?? [];
    if (inner.length > 0) {
      const runtime = manifests.some(({ file }) =>
        file?.dependencies.some(({ scope }) => scope === 'runtime'),
      );
      const isWorkspace = manifests.some(({ file }) => (file?.members.length ?? 0) > 0);
      const application = own.filter(
        (path) => !/\.config\.[cm]?[jt]s$|(?:^|\/)(?:scripts?|tools?|\.\w+)\//.test(path),
      );
      // What it declares is for apps inside that have no manifest: it is no program itself.
      const isForOthers =
        inner.some((other) => candidates.get(other)?.manifests.length === 0) &&
        entryFile(own, folder) === undefined;
      if (
        application.length === 0 ||
        isForOthers ||
        (isWorkspace && !runtime && folder === '.' && application.length < 3)
      )
        drop(folder);
    } else if (own.length === 0) {
      // Nothing to run: a requirements file beside a container file of the app above.
      const above = [...candidates.keys()].some((other) => other !== folder && isInside(folder, other));
      if (above) drop(folder);
    }
  }
};

const describe = async (
  repo: Repo,
  artifacts: Artifacts,
  { folder, manifests, evidence, ownManifest }: Candidate & { readonly ownManifest: boolean },
  files: readonly string[],
  only: boolean,
): Promise<App> => {
  const ecosystem = ecosystemOf(manifests, files);
  const sorted = [...evidence].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : (a.line ?? 0) - (b.line ?? 0),
  );
  const parts = partsOf(repo, manifests);
  const app = { path: folder, ecosystem, ...(parts.length > 0 ? { parts } : {}), evidence: sorted };
  const relevant = manifests.filter((manifest) => manifest.ecosystem === ecosystem);
  const framework = frameworkOf(relevant);
  const containers = artifacts.dockerfiles.filter(
    ({ path, purpose }) => purpose === 'deploy' && (only || isInside(path, folder)),
  );
  const starts = await startsOf(repo, artifacts, folder, files, only);
  const named = framework?.name;
  const listensAt = async () => findListener(repo, ecosystem, files);
  const withoutProgram =
    relevant.length > 0 &&
    readerOf(ecosystem)?.hasProgram?.(
      repo.files.map(({ path }) => path).filter((path) => isInside(path, folder)),
      (path) => repo.text(path),
    ) === false;
  const isLibrary =
    (withoutProgram || relevant.some(({ file }) => file?.library === true)) &&
    containers.length === 0 &&
    !starts.declared;
  const kind = await (async (): Promise<App['kind']> => {
    if (starts.web) return 'web';
    if (isDesktop(relevant) && containers.length === 0 && !starts.declared) return 'tool';
    // What several apps share names the frameworks of all of them.
    if (framework?.kind === 'web' && !isLibrary && (ownManifest || (await listensAt()))) return 'web';
    const serves =
      containers.length > 0 && containers.every((file) => isStaticServer(resultOf(file).image.expanded));
    if (framework?.kind === 'static') return (await listensAt()) ? 'web' : 'static';
    if (serves && (ecosystem === 'node' || ecosystem === 'unknown')) return 'static';
    if (await listensAt()) return isLibrary ? 'library' : 'web';
    if (!isLibrary && files.some((path) => readerOf(ecosystem)?.isPage?.(path))) return 'web';
    if (framework?.kind === 'worker') return 'worker';
    if (readerOf(ecosystem) === undefined && exposesPort(artifacts, containers, folder, only)) return 'web';
    if (starts.declared || containers.length > 0) return starts.oneOff ? 'tool' : 'worker';
    if (framework?.kind === 'tool' || relevant.some(({ file }) => hasPrograms(file?.scripts)))
      return isLibrary ? 'library' : 'tool';
    if (isLibrary || relevant.length > 0)
      return relevant.length > 0 && !isLibrary && startsByScript(relevant) ? 'worker' : 'library';
    return isPagesOnly(repo, folder) ? 'static' : 'library';
  })();
  return { ...app, framework: named, kind };
};

/** Folders of the manifests that these refer to, directly or over others. */
const partsOf = (repo: Repo, manifests: readonly FoundManifest[]): readonly string[] => {
  if (!manifests.some(({ file }) => file?.references?.length)) return [];
  const all = new Map(manifestsOf(repo).map((manifest) => [manifest.path, manifest]));
  const built = closureOf(manifests, ({ folder, file }) =>
    (file?.references ?? []).flatMap((reference) => all.get(joinPath(folder, reference) ?? '') ?? []),
  );
  const own = new Set(manifests.map(({ folder }) => folder));
  return [...new Set([...built].map(({ folder }) => folder))].filter((folder) => !own.has(folder));
};

const ecosystemOf = (manifests: readonly FoundManifest[], files: readonly string[]): App['ecosystem'] => {
  const counts = new Map<Ecosystem, number>();
  for (const path of files) {
    const ecosystem = ecosystemOfFile(path);
    if (ecosystem) counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + 1);
  }
  const declared = [...new Set(manifests.map(({ ecosystem }) => ecosystem))];
  // A Python or Go service with a package.json for its assets is what its server is written in.
  const serverSide = declared.filter((ecosystem) => ecosystem !== 'node');
  const choice =
    serverSide.length > 0 && serverSide.some((ecosystem) => (counts.get(ecosystem) ?? 0) > 0)
      ? serverSide
      : declared;
  const ranked = (choice.length > 0 ? choice : [...counts.keys()]).sort(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0),
  );
  return ranked[0] ?? 'unknown';
};

const frameworkOf = (manifests: readonly FoundManifest[]) => {
  const rank = { web: 0, worker: 1, static: 2, tool: 3 } as const;
  const found = manifests.flatMap(({ reader, file }) =>
    (file?.dependencies ?? [])
      // A build's plugin may bring a framework that no dependency names.
      .filter(({ scope, name }) => scope !== 'development' || name.startsWith('plugin:'))
      .flatMap(({ name }) => {
        const frameworks = reader?.catalogue.frameworks;
        return frameworks && Object.hasOwn(frameworks, name) ? (frameworks[name] ?? []) : [];
      }),
  );
  const development = manifests.flatMap(({ reader, file }) =>
    (file?.dependencies ?? [])
      .filter(({ scope }) => scope === 'development')
      .flatMap(({ name }) => {
        const frameworks = reader?.catalogue.frameworks;
        const framework = frameworks && Object.hasOwn(frameworks, name) ? frameworks[name] : undefined;
        return framework?.kind === 'static' ? framework : [];
      }),
  );
  return [...found, ...development].sort(
    (a, b) => rank[a.kind] - rank[b.kind] || Number(a.server ?? false) - Number(b.server ?? false),
  )[0];
};

const isDesktop = (manifests: readonly FoundManifest[]): boolean =>
  manifests.some(({ reader, file }) => {
    const frameworks = reader?.catalogue.frameworks ?? {};
    return file?.dependencies.some(
      ({ name }) => Object.hasOwn(frameworks, name) && frameworks[name]?.desktop,
    );
  });

/** What platform descriptors, images and compose say about how the app is started. */
const startsOf = async (
  repo: Repo,
  artifacts: Artifacts,
  folder: string,
  files: readonly string[],
  only: boolean,
) => {
  let web = false;
  let declared = false;
  let oneOff = true;
  const scripts = packageScripts(repo);
  const look = async (
    entrypoint: CommandLine | undefined,
    command: CommandLine | undefined,
    once: boolean,
    file?: Dockerfile,
  ): Promise<void> => {
    if (!entrypoint && !command) return;
    declared = true;
    oneOff &&= once;
    const image = file && { result: resultOf(file), context: folder };
    const around = {
      repo,
      artifacts,
      folder,
      image,
      variables: new Map<string, string>(),
      paths: files,
      scripts,
    };
    for (const { words, role } of (await chainOf(entrypoint, command, around)).steps) {
      const { program } = serverStartedBy(words) ?? {};
      if (role !== 'before' && program?.role === 'web' && !program.static) web = true;
    }
  };
  for (const platform of artifacts.platforms) {
    if (!(only || platform.folder === folder)) continue;
    for (const { name, command, oneOff: once } of platform.processes) {
      if (name === 'web' && platform.platform === 'procfile') web = true;
      await look(undefined, command, once);
    }
  }
  const services = artifacts.compose.flatMap((file) =>
    file.services.map((service) => ({ service, once: isOneShot(service, file.services) })),
  );
  for (const file of artifacts.dockerfiles) {
    if (file.purpose !== 'deploy' || !(only || isInside(file.path, folder))) continue;
    const { entrypoint, command } = resultOf(file);
    const uses = services.filter(({ service }) => service.build?.dockerfile === file.path);
    await look(entrypoint, command, uses.length > 0 && uses.every(({ once }) => once), file);
  }
  for (const { service, once } of services) {
    if (service.build?.context === undefined || !(only || isInside(service.build.context, folder))) continue;
    await look(service.entrypoint, service.command, once);
  }
  return { web, declared, oneOff: declared && oneOff };
};

const isStaticServer = (image: string): boolean =>
  ['nginx', 'nginx-unprivileged', 'httpd', 'caddy', 'static-web-server', 'darkhttpd', 'lighttpd'].includes(
    shortName(parseImage(image).name),
  );

const exposesPort = (
  artifacts: Artifacts,
  containers: readonly Artifacts['dockerfiles'][number][],
  folder: string,
  only: boolean,
): boolean =>
  containers.some((file) => resultOf(file).chain.some(({ exposes }) => exposes.length > 0)) ||
  artifacts.compose.some(({ services }) =>
    services.some(
      ({ build, ports }) =>
        ports.length > 0 && build?.context !== undefined && (only || isInside(build.context, folder)),
    ),
  );

const hasPrograms = (scripts: Readonly<Record<string, string>> | undefined): boolean =>
  scripts !== undefined &&
  Object.keys(scripts).some((name) => name.startsWith('bin:') || name.startsWith('console:'));

const startsByScript = (manifests: readonly FoundManifest[]): boolean =>
  manifests.some(({ file }) => file !== undefined && Object.hasOwn(file.scripts, 'start'));

const isPagesOnly = (repo: Repo, folder: string): boolean =>
  repo.files.some(({ path }) => folderOf(path) === folder && nameOf(path) === 'index.html');

const MAX_LOOKED_AT = 60;

/** A listening call in the app's source: only files that name one are parsed. */
const findListener = async (
  repo: Repo,
  ecosystem: App['ecosystem'],
  files: readonly string[],
): Promise<Place | undefined> => {
  const reader = readerOf(ecosystem);
  if (!reader) return undefined;
  const names = reader.catalogue.entries
    .filter(({ listens }) => listens)
    .flatMap(({ calls }) => calls)
    .map((call) => call.slice(call.lastIndexOf('.') + 1).replace(/\(\)$/, ''));
  // Ruby writes an instance as `Server.new`.
  const methods = [...new Set(names)].flatMap((name) => [`${name}(`, `${name}.new`]);
  const modules: SourceModule[] = [];
  for (const path of files) {
    const name = nameOf(path);
    const extension = name.slice(name.lastIndexOf('.'));
    if (!Object.hasOwn(reader.grammars, extension) || reader.isTestPath(path)) continue;
    const text = repo.text(path);
    if (text === undefined || !methods.some((method) => text.includes(method))) continue;
    if (modules.length >= MAX_LOOKED_AT) break;
    const module = await readFile(repo, path);
    if (module) modules.push(module);
  }
  // Files are linked by themselves alone: an app that builds its server in one file and starts it in another is known
  // by its framework.
  const linked = linkModules(modules, { catalogue: () => reader.catalogue, resolve: () => [] });
  return linked.callsThat('listens')[0]?.call.at;
};
