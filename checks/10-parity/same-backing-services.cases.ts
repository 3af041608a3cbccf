import type { Cases } from '../engine/cases.ts';

const flask = (uri: string) => ({
  'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\npsycopg2==2.9.9\n',
  'app.py': `import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = ${uri}\ndb = SQLAlchemy(app)\n`,
});

export default {
  'Python: PostgreSQL everywhere': { files: flask('os.environ["DATABASE_URL"]'), outcome: 'pass' },
  'Python: SQLite unless told otherwise': {
    files: {
      ...flask('os.environ.get("DATABASE_URL", "sqlite:///dev.db")'),
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: postgresql://db/shop\n  db:\n    image: postgres:17\n',
      Dockerfile: 'FROM python:3.12-slim\nCMD ["gunicorn", "app:app"]\n',
    },
    outcome: 'fail',
    at: 'app.py:5',
  },
  'Node: PostgreSQL': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
      'server.js':
        "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL ?? 'postgres://localhost/dev' });\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'no backing service': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js':
        "// sqlite in development, PostgreSQL in production\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
