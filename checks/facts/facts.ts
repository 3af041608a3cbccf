/**
 * Everything that a check may know: the vocabulary of the audit. Types only.
 * Each fact is gathered for one app, by `facts/gather/<name>.ts`, at most once, and only if a chosen check needs it.
 */
import type { Place } from '../engine/place.ts';

export type Ecosystem = 'node' | 'python' | 'go' | 'java' | 'ruby' | 'php' | 'elixir' | 'dotnet' | 'rust';

/** A deployable part of the repository, or its only part where it deploys nothing. */
export interface App {
  /** Folder relative to the root, `.` for the root itself. */
  readonly path: string;
  readonly ecosystem: Ecosystem | 'unknown';
  /** As its maintainers write it: `fastify`, `flask`, `gin`; absent where none is known. */
  readonly framework?: string;
  /** `static`: pages or a browser program that a web server delivers, with no process of its own. */
  readonly kind: 'web' | 'worker' | 'tool' | 'library' | 'static';
  /** Folders outside of its own whose source is built into it: projects of the repository that its manifest refers to. */
  readonly parts?: readonly string[];
  /** The language that most of its source is in, where nothing here reads that: what it does is `unknown` then. */
  readonly unread?: string;
  /** What showed that it is an app: a manifest, a Dockerfile, an entry file. */
  readonly evidence: readonly Place[];
}

/** Where a value comes from, once followed through variables, modules, functions, defaults and manifests. */
export interface Origin {
  /**
   * - `environment`: an environment variable decides it (a default may stand beside it).
   * - `argument`: a command-line flag does.
   * - `configuration`: a file that the framework lets the environment override, or that the deploy supplies.
   * - `literal`: only an edit of the tracked file does.
   * - `unknown`: it could not be followed.
   */
  readonly from: 'environment' | 'argument' | 'configuration' | 'literal' | 'unknown';
  /** The environment variables (or configuration keys) that decide it. */
  readonly variables: readonly string[];
  /** The literal, or the default beside the environment. Unmasked: checks mask before they show it. */
  readonly literal?: string;
  /** Where the deciding expression stands: the literal, or the read of the environment. */
  readonly at: Place;
}

export interface Dependency {
  /** The package's name as its registry knows it. */
  readonly name: string;
  /** The constraint as written; empty where none is. */
  readonly constraint: string;
  /** The constraint allows exactly one version. */
  readonly exact: boolean;
  readonly scope: 'runtime' | 'development' | 'optional' | 'peer';
  readonly at: Place;
}
export interface Manifest {
  readonly path: string;
  readonly ecosystem: Ecosystem;
  readonly dependencies: readonly Dependency[];
  /** Why nothing could be read of it. */
  readonly unread?: string;
}
export interface Dependencies {
  readonly manifests: readonly Manifest[];
  /** Packages installed by name outside a manifest: `RUN pip install flask` in a Dockerfile, a CI step, a script. */
  readonly installs: readonly { readonly name: string; readonly exact: boolean; readonly at: Place }[];
}

/** An import of something from outside the app, in source that reaches a deploy. */
export interface Import {
  /** As written in the source. */
  readonly module: string;
  /** The packages of the registry that may provide it, likeliest first (`yaml` → `PyYAML`). */
  readonly packages: readonly string[];
  readonly at: Place;
  /** Declared in a manifest, or brought by the platform; `transitive`: only arrives through another package. */
  readonly provided: 'declared' | 'development' | 'transitive' | 'undeclared';
  /** Inside a guard for its absence (`try: import …`), so that the app runs without it. */
  readonly optional: boolean;
}

/** How one manifest's versions are fixed. */
export interface Lock {
  readonly manifest: Place;
  /** The lock file, or the manifest itself where it pins everything. Absent: nothing fixes them. */
  readonly lock?: Place;
  /** It is listed by git (an ignored lock file fixes nothing). */
  readonly tracked: boolean;
  /** The lock's ecosystem file name, for messages: `package-lock.json`, `go.sum`, `requirements.txt`. */
  readonly kind: string;
  /** Entries that it leaves open, or that the manifest has and the lock hasn't. */
  readonly open: readonly { readonly name: string; readonly reason: string; readonly at: Place }[];
}

/** What a file describes: rule 5 of the rubric. */
export type Purpose = 'deploy' | 'development' | 'test';

export interface Image {
  readonly at: Place;
  /** As written. */
  readonly reference: string;
  /** After ARG defaults and interpolation defaults; absent where a value is only known at deploy time. */
  readonly name?: string;
  readonly tag?: string;
  readonly digest?: string;
  /** The tag or digest is substituted at deploy or build time (`${TAG}`, kustomize `images:`, a Helm value). */
  readonly substituted: boolean;
  readonly use: 'from' | 'copy' | 'compose' | 'kubernetes' | 'ci' | 'platform';
  /** Built by this repository. */
  readonly own: boolean;
  /** Compose: it is built where it runs. */
  readonly builtInPlace: boolean;
  readonly purpose: Purpose;
}

