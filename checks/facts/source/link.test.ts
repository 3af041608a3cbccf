/** Following values across files: what listens, connects and stops, and where its settings come from. */

import t from 'tap';
import { processorTime } from '../../engine/fixtures.ts';
import { repoOf } from '../../engine/repo-of.ts';
import type { App } from '../facts.ts';
import type { LinkedSources } from './link.ts';
import { linkSources } from './read.ts';

const app: App = { path: '.', ecosystem: 'node', kind: 'web', evidence: [] };

async function linked(files: Readonly<Record<string, string>>): Promise<LinkedSources> {
  const repo = repoOf({ 'package.json': '{"name":"app"}', ...files });
  return linkSources({ repo, app, apps: [app], paths: repo.files.map((file) => file.path) });
}

/** The origin of the port of each listening call: `PORT=3000` for a variable with default, `'3000'` for a literal. */
async function ports(files: Readonly<Record<string, string>>): Promise<string[]> {
  const sources = await linked(files);
  return sources.callsThat('listens').map(({ call, means }) => {
    const value = means.port && sources.argument(call, means.port);
    return value ? describe(sources.origin(value)) : 'none';
  });
}

function describe({ from, variables, literal }: ReturnType<LinkedSources['origin']>): string {
  if (from === 'literal') return `'${literal}'`;
  if (from !== 'environment') return from;
  return `${variables.join('|')}${literal === undefined ? '' : `=${literal}`}`;
}

const tables: Readonly<
  Record<string, readonly [files: Readonly<Record<string, string>>, expected: readonly string[]]>
