import type { Cases } from '../engine/cases.ts';

const node = (source: string, dependencies = '"express":"4.19.2"') => ({
  'package.json': `{"name":"shop","dependencies":{${dependencies}}}`,
  'server.js': `const express = require('express');\nconst fs = require('node:fs');\nconst app = express();\n${source}\napp.listen(process.env.PORT);\n`,
});

export default {
  'Node: nothing is written': {
    files: node("app.get('/', (request, response) => response.send(fs.readFileSync('page.html')));"),
    outcome: 'pass',
  },
  'Node: uploads on disk': {
    files: node(
      "const upload = require('multer')({ dest: 'uploads/' });\napp.post('/photo', upload.single('photo'), (request, response) => response.end());",
      '"express":"4.19.2","multer":"1.4.4"',
    ),
    outcome: 'fail',
    at: 'server.js:4',
  },
  'Node: a JSON file as the store': {
    files: node(
      "app.post('/orders', (request, response) => {\n  fs.writeFileSync('orders.json', JSON.stringify(request.body));\n  response.end();\n});",
    ),
    outcome: 'fail',
    at: 'server.js:5',
  },
  'Node: a temporary file within a request': {
    files: node(
      "const os = require('node:os');\nconst path = require('node:path');\napp.post('/convert', (request, response) => {\n  const file = path.join(os.tmpdir(), 'in.png');\n  fs.writeFileSync(file, request.body);\n  fs.unlinkSync(file);\n  response.end();\n});",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Python: uploads on disk': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'from flask import Flask, request\napp = Flask(__name__)\n\n@app.post("/photo")\ndef photo():\n    request.files["photo"].save("static/photos/photo.png")\n    return ""\n',
    },
    outcome: 'fail',
    at: 'app.py:6',
  },
  'Go: a file that lasts': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc save(w http.ResponseWriter, r *http.Request) {\n\tos.WriteFile("data/orders.json", []byte(r.URL.Path), 0o644)\n}\n\nfunc main() {\n\thttp.HandleFunc("/", save)\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:9',
  },
} satisfies Cases;
