/** Times the built program's audit beside bare Node, reading, searching and parsing of the same files, in one run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeService, writeSubmission } from './bench-corpus.ts';

const usage = `usage: npm run bench:audit -- [--only A1,A2,A3,A4] [--large PATH] [--submissions N] [--rounds N]

  --only         which parts; default: all
  --large PATH   the large repository of A3; default: one of 2,500 files is made
  --submissions  how many small repositories A2 audits; default: 500
  --rounds       how often each is measured; the medians are shown; default: 3
`;
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'A1,A2,A3,A4' },
    large: { type: 'string' },
    submissions: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist/cli/main.js');
if (!existsSync(program)) throw new Error('build the program first: npm run build');
const rounds = Number(values.rounds);
const parts = values.only.split(',');
const hasRipgrep = spawnSync('rg', ['--version']).status === 0;

interface Measured {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of all processors, user and system, of the process and those that it waited for. */
  readonly cpu: number;
  /** Megabytes of its largest process; NaN for what isn't Node. */
  readonly memory: number;
}
type Commands = Readonly<Record<string, readonly string[]>>;

// Certificates read at every start of Node are no part of an audit.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** In a shell, which can tell the processor time of what it waited for. */
function measure(command: readonly string[]): Pick<Measured, 'wall' | 'cpu'> {
  const script = 'TIMEFORMAT="%R %U %S"; { time "$@" >/dev/null 2>/dev/null; } 2>&1';
  const said = execFileSync('bash', ['-c', `${script}; true`, 'bash', ...command], { encoding: 'utf8', env });
  const [wall = Number.NaN, user = 0, system = 0] = said.trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system };
}

/** In a run of its own, since it is Node itself that is asked. */
function peakMemory(command: readonly string[]): number {
  if (command[0] !== process.execPath) return Number.NaN;
  const tell = 'process.on("exit",()=>process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}\\n`))';
  const { stderr } = spawnSync(
    command[0],
    ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, ...command.slice(1)],
    { encoding: 'utf8', env, maxBuffer: 1e9, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1024;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** In rounds, each command once a round, so that what else the machine does meets all of them. */
function compare(commands: Commands, times = rounds): Map<string, Measured> {
  const taken = new Map(Object.keys(commands).map((name) => [name, [] as Pick<Measured, 'wall' | 'cpu'>[]]));
  for (let round = 0; round < times; round++)
    for (const [name, command] of Object.entries(commands)) taken.get(name)?.push(measure(command));
  return new Map(
    [...taken].map(([name, all]) => [
      name,
      {
        wall: median(all.map(({ wall }) => wall)),
        cpu: median(all.map(({ cpu }) => cpu)),
        memory: peakMemory(commands[name] ?? []),
      },
    ]),
  );
}

const audit = (...args: readonly string[]): readonly string[] => [
  process.execPath,
  program,
  'audit',
  '--format',
  'json',
  ...args,
];
/** By a copy of the program that has kept no compiled code from an earlier run. */
function firstAudit(target: string): readonly string[] {
  const copy = join(folder, 'program');
  mkdirSync(copy);
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  cpSync(join(root, 'dist'), join(copy, 'dist'), {
    recursive: true,
    filter: (path) => path !== join(root, 'dist/cache'),
  });
  const script = 'rm -rf "$1/cache"; exec "$0" "$1/cli/main.js" audit --format json "$2"';
  return ['bash', '-c', script, process.execPath, join(copy, 'dist'), target];
}
const inNode = (text: string, ...args: readonly string[]): readonly string[] => [
  process.execPath,
  '--input-type=module',
  '-e',
  text,
  ...args,
];
const walk = `import { readdirSync, readFileSync } from 'node:fs';
function* filesOf(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = folder + '/' + entry.name;
    if (entry.isDirectory()) { if (entry.name !== '.git' && entry.name !== 'node_modules') yield* filesOf(path); }
    else if (entry.isFile()) yield path;
  }
}
`;
const readAll = `${walk}for (const path of filesOf(process.argv[1])) readFileSync(path, 'utf8');`;
/** Parses what is JavaScript or TypeScript with the audit's parser, and looks at no tree. */
const parseAll = `${walk}
const { Language, Parser } = await import(process.argv[2]);
await Parser.init();
const grammars = { ts: 'typescript', mts: 'typescript', tsx: 'tsx', js: 'javascript', mjs: 'javascript', cjs: 'javascript', jsx: 'javascript' };
const parsers = {};
for (const path of filesOf(process.argv[1])) {
  const name = grammars[path.slice(path.lastIndexOf('.') + 1)];
  if (!name) continue;
  parsers[name] ??= new Parser().setLanguage(await Language.load(readFileSync(process.argv[3] + '/' + name + '.wasm')));
  parsers[name].parse(readFileSync(path, 'utf8'))?.delete();
}`;
const parsing = (path: string): readonly string[] =>
  inNode(parseAll, path, import.meta.resolve('web-tree-sitter'), join(root, 'dist/grammars'));
const baselines = (path: string): Commands => ({
  'node -e 0': [process.execPath, '-e', '0'],
  'walk and read': inNode(readAll, path),
  ...(hasRipgrep ? { ripgrep: ['rg', '--hidden', '--no-ignore', '-c', 'process\\.env', path] } : {}),
});

function print(title: string, measured: ReadonlyMap<string, Measured>, baseline: string): void {
  const against = measured.get(baseline);
  process.stdout.write(`\n${title}   (load ${loadavg()[0]?.toFixed(1)})\n`);
  process.stdout.write(
    `${'what'.padEnd(26)}   wall s    CPU s   peak MB   time and CPU against ${baseline}\n`,
  );
  for (const [name, { wall, cpu, memory }] of measured) {
    const cells = [
      wall.toFixed(2).padStart(9),
      cpu.toFixed(2).padStart(9),
      (Number.isNaN(memory) ? '-' : memory.toFixed(0)).padStart(10),
      `${(wall / (against?.wall ?? Number.NaN)).toFixed(2)}x`.padStart(12),
      `${(cpu / (against?.cpu ?? Number.NaN)).toFixed(2)}x`.padStart(9),
    ];
    process.stdout.write(`${name.padEnd(26)}${cells.join('')}\n`);
  }
}

/** The line of least squares: seconds a megabyte, and how much of the differences it explains. */
function fit(points: readonly (readonly [bytes: number, seconds: number])[]): { slope: number; r2: number } {
  const xs = points.map(([bytes]) => bytes / 1e6);
  const ys = points.map(([, seconds]) => seconds);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, index) => (x - mx) * ((ys[index] ?? 0) - my)));
  const slope = covariance / mean(xs.map((x) => (x - mx) ** 2));
  return { slope, r2: (slope * covariance) / mean(ys.map((y) => (y - my) ** 2)) };
}