> = {
  'a literal': [{ 'a.js': "require('express')().listen(3000)" }, ["'3000'"]],
  'a variable with a default': [
    { 'a.js': "const app = require('express')(); app.listen(process.env.PORT || 3000)" },
    ['PORT=3000'],
  ],
  'a name for it': [
    { 'a.js': "const port = process.env['PORT'] ?? 80; require('koa')().listen(port)" },
    ['PORT=80'],
  ],
  'destructured with a default': [
    { 'a.js': "const { PORT = 5000 } = process.env; require('express')().listen(PORT)" },
    ['PORT=5000'],
  ],
  'set later': [
    { 'a.js': "let port = process.env.PORT; if (!port) { port = 3000 } require('express')().listen(port)" },
    ['PORT=3000'],
  ],
  converted: [
    { 'a.js': "require('express')().listen(parseInt(process.env.PORT ?? '3000', 10))" },
    ['PORT=3000'],
  ],
  'from the command line': [{ 'a.js': "require('express')().listen(process.argv[2] || 3000)" }, ['argument']],
  'a comment and a string are no call': [
    { 'a.js': "// require('express')().listen(3000)\nconst a = \"require('express')().listen(3000)\"" },
    [],
  ],
  'a config module of CommonJS': [
    {
      'config/index.js':
        'const config = {}; config.server = { port: process.env.PORT || 8080 }; module.exports = config',
      'server.js': "const config = require('./config'); require('express')().listen(config.server.port)",
    },
    ['PORT=8080'],
  ],
  'a config module of ES, by way of another': [
    {
      'src/env.ts': 'export const port = Number(process.env.PORT); export default { port };',
      'src/index.ts': "export * from './env.js'; export { default as env } from './env.js';",
      'src/a.ts':
        "import Fastify from 'fastify'; import { port } from './index.js'; Fastify().listen({ port });",
      'src/b.ts':
        "import Fastify from 'fastify'; import { env } from './index.js'; Fastify().listen({ port: env.port });",
    },
    ['PORT', 'PORT'],
  ],
  'a helper that is told the name': [
    {
      'env.js': 'exports.getEnv = (name, fallback) => process.env[name] || fallback;',
      'a.js':
        "const { getEnv } = require('./env'); require('express')().listen(getEnv('PORT', '8080')); getEnv('OTHER', '1')",
    },
    ['PORT=8080'],
  ],
  'a parameter': [
    {
      'start.js': 'module.exports = (app, port) => app.listen(port)',
      'a.js': "const start = require('./start'); start(require('express')(), process.env.PORT)",
    },
    ['PORT'],
  ],
  'a field of an instance': [
    {
      'server.ts':
        "import express from 'express'; export class Server { app = express(); constructor(private readonly port: number) {} start() { this.app.listen(this.port) } }",
      'main.ts': "import { Server } from './server'; new Server(Number(process.env.PORT)).start()",
    },
    ['PORT'],
  ],
  'an app made by a function of another file': [
    {
      'app.ts':
        "import fastify from 'fastify'; export function build() { const app = fastify(); return app }",
      'main.ts':
        "import { build } from './app.ts'; const app = await build(); await app.listen({ port: 3000 })",
    },
    ["'3000'"],
  ],
  'app.set and app.get': [
    {
      'a.js':
        "const app = require('express')(); app.set('port', process.env.PORT || 3000); app.listen(app.get('port'))",
    },
    ['PORT=3000'],
  ],
  "the generator's bin/www": [
    {
      'app.js': "var app = require('express')(); module.exports = app",
      'bin/www':
        "#!/usr/bin/env node\nvar app = require('../app'); var port = normalizePort(process.env.PORT || '3000'); require('http').createServer(app).listen(port);\nfunction normalizePort(val) { var port = parseInt(val, 10); if (isNaN(port)) return val; if (port >= 0) return port; return false }",
    },
    ['PORT=3000'],
  ],
  zod: [
    {
      'a.ts':
        "import { z } from 'zod'; import express from 'express'; const env = z.object({ PORT: z.coerce.number().default(3000) }).parse(process.env); express().listen(env.PORT)",
    },
    ['PORT=3000'],
  ],
  convict: [
    {
      'a.js':
        "const config = require('convict')({ web: { port: { default: 80, env: 'WEB_PORT' } } }); config.validate(); require('express')().listen(config.get('web.port'))",
    },
    ['WEB_PORT=80'],
  ],
  envalid: [
    {
      'a.js':
        "const { cleanEnv, port } = require('envalid'); const env = cleanEnv(process.env, { PORT: port({ default: 4000 }) }); require('express')().listen(env.PORT)",
    },
    ['PORT=4000'],
  ],
  'env-var': [
    {
      'a.js':
        "const env = require('env-var'); require('express')().listen(env.get('PORT').default('80').asPortNumber())",
    },
    ['PORT=80'],
  ],
  'a parser nobody knows': [
    { 'a.js': "const env = require('some-parser')(process.env); require('express')().listen(env.PORT)" },
    ['PORT'],
  ],
  Nest: [
    {
      'main.ts':
        "import { NestFactory } from '@nestjs/core'; import { ConfigService } from '@nestjs/config'; const app = await NestFactory.create(M); const config = app.get(ConfigService); await app.listen(config.get<number>('PORT', 3000))",
    },
    ['PORT=3000'],
  ],
  'imported JSON': [
    {
      'config.json': '{ "port": 3000 }',
      'a.js': "const { port } = require('./config.json'); require('express')().listen(port)",
    },
    ["'3000'"],
  ],
  'a path of tsconfig': [
    {
      'tsconfig.json':
        '{ "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"] } } } // comment',
      'src/config.ts': 'export const port = process.env.PORT',
      'src/a.ts': "import { port } from '@app/config'; import express from 'express'; express().listen(port)",
    },
    ['PORT'],
  ],
  'a package of the workspace': [
    {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/config/package.json': '{ "name": "@acme/config", "main": "dist/index.js" }',
      'packages/config/src/index.ts': 'export const port = process.env.PORT',
      'packages/web/a.ts':
        "import { port } from '@acme/config'; import express from 'express'; express().listen(port)",
    },
    ['PORT'],
  ],
  'tests and fixtures are not read': [
    { 'a.test.js': "require('express')().listen(1)", 'test/b.js': "require('express')().listen(2)" },
    [],
  ],
  'values that turn in circles': [
    {
      'a.js': "const b = require('./b'); exports.port = b.port; require('express')().listen(b.port)",
      'b.js': "const a = require('./a'); exports.port = a.port",
    },
    ['unknown'],
  ],
  'a function that calls itself': [
    { 'a.js': "const f = (n) => f(n + 1); require('express')().listen(f(0))" },
    ['unknown'],
  ],
};

for (const [title, [files, expected]] of Object.entries(tables)) {
  t.test(`port: ${title}`, async (t) => t.same(await ports(files), expected));
}

t.test('names that objects inherit are no entries', async (t) => {
  const files = {
    'a.js':
      "const config = { port: 1 }; require('express')().listen(config.constructor); require('express')().listen(config.__proto__)",
  };
  t.same(await ports(files), ['unknown', 'unknown']);
});

t.test('every variable is listed once, with its default and where a helper was told its name', async (t) => {
  const sources = await linked({
    'env.ts':
      "const need = (name: string) => { const value = process.env[name]; if (!value) throw new Error(name); return value };\nexport const url = need('DATABASE_URL');\nexport const key = need('KEY');",
    'a.ts':
      "import { url } from './env.ts';\nconst { HOST } = process.env;\nconsole.log(url, process.env.LEVEL ?? 'info');",
  });
  const names = sources.environment().map(({ name, at }) => `${name} ${at.path}:${at.line}`);
  t.same(names.sort(), ['DATABASE_URL env.ts:2', 'HOST a.ts:2', 'KEY env.ts:3', 'LEVEL a.ts:3']);
});

