// What .NET's libraries mean to the twelve factors, by the names of their types and methods; from their own documentation.
// Namespaces are left out: extension methods (`UseNpgsql`) are known by their names on whatever they are called.
import type { ServiceKind } from '../../facts.ts';
import type { Catalogue, CatalogueEntry, Connects, Listens } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);
const on = (types: string, methods: string): readonly string[] =>
  words(types).flatMap((type) => words(methods).map((method) => `${type}.${method}`));
const isText = (value: Value | undefined): boolean =>
  value?.kind === 'text' || (value?.kind === 'literal' && value.type === 'string');
const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'literal' ? value.text : undefined;

// Servers -----------------------------------------------------------------------------------------------------------

/** Kestrel reads these by itself where nothing in the program says otherwise; the default differs by version and image. */
const urls = words('ASPNETCORE_URLS ASPNETCORE_HTTP_PORTS');
const kestrel = (rest: Partial<Listens> = {}): Listens => ({ server: 'Kestrel', stops: 'server', ...rest });
const hostLog = { sink: 'stdout', by: 'Microsoft.Extensions.Logging', structured: true } as const;

const servers: readonly CatalogueEntry[] = [
  {
    calls: [
      ...on('WebApplication', 'CreateBuilder CreateSlimBuilder CreateEmptyBuilder Create'),
      ...on('WebHost', 'CreateDefaultBuilder Start StartWith'),
    ],
    listens: kestrel({ variables: urls }),
    logs: hostLog,
  },
  {
    calls: words('?.ConfigureWebHostDefaults ?.ConfigureWebHost WebHostBuilder'),
    listens: kestrel({ variables: urls }),
  },
  { calls: ['?.UseUrls'], listens: kestrel({ address: ['0'] }) },
  { calls: ['WebApplication.Urls.Add', 'WebApplication.Urls.TryAdd'], listens: kestrel({ address: ['0'] }) },
  {
    calls: on('WebApplication', 'Run RunAsync'),
    when: ({ arguments: [first] }) =>
      first !== undefined && (isText(first) || first.kind === 'choice' || first.kind === 'environment'),
    listens: kestrel({ address: ['0'] }),
  },
  {
    calls: ['?.UseSetting'],
    when: ({ arguments: [key] }) =>
      textOf(key)?.toLowerCase() === 'urls' ||
      (key?.kind === 'reference' && key.path.at(-1) === 'ServerUrlsKey'),
    listens: kestrel({ address: ['1'] }),
  },
  { calls: ['?.ListenAnyIP'], listens: kestrel({ port: ['0'] }) },
  { calls: ['?.ListenLocalhost'], listens: kestrel({ port: ['0'] }) },
  {
    calls: words(
      'ConfigureKestrel#0.Listen ConfigureKestrel#0.1.Listen UseKestrel#0.Listen UseKestrel#0.1.Listen KestrelServerOptions.Listen',
    ),
    listens: kestrel({ port: ['1'] }),
  },
  {
    calls: ['HttpListener.Prefixes.Add'],
    listens: { server: 'HttpListener', stops: 'needsHandler', address: ['0'] },
  },
  { calls: ['TcpListener'], listens: { server: 'TcpListener', stops: 'needsHandler', port: ['1'] } },
  { calls: ['ServerPort'], listens: { server: 'gRPC', stops: 'needsHandler', port: ['1'] } },
  {
    calls: ['WebApp.Start'],
    listens: { server: 'OWIN HttpListener', stops: 'needsHandler', address: ['0'] },
  },
  { calls: ['NancyHost'], listens: { server: 'Nancy', stops: 'needsHandler', address: ['0'] } },
  {
    calls: on('Host', 'CreateDefaultBuilder CreateApplicationBuilder CreateEmptyApplicationBuilder'),
    logs: hostLog,
    stopsGracefully: '.NET host',
  },
  { calls: words('HostBuilder HostApplicationBuilder'), logs: hostLog, stopsGracefully: '.NET host' },
  // Only code that nothing hosts has to handle the end of the process by itself.
  {
    calls: words(
      'AppDomain.CurrentDomain.ProcessExit.add AssemblyLoadContext.Default.Unloading.add AssemblyLoadContext.Unloading.add',
    ),
    stopsGracefully: 'handler of the process’s end',
  },
  { calls: ['PosixSignalRegistration.Create'], handlesSignal: { signal: '0', handler: '1' } },
  { calls: words('?.Cancel ?.CancelAsync ?.StopAsync ?.StopApplication'), closes: true },
  { calls: words('HostFactory.Run HostFactory.New'), stopsGracefully: 'Topshelf' },
];

