import t from 'tap';
import { processorTime } from '../../engine/fixtures.ts';
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

t.test('variables that it sets', async (t) => {
  const text = [
    'export A="${A:-x://u:p@h/d}"',
    ': "${S:=a b}"',
    "B='q$w'",
    'C=pre${D:-x$E}post # F=no',
    'run ${G:-no} ${H:?no}',
    'I=`make it` J="$(K=no make)" run',
    'cat <<END',
    'L=${M:=no}',
    'END',
    '[ -z "$N" ] && N=1',
    'O=(1 2)',
  ].join('\n');
  const { assignments } = await readShell(text, { path: 'x.sh', line: 1 });
  t.same(
    assignments.map(({ name, value, fallback, at, conditions }) => [
      at.line,
      name,
      value,
      fallback,
      conditions.length,
    ]),
    [
      [1, 'A', '${A:-x://u:p@h/d}', 'x://u:p@h/d', 0],
      [2, 'S', '${S:=a b}', 'a b', 0],
      [3, 'B', 'q$w', undefined, 0],
      [4, 'C', 'pre${D:-x$E}post', 'prex$Epost', 0],
      [4, 'D', '${D:-x$E}', 'x$E', 0],
      [6, 'I', '$(make it)', undefined, 0],
      [6, 'J', '$(K=no make)', undefined, 0],
      [10, 'N', '1', undefined, 1],
    ],
  );
  const plain = await readShell('export A=1 && B=2 run', { path: 'x.sh' });
  t.same(
    plain.assignments.map(({ name, value }) => [name, value]),
    [
      ['A', '1'],
      ['B', '2'],
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
    const start = processorTime();
    await readShell(text, { path: 'x.sh' });
    t.ok(processorTime() - start < 6000);
  }
});