const folder = mkdtempSync(join(tmpdir(), 'twelvefold-bench-'));
try {
  process.stdout.write(`Node ${process.version}, ${availableParallelism()} processors, ${rounds} rounds\n`);
  if (parts.includes('A1')) {
    const small = join(folder, 'small');
    writeSubmission(small, 0);
    const commands = {
      audit: audit(small),
      'audit, first start': firstAudit(small),
      ...baselines(small),
    };
    print('A1: one submission, about 50 files', compare(commands), 'node -e 0');
  }
  if (parts.includes('A2')) {
    const count = Number(values.submissions);
    const many = join(folder, 'many');
    mkdirSync(many);
    const targets = Array.from({ length: count }, (_, index) => join(many, `student-${index}`));
    for (const [index, target] of targets.entries()) writeSubmission(target, index);
    const commands = { 'audit --jobs 2': audit('--jobs', '2', ...targets), ...baselines(many) };
    print(`A2: ${count} submissions, two at a time`, compare(commands, 1), 'walk and read');
  }
  if (parts.includes('A3')) {
    const large = values.large === undefined ? join(folder, 'large') : resolve(values.large);
    if (values.large === undefined) writeService(large, 2_500);
    const commands = { audit: audit(large), 'parse once': parsing(large), ...baselines(large) };
    print(`A3: ${values.large ?? 'a service of 2,500 files'}`, compare(commands), 'parse once');
  }
  if (parts.includes('A4')) {
    const points: [number, number][] = [];
    process.stdout.write(`\nA4: growth   (load ${loadavg()[0]?.toFixed(1)})\n`);
    for (const files of [100, 200, 400, 800]) {
      const service = join(folder, `service-${files}`);
      const bytes = writeService(service, files);
      const seconds = compare({ audit: audit(service) }).get('audit')?.cpu ?? Number.NaN;
      points.push([bytes, seconds]);
      process.stdout.write(`${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${seconds.toFixed(2)} s CPU\n`);
    }
    const { slope, r2 } = fit(points);
    process.stdout.write(`slope ${slope.toFixed(3)} s CPU a megabyte, R² ${r2.toFixed(4)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
