// What Go's libraries mean to the twelve factors, by canonical name; from their own documentation.
// Names of packages leave out their major version: `github.com/go-chi/chi/v5` is `github.com/go-chi/chi`.
import type { ServiceKind } from '../../facts.ts';
import type { Catalogue, CatalogueEntry, Connects, Listens } from '../../source/catalogue.ts';
import type { Call, Value } from '../../source/model.ts';

/** Names after a common beginning: `under('net/http', 'Get Post')`. */
const under = (prefix: string, list: string): readonly string[] =>
  list
    .trim()
    .split(/\s+/)
    .map((name) => `${prefix}.${name}`);
const words = (list: string): readonly string[] => list.trim().split(/\s+/);
const literal = (value: Value | undefined): string | undefined =>
  value?.kind === 'literal' ? value.text : undefined;

const listens = (server: string, rest: Partial<Listens> = {}): Listens => ({
  server,
  stops: 'needsHandler',
  address: ['0'],
  ...rest,
});

const gin = 'github.com/gin-gonic/gin';
const echo = 'github.com/labstack/echo';
const fiber = 'github.com/gofiber/fiber';
const grpc = 'google.golang.org/grpc';

const servers: readonly CatalogueEntry[] = [
  {
    calls: under('net/http', 'ListenAndServe ListenAndServeTLS'),
    listens: listens('net/http', { defaultPort: '80' }),
  },
  // A server's address stands in its literal, which is what the method is called on.
  {
    calls: ['net/http.Server'],
    when: (call) => call.named.has('Addr'),
    listens: listens('net/http', { address: ['Addr'] }),
  },
  {
    calls: ['net.Listen', 'crypto/tls.Listen'],
    when: (call) => /^tcp/.test(literal(call.arguments[0]) ?? 'tcp'),
    listens: listens('net.Listen', { address: ['1'] }),
  },
  {
    calls: under(`${gin}.Engine`, 'Run RunTLS'),
    listens: listens('gin', { address: ['0'], variables: ['PORT'], defaultPort: '8080' }),
  },
  { calls: under(`${echo}.Echo`, 'Start StartTLS StartAutoTLS StartH2CServer'), listens: listens('echo') },
  { calls: under(`${fiber}.App`, 'Listen ListenTLS'), listens: listens('fiber') },
  {
    calls: words(
      'github.com/astaxie/beego.Run github.com/beego/beego.Run github.com/beego/beego/v2/server/web.Run github.com/beego/beego/server/web.Run',
    ),
    listens: listens('beego', { defaultPort: '8080' }),
  },
  {
    calls: words('github.com/kataras/iris.Application.Listen github.com/kataras/iris.Application.Run'),
    listens: listens('iris'),
  },
  {
    calls: words('github.com/gobuffalo/buffalo.App.Serve'),
    listens: listens('buffalo', { address: [], variables: ['PORT'], defaultPort: '3000', stops: 'server' }),
  },
  {
    calls: words(
      'github.com/valyala/fasthttp.ListenAndServe github.com/valyala/fasthttp.Server.ListenAndServe',
    ),
    listens: listens('fasthttp'),
  },
  {
    calls: words('github.com/urfave/negroni.Negroni.Run'),
    listens: listens('negroni', { variables: ['PORT'], defaultPort: '8080' }),
  },
  {
    calls: words(
      'github.com/go-martini/martini.ClassicMartini.Run github.com/go-martini/martini.ClassicMartini.RunOnAddr',
    ),
    listens: listens('martini', { variables: ['PORT'], defaultPort: '3000' }),
  },
  {
    calls: words('goji.io.Serve github.com/zenazn/goji.Serve'),
    listens: listens('goji', { address: [], variables: ['PORT'], defaultPort: '8000', stops: 'server' }),
  },
  {
    calls: words('github.com/tylerb/graceful.Run gopkg.in/tylerb/graceful.Run'),
    listens: listens('graceful', { stops: 'server' }),
  },
  {
    calls: words('github.com/fvbock/endless.ListenAndServe github.com/facebookgo/grace/gracehttp.Serve'),
    listens: listens('graceful', { stops: 'server' }),
  },
  {
    calls: words('github.com/cloudwego/hertz/pkg/app/server.Hertz.Spin'),
    listens: listens('hertz', { address: [], stops: 'server', defaultPort: '8888' }),
  },
  {
    calls: words('github.com/gofr-dev/gofr.App.Run gofr.dev/pkg/gofr.App.Run'),
    listens: listens('gofr', { address: [], variables: ['HTTP_PORT'], defaultPort: '8000', stops: 'server' }),
  },
  {
    calls: words('github.com/zeromicro/go-zero/rest.Server.Start'),
    listens: listens('go-zero', { address: [], stops: 'server' }),
  },
  {
    calls: words('github.com/go-kratos/kratos/transport/http.Address'),
    listens: listens('kratos', { stops: 'server' }),
  },
];