t.test('a handler reaches the close of the server through functions and callbacks', async (t) => {
  const closing = async (handler: string) => {
    const sources = await linked({
      'server.js':
        "const http = require('http'); exports.server = http.createServer(); exports.server.listen(process.env.PORT)",
      'main.js': `const { server } = require('./server'); ${handler}`,
    });
    return sources.callsThat('handlesSignal').map(({ call, means }) => {
      const signal = means.signal && sources.argument(call, means.signal);
      const value = means.handler && sources.argument(call, means.handler);
      const closes = value && sources.reaches(value, ({ entries }) => entries.some((entry) => entry.closes));
      return `${signal ? (sources.text(signal) ?? signal.kind) : 'none'} ${closes}`;
    });
  };
  t.same(await closing("process.on('SIGTERM', () => server.close())"), ['SIGTERM true']);
  t.same(
    await closing(
      "process.once('SIGTERM', stop); async function stop() { await new Promise((done) => server.close(done)) }",
    ),
    ['SIGTERM true'],
  );
  t.same(
    await closing("for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.close())"),
    ['choice true'],
  );
  t.same(
    await closing("['SIGINT', 'SIGTERM'].forEach((signal) => process.on(signal, () => server.close()))"),
    ['choice true'],
  );
  t.same(await closing("process.on('SIGTERM', () => process.exit(0))"), ['SIGTERM false']);
});

t.test('changes that other modules make count for the binding that they change', async (t) => {
  const sources = await linked({
    'store.js': 'const todos = []; const users = new Map(); module.exports = { todos, users }',
    'routes.js':
      "const { todos } = require('./store'); const store = require('./store'); exports.add = (todo) => { todos.push(todo); store.users.set(1, todo) }",
    'rooms.mjs': 'export const rooms = {}; rooms.first = []; export const join = (id) => { rooms[id] = 1 }',
  });
  const changed = sources.bindings().filter(({ collection, changes }) => collection && changes.length > 0);
  t.same(
    changed.map(({ name, changes }) => `${name} ${changes.map(({ how, at }) => `${how} ${at.path}`).join()}`),
    ['rooms assigned rooms.mjs', 'todos push routes.js', 'users set routes.js'],
  );
});

t.test('stores of sessions are named by their constructors', async (t) => {
  const store = async (expression: string) => {
    const sources = await linked({
      'a.js': `const session = require('express-session'); const made = ${expression}; session({ store: made })`,
    });
    const [found] = sources.callsThat('session');
    const value = found?.means.store && sources.argument(found.call, found.means.store);
    return value && sources.canonical(value);
  };
  t.equal(await store("new (require('connect-redis')(session))({})"), 'connect-redis()()');
  t.equal(await store("require('connect-mongo').create({})"), 'connect-mongo.create()');
});

t.test('the place of a literal is its own, in the file where it stands', async (t) => {
  const sources = await linked({
    'config.js': 'module.exports = {\n  port: 3000,\n}',
    'a.js': "const { port } = require('./config'); require('express')().listen(port)",
  });
  const [found] = sources.callsThat('listens');
  const value = found?.means.port && sources.argument(found.call, found.means.port);
  t.match(value && sources.origin(value), {
    from: 'literal',
    literal: '3000',
    at: { path: 'config.js', line: 2 },
  });
});

t.test('hostile source ends: deep nesting, long chains, doubling values', async (t) => {
  const doubling = Array.from(
    { length: 60 },
    (_, i) => `const a${i + 1} = [a${i}, a${i}, \`\${a${i}}\${a${i}}\`];`,
  ).join('\n');
  const chain = Array.from({ length: 3_000 }, (_, i) => `const b${i + 1} = b${i}.next(b${i});`).join('\n');
  const sources = await linked({
    'a.js': `const a0 = process.env.A;\n${doubling}\nrequire('express')().listen(a60)`,
    'b.js': `const b0 = require('x')();\n${chain}\nb3000.listen(b3000)`,
    'c.js': `f(${'(\n'.repeat(5_000)}1${')\n'.repeat(5_000)})`,
    'd.js': `const d = ${Array.from({ length: 2_000 }, (_, i) => `'${i}'`).join('\n+')}; f(d)`,
  });
  const started = processorTime();
  for (const { call, means } of sources.callsThat('listens')) {
    const value = means.port && sources.argument(call, means.port);
    if (value) sources.origin(value);
  }
  t.ok(sources.environment().length >= 1);
  t.ok(processorTime() - started < 10_000);
  t.ok(sources.problems.some(({ path }) => path === 'c.js'));
});
