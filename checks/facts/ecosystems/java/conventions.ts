// What the frameworks do by dependencies and configuration alone, as calls that stand in no source file.
import type { Place } from '../../../engine/place.ts';
import type { Call, Guard, SourceModule, Value } from '../../source/model.ts';
import type { ConventionSource } from '../ecosystem.ts';
import { logSinkCalls } from './log-configuration.ts';
import { isAtLeast, readManifest, versionOf } from './manifest.ts';
import { packagingOf } from './maven.ts';
import { placeholderValue } from './placeholders.ts';
import { isConfigurationPath, type Property, readProperties, relaxed } from './properties.ts';

type Text = (path: string) => string | undefined;

/** Everything that one app's configuration says, ready to be asked. */
interface Setup {
  readonly paths: readonly string[];
  readonly text: Text;
  readonly properties: readonly Property[];
  readonly dependencies: readonly {
    readonly name: string;
    readonly scope: string;
    readonly at: Place;
    readonly manifest: string;
  }[];
  readonly calls: Call[];
}

const literal = (text: string, at: Place): Value => ({ kind: 'literal', type: 'string', text, at });

/** Reads manifests and configuration of one app. Pure; calls have names below `spring-boot.`, `quarkus.`, `jvm.` and the like. */
export async function readConventions({ paths, text }: ConventionSource): Promise<readonly SourceModule[]> {
  const properties: Property[] = [];
  for (const path of paths) {
    if (!isConfigurationPath(path)) continue;
    const content = text(path);
    if (content !== undefined) properties.push(...(await readProperties(content, path)));
  }
  const dependencies = paths
    .filter((path) => /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/.test(path))
    .flatMap((path) =>
      readManifest(text(path) ?? '', path, text).dependencies.map(({ name, scope, at }) => ({
        name,
        scope,
        at,
        manifest: path,
      })),
    );
  const setup: Setup = { paths, text, properties, dependencies, calls: [] };
  const has = (pattern: RegExp) => dependencyOf(setup, pattern) !== undefined;
  if (has(/^(?:plugin:)?org\.springframework\.boot(?::|$)/)) springBoot(setup);
  if (has(/^io\.quarkus(?:\.\w+)*:/)) quarkus(setup);
  if (has(/^(?:plugin:)?io\.micronaut[.:]/)) micronaut(setup);
  if (has(/^io\.ktor:/)) ktor(setup);
  if (has(/^io\.dropwizard:/)) dropwizard(setup);
  if (has(/^io\.helidon/)) helidon(setup);
  // Javalin words its events by whatever implementation of slf4j is there.
  const javalin = dependencyOf(setup, /^io\.javalin:/);
  if (
    javalin &&
    has(
      /^(?:org\.slf4j:slf4j-(?:simple|reload4j|jdk14)|ch\.qos\.logback:|org\.apache\.logging\.log4j:|org\.tinylog:)/,
    )
  )
    emit(setup, 'javalin.log', javalin.at);
  services(setup);
  persistenceUnits(setup);
  setup.calls.push(...logSinkCalls(paths, text));
  return modulesOf(setup);
}

/** Files that Spring Boot, Quarkus, Micronaut and MicroProfile read below the environment: any variable overrides any entry. */
export function isOverridable(path: string, modules: readonly SourceModule[]): boolean {
  if (!/(?:^|\/)(?:application|bootstrap|microprofile-config)[\w.-]*\.(?:properties|ya?ml)$/.test(path))
    return false;
  return modules.some(({ calls }) =>
    calls.some(({ callee }) => /^(?:spring-boot|quarkus|micronaut|helidon)\./.test(callee)),
  );
}

