// The queue's own connections.
import pg from 'pg';
import { test } from 'tap';
import { workerEnvironment } from '../../test/mail.ts';
import { logLines, startProgram } from '../../test/process.ts';
import { createDatabase, until } from '../../test/service.ts';

test('a statement of the queue that takes too long is ended', async (t) => {
  const databaseUrl = await createDatabase(t);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  t.teardown(() => client.end());
  await client.query('begin');
  await client.query('lock table graphile_worker._private_jobs in access exclusive mode');
  const env = { ...workerEnvironment(databaseUrl, 'smtp://127.0.0.1:1'), DATABASE_TIMEOUT_MS: '3000' };
  const worker = startProgram(t, 'src/worker.ts', [], env);
  const ended = () => logLines(worker).some(({ err }) => (err as { code?: string })?.code === '57014');
  await until(ended, 'an end', worker.output, 60_000);
  t.ok(ended());
});
