import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{"pm2":"5.3.0"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};
const image = (lines: string) => ({ ...app, Dockerfile: `FROM node:24-slim\nCOPY . .\n${lines}\n` });

export default {
  'one process in the foreground': { files: image('CMD ["node", "server.js"]'), outcome: 'pass' },
  'pm2 as a daemon': {
    files: image('CMD pm2 start server.js && sleep infinity'),
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  supervisord: {
    files: {
      ...image('CMD ["supervisord", "-n"]'),
      'supervisord.conf': '[program:web]\ncommand=node server.js\n[program:worker]\ncommand=node worker.js\n',
    },
    outcome: 'fail',
  },
  'a program in the background of an entry script': {
    files: {
      ...image('CMD ["./start.sh"]'),
      'start.sh': '#!/bin/sh\nnohup node worker.js &\nexec node server.js\n',
    },
    outcome: 'fail',
    at: 'start.sh:2',
  },
  'gunicorn and its workers': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Procfile: 'web: gunicorn -w 4 app:app\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'a script for development that starts a detached server': {
    files: {
      ...image('CMD ["node", "server.js"]'),
      'scripts/dev.js': "require('node:child_process').spawn('postgres', [], { detached: true }).unref();\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'a comment on nohup': {
    files: {
      ...image('CMD ["./start.sh"]'),
      'start.sh': '#!/bin/sh\n# nohup node worker.js &\nexec node server.js\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'scripts that run one after the other': {
    files: {
      ...image('CMD ["npm", "run", "start:all"]'),
      'package.json':
        '{"name":"shop","scripts":{"start:all":"npm-run-all check serve","check":"node check.js","serve":"node server.js"},"dependencies":{"npm-run-all":"4.1.5"}}',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: it daemonizes itself': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra/base'\nProcess.daemon\n\nclass App < Sinatra::Base\n  run!\nend\n",
    },
    outcome: 'fail',
    at: 'app.rb:2',
  },
  'Puma: workers and the template’s pidfile': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/puma.rb':
        "port ENV.fetch('PORT', 3000)\nworkers ENV.fetch('WEB_CONCURRENCY', 2)\npidfile ENV.fetch('PIDFILE', 'tmp/pids/server.pid')\n",
      Procfile: 'web: bundle exec puma -C config/puma.rb\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: two servers under supervisord': {
    files: {
      'index.php': "<?php\necho 'shop';\n",
      Dockerfile:
        'FROM php:8.3-fpm\nRUN apt-get update && apt-get install -y nginx supervisor\nCOPY . /var/www\nCMD ["supervisord", "-n"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'uWSGI: a worker attached to the web server': {
    files: {
      'requirements.txt': 'Django==5.1\nuwsgi==2.0.26\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'uwsgi.ini':
        '[uwsgi]\nmodule = shop.wsgi:application\nmaster = true\nhttp-socket = :8000\nattach-daemon = celery -A shop worker\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uwsgi", "--ini", "/app/uwsgi.ini"]\n',
    },
    outcome: 'fail',
    at: 'uwsgi.ini:5',
  },
  'uWSGI: its own workers alone': {
    files: {
      'requirements.txt': 'Django==5.1\nuwsgi==2.0.26\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'uwsgi.ini':
        '[uwsgi]\nmodule = shop.wsgi:application\nmaster = true\nhttp-socket = :8000\nprocesses = 4\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uwsgi", "--ini", "/app/uwsgi.ini"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'supervisord: two programs in one image': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\n\n@app.get("/")\ndef index():\n    return "ok"\n',
      'supervisord.conf':
        '[supervisord]\nnodaemon=true\n\n[program:web]\ncommand=gunicorn -b 0.0.0.0:8000 app:app\nstdout_logfile=/dev/stdout\n\n[program:worker]\ncommand=celery -A app worker\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt supervisor==4.2.5\nCMD ["supervisord", "-c", "/app/supervisord.conf"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:5',
  },
} satisfies Cases;
