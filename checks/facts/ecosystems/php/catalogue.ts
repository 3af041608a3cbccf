/** What PHP's functions, extensions and libraries mean to the twelve factors, by canonical name; from their own manuals. */
import type { ServiceKind } from '../../facts.ts';
import type { Catalogue, CatalogueEntry, Connects, Listens } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

const names = (list: string): readonly string[] => list.trim().split(/\s+/);
const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'literal' ? value.text : undefined;
const facade = 'Illuminate\\Support\\Facades\\';

const bare = (server: string, rest: Partial<Listens> = {}): Listens => ({
  server,
  stops: 'needsHandler',
  ...rest,
});

const servers: readonly CatalogueEntry[] = [
  {
    calls: names(
      'Swoole\\Http\\Server OpenSwoole\\Http\\Server swoole_http_server Swoole\\WebSocket\\Server OpenSwoole\\WebSocket\\Server Swoole\\Server',
    ),
    listens: { server: 'swoole', stops: 'server', host: ['0'], port: ['1'] },
  },
  {
    calls: names('React\\Socket\\SocketServer React\\Socket\\Server'),
    listens: bare('reactphp', { address: ['0', '1'] }),
  },
  {
    calls: ['Ratchet\\Server\\IoServer.factory'],
    listens: bare('ratchet', { port: ['1'], host: ['2'], defaultPort: '80' }),
    handles: 'connection',
  },
  { calls: ['Ratchet\\App'], listens: bare('ratchet', { port: ['1'], defaultPort: '8080' }) },
  { calls: ['Workerman\\Worker'], listens: { server: 'workerman', stops: 'server', address: ['0'] } },
  { calls: ['Amp\\Http\\Server\\SocketHttpServer.expose'], listens: bare('amphp', { address: ['0'] }) },
];

const schemes: readonly (readonly [RegExp, ServiceKind])[] = [
  [/^(?:pgsql|postgres|pdo_pgsql)/, 'postgres'],
  [/^(?:mysql|mariadb|pdo_mysql|mysqli)/, 'mysql'],
  [/^(?:sqlite|pdo_sqlite)/, 'sqlite'],
  [/^(?:sqlsrv|dblib|odbc|mssql|pdo_sqlsrv)/, 'sqlserver'],
  [/^oci/, 'oracle'],
  [/^mongodb/, 'mongodb'],
  [/^(?:redis|tls|unix)/, 'redis'],
  [/^amqp/, 'amqp'],
];

/** What the beginning of an address, the driver's name, or the default of either tells. */
function kindOf(value: Value | undefined, depth = 0): ServiceKind | undefined {
  if (!value || depth > 6) return undefined;
  if (value.kind === 'literal')
    return schemes.find(([pattern]) => pattern.test(value.text.trim().toLowerCase()))?.[1];
  if (value.kind === 'text') {
    for (const part of value.parts.slice(0, 2)) {
      const kind = kindOf(part, depth + 1);
      if (kind) return kind;
    }
  }
  if (value.kind === 'environment' || value.kind === 'configuration')
    return kindOf(value.fallback, depth + 1);
  if (value.kind === 'choice')
    for (const option of value.options) {
      const kind = kindOf(option, depth + 1);
      if (kind) return kind;
    }
  if (value.kind === 'object')
    for (const key of ['url', 'dsn', 'driver', 'type', 'database_type', 'dbdriver', 'DBDriver']) {
      const kind = kindOf(value.entries.get(key), depth + 1);
      if (kind) return kind;
    }
  return undefined;
}
const byAddress = (call: Call): ServiceKind => kindOf(call.arguments[0] ?? call.named.get('dsn')) ?? 'other';

const service = (
  kind: Connects['kind'],
  address: string,
  calls: string,
  rest: Partial<CatalogueEntry> = {},
  persistent = true,
): CatalogueEntry => ({
  calls: names(calls),
  connects: { kind, address: names(address), persistent },
  ...rest,
});
const password = (at: string): Pick<CatalogueEntry, 'configures'> => ({
  configures: [{ name: 'password', role: 'credential', at: names(at) }],
});

