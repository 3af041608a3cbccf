import type { Cases } from '../engine/cases.ts';

export default {
  'Node: PostgreSQL': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
      'server.js':
        "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Node: only SQLite': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"better-sqlite3":"11.0.0"}}',
      'server.js':
        "const Database = require('better-sqlite3');\nconst db = new Database('shop.db');\nrequire('http').createServer((q, r) => r.end(String(db.prepare('select 1').get()))).listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: only a list in memory': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js':
        "const express = require('express');\nconst orders = [];\nconst app = express();\napp.post('/orders', (request, response) => {\n  orders.push(request.body);\n  response.end();\n});\napp.get('/orders', (request, response) => response.json(orders));\napp.listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Python: only SQLite': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import sqlite3\nfrom flask import Flask\napp = Flask(__name__)\n\n@app.get("/")\ndef index():\n    return str(sqlite3.connect("shop.db").execute("select 1").fetchone())\n',
    },
    outcome: 'fail',
  },
  'Python: SQLite as the default beside a shipped driver': {
    files: {
      'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\npsycopg2==2.9.9\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///dev.db")\ndb = SQLAlchemy(app)\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: PostgreSQL': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", os.Getenv("DATABASE_URL"))\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
  },
  'nothing lasts': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer((q, r) => r.end('sqlite')).listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
