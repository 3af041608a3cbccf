/** The program: chooses the command, parses its line, runs it, turns whatever happens into an exit code. */
import { escapeLine } from '../checks/reporters/escape.ts';
import { type Command, exitCodes, type Io, UsageError } from './command.ts';
import { readPackage } from './package.ts';
import { helpText, nearest, parseArguments, printable } from './usage.ts';

interface Listed {
  readonly summary: string;
  /** Loaded when it is the one, so that no command pays for another. */
  load(): Promise<{ readonly command: Command }>;
}

const commands: ReadonlyMap<string, Listed> = new Map([
  ['new', { summary: 'Scaffold a service that keeps all twelve factors.', load: () => import('./new.ts') }],
  ['add', { summary: 'Grow a scaffolded service.', load: () => import('./add.ts') }],
  ['audit', { summary: 'Audit repositories against the twelve factors.', load: () => import('./audit.ts') }],
  ['explain', { summary: 'Explain a check or a factor.', load: () => import('./explain.ts') }],
]);

/** Never rejects. `args`: what follows the program's name. */
export async function runProgram(args: readonly string[], io: Io): Promise<number> {
  try {
    return await run(args, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`twelvefold: ${escapeLine(error.message.replaceAll('\n', ' '))}\n`);
      return exitCodes.usage;
    }
    io.stderr(bugText(error, io));
    return exitCodes.incomplete;
  }
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    io.stderr(overview());
    return exitCodes.usage;
  }
  if (first === '--version' || first === '-v') {
    io.stdout(`${readPackage().version}\n`);
    return exitCodes.ok;
  }
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) {
    io.stdout(overview());
    return exitCodes.ok;
  }
  const [name, words] = first === 'help' ? [rest[0] ?? '', ['--help']] : [first, rest];
  const listed = commands.get(name);
  if (!listed) throw new UsageError(unknownCommand(name));
  const { command } = await listed.load();
  const { positionals, options, help } = parseArguments(command, words, io.env);
  if (help) {
    io.stdout(helpText(command));
    return exitCodes.ok;
  }
  return command.run({ positionals, options }, io);
}

function unknownCommand(name: string): string {
  if (name.startsWith('-')) {
    const near = nearest(name, ['--help', '--version']);
    return `there is no flag ${printable(name)} before a command; ${near ? `the nearest is ${near}` : 'see twelvefold --help'}.`;
  }
  const near = nearest(name, [...commands.keys(), 'help']);
  return `there is no command “${printable(name)}”; ${near ? `the nearest is ${near}` : 'see twelvefold --help'}.`;
}

function overview(): string {
  const lines = [...commands].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return [
    'Scaffolds a twelve-factor service, and audits any repository against the twelve factors.',
    '',
    'Usage: twelvefold <command> [flags]',
    '',
    'Commands:',
    ...lines,
    '',
    'Flags:',
    '  -h, --help     Show this help, or that of a command.',
    '  -v, --version  Show the version.',
    '',
    'Exit codes: 0 well, 1 findings, 2 wrong usage, 3 could not be done whole.',
    '',
  ].join('\n');
}

/** One line for people; the stack only for who asked for it. */
export function bugText(error: unknown, { env }: Pick<Io, 'env'>): string {
  const { bugs } = readPackage();
  const place = (typeof bugs === 'string' ? bugs : bugs?.url) ?? 'the project';
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const line = `twelvefold: this is a bug (${escapeLine(what.replaceAll('\n', ' '))}); please report it to ${place}`;
  if (!env.TWELVEFOLD_DEBUG) return `${line}, with what TWELVEFOLD_DEBUG=1 adds.\n`;
  return `${line}.\n${error instanceof Error ? error.stack : ''}\n`;
}
