// .env.example is what the schema of the configuration says.
import { test } from 'tap';
import { startProgram } from '../test/process.ts';

test('.env.example is up to date', async (t) => {
  const program = startProgram(t, 'scripts/env-example.ts', ['--check'], {});
  t.equal(await program.ended, 0, program.errors());
});

test('an unknown flag is wrong usage', async (t) => {
  const program = startProgram(t, 'scripts/env-example.ts', ['--chek'], {});
  t.equal(await program.ended, 2);
  t.match(program.errors(), /^usage: /);
});
