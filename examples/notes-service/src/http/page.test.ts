// What of the page the service answers for: its views' addresses, its modules, and its words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { testApp } from '../../test/service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** All modules of the page as one text. */
function modules(): string {
  const files = readdirSync(join(root, 'public'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(root, 'public', file), 'utf8'))
    .join('\n');
}

function messages(language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, 'locales', `${language}.json`), 'utf8'));
}

test('every view that the page knows can be loaded at its address', async (t) => {
  const app = await testApp(t);
  const index = await app.inject('/');
  const views = new Set([...modules().matchAll(/\['(\/[\w-]*)',/g)].map(([, path]) => path as string));
  t.ok(views.has('/confirm') && views.has('/settings') && views.size > 5, [...views].join(' '));
  for (const view of views) {
    const answer = await app.inject(view);
    t.equal(answer.statusCode, 200, view);
    t.equal(answer.body, index.body, view);
  }
  t.equal((await app.inject('/elsewhere')).statusCode, 404);
});

test('what the page loads is there', async (t) => {
  const app = await testApp(t);
  const { body } = await app.inject('/');
  const loaded = [...body.matchAll(/(?:src|href)="((?!api\/)[\w/.-]+\.\w+)"/g)].map(
    ([, path]) => path as string,
  );
  t.ok(loaded.length > 5);
  for (const path of [...loaded, 'locales/en.json', 'locales/de.json']) {
    t.equal((await app.inject(`/${path}`)).statusCode, 200, path);
  }
  t.equal((await app.inject('/locales/../package.json')).statusCode, 404);
});

test('the page has words for all that it says, in every language, and no others', async (t) => {
  const said = new Set([...modules().matchAll(/'(page\.[\w.]+)'/g)].map(([, key]) => key as string));
  t.ok(said.size > 50);
  for (const language of ['en', 'de']) {
    const keys = Object.keys(messages(language)).filter((key) => key.startsWith('page.'));
    t.same(keys.sort(), [...said].sort(), language);
  }
});
