import type { Cases } from '../engine/cases.ts';

const express = (source: string, more = '') => ({
  'package.json': `{"name":"shop","dependencies":{"express":"4.19.2","express-session":"1.18.0","connect-redis":"7.1.1","redis":"4.6.0"${more}}}`,
  'server.js': `const express = require('express');\nconst session = require('express-session');\nconst app = express();\n${source}\napp.listen(process.env.PORT);\n`,
});

export default {
  'Node: sessions in Redis': {
    files: express(
      "const { default: RedisStore } = require('connect-redis');\nconst { createClient } = require('redis');\napp.use(session({ secret: process.env.SECRET, store: new RedisStore({ client: createClient({ url: process.env.REDIS_URL }) }) }));",
    ),
    outcome: 'pass',
  },
  'Node: sessions in the default store': {
    files: express('app.use(session({ secret: process.env.SECRET }));'),
    outcome: 'fail',
    at: 'server.js:4',
  },
  'Node: Redis only in a comment': {
    files: express('app.use(session({ secret: process.env.SECRET /* store: new RedisStore() */ }));'),
    outcome: 'fail',
    trap: true,
  },
  'Node: a list that handlers change': {
    files: express(
      "const orders = [];\napp.post('/orders', (request, response) => { orders.push(request.body); response.end(); });\napp.get('/orders', (request, response) => response.json(orders));",
    ),
    outcome: 'fail',
    at: 'server.js:5',
  },
  'Node: a list that is filled once': {
    files: express(
      "const routes = [];\nroutes.push('/health');\napp.get('/', (request, response) => response.json(routes));",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Python: a dictionary that handlers change': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'from flask import Flask, request\napp = Flask(__name__)\nusers = {}\n\n@app.post("/users")\ndef add():\n    users[request.json["id"]] = request.json\n    return "", 201\n\n@app.get("/users")\ndef index():\n    return users\n',
    },
    outcome: 'fail',
    at: 'app.py:7',
  },
  'Python: sessions in signed cookies': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask, session\napp = Flask(__name__)\napp.secret_key = os.environ["SECRET_KEY"]\n\n@app.get("/")\ndef index():\n    session["seen"] = True\n    return ""\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a map that handlers change': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport "net/http"\n\nvar carts = map[string]int{}\n\nfunc add(w http.ResponseWriter, r *http.Request) {\n\tcarts[r.URL.Path]++\n}\n\nfunc list(w http.ResponseWriter, r *http.Request) {\n\tif carts[r.URL.Path] > 0 {\n\t\tw.WriteHeader(200)\n\t}\n}\n\nfunc main() {\n\thttp.HandleFunc("/add", add)\n\thttp.HandleFunc("/", list)\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:8',
  },
} satisfies Cases;
