/** Puts the files that the compiler doesn't carry beside the compiled ones: the grammars and their manifest. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const grammars = 'checks/facts/grammars';

mkdirSync(join(root, 'dist', grammars), { recursive: true });
for (const file of readdirSync(join(root, grammars))) {
  if (file.endsWith('.wasm') || file === 'manifest.json') {
    copyFileSync(join(root, grammars, file), join(root, 'dist', grammars, file));
  }
}