const closing: readonly CatalogueEntry[] = [
  {
    calls: [
      ...under('net/http.Server', 'Shutdown Close'),
      ...under(`${grpc}.Server`, 'GracefulStop Stop'),
      ...under(`${echo}.Echo`, 'Shutdown Close'),
      ...under(`${fiber}.App`, 'Shutdown ShutdownWithContext ShutdownWithTimeout'),
    ],
    closes: true,
  },
  { calls: ['?.Shutdown', '?.GracefulStop', '?.ShutdownWithContext', '?.ShutdownWithTimeout'], closes: true },
  { calls: ['os/signal.Notify'], handlesSignal: { signal: '1' }, when: (call) => call.arguments.length < 3 },
  { calls: ['os/signal.Notify'], handlesSignal: { signal: '2' }, when: (call) => call.arguments.length >= 3 },
  { calls: ['os/signal.Notify'], handlesSignal: { signal: '1' }, when: (call) => call.arguments.length >= 3 },
  {
    calls: ['os/signal.Notify', 'os/signal.NotifyContext'],
    handlesSignal: { signal: '3' },
    when: (call) => call.arguments.length >= 4,
  },
  { calls: ['os/signal.NotifyContext'], handlesSignal: { signal: '1' } },
  {
    calls: ['os/signal.NotifyContext'],
    handlesSignal: { signal: '2' },
    when: (call) => call.arguments.length >= 3,
  },
  { calls: words('github.com/oklog/run.SignalHandler'), handlesSignal: { signal: '1' } },
  { calls: words('github.com/ory/graceful.Graceful'), stopsGracefully: 'ory/graceful' },
  { calls: words('go.uber.org/fx.App.Run'), handlesSignal: {}, closes: true },
  {
    calls: words(
      'sigs.k8s.io/controller-runtime/pkg/manager/signals.SetupSignalHandler sigs.k8s.io/controller-runtime.SetupSignalHandler k8s.io/apiserver/pkg/server.SetupSignalHandler github.com/judwhite/go-svc.Run',
    ),
    stopsGracefully: 'signal handler',
  },
];

const kindOfDriver: readonly (readonly [RegExp, ServiceKind])[] = [
  [/^(postgres|pgx|pq|cloudsqlpostgres|cockroach)/, 'postgres'],
  [/^(mysql|mariadb)/, 'mysql'],
  [/^(sqlite|libsql|:memory:)|\.(db|sqlite3?)$/, 'sqlite'],
  [/^(sqlserver|mssql|azuresql)/, 'sqlserver'],
  [/^(oracle|godror|goracle)/, 'oracle'],
  [/^clickhouse/, 'other'],
];

