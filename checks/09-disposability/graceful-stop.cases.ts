import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json':
    '{"name":"shop","dependencies":{"express":"4.19.2","fastify":"5.0.0","close-with-grace":"2.1.0"}}',
  'server.js': source,
});
const go = (source: string) => ({ 'go.mod': 'module shop\n\ngo 1.22\n', 'main.go': source });

export default {
  'Node: a handler that closes': {
    files: node(
      "const server = require('express')().listen(process.env.PORT);\nprocess.on('SIGTERM', () => {\n  server.close(() => process.exit(0));\n});\n",
    ),
    outcome: 'pass',
  },
  'Node: none': {
    files: node("require('express')().listen(process.env.PORT);\n"),
    outcome: 'fail',
    at: 'server.js:1',
  },
  'Node: only a comment': {
    files: node("// SIGTERM is handled: server.close()\nrequire('express')().listen(process.env.PORT);\n"),
    outcome: 'fail',
    trap: true,
  },
  'Node: a handler that only exits': {
    files: node(
      "require('express')().listen(process.env.PORT);\nprocess.on('SIGTERM', () => process.exit(0));\n",
    ),
    outcome: 'fail',
    at: 'server.js:2',
    trap: true,
  },
  'Node: the handler stands elsewhere and is named': {
    files: {
      ...node(
        "const app = require('fastify')();\nconst { stop } = require('./stop');\napp.listen({ port: process.env.PORT });\nfor (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(app));\n",
      ),
      'stop.js': 'exports.stop = async (app) => {\n  await app.close();\n  process.exit(0);\n};\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a library': {
    files: node(
      "const app = require('fastify')();\nconst closeWithGrace = require('close-with-grace');\ncloseWithGrace(async () => { await app.close(); });\napp.listen({ port: process.env.PORT });\n",
    ),
    outcome: 'pass',
  },
  'Python: gunicorn does it': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: the development server doesn’t': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\napp.run(host="0.0.0.0")\n',
      Dockerfile: 'FROM python:3.12-slim\nCMD ["python", "app.py"]\n',
    },
    outcome: 'fail',
    at: 'app.py:3',
  },
  'Go: Shutdown after the signal': {
    files: go(
      'package main\n\nimport (\n\t"context"\n\t"net/http"\n\t"os/signal"\n\t"syscall"\n)\n\nfunc main() {\n\tctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)\n\tdefer stop()\n\tserver := &http.Server{Addr: ":8080"}\n\tgo server.ListenAndServe()\n\t<-ctx.Done()\n\tserver.Shutdown(context.Background())\n}\n',
    ),
    outcome: 'pass',
  },
  'Go: ListenAndServe alone': {
    files: go('package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n'),
    outcome: 'fail',
    at: 'main.go:6',
  },
} satisfies Cases;
