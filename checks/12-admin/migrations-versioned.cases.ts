import type { Cases } from '../engine/cases.ts';

const node = {
  'package.json':
    '{"name":"shop","dependencies":{"pg":"8.11.0","node-pg-migrate":"7.0.0"},"scripts":{"migrate":"node-pg-migrate"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
};
const flask = (last: string) => ({
  'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\npsycopg2==2.9.9\n',
  'app.py': `import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]\ndb = SQLAlchemy(app)\n${last}\n`,
});

export default {
  'Node: migrations': {
    files: {
      ...node,
      'migrations/1700000000000_create-orders.sql': '-- Up Migration\nCREATE TABLE orders (id int);\n',
    },
    outcome: 'pass',
  },
  'Node: none': { files: node, outcome: 'fail', at: 'server.js:2' },
  'Node: a folder with an empty file': {
    files: { ...node, 'migrations/1700000000000_create-orders.sql': '' },
    outcome: 'fail',
    trap: true,
  },
  'Python: create_all': {
    files: flask('with app.app_context():\n    db.create_all()'),
    outcome: 'fail',
    at: 'app.py:8',
  },
  'Python: create_all in a comment, Alembic beside it': {
    files: {
      ...flask('# db.create_all()'),
      'migrations/alembic.ini': '[alembic]\n',
      'migrations/env.py': 'from alembic import context\n',
      'migrations/versions/1a2b_orders.py':
        '"""orders"""\nfrom alembic import op\nrevision = "1a2b"\n\ndef upgrade():\n    op.create_table("orders")\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: AutoMigrate': {
    files: {
      'go.mod':
        'module shop\n\ngo 1.22\n\nrequire (\n\tgorm.io/driver/postgres v1.5.7\n\tgorm.io/gorm v1.25.10\n)\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"gorm.io/driver/postgres"\n\t"gorm.io/gorm"\n)\n\ntype Order struct{ ID int }\n\nfunc main() {\n\tdb, _ := gorm.Open(postgres.Open(os.Getenv("DATABASE_URL")), &gorm.Config{})\n\tdb.AutoMigrate(&Order{})\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:15',
  },
  'no relational database': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
      'migrations/README.md': 'none yet\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
