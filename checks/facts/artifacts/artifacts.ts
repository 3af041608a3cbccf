/** Everything of a repository that isn't source: container files, deploy manifests, pipelines, env files; read once. */
import type { Place, Problem } from '../../engine/place.ts';
import type { Repo } from '../../engine/repo.ts';
import type { CommandLine } from '../facts.ts';
import { readChart } from './charts.ts';
import { type ComposeFile, type ComposeService, isComposePath, overlay, readCompose } from './compose.ts';
import { type Dockerfile, isDockerfilePath, readDockerfile } from './dockerfile.ts';
import { type EnvFileText, envFileKind, readEnvFile } from './env-file.ts';
import {
  type Chart,
  isKustomizationPath,
  type Kustomization,
  looksLikeKubernetes,
  type PodOwner,
  podOwnerOf,
  type Resource,
  readKubernetes,
  readKustomization,
} from './kubernetes.ts';
import { folderOf, isAside, isInside, isTestFolder, isVendored, nameOf } from './paths.ts';
import { type PipelineFile, pipelineProvider, readPipeline } from './pipelines.ts';
import { type PlatformSpec, platformReader } from './platform.ts';
import { isReadmePath, type Readme, readReadme } from './readme.ts';
import { readShell, type Script } from './shell.ts';

export interface Kubernetes {
  /** Without patches, and without what stands for no resource of its own. */
  readonly resources: readonly Resource[];
  readonly owners: readonly PodOwner[];
  readonly kustomizations: readonly Kustomization[];
  readonly charts: readonly Chart[];
}

export interface Artifacts {
  readonly dockerfiles: readonly Dockerfile[];
  readonly compose: readonly ComposeFile[];
  readonly kubernetes: Kubernetes;
  readonly platforms: readonly PlatformSpec[];
  readonly pipelines: readonly PipelineFile[];
  readonly envFiles: readonly EnvFileText[];
  readonly readmes: readonly Readme[];
  readonly problems: readonly Problem[];
  /** A script or shell-form command, parsed at most once. `known` are variables set from outside. */
  shell(text: string, at: Place, known?: ReadonlyMap<string, string>): Promise<Script>;
}

/** A shell-form command's script; exec form has none. */
export const scriptOf = (command: CommandLine): string | undefined =>
  command.form === 'shell' ? (command.words[0] ?? '') : undefined;

/** Of one file; what checks ask of each would add up for ever in a file of thousands. */
const mostDeclared = 300;

/**
 * Reads all artifacts. Vendored files, documentation and examples are left out: they describe no deploy of this repository.
 * Pure over the repository; parsers are loaded only for the kinds of files that it has. Never throws on what files hold.
 */
