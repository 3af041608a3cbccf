/** Tests how answers files are read. */
import { test } from 'tap';
import { parseAnswers } from './answers.ts';

test('YAML and JSON', async (t) => {
  t.strictSame(await parseAnswers('name: notes\nci: gitlab\n', 'f'), { name: 'notes', ci: 'gitlab' });
  t.strictSame(await parseAnswers('{"registry": "ghcr.io/acme"}', 'f'), { registry: 'ghcr.io/acme' });
});

test('refuses in one line what is no answer', async (t) => {
  const refused = {
    '{"name": ': 'answers.json is neither YAML nor JSON',
    'a: [b': 'answers.json is neither YAML nor JSON',
    '- name': 'answers.json must hold a mapping',
    '': 'answers.json must hold a mapping',
    'nam: notes': 'answers.json: "nam" is no question',
    'name: 12': 'the answer to "name" must be text',
    'name: Notes': 'answers.json: the name "Notes"',
    'ci: jenkins': 'choose one of github, gitlab, none',
  };
  for (const [text, expected] of Object.entries(refused)) {
    const found = await parseAnswers(text, 'answers.json');
    t.match(found, { problem: expected }, text);
    t.notMatch(found, { problem: '\n' });
  }
});
