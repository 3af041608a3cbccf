/** What one ecosystem contributes: which files are its own, how to read them, what it knows of its libraries. */
import type { Problem } from '../../engine/place.ts';
import type { Dependency, Ecosystem, Lock, ServiceKind } from '../facts.ts';
import type { Catalogue } from '../source/catalogue.ts';
import type { SourceModule, Value } from '../source/model.ts';
import type { SyntaxTree } from '../source/syntax.ts';

export interface ManifestFile {
  readonly dependencies: readonly Dependency[];
  /** The package's own name, and what else the manifest says of it. */
  readonly name?: string;
  /** `scripts` of package.json, `tool.poetry.scripts` …: name → command line. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Made to be depended on: has an entry for importers and none that starts a process. */
  readonly library?: boolean;
  /** Folders of member packages that share this manifest's lock (`workspaces`, go.work). */
  readonly members: readonly string[];
  /** Members are parts of one deploy and no apps of their own: an umbrella of Mix. */
  readonly membersAreParts?: true;
  /** Folders, relative to the manifest, by the beginning of the names of the classes that they hold (Composer's autoload). */
  readonly namespaces?: ReadonlyMap<string, readonly string[]>;
  /** A project of tests: no app, and no part of one. */
  readonly tests?: true;
  /** Manifests of the repository, relative to this one's folder, whose source is built into what this one makes. */
  readonly references?: readonly string[];
  readonly problems: readonly Problem[];
}

/** The repository's files, for resolving names: their paths, and the text of those that steer it (`tsconfig.json`). */
export interface SourceFiles {
  has(path: string): boolean;
  readonly paths: readonly string[];
  text?(path: string): string | undefined;
}

/** A backing service that a file of its own describes: Prisma's schema, Sequelize's `config.json`. */
export interface DataSource {
  readonly kind: ServiceKind;
  readonly address: Value;
  readonly persistent: boolean;
}

/** What a reader knows of one app when it is asked for what the app's frameworks do by themselves. */
export interface ConventionSource {
  /** Files of the app. */
  readonly paths: readonly string[];
  readonly text: (path: string) => string | undefined;
  /** The app's source, read and not yet linked. */
  readonly modules: readonly SourceModule[];
}

/** The source files of one ecosystem in a repository, before any of them is read. */
export interface UnreadSource {
  readonly paths: readonly string[];
  readonly files: SourceFiles;
  readonly manifests: readonly { path: string; file: ManifestFile }[];
  /** The files that a module name means. */
  readonly resolve: (name: string, from: string) => readonly string[];
}

/** Files that only browsers run; with a module where nothing but that is asked of the file, which then isn't parsed. */
export type BrowserCode = ReadonlyMap<string, SourceModule | undefined>;

/** What tells that a repository holds files of an ecosystem: light, since all of them are asked about every file. */
export interface EcosystemOutline {
  readonly id: Ecosystem;
  /** Grammar by file extension: `.ts` → `typescript`. */
  readonly grammars: Readonly<Record<string, string>>;
  /** Grammar by the program on a script's first line, for files without extension: `#!/usr/bin/env node`. */
  readonly interpreters?: Readonly<Record<string, string>>;
  /** Base names of manifests that make a folder an app: `package.json`, `go.mod`; `*.csproj` for any name with that ending, `vendor/manifest` for one in a tool's folder. */
  readonly manifests: readonly string[];
  /** Loads the rest; see `loadReaders`. */
  load(): Promise<EcosystemKnowledge>;
}

/** All that the audit knows of an ecosystem. */
export type EcosystemReader = EcosystemOutline & EcosystemKnowledge;

/** What is loaded where a repository holds files of the ecosystem. It imports nothing of the outline, which is loaded already. */
export interface EcosystemKnowledge {
  /** With `other` also what the manifest takes from other files: a parent's dependencies, a catalog of versions. */
  readManifest(text: string, path: string, other?: (path: string) => string | undefined): ManifestFile;
  /** How the manifest's versions are fixed, given the files beside and above it. Pure: reads through `text`. */
  readLock(
    manifest: { path: string; file: ManifestFile },
    text: (path: string) => string | undefined,
    tracked: (path: string) => boolean,
  ): Lock;
  /** From a syntax tree to the common model. Pure; what can't be read becomes a problem of the module. */
  readSource(tree: SyntaxTree, text: string, path: string): SourceModule;
  /** Which files only browsers run. Pure. */
  browserCode?(source: UnreadSource): BrowserCode;
  /** Data that source imports as a module (`require('./config.json')`); undefined for files that are none. */
  readData?(text: string, path: string): SourceModule | undefined;
  /** Module names of the platform itself: `fs`, `os.path`, `net/http`. */
  isPlatformModule(module: string): boolean;
  /** The file (the folder, where that is the unit, as in Go) that a module name means inside the repository; undefined for one from outside. */
  resolveModule(
    module: string,
    from: string,
    files: SourceFiles,
    manifests: readonly { path: string; file: ManifestFile }[],
  ): string | undefined;
  /** A declared package may expose what it depends on itself: modules of such packages need no declaration of their own. */
  readonly exposesTransitive?: true;
  /** Registry packages that may provide a module, likeliest first: `yaml` → `PyYAML`; `@a/b/c` → `@a/b`. */
  packagesOf(module: string): readonly string[];
  /** A file that a web server runs by itself when it is asked for: the app answers requests though nothing in it listens. */
  isPage?(path: string): boolean;
  /** A configuration file whose entries the framework lets the environment override, as far as the app's source asks it to. */
  isOverridable?(path: string, modules: readonly SourceModule[]): boolean;
  /** Generated, vendored, test and documentation files of this ecosystem, beyond the common ones. */
  isTestPath(path: string): boolean;
  /** Backing services of files that are no source. Pure: reads through `text`. */
  readDataSources?(
    paths: readonly string[],
    text: (path: string) => string | undefined,
  ): readonly DataSource[];
  /** What the app's files say together that none says alone: configuration that a later file overrides. Pure. */
  combine?(modules: readonly SourceModule[]): readonly SourceModule[];
  /**
   * What frameworks do where no source says so (their default log, server, session), and what configuration files tell them,
   * as calls that the catalogue knows. Modules of a path that source has are joined with it. Pure.
   */
  readConventions?(source: ConventionSource): readonly SourceModule[] | Promise<readonly SourceModule[]>;
  /** Whether the source of a folder with a manifest holds a program; where it doesn't, others depend on it. Absent: not asked. */
  hasProgram?(paths: readonly string[], text: (path: string) => string | undefined): boolean;
  readonly catalogue: Catalogue;
}