/** Calls and reads by the file in which each stands. */
function modulesOf({ calls, properties }: Setup): SourceModule[] {
  const modules = new Map<
    string,
    { calls: Call[]; environment: Extract<Value, { kind: 'environment' }>[] }
  >();
  const at = (path: string) => {
    const module = modules.get(path) ?? { calls: [], environment: [] };
    modules.set(path, module);
    return module;
  };
  for (const call of calls) at(call.at.path).calls.push(call);
  // Only files that are the framework's own are read by it: `config.yml` may be anybody's.
  const isOwn = (path: string) =>
    /(?:^|\/)(?:application|bootstrap|microprofile-config)[\w.-]*$/.test(path) || modules.has(path);
  for (const { value, at: place } of properties)
    if (isOwn(place.path)) at(place.path).environment.push(...readsIn(placeholderValue(value, place)));
  return [...modules].map(([path, { calls: own, environment }]) => ({
    path,
    ecosystem: 'java',
    imports: [],
    calls: own,
    bindings: [],
    functions: [],
    classes: [],
    writes: [],
    environment,
    strings: [],
    program: false,
    problems: [],
  }));
}

function readsIn(value: Value): Extract<Value, { kind: 'environment' }>[] {
  if (value.kind === 'environment') return [value, ...(value.fallback ? readsIn(value.fallback) : [])];
  if (value.kind === 'configuration') return value.fallback ? readsIn(value.fallback) : [];
  return value.kind === 'text' ? value.parts.flatMap(readsIn) : [];
}

// Asking ----------------------------------------------------------------------------------------------------------

const dependencyOf = ({ dependencies }: Setup, pattern: RegExp) =>
  dependencies.find(
    ({ name, scope }) => pattern.test(name) && (scope !== 'development' || name.startsWith('plugin:')),
  );

/** A profile that no deploy runs with. */
const isLocalProfile = (profile: string | undefined): boolean =>
  profile !== undefined && /^(?:dev\w*|local\w*|test\w*|it|e2e|ci|h2|debug)$/i.test(profile);

const keysOf = (setup: Setup, pattern: RegExp): readonly Property[] =>
  setup.properties.filter(({ key }) => pattern.test(relaxed(key)));

/** The entry that holds in a deploy: one without profile, else one of a profile that a deploy may run with. */
const deployed = (setup: Setup, pattern: RegExp): Property | undefined => {
  const found = keysOf(setup, pattern);
  return (
    found.findLast(({ profile }) => profile !== undefined && /^prod/i.test(profile)) ??
    found.find(({ profile }) => profile === undefined) ??
    found.find(({ profile }) => !isLocalProfile(profile))
  );
};

/** What a key stands for: its text with placeholders resolved; the environment can set it whatever the file says. */
function settingOf(setup: Setup, property: Property): Value {
  const seen = new Set<string>([property.key]);
  const entry = (name: string): Value | undefined => {
    if (seen.has(name)) return undefined;
    seen.add(name);
    const other =
      setup.properties.find(({ key, profile }) => key === name && profile === property.profile) ??
      setup.properties.find(({ key }) => key === name);
    return other && placeholderValue(other.value, other.at, entry);
  };
  const value = placeholderValue(property.value, property.at, entry);
  return value.kind === 'environment' ||
    (value.kind === 'text' && value.parts.some(({ kind }) => kind === 'environment'))
    ? value
    : { kind: 'configuration', name: property.key, fallback: value, at: property.at };
}

/** The text that holds where nobody sets anything. */
function defaultText(setup: Setup, property: Property | undefined): string {
  if (!property) return '';
  const textOf = (value: Value | undefined): string => {
    if (!value) return '';
    if (value.kind === 'literal') return value.text;
    if (value.kind === 'text') return value.parts.map(textOf).join('');
    return value.kind === 'environment' || value.kind === 'configuration' ? textOf(value.fallback) : '';
  };
  return textOf(settingOf(setup, property)).trim();
}

const guardsOf = ({ profile, at }: Property): readonly Guard[] | undefined =>
  profile === undefined ? undefined : isLocalProfile(profile) ? inDevelopment(at) : undefined;

function emit(
  { calls }: Setup,
  callee: string,
  at: Place,
  named: Readonly<Record<string, Value | undefined>> = {},
  guards?: readonly Guard[],
): void {
  const entries = Object.entries(named).flatMap(([key, value]) => (value ? [[key, value] as const] : []));
  calls.push({
    callee,
    arguments: [],
    named: new Map(entries),
    at,
    constructs: false,
    ...(guards ? { guards } : {}),
  });
}

