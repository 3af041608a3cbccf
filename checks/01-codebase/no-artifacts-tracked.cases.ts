import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{}}',
  'server.js': "require('node:http').createServer().listen(process.env.PORT);\n",
};

export default {
  'only source is tracked': { files: app, outcome: 'pass' },
  'installed packages are tracked': {
    files: {
      ...app,
      'node_modules/express/package.json': '{"name":"express"}',
      'node_modules/express/index.js': '',
    },
    outcome: 'fail',
  },
  'compiled Python is tracked': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'import flask\n',
      '__pycache__/app.cpython-312.pyc': 'x',
    },
    outcome: 'fail',
  },
  'a folder named build that holds source': {
    files: { ...app, 'build/release.js': 'console.log(1)\n', 'docs/target/audience.md': 'text' },
    outcome: 'pass',
    trap: true,
  },
  'a Go vendor folder that its tool manages': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go': 'package main\n\nfunc main() {}\n',
      'vendor/modules.txt': '# github.com/lib/pq v1.10.9\n## explicit\ngithub.com/lib/pq\n',
      'vendor/github.com/lib/pq/conn.go': 'package pq\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'a stray .DS_Store': { files: { ...app, '.DS_Store': 'x' }, outcome: 'pass', trap: true },
} satisfies Cases;
