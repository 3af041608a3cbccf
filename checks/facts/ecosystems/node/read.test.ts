/** From the syntax of JavaScript and TypeScript to the common model. */
import t from 'tap';
import type { SourceModule, Value } from '../../source/model.ts';
import { parseSource } from '../../source/syntax.ts';
import { readSource } from './read.ts';

async function read(text: string, grammar = 'typescript'): Promise<SourceModule> {
  const parsed = await parseSource(text, 'a.ts', grammar);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return readSource(parsed.tree, text, 'a.ts');
}

/** A value in one line, for tables. */
function show(value: Value | undefined): string {
  if (!value) return 'nothing';
  switch (value.kind) {
    case 'literal':
      return value.type === 'string' ? `'${value.text}'` : value.text;
    case 'environment':
      return `env ${value.name ?? `[${show(value.computed)}]`}${value.required ? '!' : ''}${value.fallback ? ` or ${show(value.fallback)}` : ''}`;
    case 'text':
      return `text(${value.parts.map(show).join(' ')})`;
    case 'object':
      return `{${[...value.entries].map(([key, entry]) => `${key}: ${show(entry)}`).join(', ')}}`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'choice':
      return value.options.map(show).join(' | ');
    case 'call':
      return `${value.call.callee}(${value.call.arguments.map(show).join(', ')})`;
    case 'reference':
      return `<${[value.module, ...value.path].join(' ')}>`;
    case 'member':
      return `${show(value.of)}.${value.path.join('.')}`;
    case 'parameter':
      return `${value.function}#${value.index}${value.type ? `:${value.type}` : ''}`;
    case 'function':
      return `function ${value.name}`;
    default:
      return value.kind;
  }
}

const values: Readonly<Record<string, string>> = {
  "const a = 'x' + 1 + `y`": "'x1y'",
  'const b = process.env.X; const a = `http://${b}:${1 + 2}`': "text('http://' env X ':' 3)",
  'const a = process.env.X!': 'env X!',
  "const a = process.env.X ?? process.env.Y ?? 'z'": "env X or env Y or 'z'",
  "const a = process.env.X ? process.env.X : 'd'": "env X or 'd'",
  "const a = process.env.X === undefined ? 'd' : process.env.X": "env X or 'd'",
  "const { env } = process; const a = env['X']": 'env X',
  "import { env } from 'node:process'; const a = env.X": 'env X',
  'const env = process.env; const n = "A"; const a = env[n + "B"]': 'env AB',
  'const a = Bun.env.X': 'env X',
  'const f = (n: string) => process.env[n]; const a = f("X")': "f('X')",
  'const { x: { y: a = 1 } } = { x: { y: process.env.Y } }': 'env Y or 1',
  'const [, a] = [1, 2]': '2',
  'const o = { ...{ p: 1 }, q: 2 }; const a = o': '{p: 1, q: 2}',
  'const o: any = {}; o.p = 1; o.q = { r: 2 }; o.q.s = 3; const a = o': '{p: 1, q: {r: 2, s: 3}}',
  'const o = { blue: 1, green: 2 }; const a = o[process.env.COLOUR]': '1 | 2',
  'const o = { dev: 1, prod: 2 }; const a = o[process.env.NODE_ENV]': '2',
  'const a = Object.freeze({ p: 1 })': '{p: 1}',
  "const a = ['x', process.env.Y].join(':')": "text('x' ':' env Y)",
  "import x, { y } from 'z'; const a = [x, y.w]": '[<z default>, <z y w>]',
  "const { y } = require('z'); const a = y": '<z y>',
  "const a = await import('z')": '<z>',
  'const a = require(`${__dirname}/config/all`)': '<./config/all>',
  'const a = require(process.env.X)': 'unknown',
  'let a = 1; a = 2': '1 | 2',
  'let a; a ??= process.env.X': 'env X',
  'const a = (process.env.X as string) satisfies unknown': 'env X',
  'const a = +process.env.X': 'env X',
  'const a = -1': '-1',
  'const a = undefined': 'undefined',
  'const a = a': 'unknown',
  'function f() { return 1 } const a = f': 'function f',
  'const a = new (require("x").Y)(1)': 'x.Y(1)',
};
for (const [text, expected] of Object.entries(values)) {
  t.test(`value: ${text}`, async (t) => {
    const { bindings } = await read(text);
    t.equal(show(bindings.find(({ name }) => name === 'a')?.value), expected);
  });
}