/** The value of the first of these keys that is given, or the framework's own default as something that config can set. */
function configured(setup: Setup, keys: RegExp, name: string, fallback: string, at: Place): Value {
  const property = deployed(setup, keys);
  return property
    ? settingOf(setup, property)
    : { kind: 'configuration', name, fallback: literal(fallback, at), at };
}

// Frameworks ------------------------------------------------------------------------------------------------------

/** Starters that bring an embedded server. */
const springWeb =
  /^org\.springframework\.boot:spring-boot-starter-(?:web|webmvc|webflux|tomcat|jetty|undertow|reactor-netty|jersey|web-services|hateoas|data-rest|graphql|websocket|rsocket)$|spring-cloud-(?:starter-(?:gateway\S*|netflix-(?:eureka-server|zuul)|zuul)|config-server)$|spring-boot-admin-starter-server$|^com\.vaadin:vaadin-spring-boot-starter$|camunda-bpm-spring-boot-starter-(?:rest|webapp)$/;

function springBoot(setup: Setup): void {
  const web = dependencyOf(setup, springWeb);
  const off = defaultText(setup, deployed(setup, /^spring\.main\.webapplicationtype$/)) === 'none';
  const plain = dependencyOf(setup, /^(?:plugin:)?org\.springframework\.boot/);
  const anchor = web ?? plain;
  if (!anchor) return;
  const version = versionOf(
    anchor.manifest,
    setup.text,
    /^org\.springframework\.boot(?::spring-boot(?:-starter-parent|-dependencies|-maven-plugin|-starter[\w-]*|-gradle-plugin)?)?$/,
  );
  if (web && !off && !isWarAlone(setup, web.manifest)) {
    const property = deployed(setup, /^server\.port$/);
    const at = property?.at ?? web.at;
    const port = configured(setup, /^server\.port$/, 'server.port', '8080', at);
    const address = deployed(setup, /^server\.address$/);
    const shutdown = defaultText(setup, deployed(setup, /^server\.shutdown$/));
    const graceful =
      shutdown === 'graceful' ||
      (shutdown !== 'immediate' && (version === undefined || isAtLeast(version, '3.4')));
    const known = version === undefined || isAtLeast(version, '2.3');
    emit(setup, graceful && known ? 'spring-boot.server' : 'spring-boot.server.immediate', at, {
      port,
      address: address && settingOf(setup, address),
    });
  } else if (!web) emit(setup, 'spring-boot.worker', anchor.at);
  emit(setup, 'spring-boot.log', anchor.at);
  for (const property of keysOf(setup, /^logging\.(?:file|path|file\.(?:name|path))$/))
    emit(setup, 'spring-boot.log.file', property.at, { path: logPath(property) }, guardsOf(property));
  springSessions(setup);
  schemaBySpring(setup);
}

/** A variable without default leaves the file off. */
const logPath = (property: Property): Value => placeholderValue(property.value, property.at);

function springSessions(setup: Setup): void {
  const store = deployed(setup, /^spring\.session\.storetype$/);
  const dependency = dependencyOf(
    setup,
    /^org\.springframework\.session:spring-session-(?:data-)?(?:redis|jdbc|mongodb|hazelcast)|^org\.springframework\.boot:spring-boot-(?:starter-)?session-(?:data-)?(?:redis|jdbc|mongodb|hazelcast)|^de\.flapdoodle.*:spring-session/,
  );
  const kind = store ? defaultText(setup, store) : dependency?.name.replace(/^.*-/, '');
  const at = store?.at ?? dependency?.at;
  if (at && kind && kind !== 'none') emit(setup, 'spring-session', at, { store: literal(kind, at) });
}

const migrationTools = {
  flyway:
    /^org\.flywaydb:flyway-(?:core|database-[\w-]+|mysql|sqlserver)$|^org\.springframework\.boot:spring-boot-(?:starter-)?flyway$/,
  liquibase:
    /^org\.liquibase:liquibase-core$|^org\.springframework\.boot:spring-boot-(?:starter-)?liquibase$/,
};

