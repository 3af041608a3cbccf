import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
  'server.js': source,
});
const python = (source: string) => ({
  'requirements.txt': 'flask==3.0.3\npsycopg2==2.9.9\n',
  'app.py': source,
});
const go = (source: string) => ({
  'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
  'main.go': source,
});

export default {
  'Node: read where it is used': {
    files: node(
      "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
    ),
    outcome: 'pass',
  },
  'Node: a literal address': {
    files: node(
      "const { Pool } = require('pg');\nnew Pool({ connectionString: 'postgres://db.internal:5432/shop' });\nrequire('http').createServer().listen(process.env.PORT);\n",
    ),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: a default is no literal': {
    files: node(
      "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL ?? 'postgres://localhost/dev' });\nrequire('http').createServer().listen(process.env.PORT || 3000);\n",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: followed through a config module': {
    files: {
      ...node(
        "const { Pool } = require('pg');\nconst config = require('./config');\nnew Pool({ connectionString: config.database.url });\nrequire('http').createServer().listen(config.port);\n",
      ),
      'config.js':
        'module.exports = { port: process.env.PORT, database: { url: process.env.DATABASE_URL } };\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a config module full of literals': {
    files: {
      ...node(
        "const { Pool } = require('pg');\nconst config = require('./config');\nnew Pool({ connectionString: config.database.url });\nrequire('http').createServer().listen(process.env.PORT);\n",
      ),
      'config.js':
        "// url: process.env.DATABASE_URL\nmodule.exports = { database: { url: 'postgres://db.internal/shop' } };\n",
    },
    outcome: 'fail',
    at: 'config.js:2',
    trap: true,
  },
  'Python: from the environment': {
    files: python(
      'import os\nimport psycopg2\nfrom flask import Flask\napp = Flask(__name__)\npsycopg2.connect(os.environ["DATABASE_URL"])\n',
    ),
    outcome: 'pass',
  },
  'Python: a literal address': {
    files: python(
      'import psycopg2\nfrom flask import Flask\napp = Flask(__name__)\npsycopg2.connect("postgresql://db.internal/shop")\n',
    ),
    outcome: 'fail',
    at: 'app.py:4',
  },
  'Go: through a function of its own': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc getEnv(key, fallback string) string {\n\tif value, ok := os.LookupEnv(key); ok {\n\t\treturn value\n\t}\n\treturn fallback\n}\n\nfunc main() {\n\tsql.Open("postgres", getEnv("DATABASE_URL", "postgres://localhost/dev"))\n\thttp.ListenAndServe(":"+getEnv("PORT", "8080"), nil)\n}\n',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Go: a literal address': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", "postgres://db.internal/shop")\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
    ),
    outcome: 'fail',
    at: 'main.go:12',
  },
  'nothing varies': {
    files: {
      'package.json': '{"name":"pad","main":"index.js"}',
      'index.js': 'module.exports = (text) => text.padStart(8);\n',
    },
    outcome: 'notApplicable',
  },
} satisfies Cases;
