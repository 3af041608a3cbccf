import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"redis":"4.6.0"}}',
  'server.js': `const { createClient } = require('redis');\n${source}\nrequire('http').createServer().listen(process.env.PORT);\n`,
});

export default {
  'Node: by a variable': { files: node('createClient({ url: process.env.REDIS_URL });'), outcome: 'pass' },
  'Node: a literal': {
    files: node("createClient({ url: 'redis://cache:6379' });"),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: a default beside the variable': {
    files: node(
      "const { REDIS_URL = 'redis://localhost:6379' } = process.env;\ncreateClient({ url: REDIS_URL });",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: put together from variables': {
    files: node('createClient({ url: `redis://${process.env.REDIS_HOST}:6379` });'),
    outcome: 'pass',
    trap: true,
  },
  'Python: a literal': {
    files: {
      'requirements.txt': 'flask==3.0.3\nredis==5.0.4\n',
      'app.py':
        'from flask import Flask\nimport redis\napp = Flask(__name__)\ncache = redis.Redis(host="redis", port=6379)\n',
    },
    outcome: 'fail',
    at: 'app.py:4',
  },
  'Python: by a variable': {
    files: {
      'requirements.txt': 'flask==3.0.3\nredis==5.0.4\n',
      'app.py':
        'import os\nfrom flask import Flask\nimport redis\napp = Flask(__name__)\ncache = redis.Redis.from_url(os.environ["REDIS_URL"])\n',
    },
    outcome: 'pass',
  },
  'Go: a literal': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/redis/go-redis/v9 v9.5.1\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/redis/go-redis/v9"\n)\n\nfunc main() {\n\tredis.NewClient(&redis.Options{Addr: "cache:6379"})\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:10',
  },
  'Go: by a variable': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/redis/go-redis/v9 v9.5.1\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"github.com/redis/go-redis/v9"\n)\n\nfunc main() {\n\tredis.NewClient(&redis.Options{Addr: os.Getenv("REDIS_ADDR")})\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
  },
  'no backing service': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "// redis://cache:6379\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
