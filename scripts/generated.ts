/** Renews every generated file, or with --check says which is out of date. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const makers = ['check-index', 'check-docs', 'configuration-schema', 'grammars', 'examples'];
const args = process.argv.slice(2);
const tsx = fileURLToPath(new URL('../node_modules/tsx/dist/cli.mjs', import.meta.url));

let failed = 0;
for (const maker of makers) {
  process.stdout.write(`${maker}\n`);
  const script = fileURLToPath(new URL(`${maker}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, [tsx, script, ...args], { stdio: 'inherit' });
  if (status !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
