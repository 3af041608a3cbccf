/** Writes docs/twelvefold.schema.json, the schema of `.twelvefold.yaml` for editors; `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { factors } from '../checks/engine/factors.ts';
import { checks } from '../checks/index.generated.ts';
import { configurationSchema } from '../cli/configuration-schema.ts';

const file = fileURLToPath(new URL('../docs/twelvefold.schema.json', import.meta.url));
const schema = configurationSchema(
  [...checks.keys()],
  factors.map(({ slug }) => slug),
);
const text = `${JSON.stringify(schema, null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (read() !== text) {
  process.stderr.write('docs/twelvefold.schema.json is out of date: run `npm run generated`.\n');
  process.exitCode = 1;
}

function read(): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
