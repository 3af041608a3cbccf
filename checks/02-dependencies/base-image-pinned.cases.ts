import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'a version tag': {
    files: { ...app, Dockerfile: 'FROM node:24-slim\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
  },
  'no tag': {
    files: { ...app, Dockerfile: 'FROM node\nCMD ["node", "server.js"]\n' },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  latest: {
    files: { ...app, Dockerfile: 'FROM node:latest\nCMD ["node", "server.js"]\n' },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  'a tag that names only a variant': {
    files: { ...app, Dockerfile: 'FROM node:lts-alpine\nCMD ["node", "server.js"]\n' },
    outcome: 'fail',
    trap: true,
  },
  'a stage of the same file is no image': {
    files: {
      ...app,
      Dockerfile: 'FROM node:24 AS build\nRUN npm ci\nFROM build\nCMD ["node", "server.js"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'the version in an argument': {
    files: { ...app, Dockerfile: 'ARG NODE=24.4\nFROM node:${NODE}-slim\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
    trap: true,
  },
  'a release by name': {
    files: { ...app, Dockerfile: 'FROM debian:bookworm\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
    trap: true,
  },
  'a release of the system is no version of the language': {
    files: { ...app, Dockerfile: 'FROM node:bullseye-slim\nCMD ["node", "server.js"]\n' },
    outcome: 'fail',
    at: 'Dockerfile:1',
    trap: true,
  },
  'a line of Node by name': {
    files: { ...app, Dockerfile: 'FROM node:iron-slim\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
    trap: true,
  },
  'a compose service without a tag': {
    files: {
      ...app,
      Dockerfile: 'FROM node:24\nCMD ["node", "server.js"]\n',
      'compose.yaml': 'services:\n  web:\n    build: .\n  cache:\n    image: redis\n',
    },
    outcome: 'fail',
    at: 'compose.yaml:5',
  },
  'no containers': { files: app, outcome: 'notApplicable' },
} satisfies Cases;
