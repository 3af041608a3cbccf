import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};
const image = { ...app, Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n' };
const deployment = (probe: string) => ({
  ...image,
  'k8s/web.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: shop:1.0.0\n${probe}`,
});

const chart = {
  'package.json': '{"name":"shop","main":"server.js","scripts":{"start":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
  Dockerfile: 'FROM node:20.11.0\nCOPY . .\nCMD ["node", "server.js"]\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: 2.1.0\n',
};

export default {
  'Kubernetes: readiness': {
    files: deployment('          readinessProbe:\n            httpGet: {path: /readyz, port: 3000}\n'),
    outcome: 'pass',
  },
  'Kubernetes: none': { files: deployment(''), outcome: 'fail' },
  'Kubernetes: liveness alone': {
    files: deployment('          livenessProbe:\n            httpGet: {path: /livez, port: 3000}\n'),
    outcome: 'fail',
    trap: true,
  },
  'the image checks itself': {
    files: {
      ...app,
      Dockerfile:
        'FROM node:24-slim\nCOPY . .\nHEALTHCHECK CMD ["node", "check.js"]\nCMD ["node", "server.js"]\n',
    },
    outcome: 'pass',
  },
  'the image has none': { files: image, outcome: 'fail' },
  'a worker beside a web process that has a check': {
    files: {
      ...image,
      'worker.js': "require('bull')('mails', process.env.REDIS_URL).process(() => {});\n",
      'compose.yaml':
        'services:\n  web:\n    build: .\n    ports: ["3000:3000"]\n    healthcheck: {test: ["CMD", "node", "health.js"]}\n  worker:\n    build: .\n    command: ["node", "worker.js"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'a worker that has a check beside a web process without': {
    files: {
      ...image,
      'worker.js': "require('bull')('mails', process.env.REDIS_URL).process(() => {});\n",
      'compose.yaml':
        'services:\n  web:\n    build: .\n    ports: ["3000:3000"]\n  worker:\n    build: .\n    command: ["node", "worker.js"]\n    healthcheck: {test: ["CMD", "node", "health.js"]}\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'a check of the database only': {
    files: {
      ...image,
      'compose.yaml':
        'services:\n  web:\n    build: .\n  db:\n    image: postgres:17\n    healthcheck:\n      test: [CMD, pg_isready]\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'a Procfile platform': { files: { ...app, Procfile: 'web: node server.js\n' }, outcome: 'notApplicable' },
  'a unit that starts containers': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
      Dockerfile:
        'FROM node:24.4-slim\nCOPY . .\nHEALTHCHECK CMD ["node", "health.js"]\nCMD ["node", "server.js"]\n',
      'deploy/shop.service':
        '[Unit]\nDescription=shop\n\n[Service]\nExecStart=/usr/bin/podman-compose -f compose.yml up\n\n[Install]\nWantedBy=multi-user.target\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Kubernetes: a probe of a port that has another name': {
    files: deployment(
      '          ports: [{name: http, containerPort: 3000}]\n          readinessProbe:\n            httpGet: {path: /readyz, port: web}\n',
    ),
    outcome: 'fail',
    at: 'k8s/web.yaml:15',
  },
  'Kubernetes: a probe of a named port': {
    files: deployment(
      '          ports: [{name: http, containerPort: 3000}]\n          readinessProbe:\n            httpGet: {path: /readyz, port: http}\n',
    ),
    outcome: 'pass',
  },
  'Kubernetes: a probe of a port that nothing opens': {
    files: {
      ...deployment(
        '          ports: [{containerPort: 3000}]\n          readinessProbe:\n            httpGet: {path: /readyz, port: 8080}\n',
      ),
      'server.js': "require('http').createServer().listen(3000);\n",
    },
    outcome: 'fail',
    at: 'k8s/web.yaml:15',
  },
  'Kubernetes: a probe of a port that nobody declared and the environment may choose': {
    files: deployment(
      '          ports: [{containerPort: 3000}]\n          readinessProbe:\n            httpGet: {path: /readyz, port: 8080}\n',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Helm: a probe that the chart’s values leave out': {
    files: {
      ...chart,
      'chart/values.yaml': 'probe:\n  enabled: false\n',
      'chart/templates/deployment.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: shop:{{ .Chart.AppVersion }}\n          {{- if .Values.probe.enabled }}\n          readinessProbe:\n            httpGet: { path: /, port: 3000 }\n          {{- end }}\n',
    },
    outcome: 'fail',
    at: 'chart/templates/deployment.yaml:2',
  },
  'Helm: a probe that the chart’s values ask for': {
    files: {
      ...chart,
      'chart/values.yaml': 'probe:\n  httpGet: { path: /, port: 3000 }\n',
      'chart/templates/deployment.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: shop:{{ .Chart.AppVersion }}\n          {{- with .Values.probe }}\n          readinessProbe:\n            {{- toYaml . | nindent 12 }}\n          {{- end }}\n',
    },
    outcome: 'pass',
  },
} satisfies Cases;