// Requests ----------------------------------------------------------------------------------------------------------

/** An instance of the type in angle brackets. */
const instanceOfType = ({ named, at }: Call): Value | undefined => {
  const type = named.get('<0>');
  const name =
    type?.kind === 'function' ? type.name : type?.kind === 'reference' ? type.path.at(-1) : undefined;
  return name === undefined
    ? undefined
    : { kind: 'parameter', function: '', index: 0, name: '', type: name, at };
};

const requests: readonly CatalogueEntry[] = [
  // The container's services are known by the type that is asked for.
  {
    calls: words(
      '?.GetRequiredService ?.GetService ?.GetRequiredKeyedService ActivatorUtilities.CreateInstance',
    ),
    value: instanceOfType,
  },
  {
    calls: words('HttpGet HttpPost HttpPut HttpPatch HttpDelete HttpHead HttpOptions AcceptVerbs Route'),
    handles: 'request',
  },
  {
    calls: words(
      '?.MapGet ?.MapPost ?.MapPut ?.MapPatch ?.MapDelete ?.MapMethods ?.MapFallback ?.UseMiddleware',
    ),
    handles: 'request',
  },
  { calls: on('WebApplication IApplicationBuilder', 'Use Run Map MapWhen'), handles: 'request' },
  {
    calls: words('?.UseStartup'),
    runs: { class: '<0>', methods: ['ConfigureServices', 'Configure', 'constructor'] },
  },
  {
    calls: words('?.AddHostedService'),
    runs: { class: '<0>', methods: ['ExecuteAsync', 'StartAsync', 'constructor'] },
  },
  {
    calls: words('?.AddSingleton ?.TryAddSingleton ?.AddHostedService'),
    sharesInstance: words('<0> <1> 0 1'),
  },
];

// Configuration -----------------------------------------------------------------------------------------------------

const configurationTypes = 'IConfiguration IConfigurationRoot IConfigurationSection ConfigurationManager';

/** `configuration["Db:Host"]`: an entry that the host lets `Db__Host` of the environment override. */
const entry =
  (prefix = '') =>
  (call: Call): Value => {
    const [key, fallback] = call.arguments;
    const name = textOf(key);
    // A name that only a variable of the environment has.
    if (prefix === '' && name !== undefined && /^[A-Z][A-Z0-9_]{3,}$/.test(name))
      return {
        kind: 'environment',
        name,
        ...(isText(fallback) ? { fallback } : {}),
        required: false,
        at: call.at,
      };
    return {
      kind: 'configuration',
      ...(name === undefined ? {} : { name: `${prefix}${name}` }),
      ...(fallback && fallback.kind !== 'function' ? { fallback } : {}),
      at: call.at,
    };
  };

/** What a file says that nothing from outside can override: it was read without the environment. */
const fixed = (call: Call): Value => {
  const key = textOf(call.arguments[0]) ?? '';
  return { kind: 'literal', type: 'string', text: `${key} of a configuration file`, at: call.at };
};

