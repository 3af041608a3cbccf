// What of the page the service answers for: its views' addresses, its modules, and its words.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { listeningApp, testApp } from '../../test/service.ts';

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

test('files are named by what they are, and sent once', async (t) => {
  const app = await testApp(t);
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/app.js', 'application/javascript'],
    ['/locales/en.json', 'application/json'],
  ] as const) {
    const { headers, rawPayload } = await app.inject(path);
    t.match(headers['content-type'], type);
    t.equal(headers['content-length'], String(rawPayload.length));
    const again = await app.inject({ url: path, headers: { 'if-none-match': headers.etag } });
    t.equal(again.statusCode, 304);
    t.equal(again.body, '');
    const head = await app.inject({ method: 'HEAD', url: path });
    t.equal(head.headers['content-length'], headers['content-length']);
    t.equal(head.body, '');
  }
});

test('nothing outside is reached, and what is no file is not there', async (t) => {
  const { url } = await listeningApp(t);
  const { port } = new URL(url);
  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/locales/../package.json',
    '/locales/%2e%2e/%2e%2e/package.json',
    '/locales/..%5c..%5cpackage.json',
    '/locales/.%00./package.json',
    '/locales',
    '/locales/',
    '/accounts',
  ]) {
    // Not by fetch, which would tidy the path up.
    const [answer] = await once(get({ host: '127.0.0.1', port, path }), 'response');
    const body = await text(answer);
    t.ok([400, 403, 404].includes(answer.statusCode), `${path}: ${answer.statusCode}`);
    t.match(answer.headers['content-type'], 'application/problem+json', path);
    t.equal(JSON.parse(body).requestId, answer.headers['x-request-id'], path);
  }
});

test('the page has words for all that it says, in every language, and no others', async (t) => {
  const said = new Set([...modules().matchAll(/'(page\.[\w.]+)'/g)].map(([, key]) => key as string));
  t.ok(said.size > 50);
  for (const language of ['en', 'de']) {
    const keys = Object.keys(messages(language)).filter((key) => key.startsWith('page.'));
    t.same(keys.sort(), [...said].sort(), language);
  }
});
