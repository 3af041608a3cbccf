/** Makes the repositories that the audit is timed on: students' submissions, and services of any size. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
const broken = readdirSync(examples).filter((name) => name.startsWith('broken-'));

const nouns =
  'order invoice customer station reading parcel ticket lesson recipe voucher member booking'.split(' ');
const nounAt = (index: number): string =>
  `${nouns[index % nouns.length]}${Math.floor(index / nouns.length) || ''}`;
const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;

function write(root: string, path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** One of the broken examples, each in another language, with a small front end beside it: about fifty files. */
export function writeSubmission(folder: string, index: number): void {
  cpSync(join(examples, broken[index % broken.length] as string), folder, { recursive: true });
  write(folder, 'web/package.json', manifest(`web-${index}`, { react: '^18.2.0', 'react-dom': '^18.2.0' }));
  const pages = Array.from({ length: 34 }, (_, page) => capital(nounAt(page + (index % 7))));
  for (const [page, name] of pages.entries())
    write(folder, `web/src/pages/${name}.tsx`, pageText(name, page + index));
  write(folder, 'web/src/main.tsx', mainText(pages));
}

const mainText = (pages: readonly string[]): string => `import React from 'react';
import { createRoot } from 'react-dom/client';
${pages.map((name) => `import { ${name} } from './pages/${name}';`).join('\n')}

const root = createRoot(document.getElementById('root') as HTMLElement);
root.render(<>${pages.map((name) => `<${name} id="1" />`).join('')}</>);
`;

const manifest = (name: string, dependencies: Record<string, string>): string =>
  `${JSON.stringify({ name, version: '1.0.0', scripts: { start: 'node src/server.js' }, dependencies }, null, 2)}\n`;

const pageText = (name: string, index: number): string => `import React, { useEffect, useState } from 'react';

export interface ${name}Props {
  readonly id: string;
  readonly limit?: number;
}

export function ${name}({ id, limit = ${index} }: ${name}Props) {
  const [rows, setRows] = useState<readonly string[]>([]);
  useEffect(() => {
    fetch(\`/api/${name.toLowerCase()}/\${id}?limit=\${limit}\`)
      .then((response) => response.json())
      .then((found) => setRows(found.rows));
  }, [id, limit]);
  return (
    <section aria-label="${name}">
      {rows.length === 0 ? <p>Nothing yet</p> : rows.map((row) => <p key={row}>{row}</p>)}
    </section>
  );
}
`;

/** A service in TypeScript of so many source files, of about ten kilobytes each; gives the bytes of its source. */
export function writeService(folder: string, files: number): number {
  write(folder, 'package.json', manifest('service', { express: '^4.19.2', pg: '^8.12.0', pino: '^9.3.2' }));
  write(folder, 'Dockerfile', 'FROM node:20.11.1\nCOPY . .\nRUN npm ci\nCMD ["node", "src/server.js"]\n');
  const modules = Array.from({ length: files - 1 }, (_, index) => `${capital(nounAt(index))}Module${index}`);
  let bytes = 0;
  for (const [index, name] of modules.entries()) {
    const text = moduleText(name, modules[(index * 7 + 1) % modules.length] as string, index);
    bytes += text.length;
    write(folder, `src/modules/${name}.ts`, text);
  }
  const server = serverText(modules);
  write(folder, 'src/server.ts', server);
  return bytes + server.length;
}

const serverText = (modules: readonly string[]): string => `import express from 'express';
import { Pool } from 'pg';
${modules.map((name) => `import { routes as routesOf${name} } from './modules/${name}';`).join('\n')}

const app = express();
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
${modules.map((name) => `app.use('/${name}', routesOf${name}(pool));`).join('\n')}
const server = app.listen(process.env.PORT);
process.on('SIGTERM', () => server.close(() => pool.end()));
`;

const moduleText = (name: string, other: string, index: number): string => `import { Router } from 'express';
import type { Pool } from 'pg';
import pino from 'pino';
import { describe0 as describeOther } from './${other}';

const log = pino({ name: '${name}' });
const limit = Number(process.env.${name.toUpperCase()}_LIMIT ?? ${index});

export interface ${name} {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly createdAt: Date;
}

export function routes(pool: Pool): Router {
  const router = Router();
  router.get('/:id', async (request, response) => {
    const { rows } = await pool.query<${name}>('select * from ${name} where id = $1 limit $2', [request.params.id, limit]);
    log.info({ found: rows.length }, 'read');
    response.json(rows.map((row) => ({ ...row, title: describeOther(row.title, row.tags) })));
  });
  return router;
}
${Array.from({ length: 14 }, (_, part) => functionText(part, index)).join('\n')}`;

const functionText = (part: number, index: number): string => `
/** Step ${part}: what is too long is cut, what is empty is left out. */
export function describe${part}(title: string, tags: readonly string[], depth = ${part + index}): string {
  const words = title.split(/\\s+/).filter((word) => word.length > ${part});
  const kept = new Map<string, number>();
  for (const [position, word] of words.entries()) {
    const known = kept.get(word) ?? 0;
    if (known > depth || tags.includes(word)) continue;
    kept.set(word, known + position * ${part + 1});
  }
  if (kept.size === 0) return tags.length > 0 ? tags.join(', ') : '${part}-${index}';
  const sorted = [...kept].sort(([, a], [, b]) => b - a).map(([word]) => word.toLowerCase());
  return sorted.slice(0, Math.max(1, depth - ${part})).join(' ');
}
`;
