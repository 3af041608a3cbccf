/** Reads the source of an app into the model: each file once for all apps of a repository, names of modules as their files. */
import type { Problem } from '../../engine/place.ts';
import type { Repo } from '../../engine/repo.ts';
import { isAside, isInside, isTestFolder, isVendored } from '../artifacts/paths.ts';
import type { BrowserCode, ManifestFile } from '../ecosystems/ecosystem.ts';
import { ecosystems, loadReaders, readerOf } from '../ecosystems/index.ts';
import { folderOfManifest } from '../ecosystems/manifest-path.ts';
import { languageByExtension, languageOf, loadReadersFor } from '../ecosystems/recognise.ts';
import type { App, Ecosystem } from '../facts.ts';
import type { GatherContext } from '../gatherer.ts';
import type { Catalogue } from './catalogue.ts';
import { type LinkedSources, linkModules } from './link.ts';
import type { SourceModule } from './model.ts';
import { namedFilesOf } from './named-files.ts';
import { PairMap } from './pair-map.ts';
import { ParsingTime, parseSource } from './syntax.ts';

/** Files that are read before it is their turn: what keeps a parser in another thread busy. */
const filesAhead = 16;

const emptyCatalogue: Catalogue = { types: {}, entries: [], frameworks: {}, drivers: {} };

interface Reading {
  readonly repo: Repo;
  readonly files: {
    has(path: string): boolean;
    readonly paths: readonly string[];
    text(path: string): string | undefined;
  };
  readonly manifests: readonly { path: string; file: ManifestFile; ecosystem: Ecosystem }[];
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** What was read of a file, for all apps that it is part of. */
  readonly modules: Map<string, Promise<ReadModule>>;
  readonly time: ParsingTime;
  /** Of the ecosystems that were asked. */
  readonly inBrowser: Map<Ecosystem, BrowserCode>;
  readonly names: Map<Ecosystem, Names>;
}
/** What module names of one ecosystem mean. */
interface Names {
  readonly manifests: Reading['manifests'];
  /** Paths, by the file that names the module and the name. */
  readonly paths: PairMap<readonly string[]>;
}
interface ReadModule {
  readonly module?: SourceModule;
  readonly problems: readonly Problem[];
}
const readings = new WeakMap<Repo, Reading>();

function byFolder(paths: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
    const list = folders.get(folder);
    if (list) list.push(path);
    else folders.set(folder, [path]);
  }
  return folders;
}

/** What all apps of a repository share, read once. */
function readingOf(repo: Repo): Reading {
  let reading = readings.get(repo);
  if (!reading) {
    const paths = repo.files.map((file) => file.path);
    const manifests: Reading['manifests'][number][] = [];
    for (const path of paths) {
      for (const outline of ecosystems) {
        const folder = folderOfManifest(outline, path);
        // A tool may keep its manifest among what it vendors.
        if (folder === undefined || isVendored(`${folder}/`)) continue;
        const text = repo.text(path);
        const reader = text === undefined ? undefined : readerOf(outline.id);
        if (text !== undefined && reader)
          manifests.push({
            path,
            file: reader.readManifest(text, path, (other) => repo.text(other)),
            ecosystem: outline.id,
          });
      }
    }
    reading = {
      repo,
      files: { has: (path) => repo.has(path), paths, text: (path) => repo.text(path) },
      manifests,
      folders: byFolder(paths),
      modules: new Map(),
      time: new ParsingTime(),
      inBrowser: new Map(),
      names: new Map(),
    };
    readings.set(repo, reading);
  }
  return reading;
}

function namesOf({ names, manifests }: Reading, ecosystem: Ecosystem): Names {
  let known = names.get(ecosystem);
  if (!known) {
    known = { manifests: manifests.filter((one) => one.ecosystem === ecosystem), paths: new PairMap() };
    names.set(ecosystem, known);
  }
  return known;
}

