/** Tracked files of configuration that source names, with their entries: what the app's own code may parse. */
import type { Repo } from '../../engine/repo.ts';
import { folderOf, joinPath, nameOf } from '../artifacts/paths.ts';
import type { App } from '../facts.ts';
import { type ConfigEntry, isConfigFormat, readConfigFile } from '../gather/config-entries.ts';
import type { SourceModule } from './model.ts';

export interface NamedFile {
  readonly path: string;
  /** As source spells it. */
  readonly names: ReadonlySet<string>;
  /** Paths of the modules that name it. */
  readonly modules: ReadonlySet<string>;
  readonly entries: readonly ConfigEntry[];
}

const mostFiles = 20;

/** Files of the ecosystems' tools, which no program reads for its settings. */
const ofTools =
  /^(?:package(?:-lock)?|tsconfig.*|composer|manifest|openapi.*|swagger.*|pyproject|cargo)\.\w+$/i;

export async function namedFilesOf(
  modules: readonly SourceModule[],
  { repo, app }: { readonly repo: Repo; readonly app: App },
): Promise<readonly NamedFile[]> {
  const found = new Map<string, { names: Set<string>; modules: Set<string> }>();
  const add = (path: string | undefined, name: string, module: string): void => {
    if (path === undefined || ofTools.test(nameOf(path)) || !repo.has(path)) return;
    const known = found.get(path) ?? { names: new Set(), modules: new Set() };
    known.names.add(name);
    known.modules.add(module);
    if (found.has(path) || found.size < mostFiles) found.set(path, known);
  };
  for (const { path, strings, calls } of modules) {
    // viper is told the name alone, and looks for every format that it knows.
    const nameless = calls.some(({ callee }) => callee.endsWith('.SetConfigName'));
    for (const { text } of strings) {
      if (text.length > 200 || text.includes('://')) continue;
      const names = isConfigFormat(text)
        ? [text]
        : nameless && /^[\w.-]{1,40}$/.test(text)
          ? ['yaml', 'yml', 'json', 'toml'].map((ending) => `${text}.${ending}`)
          : [];
      for (const name of names) {
        const own = [joinPath(folderOf(path), name), joinPath(app.path, name)];
        const inFolder = nameless
          ? ['config', 'configs', 'conf'].map((folder) => joinPath(app.path, folder, name))
          : [];
        // `path.join(__dirname, '..', 'config', 'app.yml')`, or where the image puts it: the folders around the module.
        const around = [joinPath(folderOf(path), '..', name), joinPath(app.path, nameOf(name))];
        for (const candidate of new Set([...own, ...inFolder, ...around])) add(candidate, text, path);
      }
    }
  }
  const files = await Promise.all(
    [...found].map(async ([path, { names, modules: naming }]): Promise<NamedFile> => {
      const { entries } = await readConfigFile(repo.text(path) ?? '', path);
      return { path, names, modules: naming, entries };
    }),
  );
  return files.filter(({ path, entries }) => entries.length > 0 && !isMountedOver(repo, path));
}

/** A ConfigMap holds a file of that name: the deploy puts its own over the tracked one. */
const isMountedOver = (repo: Repo, path: string): boolean =>
  repo.files.some(({ path: other }) => {
    if (!/\.ya?ml$/.test(other) || other === path) return false;
    const text = repo.text(other) ?? '';
    return text.includes(nameOf(path)) && /\bkind:\s*ConfigMap\b|configMapGenerator/.test(text);
  });
