import type { Cases } from '../engine/cases.ts';

export default {
  'Node: declared': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js': "const express = require('express');\nexpress().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Node: an import that no manifest knows': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js':
        "const express = require('express');\nconst pg = require('pg');\nexpress().listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: the platform, local files and types need no declaration': {
    files: {
      'package.json': '{"name":"shop","dependencies":{}}',
      'server.ts':
        "import { createServer } from 'node:http';\nimport type { Pool } from 'pg';\nimport { handle } from './handle.js';\nexport type P = Pool;\ncreateServer(handle).listen(process.env.PORT);\n",
      'handle.ts': 'export const handle = () => {};\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: an import in a comment': {
    files: {
      'package.json': '{"name":"shop","dependencies":{}}',
      'server.js': "// const pg = require('pg');\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: declared under another name': {
    files: {
      'requirements.txt': 'PyYAML==6.0.2\nFlask==3.0.3\n',
      'app.py': 'import yaml\nfrom flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: undeclared': {
    files: {
      'requirements.txt': 'Flask==3.0.3\n',
      'app.py': 'import requests\nfrom flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'fail',
    at: 'app.py:1',
  },
  'Python: a package installed by name in the image': {
    files: {
      'requirements.txt': 'Flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Dockerfile: 'FROM python:3.12-slim\nRUN pip install gunicorn\nCOPY . .\nCMD ["gunicorn", "app:app"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:2',
  },
  'Node: a manifest that can’t be read': {
    files: {
      'package.json': '{ "dependencies": ',
      'server.js': "require('express')().listen(process.env.PORT);\n",
    },
    outcome: 'unknown',
    trap: true,
  },
  'Go: declared': {
    files: {
      'go.mod': 'module example.org/shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'go.sum': 'github.com/lib/pq v1.10.9 h1:x\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t_ "github.com/lib/pq"\n)\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'pass',
  },
  'Go: undeclared': {
    files: {
      'go.mod': 'module example.org/shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"github.com/gorilla/mux"\n)\n\nfunc main() { http.ListenAndServe(":8080", mux.NewRouter()) }\n',
    },
    outcome: 'fail',
    at: 'main.go:5',
  },
} satisfies Cases;
