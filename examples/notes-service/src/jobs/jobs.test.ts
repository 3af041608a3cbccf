// Jobs and mails through real worker processes: what fails is done again, and nothing secret is left behind.
import { setTimeout as delay } from 'node:timers/promises';
import { type Test as TapTest, test } from 'tap';
import { startMailbox, startWorker, tokenOf, workerEnvironment } from '../../test/mail.ts';
import { logLines, startProgram } from '../../test/process.ts';
import { createDatabase, sql, testApp, until } from '../../test/service.ts';
import { openDatabase } from '../database/database.ts';
import { createLogger } from '../logger.ts';
import { addJob } from './jobs.ts';
import { purge, unlockJobs } from './upkeep.ts';

const email = 'anna@example.org';
const password = 'correct horse battery';

async function setUp(t: TapTest) {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const mailbox = await startMailbox(t);
  const register = () =>
    app.inject({ method: 'POST', url: '/api/registrations', payload: { email, password } });
  const startProcess = (env: NodeJS.ProcessEnv = {}) =>
    startProgram(t, 'src/worker.ts', [], { ...workerEnvironment(databaseUrl, mailbox.url), ...env });
  const jobs = async () => (await sql('select * from graphile_worker._private_jobs', databaseUrl)).rows;
  return { app, databaseUrl, mailbox, register, startProcess, jobs };
}

test('a mail that the server did not take is sent again', async (t) => {
  const { databaseUrl, mailbox, register, jobs } = await setUp(t);
  mailbox.refuse(1);
  await startWorker(t, databaseUrl, mailbox.url);
  await register();
  await until(async () => (await jobs())[0]?.attempts === 1 && (await jobs())[0]?.last_error, 'a failure');
  t.equal(mailbox.mails.length, 0);
  tokenOf(await mailbox.next(email), 'confirm');
  await until(async () => (await jobs()).length === 0, 'the job to be done');
});

test('a mail that comes again is the same mail, and the links of both are good', async (t) => {
  const { app, databaseUrl, mailbox, register } = await setUp(t);
  await startWorker(t, databaseUrl, mailbox.url);
  const twice = async () => {
    const [first, second] = [await mailbox.next(email), await mailbox.next(email)];
    t.equal(second.messageId, first.messageId);
    t.match(first.messageId, /^<[\w.-]+@example\.org>$/);
    return first;
  };
  const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });

  mailbox.deny(1);
  await register();
  const confirmed = await twice();
  const answer = await post('/api/registrations/confirm', { token: tokenOf(confirmed, 'confirm'), password });
  t.equal(answer.statusCode, 201);

  mailbox.deny(1);
  await post('/api/password-resets', { email });
  const reset = await twice();
  t.not(reset.messageId, confirmed.messageId);
  const body = { token: tokenOf(reset, 'reset'), newPassword: 'battery staple' };
  t.equal((await post('/api/password-resets/confirm', body)).statusCode, 204);
  t.equal((await post('/api/password-resets/confirm', body)).statusCode, 400, 'once');
});

test('a token is in its mail and nowhere else', async (t) => {
  const { databaseUrl, mailbox, register, startProcess } = await setUp(t);
  mailbox.refuse(1);
  const worker = startProcess({ LOG_LEVEL: 'trace' });
  const requestId = (await register()).headers['x-request-id'];
  const token = tokenOf(await mailbox.next(email), 'confirm');
  worker.child.kill('SIGTERM');
  t.equal(await worker.ended, 0);
  t.equal(logLines(worker).at(-1)?.msg, 'stopped');
  const failure = logLines(worker).find(({ msg }) => msg === 'job failed');
  t.match(
    failure,
    { level: 'error', task: 'registration-mail', attempt: 1, requestId },
    'failures are logged',
  );
  t.notMatch(worker.output() + worker.errors(), token);

  const { rows: tables } = await sql(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker')`,
    databaseUrl,
  );
  for (const { name } of tables) {
    const { rows } = await sql(`select to_jsonb(t)::text as row from ${name} t`, databaseUrl);
    t.notOk(
      rows.some(({ row }) => row.includes(token)),
      name,
    );
  }
});

test('a worker that is told to stop finishes the mail that it has begun', async (t) => {
  const { mailbox, register, startProcess, jobs } = await setUp(t);
  const worker = startProcess();
  await until(() => worker.output().includes('waiting for jobs'), 'the worker', worker.output, 30_000);
  const release = mailbox.hold();
  await register();
  await until(() => mailbox.held() === 1, 'a mail on its way');
  worker.child.kill('SIGTERM');
  await delay(300);
  t.equal(worker.child.exitCode, null);
  release();
  t.equal(await worker.ended, 0);
  t.equal(mailbox.mails.length, 1);
  t.same(await jobs(), []);
});

