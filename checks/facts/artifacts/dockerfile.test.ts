import t from 'tap';
import { readDockerfile, resultOf, sourceOfFile } from './dockerfile.ts';

const read = async (text: string, path = 'Dockerfile') => {
  const { file } = await readDockerfile(text, path);
  if (!file) throw new Error('no container file');
  return file;
};

t.test('images are resolved with the defaults of their arguments', async (t) => {
  for (const [text, expanded, substituted] of [
    ['FROM node:24-slim', 'node:24-slim', false],
    ['ARG TAG=24\nFROM node:${TAG}-slim', 'node:24-slim', false],
    ['ARG TAG\nFROM node:${TAG}', 'node:${TAG}', true],
    ['FROM node:${TAG:-22}', 'node:22', false],
    ['FROM --platform=$BUILDPLATFORM golang:1.23 AS build', 'golang:1.23', false],
  ] as const) {
    const { image } = (await read(`${text}\n`)).stages[0];
    t.equal(image.expanded, expanded, text);
    t.equal(image.substituted, substituted, text);
  }
});

t.test('a stage that starts from another takes over its command, and an entry point resets it', async (t) => {
  const base = 'FROM node:24 AS base\nWORKDIR /app\nENV A=1\nCMD ["node", "a.js"]\n';
  t.same(resultOf(await read(`${base}FROM base AS final\n`)).command?.words, ['node', 'a.js']);
  const reset = resultOf(await read(`${base}FROM base\nENTRYPOINT ["./start.sh"]\n`));
  t.equal(reset.command, undefined);
  t.equal(reset.workdir, '/app');
  t.same(
    reset.variables.map(({ name, value }) => [name, value]),
    [['A', '1']],
  );
  t.same(resultOf(await read(`${base}FROM nginx:1.27\n`), 'base').command?.words, ['node', 'a.js']);
});

t.test('commands keep their form and their place', async (t) => {
  const file = await read(
    'FROM a:1\nRUN a \\\n  # a comment\n  && b\nCMD node server.js\nHEALTHCHECK CMD x\n',
  );
  const { command, healthCheck } = resultOf(file);
  t.match(command, { form: 'shell', at: { line: 5 } });
  t.equal(command?.words[0]?.trim(), 'node server.js');
  t.equal(healthCheck?.line, 6);
  t.equal(file.stages[0].runs[0]?.command.words[0]?.split('\n').length, 3, 'comments do not end a command');
  t.match(resultOf(await read('FROM a:1\nCMD [\'single\', "quotes"]\n')).command, { form: 'shell' });
  t.equal(resultOf(await read('FROM a:1\nHEALTHCHECK CMD x\nHEALTHCHECK NONE\n')).healthCheck, undefined);
});

t.test('a file of the image is found where COPY took it from', async (t) => {
  const file = await read(
    'FROM a:1 AS build\nWORKDIR /src\nCOPY . .\nFROM b:1\nWORKDIR /app\nCOPY --from=build /src/out ./\nCOPY docker/start.sh /usr/local/bin/\nCOPY --from=caddy:2 /c /c\n',
  );
  const { chain, stage } = resultOf(file);
  const find = (path: string) => sourceOfFile(file, chain, path, 'shop');
  t.same(find('/usr/local/bin/start.sh'), ['shop/docker/start.sh']);
  t.same(find('/app/run.sh'), ['shop/out/run.sh']);
  t.same(find('/elsewhere'), []);
  t.equal(stage.copies[2]?.fromImage?.expanded, 'caddy:2');
});

t.test('what is no container file is a problem, never a throw', async (t) => {
  for (const text of ['', '# FROM a', 'CMD x', '\u0000\u0001', `${'RUN \\\n'.repeat(2000)}`]) {
    const { file, problems } = await readDockerfile(text, 'Dockerfile');
    t.equal(file, undefined);
    t.equal(problems.length, 1);
  }
});