const services: readonly CatalogueEntry[] = [
  service(byAddress, '0 dsn', 'PDO PDO.connect', password('2 password')),
  service(
    'mysql',
    '0 hostname host',
    'mysqli mysqli_connect mysql_connect mysql_pconnect',
    password('2 password'),
  ),
  service('mysql', '1', 'mysqli_real_connect mysqli.real_connect mysqli_init().real_connect', password('3')),
  service('postgres', '0', 'pg_connect pg_pconnect'),
  service('sqlserver', '0', 'sqlsrv_connect mssql_connect odbc_connect', password('1.PWD 2')),
  service('oracle', '2', 'oci_connect oci_pconnect', password('1')),
  service('sqlite', '0', 'SQLite3 sqlite_open SQLite3.open'),
  service('mongodb', '0', 'MongoDB\\Client MongoDB\\Driver\\Manager MongoClient'),
  service(byAddress, '0.url 0.host 0.path 0', 'Doctrine\\DBAL\\DriverManager.getConnection', {
    configures: [{ name: 'password', role: 'credential', at: ['0.password'] }],
  }),
  service(
    (call) => (call.arguments[0]?.kind === 'object' ? (kindOf(call.arguments[0]) ?? 'mysql') : 'other'),
    '0.host 0.database 0',
    'Illuminate\\Database\\Capsule\\Manager.addConnection',
    { configures: [{ name: 'password', role: 'credential', at: ['0.password'] }] },
  ),
  service((call) => kindOf(call.arguments[0]) ?? 'mysql', '0.host 0.server 0.database', 'Medoo\\Medoo', {
    configures: [{ name: 'password', role: 'credential', at: ['0.password'] }],
  }),
  service(byAddress, '0', 'RedBeanPHP\\R.setup R.setup ORM.configure', password('2')),
  service('redis', '0', 'Redis.connect Redis.pconnect', {}, false),
  service('redis', '0.host 0.0.host 0', 'Predis\\Client', {}, false),
  service(
    'memcached',
    '0 0.0.0',
    'Memcached.addServer Memcached.addServers Memcache.connect Memcache.addServer',
    {},
    false,
  ),
  service(
    'amqp',
    '0',
    'PhpAmqpLib\\Connection\\AMQPStreamConnection PhpAmqpLib\\Connection\\AMQPSSLConnection PhpAmqpLib\\Connection\\AMQPConnection',
    password('3'),
    false,
  ),
  service(
    'kafka',
    '1',
    'RdKafka\\Conf.set',
    {
      when: (call) => /^(?:metadata\.broker\.list|bootstrap\.servers)$/.test(textOf(call.arguments[0]) ?? ''),
    },
    false,
  ),
  service('smtp', '0', 'PHPMailer\\PHPMailer\\PHPMailer.Host= PHPMailer.Host=', {}, false),
  service(
    'smtp',
    '0',
    'Swift_SmtpTransport Symfony\\Component\\Mailer\\Transport.fromDsn Laminas\\Mail\\Transport\\SmtpOptions',
    {},
    false,
  ),
  {
    calls: names('PHPMailer\\PHPMailer\\PHPMailer.Password= PHPMailer.Password='),
    configures: [{ name: 'SMTP password', role: 'credential', at: ['0'] }],
  },
  service('elasticsearch', '0', '?.setHosts'),
  {
    calls: names('Aws\\S3\\S3Client Aws\\S3\\S3Client.factory'),
    connects: {
      kind: 'objectStore',
      address: names('0.endpoint 0.region'),
      variables: names('AWS_ACCESS_KEY_ID AWS_REGION'),
      persistent: true,
    },
    configures: [{ name: 'AWS secret', role: 'credential', at: ['0.credentials.secret'] }],
  },
  service(
    'http',
    '0.base_uri',
    'GuzzleHttp\\Client',
    { when: (call) => call.arguments[0]?.kind === 'object' && call.arguments[0].entries.has('base_uri') },
    false,
  ),
  service('http', '0', 'curl_init', { when: (call) => call.arguments.length > 0 }, false),
  service(
    'http',
    '2',
    'curl_setopt',
    {
      when: (call) =>
        call.arguments[1]?.kind === 'reference' && call.arguments[1].path.at(-1) === 'CURLOPT_URL',
    },
    false,
  ),
  service(
    'http',
    '0',
    `${facade}Http.get ${facade}Http.post ${facade}Http.put ${facade}Http.delete`,
    {},
    false,
  ),
  service('http', '1', 'GuzzleHttp\\Client.request', {}, false),
  service(
    'http',
    '0',
    'GuzzleHttp\\Client.get GuzzleHttp\\Client.post GuzzleHttp\\Client.put GuzzleHttp\\Client.delete',
    {},
    false,
  ),
  service('http', '0', 'SoapClient', {}, false),
  service(
    'http',
    '0',
    'file_get_contents fopen',
    { when: (call) => beginsWith(call.arguments[0], /^https?:/) },
    false,
  ),
];

