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
} satisfies Cases;
