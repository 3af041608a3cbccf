// One fault after the other under a running load; after each, nothing acknowledged is lost, and nothing was done twice.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Test as TapTest, test } from 'tap';
import { tokenOf } from '../mail.ts';
import { muteClient } from '../mute.ts';
import { startProgram } from '../process.ts';
import { sql, until } from '../service.ts';
import { printFigures, type Row } from './figures.ts';
import { type Report, startLoad } from './load.ts';
import { someNetwork } from './mails.ts';
import { startStage } from './stage.ts';

// Well below SHUTDOWN_TIMEOUT_MS, after which a process is ended that hangs; how fast it is, a busy machine can't tell.
const LONGEST_STOP_MS = 7000;
const WAITING = 6;

test('under a running load', async (t) => {
  const stage = await startStage(t);
  const { database, mailbox, web, worker } = stage;
  const [one, two] = web;
  const load = await startLoad(t, stage);
  const rows: Row[] = [];

  /** Strikes while everybody writes and listens, and compares afterwards. */
  async function fault(
    title: string,
    strike: (t: TapTest) => Promise<void>,
    judge: (t: TapTest, report: Report) => unknown = noMailTwice,
  ): Promise<void> {
    await t.test(title, async (t) => {
      t.teardown(() => web.map((member) => member.signal('SIGCONT')));
      load.begin();
      await load.writes(100);
      await strike(t);
      await load.writes(100);
      const report = await load.settle(t);
      rows.push({ title, report });
      await judge(t, report);
    });
  }

  function noMailTwice(t: TapTest, { mails }: Report): void {
    t.equal(mails.again, 0, 'no mail comes twice');
  }

  /** Ends the connections of this name; how many these were. */
  async function terminate(name: string): Promise<number> {
    const { rowCount } = await sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${name}'`,
      database.url,
    );
    return rowCount ?? 0;
  }

  /**
   * Waits until writes are stored and not answered yet: commits wait for a copy of the database that isn't there,
   * until the function that it resolves with is called.
   */
  async function holdCommits(): Promise<() => Promise<unknown>> {
    const waitFor = async (copy: string) => {
      await sql(`alter system set synchronous_standby_names = '${copy}'`, database.url);
      await sql('select pg_reload_conf()', database.url);
    };
    const waiting = `select from pg_stat_activity where wait_event = 'SyncRep'`;
    await waitFor('nobody');
    await until(
      async () => ((await sql(waiting, database.url)).rowCount ?? 0) >= WAITING,
      'commits that wait',
      () => 'too few',
      120_000,
    );
    return () => waitFor('');
  }

  await fault(
    'kill -9 of a web process',
    async () => {
      // Until a write was stored whose answer never came, which is what the keys are for.
      for (let round = 0; round < 2 || (load.tally().replayed === 0 && round < 10); round++) {
        const struck = round % 2 === 0 ? one : two;
        const release = await holdCommits();
        await struck.kill();
        await release();
        await load.writes(50);
        await struck.start();
        await load.writes(50);
      }
    },
    (t, report) => {
      noMailTwice(t, report);
      t.ok(report.tally.replayed > 0, 'some writes were stored though their answer was lost');
    },
  );

  await fault(
    'kill -9 of the worker',
    async (t) => {
      for (let round = 0; round < 3; round++) {
        await load.writes(100);
        await worker.kill();
        await worker.start();
      }
      // Between the mail server's yes and the end of the job, where no protocol can tell whether the mail was sent.
      const holder = new pg.Client({ connectionString: database.url });
      await holder.connect();
      t.teardown(() => holder.end());
      const release = mailbox.hold();
      await until(
        () => mailbox.held() > 0,
        'a mail on its way',
        () => 'none',
        120_000,
      );
      await holder.query('begin');
      await holder.query('select from graphile_worker._private_jobs where locked_at is not null for update');
      const taken = mailbox.mails.length;
      release();
      await until(() => mailbox.mails.length > taken, 'the mail to be taken');
      await delay(200);
      await worker.kill();
      await terminate('notes-service queue');
      await holder.query('rollback');
      await worker.start();
    },
    async (t, { mails }) => {
      t.ok(mails.again > 0, 'a mail came again');
      const [first] = mailbox.mails.filter(
        ({ messageId }, i, all) => all.findIndex((mail) => mail.messageId === messageId) < i,
      );
      t.ok(first);
      if (!first) return;
      const [kept] = mailbox.mails.filter(({ messageId }) => messageId === first.messageId);
      const token = tokenOf(kept as typeof first, 'reset');
      const answer = await fetch(`${one.url}/api/password-resets/confirm`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...someNetwork() },
        body: JSON.stringify({ token, newPassword: 'battery staple' }),
      });
      t.equal(answer.status, 204, 'the link of the first is good, where the second is taken for a copy');
    },
  );

  await fault(
    'kill -9 of PostgreSQL',
    async () => {
      for (let round = 0; round < 2; round++) {
        await database.kill();
        await delay(500);
        await database.start();
        await load.writes(100);
      }
    },
    // A mail may be sent when the end of its job isn't stored any more.
    (t, { mails }) => t.ok(mails.again < mails.owed, 'hardly any mail comes twice'),
  );

  await fault('the end of the connections that listen', async (t) => {
    for (let round = 0; round < 5; round++) {
      const ended = await terminate('notes-service live');
      t.ok(ended > 0, 'there is a connection to end');
      await load.writes(100);
    }
  });

  await fault(
    'a pause that is longer than events are kept',
    async (t) => {
      one.signal('SIGSTOP');
      await load.writes(100);
      await sql(`update events set at = at - interval '2 days'`, database.url);
      const purge = startProgram(t, 'dist/admin.js', ['purge'], { DATABASE_URL: database.url });
      t.equal(await purge.ended, 0, purge.errors());
      one.signal('SIGCONT');
    },
    (t, report) => {
      noMailTwice(t, report);
      t.ok(report.reloads > 0, 'listeners were told to read the list anew');
    },
  );

  await fault('a pause that fills the queue of notifications', async () => {
    one.signal('SIGSTOP');
    // One a transaction: of a larger one that finds the queue full, PostgreSQL keeps what went in before, tells nobody, and
    // so nobody reads it out.
    const notification = `pg_notify('events', repeat('x', 7000))`;
    const flood = `do $$ begin for n in 1..50 loop perform ${notification}; commit; end loop; end $$`;
    const isFull = (statement: string) =>
      sql(statement, database.url).then(
        () => false,
        (error) => error.code === '54000',
      );
    await until(
      () => isFull(flood),
      'a full queue',
      () => 'room',
      120_000,
    );
    await load.writes(200);
    // Nobody is notified any more, but the poll finds what was written.
    await load.events(200);
    one.signal('SIGCONT');
    await until(
      async () => !(await isFull(`select ${notification}`)),
      'room in the queue',
      () => 'none',
      120_000,
    );
  });

  await fault(
    'a rolling restart',
    async (t) => {
      for (const member of [one, two, one, two]) {
        await muteClient(t, member.url, 'GET /livez HTTP/1.1\nhost: x\n\n');
        await muteClient(
          t,
          member.url,
          `GET /live HTTP/1.1\nhost: x\nauthorization: ${load.headers.authorization}\nconnection: upgrade\n` +
            'upgrade: websocket\nsec-websocket-version: 13\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\n\n',
        );
        const { code, ms } = await member.stop();
        t.equal(code, 0, 'it ends by itself');
        t.ok(ms <= LONGEST_STOP_MS, `it took ${Math.round(ms)} ms`);
        await member.start();
        await load.writes(100);
      }
    },
    (t, report) => {
      noMailTwice(t, report);
      t.same(report.tally.unanswered, [], 'no request stays without an answer');
      t.equal(report.tally.unavailable, 0, 'nobody is sent away');
    },
  );

  load.end();
  t.same(await stage.leave(), [], 'nothing is left behind');
  printFigures(rows);
});
