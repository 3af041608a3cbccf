/** S6: from SIGTERM to the end of the process, with work in flight and clients that don't let go. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { openListeners } from './listeners.ts';
import type { Figure } from './report.ts';
import { middle, type Sample } from './rounds.ts';
import { logIn, type Stage } from './stage.ts';

const REQUESTS = 20;
const IDLE = 50;
const WEBSOCKETS = 50;
/** How long after SIGTERM the requests in flight still wait for the database. */
const HELD_MS = 500;
const LIMIT_S = 3;

/** A connection that is kept alive after one answer. */
async function openIdle(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {}).write('GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await once(socket, 'data');
  return socket;
}

async function stopOnce(stage: Stage, databaseUrl: string): Promise<Sample> {
  const service = await stage.service(databaseUrl, { DATABASE_POOL_SIZE: String(REQUESTS) });
  const { cookie } = await logIn(service.url);
  // They read no more than frames of text and pings: the frame that closes is never answered.
  const listeners = openListeners();
  await listeners.connect(service.url, WEBSOCKETS, cookie);
  const idle = await Promise.all(Array.from({ length: IDLE }, () => openIdle(service.url)));

  const database = await stage.connect(databaseUrl);
  await database.query('begin; lock table todos in exclusive mode');
  const requests = Array.from({ length: REQUESTS }, (_, n) =>
    fetch(`${service.url}/api/todos`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ title: `Todo ${n}` }),
    }).then(
      async (answer) => answer.status === 201 && (await answer.json()) !== undefined,
      () => false,
    ),
  );
  const waiting = `select count(*) from pg_locks where not granted and relation = 'todos'::regclass`;
  while (Number((await database.query(waiting)).rows[0]?.count) < REQUESTS) await delay(20);

  const from = process.hrtime.bigint();
  service.signal('SIGTERM');
  await delay(HELD_MS);
  await database.query('commit');
  const answered = (await Promise.all(requests)).filter(Boolean).length;
  const code = await service.ended;
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;

  for (const socket of idle) socket.destroy();
  await listeners.close();
  await database.end();
  return { seconds, lost: REQUESTS - answered, failed: code === 0 ? 0 : 1 };
}

export async function measureStopping(stage: Stage): Promise<Figure[]> {
  const databaseUrl = await stage.database();
  const samples: Sample[] = [];
  for (let round = 0; round < stage.rounds; round++) samples.push(await stopOnce(stage, databaseUrl));
  const total = (of: string) => samples.reduce((sum, sample) => sum + (sample[of] ?? Number.NaN), 0);
  const seconds = middle(samples, 'seconds');
  return [
    {
      target: 'S6',
      what: `SIGTERM to exit, ${REQUESTS} requests in flight, ${IDLE} idle connections, ${WEBSOCKETS} silent WebSockets`,
      measured: `${seconds.toFixed(2)} s`,
      wanted: `<= ${LIMIT_S} s`,
      reached: seconds <= LIMIT_S,
    },
    {
      target: 'S6',
      what: `requests in flight that were lost, and exits by another code than 0, in ${stage.rounds} stops`,
      measured: `${total('lost')} of ${REQUESTS * stage.rounds}, ${total('failed')}`,
      wanted: 'none',
      reached: total('lost') + total('failed') === 0,
    },
  ];
}
