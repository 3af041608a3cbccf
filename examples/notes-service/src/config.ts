// Reads the configuration from the environment: the only file that does.
import convict from 'convict';
import './config/formats.ts';
import { listed, masked } from './config/listing.ts';
import { readSecretFiles } from './config/secret-files.ts';

/** What varies between deploys, as every process needs it. Times are in milliseconds. */
export interface Config {
  host: string;
  port: number;
  /** Null where nobody asks for metrics. */
  metricsPort: number | null;
  databaseUrl: string;
  databasePoolSize: number;
  databaseTimeoutMs: number;
  logLevel: string;
  trustProxy: boolean;
  allowedOrigins: string[];
  /** What the process runs in, such as a pod, and the address of that. Empty where the host is asked. */
  instanceName: string;
  instanceAddress: string;
  /** Empty where web is alone. */
  peersHost: string;
  livePollMs: number;
  requestTimeoutMs: number;
  shutdownDrainMs: number;
  shutdownTimeoutMs: number;
}

/** What the process type `web` needs besides. */
export interface WebConfig extends Config {
  publicUrl: string;
}

/** What the process type `worker` needs besides. */
export interface WorkerConfig extends WebConfig {
  smtpUrl: string;
  mailFrom: string;
}

interface Configs {
  web: WebConfig;
  worker: WorkerConfig;
  admin: Config;
}

/** Which kind of process asks: what the others need may be absent. */
export type ProcessType = keyof Configs;

/** One variable, as `.env.example` documents it. */
export interface Variable {
  name: string;
  doc: string;
  default: unknown;
  example?: string;
  /** A secret may stand in a file, which the variable with `_FILE` at its end names. */
  sensitive?: boolean;
  /** The process types that don't start without it, if it has no default; all, where it isn't said. */
  requiredBy?: ProcessType[];
}

const schema = {
  host: {
    doc: 'Address to listen on.',
    format: 'non-empty',
    default: '0.0.0.0',
    env: 'HOST',
  },
  port: {
    doc: 'Port to listen on; 0 takes a free one.',
    format: 'strict-port',
    default: 3000,
    env: 'PORT',
  },
  metricsPort: {
    doc: 'Port for GET /metrics, for Prometheus; 0 takes a free one. Without it there are none.',
    format: 'optional-port',
    default: null,
    env: 'METRICS_PORT',
    requiredBy: [] as ProcessType[],
  },
  databaseUrl: {
    doc: 'PostgreSQL, version 18 or newer; not through a transaction pooler, which LISTEN does not pass.',
    format: 'postgres-url',
    default: null,
    env: 'DATABASE_URL',
    sensitive: true,
    example: 'postgres://user:password@host:5432/notes_service',
  },
  databasePoolSize: {
    doc: 'Connections for requests, per process. One more listens for changes.',
    format: 'positive-count',
    default: 10,
    env: 'DATABASE_POOL_SIZE',
  },
  databaseTimeoutMs: {
    doc: 'Longest wait for a connection or a statement, in milliseconds.',
    format: 'positive-milliseconds',
    default: 5000,
    env: 'DATABASE_TIMEOUT_MS',
  },
  logLevel: {
    doc: 'Least severe level that is logged: fatal, error, warn, info, debug, trace, or silent.',
    format: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    env: 'LOG_LEVEL',
  },
  trustProxy: {
    doc: 'Whether a proxy stands in front, whose X-Forwarded headers tell the client: true or false.',
    format: 'strict-boolean',
    default: false,
    env: 'TRUST_PROXY',
  },
  publicUrl: {
    doc: 'Where browsers reach the service: an origin, to which the links in mails lead. With https, cookies need it.',
    format: 'origin',
    default: null,
    env: 'PUBLIC_URL',
    example: 'https://notes-service.example.org',
    requiredBy: ['web', 'worker'] as ProcessType[],
  },
  allowedOrigins: {
    doc: 'Origins of other pages that may use the service with the rights of who looks at them, separated by commas.',
    format: 'origins',
    default: [] as string[],
    env: 'ALLOWED_ORIGINS',
  },
  smtpUrl: {
    doc: 'The mail server; smtp:// goes over to TLS where the server offers it, smtps:// begins with it.',
    format: 'smtp-url',
    default: null,
    env: 'SMTP_URL',
    sensitive: true,
    example: 'smtp://user:password@host:587',
    requiredBy: ['worker'] as ProcessType[],
  },
  mailFrom: {
    doc: 'Sender of mails.',
    format: 'mail-address',
    default: null,
    env: 'MAIL_FROM',
    example: 'Notes Service <noreply@example.org>',
    requiredBy: ['worker'] as ProcessType[],
  },
  instanceName: {
    doc: 'Name of what this process runs in, such as its pod, for logs and the list of replicas; without it that of the host.',
    format: 'host-name',
    default: '',
    env: 'INSTANCE_NAME',
  },
  instanceAddress: {
    doc: 'Address that other processes reach this one by, such as that of its pod; without it the first of the host.',
    format: 'ip-address',
    default: '',
    env: 'INSTANCE_ADDRESS',
  },
  peersHost: {
    doc: 'Name in DNS whose addresses are all web processes, such as that of a headless service; without it web is alone.',
    format: 'host-name',
    default: '',
    env: 'PEERS_HOST',
  },
  livePollMs: {
    doc: 'How often to look for changes (and prove the connection) when no notification comes, in milliseconds.',
    format: 'positive-milliseconds',
    default: 5000,
    env: 'LIVE_POLL_MS',
  },
  requestTimeoutMs: {
    doc: 'Longest time for a request, which is then answered by 503 and its query cancelled, in milliseconds.',
    format: 'positive-milliseconds',
    default: 10_000,
    env: 'REQUEST_TIMEOUT_MS',
  },
  shutdownDrainMs: {
    doc: 'Time between "not ready" and closing the port, for load balancers to notice, in milliseconds.',
    format: 'milliseconds',
    default: 2000,
    env: 'SHUTDOWN_DRAIN_MS',
  },
  shutdownTimeoutMs: {
    doc: 'Longest time from SIGTERM to the end of the process, in milliseconds.',
    format: 'positive-milliseconds',
    default: 9000,
    env: 'SHUTDOWN_TIMEOUT_MS',
  },
} satisfies Record<keyof WorkerConfig, unknown>;

