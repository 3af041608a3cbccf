// The message files say the same in every language, and every mail has its messages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { type Kind, letter } from './letters.ts';

function read(language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(process.cwd(), 'locales', `${language}.json`), 'utf8'));
}
const [en, de] = [read('en'), read('de')];

test('both languages have the same keys and placeholders', async (t) => {
  t.same(Object.keys(de).sort(), Object.keys(en).sort());
  const placeholders = (text = '') => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const key of Object.keys(en)) t.same(placeholders(de[key]), placeholders(en[key]), key);
});

test('every mail is whole, as text and as HTML, with nothing of its values taken for HTML', async (t) => {
  const kinds: Kind[] = ['confirm', 'exists', 'reset', 'changeAddress', 'addressChanges'];
  const email = `"<b>&"@example.org`;
  for (const language of ['en', 'de'] as const) {
    for (const kind of kinds) {
      const link = kind === 'addressChanges' ? undefined : 'https://todos.test/reset#token=x';
      const { subject, text, html } = letter(language, kind, { link, email });
      t.notMatch(subject + text + html, /\{\w+\}|undefined/, `${language} ${kind}`);
      t.equal(text.split('\n').includes(String(link)), link !== undefined);
      t.notMatch(html, '<b>');
    }
  }
});