export const readArtifacts = async (repo: Repo): Promise<Artifacts> => {
  const dockerfiles: Dockerfile[] = [];
  const compose: ComposeFile[] = [];
  const kustomizations: Kustomization[] = [];
  const resources: Resource[] = [];
  const platforms: PlatformSpec[] = [];
  const pipelines: PipelineFile[] = [];
  const envFiles: EnvFileText[] = [];
  const readmes: Readme[] = [];
  const problems: Problem[] = [];

  const chartFolders = repo.files
    .filter(({ path }) => nameOf(path) === 'Chart.yaml' && !isVendored(path))
    .map(({ path }) => folderOf(path));
  const isTemplate = (path: string): boolean =>
    chartFolders.some((folder) => isInside(path, folder === '.' ? 'templates' : `${folder}/templates`));

  const first = <Declared>(all: readonly Declared[], path: string): readonly Declared[] => {
    if (all.length > mostDeclared)
      problems.push({
        path,
        message: `declares more than ${mostDeclared} things to run: the rest is not read`,
      });
    return all.slice(0, mostDeclared);
  };

  for (const { path } of repo.files) {
    if (isVendored(path)) continue;
    if (isReadmePath(path)) {
      const readme = readReadme(repo.text(path) ?? '', path);
      if (readme) readmes.push(readme);
      continue;
    }
    if (pipelineProvider(path)) {
      const { file, problems: found } = await readPipeline(repo.text(path) ?? '', path);
      if (file) pipelines.push(file);
      problems.push(...found);
      continue;
    }
    if (envFileKind(path)) {
      const file = readEnvFile(repo.text(path) ?? '', path);
      if (file) envFiles.push(file);
      continue;
    }
    if (isAside(path)) continue;
    if (isDockerfilePath(path)) {
      const { file, problems: found } = await readDockerfile(repo.text(path) ?? '', path);
      if (file) dockerfiles.push(file);
      problems.push(...found);
      continue;
    }
    const platform = platformReader(path);
    if (platform && !isTestFolder(path)) {
      const { file, problems: found } = await platform(repo.text(path) ?? '', path);
      if (file) platforms.push({ ...file, processes: first(file.processes, path) });
      problems.push(...found);
      if (file) continue;
    }
    if (isKustomizationPath(path)) {
      const { file, problems: found } = await readKustomization(repo.text(path) ?? '', path);
      if (file) kustomizations.push(file);
      problems.push(...found);
      continue;
    }
    if (!/\.(?:ya?ml|json)$/i.test(path) || isTemplate(path)) continue;
    if (isComposePath(path)) {
      const { file, problems: found } = await readCompose(repo.text(path) ?? '', path);
      if (file) compose.push({ ...file, services: first(file.services, path) });
      problems.push(...found);
      if (file) continue;
    }
    if (isTestFolder(path)) continue;
    const text = repo.text(path) ?? '';
    if (!looksLikeKubernetes(text)) continue;
    const { file, problems: found } = await readKubernetes(text, path);
    resources.push(...first(file.resources, path));
    problems.push(...found);
  }

  const patches = new Set(kustomizations.flatMap((kustomization) => kustomization.patches));
  const own = resources.filter(({ at: place }) => !patches.has(place.path));
  const charts: Chart[] = [];
  for (const folder of chartFolders) {
    const { chart, resources: rendered } = await readChart(repo, folder, chartFolders);
    charts.push(chart);
    own.push(...rendered);
  }
  const scripts = new Map<string, Promise<Script>>();
  return {
    dockerfiles,
    compose: completed(compose),
    kubernetes: {
      resources: own,
      owners: own.flatMap((resource) => podOwnerOf(resource) ?? []),
      kustomizations,
      charts,
    },
    platforms,
    pipelines,
    envFiles,
    readmes,
    problems,
    shell(text, place, known) {
      // Several scripts may stand in one line of a manifest.
      const key = `${place.path}:${place.line ?? 0}:${place.column ?? 0}:${text}`;
      const script = scripts.get(key) ?? readShell(text, place, known);
      scripts.set(key, script);
      return script;
    },
  };
};

/** Services of override files and of `extends` get what stands in the files that they build on. */
const completed = (files: readonly ComposeFile[]): readonly ComposeFile[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const below = (file: ComposeFile, service: ComposeService): ComposeService | undefined => {
    if (service.extends?.file !== undefined)
      return byPath.get(service.extends.file)?.services.find(({ name }) => name === service.extends?.service);
    if (service.image || service.build) return undefined;
    const folder = folderOf(file.path);
    const base = [
      'compose.yaml',
      'compose.yml',
      'docker-compose.yml',
      'docker-compose.yaml',
      'docker-compose.base.yml',
      'docker-compose.common.yml',
    ]
      .map((name) => byPath.get(folder === '.' ? name : `${folder}/${name}`))
      .find(
        (candidate) =>
          candidate && candidate !== file && candidate.services.some(({ name }) => name === service.name),
      );
    return base?.services.find(({ name }) => name === service.name);
  };
  return files.map((file) => ({
    ...file,
    services: file.services.map((service) => {
      const base = below(file, service);
      return base ? overlay(base, service) : service;
    }),
  }));
};
