import t from 'tap';
import { readShell } from './shell.ts';

const commands = async (text: string) => (await readShell(text, { path: 'x.sh', line: 10 })).commands;

t.test('plain lists of commands mean the same with and without the grammar', async (t) => {
  const plain = await commands('A=1 a b && exec c -d=e');
  const parsed = await commands('A=1 a b && exec c "-d=e"');
  const shape = (list: typeof plain) =>
    list.map(({ words, exec, assignments, conditions }) => ({
      words,
      exec,
      assignments,
      conditions: conditions.length,
    }));
  t.same(shape(plain), shape(parsed));
  t.equal(plain.length, 2);
});

t.test('what runs, in which way', async (t) => {
  const found = await commands(
    [
      '#!/bin/sh',
      'set -e',
      'NAME=server',
      'if [ "$MIGRATE" = "true" ]; then',
      '  migrate up',
      'fi',
      'worker &',
      'a | b',
      'case "$1" in web) exec gunicorn app ;; esac',
      'while true; do poll; done',
      'start() { exec node "$NAME.js" "$@" >> app.log 2>&1; }',
      'start',
    ].join('\n'),
  );
  const by = (word: string) => found.find(({ words }) => words[0] === word);
  t.match(by('migrate')?.conditions, [{ kind: 'if', text: '[ "$MIGRATE" = "true" ]' }]);
  t.equal(by('migrate')?.at.line, 14);
  t.equal(by('worker')?.background, true);
  t.equal(by('a')?.piped, true);
  t.match(by('gunicorn'), { exec: true, conditions: [{ kind: 'case', text: '"$1" in web' }] });
  t.equal(by('poll')?.looped, true);
  t.match(by('node'), { exec: true, words: ['node', 'server.js', '$@'] });
  t.match(by('node')?.redirects, [{ operator: '>>', target: 'app.log' }]);
});

t.test('variables that it reads', async (t) => {
  const { reads } = await readShell('OWN=1\nrun -p ${PORT:-80} $OWN ${KEY:?no key}\n', { path: 'x.sh' });
  t.same(
    reads.map(({ name, fallback, required }) => [name, fallback, required]),
    [
      ['PORT', '80', false],
      ['KEY', undefined, true],
    ],
  );
});

t.test('comments and text run nothing', async (t) => {
  t.same(await commands('# npm install\n'), []);
  t.same(
    (await commands('cat <<END\nnpm install\nEND\n')).map(({ words }) => words[0]),
    ['cat'],
  );
});

t.test('hostile scripts end', async (t) => {
  for (const text of [
    'f() { f; f; }\nf',
    '('.repeat(5000),
    '`'.repeat(5000),
    'a;'.repeat(50_000),
    '"$('.repeat(3000),
  ]) {
    const start = Date.now();
    await readShell(text, { path: 'x.sh' });
    t.ok(Date.now() - start < 6000);
  }
});
