/** Tests the first two laws: the own name changes nothing, another name leaves no trace. */
import { posix } from 'node:path';
import { test } from 'tap';
import type { File } from './plan.ts';
import { type Identity, rename, renameFile, spellings, templateIdentity } from './rename.ts';
import { pipelines, scaffold } from './scaffold.ts';
import { readTemplate } from './template.ts';

const notes: Identity = { name: 'notes-api-v2', registry: 'ghcr.io/acme', host: 'notes.example.org' };
const file = (path: string, content: string | Buffer): File => ({
  path,
  content: Buffer.from(content),
  executable: false,
});
const contents = (files: readonly File[]) =>
  files.map(({ path, content, executable }) => [path, content.toString('base64'), executable]);

test('every spelling becomes the same spelling of the new name', async (t) => {
  t.strictSame(spellings('todo-service'), [
    'todo-service',
    'todo_service',
    'TODO_SERVICE',
    'TodoService',
    'todoService',
    'Todo Service',
  ]);
  const rewrite = rename(templateIdentity, notes);
  t.equal(
    rewrite('todo-service todo_service TODO_SERVICE TodoService todoService Todo Service'),
    'notes-api-v2 notes_api_v2 NOTES_API_V2 NotesApiV2 notesApiV2 Notes Api V2',
  );
});

test('the host goes before the name that it holds, and what was written is not rewritten', async (t) => {
  const rewrite = rename(templateIdentity, { ...notes, host: 'todo-service.example.org' });
  t.equal(
    rewrite('https://todo-service.localhost/ of todo-service'),
    'https://todo-service.example.org/ of notes-api-v2',
  );
});

test('the domain is not the name: todos stay todos', async (t) => {
  t.equal(
    rename(templateIdentity, notes)('todos todo Todo /api/todos service'),
    'todos todo Todo /api/todos service',
  );
});

test('a dollar sign in an answer is written as it is', async (t) => {
  t.equal(rename(templateIdentity, { ...notes, registry: '$&.io' })('localhost:32000/x'), '$&.io/x');
});

test('paths are renamed too, and bytes that are no text are left alone', async (t) => {
  const bytes = Buffer.from([0xff, ...Buffer.from('todo-service')]);
  const renamed = renameFile(file('k8s/todo-service/TodoService.bin', bytes), templateIdentity, notes);
  t.equal(renamed.path, 'k8s/notes-api-v2/NotesApiV2.bin');
  t.ok(renamed.content.equals(bytes));
});

test("a lock file's own name is renamed in both places, and no dependency's", async (t) => {
  const lock = {
    name: 'todo-service',
    lockfileVersion: 3,
    packages: { '': { name: 'todo-service' }, 'node_modules/todo-service-client': { version: '1.0.0' } },
  };
  const text = `${JSON.stringify(lock, null, 2)}\n`;
  const renamed = renameFile(file('package-lock.json', text), templateIdentity, notes).content.toString();
  t.strictSame(JSON.parse(renamed), {
    ...lock,
    name: notes.name,
    packages: { ...lock.packages, '': { name: notes.name } },
  });
  t.equal(
    renameFile(file('package-lock.json', text), templateIdentity, templateIdentity).content.toString(),
    text,
  );
});

test('identity: the own name in, the template out, byte for byte', async (t) => {
  const template = await readTemplate();
  t.ok(template.length > 20, 'the template was read');
  const github = scaffold(template, { ...templateIdentity, ci: 'github' });
  t.strictSame(contents(github), contents(template.filter(({ path }) => path !== '.gitlab-ci.yml')));
});

test('no trace: another name leaves no spelling of the old one, in texts and in paths', async (t) => {
  const traces = /todo[-_ ]?service|localhost:32000/i;
  for (const { path, content } of scaffold(await readTemplate(), { ...notes, ci: 'github' })) {
    t.notMatch(path, traces);
    const line = content
      .toString('latin1')
      .split('\n')
      .find((text) => traces.test(text));
    t.equal(line, undefined, path);
  }
});

test('a pipeline is chosen by dropping the files of the others', async (t) => {
  const template = [file('.github/workflows/ci.yml', ''), file('.gitlab-ci.yml', ''), file('README.md', '')];
  const paths = (ci: 'github' | 'gitlab' | 'none') =>
    scaffold(template, { ...templateIdentity, ci }).map(({ path }) => path);
  t.strictSame(paths('github'), ['.github/workflows/ci.yml', 'README.md']);
  t.strictSame(paths('gitlab'), ['.gitlab-ci.yml', 'README.md']);
  t.strictSame(paths('none'), ['README.md']);
});

test('no document links to a file that an option has dropped', async (t) => {
  const template = await readTemplate();
  for (const ci of pipelines) {
    const files = scaffold(template, { ...notes, ci });
    const paths = files.map(({ path }) => path);
    for (const { path, content } of files.filter((file) => file.path.endsWith('.md'))) {
      const links = [...content.toString('utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(
        ([, link = '']) => link,
      );
      const dead = links.filter((link) => {
        const target = posix.join(posix.dirname(path), link).replace(/\/$/, '');
        return !paths.some((known) => known === target || known.startsWith(`${target}/`));
      });
      t.strictSame(dead, [], `${path} with --ci ${ci}`);
    }
  }
});
