/** What an ecosystem knows of its libraries, as data: which canonical name means what to a factor. Types only. */
import type { ServiceKind, Session, Setting } from '../facts.ts';
import type { Call, Value } from './model.ts';

/**
 * Where in a call a value stands: `0` the first argument, `0.port` a key of the object that the first argument is,
 * `port` a keyword argument. `?` is any key, `()` what a function returns: `0.useFactory.().url`. Several are tried in order.
 */
export type ArgumentPath = string;

export interface Listens {
  readonly port?: readonly ArgumentPath[];
  readonly host?: readonly ArgumentPath[];
  /** `host:port` in one string, as Go writes it. */
  readonly address?: readonly ArgumentPath[];
  /** What is bound where nothing is given. */
  readonly defaultPort?: string;
  /** Variables that the library reads by itself (`PORT` by gunicorn). */
  readonly variables?: readonly string[];
  /** Keys of the library's own settings that hold port and host, however they are put there: `server.socket_port`. */
  readonly keys?: { readonly of: RegExp; readonly port: string; readonly host: string };
  readonly server: string;
  /** Who stops it on SIGTERM: the server by itself, or nobody unless code does. */
  readonly stops: 'server' | 'needsHandler';
  /** A development server: not for a deploy. */
  readonly development?: true;
  /** Brought by a framework that can also be dropped into a server container, which then listens in its place. */
  readonly embedded?: true;
}

export interface Connects {
  readonly kind: ServiceKind | ((call: Call) => ServiceKind);
  readonly address: readonly ArgumentPath[];
  /** Variables that the library reads by itself where the call gives no address (`PGHOST`, `REDIS_URL`). */
  readonly variables?: readonly string[];
  readonly persistent: boolean;
  /** An engine that lives in the process's memory, whatever its address says. */
  readonly inMemory?: true;
}

/** A value that varies by deploy, given to a library: a signing key, a debug switch, an address that is no backing service's. */
export interface Configures {
  /** As people call it: `session secret`, `debug`. */
  readonly name: string;
  readonly role: Setting['role'];
  readonly at: readonly ArgumentPath[];
}

/**
 * A name that a framework reads by itself wherever it is set: a binding or class field of that name in a settings module, a
 * key of the configuration object (`app.config['SECRET_KEY']`, `app.config.from_mapping(SECRET_KEY=…)`).
 */
export interface FrameworkSetting {
  readonly names: readonly string[];
  readonly role: Setting['role'];
  /** The value locates a backing service. Paths go into the value (`default` for Django's `DATABASES.default`; `` for itself). */
  readonly connects?: Connects;
  /** Values and the session stores that they choose. */
  readonly session?: { readonly by: string; readonly stores: Readonly<Record<string, Session['store']>> };
  /** The value describes log handlers: objects whose `class` is the canonical name of a call with `logs`. */
  readonly logs?: true;
}

