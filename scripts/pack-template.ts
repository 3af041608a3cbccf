/** Packs `template/` into `dist/template.json`, the form in which the published package carries it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack, readTree } from '../generators/template.ts';

const target = fileURLToPath(new URL('../dist/template.json', import.meta.url));
const files = await readTree(fileURLToPath(new URL('../template', import.meta.url)));
await mkdir(dirname(target), { recursive: true });
await writeFile(target, pack(files));