/** A program to run, as the orchestrator or the image words it. */
export interface CommandLine {
  readonly form: 'exec' | 'shell';
  /** Exec form: the words. Shell form: one word, the script. */
  readonly words: readonly string[];
  readonly at: Place;
}

export interface EnvEntry {
  readonly name: string;
  /** Absent where it comes from outside (a Secret, `env_file`, a variable with no default). */
  readonly value?: string;
  readonly source: 'literal' | 'interpolation' | 'secret' | 'configMap' | 'file' | 'field';
  readonly at: Place;
}

/** Something that an orchestrator starts: a compose service, a Kubernetes workload, a line of a Procfile, a unit. */
export interface Workload {
  readonly name: string;
  readonly at: Place;
  readonly platform: 'compose' | 'kubernetes' | 'procfile' | 'dockerfile' | 'systemd' | 'platform';
  /** `Deployment`, `Job`, `CronJob`, `service`, `release` … */
  readonly kind: string;
  /** It runs once and ends: a Job, an init step, a release phase, a one-shot service. */
  readonly oneOff: boolean;
  readonly purpose: Purpose;
  /** Runs this app's code (its image is built from the app's Dockerfile, or the Procfile is the app's). */
  readonly own: boolean;
  readonly image?: string;
  readonly entrypoint?: CommandLine;
  readonly command?: CommandLine;
  /** PID 1 is an init that forwards signals (`init: true`, tini in ENTRYPOINT counts as wrapper instead). */
  readonly init: boolean;
  readonly env: readonly EnvEntry[];
  readonly ports: readonly {
    readonly container: number | undefined;
    readonly host?: string;
    readonly at: Place;
  }[];
  /** Declared number of copies; absent where nothing is declared. */
  readonly replicas?: number;
  readonly pinnedToOne: readonly { readonly reason: string; readonly at: Place }[];
  readonly volumes: readonly {
    readonly target: string;
    readonly source?: string;
    readonly kind: 'bind' | 'named' | 'memory' | 'claim' | 'config';
    readonly at: Place;
  }[];
  readonly healthCheck: { readonly readiness?: Place; readonly liveness?: Place; readonly check?: Place };
  readonly dependsOn: readonly string[];
}

/** The chain from what is started to the program that does the work. */
export interface StartCommand {
  readonly workload: string;
  readonly purpose: Purpose;
  readonly oneOff: boolean;
  readonly at: Place;
  /** From the outside in: `sh -c`, `npm start`, `./entrypoint.sh`, `node server.js`; each with its own place. */
  readonly steps: readonly CommandStep[];
  /** Paths of the shell scripts of the repository that it runs through, the entry script first. */
  readonly scripts: readonly string[];
}
export interface CommandStep {
  readonly words: readonly string[];
  readonly at: Place;
  /**
   * What the step is to the next one: `exec` hands its process over, `shell` stays as parent and drops signals,
   * `packageManager` likewise (npm, yarn, mvn), `init` forwards signals, `program` is the end of the chain.
   * `before`: a command that a script runs to its end first (a migration, an install).
   */
  readonly role: 'exec' | 'shell' | 'packageManager' | 'init' | 'before' | 'program' | 'background';
  /** Stands under a condition that is false with the variables that the deploy sets. */
  readonly offByDefault?: boolean;
  /** What it does that belongs to the build or to development: `installs dependencies at run time`. */
  readonly builds?: string;
}

export interface EnvRead {
  /** Absent where the name is computed. */
  readonly name?: string;
  readonly at: Place;
  /** A default in code. */
  readonly fallback?: string;
  /** The app can't start or work without it. */
  readonly required: boolean;
}

export interface EnvFile {
  readonly path: string;
  readonly tracked: boolean;
  /** `.env.example` and the like. */
  readonly example: boolean;
  readonly kind: 'env' | 'privateKey' | 'masterKey';
  readonly entries: readonly {
    readonly name: string;
    readonly value: string;
    readonly at: Place;
    readonly live: 'secret' | 'deploy' | 'no';
  }[];
}

/** Where the app's variables are named for a newcomer. */
export interface Documentation {
  readonly at: Place;
  readonly kind: 'exampleFile' | 'schema' | 'readme' | 'manual';
  readonly names: readonly string[];
}

/** A value that varies between deploys. */
export interface Setting {
  readonly role: 'port' | 'address' | 'credential' | 'externalHost' | 'debug' | 'other';
  /** As the code names it. */
  readonly name: string;
  readonly origin: Origin;
  /** Read by production code paths; settings of development and tests only are `false`. */
  readonly production: boolean;
}

