import type { Cases } from '../engine/cases.ts';

const node = (source: string, dependency: string) => ({
  'package.json': `{"name":"shop","dependencies":{${dependency}}}`,
  'server.js': `${source}\nrequire('http').createServer().listen(process.env.PORT);\n`,
});

export default {
  'Node: pino': {
    files: node("const log = require('pino')();\nlog.info('started');", '"pino":"9.1.0"'),
    outcome: 'pass',
  },
  'Node: winston with a file': {
    files: node(
      "const winston = require('winston');\nwinston.createLogger({ transports: [new winston.transports.File({ filename: 'app.log' })] });",
      '"winston":"3.13.0"',
    ),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: winston on the console': {
    files: node(
      "const winston = require('winston');\n// new winston.transports.File({ filename: 'app.log' })\nwinston.createLogger({ transports: [new winston.transports.Console()] });",
      '"winston":"3.13.0"',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Python: a rotating file': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import logging\nfrom logging.handlers import RotatingFileHandler\nfrom flask import Flask\napp = Flask(__name__)\napp.logger.addHandler(RotatingFileHandler("app.log"))\n',
    },
    outcome: 'fail',
    at: 'app.py:5',
  },
  'Python: the stream': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import logging\nfrom flask import Flask\nlogging.basicConfig(level=logging.INFO)\napp = Flask(__name__)\n',
    },
    outcome: 'pass',
  },
  'Go: a file': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"log"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tfile, _ := os.OpenFile("app.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)\n\tlog.SetOutput(file)\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
  },
  'the start command redirects into a file': {
    files: { ...node('', ''), Dockerfile: 'FROM node:24-slim\nCMD node server.js >> app.log\n' },
    outcome: 'fail',
    at: 'Dockerfile:2',
  },
} satisfies Cases;
