// Metrics of real processes: what is counted, that clients can't make more series, and who gets to see them.
import { once } from 'node:events';
import pg from 'pg';
import { test } from 'tap';
import { startMailbox, workerEnvironment } from '../../test/mail.ts';
import { logLines, type Program, startProgram, startServer } from '../../test/process.ts';
import { createDatabase, openBrowser, signedIn, sql, testApp, until } from '../../test/service.ts';

/** Asks a process for its metrics: by their names with labels. */
async function scrape(program: Program): Promise<Map<string, number>> {
  const url = () => logLines(program).find(({ msg }) => msg === 'metrics')?.url;
  await until(() => url() !== undefined, 'metrics', program.output, 60_000);
  const answer = await fetch(`${url()}/metrics`);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name, value] = /^(.*) (\S+)$/.exec(line) ?? [];
      return [name as string, value === 'Nan' ? Number.NaN : Number(value)];
    }),
  );
}

test('a web process', async (t) => {
  const databaseUrl = await createDatabase(t);
  const user = await signedIn(await testApp(t, databaseUrl));
  const server = await startServer(t, {
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '1',
    DATABASE_TIMEOUT_MS: '60000',
    REQUEST_TIMEOUT_MS: '60000',
    METRICS_PORT: '0',
  });

  await t.test('requests are counted and timed by route, whatever clients ask for', async (t) => {
    const ask = async (path: string, method = 'GET') =>
      (await fetch(server.url + path, { method, headers: user.headers })).status;
    for (let i = 0; i < 3; i++) {
      t.equal(await ask(`/api/sessions/0000000${i}-0000-7000-8000-000000000000?hunter2=${i}`, 'DELETE'), 404);
    }
    await ask('/first-nowhere');
    const before = await scrape(server);
    const labels = 'method="DELETE",route="/api/sessions/:id"';
    t.equal(before.get(`http_requests_total{${labels},status="404"}`), 3);
    t.equal(before.get(`http_request_duration_seconds_count{${labels}}`), 3);
    t.ok(Number(before.get(`http_request_duration_seconds_sum{${labels}}`)) > 0);

    for (let i = 0; i < 30; i++) await ask(`/nowhere-${i}?x=${i}`);
    const after = await scrape(server);
    t.equal(after.get('http_requests_total{method="GET",route="none",status="404"}'), 31);
    const series = (metrics: Map<string, number>) =>
      [...metrics.keys()].filter((key) => /^http_/.test(key)).sort();
    t.same(series(after), series(before), 'no series is new');
    t.notMatch([...after.keys()].join(), /nowhere|hunter2/);
    t.ok(after.has('process_cpu_seconds_total') && after.has('nodejs_eventloop_lag_seconds'));
    t.equal(await ask('/metrics'), 404, 'they are not on the port of the service');
  });

  await t.test('WebSockets are counted, and the lag of events is measured', async (t) => {
    const browsers = [
      await openBrowser(t, server.url, undefined, user.headers),
      await openBrowser(t, server.url, undefined, user.headers),
    ];
    t.equal((await scrape(server)).get('live_sockets'), 2);
    await sql(
      `insert into events (account_id, resource, type, entity_id, at)
       values ('${user.account.id}', 'things', 'deleted', 'x', now() - interval '20 seconds'); notify events`,
      databaseUrl,
    );
    t.match(await browsers[0]?.got(1), [
      { seq: 1, resource: 'things', type: 'deleted', id: 'x', age: undefined },
    ]);
    const closed = browsers.map(({ socket }) => once(socket, 'close'));
    for (const { socket } of browsers) socket.close();
    await Promise.all(closed);
    await until(async () => (await scrape(server)).get('live_sockets') === 0, 'no sockets');
    const metrics = await scrape(server);
    t.equal(metrics.get('live_event_lag_seconds_count'), 1);
    t.equal(metrics.get('live_event_lag_seconds_bucket{le="10"}'), 0);
    t.equal(metrics.get('live_event_lag_seconds_bucket{le="60"}'), 1);
    t.ok(Math.abs(Number(metrics.get('live_last_read_timestamp_seconds')) - Date.now() / 1000) < 30);
  });

  await t.test('the pool tells of queries that wait for a connection', async (t) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on('error', () => {});
    await client.connect();
    t.teardown(() => client.end());
    await client.query('begin');
    await client.query('lock table accounts in access exclusive mode');
    const ask = () => fetch(`${server.url}/api/account`, { headers: user.headers });
    const shows = async (name: string) => (await scrape(server)).get(name) === 1;
    const first = ask();
    await until(() => shows('database_connections{state="used"}'), 'one to be used');
    // Together with the first it would have been looked up by one query.
    const second = ask();
    await until(() => shows('database_connections_awaited'), 'one to be waited for');
    t.ok(await shows('database_connections{state="used"}'));
    await client.query('rollback');
    for (const answer of [first, second]) t.equal((await answer).status, 200);
    const metrics = await scrape(server);
    t.equal(metrics.get('database_connections_awaited'), 0);
    t.equal(metrics.get('database_connections{state="idle"}'), 1);
  });

  await t.test('a port for metrics that is in use ends the process', async (t) => {
    const second = startProgram(t, 'src/server.ts', [], {
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: new URL(server.url).port,
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: server.url,
    });
    t.equal(await second.ended, 1);
    t.match(logLines(second).at(-1), {
      level: 'fatal',
      msg: 'could not listen',
      err: { code: 'EADDRINUSE' },
    });
  });
});

test('a worker tells of the queue and of what it did', async (t) => {
  const databaseUrl = await createDatabase(t);
  const { url } = await startMailbox(t);
  await sql(
    `select graphile_worker.add_job('reset-mail', '{"mailTokenId": "01900000-0000-7000-8000-000000000000"}');
     select graphile_worker.add_job('later', run_at => now() + interval '1 hour') from generate_series(1, 2);
     select graphile_worker.add_job('overdue', run_at => now() - interval '1 minute');
     select graphile_worker.add_job('hopeless') from generate_series(1, 3);
     update graphile_worker._private_jobs set attempts = max_attempts where task_id =
       (select id from graphile_worker._private_tasks where identifier = 'hopeless')`,
    databaseUrl,
  );
  const env = { ...workerEnvironment(databaseUrl, url), METRICS_PORT: '0' };
  const worker = startProgram(t, 'src/worker.ts', [], env);
  const done = 'job_duration_seconds_count{task="reset-mail",outcome="done"}';
  await until(
    async () => (await scrape(worker)).get(done) === 1,
    'the job to be done',
    worker.output,
    60_000,
  );
  await until(async () => (await scrape(worker)).get('queue_jobs{state="running"}') === 0, 'nothing to run');
  const metrics = await scrape(worker);
  t.equal(metrics.get('queue_jobs{state="waiting"}'), 3);
  t.equal(metrics.get('queue_jobs{state="failed"}'), 3);
  t.ok(Number(metrics.get('queue_oldest_due_seconds')) >= 60);
});

test('while the database is away, the others are told', async (t) => {
  const env = {
    ...workerEnvironment('postgres://user@127.0.0.1:1/todos', 'smtp://127.0.0.1:1'),
    METRICS_PORT: '0',
  };
  const metrics = await scrape(startProgram(t, 'src/worker.ts', [], env));
  t.same(metrics.get('queue_oldest_due_seconds'), Number.NaN);
  t.same(metrics.get('queue_jobs{state="waiting"}'), Number.NaN);
  t.equal(metrics.get('database_connections_awaited'), 0);
});