function schemaBySpring(setup: Setup): void {
  let migrated = false;
  for (const tool of ['flyway', 'liquibase'] as const) {
    const dependency = dependencyOf(setup, migrationTools[tool]);
    if (!dependency) continue;
    const enabled = deployed(setup, new RegExp(`^(?:spring\\.)?${tool}\\.enabled$`));
    if (!/^(?:false|off|no)$/i.test(defaultText(setup, enabled))) {
      emit(setup, `spring-boot.${tool}`, enabled?.at ?? dependency.at);
    }
    migrated = true;
  }
  const embedded = embeddedByDefault(setup);
  const ddl = keysOf(
    setup,
    /^spring\.jpa\.(?:hibernate\.ddlauto|properties\.hibernate\.hbm2ddl\.auto|generateddl)$/,
  );
  for (const property of ddl) emitDdl(setup, property);
  const jpa = dependencyOf(setup, /spring-boot-starter-data-jpa$/);
  const set = ddl.some(({ profile }) => profile === undefined);
  if (jpa && !set && !migrated && embedded) emit(setup, 'hibernate.ddl-auto.default', jpa.at);
  const mode = deployed(
    setup,
    /^spring\.(?:sql\.init\.mode|datasource\.initializationmode|datasource\.initialize)$/,
  );
  const text = defaultText(setup, mode);
  const located = deployed(setup, /^spring\.(?:sql\.init\.schemalocations|datasource\.schema)(?:\[0\])?$/);
  const script = setup.paths.find((path) =>
    /(?:^|\/)src\/main\/resources\/schema(?:-[\w]+)?\.sql$/.test(path),
  );
  const at = located?.at ?? (script === undefined ? undefined : (mode?.at ?? { path: script }));
  if (at && !/^(?:never|false)$/.test(text) && (/^(?:always|true)$/.test(text) || embedded))
    emit(setup, 'spring-boot.schema-script', at);
}

const creating = /^(?:update|create|create-drop|create-only|drop-and-create|drop-create|true)$/i;

function emitDdl(setup: Setup, property: Property): void {
  const text = defaultText(setup, property);
  if (creating.test(text))
    emit(setup, `hibernate.ddl-auto.${text.toLowerCase()}`, property.at, {}, guardsOf(property));
}

const embeddedDrivers =
  /^(?:com\.h2database:h2|org\.hsqldb:hsqldb|org\.apache\.derby:derby|org\.xerial:sqlite-jdbc|io\.quarkus:quarkus-jdbc-(?:h2|derby)|io\.r2dbc:r2dbc-h2)$/;

/** The default database is one that lives inside the process: by its address, or by Spring Boot's choice without one. */
function embeddedByDefault(setup: Setup): boolean {
  const url = setup.properties.find(
    ({ key, profile }) =>
      /^spring\.datasource\.(?:\w+\.)?(?:jdbc)?url$/.test(relaxed(key)) && profile === undefined,
  );
  if (url) return /jdbc:(?:h2|hsqldb|derby)/.test(defaultText(setup, url));
  return dependencyOf(setup, embeddedDrivers) !== undefined;
}

/** Packaged for a shared container: the embedded server is only provided, or nothing repackages the archive. */
function isWarAlone(setup: Setup, manifest: string): boolean {
  if (!manifest.endsWith('pom.xml') || packagingOf(manifest, setup.text).kind !== 'war') return false;
  return !/spring-boot-maven-plugin/.test(setup.text(manifest) ?? '');
}

