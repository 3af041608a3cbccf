/** The syntax trees: shape, places, and what hostile text may not do. */
import t from 'tap';
import { deepestNode } from './parser.ts';
import { parseSource, type SyntaxNode } from './syntax.ts';

const rootOf = async (text: string, grammar = 'javascript'): Promise<SyntaxNode> => {
  const parsed = await parseSource(text, 'a.js', grammar);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.tree.root;
};

t.test('every grammar that is kept parses', async (t) => {
  const samples = {
    javascript: 'a()',
    typescript: 'let a: b',
    tsx: '<a/>',
    python: 'a()',
    go: 'package a',
    bash: 'a b',
  };
  for (const [grammar, text] of Object.entries(samples)) {
    const parsed = await parseSource(text, 'x', grammar);
    t.equal('tree' in parsed && parsed.tree.hasErrors, false, grammar);
  }
});

t.test('nodes carry fields, text and places; punctuation is left out', async (t) => {
  const root = await rootOf("const a =\n  f('x', 1);\n");
  const call = [...root.walk()].find((node) => node.type === 'call_expression');
  t.equal(call?.childForFieldName('function')?.text, 'f');
  t.same(
    call?.childForFieldName('arguments')?.children.map((child) => child.text),
    ["'x'", '1'],
  );
  t.same(call?.place, { path: 'a.js', line: 2, column: 3 });
  t.same(root.place, { path: 'a.js', line: 1, column: 1, endLine: 3 });
});

t.test('columns count from 1 in UTF-16 units, also after other letters', async (t) => {
  const root = await rootOf("const ä = '😀'; f()");
  const call = [...root.walk()].find((node) => node.type === 'call_expression');
  t.equal(call?.place.column, 17);
});

t.test('an error in the text is a flag, and the rest is read', async (t) => {
  const parsed = await parseSource('const a = ;\nf()', 'a.js', 'javascript');
  t.equal('tree' in parsed && parsed.tree.hasErrors, true);
  t.ok('tree' in parsed && [...parsed.tree.root.walk()].some((node) => node.type === 'call_expression'));
});

t.test('what is too large, too long or too deep is a problem', async (t) => {
  const large = await parseSource(`${'a()\n'.repeat(600_000)}`, 'a.js', 'javascript');
  t.match(large, { problem: { message: /larger/ } });
  const long = await parseSource(`var a = '${'x'.repeat(60_000)}'`, 'a.js', 'javascript');
  t.match(long, { problem: { message: /one long line/ } });
  const deep = await parseSource(`${'[\n'.repeat(20_000)}${']\n'.repeat(20_000)}`, 'a.js', 'javascript');
  t.match(deep, { tree: { problems: [{ message: /nested deeper/ }] } });
  if ('problem' in deep) return;
  let depth = 0;
  for (let node: SyntaxNode | undefined = deep.tree.root; node; node = node.children[0]) depth++;
  t.ok(depth <= deepestNode + 1);
});

t.test('a parser that breaks down is started afresh', { timeout: 120_000 }, async (t) => {
  const text = Array.from({ length: 30_000 }, (_, n) => `k${n}: ${n}\n`).join('');
  for (let round = 0; round < 2; round++) {
    const broken = await parseSource(text, 'Deep.java', 'java');
    t.match(broken, { problem: { path: 'Deep.java', message: /^not read: / } });
    t.equal((await rootOf('class A { int a = 1; }', 'java')).children[0]?.type, 'class_declaration');
  }
});
