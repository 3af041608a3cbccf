/** `twelvefold add`: grows a scaffolded service with the generators that it carries. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inspectTarget } from '../generators/commit.ts';
import { planAsJson, planAsText } from '../generators/plan.ts';
import { isProblem } from '../generators/problem.ts';
import { type Command, type Io, UsageError } from './command.ts';

/** A project may be grown from any of its folders. */
function findProject(start: string): string {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'plopfile.js'))) return folder;
    if (folder === dirname(folder)) {
      throw new UsageError(
        `${start} is in no scaffolded service: no plopfile.js here or above; make one with twelvefold new`,
      );
    }
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

async function run({ positionals, options }: Parameters<Command['run']>[0], io: Io): Promise<number> {
  const [kind, name, ...fields] = positionals;
  if (!kind || !name)
    throw new UsageError('add needs a kind and a name: twelvefold add resource note title:string');
  if (/^_+$/.test(name)) throw new UsageError(`"${name}" is no name; use letters, such as note`);
  const target = inspectTarget(findProject(io.cwd));
  if (isProblem(target)) throw new UsageError(target.problem);
  const answers = {
    name,
    ...(fields.length > 0 && { fields: fields.join(' ') }),
    ...(isText(options.plural) && { plural: options.plural }),
    ...(isText(options.at) && { at: options.at }),
  };
  const dryRun = options['dry-run'] === true;
  const ask = io.stdinIsTerminal && io.stderrIsTerminal && options.yes !== true && options.json !== true;
  const [{ QueuedAdapter }, { grow }] = await Promise.all([
    import('@yeoman/adapter'),
    import('../generators/growth.ts'),
  ]);
  const adapter = new QueuedAdapter({ stdout: process.stderr });
  const steps = await grow({ kind, answers }, { target, dryRun, ask }, adapter);
  if (isProblem(steps)) throw new UsageError(steps.problem);
  if (options.json) io.stdout(planAsJson(target.path, steps));
  else {
    io.stdout(`${dryRun ? 'Would add' : 'Added'} ${kind} ${name}:\n${planAsText(steps, true)}`);
    if (!dryRun) io.stdout('\nNext:\n  npm run dev   # applies the migration\n  npm test\n');
  }
  return 0;
}

export const command: Command = {
  name: 'add',
  summary:
    'Grow a scaffolded service by a resource: table, migration, REST routes, live events, tests. ' +
    'Types: string, text, integer, number, boolean, date, timestamp, uuid; ? makes a field optional.',
  usage: 'twelvefold add resource <name> [field:type[?]…] [options]',
  options: [
    {
      name: 'plural',
      type: 'string',
      value: 'WORD',
      description: "The name's plural, where the rules get it wrong.",
    },
    { name: 'at', type: 'string', value: 'MS', description: "The migration's time, in ms since 1970 (now)." },
    { name: 'dry-run', type: 'boolean', description: 'Show the plan and write nothing.' },
    { name: 'json', type: 'boolean', description: 'Print the plan as JSON, and ask nothing.' },
    { name: 'yes', short: 'y', type: 'boolean', description: 'Ask nothing: overwrite conflicts.' },
  ],
  examples: [
    'twelvefold add resource note title:string body:text?',
    'twelvefold add resource person name:string born:date? --plural people',
  ],
  run,
};