/** Without the ending of a template from which a deploy makes the file: `config.php.dist`. */
const withoutTemplate = (path: string): string => path.replace(/\.(?:dist|example|sample|template)$/, '');

/** In bytes; what others wrote and tests aren't read. */
export const sizeOfSource = (repo: Repo): number =>
  repo.files.reduce(
    (sum, { path, size }) =>
      sum + (languageByExtension(path) && !isVendored(path) && !isTestFolder(path) ? size : 0),
    0,
  );

/** Whether a file is source that can reach the deploy of the app: no test, fixture, example, vendored or generated file. */
export function isDeployedSource(path: string, app: Pick<App, 'path'>, repo: Repo): boolean {
  const language = languageOf(path, repo);
  if (!language) return false;
  const inside = app.path !== '.' && isInside(path, app.path) ? path.slice(app.path.length + 1) : path;
  return (
    !isVendored(inside) &&
    !isTestFolder(inside) &&
    !isAside(inside) &&
    !readerOf(language.ecosystem)?.isTestPath(inside)
  );
}

/** The paths of the repository that a module name means in a file. */
function resolveIn(reading: Reading, name: string, from: string, ecosystem: Ecosystem): readonly string[] {
  const reader = readerOf(ecosystem);
  if (!reader) return [];
  const { manifests, paths } = namesOf(reading, ecosystem);
  return paths.get(from, name, () => {
    const found = reader.resolveModule(name, from, reading.files, manifests);
    if (found === undefined) return [];
    if (reading.repo.has(found)) return [found];
    // A folder is the unit: all its files of that language.
    const beside = reading.folders.get(found) ?? [];
    return beside.filter(
      (path) => languageByExtension(path)?.ecosystem === ecosystem && !reader.isTestPath(path),
    );
  });
}

/**
 * Reads and links the source of one app: its own files, and files of the repository outside of it that they import
 * (a shared package of a workspace). Each file is parsed once; its tree is gone when its module is there.
 */
export async function linkSources(
  context: Pick<GatherContext, 'repo' | 'app' | 'apps' | 'paths'>,
): Promise<LinkedSources> {
  const { repo, app } = context;
  await loadReadersFor(repo);
  // What a script without extension is written in stands in it.
  await loadReaders(context.paths.flatMap((path) => languageOf(path, repo)?.ecosystem ?? []));
  const reading = readingOf(repo);
  const { manifests } = reading;
  const problems: Problem[] = [];
  const modules = new Map<string, SourceModule>();
  const resolve = (name: string, from: string, ecosystem: Ecosystem) =>
    resolveIn(reading, name, from, ecosystem);

  const data = new Map<string, SourceModule>();
  // Go compiles what is Go: source of a language without a manifest beside the module's is no part of the program.
  const isForeign = (path: string): boolean => {
    const ecosystem = app.ecosystem === 'go' ? languageOf(path, repo)?.ecosystem : undefined;
    return (
      ecosystem !== undefined &&
      ecosystem !== 'go' &&
      !manifests.some(
        (one) =>
          one.ecosystem === ecosystem &&
          isInside(path, one.path.slice(0, Math.max(one.path.lastIndexOf('/'), 0)) || '.'),
      )
    );
  };
  const queue = context.paths.filter((path) => isDeployedSource(path, app, repo) && !isForeign(path));
  const queued = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const next of queue.slice(0, filesAhead)) moduleAt(reading, next).catch(() => undefined);
    const { module, problems: own } = await moduleAt(reading, path);
    problems.push(...own);
    if (!module) continue;
    modules.set(path, module);
    for (const { module: name } of module.imports) {
      for (const other of resolve(name, path, module.ecosystem)) {
        // What others wrote is followed no further.
        if (queued.has(other) || isVendored(other)) continue;
        queued.add(other);
        // A template that stands for the imported file is source though its name says otherwise.
        if (languageOf(withoutTemplate(other), repo)) queue.push(other);
        else {
          const text = repo.text(other);
          const read = text === undefined ? undefined : readerOf(module.ecosystem)?.readData?.(text, other);
          if (read) data.set(other, read);
        }
      }
    }
  }
  for (const ecosystem of new Set([...modules.values()].map((module) => module.ecosystem)))
    for (const module of readerOf(ecosystem)?.combine?.([...modules.values()]) ?? [])
      modules.set(module.path, module);
  await addConventions(modules, context);
  const sorted = [...modules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return linkModules(sorted, {
    catalogue: (ecosystem) => readerOf(ecosystem)?.catalogue ?? emptyCatalogue,
    resolve,
    data: [...data.values()],
    namedFiles: await namedFilesOf(sorted, context),
    problems,
  });
}