function quarkus(setup: Setup): void {
  const http = dependencyOf(
    setup,
    /^io\.quarkus(?:\.\w+)*:quarkus-(?:resteasy\S*|rest(?:-(?!client)\S*)?|vertx-(?:http|web)|undertow\S*|reactive-routes|smallrye-(?:graphql|openapi|health)|grpc|websockets\S*|qute-web|web|spring-web|amazon-lambda-http|micrometer-registry-prometheus|oidc|keycloak-authorization)$/,
  );
  const anchor = http ?? dependencyOf(setup, /^io\.quarkus(?:\.\w+)*:/);
  if (!anchor) return;
  const property = deployed(setup, /^quarkus\.http\.port$/);
  const at = property?.at ?? anchor.at;
  const timeout = deployed(setup, /^quarkus\.shutdown\.timeout$/);
  if (http) {
    const port = configured(setup, /^quarkus\.http\.port$/, 'quarkus.http.port', '8080', at);
    const host = deployed(setup, /^quarkus\.http\.host$/);
    emit(setup, timeout ? 'quarkus.server' : 'quarkus.server.immediate', at, {
      port,
      address: host && settingOf(setup, host),
    });
  }
  emit(setup, 'quarkus.log', anchor.at);
  const file = deployed(setup, /^quarkus\.log\.file\.(?:enabled?)$/);
  if (file && /^true$/i.test(defaultText(setup, file)))
    emit(setup, 'quarkus.log.file', file.at, {}, guardsOf(file));
  for (const property of keysOf(
    setup,
    /^quarkus\.hibernateorm\.(?:\w+\.)?(?:database\.generation|schemamanagement\.strategy)$/,
  ))
    emitDdl(setup, property);
  for (const tool of ['flyway', 'liquibase']) {
    const start = deployed(setup, new RegExp(`^quarkus\\.${tool}\\.(?:\\w+\\.)?migrateatstart$`));
    if (start && /^true$/i.test(defaultText(setup, start)))
      emit(setup, `spring-boot.${tool}`, start.at, {}, guardsOf(start));
  }
}

function micronaut(setup: Setup): void {
  const http = dependencyOf(
    setup,
    /^io\.micronaut(?:\.\w+)*:micronaut-http-server(?:-\w+)?$|^plugin:io\.micronaut\.application$/,
  );
  const anchor = http ?? dependencyOf(setup, /^(?:plugin:)?io\.micronaut/);
  if (!anchor) return;
  const property = deployed(setup, /^micronaut\.server\.port$/);
  const at = property?.at ?? anchor.at;
  if (http)
    emit(setup, 'micronaut.server', at, {
      port: configured(setup, /^micronaut\.server\.port$/, 'micronaut.server.port', '8080', at),
    });
  emit(setup, 'micronaut.log', anchor.at);
  for (const property of keysOf(setup, /^jpa\.(?:\w+\.)*properties\.hibernate\.hbm2ddl\.auto$/))
    emitDdl(setup, property);
  for (const property of keysOf(setup, /^datasources\.\w+\.schemagenerate$/)) emitDdl(setup, property);
  for (const tool of ['flyway', 'liquibase']) {
    const enabled = deployed(setup, new RegExp(`^${tool}\\.(?:datasources\\.\\w+\\.)?enabled$`));
    if (
      dependencyOf(setup, migrationTools[tool as 'flyway']) ||
      dependencyOf(setup, new RegExp(`micronaut-${tool}$`))
    )
      if (enabled && /^true$/i.test(defaultText(setup, enabled)))
        emit(setup, `spring-boot.${tool}`, enabled.at, {}, guardsOf(enabled));
  }
}

/** `EngineMain` takes its port from `application.conf` or `application.yaml`. */
function ktor(setup: Setup): void {
  const property = deployed(setup, /^ktor\.deployment\.port$/);
  if (property) {
    const value = placeholderValue(
      property.value.replace(
        /^\$(\w+)(?::(.*))?$/,
        (_, name: string, rest: string | undefined) => `\${${name}${rest === undefined ? '' : `:${rest}`}}`,
      ),
      property.at,
    );
    // Only what the file lets the environment set; its literals are fixed in the archive, save for `-P:`.
    emit(setup, 'ktor.server', property.at, {
      port:
        value.kind === 'literal'
          ? { kind: 'argument', name: '-port', fallback: value, at: property.at }
          : value,
    });
  }
  const anchor = dependencyOf(setup, /^io\.ktor:ktor-server-(?:call-logging|core)/);
  if (anchor) emit(setup, 'ktor.log', anchor.at);
}