export interface EnvironmentGroup {
  readonly at: Place;
  /** `production`, `staging` … */
  readonly environment: string;
  /** Entries with a deploy's address, host name or secret that don't read the environment. */
  readonly values: readonly { readonly name: string; readonly at: Place }[];
}

export interface Secret {
  readonly name: string;
  readonly at: Place;
  readonly where: 'code' | 'configFile' | 'manifest' | 'dockerfile' | 'ci';
  readonly purpose: Purpose;
  /** `default`: stands beside a read of the environment and would be accepted in production. */
  readonly kind: 'literal' | 'default' | 'placeholder' | 'interpolation' | 'reference';
  /** Never shown whole. */
  readonly value: string;
}

export interface Listen {
  readonly at: Place;
  readonly port: Origin;
  /** What answers: `node:http`, `fastify`, `gunicorn`, `flask development server`. */
  readonly server: string;
  /** Binds only the loopback interface. */
  readonly loopback: boolean;
  /** A web server binds it that the app is dropped into, not the app (see {@link ServerContainer}). */
  readonly container?: true;
}

/** What exports the app's HTTP where that isn't the app. */
export interface ServerContainer {
  readonly kind: 'war' | 'mod_php' | 'php-fpm' | 'iis' | 'wsgi-module' | 'cgi' | 'pages';
  readonly at: Place;
}

export type ServiceKind =
  | 'postgres'
  | 'mysql'
  | 'sqlserver'
  | 'oracle'
  | 'mongodb'
  | 'sqlite'
  | 'embedded'
  | 'redis'
  | 'memcached'
  | 'amqp'
  | 'kafka'
  | 'nats'
  | 'smtp'
  | 'objectStore'
  | 'elasticsearch'
  | 'http'
  | 'other';

export interface BackingService {
  readonly kind: ServiceKind;
  readonly at: Place;
  /** Where its address comes from. */
  readonly address: Origin;
  readonly usedIn: Purpose;
  /** Holds data that must outlive a process (a database, an object store), not only passes it on or caches it. */
  readonly persistent: boolean;
  /** Config alone can put another engine in its place (`DATABASE_URL` of an ORM with several drivers shipped). */
  readonly swappable: boolean;
  /** An embedded engine that keeps nothing on disk: it lives and dies with one process. */
  readonly inMemory: boolean;
  /** The app asks whether its address is set, and works without it. */
  readonly optional?: true;
}

/** What a developer can start with one command. */
export interface LocalService {
  readonly kind: ServiceKind;
  readonly at: Place;
  readonly by: 'compose' | 'devcontainer' | 'tilt' | 'nix' | 'testcontainers' | 'embedded' | 'other';
}

export interface Session {
  readonly at: Place;
  readonly store: 'memory' | 'file' | 'cookie' | 'database' | 'cache' | 'unknown';
  /** The library that keeps them. */
  readonly by: string;
}

/** State of the process that handlers change. */
export interface MemoryState {
  readonly at: Place;
  readonly name: string;
  readonly changes: readonly Place[];
  /** `data`: a later request needs it; `cache`: can be rebuilt; `connection`: sockets and presence of this process. */
  readonly use: 'data' | 'cache' | 'connection' | 'unknown';
  /** Connections only: changes also travel over a shared bus (Redis adapter, LISTEN/NOTIFY, PubSub). */
  readonly shared: boolean;
}

export interface DiskWrite {
  readonly at: Place;
  readonly path: Origin;
  /** `temporary`: gone with the request; `log`: see logSinks; `data`: must last. */
  readonly use: 'data' | 'temporary' | 'log' | 'unknown';
  /** Another store can be chosen by config. */
  readonly swappable: boolean;
}

export interface LogSink {
  readonly at: Place;
  readonly sink: 'stdout' | 'file' | 'syslog' | 'service' | 'volume';
  /** The library, `console` or `print` for bare statements. */
  readonly by: string;
  /** One event a line by a logging library or a framework's own request log. */
  readonly structured: boolean;
  /** What the server or framework says by itself; the app's own code words nothing there. */
  readonly byServer?: true;
  /** It words requests and nothing else. */
  readonly requestsOnly?: true;
  /** A bare statement about an error, or about the work on a request. */
  readonly aboutWork?: true;
  /** Only where a setting asks for it, and none does by default. */
  readonly offByDefault: boolean;
}

export interface StopHandling {
  readonly at: Place;
  /** `server`: the server or framework does it by itself; `handler`: code does; `none`: the process dies at once. */
  readonly by: 'server' | 'handler' | 'none';
  /** What it is: `gunicorn`, `process.on('SIGTERM')`, `net/http ListenAndServe`. */
  readonly what: string;
  /** The handler leads to closing the server; a handler that only exits drops requests. */
  readonly closes: boolean;
}