/** Puts what frameworks do by themselves beside what the source says. */
async function addConventions(
  modules: Map<string, SourceModule>,
  { repo, paths, app }: Pick<GatherContext, 'repo' | 'app' | 'paths'>,
): Promise<void> {
  const reader = readerOf(app.ecosystem);
  const text = (path: string) => repo.text(path);
  const all = (await reader?.readConventions?.({ paths, text, modules: [...modules.values()] })) ?? [];
  for (const found of all) {
    const known = modules.get(found.path);
    modules.set(
      found.path,
      known
        ? {
            ...known,
            calls: [...known.calls, ...found.calls],
            functions: [...known.functions, ...found.functions],
            classes: [...known.classes, ...found.classes],
            environment: [...known.environment, ...found.environment],
          }
        : found,
    );
  }
}

function moduleAt(reading: Reading, path: string): Promise<ReadModule> {
  let module = reading.modules.get(path);
  if (!module) {
    module = readModule(reading, path);
    reading.modules.set(path, module);
  }
  return module;
}

/** One file of the repository by itself, read once for all who ask; undefined for what can't be read. */
export async function readFile(repo: Repo, path: string): Promise<SourceModule | undefined> {
  await loadReadersFor(repo);
  return (await moduleAt(readingOf(repo), path)).module;
}

/** In bytes; who wants to hand a larger file to browsers has bundled it. */
const longestScanned = 500_000;

const noBrowserCode: BrowserCode = new Map();

/** The files that only browsers run of all that the repository deploys in one ecosystem. */
function browserCodeOf(reading: Reading, ecosystem: Ecosystem): BrowserCode {
  const { repo, files, inBrowser } = reading;
  const reader = readerOf(ecosystem);
  // Most languages have none, and are asked for each of their files.
  if (!reader?.browserCode) return noBrowserCode;
  let code = inBrowser.get(ecosystem);
  if (!code) {
    const whole = { path: '.' };
    const paths = repo.files
      .filter(
        ({ path, size }) =>
          size <= longestScanned &&
          languageByExtension(path)?.ecosystem === ecosystem &&
          isDeployedSource(path, whole, repo),
      )
      .map(({ path }) => path);
    const { manifests } = namesOf(reading, ecosystem);
    const resolve = (name: string, from: string) => resolveIn(reading, name, from, ecosystem);
    code = reader.browserCode({ paths, files, manifests, resolve });
    inBrowser.set(ecosystem, code);
  }
  return code;
}

async function readModule(reading: Reading, path: string): Promise<ReadModule> {
  const { repo, time } = reading;
  const language = languageOf(withoutTemplate(path), repo);
  const text = language && repo.text(path);
  if (!language || text === undefined) return { problems: [] };
  const { ecosystem, grammar } = language;
  await loadReaders([ecosystem]);
  const reader = readerOf(ecosystem);
  if (!reader) return { problems: [] };
  const code = browserCodeOf(reading, ecosystem);
  const told = code.get(path);
  if (told) return { module: told, problems: [] };
  const parsed = await parseSource(text, path, grammar, time);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const module = reader.readSource(parsed.tree, text, path);
  return {
    module: code.has(path) ? { ...module, inBrowser: true } : module,
    problems: parsed.tree.problems,
  };
}
