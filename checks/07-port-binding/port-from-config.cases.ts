import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","fastify":"5.0.0"}}',
  'server.js': source,
});
const go = (source: string) => ({ 'go.mod': 'module shop\n\ngo 1.22\n', 'main.go': source });

export default {
  'Node: from PORT': { files: node("require('express')().listen(process.env.PORT);\n"), outcome: 'pass' },
  'Node: a literal': {
    files: node("const app = require('express')();\napp.listen(3000);\n"),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: a default beside the variable': {
    files: node(
      "const port = Number(process.env.PORT || 3000);\nrequire('express')().listen(port, () => console.log(port));\n",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: PORT only in a comment': {
    files: node("const port = 3000; // process.env.PORT\nrequire('fastify')().listen({ port });\n"),
    outcome: 'fail',
    at: 'server.js:1',
    trap: true,
  },
  'Node: a worker with no port': {
    files: {
      'package.json': '{"name":"mailer","dependencies":{"amqplib":"0.10.4"}}',
      'worker.js': "require('amqplib').connect(process.env.AMQP_URL);\n",
      Procfile: 'worker: node worker.js\n',
    },
    outcome: 'notApplicable',
  },
  'Python: from PORT': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run(port=int(os.environ.get("PORT", 5000)))\n',
    },
    outcome: 'pass',
  },
  'Python: a literal': {
    files: {
      'requirements.txt': 'fastapi==0.111.0\nuvicorn==0.30.0\n',
      'main.py':
        'import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n\nif __name__ == "__main__":\n    uvicorn.run(app, port=8000)\n',
    },
    outcome: 'fail',
    at: 'main.py:6',
  },
  'Go: a flag': {
    files: go(
      'package main\n\nimport (\n\t"flag"\n\t"net/http"\n)\n\nfunc main() {\n\taddr := flag.String("addr", ":8080", "where to listen")\n\tflag.Parse()\n\thttp.ListenAndServe(*addr, nil)\n}\n',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Go: a literal': {
    files: go(
      'package main\n\nimport "net/http"\n\nfunc main() {\n\tserver := &http.Server{Addr: ":8080"}\n\tserver.ListenAndServe()\n}\n',
    ),
    outcome: 'fail',
    at: 'main.go:6',
  },
} satisfies Cases;
