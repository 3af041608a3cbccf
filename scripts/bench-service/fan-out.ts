/** S3: from a change in the database to the last of many sockets, against a server that writes a frame built once. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Listeners, openListeners } from './listeners.ts';
import type { Program } from './process.ts';
import { type Figure, ratioFigure } from './report.ts';
import { interleave, middle, ratio, type Sample } from './rounds.ts';
import { type Client, logIn, type Stage } from './stage.ts';

const SIZES = [1000, 5000] as const;
const CHANGES_A_ROUND = 5;
const SETTLE_MS = 3000;

/** The row that a change of a todo leaves, and word of it, as another process of the service sends it. */
const change = `
  insert into events (account_id, resource, type, entity_id, data)
  select account_id, 'todos', 'changed', id, jsonb_build_object('id', id, 'title', title, 'description', description,
    'importance', importance, 'completed', completed, 'order', "order", 'version', version,
    'createdAt', created_at, 'updatedAt', updated_at, 'url', '/api/todos/' || id)
  from todos where account_id = (select account_id from sessions limit 1) limit 1;
  notify events`;

interface Fan {
  readonly program: Program;
  readonly listeners: Listeners;
  readonly database: Client;
}

/** Milliseconds until the last socket has a change, and the processor time of the process for one in microseconds. */
async function measure({ program, listeners, database }: Fan): Promise<Sample> {
  let ms = 0;
  const cpu = program.cpu();
  for (let n = 0; n < CHANGES_A_ROUND; n++) {
    const next = listeners.next();
    const from = process.hrtime.bigint();
    await database.query(change);
    ms += Number((await next) - from) / 1e6;
  }
  return { ms: ms / CHANGES_A_ROUND, cpu: (program.cpu() - cpu) / CHANGES_A_ROUND };
}

export async function measureFanOut(stage: Stage): Promise<Figure[]> {
  const urls = [await stage.database(), await stage.database()] as const;
  const service = await stage.service(urls[0]);
  const { cookie } = await logIn(service.url);
  const ours: Fan = {
    program: service,
    listeners: openListeners(),
    database: await stage.connect(urls[0]),
  };
  await ours.listeners.connect(service.url, 1, cookie);
  await measure(ours);
  const { last } = await ours.listeners.got();
  const raw = await stage.baseline('tcp', { DATABASE_URL: urls[1], FRAME: last.toString('base64') });
  const theirs: Fan = { program: raw, listeners: openListeners(), database: await stage.connect(urls[1]) };
  await theirs.listeners.connect(raw.url, 1);
  // The baseline's database needs a session for the same row.
  await theirs.database.query(
    `insert into sessions (token_hash, account_id, expires_at)
     select sha256('x'), id, now() from accounts limit 1`,
  );

  const figures: Figure[] = [];
  const memory: number[] = [];
  let open = 1;
  for (const size of SIZES) {
    await ours.listeners.connect(service.url, size - open, cookie);
    await theirs.listeners.connect(raw.url, size - open);
    open = size;
    await delay(SETTLE_MS);
    memory.push(service.memory());
    const samples = await interleave(stage.rounds, {
      service: () => measure(ours),
      raw: () => measure(theirs),
    });
    figures.push(
      ratioFigure(
        'S3',
        `a change to the last of ${size} sockets, against raw TCP`,
        ratio(samples.service, samples.raw, 'ms'),
        { atMost: 1.2 },
      ),
      {
        target: 'S3',
        what: 'the same in time by the clock and processor time of the process',
        measured: Object.entries(samples)
          .map(
            ([name, all]) =>
              `${name} ${middle(all, 'ms').toFixed(0)} ms, ${(middle(all, 'cpu') / 1000).toFixed(0)} ms CPU`,
          )
          .join('; '),
      },
    );
  }
  const [less = 0, more = 0] = memory;
  const each = (more - less) / (SIZES[1] - SIZES[0]) / 1024;
  figures.push({
    target: 'S3',
    what: `resident memory an idle socket, of those from ${SIZES[0]} to ${SIZES[1]}`,
    measured: `${each.toFixed(1)} KiB`,
    wanted: '<= 15 KB',
    reached: each * 1.024 <= 15,
  });
  for (const { program, listeners, database } of [ours, theirs]) {
    await listeners.close();
    await database.end();
    await program.stop();
  }
  return figures;
}