/** One entry speaks of all the names in `calls`; what it means stands in the other fields, each optional. */
export interface CatalogueEntry {
  readonly calls: readonly string[];
  /** The entry speaks only of such calls (`open(…, 'w')`); arguments aren't followed yet. */
  readonly when?: (call: Call) => boolean;
  readonly listens?: Listens;
  readonly connects?: Connects;
  /** Reads the environment: the argument that names the variable, and the one with the default. */
  readonly environment?: {
    readonly name: ArgumentPath;
    readonly fallback?: ArgumentPath;
    readonly required?: boolean;
  };
  /** Reads a command-line argument. */
  readonly argument?: { readonly name?: ArgumentPath; readonly fallback?: ArgumentPath };
  /** Its result is decided by its receiver and arguments alone: conversions, joins, formatting (`Number`, `path.join`). */
  readonly transforms?: true;
  /** Returns what a call of `from` (a canonical name) with the same key was given: `app.set('port', …)`, `app.get('port')`. */
  readonly recalls?: { readonly from: string; readonly key: ArgumentPath; readonly value: ArgumentPath };
  /** A config library: computes the value from the call itself (its receiver's schema, its key). */
  readonly value?: (call: Call) => Value | undefined;
  /** Arguments that are settings of the deploy. */
  readonly configures?: readonly Configures[];
  /**
   * Registers the functions among its arguments, or the function that it decorates, for requests or for connections (sockets).
   * Calls that take a path (`'/todos'`) and a function are known without an entry.
   */
  readonly handles?: 'request' | 'connection';
  /** Takes a description of log handlers (Python's `dictConfig`), see {@link FrameworkSetting.logs}. */
  readonly configuresLogs?: ArgumentPath;
  readonly session?: {
    readonly store?: readonly ArgumentPath[];
    readonly without: Session['store'];
    readonly stores: Readonly<Record<string, Session['store']>>;
    /** It decides where all sessions of the program are kept, also those that other calls begin. */
    readonly forAll?: true;
  };
  readonly logs?: {
    readonly sink: 'stdout' | 'file' | 'syslog' | 'service';
    readonly by: string;
    readonly structured: boolean;
    /** A log of requests, which says nothing of the app's own errors. */
    readonly requestsOnly?: true;
    readonly path?: ArgumentPath;
  };
  /** Writes to the file system at this path; `byRequests`: the call only sets up what requests write (multer's `dest`). */
  readonly writes?: { readonly path: ArgumentPath; readonly byRequests?: true };
  /** Starts an external program named by this argument (a word, a command line, or a list). */
  readonly spawns?: { readonly program: ArgumentPath };
  /** Registers a handler for a signal: the argument with its name, and the one with the handler. */
  readonly handlesSignal?: { readonly signal?: ArgumentPath; readonly handler?: ArgumentPath };
  /** Closes or drains a server: what a handler must reach. */
  readonly closes?: true;
  /** Installs graceful stop as a whole (close-with-grace, terminus, enableShutdownHooks). */
  readonly stopsGracefully?: string;
  /** The class at this path has methods of these names called while the process starts (`UseStartup<Startup>()`). */
  readonly runs?: { readonly class: ArgumentPath; readonly methods: readonly string[] };
  /** One instance of the classes at these paths serves the whole process (`AddSingleton<Store>()`); several are all looked at. */
  readonly sharesInstance?: readonly ArgumentPath[];
  readonly schedules?: { readonly by: string; readonly guarded?: boolean };
  /** Changes the relational schema without a version, or runs versioned migrations. */
  readonly changesSchema?: {
    readonly what: string;
    readonly versioned: boolean;
    /** Only where this argument is true (TypeORM's `synchronize`). */
    readonly only?: readonly ArgumentPath[];
    /** It writes data: an admin task where a start does it, a service's work everywhere else. */
    readonly data?: true;
  };
  readonly managesProcesses?: { readonly what: string };
  /** Calls the function at this place with its receiver and these arguments: `app.register(plugin, options)`. */
  readonly passes?: { readonly to: ArgumentPath; readonly arguments: readonly ArgumentPath[] };
  /** A bus between processes (Redis adapter, LISTEN/NOTIFY): presence kept per process is shared over it. */
  readonly sharesState?: true;
  /**
   * Lets the environment override every entry of configuration files (viper's `AutomaticEnv`). A variable is named as its
   * entry, in capitals with `_`.
   */
  readonly overridesConfiguration?: true;
  /** Makes values of a file's text, as it stands (`yaml.safe_load`, `JSON.parse`): nothing lets the environment override them. */
  readonly parses?: true;
  /** Names a folder or file in which configuration is looked for: `viper.AddConfigPath`. */
  readonly locatesConfiguration?: ArgumentPath;
  /** Describes a subcommand of the program: the argument with its name (the first word counts), and those with what it runs. */
  readonly command?: { readonly name: ArgumentPath; readonly runs: readonly ArgumentPath[] };
}

export interface Catalogue {
  /** What a canonical expression is an instance of: `fastify()` → `fastify.FastifyInstance`. */
  readonly types: Readonly<Record<string, string>>;
  /** Calls that give back what they are made on, wherever they stand in a chain: `Options().setHost().setPort()`. Global. */
  readonly fluent?: RegExp;
  readonly entries: readonly CatalogueEntry[];
  /** Objects of a library whose members the command line or the deploy's configuration sets: `tornado.options.options`. */
  readonly given?: Readonly<Record<string, 'argument' | 'configuration'>>;
  /** Frameworks by the package that brings them, for naming an app: `fastify` → { name: 'fastify', kind: 'web' }. */
  readonly frameworks: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly kind: 'web' | 'worker' | 'tool' | 'static';
        /** A server for frameworks: it names an app only where none of them does. */
        readonly server?: true;
        /** Runs on its user's machine: whatever it listens on, nobody deploys it. */
        readonly desktop?: true;
        /** Logs requests or errors by a logger of its own, without a line of the app's. */
        readonly logs?: true;
      }
    >
  >;
  /** Backing services by driver package, where a dependency without a visible call still tells (`pg` in an ORM's config). */
  readonly drivers: Readonly<Record<string, ServiceKind>>;
  /** Packages that speak to several engines without a driver package each (PHP's PDO is the platform's). */
  readonly engines?: Readonly<Record<string, readonly ServiceKind[]>>;
  /** A driver is part of the program only where source imports it; manifests also list what others need (Go). */
  readonly driversAreImported?: true;
  /** The command by which a declared package serves the app where nothing says how it is started; likeliest first. */
  readonly servers?: readonly (readonly [name: string, command: string])[];
  readonly settings?: readonly FrameworkSetting[];
  /** Plugins that are found in folders: by which call each is registered, with what its module exports under this name. */
  readonly foundPlugins?: { readonly call: string; readonly options: string };
  /** Bases of classes that only development tools make, never a deploy (`IDesignTimeDbContextFactory`). */
  readonly toolClasses?: RegExp;
  /** Classes whose methods a framework calls for requests or connections, by the names of their bases. */
  readonly handlers?: readonly {
    readonly bases: RegExp;
    readonly methods: RegExp;
    readonly handles: 'request' | 'connection';
  }[];
}
