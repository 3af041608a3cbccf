import type { Cases } from '../engine/cases.ts';

const deployment = (image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: ${image}\n`;
const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
  Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
};

export default {
  'a version': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:1.4.2') },
    outcome: 'pass',
  },
  latest: {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:latest') },
    outcome: 'fail',
    at: 'k8s/web.yaml:12',
  },
  'no tag': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop') },
    outcome: 'fail',
    at: 'k8s/web.yaml:12',
  },
  'a constant word': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:stable') },
    outcome: 'fail',
    trap: true,
  },
  'a word with a number in it': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:course24') },
    outcome: 'fail',
    trap: true,
  },
  'a commit': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:main-3f2a9c1') },
    outcome: 'pass',
  },
  'a value substituted by compose': {
    files: {
      ...app,
      'compose.yaml': 'services:\n  web:\n    image: registry.example.com/shop:${RELEASE:?}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'compose that builds in place': {
    files: { ...app, 'compose.yaml': 'services:\n  web:\n    build: .\n' },
    outcome: 'notApplicable',
  },
  'a third-party image without a tag is another claim’s': {
    files: { ...app, 'compose.yaml': 'services:\n  web:\n    build: .\n  cache:\n    image: redis\n' },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
