import t from 'tap';
import { readPipeline } from './pipelines.ts';

t.test('where a pipeline stands, and what starts it', async (t) => {
  for (const [path, text, active, onChange] of [
    ['.github/workflows/ci.yml', 'on: [push]\njobs: {}\n', true, true],
    ['.github/workflows/nightly.yml', 'on: { schedule: [{ cron: "0 0 * * *" }] }\njobs: {}\n', true, false],
    ['api/.github/workflows/ci.yml', 'on: push\njobs: {}\n', false, true],
    ['.gitlab-ci.yml', 'test: { script: [npm test] }\n', true, true],
    ['api/Jenkinsfile', 'pipeline { stages { stage("t") { steps { sh \'npm test\' } } } }\n', true, true],
  ] as const) {
    const { file } = await readPipeline(text, path);
    t.match(file, { active, onChange }, path);
  }
});

t.test('commands of the dialects', async (t) => {
  for (const [path, text] of [
    ['.github/workflows/ci.yml', 'on: push\njobs:\n  a:\n    steps:\n      - run: npm test\n'],
    ['.gitlab-ci.yml', 'test:\n  script:\n    - npm test\n'],
    ['.circleci/config.yml', 'jobs:\n  a:\n    steps:\n      - run: { name: t, command: npm test }\n'],
    ['.travis.yml', 'script: npm test\n'],
    ['azure-pipelines.yml', 'steps:\n  - script: npm test\n'],
    ['bitbucket-pipelines.yml', 'pipelines:\n  default:\n    - step: { script: [npm test] }\n'],
    ['.drone.yml', 'steps:\n  - commands: [npm test]\n'],
    ['Jenkinsfile', '// sh "npm run build"\nnode { sh "npm test" }\n'],
  ] as const) {
    const { file } = await readPipeline(text, path);
    t.same(
      file?.commands.map((command) => command.text),
      ['npm test'],
      path,
    );
  }
});
