import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json':
    '{"name":"shop","scripts":{"start":"npm run build && node dist/server.js","serve":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};
const image = (command: string) => ({
  ...app,
  Dockerfile: `FROM node:24-slim\nCOPY . .\nRUN npm install\n${command}\n`,
});

export default {
  'Node: the image runs the program': { files: image('CMD ["node", "server.js"]'), outcome: 'pass' },
  'Node: installs at start': {
    files: image('CMD npm install && node server.js'),
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'Node: builds behind npm start': { files: image('CMD ["npm", "start"]'), outcome: 'fail', trap: true },
  'Node: a reloader': { files: image('CMD ["npx", "nodemon", "server.js"]'), outcome: 'fail' },
  'the image installs while it is built': {
    files: image('CMD ["npm", "run", "serve"]'),
    outcome: 'pass',
    trap: true,
  },
  'Python: the development server': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Dockerfile: 'FROM python:3.12-slim\nCOPY . .\nCMD ["flask", "run", "--host", "0.0.0.0"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'Python: gunicorn': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n',
      Dockerfile: 'FROM python:3.12-slim\nCOPY . .\nCMD ["gunicorn", "app:app"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: messages compiled at each start': {
    files: {
      'requirements.txt': 'django==5.0.6\ngunicorn==22.0.0\n',
      'manage.py': 'import django\n',
      'shop/wsgi.py':
        'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
      Procfile: 'web: python manage.py compilemessages && gunicorn shop.wsgi\n',
    },
    outcome: 'fail',
    at: 'Procfile:1',
  },
  'Go: go run': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
      Dockerfile: 'FROM golang:1.22\nCOPY . .\nCMD ["go", "run", "."]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'no start command': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'notApplicable',
  },
} satisfies Cases;