/** Dropwizard reads the file that its command names; `dw.` properties and, where asked for, variables override it. */
function dropwizard(setup: Setup): void {
  const anchor = dependencyOf(setup, /^io\.dropwizard:/);
  if (!anchor) return;
  const property = deployed(setup, /^server\.(?:applicationconnectors\[0\]\.port|connector\.port)$/);
  const at = property?.at ?? anchor.at;
  const value = property ? placeholderValue(property.value, property.at) : literal('8080', at);
  emit(setup, 'dropwizard.server', at, {
    port:
      value.kind === 'literal'
        ? { kind: 'argument', name: 'dw.server.applicationConnectors[0].port', fallback: value, at }
        : value,
  });
  emit(setup, 'dropwizard.log', anchor.at);
  for (const file of keysOf(setup, /^logging\.appenders\[\d+\]\.type$/))
    if (file.value === 'file') emit(setup, 'dropwizard.log.file', file.at);
  for (const url of keysOf(setup, /^\w*database\w*\.url$/))
    emit(setup, 'jvm.datasource', url.at, { url: placeholderValue(url.value, url.at) });
}

function helidon(setup: Setup): void {
  const anchor = dependencyOf(setup, /^io\.helidon\.(?:webserver|microprofile)/);
  if (!anchor || !dependencyOf(setup, /^io\.helidon\.microprofile/)) return;
  const property = deployed(setup, /^server\.port$/);
  const at = property?.at ?? anchor.at;
  emit(setup, 'helidon.server', at, { port: configured(setup, /^server\.port$/, 'server.port', '7001', at) });
}

// Backing services ------------------------------------------------------------------------------------------------

interface Located {
  readonly callee: string;
  readonly keys: RegExp;
  /** What brings a client that connects by its own default, where no key says otherwise. */
  readonly by?: RegExp;
  /** The key to name, and the default address. */
  readonly name?: string;
  readonly fallback?: string;
}

const located: readonly Located[] = [
  {
    callee: 'jvm.mongodb',
    keys: /^spring\.(?:data\.)?mongodb\.(?:uri|host)$|^quarkus\.mongodb\.(?:connectionstring|hosts)$|^mongodb\.uri$/,
    by: /spring-boot-starter-data-mongodb(?:-reactive)?$|^io\.quarkus:quarkus-mongodb-(?:client|panache\S*)$/,
    name: 'spring.data.mongodb.uri',
    fallback: 'mongodb://localhost/test',
  },
  {
    callee: 'jvm.redis',
    keys: /^spring\.(?:data\.)?redis\.(?:host|url|cluster\.nodes(?:\[0\])?|sentinel\.nodes(?:\[0\])?)$|^quarkus\.redis\.(?:\w+\.)?hosts$|^redis\.uri$/,
    by: /spring-boot-starter-data-redis(?:-reactive)?$|^io\.quarkus:quarkus-redis-client$|micronaut-redis-lettuce$/,
    name: 'spring.data.redis.host',
    fallback: 'localhost',
  },
  {
    callee: 'jvm.amqp',
    keys: /^spring\.rabbitmq\.(?:host|addresses)$|^rabbitmq(?:host|\.(?:host|uri))$|^amqphost$/,
    by: /spring-boot-starter-amqp$|spring-rabbit$|smallrye-reactive-messaging-(?:amqp|rabbitmq)$/,
    name: 'spring.rabbitmq.host',
    fallback: 'localhost',
  },
  {
    callee: 'jvm.kafka',
    keys: /^(?:spring\.kafka\.(?:\w+\.)?|spring\.cloud\.stream\.kafka\.binder\.|kafka\.|mp\.messaging\.connector\.smallryekafka\.)(?:bootstrap\.?servers|brokers)(?:\[0\])?$/,
    by: /^org\.springframework\.kafka:spring-kafka$|smallrye-reactive-messaging-kafka$|quarkus-(?:messaging-)?kafka(?:-client)?$/,
    name: 'spring.kafka.bootstrap-servers',
    fallback: 'localhost:9092',
  },
  { callee: 'jvm.smtp', keys: /^spring\.mail\.host$|^quarkus\.mailer\.host$/ },
  {
    callee: 'jvm.elasticsearch',
    keys: /^spring\.(?:data\.)?elasticsearch\.(?:uris|rest\.uris|clusternodes)(?:\[0\])?$|^quarkus\.elasticsearch\.hosts$/,
    by: /spring-boot-starter-data-elasticsearch$/,
    name: 'spring.elasticsearch.uris',
    fallback: 'http://localhost:9200',
  },
  {
    callee: 'jvm.cassandra',
    keys: /^spring\.(?:data\.)?cassandra\.contactpoints(?:\[0\])?$/,
    by: /spring-boot-starter-data-cassandra(?:-reactive)?$/,
    name: 'spring.cassandra.contact-points',
    fallback: '127.0.0.1',
  },
  {
    callee: 'jvm.neo4j',
    keys: /^spring\.(?:data\.)?neo4j\.uri$/,
    by: /spring-boot-starter-data-neo4j$/,
    name: 'spring.neo4j.uri',
    fallback: 'bolt://localhost:7687',
  },
  {
    callee: 'jvm.http',
    keys: /^quarkus\.restclient\..+\.ur[li]$|^.+\/mprest\/ur[li]$|^eureka\.client\.serviceurl\.defaultzone$|^spring\.cloud\.(?:config\.uri|openfeign\.client\.config\.\w+\.url)$|^micronaut\.http\.services\.\w+\.urls?(?:\[0\])?$|^spring\.security\.oauth2\.resourceserver\.jwt\.issueruri$/,
  },
];