function beginsWith(value: Value | undefined, pattern: RegExp): boolean {
  if (value?.kind === 'text') return beginsWith(value.parts[0], pattern);
  return pattern.test(textOf(value) ?? '');
}

const logging: readonly CatalogueEntry[] = [
  {
    calls: names(
      'Monolog\\Logger Psr\\Log\\LoggerInterface.info Psr\\Log\\LoggerInterface.error Psr\\Log\\LoggerInterface.warning Psr\\Log\\LoggerInterface.debug',
    ),
    logs: { sink: 'stdout', by: 'monolog', structured: true },
  },
  {
    calls: ['Monolog\\Handler\\StreamHandler'],
    when: (call) => !beginsWith(call.arguments[0], /^php:\/\/(?:std|output|memory|temp)/),
    logs: { sink: 'file', by: 'monolog', structured: true, path: '0' },
  },
  {
    calls: ['Monolog\\Handler\\StreamHandler'],
    when: (call) => beginsWith(call.arguments[0], /^php:\/\/(?:std|output)/),
    logs: { sink: 'stdout', by: 'monolog', structured: true },
  },
  {
    calls: ['Monolog\\Handler\\RotatingFileHandler'],
    logs: { sink: 'file', by: 'monolog', structured: true, path: '0' },
  },
  {
    calls: names('Monolog\\Handler\\SyslogHandler openlog syslog'),
    logs: { sink: 'syslog', by: 'syslog', structured: false },
  },
  {
    calls: ['error_log'],
    when: (call) => textOf(call.arguments[1]) !== '3',
    logs: { sink: 'stdout', by: 'error_log', structured: false },
  },
  {
    calls: ['error_log'],
    when: (call) => textOf(call.arguments[1]) === '3',
    logs: { sink: 'file', by: 'error_log', structured: false, path: '2' },
  },
  {
    calls: ['ini_set'],
    when: (call) =>
      textOf(call.arguments[0]) === 'error_log' &&
      !beginsWith(call.arguments[1], /^(?:php:|\/dev\/|\/proc\/)/) &&
      textOf(call.arguments[1]) !== '',
    logs: { sink: 'file', by: 'PHP', structured: false, path: '1' },
  },
  {
    calls: [
      ...names('info error warning debug notice critical alert emergency log').map(
        (level) => `${facade}Log.${level}`,
      ),
      'logger',
      'info',
    ],
    logs: { sink: 'stdout', by: 'laravel', structured: true },
  },
];

const opensForWriting = (call: Call): boolean =>
  /[wax+c]/.test(textOf(call.arguments[1]) ?? 'r') && !beginsWith(call.arguments[0], /^(?:php|https?|data):/);
const isLocalDisk = (value: Value | undefined): boolean => /^(?:local|public)$/.test(textOf(value) ?? '');
const isLocalFolder = (value: Value | undefined): boolean =>
  (value?.kind === 'call' && /^(?:public_path|storage_path|base_path|app_path)$/.test(value.call.callee)) ||
  beginsWith(value, /^(?:\.{0,2}\/|uploads?\/|images?\/|files?\/|public\/|img\/|assets\/)/) ||
  (value?.kind === 'text' && value.parts[0] !== undefined && isLocalFolder(value.parts[0]));