const settings: readonly CatalogueEntry[] = [
  { calls: on(configurationTypes, 'get_Item GetValue'), value: entry() },
  {
    calls: ['?.GetConnectionString'],
    when: ({ callee }) => !callee.startsWith('FileConfiguration'),
    value: entry('ConnectionStrings:'),
  },
  {
    calls: on(configurationTypes, 'GetSection GetRequiredSection Get'),
    value: ({ arguments: [key], at, receiver }) => ({
      kind: 'configuration',
      ...(textOf(key) === undefined ? {} : { name: textOf(key) as string }),
      ...(receiver?.kind === 'configuration' ? receiver : {}),
      at,
    }),
  },
  {
    calls: on('FileConfiguration', 'get_Item GetValue GetConnectionString GetSection Get GetRequiredSection'),
    value: fixed,
  },
  // What a section was asked for once it is known to be one.
  {
    calls: words('?.get_Item ?.GetValue ?.Get ?.GetSection ?.GetRequiredSection'),
    value: ({ receiver, arguments: [key] }) => {
      if (receiver?.kind !== 'configuration') return undefined;
      const name = [receiver.name, textOf(key)].filter((part) => part !== undefined).join(':');
      return name === '' ? receiver : { ...receiver, name };
    },
  },
  {
    calls: words(
      'ConfigurationManager.AppSettings.get_Item ConfigurationManager.ConnectionStrings.get_Item WebConfigurationManager.AppSettings.get_Item WebConfigurationManager.ConnectionStrings.get_Item',
    ),
    value: fixed,
  },
  { calls: words('Env.GetString Env.GetInt Env.GetBool'), environment: { name: '0', fallback: '1' } },
  { calls: ['Environment.GetCommandLineArgs'], argument: {} },
  // Bytes of a text are that text.
  {
    calls: [
      ...on('Encoding.UTF8 Encoding.ASCII Encoding.Unicode Encoding.Default', 'GetBytes'),
      'Convert.FromBase64String',
    ],
    value: ({ arguments: [text] }) => text,
  },
  {
    calls: [
      ...on(
        'int Int32 long Int64 short ushort uint double decimal bool Boolean TimeSpan Guid',
        'Parse TryParse',
      ),
      ...on(
        'Convert',
        'ToInt32 ToInt64 ToUInt16 ToInt16 ToBoolean ToString ToDouble FromBase64String ToBase64String',
      ),
      ...on(
        '?',
        'ToString Trim TrimEnd TrimStart ToLower ToLowerInvariant ToUpper ToUpperInvariant Replace Split Substring GetBytes Select ToArray ToList First FirstOrDefault',
      ),
      ...words(
        'Uri UriBuilder SymmetricSecurityKey NpgsqlConnectionStringBuilder SqlConnectionStringBuilder MySqlConnectionStringBuilder MongoUrl MongoUrl.Create ConfigurationOptions.Parse Path.GetFullPath Regex.Replace bool string.IsNullOrEmpty string.IsNullOrWhiteSpace',
      ),
    ],
    transforms: true,
  },
];

// Backing services --------------------------------------------------------------------------------------------------

const service = (
  kind: Connects['kind'],
  address: string,
  calls: string,
  rest: Partial<Connects> & { readonly when?: CatalogueEntry['when'] } = {},
): CatalogueEntry => {
  const { when, ...connects } = rest;
  return {
    calls: words(calls),
    ...(when ? { when } : {}),
    connects: { kind, address: words(address), persistent: true, ...connects },
  };
};
const passing = { persistent: false };
const awsVariables = words('AWS_ENDPOINT_URL_S3 AWS_REGION AWS_ACCESS_KEY_ID');
/** The first argument may be the options or a version. */
const connectionString = '0 connectionString 0.ConnectionString';

/** ADO.NET's name of the provider tells the engine. */
const providerKind = ({ named }: Call): ServiceKind => {
  const provider = textOf(named.get('provider')) ?? '';
  if (/npgsql/i.test(provider)) return 'postgres';
  if (/mysql/i.test(provider)) return 'mysql';
  if (/sqlite/i.test(provider)) return 'sqlite';
  if (/oracle/i.test(provider)) return 'oracle';
  return /sqlclient/i.test(provider) ? 'sqlserver' : 'other';
};