const drivers: readonly (readonly [RegExp, string])[] = [
  [/postgresql$|r2dbc-postgresql$/, 'jdbc:postgresql:'],
  [
    /mysql-connector-(?:java|j)$|mariadb(?:-java-client)?$|quarkus-(?:jdbc|reactive)-(?:mysql|mariadb)\S*$/,
    'jdbc:mysql:',
  ],
  [/mssql-jdbc$|quarkus-jdbc-mssql$/, 'jdbc:sqlserver:'],
  [/ojdbc\d*$|quarkus-jdbc-oracle$/, 'jdbc:oracle:'],
];

/** Frameworks that open a data source by themselves where nothing names one. */
const opensDataSource =
  /spring-boot-(?:starter-)?(?:data-jpa|data-jdbc|jdbc|data-r2dbc|jooq|quartz)$|spring-boot-starter-jdbc$|^io\.quarkus:quarkus-(?:jdbc|reactive)-(?:postgresql|mysql|mariadb|mssql|oracle|h2|derby)|mybatis-spring-boot-starter$|micronaut-jdbc-(?:hikari|tomcat|dbcp|ucp)$/;

const dataSourceKeys =
  /^(?:spring\.(?:datasource|r2dbc)(?:\.[\w]+)*\.(?:jdbc)?url|quarkus\.datasource\.(?:\w+\.)?(?:jdbc\.|reactive\.)?url|datasources\.\w+\.url|r2dbc\.datasources\.\w+\.url|javax\.sql\.datasource\.\w+\.\w*url)$/;

function services(setup: Setup): void {
  const urls = keysOf(setup, dataSourceKeys);
  const isEmbedded = (property: Property) =>
    /^(?:jdbc|r2dbc):(?:h2|hsqldb|derby)\b/.test(defaultText(setup, property));
  const deployedUrls = urls.filter(({ profile }) => profile !== undefined && !isLocalProfile(profile));
  // What profiles of a deploy replace by a server is left to those who start the app without a profile: developers.
  const replaced = deployedUrls.some((property) => !isEmbedded(property));
  for (const property of urls) {
    const guards =
      replaced && property.profile === undefined && isEmbedded(property)
        ? inDevelopment(property.at)
        : guardsOf(property);
    emit(setup, 'jvm.datasource', property.at, { url: settingOf(setup, property) }, guards);
  }
  openedByDefault(setup, urls, replaced);
  testDatabase(setup);
  for (const { callee, keys, by, name, fallback } of located) {
    const found = keysOf(setup, keys);
    for (const property of found)
      emit(setup, callee, property.at, { url: settingOf(setup, property) }, guardsOf(property));
    const dependency = by && dependencyOf(setup, by);
    if (found.length === 0 && dependency && name !== undefined && fallback !== undefined)
      emit(setup, callee, dependency.at, {
        url: { kind: 'configuration', name, fallback: literal(fallback, dependency.at), at: dependency.at },
      });
  }
}

