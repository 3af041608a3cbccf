/** Tests `twelvefold add` as it is typed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { command } from './add.ts';
import { type Command, type Io, UsageError } from './command.ts';
import { command as scaffold } from './new.ts';

async function run(
  which: Command,
  cwd: string,
  positionals: readonly string[],
  options: Parameters<Command['run']>[0]['options'] = {},
) {
  const output = { stdout: '', stderr: '', code: -1, refused: '' };
  const io: Io = {
    stdout: (text) => {
      output.stdout += text;
    },
    stderr: (text) => {
      output.stderr += text;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    colour: false,
    env: {},
    cwd,
  };
  try {
    output.code = await which.run({ positionals, options }, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.refused = error.message;
  }
  return output;
}

test('grows the service around the current folder', async (t) => {
  const cwd = t.testdir({});
  await run(scaffold, cwd, ['notes'], { yes: true, 'no-git': true, 'skip-install': true });
  const inner = join(cwd, 'notes/src/http');
  const words = ['resource', 'note', 'title:string', 'body:text?'];

  const planned = await run(command, inner, words, { 'dry-run': true, at: '1900000000000' });
  t.match(
    planned.stdout,
    /^Would add resource note:\n {2}create {5}migrations\/1900000000000_create-notes.sql\n/,
  );
  t.notOk(existsSync(join(cwd, 'notes/src/resources/notes')));

  const added = await run(command, inner, words, { json: true, at: '1900000000000' });
  t.equal(added.code, 0);
  const { directory, steps } = JSON.parse(added.stdout);
  t.equal(directory, join(cwd, 'notes'));
  for (const { path } of steps) t.ok(existsSync(join(directory, path)), path);

  const again = await run(command, inner, words);
  t.equal(again.refused, 'there is a resource notes already: src/resources/notes');
  t.equal(again.stdout, '');
});

test('refuses in one line', async (t) => {
  const refused = async (...positionals: string[]) => (await run(command, '/', positionals)).refused;
  t.match(await refused('resource', 'note', 'a:integer'), 'is in no scaffolded service');
  t.match(await refused('resource'), 'add needs a kind and a name');
  t.match(await refused('resource', '__', 'a:integer'), '"__" is no name');
});