const files: readonly CatalogueEntry[] = [
  {
    calls: ['file_put_contents'],
    when: (call) => !beginsWith(call.arguments[0], /^(?:php|https?|data):/),
    writes: { path: '0' },
  },
  { calls: ['fopen'], when: opensForWriting, writes: { path: '0' } },
  {
    calls: names('move_uploaded_file copy rename'),
    when: (call) => call.callee !== 'rename' || true,
    writes: { path: '1' },
  },
  {
    calls: names('imagepng imagejpeg imagegif imagewebp'),
    when: (call) =>
      call.arguments.length > 1 && textOf(call.arguments[1]) === undefined
        ? call.arguments[1]?.kind !== 'literal'
        : textOf(call.arguments[1]) !== undefined,
    writes: { path: '1' },
  },
  { calls: ['SplFileObject'], when: opensForWriting, writes: { path: '0' } },
  {
    calls: [
      `${facade}File.put`,
      `${facade}File.append`,
      'Symfony\\Component\\Filesystem\\Filesystem.dumpFile',
      'Symfony\\Component\\Filesystem\\Filesystem.appendToFile',
    ],
    writes: { path: '0' },
  },
  {
    calls: names('?.move ?.moveTo ?.saveAs'),
    when: (call) =>
      call.arguments[0]?.kind === 'text' ||
      isLocalFolder(call.arguments[0]) ||
      parameterOf(call.arguments[0]),
    writes: { path: '0' },
  },
  {
    calls: ['?.storeAs', '?.store'],
    when: (call) => call.arguments.some((one, index) => index > 0 && isLocalDisk(one)),
    writes: { path: '0' },
  },
  {
    calls: names('put putFile putFileAs append prepend').map((method) => `${facade}Storage.disk().${method}`),
    when: (call) => call.receiver?.kind === 'call' && isLocalDisk(call.receiver.call.arguments[0]),
    writes: { path: '0' },
  },
  { calls: names('tempnam sys_get_temp_dir tmpfile'), transforms: true },
];

/** `$this->getParameter('uploads_directory')`, or a property that the container fills. */
function parameterOf(value: Value | undefined): boolean {
  return (
    value?.kind === 'call' &&
    /(?:^|\.)(?:getParameter|getTargetDirectory|getUploadDir\w*)$/.test(value.call.callee)
  );
}

const processes: readonly CatalogueEntry[] = [
  { calls: names('exec shell_exec system passthru popen proc_open pcntl_exec'), spawns: { program: '0' } },
  {
    calls: names(
      'Symfony\\Component\\Process\\Process Symfony\\Component\\Process\\Process.fromShellCommandline',
    ),
    spawns: { program: '0' },
  },
  { calls: names(`${facade}Process.run ${facade}Process.start`), spawns: { program: '0' } },
  { calls: ['pcntl_signal'], handlesSignal: { signal: '0', handler: '1' } },
  {
    calls: names('React\\EventLoop\\Loop.addSignal ?.addSignal'),
    handlesSignal: { signal: '0', handler: '1' },
  },
  { calls: names('React\\Socket\\SocketServer.close React\\EventLoop\\Loop.stop ?.shutdown'), closes: true },
  {
    calls: names(
      'React\\EventLoop\\Loop.addPeriodicTimer Swoole\\Timer.tick swoole_timer_tick Workerman\\Timer.add',
    ),
    schedules: { by: 'timer' },
  },
  { calls: ['pcntl_fork'], managesProcesses: { what: 'pcntl_fork' } },
];

const schema: readonly CatalogueEntry[] = [
  {
    calls: [
      `${facade}Schema.create`,
      `${facade}Schema.table`,
      `${facade}Schema.drop`,
      'Illuminate\\Database\\Capsule\\Manager.schema().create',
    ],
    changesSchema: { what: 'Schema::create()', versioned: false },
    when: (call) => !/(?:^|\/)(?:migrations?)\//.test(call.at.path),
  },
  {
    calls: [`${facade}Artisan.call`],
    when: (call) => /^migrate/.test(textOf(call.arguments[0]) ?? ''),
    changesSchema: { what: 'artisan migrate', versioned: true },
  },
  {
    calls: names(
      'Doctrine\\ORM\\Tools\\SchemaTool.createSchema Doctrine\\ORM\\Tools\\SchemaTool.updateSchema',
    ),
    changesSchema: { what: 'SchemaTool', versioned: false },
  },
];