test('of two workers one does what recurs, once each time', async (t) => {
  const { databaseUrl, startProcess } = await setUp(t);
  const start = Date.now();
  // It was known yesterday, so what came due within the last hour is made up for.
  await sql(
    `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
     values ('purge', now() - interval '1 day', now() - interval '2 hours')`,
    databaseUrl,
  );
  const workers = [startProcess(), startProcess()];
  const purges = () =>
    workers.flatMap((worker) => logLines(worker)).filter(({ msg }) => msg === 'purged').length;
  await until(
    () => purges() > 0,
    'a purge',
    () => '',
    30_000,
  );
  await until(
    () => workers.every((worker) => worker.output().includes('waiting for jobs')),
    'both workers',
    () => '',
    30_000,
  );
  await delay(1000);
  const periods = (from: number, to: number) => {
    let count = 0;
    for (let minute = Math.ceil(from / 60_000); minute * 60_000 <= to; minute++)
      if (minute % 60 === 17) count++;
    return count;
  };
  t.equal(purges(), periods(start - 60 * 60_000, Date.now()));
});

test('a worker waits for the migrations, and installs nothing itself', async (t) => {
  const databaseUrl = await createDatabase(t, { migrated: false });
  const mailbox = await startMailbox(t);
  const worker = startProgram(t, 'src/worker.ts', [], workerEnvironment(databaseUrl, mailbox.url));
  await until(() => worker.output().includes('migrations are missing'), 'it to wait', worker.errors, 30_000);
  const { rows } = await sql(`select from pg_namespace where nspname = 'graphile_worker'`, databaseUrl);
  t.equal(rows.length, 0);
  worker.child.kill('SIGTERM');
  t.equal(await worker.ended, 0);
});

test('a job is there with what it is about, or not at all', async (t) => {
  const { app, jobs } = await setUp(t);
  const attempt = app.database.transaction(async (tx) => {
    await addJob(tx, 'reset-mail', { mailTokenId: '01900000-0000-7000-8000-000000000000' });
    throw new Error('rolled back');
  });
  await t.rejects(attempt, { message: 'rolled back' });
  t.same(await jobs(), []);
});

test('jobs of a killed worker are freed, those of one that works are not', async (t) => {
  const { app, databaseUrl, register } = await setUp(t);
  await register();
  const lock = (interval: string) =>
    sql(
      `update graphile_worker._private_jobs set locked_by = 'killed', locked_at = now() - interval '${interval}'`,
      databaseUrl,
    );
  await lock('9 minutes');
  t.equal(await unlockJobs(app.database), 0);
  await lock('11 minutes');
  t.equal(await unlockJobs(app.database), 1);
  const { rows } = await sql('select locked_by from graphile_worker.jobs', databaseUrl);
  t.same(rows, [{ locked_by: null }]);
});

test('what is over is purged, what is not stays', async (t) => {
  const databaseUrl = await createDatabase(t);
  const log = createLogger('silent');
  const database = openDatabase({ url: databaseUrl, poolSize: 1, timeoutMs: 5000, log, onCommit: () => {} });
  t.teardown(() => database.close());
  await sql(
    `with account as (
       insert into accounts (email, password_hash) values ('a@b', 'scrypt$2$1$1$c2FsdA$aGFzaA') returning id
     ), times (at, n) as (values (now() - interval '1 second', 1), (now() + interval '1 hour', 2)),
     sessions as (
       insert into sessions (account_id, token_hash, expires_at)
       select id, decode(repeat('0' || n, 32), 'hex'), at from account, times
     ), registrations as (
       insert into registrations (email, password_hash, language, expires_at)
       select 'c@d', 'scrypt$2$1$1$c2FsdA$aGFzaA', 'en', at from times
     ), mail_tokens as (
       insert into mail_tokens (account_id, purpose, email, expires_at) select id, 'reset', 'a@b', at from account, times
     ), attempts as (
       insert into attempts (key, count, expires_at) select decode(repeat('0' || n, 32), 'hex'), 1, at from times
     ), idempotency_keys as (
       insert into idempotency_keys (account_id, key, request_hash, result, expires_at)
       select id, n, decode(repeat('0' || n, 32), 'hex'), '{}', at from account, times
     )
     insert into events (account_id, resource, type, entity_id, at)
     select id, 'todos', 'deleted', 'x', now() - days * interval '1 day'
     from account, unnest(array[9, 8, 8, 0]) as days`,
    databaseUrl,
  );
  await sql(
    `select graphile_worker.add_job(name) from unnest(array['given up', 'given up now', 'tried again']) as name;
     update graphile_worker._private_jobs set attempts = max_attempts - case task_id when
       (select id from graphile_worker._private_tasks where identifier = 'tried again') then 1 else 0 end;
     update graphile_worker._private_jobs set updated_at = now() - interval '8 days' where task_id <>
       (select id from graphile_worker._private_tasks where identifier = 'given up now')`,
    databaseUrl,
  );
  const counts = {
    sessions: 1,
    registrations: 1,
    mailTokens: 1,
    attempts: 1,
    idempotencyKeys: 1,
    failedJobs: 1,
  };
  t.same(await purge(database), { ...counts, events: 3 });
  const none = Object.fromEntries(Object.keys(counts).map((kind) => [kind, 0]));
  t.same(await purge(database), { ...none, events: 0 });
  const { rows } = await sql(
    'select task_identifier as task from graphile_worker.jobs order by id',
    databaseUrl,
  );
  t.same(rows, [{ task: 'given up now' }, { task: 'tried again' }]);
});