export interface Scheduler {
  readonly at: Place;
  readonly by: string;
  /** In the web process, or in a process of its own. */
  readonly process: 'web' | 'worker' | 'unknown';
  /** A lock or queue makes it safe with several processes. */
  readonly guarded: boolean;
  /** May be done by any number of processes at once (clean-up, refresh of a cache). */
  readonly idempotent: boolean;
}

export interface ProcessManager {
  readonly at: Place;
  /** `pm2`, `supervisord`, `nohup`, `PID file`, `several services in one container` … */
  readonly what: string;
}

/** A program started by the app's code. */
export interface ExternalProgram {
  readonly program: string;
  readonly at: Place;
  /** Where the repository installs or declares it. */
  readonly providedBy?: Place;
}

/** A change of the relational schema outside versioned migrations, or a migration run by a process's start. */
export interface SchemaChange {
  readonly at: Place;
  /** `create_all()`, `sequelize.sync()`, `ddl-auto=update`, `init script`, `migrate` … */
  readonly what: string;
  /** Versioned migrations, or the schema made from code or a bare script. */
  readonly versioned: boolean;
  /** When: at each start of a service's process, as a one-off, by the database's own first start, by an endpoint. */
  readonly when: 'start' | 'oneOff' | 'databaseInit' | 'request' | 'test' | 'unknown';
  /** A switch that is off by default in what the deploy starts. */
  readonly offByDefault: boolean;
}
export interface Migrations {
  /** `node-pg-migrate`, `alembic`, `golang-migrate` … */
  readonly tool: string;
  readonly folder: string;
  /** Tracked, non-empty migration files. */
  readonly files: readonly Place[];
}

/** An admin task that the repository can run as a process of its own. */
export interface AdminTask {
  readonly at: Place;
  readonly what: string;
}

export interface Pipeline {
  readonly path: string;
  readonly provider:
    | 'github'
    | 'gitlab'
    | 'jenkins'
    | 'circleci'
    | 'travis'
    | 'azure'
    | 'bitbucket'
    | 'drone'
    | 'other';
  /** It stands where its provider looks for it. */
  readonly active: boolean;
  /** A step builds or tests an app on change. */
  readonly builds: readonly Place[];
}

/** How the artifact that is deployed is built. */
export interface Build {
  readonly at: Place;
  readonly by: string;
}

/** A tracked file that shouldn't be. */
export interface TrackedArtifact {
  readonly at: Place;
  readonly what: string;
  /** How many files stand under it. */
  readonly files: number;
}

/** Source of which another copy stands in the repository. */
export interface Copy {
  readonly at: Place;
  readonly of: Place;
  readonly lines: number;
  readonly kind: 'app' | 'source' | 'container';
}

/** A manifest that the rest of the repository contradicts: reported under the factor that it breaks. */
export interface Contradiction {
  readonly at: Place;
  readonly message: string;
  /** `address`: a backing service is looked for under a name that nothing bears. `probe`: a port that nobody opens. */
  readonly about: 'address' | 'probe';
}

/** Recorded while the service ran in a sandbox; present only with `--run`. */
export interface Running {
  readonly exitAfterSigterm: { readonly code: number | null; readonly ms: number };
}

export interface Facts {
  readonly app: App;
  readonly apps: readonly App[];
  readonly dependencies: Dependencies;
  readonly imports: readonly Import[];
  readonly locks: readonly Lock[];
  readonly images: readonly Image[];
  readonly workloads: readonly Workload[];
  readonly startCommands: readonly StartCommand[];
  readonly envReads: readonly EnvRead[];
  readonly envFiles: readonly EnvFile[];
  readonly documentation: readonly Documentation[];
  readonly settings: readonly Setting[];
  readonly environmentGroups: readonly EnvironmentGroup[];
  readonly secrets: readonly Secret[];
  readonly listens: readonly Listen[];
  readonly serverContainers: readonly ServerContainer[];
  readonly backingServices: readonly BackingService[];
  readonly localServices: readonly LocalService[];
  readonly sessions: readonly Session[];
  readonly memoryState: readonly MemoryState[];
  readonly diskWrites: readonly DiskWrite[];
  readonly logSinks: readonly LogSink[];
  readonly stopHandling: readonly StopHandling[];
  readonly schedulers: readonly Scheduler[];
  readonly processManagers: readonly ProcessManager[];
  readonly externalPrograms: readonly ExternalProgram[];
  readonly schemaChanges: readonly SchemaChange[];
  readonly migrations: readonly Migrations[];
  readonly adminTasks: readonly AdminTask[];
  readonly pipelines: readonly Pipeline[];
  readonly builds: readonly Build[];
  readonly trackedArtifacts: readonly TrackedArtifact[];
  readonly copies: readonly Copy[];
  readonly contradictions: readonly Contradiction[];
}
export type FactName = keyof Facts;