/** The driver's name of `sql.Open` (or its default), or the dialector that gorm is opened with. */
function sqlKind(call: Call): ServiceKind {
  const name = driverName(call.arguments[0]) ?? '';
  return kindOfDriver.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

function driverName(value: Value | undefined): string | undefined {
  switch (value?.kind) {
    case 'literal':
      return value.text;
    case 'environment':
    case 'argument':
    case 'configuration':
      return driverName(value.fallback);
    case 'choice':
      return value.options.map(driverName).find((name) => name !== undefined);
    case 'call':
      return /gorm\.io\/driver\/(\w+)|github\.com\/glebarez\/(sqlite)/
        .exec(value.call.callee)
        ?.slice(1)
        .find(Boolean);
    default:
      return undefined;
  }
}

const service = (
  kind: Connects['kind'],
  address: string,
  calls: string,
  rest: Partial<Connects> = {},
): CatalogueEntry => ({
  calls: words(calls),
  connects: { kind, address: words(address), persistent: true, ...rest },
});
const passing = { persistent: false };
const pgVariables = { variables: words('PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE') };
const awsVariables = words('AWS_ENDPOINT_URL_S3 AWS_ENDPOINT_URL AWS_REGION AWS_ACCESS_KEY_ID');

const services: readonly CatalogueEntry[] = [
  service(
    sqlKind,
    '1',
    'database/sql.Open github.com/jmoiron/sqlx.Open github.com/jmoiron/sqlx.Connect github.com/jmoiron/sqlx.MustConnect github.com/jmoiron/sqlx.MustOpen github.com/jmoiron/sqlx.ConnectContext github.com/jinzhu/gorm.Open entgo.io/ent/dialect/sql.Open xorm.io/xorm.NewEngine github.com/go-xorm/xorm.NewEngine github.com/XSAM/otelsql.Open go.nhat.io/otelsql.Open',
  ),
  // Dialectors: gorm.Open is given their result.
  service('postgres', '0 0.DSN DSN', 'gorm.io/driver/postgres.Open gorm.io/driver/postgres.New'),
  service('mysql', '0 0.DSN DSN', 'gorm.io/driver/mysql.Open gorm.io/driver/mysql.New'),
  service(
    'sqlite',
    '0',
    'gorm.io/driver/sqlite.Open github.com/glebarez/sqlite.Open github.com/libtnb/sqlite.Open',
  ),
  service('sqlserver', '0', 'gorm.io/driver/sqlserver.Open'),
  service(
    'postgres',
    '1 0',
    'github.com/jackc/pgx.Connect github.com/jackc/pgx/pgxpool.New github.com/jackc/pgx/pgxpool.Connect github.com/jackc/pgx/v5/pgxpool.New github.com/jackc/pgx/v4/pgxpool.Connect github.com/jackc/pgx/v5.Connect',
    pgVariables,
  ),
  service(
    'postgres',
    '0',
    'github.com/jackc/pgx/v5/pgxpool.ParseConfig github.com/jackc/pgx/v4/pgxpool.ParseConfig github.com/jackc/pgx/pgxpool.ParseConfig github.com/jackc/pgx.ParseConfig github.com/go-pg/pg.ParseURL',
    pgVariables,
  ),
  service(
    'postgres',
    'Addr 0',
    'github.com/go-pg/pg.Options github.com/uptrace/bun/driver/pgdriver.WithDSN github.com/uptrace/bun/driver/pgdriver.WithAddr',
  ),
  service(
    'mongodb',
    '0',
    'go.mongodb.org/mongo-driver/mongo/options.Client().ApplyURI go.mongodb.org/mongo-driver/v2/mongo/options.Client().ApplyURI gopkg.in/mgo.Dial github.com/globalsign/mgo.Dial',
  ),
  service(
    'redis',
    'Addr Addrs',
    'github.com/redis/go-redis.Options github.com/go-redis/redis.Options github.com/redis/go-redis.ClusterOptions github.com/go-redis/redis.ClusterOptions github.com/redis/go-redis.UniversalOptions github.com/redis/go-redis.FailoverOptions',
    passing,
  ),
  service('redis', '0', 'github.com/redis/go-redis.ParseURL github.com/go-redis/redis.ParseURL', passing),
  service(
    'redis',
    '1 0',
    'github.com/gomodule/redigo/redis.Dial github.com/gomodule/redigo/redis.DialURL github.com/garyburd/redigo/redis.Dial',
    passing,
  ),
  service('redis', 'InitAddress', 'github.com/redis/rueidis.ClientOption', passing),
  service('redis', 'Addr', 'github.com/hibiken/asynq.RedisClientOpt', passing),
  service('memcached', '0', 'github.com/bradfitz/gomemcache/memcache.New', passing),
  service(
    'amqp',
    '0',
    'github.com/streadway/amqp.Dial github.com/rabbitmq/amqp091-go.Dial github.com/streadway/amqp.DialTLS github.com/rabbitmq/amqp091-go.DialConfig',
    passing,
  ),
  service(
    'kafka',
    '0',
    'github.com/IBM/sarama.NewSyncProducer github.com/Shopify/sarama.NewSyncProducer github.com/IBM/sarama.NewAsyncProducer github.com/Shopify/sarama.NewAsyncProducer github.com/IBM/sarama.NewConsumerGroup github.com/Shopify/sarama.NewConsumerGroup github.com/IBM/sarama.NewConsumer github.com/Shopify/sarama.NewConsumer github.com/IBM/sarama.NewClient',
    passing,
  ),
  service(
    'kafka',
    'Brokers Addr',
    'github.com/segmentio/kafka-go.ReaderConfig github.com/segmentio/kafka-go.WriterConfig',
    passing,
  ),
  service(
    'kafka',
    '0',
    'github.com/segmentio/kafka-go.TCP github.com/twmb/franz-go/pkg/kgo.SeedBrokers',
    passing,
  ),
  service(
    'kafka',
    '0',
    'github.com/confluentinc/confluent-kafka-go/kafka.NewProducer github.com/confluentinc/confluent-kafka-go/kafka.NewConsumer',
    passing,
  ),
  service('nats', '0', 'github.com/nats-io/nats.go.Connect', passing),
  service(
    'other',
    '0',
    'github.com/eclipse/paho.mqtt.golang.ClientOptions.AddBroker github.com/eclipse/paho.mqtt.golang.NewClientOptions().AddBroker',
    passing,
  ),
  service(
    'smtp',
    '0',
    'net/smtp.SendMail net/smtp.Dial gopkg.in/gomail.NewDialer gopkg.in/gomail.NewPlainDialer github.com/wneessen/go-mail.NewClient',
    passing,
  ),
  service('objectStore', '0', 'github.com/minio/minio-go.New'),
  {
    calls: words(
      'github.com/aws/aws-sdk-go-v2/service/s3.NewFromConfig github.com/aws/aws-sdk-go/service/s3.New',
    ),
    connects: { kind: 'objectStore', address: [], variables: awsVariables, persistent: true },
  },
  {
    calls: words('cloud.google.com/go/storage.NewClient'),
    connects: {
      kind: 'objectStore',
      address: [],
      variables: ['GOOGLE_APPLICATION_CREDENTIALS'],
      persistent: true,
    },
  },
  service(
    'elasticsearch',
    'Addresses',
    'github.com/elastic/go-elasticsearch.Config github.com/opensearch-project/opensearch-go.Config',
  ),
  service(
    'other',
    '0',
    'github.com/gocql/gocql.NewCluster github.com/neo4j/neo4j-go-driver/neo4j.NewDriver github.com/neo4j/neo4j-go-driver/neo4j.NewDriverWithContext github.com/influxdata/influxdb-client-go.NewClient',
  ),
  service(
    'other',
    'Endpoints',
    'go.etcd.io/etcd/client/v3.Config go.etcd.io/etcd/clientv3.Config go.etcd.io/etcd/client.Config',
  ),
  service(
    'embedded',
    '0',
    'go.etcd.io/bbolt.Open github.com/boltdb/bolt.Open github.com/dgraph-io/badger.DefaultOptions github.com/syndtr/goleveldb/leveldb.OpenFile github.com/tidwall/buntdb.Open github.com/cockroachdb/pebble.Open github.com/nutsdb/nutsdb.Open github.com/peterbourgon/diskv.New github.com/sdomino/scribble.New',
  ),
  service('http', '0', 'net/http.Get net/http.Post net/http.Head net/http.PostForm', passing),
  service('http', '1', 'net/http.NewRequest', passing),
  service('http', '2', 'net/http.NewRequestWithContext', passing),
  service('http', '0', `${grpc}.Dial ${grpc}.NewClient`, passing),
  service('http', '1', `${grpc}.DialContext`, passing),
];

const configuration = (call: Call): Value => ({
  kind: 'configuration',
  name: literal(call.arguments[0]),
  at: call.at,
});
const viper = 'github.com/spf13/viper';
const getters = words(
  'Get GetString GetInt GetInt32 GetInt64 GetUint GetUint16 GetUint32 GetUint64 GetBool GetDuration GetFloat64 GetStringSlice GetStringMap GetStringMapString GetTime',
);
const flagKinds = words(
  'String Bool Int Int32 Int64 Uint Uint16 Uint32 Uint64 Float64 Duration StringSlice StringArray IP',
);
const flagPackages = words(
  'flag flag.FlagSet github.com/spf13/pflag github.com/spf13/pflag.FlagSet github.com/namsral/flag github.com/peterbourgon/ff.FlagSet',
);

const settings: readonly CatalogueEntry[] = [
  {
    calls: flagPackages.flatMap((name) => flagKinds.map((kind) => `${name}.${kind}`)),
    argument: { name: '0', fallback: '1' },
  },
  {
    calls: flagPackages.flatMap((name) => flagKinds.map((kind) => `${name}.${kind}P`)),
    argument: { name: '0', fallback: '2' },
  },
  {
    calls: flagKinds.flatMap((kind) => [
      `github.com/spf13/cobra.Command.Flags().${kind}`,
      `github.com/spf13/cobra.Command.PersistentFlags().${kind}`,
    ]),
    argument: { name: '0', fallback: '1' },
  },
  {
    calls: flagKinds.flatMap((kind) => [`?.Get${kind}`]),
    when: (call) => /flags?\b|FlagSet|Flags\(\)/i.test(call.callee) && call.arguments.length === 1,
    argument: { name: '0' },
  },
  {
    calls: words(
      'github.com/urfave/cli.Context.IsSet github.com/urfave/cli.Context.String github.com/urfave/cli.Context.Int github.com/urfave/cli.Context.Bool github.com/urfave/cli.Context.Duration github.com/urfave/cli.Command.String github.com/urfave/cli.Command.Int',
    ),
    argument: { name: '0' },
  },
  {
    calls: words('gopkg.in/alecthomas/kingpin.Flag github.com/alecthomas/kingpin.Flag flag.Arg'),
    argument: { name: '0' },
  },
  {
    calls: words('AutomaticEnv BindEnv MustBindEnv BindPFlag BindPFlags').flatMap((name) => [
      `${viper}.${name}`,
      `${viper}.Viper.${name}`,
    ]),
    overridesConfiguration: true,
  },
  {
    calls: words('AddConfigPath SetConfigFile').flatMap((name) => [
      `${viper}.${name}`,
      `${viper}.Viper.${name}`,
    ]),
    locatesConfiguration: '0',
  },
  {
    calls: ['github.com/spf13/cobra.Command'],
    command: { name: 'Use', runs: ['Run', 'RunE', 'PreRun', 'PreRunE', 'PostRun', 'PostRunE'] },
  },
  {
    calls: words('github.com/urfave/cli.Command github.com/codegangsta/cli.Command'),
    command: { name: 'Name', runs: ['Action', 'Before'] },
  },
  { calls: getters.flatMap((name) => [`${viper}.${name}`, `${viper}.Viper.${name}`]), value: configuration },
  {
    calls: words(
      'github.com/knadh/koanf.Koanf.String github.com/knadh/koanf.Koanf.Int github.com/knadh/koanf.Koanf.Bool github.com/astaxie/beego.AppConfig.String github.com/beego/beego/server/web.AppConfig.String',
    ),
    value: configuration,
  },
  { calls: words('github.com/joho/godotenv.Read'), value: ({ at }) => ({ kind: 'configuration', at }) },
  { calls: words('github.com/gobuffalo/envy.Get'), environment: { name: '0', fallback: '1' } },
  { calls: words('github.com/gobuffalo/envy.MustGet'), environment: { name: '0', required: true } },
  { calls: words('os.ExpandEnv'), value: ({ at, arguments: [text] }) => expanded(literal(text), at) },
  {
    calls: [
      ...under('strconv', 'Itoa Atoi ParseInt ParseUint ParseBool ParseFloat FormatInt Quote Unquote'),
      ...under(
        'strings',
        'TrimSpace Trim TrimPrefix TrimSuffix TrimRight TrimLeft ToLower ToUpper Split Fields Replace ReplaceAll EqualFold HasPrefix Contains Title',
      ),
      ...words(
        'net/url.Parse net/url.QueryEscape net/url.PathEscape net/url.UserPassword time.ParseDuration path/filepath.Abs path/filepath.Clean path/filepath.Dir path.Clean errors.New encoding/base64.StdEncoding.DecodeString encoding/base64.StdEncoding.EncodeToString encoding/hex.DecodeString',
      ),
      ...words(
        'github.com/spf13/cast.ToString github.com/spf13/cast.ToInt github.com/go-sql-driver/mysql.Config.FormatDSN net/url.URL.String builtin.bool builtin.min builtin.max ?.String',
      ),
      ...words('github.com/go-sql-driver/mysql.Config net/url.URL'),
      ...words('github.com/aws/aws-sdk-go/aws.String github.com/aws/aws-sdk-go-v2/aws.String'),
    ],
    transforms: true,
  },
];

/** `os.ExpandEnv("postgres://$HOST/app")`: the variables stand in the text. */
function expanded(text: string | undefined, at: Call['at']): Value | undefined {
  if (text === undefined) return undefined;
  const parts: Value[] = text
    .split(/(\$\{\w{1,100}\}|\$\w{1,100})/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('$')
        ? { kind: 'environment', name: part.replace(/\W/g, ''), required: false, at }
        : { kind: 'literal', type: 'string', text: part, at },
    );
  return { kind: 'text', parts, at };
}

const logger = words('Print Printf Println Fatal Fatalf Fatalln Panic Panicf Panicln');
const levels = words(
  'Trace Tracef Debug Debugf Info Infof Infoln Warn Warnf Warning Warningf Error Errorf Errorln Fatal Fatalf Panic Panicf Print Printf Println',
);
const structured = { sink: 'stdout', structured: true } as const;

const logs: readonly CatalogueEntry[] = [
  { calls: under('log', logger.join(' ')), logs: { sink: 'stdout', by: 'log', structured: false } },
  { calls: under('log.Logger', logger.join(' ')), logs: { sink: 'stdout', by: 'log', structured: false } },
  { calls: under('fmt', 'Print Printf Println'), logs: { sink: 'stdout', by: 'print', structured: false } },
  {
    calls: under('log/slog', 'NewJSONHandler NewTextHandler Info Warn Error Debug InfoContext ErrorContext'),
    logs: { ...structured, by: 'slog' },
  },
  {
    calls: under('go.uber.org/zap', 'NewProduction NewDevelopment NewExample Config.Build Must L S'),
    logs: { ...structured, by: 'zap' },
  },
  {
    calls: [
      ...under('github.com/sirupsen/logrus', levels.join(' ')),
      ...under('github.com/sirupsen/logrus', 'New WithField WithFields WithError'),
      ...under('github.com/sirupsen/logrus.Logger', levels.join(' ')),
    ],
    logs: { ...structured, by: 'logrus' },
  },
  {
    calls: words(
      'github.com/rs/zerolog.New github.com/rs/zerolog/log.Info github.com/rs/zerolog/log.Error github.com/rs/zerolog/log.Debug github.com/rs/zerolog/log.Warn github.com/rs/zerolog/log.Fatal',
    ),
    logs: { ...structured, by: 'zerolog' },
  },
  {
    calls: words(
      'github.com/go-kit/log.NewLogfmtLogger github.com/go-kit/log.NewJSONLogger github.com/go-kit/kit/log.NewLogfmtLogger github.com/go-kit/kit/log.NewJSONLogger github.com/charmbracelet/log.New github.com/hashicorp/go-hclog.New github.com/apex/log.Info k8s.io/klog.Info k8s.io/klog.Infof k8s.io/klog.InitFlags github.com/golang/glog.Info github.com/golang/glog.Infof github.com/inconshreveable/log15.New',
    ),
    logs: { ...structured, by: 'logger' },
  },
  {
    calls: words('gopkg.in/natefinch/lumberjack.Logger github.com/natefinch/lumberjack.Logger'),
    logs: { sink: 'file', by: 'lumberjack', structured: true, path: 'Filename' },
  },
  {
    calls: words('github.com/lestrrat-go/file-rotatelogs.New github.com/lestrrat/go-file-rotatelogs.New'),
    logs: { sink: 'file', by: 'file-rotatelogs', structured: true, path: '0' },
  },
  {
    // A logger given a file that the program opened itself.
    calls: words(
      'log.SetOutput log.New log.Logger.SetOutput github.com/sirupsen/logrus.SetOutput github.com/sirupsen/logrus.Logger.SetOutput log/slog.NewJSONHandler log/slog.NewTextHandler github.com/rs/zerolog.New github.com/gin-gonic/gin.LoggerWithWriter io.MultiWriter',
    ),
    when: (call) => call.arguments.some(opensFile),
    logs: { sink: 'file', by: 'file', structured: false, path: '0.call' },
  },
  {
    calls: words('log/syslog.New log/syslog.Dial github.com/sirupsen/logrus/hooks/syslog.NewSyslogHook'),
    logs: { sink: 'syslog', by: 'syslog', structured: false },
  },
  { calls: under(gin, 'Default Logger'), logs: { ...structured, by: 'gin' } },
  {
    calls: words(
      'github.com/labstack/echo/middleware.Logger github.com/labstack/echo/v4/middleware.Logger github.com/labstack/echo/v4/middleware.RequestLoggerWithConfig github.com/gofiber/fiber/middleware/logger.New github.com/gofiber/fiber/v2/middleware/logger.New github.com/go-chi/chi/middleware.Logger github.com/go-chi/chi/v5/middleware.Logger github.com/gorilla/handlers.LoggingHandler github.com/gorilla/handlers.CombinedLoggingHandler',
    ),
    logs: { ...structured, by: 'request log' },
  },
];

function opensFile(value: Value): boolean {
  if (value.kind === 'choice') return value.options.some(opensFile);
  return (
    value.kind === 'call' &&
    (/^os\.(OpenFile|Create)$/.test(value.call.callee) ||
      (value.call.callee === 'io.MultiWriter' && value.call.arguments.some(opensFile)))
  );
}

/** Flags of `os.OpenFile` that write. */
const opensForWriting = (call: Call): boolean =>
  call.arguments[1]?.kind === 'unknown' ||
  !/RDONLY/.test(call.arguments[1]?.kind === 'reference' ? call.arguments[1].path.join('.') : '');

const files: readonly CatalogueEntry[] = [
  { calls: words('os.Create os.WriteFile io/ioutil.WriteFile'), writes: { path: '0' } },
  { calls: ['os.OpenFile'], writes: { path: '0' }, when: opensForWriting },
  { calls: words(`${gin}.Context.SaveUploadedFile ${fiber}.Ctx.SaveFile`), writes: { path: '1' } },
  {
    calls: ['?.SaveUploadedFile', '?.SaveFile'],
    writes: { path: '1' },
    when: (call) => call.arguments.length >= 2,
  },
];

const processes: readonly CatalogueEntry[] = [
  { calls: ['os/exec.Command'], spawns: { program: '0' } },
  { calls: ['os/exec.CommandContext'], spawns: { program: '1' } },
  { calls: words('syscall.Exec os.StartProcess'), spawns: { program: '0' } },
  {
    calls: words(
      'github.com/sevlyar/go-daemon.Context github.com/takama/daemon.New github.com/kardianos/service.New',
    ),
    managesProcesses: { what: 'daemonizes itself' },
  },
  {
    calls: words(
      'github.com/robfig/cron.Cron.AddFunc github.com/robfig/cron.Cron.AddJob github.com/robfig/cron.Cron.Schedule',
    ),
    schedules: { by: 'robfig/cron' },
  },
  {
    calls: words(
      'github.com/go-co-op/gocron.Scheduler.NewJob github.com/go-co-op/gocron.Scheduler.Do github.com/jasonlvhit/gocron.Job.Do github.com/jasonlvhit/gocron.Scheduler.Every',
    ),
    schedules: { by: 'gocron' },
  },
  { calls: ['?.Do'], when: (call) => /gocron/.test(call.callee), schedules: { by: 'gocron' } },
  { calls: words('time.NewTicker time.Tick'), schedules: { by: 'time.Ticker' } },
];

const schema: readonly CatalogueEntry[] = [
  {
    calls: words(
      'gorm.io/gorm.DB.AutoMigrate github.com/jinzhu/gorm.DB.AutoMigrate gorm.io/gorm.Migrator.CreateTable github.com/jinzhu/gorm.DB.CreateTable',
    ),
    changesSchema: { what: 'AutoMigrate()', versioned: false },
  },
  { calls: ['?.AutoMigrate'], changesSchema: { what: 'AutoMigrate()', versioned: false } },
  { calls: words('?.Sync2'), changesSchema: { what: 'Sync2()', versioned: false } },
  { calls: ['?.Schema.Create'], changesSchema: { what: 'Schema.Create()', versioned: false } },
  {
    calls: ['?.Create'],
    when: (call) => /\.Schema(\.|$)/.test(call.callee.replace(/\.Create$/, '')),
    changesSchema: { what: 'Schema.Create()', versioned: false },
  },
  {
    calls: words(
      'github.com/golang-migrate/migrate.Migrate.Up github.com/golang-migrate/migrate.Migrate.Steps github.com/golang-migrate/migrate.Migrate.Migrate',
    ),
    changesSchema: { what: 'golang-migrate Up()', versioned: true },
  },
  {
    calls: under('github.com/pressly/goose', 'Up UpContext UpTo Run Provider.Up'),
    changesSchema: { what: 'goose Up()', versioned: true },
  },
  {
    calls: words('github.com/rubenv/sql-migrate.Exec github.com/rubenv/sql-migrate.ExecContext'),
    changesSchema: { what: 'sql-migrate Exec()', versioned: true },
  },
  {
    calls: words(
      'github.com/go-gormigrate/gormigrate.Gormigrate.Migrate gopkg.in/gormigrate.Gormigrate.Migrate src.techknowlogick.com/xormigrate.Xormigrate.Migrate xorm.io/xorm/migrate.Migrate.Migrate',
    ),
    changesSchema: { what: 'gormigrate Migrate()', versioned: true },
  },
  {
    calls: words(
      'github.com/uptrace/bun/migrate.Migrator.Migrate github.com/amacneil/dbmate/pkg/dbmate.DB.CreateAndMigrate github.com/jackc/tern/migrate.Migrator.Migrate',
    ),
    changesSchema: { what: 'migrate', versioned: true },
  },
];

const session = (without: 'memory' | 'file' | 'cookie' | 'database' | 'cache') => ({ without, stores: {} });
const gorilla = 'github.com/gorilla/sessions';

const sessions: readonly CatalogueEntry[] = [
  {
    calls: under(gorilla, 'NewCookieStore CookieStore'),
    session: session('cookie'),
    configures: [{ name: 'session secret', role: 'credential', at: ['0'] }],
  },
  {
    calls: under(gorilla, 'NewFilesystemStore'),
    session: session('file'),
    configures: [{ name: 'session secret', role: 'credential', at: ['1'] }],
  },
  {
    calls: words('github.com/gin-contrib/sessions/cookie.NewStore'),
    session: session('cookie'),
    configures: [{ name: 'session secret', role: 'credential', at: ['0'] }],
  },
  {
    calls: words('github.com/gin-contrib/sessions/memstore.NewStore github.com/quasoft/memstore.NewMemStore'),
    session: session('memory'),
    configures: [{ name: 'session secret', role: 'credential', at: ['0'] }],
  },
  // What is put into a manager's field takes the place of the memory that the manager begins with.
  {
    calls: words('github.com/alexedwards/scs/memstore.New'),
    session: { ...session('memory'), forAll: true },
  },
  {
    calls: words(
      'github.com/alexedwards/scs/redisstore.New github.com/alexedwards/scs/goredisstore.New github.com/alexedwards/scs/postgresstore.New github.com/alexedwards/scs/mysqlstore.New github.com/alexedwards/scs/pgxstore.New github.com/alexedwards/scs/gormstore.New github.com/alexedwards/scs/bunstore.New github.com/alexedwards/scs/mongodbstore.New github.com/alexedwards/scs/firestore.New',
    ),
    session: { ...session('database'), forAll: true },
  },
  {
    calls: words(
      'github.com/gin-contrib/sessions/redis.NewStore github.com/boj/redistore.NewRediStore github.com/rbcervilla/redisstore.NewRedisStore',
    ),
    session: session('cache'),
  },
  {
    calls: words(
      'github.com/gin-contrib/sessions/postgres.NewStore github.com/gin-contrib/sessions/gorm.NewStore github.com/gin-contrib/sessions/mongo.NewStore github.com/antonlindstrom/pgstore.NewPGStore',
    ),
    session: session('database'),
  },
  {
    calls: words('github.com/alexedwards/scs.New github.com/alexedwards/scs.NewSession'),
    session: session('memory'),
  },
  {
    calls: words(
      'github.com/gofiber/fiber/middleware/session.New github.com/gofiber/fiber/v2/middleware/session.New',
    ),
    session: {
      without: 'memory',
      store: ['0.Storage', 'Storage'],
      stores: {
        'github.com/gofiber/storage/redis': 'cache',
        'github.com/gofiber/storage/postgres': 'database',
        'github.com/gofiber/storage/memory': 'memory',
        'github.com/gofiber/storage/sqlite3': 'file',
      },
    },
  },
];

const signing: readonly CatalogueEntry[] = [
  {
    calls: ['github.com/golang-jwt/jwt', 'github.com/dgrijalva/jwt-go'].flatMap((name) =>
      under(name, 'Token.SignedString New().SignedString NewWithClaims().SignedString'),
    ),
    configures: [{ name: 'signing key', role: 'credential', at: ['0'] }],
  },
  {
    calls: words('github.com/go-chi/jwtauth.New'),
    configures: [{ name: 'signing key', role: 'credential', at: ['1'] }],
  },
];

const handlers: readonly CatalogueEntry[] = [
  {
    calls: words(
      'net/http.HandleFunc net/http.Handle net/http.ServeMux.HandleFunc net/http.ServeMux.Handle net/http.HandlerFunc github.com/gorilla/mux.Router.HandleFunc github.com/gorilla/mux.Router.Handle github.com/julienschmidt/httprouter.Router.Handle',
    ),
    handles: 'request',
  },
  {
    calls: words(
      `github.com/gofiber/websocket.New github.com/gofiber/contrib/websocket.New golang.org/x/net/websocket.Handler github.com/olahol/melody.Melody.HandleMessage github.com/olahol/melody.Melody.HandleConnect`,
    ),
    handles: 'connection',
  },
  {
    calls: words(
      'github.com/redis/go-redis.Client.Subscribe github.com/go-redis/redis.Client.Subscribe github.com/redis/go-redis.Client.PSubscribe github.com/go-redis/redis.Client.PSubscribe github.com/nats-io/nats.go.Conn.Subscribe github.com/jackc/pgx.Conn.WaitForNotification github.com/lib/pq.NewListener',
    ),
    sharesState: true,
  },
];

/** Functions that make values, by the type that they make: Go has no constructors. */
const types: Catalogue['types'] = {
  [`${gin}.Default()`]: `${gin}.Engine`,
  [`${gin}.New()`]: `${gin}.Engine`,
  [`${echo}.New()`]: `${echo}.Echo`,
  [`${fiber}.New()`]: `${fiber}.App`,
  [`${grpc}.NewServer()`]: `${grpc}.Server`,
  'net/http.Server()': 'net/http.Server',
  'net/http.NewServeMux()': 'net/http.ServeMux',
  'net/http.DefaultServeMux': 'net/http.ServeMux',
  'github.com/go-chi/chi.NewRouter()': 'github.com/go-chi/chi.Mux',
  'github.com/go-chi/chi.NewMux()': 'github.com/go-chi/chi.Mux',
  'github.com/gorilla/mux.NewRouter()': 'github.com/gorilla/mux.Router',
  'github.com/julienschmidt/httprouter.New()': 'github.com/julienschmidt/httprouter.Router',
  'github.com/kataras/iris.New()': 'github.com/kataras/iris.Application',
  'github.com/kataras/iris.Default()': 'github.com/kataras/iris.Application',
  'github.com/urfave/negroni.New()': 'github.com/urfave/negroni.Negroni',
  'github.com/urfave/negroni.Classic()': 'github.com/urfave/negroni.Negroni',
  'github.com/go-martini/martini.Classic()': 'github.com/go-martini/martini.ClassicMartini',
  'github.com/gobuffalo/buffalo.New()': 'github.com/gobuffalo/buffalo.App',
  'github.com/cloudwego/hertz/pkg/app/server.Default()': 'github.com/cloudwego/hertz/pkg/app/server.Hertz',
  'github.com/cloudwego/hertz/pkg/app/server.New()': 'github.com/cloudwego/hertz/pkg/app/server.Hertz',
  'gofr.dev/pkg/gofr.New()': 'gofr.dev/pkg/gofr.App',
  'go.uber.org/fx.New()': 'go.uber.org/fx.App',
  'flag.NewFlagSet()': 'flag.FlagSet',
  'flag.CommandLine': 'flag.FlagSet',
  'github.com/spf13/pflag.NewFlagSet()': 'github.com/spf13/pflag.FlagSet',
  'github.com/spf13/pflag.CommandLine': 'github.com/spf13/pflag.FlagSet',
  'github.com/spf13/viper.New()': 'github.com/spf13/viper.Viper',
  'github.com/knadh/koanf.New()': 'github.com/knadh/koanf.Koanf',
  'log.New()': 'log.Logger',
  'log.Default()': 'log.Logger',
  'github.com/sirupsen/logrus.New()': 'github.com/sirupsen/logrus.Logger',
  'gorm.io/gorm.Open()': 'gorm.io/gorm.DB',
  'github.com/jinzhu/gorm.Open()': 'github.com/jinzhu/gorm.DB',
  'gorm.io/gorm.DB.Session()': 'gorm.io/gorm.DB',
  'gorm.io/gorm.DB.Debug()': 'gorm.io/gorm.DB',
  'database/sql.Open()': 'database/sql.DB',
  'github.com/robfig/cron.New()': 'github.com/robfig/cron.Cron',
  'github.com/go-co-op/gocron.NewScheduler()': 'github.com/go-co-op/gocron.Scheduler',
  'github.com/golang-migrate/migrate.New()': 'github.com/golang-migrate/migrate.Migrate',
  'github.com/golang-migrate/migrate.NewWithDatabaseInstance()': 'github.com/golang-migrate/migrate.Migrate',
  'github.com/golang-migrate/migrate.NewWithSourceInstance()': 'github.com/golang-migrate/migrate.Migrate',
  'github.com/golang-migrate/migrate.NewWithInstance()': 'github.com/golang-migrate/migrate.Migrate',
  'github.com/redis/go-redis.NewClient()': 'github.com/redis/go-redis.Client',
  'github.com/go-redis/redis.NewClient()': 'github.com/go-redis/redis.Client',
  'github.com/go-gormigrate/gormigrate.New()': 'github.com/go-gormigrate/gormigrate.Gormigrate',
};

const frameworks: Catalogue['frameworks'] = {
  'github.com/gin-gonic/gin': { name: 'gin', kind: 'web' },
  'github.com/labstack/echo': { name: 'echo', kind: 'web' },
  'github.com/labstack/echo/v4': { name: 'echo', kind: 'web' },
  'github.com/gofiber/fiber/v2': { name: 'fiber', kind: 'web' },
  'github.com/gofiber/fiber/v3': { name: 'fiber', kind: 'web' },
  'github.com/go-chi/chi': { name: 'chi', kind: 'web' },
  'github.com/go-chi/chi/v5': { name: 'chi', kind: 'web' },
  'github.com/gorilla/mux': { name: 'gorilla/mux', kind: 'web' },
  'github.com/julienschmidt/httprouter': { name: 'httprouter', kind: 'web' },
  'github.com/beego/beego/v2': { name: 'beego', kind: 'web' },
  'github.com/astaxie/beego': { name: 'beego', kind: 'web' },
  'github.com/kataras/iris/v12': { name: 'iris', kind: 'web' },
  'github.com/gobuffalo/buffalo': { name: 'buffalo', kind: 'web' },
  'github.com/valyala/fasthttp': { name: 'fasthttp', kind: 'web' },
  'github.com/cloudwego/hertz': { name: 'hertz', kind: 'web' },
  'github.com/zeromicro/go-zero': { name: 'go-zero', kind: 'web' },
  'google.golang.org/grpc': { name: 'grpc', kind: 'web' },
  'net/http': { name: 'net/http', kind: 'web' },
  'github.com/hibiken/asynq': { name: 'asynq', kind: 'worker' },
  'github.com/spf13/cobra': { name: 'cobra', kind: 'tool' },
  'github.com/urfave/cli/v2': { name: 'urfave/cli', kind: 'tool' },
};

const drivers: Catalogue['drivers'] = {
  'github.com/lib/pq': 'postgres',
  'github.com/jackc/pgx': 'postgres',
  'github.com/jackc/pgx/v4': 'postgres',
  'github.com/jackc/pgx/v5': 'postgres',
  'gorm.io/driver/postgres': 'postgres',
  'github.com/go-pg/pg/v10': 'postgres',
  'github.com/uptrace/bun/driver/pgdriver': 'postgres',
  'github.com/go-sql-driver/mysql': 'mysql',
  'gorm.io/driver/mysql': 'mysql',
  'github.com/mattn/go-sqlite3': 'sqlite',
  'modernc.org/sqlite': 'sqlite',
  'gorm.io/driver/sqlite': 'sqlite',
  'github.com/glebarez/sqlite': 'sqlite',
  'github.com/microsoft/go-mssqldb': 'sqlserver',
  'github.com/denisenkom/go-mssqldb': 'sqlserver',
  'gorm.io/driver/sqlserver': 'sqlserver',
  'github.com/godror/godror': 'oracle',
  'github.com/sijms/go-ora/v2': 'oracle',
  'go.mongodb.org/mongo-driver': 'mongodb',
  'go.mongodb.org/mongo-driver/v2': 'mongodb',
  'github.com/redis/go-redis/v9': 'redis',
  'github.com/go-redis/redis': 'redis',
  'github.com/go-redis/redis/v8': 'redis',
  'github.com/gomodule/redigo': 'redis',
  'github.com/bradfitz/gomemcache': 'memcached',
  'github.com/streadway/amqp': 'amqp',
  'github.com/rabbitmq/amqp091-go': 'amqp',
  'github.com/IBM/sarama': 'kafka',
  'github.com/Shopify/sarama': 'kafka',
  'github.com/segmentio/kafka-go': 'kafka',
  'github.com/confluentinc/confluent-kafka-go': 'kafka',
  'github.com/nats-io/nats.go': 'nats',
  'github.com/minio/minio-go/v7': 'objectStore',
  'github.com/elastic/go-elasticsearch/v8': 'elasticsearch',
  'go.etcd.io/bbolt': 'embedded',
  'github.com/dgraph-io/badger/v4': 'embedded',
};

export const catalogue: Catalogue = {
  types,
  entries: [
    ...servers,
    ...closing,
    ...services,
    ...settings,
    ...logs,
    ...files,
    ...processes,
    ...schema,
    ...sessions,
    ...signing,
    ...handlers,
  ],
  frameworks,
  drivers,
  driversAreImported: true,
};
