import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
  Dockerfile: 'FROM node:24-slim\nCMD ["node", "server.js"]\n',
};
const compose = (environment: string) => ({
  ...app,
  'compose.yaml': `services:\n  web:\n    build: .\n    environment:\n      ${environment}\n`,
});

const chart = {
  'package.json': '{"name":"shop","main":"server.js","scripts":{"start":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
  Dockerfile: 'FROM node:20.11.0\nCOPY . .\nCMD ["node", "server.js"]\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: 2.1.0\n',
};

export default {
  'compose: interpolated': { files: compose('DB_PASSWORD: ${DB_PASSWORD:?set it}'), outcome: 'pass' },
  'compose: a literal': {
    files: compose('DB_PASSWORD: Zx81spectrum'),
    outcome: 'fail',
    at: 'compose.yaml:5',
  },
  'compose: interpolated with a default for local use': {
    files: compose('DB_PASSWORD: ${DB_PASSWORD:-postgres}'),
    outcome: 'pass',
    trap: true,
  },
  'Kubernetes: a Secret with its value': {
    files: {
      ...app,
      'k8s/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\nstringData:\n  DB_PASSWORD: Zx81spectrum\n',
    },
    outcome: 'fail',
    at: 'k8s/secret.yaml:6',
  },
  'Kubernetes: a reference': {
    files: {
      ...app,
      'k8s/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: shop:1.0.0\n          env:\n            - name: DB_PASSWORD\n              valueFrom: {secretKeyRef: {name: shop, key: password}}\n',
    },
    outcome: 'pass',
  },
  'Dockerfile: an address of the machine itself, in a stage that only builds': {
    files: {
      ...app,
      Dockerfile:
        'FROM node:24-slim AS builder\nENV DATABASE_URL="postgresql://user:pass@localhost:5432/dummy"\nRUN npm run build\n\nFROM node:24-slim\nCOPY --from=builder /app /app\nCMD ["node", "server.js"]\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Dockerfile: a key in a stage that only builds': {
    files: {
      ...app,
      Dockerfile:
        'FROM node:24-slim AS builder\nENV API_TOKEN=tk_9f8e7d6c5b4a3f2e1d\nRUN npm run build\n\nFROM node:24-slim\nCMD ["node", "server.js"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:2',
  },
  'Dockerfile: ENV': {
    files: {
      ...app,
      Dockerfile: 'FROM node:24-slim\nENV API_TOKEN=tk_9f8e7d6c5b4a3f2e1d\nCMD ["node", "server.js"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:2',
  },
  'a compose file for development only': {
    files: {
      ...compose('LOG_LEVEL: info'),
      'docker-compose.dev.yml':
        'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: postgres\n',
      'k8s/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: shop:1.0.0\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'no manifest': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
  },
  'compose that starts a database for developers, and nothing of the app': {
    files: {
      'package.json': '{"name":"shop","scripts":{"start":"node server.js"}}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
      'compose.yaml':
        'services:\n  db:\n    image: mysql:8.4\n    environment:\n      MYSQL_ROOT_PASSWORD: Zx81spectrum\n  adminer:\n    image: adminer:4\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Helm: a template takes a password that the chart’s values hold': {
    files: {
      ...chart,
      'chart/values.yaml': 'db:\n  password: hunter22\n',
      'chart/templates/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Chart.Name }}\ndata:\n  password: {{ .Values.db.password | b64enc }}\n',
    },
    outcome: 'fail',
    at: 'chart/values.yaml:2',
  },
  'Helm: a default in the template': {
    files: {
      ...chart,
      'chart/values.yaml': 'image: shop\n',
      'chart/templates/deployment.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: "{{ .Values.image }}:{{ .Chart.AppVersion }}"\n          env:\n            - name: DB_PASSWORD\n              value: {{ .Values.password | default "hunter22" | quote }}\n',
    },
    outcome: 'fail',
    at: 'chart/templates/deployment.yaml:13',
  },
  'Helm: the deploy supplies what the chart leaves empty': {
    files: {
      ...chart,
      'chart/values.yaml': 'db:\n  password: ""\n',
      'chart/templates/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Chart.Name }}\nstringData:\n  password: {{ .Values.db.password | quote }}\n  token: {{ required "a token" .Values.token }}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Scala: a manifest without a secret, whatever the source says': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><dependencies><dependency><groupId>com.typesafe.play</groupId><artifactId>play_2.13</artifactId><version>2.8.1</version></dependency></dependencies></project>\n',
      'app/Main.scala': 'object Main extends App {\n  println("a program whose language is not read")\n}\n',
      Procfile: 'web: target/universal/stage/bin/shop -Dhttp.port=${PORT}\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
