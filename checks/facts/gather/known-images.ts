/** Images that others publish: which are known for sure, and which backing service runs in them. */
import { familiarName, parseImage, shortName } from '../artifacts/image-reference.ts';
import type { ServiceKind } from '../facts.ts';

const services: readonly (readonly [ServiceKind, readonly string[]])[] = [
  [
    'postgres',
    [
      'postgres',
      'postgresql',
      'postgis',
      'timescaledb',
      'timescaledb-ha',
      'pgvector',
      'cockroach',
      'cockroachdb',
      'yugabyte',
      'citus',
      'spilo',
      'alloydbomni',
    ],
  ],
  ['mysql', ['mysql', 'mariadb', 'percona', 'percona-server', 'mysql-server', 'mariadb-galera', 'vitess']],
  ['sqlserver', ['server', 'azure-sql-edge', 'mssql-server-linux']],
  ['oracle', ['oracle-xe', 'oracle-free', 'oracle']],
  ['mongodb', ['mongo', 'mongodb', 'percona-server-mongodb', 'ferretdb', 'mongodb-community-server']],
  ['redis', ['redis', 'valkey', 'keydb', 'dragonfly', 'redis-stack', 'redis-stack-server', 'redis-cluster']],
  ['memcached', ['memcached']],
  ['amqp', ['rabbitmq', 'activemq', 'activemq-artemis', 'artemis', 'qpid', 'lavinmq']],
  ['kafka', ['kafka', 'cp-kafka', 'redpanda', 'kafka-native', 'cp-server', 'fast-data-dev']],
  ['nats', ['nats', 'nats-streaming']],
  [
    'smtp',
    [
      'mailhog',
      'mailpit',
      'maildev',
      'mailcatcher',
      'postfix',
      'smtp4dev',
      'greenmail',
      'inbucket',
      'docker-mailserver',
      'smtp-relay',
    ],
  ],
  [
    'objectStore',
    [
      'minio',
      'azurite',
      'localstack',
      's3mock',
      'fake-gcs-server',
      'zenko',
      's3ninja',
      'rustfs',
      'garage',
      'moto',
    ],
  ],
  ['elasticsearch', ['elasticsearch', 'opensearch', 'meilisearch', 'solr', 'typesense', 'zinc']],
  [
    'other',
    [
      'neo4j',
      'cassandra',
      'scylla',
      'influxdb',
      'clickhouse-server',
      'clickhouse',
      'couchdb',
      'rethinkdb',
      'etcd',
      'consul',
      'vault',
      'keycloak',
      'zookeeper',
      'arangodb',
      'dynamodb-local',
      'gotrue',
      'mosquitto',
      'emqx',
      'temporal',
      'ollama',
      'qdrant',
      'weaviate',
      'milvus',
      'chroma',
      'surrealdb',
      'eventstore',
      'pulsar',
      'beanstalkd',
      'jaeger',
      'otel-collector',
    ],
  ],
];

const kinds = new Map(services.flatMap(([kind, names]) => names.map((name) => [name, kind] as const)));

/** Official images and others that are no backing service. */
const published = new Set(
  `adminer alpine amazoncorretto amazonlinux archlinux arm64v8 bash buildpack-deps busybox caddy centos composer debian
  docker drupal eclipse-temurin elixir erlang fedora fluentd fluent-bit ghost golang gradle grafana haproxy haskell httpd hugo
  ibmjava jenkins jetty joomla julia kibana kong logstash loki maven mongo-express mono nextcloud nginx node node-exporter
  nginx-unprivileged openjdk openresty perl pgadmin4 pgbouncer phpmyadmin php portainer portainer-ce prometheus promtail alertmanager
  python pypy r-base registry rockylinux ruby rust sapmachine scratch sonarqube swift swagger-ui swagger-editor tomcat traefik ubuntu
  varnish watchtower wordpress redis-commander redisinsight cadvisor tempo dnsmasq certbot acme-companion nginx-proxy curl git
  kafka-ui cp-zookeeper cp-schema-registry cp-kafka-connect akhq k6 selenium standalone-chrome cloudflared oauth2-proxy envoy
  wait-for-it docker-compose-wait dockerize migrate flyway liquibase uv bun deno oven`.split(/\s+/),
);
const publishers = new Set(
  `bitnami bitnamilegacy bitnamicharts grafana prom confluentinc hashicorp mcr.microsoft.com docker.elastic.co gcr.io/distroless registry.k8s.io k8s.gcr.io
  cgr.dev/chainguard public.ecr.aws/docker registry.access.redhat.com otel jaegertracing dpage portainer traefik linuxserver
  timberio fluent amazon library debezium provectuslabs wurstmeister jwilder nginxinc minio mailhog axllent sonatype jetpack
  getsentry apache swaggerapi testcontainers localstack rancher istio envoyproxy quay.io/keycloak quay.io/prometheus quay.io/minio
  ghcr.io/astral-sh ghcr.io/graalvm gcr.io/google-containers gcr.io/kaniko-project cimg circleci selenium browserless oven
  ghcr.io/foundry-rs balena heroku paketobuildpacks openzipkin openpolicyagent fluxcd ghcr.io/fluxcd argoproj quay.io/argoproj
  quay.io/jetstack chainguard tensorflow pytorch nvidia rocm kong keycloak jboss payara icr.io openliberty temporalio
  amacneil arigaio mysql mongodb redis neo4j steeltoeoss pantsel`.split(/\s+/),
);

/** Published by somebody else, and runs this repository's migrations. */
export const isMigrationTool = (reference: string): boolean =>
  /^(?:flyway\/flyway|liquibase\/liquibase|migrate\/migrate)$/.test(familiarName(parseImage(reference).name));

/** Published by somebody else than this repository, as far as names alone tell. */
export const isPublished = (reference: string): boolean => {
  const name = familiarName(parseImage(reference).name);
  if (!name.includes('/')) return kinds.has(name) || published.has(name);
  const segments = name.split('/');
  return (
    segments.some((_, index) => publishers.has(segments.slice(0, index).join('/'))) ||
    // `phpmyadmin/phpmyadmin`: whoever made it named it after themselves. What runs migrations runs this repository's.
    (segments.at(-1) === segments.at(-2) &&
      published.has(segments.at(-1) ?? '') &&
      !isMigrationTool(reference)) ||
    isServiceImage(name)
  );
};

const isServiceImage = (name: string): boolean => {
  const short = shortName(name);
  return kinds.has(short) && short !== 'server';
};

/** The backing service that runs in an image; `undefined` for one that isn't known. */
export const serviceOfImage = (reference: string): ServiceKind | undefined => {
  const name = familiarName(parseImage(reference).name);
  const short = shortName(name);
  if (short === 'server') return name.includes('mssql') ? 'sqlserver' : undefined;
  return kinds.get(short);
};
