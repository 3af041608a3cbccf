/** Times the built todo service beside programs that do only that one thing, in one run and in interleaved rounds. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCreating } from './creating.ts';
import { measureFanOut } from './fan-out.ts';
import { measureReading } from './reading.ts';
import { type Figure, machine, markdownTable, textTable } from './report.ts';
import { isInstalled } from './rounds.ts';
import { openStage, type Stage, template } from './stage.ts';
import { measureStarting } from './starting.ts';
import { measureStopping } from './stopping.ts';

const parts: Readonly<Record<string, (stage: Stage) => Promise<Figure[]>>> = {
  S1: measureReading,
  S2: measureCreating,
  S3: measureFanOut,
  S5: measureStarting,
  S6: measureStopping,
};

const usage = `usage: npm run bench -- [--only ${Object.keys(parts).join(',')}] [--rounds N] [--markdown]

  --only      which parts; default: all
  --rounds    how often each is measured; ratios are medians of the rounds' own; default: 7
  --markdown  the table as Markdown
`;
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join(',') },
    rounds: { type: 'string', default: '7' },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const chosen = values.only.split(',');
const rounds = Number(values.rounds);
const problem =
  chosen.some((part) => !(part in parts)) || !(rounds >= 1)
    ? usage
    : !existsSync(join(template, 'node_modules'))
      ? 'install the service first: npm ci --prefix template\n'
      : !isInstalled('wrk')
        ? 'install wrk first, which sends the requests\n'
        : undefined;
if (values.help || problem !== undefined) {
  process[values.help ? 'stdout' : 'stderr'].write(problem ?? usage);
  process.exit(values.help ? 0 : 2);
}

execFileSync('npm', ['run', 'build', '--silent'], { cwd: template, stdio: 'inherit' });
const folder = await mkdtemp(join(tmpdir(), 'twelvefold-bench-'));
let stage: Stage | undefined;
try {
  // PostgreSQL doesn't run as root, and its account has to enter the folder.
  await chmod(folder, 0o755);
  stage = await openStage(folder, rounds);
  process.stdout.write(`${machine()}, ${rounds} rounds\n\n`);
  const figures: Figure[] = [];
  for (const part of chosen) figures.push(...((await parts[part]?.(stage)) ?? []));
  process.stdout.write((values.markdown ? markdownTable : textTable)(figures));
  process.stdout.write(`\nat the end: ${machine()}\n`);
} finally {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
}