const settings: readonly CatalogueEntry[] = [
  {
    calls: ['ini_set'],
    when: (call) =>
      textOf(call.arguments[0]) === 'display_errors' &&
      !/^(?:0|off|false|stderr|)$/i.test(textOf(call.arguments[1]) ?? ''),
    configures: [{ name: 'display_errors', role: 'debug', at: ['1'] }],
  },
  {
    calls: names('Firebase\\JWT\\JWT.encode Firebase\\JWT\\JWT.decode'),
    configures: [{ name: 'JWT secret', role: 'credential', at: ['1'] }],
  },
  { calls: ['Firebase\\JWT\\Key'], configures: [{ name: 'JWT secret', role: 'credential', at: ['0'] }] },
  {
    calls: names('Stripe\\Stripe.setApiKey Stripe\\StripeClient'),
    configures: [{ name: 'Stripe secret', role: 'credential', at: ['0'] }],
  },
  {
    calls: names('openssl_encrypt openssl_decrypt'),
    configures: [{ name: 'encryption key', role: 'credential', at: ['2'] }],
  },
  { calls: ['hash_hmac'], configures: [{ name: 'HMAC secret', role: 'credential', at: ['2'] }] },
];

const sessions: readonly CatalogueEntry[] = [
  { calls: ['session_start'], session: { without: 'file', stores: {} } },
  { calls: ['session_set_save_handler'], session: { without: 'database', stores: {}, forAll: true } },
  {
    calls: ['session_module_name'],
    when: (call) => call.arguments.length > 0,
    session: {
      store: ['0'],
      without: 'unknown',
      stores: { redis: 'cache', memcached: 'cache', memcache: 'cache', files: 'file', user: 'database' },
      forAll: true,
    },
  },
  {
    calls: ['ini_set'],
    when: (call) => textOf(call.arguments[0]) === 'session.save_handler',
    session: {
      store: ['1'],
      without: 'unknown',
      stores: {
        redis: 'cache',
        rediscluster: 'cache',
        memcached: 'cache',
        memcache: 'cache',
        files: 'file',
        user: 'database',
      },
      forAll: true,
    },
  },
];

/** Calls that the conventions write for what configuration files say. */
const conventions: readonly CatalogueEntry[] = [
  service(byAddress, '0', 'laravel.database symfony.database php.database'),
  service('redis', '0', 'laravel.redis', {}, false),
  service((call) => kindOf(call.arguments[0]) ?? 'other', '0', 'symfony.transport', {}, false),
  {
    calls: ['laravel.session'],
    session: {
      store: ['0'],
      without: 'unknown',
      stores: {
        file: 'file',
        cookie: 'cookie',
        database: 'database',
        redis: 'cache',
        memcached: 'cache',
        dynamodb: 'database',
        apc: 'cache',
        array: 'memory',
      },
      forAll: true,
    },
  },
  {
    calls: ['php.session'],
    session: {
      store: ['0'],
      without: 'unknown',
      stores: { files: 'file', database: 'database', redis: 'cache', memcached: 'cache' },
      forAll: true,
    },
  },
  {
    calls: ['symfony.session'],
    session: {
      store: ['0'],
      without: 'unknown',
      stores: { file: 'file', cache: 'cache', database: 'database' },
      forAll: true,
    },
  },
  ...['laravel.log', 'symfony.log', 'php.log'].flatMap((name): CatalogueEntry[] => {
    const by = name === 'laravel.log' ? 'laravel' : name === 'symfony.log' ? 'monolog' : 'the framework';
    const toStream = (call: Call) => beginsWith(call.arguments[0], /^php:/);
    return [
      { calls: [name], when: toStream, logs: { sink: 'stdout', by, structured: true } },
      {
        calls: [name],
        when: (call) => !toStream(call),
        logs: { sink: 'file', by, structured: true, path: '0' },
      },
    ];
  }),
];

const plain: readonly CatalogueEntry[] = [
  // A literal stays one when it is hashed: `bcrypt('secret')` is a password that everybody can read.
  {
    calls: names(`bcrypt password_hash ${facade}Hash.make`),
    value: (call) => call.arguments[0],
  },
  {
    calls: names(
      'intval boolval floatval strval trim rtrim ltrim strtolower strtoupper str_replace explode implode parse_url base64_decode base64_encode json_decode filter_var array_map basename dirname realpath urlencode rawurlencode md5 ucfirst is_null',
    ),
    transforms: true,
  },
  { calls: ['parse_url', 'Illuminate\\Support\\Str.of'], transforms: true },
];

