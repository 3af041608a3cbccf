import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","scripts":{"start":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};
const image = (lines: string) => ({ ...app, Dockerfile: `FROM node:24-slim\nCOPY . .\n${lines}\n` });

export default {
  'exec form': { files: image('CMD ["node", "server.js"]'), outcome: 'pass' },
  'shell form with work before the program': {
    files: image('CMD mkdir -p /tmp/x && node server.js'),
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'shell form': { files: image('CMD node server.js'), outcome: 'fail', at: 'Dockerfile:3' },
  'shell form that hands over': { files: image('CMD exec node server.js'), outcome: 'pass', trap: true },
  'npm start in exec form': {
    files: image('CMD ["npm", "start"]'),
    outcome: 'fail',
    at: 'Dockerfile:3',
    trap: true,
  },
  'an entry script that hands over': {
    files: {
      ...image('ENTRYPOINT ["./entrypoint.sh"]\nCMD ["node", "server.js"]'),
      'entrypoint.sh': '#!/bin/sh\nset -e\necho starting\nexec "$@"\n',
    },
    outcome: 'pass',
  },
  'an entry script that doesn’t': {
    files: {
      ...image('ENTRYPOINT ["./entrypoint.sh"]'),
      'entrypoint.sh': '#!/bin/sh\n# exec node server.js\nnode server.js\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'an init in front': {
    files: image('ENTRYPOINT ["tini", "--"]\nCMD ["node", "server.js"]'),
    outcome: 'pass',
  },
  'no container': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'notApplicable',
  },
  'Ruby: bundle exec hands its process over': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\n",
      Dockerfile: 'FROM ruby:3.3\nCOPY . .\nCMD ["bundle", "exec", "ruby", "app.rb"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