/** All variables that the service reads, in the order of the schema. */
export const variables: Variable[] = Object.values(schema).map(({ env, ...rest }) => ({
  name: env,
  ...rest,
}));

/**
 * The configuration of a process of this type from `env` and the files that it names, with what is to be said of
 * each variable; or every problem with it, one line a variable, named by the variable. Values of secret variables
 * are never part of a problem or of what is said.
 */
export function loadConfig<Type extends ProcessType>(
  type: Type,
  env: NodeJS.ProcessEnv = process.env,
): { config: Configs[Type]; listing: string[] } | { problems: string[] } {
  const secrets = variables.filter(({ sensitive }) => sensitive).map(({ name }) => name);
  const { values, files, problems } = readSecretFiles(secrets, env);
  // convict's types know only its own formats, and infer `null` for a required value.
  const settings = convict(schema as unknown as convict.Schema<Configs[Type]>, { env: values, args: [] });
  problems.push(...missing(type, values, problems));
  try {
    settings.validate({ allowed: 'strict' });
  } catch (error) {
    problems.push(...(error as Error).message.split('\n').map(nameTheVariable));
  }
  if (problems.length > 0) return { problems };
  const config = settings.getProperties();
  const listing = Object.entries(schema).map(([path, { env: name, ...rest }]) => {
    const source = files.get(name) ?? (name in values ? 'environment' : 'default');
    const value = config[path as keyof Configs[Type]];
    return listed(name, 'sensitive' in rest ? masked(value) : value, source);
  });
  return { config, listing };
}

/** What a process of this type needs and `values` don't say, as far as no problem says so already. */
function missing(type: ProcessType, values: NodeJS.ProcessEnv, problems: string[]): string[] {
  return variables
    .filter(({ name, default: value }) => value === null && values[name] === undefined)
    .filter(({ name }) => !problems.some((problem) => problem.startsWith(name)))
    .filter(({ requiredBy }) => !requiredBy || requiredBy.includes(type))
    .map(({ name }) => `${name} is required`);
}

// convict names the path in its schema (`databaseUrl: is required`); the reader knows the variable.
function nameTheVariable(line: string): string {
  return line.replace(/^(\w+): /, (whole, path: string) =>
    path in schema ? `${schema[path as keyof WorkerConfig].env} ` : whole,
  );
}

/**
 * The configuration of this process; ends the process with exit code 2 and all problems on stderr. With
 * `--print-config` it ends in any case, after it has said what the configuration is and where that comes from.
 */
export function configOrExit<Type extends ProcessType>(type: Type): Configs[Type] {
  const asked = process.argv.includes('--print-config');
  const result = loadConfig(type);
  if ('problems' in result) {
    for (const problem of result.problems) process.stderr.write(`${problem}\n`);
    process.exit(asked ? 1 : 2);
  }
  if (!asked) return result.config;
  for (const line of result.listing) process.stdout.write(`${line}\n`);
  process.exit(0);
}
