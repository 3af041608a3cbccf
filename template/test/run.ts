// `npm test`: one PostgreSQL for the whole run, then tap with the arguments given, then everything is cleaned up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { startTestServer } from './server.ts';

const server = await startTestServer();
const { bin } = createRequire(import.meta.url)('tap/package.json') as { bin: { tap: string } };
const program = createRequire(import.meta.url).resolve(`tap/${bin.tap}`);
const tap = spawn(process.execPath, [program, 'run', ...process.argv.slice(2)], {
  env: { ...process.env, TEST_SERVER_URL: server.url },
  stdio: 'inherit',
});
// tap ends by itself on these; the server must be stopped after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => tap.kill(signal));
const [code] = await once(tap, 'exit');
await server.stop();
process.exit(code ?? 1);
