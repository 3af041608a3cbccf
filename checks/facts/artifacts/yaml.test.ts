import t from 'tap';
import { processorTime } from '../../engine/fixtures.ts';
import { at, entriesOf, itemsOf, readYaml, textOf, textsOf } from './yaml.ts';

t.test('values keep their spelling and their place', async (t) => {
  const { documents } = await readYaml('a: 0123\nb:\n  - "x"\n  - no\n---\nc: 1\n---\n', 'f.yaml');
  t.equal(documents.length, 2, 'an empty document is none');
  t.equal(textOf(at(documents[0], 'a')), '0123');
  t.same(textsOf(at(documents[0], 'b')), ['x', 'no']);
  t.match(itemsOf(at(documents[0], 'b'))[1]?.at, { path: 'f.yaml', line: 4, column: 5 });
  t.equal(at(documents[1], 'c')?.at.line, 6);
});

t.test('names of object prototypes are names like others', async (t) => {
  const { documents } = await readYaml('__proto__: { polluted: 1 }\nconstructor: 2\n', 'f.yaml');
  t.same(
    entriesOf(documents[0]).map(({ key }) => key),
    ['__proto__', 'constructor'],
  );
  t.equal(({} as { polluted?: number }).polluted, undefined);
});

t.test('hostile files end quickly, with a problem', async (t) => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level++)
    bomb.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  for (const [name, text] of [
    ['aliases', bomb.join('\n')],
    ['an alias of itself', 'a: &a [*a]'],
    ['deep flow', '['.repeat(100_000)],
    [
      'deep blocks',
      Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}k:`)
        .join('\n')
        .slice(0, 500_000),
    ],
    ['quotes', `'`.repeat(200_000)],
    ['double quotes', `"`.repeat(200_001)],
    ['too large', 'a'.repeat(600_000)],
  ] as const) {
    const start = processorTime();
    const { problems } = await readYaml(text, 'f.yaml');
    t.ok(processorTime() - start < 3000, `${name}: ${processorTime() - start} ms`);
    if (name !== 'an alias of itself' && name !== 'deep blocks')
      t.ok(problems.length > 0, `${name}: reported`);
  }
});

t.test('sixty thousand keys', async (t) => {
  const start = processorTime();
  await readYaml(
    Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`)
      .join('\n')
      .slice(0, 500_000),
    'f.yaml',
  );
  t.ok(processorTime() - start < 5000);
});
