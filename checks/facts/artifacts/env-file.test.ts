import t from 'tap';
import { processorTime } from '../../engine/fixtures.ts';
import { envFileKind, isExampleName, readEntries, readEnvFile } from './env-file.ts';

t.test('which files carry values', async (t) => {
  for (const [path, kind, example] of [
    ['.env', 'env', false],
    ['api/.env.production', 'env', false],
    ['.env.example', 'env', true],
    ['.env.dist', 'env', true],
    ['prod.env', 'env', false],
    ['config/master.key', 'masterKey', false],
    ['tls/server.pem', 'privateKey', false],
    ['src/env.ts', undefined, false],
    ['.env.vault.js', undefined, false],
    ['environment.ts', undefined, false],
  ] as const) {
    t.equal(envFileKind(path), kind, path);
    t.equal(isExampleName(path), example, path);
  }
});

t.test('lines of an env file', async (t) => {
  const entries = readEntries(
    'A=1\nexport B="two words" # comment\n# C=3\n# words alone\nD=\nE=a # b\nF=\'x\ny\'\nG==\nbroken line\n',
    '.env',
  );
  t.same(
    entries.map(({ name, value, commented, at }) => [name, value, commented, at.line]),
    [
      ['A', '1', false, 1],
      ['B', 'two words', false, 2],
      ['C', '3', true, 3],
      ['D', '', false, 5],
      ['E', 'a', false, 6],
      ['F', 'x\ny', false, 7],
      ['G', '=', false, 9],
    ],
  );
});

t.test('a key file counts by its key', async (t) => {
  t.equal(readEnvFile('-----BEGIN CERTIFICATE-----\n', 'a.pem'), undefined);
  t.equal(readEnvFile('-----BEGIN PUBLIC KEY-----\n', 'a.pem'), undefined);
  t.match(readEnvFile('-----BEGIN RSA PRIVATE KEY-----\n', 'a.pem'), { kind: 'privateKey' });
  t.equal(readEnvFile('\n', 'config/master.key'), undefined);
});

t.test('a line of blanks without end', async (t) => {
  const start = processorTime();
  readEntries(`A=${' '.repeat(200_000)}x\n`, '.env');
  t.ok(processorTime() - start < 500);
});
