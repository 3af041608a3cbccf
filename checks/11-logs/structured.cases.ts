import type { Cases } from '../engine/cases.ts';

export default {
  'Node: pino': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pino":"9.1.0"}}',
      'server.js':
        "const log = require('pino')();\nrequire('http').createServer((q, r) => { log.info('request'); r.end(); }).listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Node: console only': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js':
        "require('http').createServer((q, r) => { console.log('request'); r.end(); }).listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:1',
  },
  'Node: a logging library that is only declared': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pino":"9.1.0"}}',
      'server.js':
        "require('http').createServer((q, r) => { console.log('pino'); r.end(); }).listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    trap: true,
  },
  'Python: logging': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import logging\nfrom flask import Flask\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\nlog.info("started")\n',
    },
    outcome: 'pass',
  },
  'Go: slog': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"log/slog"\n\t"net/http"\n)\n\nfunc main() {\n\tslog.Info("started")\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
  },
  'Go: fmt.Println only': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc main() {\n\tfmt.Println("started")\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:9',
  },
} satisfies Cases;
