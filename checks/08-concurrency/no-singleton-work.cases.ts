import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","node-cron":"3.0.3"}}',
  'server.js': `const app = require('express')();\n${source}\napp.listen(process.env.PORT);\n`,
});

export default {
  'Node: no scheduler': {
    files: node("app.get('/', (request, response) => response.end());"),
    outcome: 'pass',
  },
  'Node: a cron job in the web process': {
    files: node("require('node-cron').schedule('0 8 * * *', () => sendMails());"),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: cron in a comment': {
    files: node("// require('node-cron').schedule('0 8 * * *', () => sendMails());"),
    outcome: 'pass',
    trap: true,
  },
  'Python: a scheduler in the web process': {
    files: {
      'requirements.txt': 'flask==3.0.3\napscheduler==3.10.4\n',
      'app.py':
        'from apscheduler.schedulers.background import BackgroundScheduler\nfrom flask import Flask\napp = Flask(__name__)\nscheduler = BackgroundScheduler()\nscheduler.add_job(print, "interval", hours=1)\nscheduler.start()\n',
    },
    outcome: 'fail',
  },
  'Kubernetes: a port of the host': {
    files: {
      ...node(''),
      Dockerfile: 'FROM node:24-slim\nCMD ["node", "server.js"]\n',
      'k8s/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: shop:1.0.0\n          ports:\n            - containerPort: 3000\n              hostPort: 80\n',
    },
    outcome: 'fail',
    at: 'k8s/web.yaml:15',
  },
  'Kubernetes: one copy is no pin': {
    files: {
      ...node(''),
      Dockerfile: 'FROM node:24-slim\nCMD ["node", "server.js"]\n',
      'k8s/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: shop:1.0.0\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