const callees: Readonly<Record<string, string>> = {
  "import express from 'express'; express().listen()": 'express express().listen',
  "import * as http from 'node:http'; http.createServer().listen()":
    'http.createServer http.createServer().listen',
  "const { Pool } = require('pg'); const pool = new Pool(); pool.connect()": 'pg.Pool pg.Pool().connect',
  "import type { FastifyInstance } from 'fastify'; export const f = (app: FastifyInstance) => { app.listen() }":
    'fastify.FastifyInstance.listen',
  'export function f(x) { x.y() }': '?.y',
  'console.log()': 'console.log',
  'function g() {} g()': 'g',
  "import { app } from './app'; app.listen()": './app.app.listen',
  "import a from 'a'; a?.b?.()": 'a.b',
};
for (const [text, expected] of Object.entries(callees)) {
  t.test(`callee: ${text}`, async (t) => {
    const { calls } = await read(text);
    t.same(calls.map(({ callee }) => callee).sort(), expected.split(' ').sort());
  });
}

t.test('imports tell what vanishes and what is guarded', async (t) => {
  const module = await read(`
    import type { A } from 'types-only';
    import { type B } from 'types-only-too';
    import { Used, Unused } from 'used';
    import { OnlyType } from 'elided';
    import 'effect';
    export { x } from 'again';
    let optional; try { optional = require('optional') } catch {}
    const lazy = () => import('lazy');
    const value: OnlyType = Used;
  `);
  t.same(
    module.imports.map(
      (one) => `${one.module}${one.typeOnly ? ' type' : ''}${one.optional ? ' optional' : ''}`,
    ),
    [
      'types-only type',
      'types-only-too type',
      'used',
      'elided type',
      'effect',
      'again',
      'optional optional',
      'lazy',
    ],
  );
  const plain = await read("import { x } from 'kept'", 'javascript');
  t.notOk(plain.imports[0]?.typeOnly, 'JavaScript keeps imports that nobody uses');
});

t.test('exports are bindings, under the names that others see', async (t) => {
  const exported = async (text: string) =>
    (await read(text)).bindings
      .filter((one) => one.exported)
      .map(({ name, value }) => `${name} ${show(value)}`);
  t.same(await exported('export const a = 1'), ['a 1']);
  t.same(await exported('const a = 1; export { a as b }; export default a'), ['b 1', 'default 1'].sort());
  t.same(await exported("export * from './x'; export { y as z } from './x'; export * as ns from './x'"), [
    '* <./x>',
    'z <./x y>',
    'ns <./x>',
  ]);
  t.same(await exported('module.exports = { a: 1 }; exports.b = 2; module.exports.c = 3'), [
    'module.exports {a: 1}',
    'b 2',
    'c 3',
  ]);
});

t.test('changes of module state count only inside functions', async (t) => {
  const { bindings } = await read(`
    const list = []; list.push(1);
    const map = new Map(); const object: Record<string, number> = {}; let counter = 0;
    export function add(x) { list.push(x); map.set(x, 1); object[x] = 1; delete object[x]; counter++; }
    export function local() { const list = []; list.push(1) }
  `);
  t.same(
    bindings.map(
      ({ name, collection, changes }) =>
        `${name} ${collection} ${changes.map(({ how, within }) => `${how} in ${within}`).join()}`,
    ),
    [
      'list true push in add',
      'map true set in add',
      'object true assigned in add,delete in add',
      'counter false counted in add',
    ],
  );
});

