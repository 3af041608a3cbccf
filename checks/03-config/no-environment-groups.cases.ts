import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{"config":"3.3.12","pg":"8.11.0"}}',
  'server.js':
    "const config = require('config');\nconst { Pool } = require('pg');\nnew Pool({ connectionString: config.get('database.url') });\nrequire('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'no groups': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Node: a production file with a host': {
    files: {
      ...app,
      'config/production.json': '{\n  "database": { "url": "postgres://db.shop.example.com/shop" }\n}\n',
    },
    outcome: 'fail',
    at: 'config/production.json:2',
  },
  'Node: a production file with switches only': {
    files: {
      ...app,
      'config/default.json': '{"database":{"url":""}}',
      'config/production.json': '{ "pages": { "cache": true }, "logLevel": "info" }\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: settings for production': {
    files: {
      'requirements.txt': 'django==5.0.6\n',
      'manage.py': 'import django\n',
      'shop/settings/base.py': 'DEBUG = False\n',
      'shop/settings/production.py':
        'from .base import *\nALLOWED_HOSTS = ["shop.example.com"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db.shop.example.com", "NAME": "shop"}}\n',
    },
    outcome: 'fail',
  },
  'Python: settings for production that read the environment': {
    files: {
      'requirements.txt': 'django==5.0.6\n',
      'manage.py': 'import django\n',
      'shop/settings/base.py': 'DEBUG = False\n',
      'shop/settings/production.py':
        'import os\nfrom .base import *\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ["DB_HOST"], "NAME": "shop"}}\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
