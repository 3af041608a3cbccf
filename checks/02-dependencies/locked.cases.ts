import type { Cases } from '../engine/cases.ts';

const server = { 'server.js': "require('express')().listen(process.env.PORT);\n" };
const manifest = '{"name":"shop","version":"1.0.0","dependencies":{"express":"^4.19.2"}}';
const lock =
  '{"name":"shop","lockfileVersion":3,"packages":{"":{"dependencies":{"express":"^4.19.2"}},"node_modules/express":{"version":"4.19.2"}}}';
const flask = {
  'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
  Procfile: 'web: gunicorn app:app\n',
};
const go = {
  'main.go':
    'package main\n\nimport (\n\t"net/http"\n\t_ "github.com/lib/pq"\n)\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
};

export default {
  'Node: a lock beside the manifest': {
    files: { ...server, 'package.json': manifest, 'package-lock.json': lock },
    outcome: 'pass',
  },
  'Node: no lock': { files: { ...server, 'package.json': manifest }, outcome: 'fail' },
  'Node: an empty file named like a lock': {
    files: { ...server, 'package.json': manifest, 'package-lock.json': '' },
    outcome: 'fail',
    trap: true,
  },
  'Node: a lock that misses a dependency': {
    files: {
      ...server,
      'package.json': '{"name":"shop","dependencies":{"express":"^4.19.2","pg":"^8.0.0"}}',
      'package-lock.json': lock,
    },
    outcome: 'fail',
    trap: true,
  },
  'Python: every line pinned': {
    files: { ...flask, 'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n' },
    outcome: 'pass',
  },
  'Python: an open line': {
    files: { ...flask, 'requirements.txt': 'flask==3.0.3\ngunicorn\n' },
    outcome: 'fail',
    at: 'requirements.txt:2',
  },
  'Go: sums': {
    files: {
      ...go,
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'go.sum': 'github.com/lib/pq v1.10.9 h1:a\ngithub.com/lib/pq v1.10.9/go.mod h1:b\n',
    },
    outcome: 'pass',
  },
  'Go: no sums': {
    files: { ...go, 'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n' },
    outcome: 'fail',
  },
  'Go: only the standard library needs none': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