export const catalogue: Catalogue = {
  types: {
    // Laravel's aliases of its facades, for files without a namespace.
    ...Object.fromEntries(
      names('Route DB Schema Storage Log Http Artisan Cache Queue Mail Auth Hash Config File Process').map(
        (name) => [name, `${facade}${name}`],
      ),
    ),
    'Monolog\\Logger()': 'Monolog\\Logger',
  },
  entries: [
    {
      calls: names(
        'parse_ini_file parse_ini_string json_decode yaml_parse_file Symfony\\Component\\Yaml\\Yaml::parseFile Symfony\\Component\\Yaml\\Yaml::parse',
      ),
      parses: true,
    },
    ...servers,
    ...services,
    ...logging,
    ...files,
    ...processes,
    ...schema,
    ...settings,
    ...sessions,
    ...conventions,
    ...plain,
  ],
  frameworks: {
    'laravel/framework': { name: 'laravel', kind: 'web' },
    'laravel/lumen-framework': { name: 'lumen', kind: 'web' },
    'symfony/framework-bundle': { name: 'symfony', kind: 'web' },
    'symfony/symfony': { name: 'symfony', kind: 'web' },
    'slim/slim': { name: 'slim', kind: 'web' },
    'php-di/slim-bridge': { name: 'slim', kind: 'web' },
    'codeigniter4/framework': { name: 'codeigniter', kind: 'web' },
    'codeigniter/framework': { name: 'codeigniter', kind: 'web' },
    'cakephp/cakephp': { name: 'cakephp', kind: 'web' },
    'yiisoft/yii2': { name: 'yii', kind: 'web' },
    'laminas/laminas-mvc': { name: 'laminas', kind: 'web' },
    'mezzio/mezzio': { name: 'mezzio', kind: 'web' },
    'api-platform/core': { name: 'api-platform', kind: 'web' },
    'api-platform/symfony': { name: 'api-platform', kind: 'web' },
    'drupal/core-recommended': { name: 'drupal', kind: 'web' },
    'drupal/core': { name: 'drupal', kind: 'web' },
    'roots/wordpress': { name: 'wordpress', kind: 'web' },
    'johnpbloch/wordpress': { name: 'wordpress', kind: 'web' },
    'bref/bref': { name: 'bref', kind: 'web' },
    'flightphp/core': { name: 'flight', kind: 'web' },
    'mikecao/flight': { name: 'flight', kind: 'web' },
    'nikic/fast-route': { name: 'fast-route', kind: 'web' },
    'workerman/workerman': { name: 'workerman', kind: 'web' },
    'cboden/ratchet': { name: 'ratchet', kind: 'web' },
    'react/http': { name: 'reactphp', kind: 'web' },
    'hyperf/framework': { name: 'hyperf', kind: 'web' },
    'hyperf/http-server': { name: 'hyperf', kind: 'web' },
    'symfony/console': { name: 'symfony console', kind: 'tool' },
    'laravel-zero/framework': { name: 'laravel zero', kind: 'tool' },
  },
  engines: {
    'laravel/framework': ['mysql', 'postgres', 'sqlite', 'sqlserver'],
    'laravel/lumen-framework': ['mysql', 'postgres', 'sqlite', 'sqlserver'],
    'doctrine/dbal': ['mysql', 'postgres', 'sqlite', 'sqlserver'],
    'doctrine/orm': ['mysql', 'postgres', 'sqlite', 'sqlserver'],
    'doctrine/doctrine-bundle': ['mysql', 'postgres', 'sqlite', 'sqlserver'],
    'symfony/orm-pack': ['mysql', 'postgres', 'sqlite', 'sqlserver'],
  },
  drivers: {
    'predis/predis': 'redis',
    'mongodb/mongodb': 'mongodb',
    'mongodb/laravel-mongodb': 'mongodb',
    'jenssegers/mongodb': 'mongodb',
    'doctrine/mongodb-odm-bundle': 'mongodb',
    'php-amqplib/php-amqplib': 'amqp',
    'elasticsearch/elasticsearch': 'elasticsearch',
    'aws/aws-sdk-php': 'objectStore',
    'league/flysystem-aws-s3-v3': 'objectStore',
    'ext-pdo_mysql': 'mysql',
    'ext-mysqli': 'mysql',
    'ext-pdo_pgsql': 'postgres',
    'ext-pgsql': 'postgres',
    'ext-pdo_sqlite': 'sqlite',
  },
};
