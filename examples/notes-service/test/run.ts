// `npm test`: one PostgreSQL for the whole run, then tap with the arguments given, then everything is cleaned up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startTestServer } from './server.ts';

const require = createRequire(import.meta.url);
const { bin } = require('tap/package.json') as { bin: { tap: string } };
const program = join(dirname(require.resolve('tap/package.json')), bin.tap);

const server = await startTestServer();
try {
  const tap = spawn(process.execPath, [program, 'run', ...process.argv.slice(2)], {
    env: { ...process.env, TEST_SERVER_URL: server.url },
    stdio: 'inherit',
  });
  // tap ends by itself on these; the server must be stopped after it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => tap.kill(signal));
  const [code] = await once(tap, 'exit');
  process.exitCode = code ?? 1;
} finally {
  await server.stop();
}