t.test('collections of a class that is made once are shared state', async (t) => {
  const state = async (text: string) =>
    (await read(text)).bindings
      .filter((one) => one.name.includes('.') && one.name !== 'module.exports')
      .map(({ name, changes }) => `${name} ${changes.length}`);
  t.same(await state('@Injectable() export class Cats { private cats = []; add(c) { this.cats.push(c) } }'), [
    'Cats.cats 1',
  ]);
  t.same(
    await state(
      'class Store { constructor() { this.items = {} } set(k, v) { this.items[k] = v } } module.exports = new Store()',
    ),
    ['Store.items 1'],
  );
  t.same(
    await state(
      'class Query { parts = []; and(p) { this.parts.push(p) } } export const f = () => new Query()',
    ),
    [],
  );
});

t.test('classes and functions keep decorators, types and fields', async (t) => {
  const { classes, functions } = await read(`
    import { Injectable, Cron } from 'lib';
    import { Config } from './config';
    @Injectable({ a: 1 })
    export class S extends Base implements I { constructor(private readonly config: Config) { super() } @Cron('* * * * *') run(at: Date) { return 1 } }
    class Base {}
  `);
  const [service] = classes;
  t.same(service?.bases, ['Base', 'I']);
  t.same(
    service?.decorators.map(({ callee }) => callee),
    ['lib.Injectable'],
  );
  t.same(
    service?.fields.map(({ name, type, value }) => `${name} ${type} ${show(value)}`),
    ['config ./config.Config S.constructor#0:./config.Config'],
  );
  const run = functions.find(({ name }) => name === 'S.run');
  t.same(
    run?.decorators.map(({ callee }) => callee),
    ['lib.Cron'],
  );
  t.same(run?.returns.map(show), ['1']);
});

t.test('conditions around a call are its guards', async (t) => {
  const { calls } = await read(`
    if (process.env.NODE_ENV !== 'production') { a() } else b();
    process.env.DEBUG && c();
    if (!process.env.X) d();
  `);
  t.same(
    calls.map(
      ({ callee, guards }) =>
        `${callee} ${guards?.map((one) => `${one.negated ? 'not ' : ''}${show(one.value)}${one.equals ? `=${one.equals}` : ''}`)}`,
    ),
    ['a not env NODE_ENV=production', 'b env NODE_ENV=production', 'c env DEBUG', 'd not env X'],
  );
});

t.test('what runs when the module is loaded is within no function', async (t) => {
  const { calls } = await read(
    'a(); (async () => { b() })(); const f = () => { c() }; x.forEach(() => { d() });',
  );
  const within = new Map(calls.map((call) => [call.callee, call.within]));
  t.equal(within.get('a'), undefined);
  t.equal(within.get('b'), undefined);
  t.equal(within.get('c'), 'f');
  t.match(within.get('d'), /anonymous/);
});

t.test('strings leave out names of modules, keys and comments', async (t) => {
  const { strings } = await read(
    "import 'm'; // 'comment'\nf({ 'key': 'value' }, `SELECT ${1}`); 'use strict'",
  );
  t.same(
    strings.map(({ text }) => text),
    ['value', 'SELECT ${1}'],
  );
});

t.test('a program says so', async (t) => {
  t.ok((await read('if (require.main === module) main()')).program);
  t.ok((await read('#!/usr/bin/env node\nmain()', 'javascript')).program);
  t.notOk((await read('main()')).program);
});

t.test('reads that end the program without a value are required', async (t) => {
  const { environment } = await read(
    "if (!process.env.A) throw new Error('A'); if (!process.env.B) { process.exit(1) } if (!process.env.C) { log() } const { D } = process.env",
  );
  t.same(
    environment.map(({ name, required }) => `${name} ${required}`),
    ['A true', 'B true', 'C false', 'D false'],
  );
});
