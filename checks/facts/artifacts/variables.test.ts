import t from 'tap';
import { processorTime } from '../../engine/fixtures.ts';
import { expand } from './variables.ts';

t.test('interpolation', async (t) => {
  const values = new Map([
    ['A', '1'],
    ['EMPTY', ''],
  ]);
  for (const [text, expected, resolved] of [
    ['plain', 'plain', true],
    ['$A-${A}', '1-1', true],
    ['${B}', '${B}', false],
    ['${B:-two}', 'two', true],
    ['${EMPTY:-two}', 'two', true],
    ['${EMPTY-two}', '', true],
    ['${B:-${A}}', '1', true],
    ['${A:+set}', 'set', true],
    ['${B:+set}', '', true],
    ['${B:?missing}', '${B:?missing}', false],
    ['$$A \\$A', '$A $A', true],
    ['${unclosed', '${unclosed', true],
    ['$', '$', true],
  ] as const) {
    const result = expand(text, (name) => values.get(name));
    t.equal(result.text, expected, text);
    t.equal(result.resolved, resolved, text);
  }
});

t.test('nesting without end ends', async (t) => {
  const start = processorTime();
  expand('${A:-'.repeat(20_000), () => undefined);
  t.ok(processorTime() - start < 3000);
});