/** Without an address Spring Boot opens the embedded database that it finds; a driver alone waits for the deploy's. */
function openedByDefault(setup: Setup, urls: readonly Property[], replaced: boolean): void {
  const opening = dependencyOf(setup, opensDataSource);
  if (!opening || urls.some(({ profile }) => profile === undefined)) return;
  const isSpring = !opening.name.startsWith('io.quarkus');
  const embedded = dependencyOf(setup, embeddedDrivers);
  const found = drivers
    .map(([pattern, scheme]) => ({ scheme, dependency: dependencyOf(setup, pattern) }))
    .find(({ dependency }) => dependency !== undefined);
  const name = isSpring ? 'spring.datasource.url' : 'quarkus.datasource.jdbc.url';
  const open = (text: string, at: Place, guards?: readonly Guard[]) =>
    emit(
      setup,
      'jvm.datasource',
      at,
      { url: { kind: 'configuration', name, fallback: literal(text, at), at } },
      guards,
    );
  if (embedded && (isSpring || !found?.dependency)) {
    const text = /sqlite/.test(embedded.name) ? 'jdbc:sqlite:' : 'jdbc:h2:mem:';
    open(text, embedded.at, replaced ? inDevelopment(embedded.at) : undefined);
  } else if (found?.dependency && !urls.some(({ profile }) => !isLocalProfile(profile)))
    open(found.scheme, found.dependency.at);
}

const inDevelopment = (at: Place): readonly Guard[] => [
  {
    value: { kind: 'environment', name: 'SPRING_PROFILES_ACTIVE', required: false, at },
    equals: 'development',
    negated: false,
  },
];

/** An embedded database on the path of the tests alone stands in for the deploy's. */
function testDatabase({ dependencies, calls }: Setup): void {
  const embedded = dependencies.find(
    ({ name, scope }) => scope === 'development' && embeddedDrivers.test(name),
  );
  const containers = dependencies.some(({ name }) => /testcontainers/i.test(name));
  if (!embedded || containers) return;
  const { at } = embedded;
  const value: Value = { kind: 'environment', name: 'SPRING_PROFILES_ACTIVE', required: false, at };
  calls.push({
    callee: 'jvm.datasource',
    arguments: [],
    named: new Map([
      [
        'url',
        { kind: 'configuration', name: 'spring.datasource.url', fallback: literal('jdbc:h2:mem:', at), at },
      ],
    ]),
    at,
    constructs: false,
    guards: [{ value, equals: 'test', negated: false }],
  });
}

/** `persistence.xml` of Jakarta EE: what Hibernate and EclipseLink do to the schema. */
function persistenceUnits(setup: Setup): void {
  for (const path of setup.paths) {
    if (!/(?:^|\/)(?:persistence|hibernate\.cfg)\.xml$/.test(path)) continue;
    const content = setup.text(path) ?? '';
    content.split('\n').forEach((line, index) => {
      const name =
        /(?:hibernate\.hbm2ddl\.auto|schema-generation\.database\.action|eclipselink\.ddl-generation)"?\s*(?:value\s*=\s*"|>)\s*([\w-]+)/.exec(
          line.slice(0, 2_000),
        )?.[1];
      if (name && creating.test(name.replace(/-tables$/, '').replace('drop-and-create', 'create')))
        emit(setup, `hibernate.ddl-auto.${name.replace(/-tables$/, '')}`, { path, line: index + 1 });
    });
  }
}
