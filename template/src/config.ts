// Reads the configuration from the environment: the only file that does.
import { isIP } from 'node:net';
import convict from 'convict';

/** What varies between deploys, as every process needs it. Times are in milliseconds. */
export interface Config {
  host: string;
  port: number;
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
  /** The process types that don't start without it, if it has no default; all, where it isn't said. */
  requiredBy?: ProcessType[];
}

// convict's own formats are lenient: its boolean takes `no` for true, its port takes `80abc` for 80, its
// String takes the empty string. These refuse whatever isn't meant.
function refuseUnless(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

function wholeNumber(name: string, min: number, max: number): convict.Format {
  return {
    name,
    coerce: (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : text),
    validate(value) {
      const holds = Number.isInteger(value) && value >= min && value <= max;
      refuseUnless(holds, `must be a whole number from ${min} to ${max}`);
    },
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isWebOrigin(text: unknown): boolean {
  return typeof text === 'string' && /^https?:/.test(text) && isOrigin(text);
}

function isSmtpUrl(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^smtps?:$/.test(protocol) && hostname !== '';
}

function isMailAddress(text: unknown): boolean {
  return /^([^<>\r\n]+ <[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(String(text));
}

function isPostgresUrl(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && hostname !== '' && pathname.length > 1;
}

convict.addFormats({
  'strict-port': wholeNumber('strict-port', 0, 65535),
  'positive-count': wholeNumber('positive-count', 1, 1000),
  milliseconds: wholeNumber('milliseconds', 0, 3_600_000),
  'positive-milliseconds': wholeNumber('positive-milliseconds', 1, 3_600_000),
  'strict-boolean': {
    coerce: (text: string) => (text === 'true' ? true : text === 'false' ? false : text),
    validate(value) {
      refuseUnless(typeof value === 'boolean', 'must be true or false');
    },
  },
  'non-empty': {
    validate(value) {
      refuseUnless(typeof value === 'string' && value.trim() !== '', 'must not be empty');
    },
  },
  'host-name': {
    validate(value) {
      const holds = /^([a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*)?$/i.test(value);
      refuseUnless(holds, 'must be a host name like web-pods');
    },
  },
  'ip-address': {
    validate(value) {
      refuseUnless(value === '' || isIP(value) !== 0, 'must be an IP address like 192.0.2.7');
    },
  },
  'postgres-url': {
    // Null where it isn't given, which not every process minds.
    validate(value) {
      refuseUnless(value !== '', 'is required');
      refuseUnless(
        value === null || isPostgresUrl(value),
        'must be a URL like postgres://user:password@host:5432/database',
      );
    },
  },
  origin: {
    validate(value) {
      refuseUnless(value !== '', 'is required');
      refuseUnless(value === null || isWebOrigin(value), 'must be an origin like https://example.org');
    },
  },
  'smtp-url': {
    validate(value) {
      refuseUnless(value !== '', 'is required');
      refuseUnless(value === null || isSmtpUrl(value), 'must be a URL like smtp://user:password@host:587');
    },
  },
  'mail-address': {
    validate(value) {
      refuseUnless(value !== '', 'is required');
      refuseUnless(value === null || isMailAddress(value), 'must be an address like Anna <anna@example.org>');
    },
  },
  origins: {
    coerce: (text: string) => (text === '' ? [] : text.split(',').map((origin) => origin.trim())),
    validate(value) {
      const holds = Array.isArray(value) && value.every(isOrigin);
      refuseUnless(holds, 'must be origins like https://example.org, separated by commas');
    },
  },
});

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
  databaseUrl: {
    doc: 'PostgreSQL, version 18 or newer; not through a transaction pooler, which LISTEN does not pass.',
    format: 'postgres-url',
    default: null,
    env: 'DATABASE_URL',
    sensitive: true,
    example: 'postgres://user:password@host:5432/todo_service',
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
    example: 'https://todo-service.example.org',
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
    example: 'Todo Service <noreply@example.org>',
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
 * The configuration of a process of this type from `env`, or every problem with it, one line a variable, named
 * by the variable. Values of secret variables are never part of a problem.
 */
export function loadConfig<Type extends ProcessType>(
  type: Type,
  env: NodeJS.ProcessEnv = process.env,
): { config: Configs[Type] } | { problems: string[] } {
  // convict's types know only its own formats, and infer `null` for a required value.
  const settings = convict(schema as unknown as convict.Schema<Configs[Type]>, { env, args: [] });
  const problems = missing(type, env);
  try {
    settings.validate({ allowed: 'strict' });
  } catch (error) {
    problems.push(...(error as Error).message.split('\n').map(nameTheVariable));
  }
  return problems.length > 0 ? { problems } : { config: settings.getProperties() };
}

/** What a process of this type needs and `env` doesn't say. */
function missing(type: ProcessType, env: NodeJS.ProcessEnv): string[] {
  return variables
    .filter(({ name, default: value }) => value === null && env[name] === undefined)
    .filter(({ requiredBy }) => !requiredBy || requiredBy.includes(type))
    .map(({ name }) => `${name} is required`);
}

// convict names the path in its schema (`databaseUrl: is required`); the reader knows the variable.
function nameTheVariable(line: string): string {
  return line.replace(/^(\w+): /, (whole, path: string) =>
    path in schema ? `${schema[path as keyof WorkerConfig].env} ` : whole,
  );
}

/** The configuration of this process; ends the process with exit code 2 and all problems on stderr. */
export function configOrExit<Type extends ProcessType>(type: Type): Configs[Type] {
  const result = loadConfig(type);
  if ('config' in result) return result.config;
  for (const problem of result.problems) process.stderr.write(`${problem}\n`);
  process.exit(2);
}
