import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT || 3000);\n",
};

export default {
  'an example file': {
    files: { ...app, '.env.example': '# where the database is\nDATABASE_URL=\n' },
    outcome: 'pass',
  },
  'named nowhere': { files: app, outcome: 'fail', at: 'server.js:2' },
  'an example file that misses it': {
    files: { ...app, '.env.example': 'LOG_LEVEL=info\n' },
    outcome: 'fail',
    trap: true,
  },
  'a README with a table': {
    files: {
      ...app,
      'README.md':
        '# shop\n\n| variable | meaning |\n| --- | --- |\n| `DATABASE_URL` | where the database is |\n',
    },
    outcome: 'pass',
  },
  'set in compose, explained nowhere': {
    files: {
      ...app,
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: postgres://db/shop\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'Python: an example file': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config["DB"] = os.environ["DATABASE_URL"]\n',
      '.env.example': 'DATABASE_URL=\n',
    },
    outcome: 'pass',
  },
  'no variable at all': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "// process.env.PORT\nrequire('http').createServer().listen(3000);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
