/** S2: creating todos while two windows of the account are told of each, against the same where nobody is told. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openListeners } from './listeners.ts';
import { load } from './load.ts';
import type { Program } from './process.ts';
import { type Figure, ratioFigure } from './report.ts';
import { interleave, middle, ratio } from './rounds.ts';
import { here, logIn, type Stage } from './stage.ts';

const WINDOWS = 2;

export async function measureCreating(stage: Stage): Promise<Figure[]> {
  const script = join(stage.folder, 'create.lua');
  await writeFile(
    script,
    `wrk.method = "POST"
wrk.body = '{"title":"Buy milk and bread","description":"The one with oats.","importance":5}'
wrk.headers["content-type"] = "application/json"\n`,
  );
  const create = async (program: Program) => {
    const user = await logIn(program.url);
    return { user, measure: () => load(stage, program, '/api/todos', user, ['-s', script]) };
  };

  // Each has a database of its own: what one writes is nothing that the other has to read.
  const live = await stage.service(await stage.database());
  const withListeners = await create(live);
  const listeners = openListeners();
  await listeners.connect(live.url, WINDOWS, withListeners.user.cookie);
  const silent = await stage.service(await stage.database(), { LIVE_POLL_MS: '3600000' }, [
    '--import',
    join(here, 'without-fan-out.js'),
  ]);
  const without = await create(silent);

  const samples = await interleave(stage.rounds, { live: withListeners.measure, silent: without.measure });
  const { frames } = await listeners.got();
  await listeners.close();
  for (const program of [live, silent]) await program.stop();

  return [
    ratioFigure(
      'S2',
      'create todos, a second, with live fan-out against without',
      ratio(samples.live, samples.silent, 'perSecond'),
      { atLeast: 0.95 },
    ),
    {
      target: 'S2',
      what: 'todos created a second, and processor time of the process for one',
      measured: Object.entries(samples)
        .map(
          ([name, each]) =>
            `${name} ${middle(each, 'perSecond').toFixed(0)} (${middle(each, 'cpu').toFixed(0)} µs)`,
        )
        .join(', '),
    },
    { target: 'S2', what: 'messages that the windows got', measured: String(frames) },
  ];
}
