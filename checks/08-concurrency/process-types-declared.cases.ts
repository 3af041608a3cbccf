import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","scripts":{"start":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'a Procfile': { files: { ...app, Procfile: 'web: node server.js\n' }, outcome: 'pass' },
  'the command of an image': {
    files: { ...app, Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
  },
  'only a package script': { files: app, outcome: 'fail', trap: true },
  'only prose': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'README.md': 'Procfile\n\n    web: gunicorn app:app\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'an empty Procfile': {
    files: { ...app, Procfile: '# web: node server.js\n' },
    outcome: 'fail',
    trap: true,
  },
} satisfies Cases;
