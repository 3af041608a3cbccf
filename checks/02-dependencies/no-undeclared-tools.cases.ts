import type { Cases } from '../engine/cases.ts';

const shop = (image: string) => ({
  'package.json': '{"name":"shop"}',
  'server.js':
    "const { execFile } = require('node:child_process');\nrequire('node:http').createServer((request, response) => {\n  execFile('convert', ['in.png', 'out.jpg'], () => response.end());\n}).listen(process.env.PORT);\n",
  Dockerfile: image,
});

export default {
  'Node: installed by the image': {
    files: shop(
      'FROM node:24-slim\nRUN apt-get update && apt-get install -y imagemagick\nCMD ["node", "server.js"]\n',
    ),
    outcome: 'pass',
  },
  'Node: installed nowhere': {
    files: shop('FROM node:24-slim\nCMD ["node", "server.js"]\n'),
    outcome: 'fail',
    at: 'server.js:3',
  },
  'Python: installed nowhere': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import subprocess\nfrom flask import Flask\napp = Flask(__name__)\n\n@app.get("/")\ndef index():\n    return subprocess.check_output(["ffmpeg", "-version"])\n',
      Dockerfile: 'FROM python:3.12-slim\nCMD ["gunicorn", "app:app"]\n',
    },
    outcome: 'fail',
    at: 'app.py:7',
  },
  'Go: installed by the image': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os/exec"\n)\n\nfunc main() {\n\texec.Command("git", "version").Run()\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      Dockerfile: 'FROM alpine:3.20\nRUN apk add --no-cache git\nCMD ["/shop"]\n',
    },
    outcome: 'pass',
  },
  'no program is started': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "// execFile('convert')\nrequire('node:http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
