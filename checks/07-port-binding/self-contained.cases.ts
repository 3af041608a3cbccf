import type { Cases } from '../engine/cases.ts';

export default {
  'Node: its own server': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js': "require('express')().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Python: a server declared as a dependency': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'pass',
  },
  'Go: its own server': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'pass',
  },
  'Python: a module of Apache': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'app.wsgi': 'from app import app as application\n',
      Dockerfile:
        'FROM debian:bookworm\nRUN apt-get update && apt-get install -y apache2 libapache2-mod-wsgi-py3\nCMD ["apache2ctl", "-D", "FOREGROUND"]\n',
    },
    outcome: 'fail',
  },
  'a worker exports nothing': {
    files: {
      'package.json': '{"name":"mailer","dependencies":{"amqplib":"0.10.4"}}',
      'worker.js':
        "// app.listen(3000)\nconst amqp = require('amqplib');\namqp.connect(process.env.AMQP_URL).then((connection) => connection.createChannel()).then((channel) => channel.consume('mail', console.log));\n",
      Procfile: 'worker: node worker.js\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
