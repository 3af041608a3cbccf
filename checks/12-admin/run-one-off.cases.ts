import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json':
    '{"name":"shop","dependencies":{"pg":"8.11.0","node-pg-migrate":"7.0.0"},"scripts":{"migrate":"node-pg-migrate"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
  'migrations/1700000000000_create-orders.sql': '-- Up Migration\nCREATE TABLE orders (id int);\n',
};

export default {
  'a release phase': {
    files: { ...app, Procfile: 'release: npx node-pg-migrate up\nweb: node server.js\n' },
    outcome: 'pass',
  },
  'an entry script that migrates each time': {
    files: {
      ...app,
      Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["./start.sh"]\n',
      'start.sh': '#!/bin/sh\nnpx node-pg-migrate up\nexec node server.js\n',
    },
    outcome: 'fail',
    at: 'start.sh:2',
  },
  'an entry script that only mentions it': {
    files: {
      ...app,
      Procfile: 'release: npx node-pg-migrate up\nweb: ./start.sh\n',
      'start.sh': '#!/bin/sh\n# npx node-pg-migrate up\nexec node server.js\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: create_all at start': {
    files: {
      'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\npsycopg2==2.9.9\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]\ndb = SQLAlchemy(app)\nwith app.app_context():\n    db.create_all()\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'fail',
    at: 'app.py:8',
  },
  'a migration as a program of its own': {
    files: {
      ...app,
      'migrate.js':
        "const { runner } = require('node-pg-migrate');\nrunner({ databaseUrl: process.env.DATABASE_URL, dir: 'migrations', direction: 'up' });\n",
      Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      Procfile: 'release: node migrate.js\nweb: node server.js\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'the same program, loaded by the server': {
    files: {
      ...app,
      'server.js': `require('./migrate.js');\n${app['server.js']}`,
      'migrate.js':
        "const { runner } = require('node-pg-migrate');\nrunner({ databaseUrl: process.env.DATABASE_URL, dir: 'migrations', direction: 'up' });\n",
      Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
    },
    outcome: 'fail',
    at: 'migrate.js:2',
  },
  'a store that each start fills anew': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"mongodb":"6.8.0"}}',
      'server.js':
        "const { MongoClient } = require('mongodb');\nnew MongoClient(process.env.MONGO_URL);\nrequire('http').createServer().listen(process.env.PORT);\n",
      'tools/refill.js':
        "const { MongoClient } = require('mongodb');\nnew MongoClient(process.env.MONGO_URL).db().collection('orders').insertMany([]);\n",
      Dockerfile: 'FROM node:24-slim\nCOPY . .\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n    command: sh -c "node tools/refill.js && node server.js"\n',
    },
    outcome: 'fail',
    at: 'compose.yaml:4',
  },
  'no admin task': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
  },
} satisfies Cases;
