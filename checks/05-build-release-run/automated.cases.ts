import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};
const workflow = (step: string) =>
  `on: push\njobs:\n  ci:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - ${step}\n`;

export default {
  'a workflow that tests': {
    files: { ...app, '.github/workflows/ci.yml': workflow('run: npm test') },
    outcome: 'pass',
  },
  GitLab: {
    files: { ...app, '.gitlab-ci.yml': 'test:\n  image: node:24\n  script:\n    - npm ci\n    - npm test\n' },
    outcome: 'pass',
  },
  none: { files: app, outcome: 'fail' },
  'a workflow in a sub-folder never runs': {
    files: { ...app, 'server/.github/workflows/ci.yml': workflow('run: npm test') },
    outcome: 'fail',
    trap: true,
  },
  'a workflow that only greets': {
    files: { ...app, '.github/workflows/greet.yml': workflow('run: echo "npm test"') },
    outcome: 'fail',
    trap: true,
  },
} satisfies Cases;
