/** Tests which names, hosts and registries are refused, and what is suggested in their place. */
import { test } from 'tap';
import { checkHost, checkName, checkRegistry, suggestName } from './names.ts';

test('allowed names', async (t) => {
  for (const name of ['a', 'notes', 'notes-service', 'app2', 'v1-notes-2', 'a'.repeat(40)]) {
    t.equal(checkName(name), undefined, name);
  }
});

test('refused names come with a suggestion that is allowed', async (t) => {
  const refused = [
    ...[
      'Notes',
      'notes_service',
      '2do',
      '-notes',
      'notes-',
      'a--b',
      'a'.repeat(41),
      'über app',
      '@acme/notes',
      'a.b',
    ],
    ...[
      'http',
      'fs',
      'worker-threads',
      'user',
      'select',
      'postgres',
      'kube-notes',
      'default',
      '../evil',
      'node-modules',
    ],
  ];
  for (const name of refused) {
    const problem = checkName(name)?.problem ?? '';
    t.match(problem, `the name "${name}"`, name);
    t.notMatch(problem, '\n');
    const [, suggestion] = /try "(.*)"$/.exec(problem) ?? [];
    t.equal(checkName(suggestion ?? ''), undefined, `${name} → ${suggestion}`);
  }
});

test('where no letter is left nothing is suggested', async (t) => {
  for (const name of ['', '123', '日本', '---']) {
    t.ok(checkName(name));
    t.equal(suggestName(name), undefined, name);
  }
});

test('names are made of the names of directories', async (t) => {
  t.equal(suggestName('My Notes'), 'my-notes');
  t.equal(suggestName('NotesAPI v2'), 'notes-api-v2');
  t.equal(suggestName('Über-Äpfel'), 'uber-apfel');
  t.equal(suggestName(`${'x'.repeat(39)}-y`), 'x'.repeat(39));
});

test('hosts', async (t) => {
  for (const host of ['localhost', 'notes.localhost', 'a.b-c.example.org', '10.0.0.1'])
    t.equal(checkHost(host), undefined);
  for (const host of ['', 'Notes.org', 'notes_x.org', 'a..b', '-a.org', `${'a'.repeat(64)}.org`])
    t.ok(checkHost(host), host);
  t.match(checkHost('https://notes.org:8080/x'), { problem: 'try "notes.org"' });
});

test('registries', async (t) => {
  for (const registry of ['localhost:32000', 'ghcr.io/acme', 'registry.example.org:5000/a/b_c']) {
    t.equal(checkRegistry(registry), undefined, registry);
  }
  for (const registry of [
    '',
    'ghcr.io/',
    'ghcr.io/Acme',
    'localhost:x',
    'localhost:99999',
    'a b',
    'a/../b',
  ]) {
    t.ok(checkRegistry(registry), registry);
  }
  t.match(checkRegistry('https://ghcr.io/acme/'), { problem: 'try "ghcr.io/acme"' });
});
