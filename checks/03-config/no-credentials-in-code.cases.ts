import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","express-session":"1.18.0"}}',
  'server.js': source,
});
const python = (source: string) => ({ 'requirements.txt': 'flask==3.0.3\n', 'app.py': source });
const go = (source: string) => ({
  'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
  'main.go': source,
});

export default {
  'Node: from the environment': {
    files: node(
      "const express = require('express');\nconst session = require('express-session');\nconst app = express();\napp.use(session({ secret: process.env.SESSION_SECRET }));\napp.listen(process.env.PORT);\n",
    ),
    outcome: 'pass',
  },
  'Node: a literal': {
    files: node(
      "const express = require('express');\nconst session = require('express-session');\nconst app = express();\napp.use(session({ secret: 'k3yb0ard-c4t-9f21' }));\napp.listen(process.env.PORT);\n",
    ),
    outcome: 'fail',
    at: 'server.js:4',
  },
  'Node: a default that production would accept': {
    files: node(
      "const express = require('express');\nconst session = require('express-session');\nconst app = express();\napp.use(session({ secret: process.env.SESSION_SECRET || 'changeme' }));\napp.listen(process.env.PORT);\n",
    ),
    outcome: 'fail',
    trap: true,
  },
  'Node: a name of a secret, no secret': {
    files: node(
      "const TOKEN_HEADER = 'x-auth-token';\nconst PASSWORD_FIELD = 'password';\nrequire('express')().get('/', (q, r) => r.send(q.get(TOKEN_HEADER) + PASSWORD_FIELD)).listen(process.env.PORT);\n",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: only in a test': {
    files: {
      ...node("require('express')().listen(process.env.PORT);\n"),
      'test/login.test.js': "const password = 's3cr3t-Pa55word';\nlogin(password);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: a literal secret key': {
    files: python(
      'from flask import Flask\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "8f42a73054b1749f8f58848be5e6502c"\n',
    ),
    outcome: 'fail',
    at: 'app.py:3',
  },
  'Python: only in a comment': {
    files: python(
      'import os\nfrom flask import Flask\napp = Flask(__name__)\n# app.config["SECRET_KEY"] = "8f42a73054b1749f8f58848be5e6502c"\napp.config["SECRET_KEY"] = os.environ["SECRET_KEY"]\n',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Go: a connection string with a password': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", "postgres://shop:Zx81spectrum@db/shop")\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    ),
    outcome: 'fail',
    at: 'main.go:11',
  },
  'Go: from the environment': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", os.Getenv("DATABASE_URL"))\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    ),
    outcome: 'pass',
  },
} satisfies Cases;