const services: readonly CatalogueEntry[] = [
  service(
    'postgres',
    connectionString,
    '?.UseNpgsql ?.AddNpgsqlDataSource ?.AddNpgsql ?.AddMarten NpgsqlConnection NpgsqlDataSourceBuilder NpgsqlDataSource.Create NpgsqlSlimDataSourceBuilder',
  ),
  service('sqlserver', connectionString, '?.UseSqlServer ?.AddSqlServer ?.UseAzureSql SqlConnection'),
  service(
    'mysql',
    connectionString,
    '?.UseMySql ?.UseMySQL ?.AddMySqlDataSource ?.AddMySql MySqlConnection MySqlDataSource',
  ),
  service('oracle', connectionString, '?.UseOracle ?.AddOracle OracleConnection'),
  service(
    'sqlite',
    connectionString,
    '?.UseSqlite ?.AddSqlite SqliteConnection SQLiteConnection SQLiteAsyncConnection',
  ),
  service('embedded', '', '?.UseInMemoryDatabase', { inMemory: true }),
  service('embedded', '0', 'LiteDatabase LiteRepository LiteDatabaseAsync'),
  service('other', '0', '?.UseCosmos CosmosClient'),
  service('other', connectionString, 'OdbcConnection OleDbConnection'),
  service('mongodb', '0 0.ConnectionString', 'MongoClient ?.UseMongoDB'),
  service('redis', '0', 'ConnectionMultiplexer.Connect ConnectionMultiplexer.ConnectAsync', passing),
  service(
    'redis',
    '0',
    'AddStackExchangeRedisCache#0.set_Configuration AddDistributedRedisCache#0.set_Configuration AddRedis#0.set_Configuration',
    passing,
  ),
  service(
    'redis',
    '0',
    '?.AddStackExchangeRedis RedisClient RedisManagerPool CSRedisClient FreeRedis.RedisClient',
    passing,
  ),
  service('redis', '0', 'ConfigurationOptions.EndPoints.Add', passing),
  // Hangfire's stores.
  service('sqlserver', connectionString, '?.UseSqlServerStorage'),
  service('postgres', '0', '?.UseNpgsqlConnection'),
  service('postgres', '0', '?.UsePostgreSqlStorage', {
    when: ({ arguments: [first] }) => first?.kind !== 'function',
  }),
  service('mongodb', '0', '?.UseMongoStorage'),
  service('redis', '0', '?.UseRedisStorage'),
  // What the older ASP.NET's configuration file names, see the conventions.
  {
    calls: ['ASP.NET.connectionString'],
    connects: { kind: providerKind, address: ['server'], persistent: true },
  },
  service('memcached', '0', '?.AddEnyimMemcached MemcachedClient', passing),
  service(
    'amqp',
    '0',
    'ConnectionFactory.set_HostName ConnectionFactory.set_Uri UsingRabbitMq#0.1.Host UsingRabbitMq#0.Host CreateUsingRabbitMq#0.Host RabbitHutch.CreateBus',
    passing,
  ),
  service('amqp', 'HostName Uri', 'ConnectionFactory', {
    ...passing,
    when: ({ named, constructs }) => constructs && (named.has('HostName') || named.has('Uri')),
  }),
  service(
    'other',
    '0',
    'ServiceBusClient QueueClient EventHubProducerClient EventHubConsumerClient',
    passing,
  ),
  service('kafka', 'BootstrapServers', 'ProducerConfig ConsumerConfig AdminClientConfig ClientConfig', {
    ...passing,
    when: ({ named }) => named.has('BootstrapServers'),
  }),
  service(
    'kafka',
    '0',
    'ProducerConfig.set_BootstrapServers ConsumerConfig.set_BootstrapServers ClientConfig.set_BootstrapServers',
    passing,
  ),
  service('nats', '0 Url', 'NatsConnection NatsClient', passing),
  service('smtp', '0 Host', 'SmtpClient', {
    ...passing,
    when: ({ arguments: given, named }) => given.length > 0 || named.has('Host'),
  }),
  service('smtp', '0', 'SmtpClient.Connect SmtpClient.ConnectAsync SmtpClient.set_Host', passing),
  service('objectStore', '0', 'BlobServiceClient BlobContainerClient ?.AddBlobServiceClient'),
  {
    calls: words('AmazonS3Client'),
    connects: { kind: 'objectStore', address: [], variables: awsVariables, persistent: true },
  },
  service('objectStore', '0', 'MinioClient.WithEndpoint MinioClient().WithEndpoint'),
  {
    calls: words('StorageClient.Create'),
    connects: {
      kind: 'objectStore',
      address: [],
      variables: ['GOOGLE_APPLICATION_CREDENTIALS'],
      persistent: true,
    },
  },
  service('elasticsearch', '0', 'ElasticsearchClientSettings ConnectionSettings ElasticsearchSinkOptions', {
    when: ({ arguments: given }) => given.length > 0,
  }),
  service(
    'other',
    '0',
    'EventStoreClientSettings.Create GraphDatabase.Driver InfluxDBClient Cluster.Builder().AddContactPoint',
  ),
  service(
    'http',
    '0',
    '?.set_BaseAddress GrpcChannel.ForAddress RestClient HubConnectionBuilder.WithUrl HubConnectionBuilder().WithUrl',
    passing,
  ),
  service('http', 'BaseAddress', 'HttpClient', { ...passing, when: ({ named }) => named.has('BaseAddress') }),
  service(
    'http',
    '0',
    on(
      'HttpClient IHttpClientFactory.CreateClient()',
      'GetAsync PostAsync PutAsync DeleteAsync PatchAsync GetStringAsync GetStreamAsync GetByteArrayAsync GetFromJsonAsync PostAsJsonAsync PutAsJsonAsync',
    ).join(' '),
    {
      ...passing,
      when: ({ arguments: [first] }) => first?.kind !== 'literal' || /^\w+:\/\//.test(first.text),
    },
  ),
  service('http', '1', 'HttpRequestMessage', {
    ...passing,
    when: ({ arguments: [, second] }) =>
      second !== undefined && (second.kind !== 'literal' || /^\w+:\/\//.test(second.text)),
  }),
];

// State -------------------------------------------------------------------------------------------------------------

/** Whether the first argument is a path, and no stream. */
const givesPath = ({ arguments: [first] }: Call): boolean =>
  first !== undefined &&
  (isText(first) || first.kind === 'call'
    ? !/Stream|Open|Create|Response|Request/.test(calleeOf(first))
    : true);
const calleeOf = (value: Value): string => (value.kind === 'call' ? value.call.callee : '');
const opensForWriting = ({ arguments: [, mode] }: Call): boolean =>
  mode !== undefined &&
  /(?:Create|CreateNew|OpenOrCreate|Append|Truncate)$/.test(
    mode.kind === 'reference' ? (mode.path.at(-1) ?? '') : '',
  );

const state: readonly CatalogueEntry[] = [
  // Where no other cache is added, MVC, Razor Pages or the program add the one in memory.
  { calls: ['?.AddSession'], session: { without: 'memory', stores: {} } },
  {
    calls: words('?.AddStackExchangeRedisCache ?.AddDistributedRedisCache ?.AddEnyimMemcached'),
    session: { without: 'cache', stores: {}, forAll: true },
  },
  {
    calls: words('?.AddDistributedSqlServerCache ?.AddDistributedPostgreSqlCache ?.AddCosmosCache'),
    session: { without: 'database', stores: {}, forAll: true },
  },
  {
    calls: ['ASP.NET.sessionState'],
    session: {
      store: ['0'],
      without: 'memory',
      stores: {
        InProc: 'memory',
        StateServer: 'cache',
        SQLServer: 'database',
        Custom: 'cache',
        Off: 'cookie',
      },
    },
  },
  {
    calls: words('?.AddStackExchangeRedis ?.AddAzureSignalR ?.AddSqlServer ?.AddNats'),
    when: ({ callee }) => /SignalR|ISignalRServerBuilder/.test(callee),
    sharesState: true,
  },
  {
    calls: on(
      'File',
      'WriteAllText WriteAllTextAsync WriteAllBytes WriteAllBytesAsync WriteAllLines WriteAllLinesAsync AppendAllText AppendAllTextAsync AppendAllLines AppendText Create CreateText OpenWrite',
    ),
    writes: { path: '0' },
  },
  { calls: on('File', 'Copy Move'), writes: { path: '1' } },
  { calls: ['FileStream', 'File.Open'], when: opensForWriting, writes: { path: '0' } },
  { calls: ['StreamWriter'], when: givesPath, writes: { path: '0' } },
  {
    calls: words('Process.Start ProcessStartInfo'),
    when: ({ arguments: given }) =>
      isText(given[0]) ||
      given[0]?.kind === 'choice' ||
      given[0]?.kind === 'environment' ||
      given[0]?.kind === 'configuration',
    spawns: { program: '0' },
  },
  {
    calls: ['ProcessStartInfo'],
    when: ({ named }) => named.has('FileName'),
    spawns: { program: 'FileName' },
  },
  {
    calls: words(
      'ProcessStartInfo.set_FileName Process.StartInfo.set_FileName Process().StartInfo.set_FileName',
    ),
    spawns: { program: '0' },
  },
];

// Logs --------------------------------------------------------------------------------------------------------------

const isSerilog = ({ callee, arguments: [first], named }: Call): boolean =>
  /WriteTo\b/.test(callee) || (/#0\.File$/.test(callee) && (isText(first) || named.has('path')));
const file = { sink: 'file', structured: true } as const;

const logs: readonly CatalogueEntry[] = [
  { calls: on('Console', 'WriteLine Write'), logs: { sink: 'stdout', by: 'Console', structured: false } },
  {
    calls: words(
      'Console.Error.WriteLine Console.Out.WriteLine Console.Error.WriteLineAsync Console.Out.WriteLineAsync',
    ),
    logs: { sink: 'stdout', by: 'Console', structured: false },
  },
  {
    calls: ['?.File', '?.RollingFile', '?.DurableHttpUsingFileSizeRolledBuffers'],
    when: isSerilog,
    logs: { ...file, by: 'Serilog' },
  },
  {
    calls: ['?.Console'],
    when: ({ callee }) => /WriteTo\b/.test(callee),
    logs: { sink: 'stdout', by: 'Serilog', structured: true },
  },
  {
    calls: words('?.Seq ?.Elasticsearch ?.Http ?.GrafanaLoki ?.ApplicationInsights'),
    when: ({ callee }) => /WriteTo\b/.test(callee),
    logs: { sink: 'service', by: 'Serilog', structured: true },
  },
  {
    calls: ['?.EventLog'],
    when: ({ callee }) => /WriteTo\b/.test(callee),
    logs: { sink: 'syslog', by: 'Serilog', structured: true },
  },
  {
    calls: ['?.AddFile'],
    when: ({ arguments: [first] }) =>
      first === undefined || isText(first) || first.kind === 'call' || first.kind === 'function',
    logs: { ...file, by: 'file logger' },
  },
  { calls: words('FileTarget RollingFileAppender FileAppender'), logs: { ...file, by: 'log file' } },
  {
    calls: words('TextWriterTraceListener DefaultTraceListener'),
    when: ({ arguments: [first] }) => isText(first),
    logs: { ...file, by: 'System.Diagnostics.Trace' },
  },
  { calls: ['?.AddEventLog'], logs: { sink: 'syslog', by: 'Windows event log', structured: true } },
  { calls: words('?.AddSimpleConsole ?.AddJsonConsole ?.AddConsole ?.AddSystemdConsole'), logs: hostLog },
  {
    calls: on('ILogger', 'LogInformation LogWarning LogError LogCritical LogDebug LogTrace Log'),
    logs: hostLog,
  },
  // What a configuration file sets up, see the conventions.
  { calls: ['dotnet.logFile'], logs: { ...file, by: 'configuration file' } },
  { calls: ['dotnet.logConsole'], logs: { sink: 'stdout', by: 'configuration file', structured: true } },
];

// Schedules ---------------------------------------------------------------------------------------------------------

const schedules: readonly CatalogueEntry[] = [
  {
    calls: ['Timer', 'PeriodicTimer'],
    when: ({ constructs, within }) =>
      constructs &&
      (within === undefined || /(?:StartAsync|ExecuteAsync|constructor|Main|Configure\w*)$/.test(within)),
    schedules: { by: 'timer' },
  },
  {
    calls: ['Task.Delay'],
    when: ({ within }) => /\.(?:ExecuteAsync|StartAsync)$/.test(within ?? ''),
    schedules: { by: 'background service' },
  },
  {
    calls: words(
      '?.AddQuartz QuartzScheduler StdSchedulerFactory.GetScheduler StdSchedulerFactory().GetScheduler StdSchedulerFactory.GetDefaultScheduler',
    ),
    schedules: { by: 'Quartz.NET' },
  },
  { calls: words('?.UsePersistentStore'), schedules: { by: 'Quartz.NET', guarded: true } },
  // Hangfire takes each job once, from the storage that all servers share.
  {
    calls: words('RecurringJob.AddOrUpdate IRecurringJobManager.AddOrUpdate'),
    schedules: { by: 'Hangfire', guarded: true },
  },
  { calls: words('JobManager.Initialize ?.UseScheduler'), schedules: { by: 'in-process scheduler' } },
];

// Schema ------------------------------------------------------------------------------------------------------------

const schema: readonly CatalogueEntry[] = [
  {
    calls: words('?.EnsureCreated ?.EnsureCreatedAsync'),
    changesSchema: { what: 'EnsureCreated()', versioned: false },
  },
  {
    calls: words('?.Migrate ?.MigrateAsync'),
    when: ({ callee, arguments: given }) =>
      /Database\.Migrate(?:Async)?$|Migrator|\?\.Migrate/.test(callee) && given.length < 2,
    changesSchema: { what: 'Database.Migrate()', versioned: true },
  },
  { calls: words('?.MigrateUp'), changesSchema: { what: 'FluentMigrator', versioned: true } },
  { calls: words('?.PerformUpgrade'), changesSchema: { what: 'DbUp', versioned: true } },
  { calls: words('Evolve.Migrate Evolve().Migrate'), changesSchema: { what: 'Evolve', versioned: true } },
  // Seeds and other data that only a first start should bring.
  {
    calls: words('?.ApplyAllConfiguredChangesToDatabaseAsync'),
    changesSchema: { what: 'Marten’s schema from code', versioned: false },
  },
];

const secrets: readonly CatalogueEntry[] = [
  { calls: ['SymmetricSecurityKey'], configures: [{ name: 'signing key', role: 'credential', at: ['0'] }] },
  {
    calls: ['UserManager.CreateAsync', 'UserManager.AddPasswordAsync'],
    configures: [{ name: 'password of a user', role: 'credential', at: ['1'] }],
  },
  { calls: ['NetworkCredential'], configures: [{ name: 'password', role: 'credential', at: ['1'] }] },
  {
    calls: words('?.set_Password ?.set_ClientSecret ?.set_ApiKey'),
    configures: [{ name: 'password', role: 'credential', at: ['0'] }],
  },
];

/** Methods of a builder that hand it on. */
const handedOn = (types: string, methods: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words(types).flatMap((type) => words(methods).map((method) => [`${type}.${method}()`, type])),
  );

export const catalogue: Catalogue = {
  types: {
    ...handedOn(
      'ConfigurationBuilder FileConfigurationBuilder',
      'SetBasePath AddJsonFile AddXmlFile AddIniFile AddYamlFile AddUserSecrets AddInMemoryCollection AddEnvironmentVariables AddCommandLine AddConfiguration',
    ),
    'WebApplication.CreateBuilder()': 'WebApplicationBuilder',
    'WebApplication.CreateSlimBuilder()': 'WebApplicationBuilder',
    'WebApplication.Create()': 'WebApplication',
    'WebApplicationBuilder.Build()': 'WebApplication',
    'WebApplicationBuilder.Services': 'IServiceCollection',
    'WebApplicationBuilder.Configuration': 'IConfiguration',
    'WebApplicationBuilder.Logging': 'ILoggingBuilder',
    'WebApplication.Configuration': 'IConfiguration',
    'WebApplication.Environment': 'IHostEnvironment',
    'Host.CreateApplicationBuilder()': 'HostApplicationBuilder',
    'HostApplicationBuilder.Configuration': 'IConfiguration',
    'HostApplicationBuilder.Services': 'IServiceCollection',
    'HostBuilderContext.Configuration': 'IConfiguration',
    'WebHostBuilderContext.Configuration': 'IConfiguration',
    'ConfigureServices#0.Configuration': 'IConfiguration',
    'UseSerilog#0.Configuration': 'IConfiguration',
    'ConfigurationBuilder()': 'ConfigurationBuilder',
    'ConfigurationBuilder.Build()': 'IConfiguration',
    'FileConfigurationBuilder()': 'FileConfigurationBuilder',
    'FileConfigurationBuilder.Build()': 'FileConfiguration',
    'IConfiguration.GetSection()': 'IConfiguration',
    'IConfiguration.GetRequiredSection()': 'IConfiguration',
    'FileConfiguration.GetSection()': 'FileConfiguration',
    'IHttpClientFactory.CreateClient()': 'HttpClient',
    'HttpClient()': 'HttpClient',
    'ConnectionFactory()': 'ConnectionFactory',
    'SmtpClient()': 'SmtpClient',
    'MinioClient()': 'MinioClient',
    'HttpListener()': 'HttpListener',
    'ProducerConfig()': 'ProducerConfig',
    'ConsumerConfig()': 'ConsumerConfig',
    'ConfigurationOptions()': 'ConfigurationOptions',
    'ProcessStartInfo()': 'ProcessStartInfo',
    'Process()': 'Process',
    'LoggerFactory.CreateLogger()': 'ILogger',
    'WebApplication.Logger': 'ILogger',
    'IRecurringJobManager()': 'IRecurringJobManager',
  },
  entries: [
    ...servers,
    ...requests,
    ...settings,
    ...services,
    ...state,
    ...logs,
    ...schedules,
    ...schema,
    ...secrets,
  ],
  toolClasses: /^IDesignTimeDbContextFactory$/,
  handlers: [
    {
      bases:
        /^(?:ControllerBase|Controller|ApiController|PageModel|ODataController|\w+Controller(?:Base)?|Endpoint\w*|EndpointBaseAsync|\w*GrpcService|\w+Base)$/,
      methods: /^(?!constructor$|set_)[A-Z]\w*$/,
      handles: 'request',
    },
    { bases: /^(?:Hub|\w+Hub)$/, methods: /^(?!constructor$)[A-Z]\w*$/, handles: 'connection' },
    {
      bases:
        /^(?:IRequestHandler|ICommandHandler|IQueryHandler|INotificationHandler|IConsumer|IHandleMessages|IMiddleware|RequestHandler|ComponentBase|IActionFilter|IAsyncActionFilter|IHttpHandler|\w*CommandHandler|\w*QueryHandler)$/,
      methods:
        /^(?:Handle|HandleAsync|Consume|Execute|ExecuteAsync|InvokeAsync|Invoke|On\w+|ProcessRequest)$/,
      handles: 'request',
    },
  ],
  frameworks: {
    'Microsoft.NET.Sdk.Web': { name: 'ASP.NET Core', kind: 'web' },
    'Microsoft.NET.Sdk.Worker': { name: '.NET worker', kind: 'worker' },
    'Microsoft.NET.Sdk.BlazorWebAssembly': { name: 'Blazor WebAssembly', kind: 'static' },
    'System.Web': { name: 'ASP.NET', kind: 'web' },
    'Microsoft.AspNet.Mvc': { name: 'ASP.NET', kind: 'web' },
    'Microsoft.AspNet.WebApi': { name: 'ASP.NET', kind: 'web' },
  },
  drivers: {
    Npgsql: 'postgres',
    'Npgsql.EntityFrameworkCore.PostgreSQL': 'postgres',
    Marten: 'postgres',
    'Microsoft.EntityFrameworkCore.SqlServer': 'sqlserver',
    'Microsoft.Data.SqlClient': 'sqlserver',
    'System.Data.SqlClient': 'sqlserver',
    'Pomelo.EntityFrameworkCore.MySql': 'mysql',
    'MySql.EntityFrameworkCore': 'mysql',
    'MySql.Data': 'mysql',
    MySqlConnector: 'mysql',
    'Oracle.EntityFrameworkCore': 'oracle',
    'Oracle.ManagedDataAccess.Core': 'oracle',
    'Microsoft.EntityFrameworkCore.Sqlite': 'sqlite',
    'Microsoft.Data.Sqlite': 'sqlite',
    'System.Data.SQLite': 'sqlite',
    'MongoDB.Driver': 'mongodb',
    'StackExchange.Redis': 'redis',
    'Microsoft.Extensions.Caching.StackExchangeRedis': 'redis',
    'RabbitMQ.Client': 'amqp',
    'MassTransit.RabbitMQ': 'amqp',
    'Confluent.Kafka': 'kafka',
    'NATS.Client': 'nats',
    'AWSSDK.S3': 'objectStore',
    'Azure.Storage.Blobs': 'objectStore',
    Minio: 'objectStore',
  },
};
