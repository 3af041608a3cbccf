/** The parser in a thread of its own tells what it tells in this one. */
import t from 'tap';
import { nodeTypesOf, type ParsedText, parseText } from './parser.ts';
import { ThreadedParser } from './threaded-parser.ts';

const plain = ({ tree, refused }: ParsedText) => ({
  nodes: [...(tree?.nodes ?? [])],
  errors: tree?.hasErrors,
  refused,
});
const texts: readonly [text: string, grammarName: string][] = [
  ['const port = process.env.PORT ?? 3000;\napp.listen(port);', 'javascript'],
  ['interface Todo { title: string }\nlet a = <Todo>{ title: "ö" };', 'typescript'],
  ['const = ;', 'javascript'],
  [`${'[\n'.repeat(2_000)}${']\n'.repeat(2_000)}`, 'javascript'],
  ['def f():\n  return os.environ["X"]\n', 'python'],
  // Overflows the parser's stack.
  [`class A { String a = ${'"" + '.repeat(60_000)}""; }`, 'java'],
  ['x()', 'javascript'],
];

t.test('as in this thread, many at once', async (t) => {
  const parser = new ThreadedParser();
  const answers = await Promise.all(texts.map(([text, name]) => parser.parseText(text, name, 4_000)));
  for (const [index, [text, name]] of texts.entries()) {
    t.same(plain(answers[index] as ParsedText), plain(await parseText(text, name, 4_000)), text.slice(0, 40));
    t.same((await parser.nodeTypesOf(name)).types, (await nodeTypesOf(name)).types);
  }
  await t.rejects(parser.parseText('', 'klingon', 4_000), /klingon/, 'a grammar that is not there is a bug');
  await parser.end();
});

t.test('a thread that ends takes no file with it', async (t) => {
  const parser = new ThreadedParser();
  const asked = texts.slice(0, 3).map(([text, name]) => parser.parseText(text, name, 4_000));
  await parser.end();
  for (const parsed of await Promise.all(asked)) t.ok(parsed.tree);
  t.ok((await parser.parseText('x()', 'javascript', 4_000)).tree, 'asked for afterwards');
  t.ok((await parser.nodeTypesOf('javascript')).types.length > 0);
});
