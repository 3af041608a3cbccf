import t from 'tap';
import { auditRepo } from '../../engine/audit.ts';
import { processorTime } from '../../engine/fixtures.ts';
import { repoOf } from '../../engine/repo-of.ts';

/** Every kind of file that is read, filled with what breaks parsers. */
const names = [
  'Dockerfile',
  'compose.yaml',
  'k8s/web.yaml',
  'k8s/kustomization.yaml',
  'chart/Chart.yaml',
  'chart/values.yaml',
  'chart/templates/web.yaml',
  'Procfile',
  'app.json',
  'fly.toml',
  'render.yaml',
  'web.service',
  '.github/workflows/ci.yml',
  'Jenkinsfile',
  '.env',
  '.env.example',
  'start.sh',
  'README.md',
  'package.json',
  'config/production.json',
  'config/production.yml',
  'migrations/0001_x.up.sql',
];
const fillings: readonly (readonly [string, string])[] = [
  ['deep brackets', '['.repeat(50_000)],
  ['deep braces', '{"a":'.repeat(20_000)],
  ['quotes', `"'`.repeat(20_000)],
  ['one long line', 'a=b '.repeat(40_000)],
  ['blanks', ' '.repeat(100_000)],
  ['variables', '${A:-'.repeat(20_000)],
  ['control characters', '\u0000\u001b]0;x\u0007'.repeat(5_000)],
  [
    'prototype names',
    '{"__proto__": {"a": 1}, "constructor": {"b": 2}, "scripts": {"__proto__": "x", "start": "npm start"}}',
  ],
  [
    'Windows line ends',
    'apiVersion: v1\r\nkind: Secret\r\nservices:\r\n  a:\r\n    image: x\r\nFROM a\r\nCMD npm start\r\n',
  ],
];

for (const [title, text] of fillings)
  t.test(`files full of ${title} neither throw nor hang`, async (t) => {
    const start = processorTime();
    const report = await auditRepo(repoOf(Object.fromEntries(names.map((name) => [name, text]))));
    t.same(
      report.checks.filter(({ outcome }) => outcome === 'error').map(({ id, reason }) => `${id}: ${reason}`),
      [],
    );
    t.ok(processorTime() - start < 20_000, `${processorTime() - start} ms`);
  });
