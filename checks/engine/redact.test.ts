/** The last line of defence: secrets go, words that are no secrets stay. */

import t from 'tap';
import { processorTime } from './fixtures.ts';
import { redactor } from './redact.ts';

const redact = redactor(['s3cret-value', 'postgres', 'abc']);

for (const [given, expected] of [
  ['the password "s3cret-value" is a literal', 'the password "•••" is a literal'],
  ['s3cret-values3cret-value', '••••••'],
  ['uses postgres in production', 'uses postgres in production'],
  ['PASSWORD=postgres and `postgres`', 'PASSWORD=••• and `•••`'],
  ['abc is too short to be told from a word', 'abc is too short to be told from a word'],
  ['postgresql://me:hunter2@db:5432/x', 'postgresql://me:•••@db:5432/x'],
  ['postgresql://me:…@db:5432/x', 'postgresql://me:…@db:5432/x'],
  ['http://localhost:3000/a@b', 'http://localhost:3000/a@b'],
  ['postgres://me:${PASSWORD}@db/x', 'postgres://me:${PASSWORD}@db/x'],
  [`AKIA${'A'.repeat(16)} ghp_${'a1'.repeat(18)}`, '••• •••'],
  ['-----BEGIN RSA PRIVATE KEY-----', '•••'],
] as const) {
  t.equal(redact(given), expected, given);
}

t.test('no message keeps it busy', async (t) => {
  const start = processorTime();
  for (const piece of [
    '://a:',
    'eyJ',
    'eyJaaaaaaaaaaaa.',
    '://',
    ':',
    'AKIA',
    '-----BEGIN ',
    'SG.a',
    's3cret-value',
    '@',
  ])
    redact(piece.repeat(50_000 / piece.length));
  t.ok(processorTime() - start < 1000, `${Math.round(processorTime() - start)} ms`);
});
