/** `twelvefold new`: scaffolds a service into a directory. */
import { readFile } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { checkAnswers, defaultAnswers, parseAnswers, questions } from '../generators/answers.ts';
import { commit, inspectTarget, lookBelow, type Target } from '../generators/commit.ts';
import { suggestName } from '../generators/names.ts';
import { plan, planAsJson, planAsText, type Step } from '../generators/plan.ts';
import { isProblem, type Problem } from '../generators/problem.ts';
import { type Answers, pipelines, scaffold } from '../generators/scaffold.ts';
import { readTemplate } from '../generators/template.ts';
import { type Command, type Io, UsageError } from './command.ts';

type Input = Parameters<Command['run']>[0];

/** From here on, trouble is the user's to mend: one line, exit code 2. */
function settled<T>(result: T | Problem): T {
  if (isProblem(result)) throw new UsageError(result.problem);
  return result;
}

async function readAnswers(file: string, io: Io): Promise<Partial<Answers>> {
  const path = resolve(io.cwd, file);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`can't read the answers file ${file} (${error.code})`);
  });
  return settled(await parseAnswers(text, file));
}

/** What is answered already: flags before the file. */
async function givenAnswers(options: Input['options'], io: Io): Promise<Partial<Answers>> {
  const fromFile = typeof options.answers === 'string' ? await readAnswers(options.answers, io) : {};
  const flags = questions.filter((question) => options[question] !== undefined);
  return {
    ...fromFile,
    ...settled(checkAnswers(Object.fromEntries(flags.map((key) => [key, options[key]])))),
  };
}

/** Whatever isn't answered gets its default; only a name can lack one. */
function completeAnswers(given: Partial<Answers>, target: Target): Answers {
  const name = given.name ?? suggestName(basename(target.path));
  if (name === undefined) {
    throw new UsageError(
      `no service name can be made of "${basename(target.path)}"; pass --name, such as --name notes-service`,
    );
  }
  return { ...defaultAnswers(name), ...given };
}

function inspect(directory: string, force: boolean, io: Io): Target {
  const target = settled(inspectTarget(resolve(io.cwd, directory)));
  if (target.entries.length === 0 || force) return target;
  const shown = target.entries.slice(0, 3).join(', ');
  const more = target.entries.length > 3 ? ` and ${target.entries.length - 3} more` : '';
  throw new UsageError(
    `${directory} is not empty (${shown}${more}); choose another directory, or merge into it with --force`,
  );
}

interface Run {
  target: Target;
  given: Partial<Answers>;
  dryRun: boolean;
  ask: boolean;
}

/** Without a question to ask, Yeoman isn't loaded: it costs two seconds. */
async function scaffoldDirectly({ target, given, dryRun }: Run): Promise<Step[] | Problem> {
  const files = scaffold(await readTemplate(), completeAnswers(given, target));
  const steps = plan(files, target.exists ? lookBelow(target.path) : () => undefined);
  if (isProblem(steps) || dryRun) return steps;
  return commit(target, steps) ?? steps;
}

async function scaffoldAsking({ target, given, dryRun, ask }: Run): Promise<Step[] | Problem> {
  const [{ QueuedAdapter }, { default: App }, { runGenerator }] = await Promise.all([
    import('@yeoman/adapter'),
    import('../generators/app/index.ts'),
    import('../generators/transaction.ts'),
  ]);
  const adapter = new QueuedAdapter({ stdout: process.stderr });
  return runGenerator(App, 'app', { target, dryRun, ask }, { given }, adapter);
}

const nextSteps = (directory: string, isInstalled: boolean): string => {
  const quoted = /^[\w./-]+$/.test(directory) ? directory : `'${directory.replaceAll("'", "'\\''")}'`;
  return [
    '',
    'Next:',
    ...(directory === '' ? [] : [`  cd ${quoted}`]),
    ...(isInstalled ? [] : ['  npm ci']),
    '  npm run dev            # PostgreSQL, migrations and the service, with reload',
    '  npm test',
    '  twelvefold audit       # twelve factors, with evidence',
    '',
  ].join('\n');
};

async function finish(
  target: Target,
  steps: readonly Step[],
  options: Input['options'],
  say: (text: string) => void,
  io: Io,
) {
  if (!options['no-git']) {
    const { makeFirstCommit } = await import('../generators/first-commit.ts');
    const repository = await makeFirstCommit(
      target.path,
      steps.map(({ path }) => path),
    );
    if (isProblem(repository)) io.stderr(`${repository.problem}\n`);
    else if (!repository.made)
      say(`No repository was made: ${repository.inside} holds the directory already.\n`);
  }
  if (!options['skip-install']) {
    const { install } = await import('../generators/install.ts');
    say('Installing packages …\n');
    // A manifest that was merged or kept may say something else than the lock file.
    const isLocked = steps.every(
      ({ path, action, keep }) => !/^package(-lock)?\.json$/.test(path) || (action !== 'merge' && !keep),
    );
    const output = io.stderrIsTerminal ? 'terminal' : (text: string) => io.stderr(text);
    const problem = await install(target.path, isLocked ? 'ci' : 'install', output);
    if (problem) {
      io.stderr(`${problem.problem}; the service is written, install it again there\n`);
      return 1;
    }
  }
  say(nextSteps(relative(io.cwd, target.path), !options['skip-install']));
  return 0;
}

async function run({ positionals, options }: Input, io: Io): Promise<number> {
  const [directory, ...rest] = positionals;
  if (!directory) throw new UsageError('new needs a directory: twelvefold new notes-service');
  if (rest.length > 0)
    throw new UsageError(`new takes one directory, and got "${rest[0]}" too; quote a name with spaces`);
  const target = inspect(directory, options.force === true, io);
  const given = await givenAnswers(options, io);
  const missing = questions.filter((question) => given[question] === undefined);
  const isTerminal = io.stdinIsTerminal && io.stderrIsTerminal;
  const mayAsk = isTerminal && options.yes !== true && options.json !== true;
  if (missing.length > 0 && !mayAsk && options.yes !== true) {
    const flags = missing.map((question) => `--${question}`).join(', ');
    throw new UsageError(
      `no one is there to ask for ${flags}: pass them, or --answers FILE, or --yes for the defaults`,
    );
  }
  const dryRun = options['dry-run'] === true;
  const ask = mayAsk && target.entries.length > 0;
  const scaffoldIt = mayAsk && (missing.length > 0 || ask) ? scaffoldAsking : scaffoldDirectly;
  const steps = settled(await scaffoldIt({ target, given, dryRun, ask }));
  const say = options.json ? io.stderr : io.stdout;
  if (options.json) io.stdout(planAsJson(target.path, steps));
  else say(`${dryRun ? 'Would write' : 'Wrote'} ${directory}:\n${planAsText(steps, dryRun)}`);
  return dryRun ? 0 : finish(target, steps, options, say, io);
}

export const command: Command = {
  name: 'new',
  summary: 'Scaffold a service that keeps all twelve factors.',
  usage: 'twelvefold new <directory> [options]',
  options: [
    {
      name: 'name',
      type: 'string',
      value: 'NAME',
      description: "The service's name (from the directory's).",
    },
    {
      name: 'registry',
      type: 'string',
      value: 'HOST',
      description: 'Registry for its image (localhost:32000).',
    },
    {
      name: 'host',
      type: 'string',
      value: 'HOST',
      description: 'Host name it is reached by (NAME.localhost).',
    },
    {
      name: 'ci',
      type: 'string',
      value: 'WHERE',
      description: 'Where its pipeline runs (github).',
      choices: pipelines,
    },
    {
      name: 'answers',
      type: 'string',
      value: 'FILE',
      description: 'Read the answers from a YAML or JSON file.',
    },
    {
      name: 'yes',
      short: 'y',
      type: 'boolean',
      description: 'Ask nothing: take the defaults, overwrite conflicts.',
    },
    { name: 'dry-run', type: 'boolean', description: 'Show the plan and write nothing.' },
    { name: 'json', type: 'boolean', description: 'Print the plan as JSON, and ask nothing.' },
    { name: 'force', type: 'boolean', description: 'Merge into a directory that is not empty.' },
    { name: 'skip-install', type: 'boolean', description: "Don't install the packages." },
    { name: 'no-git', type: 'boolean', description: "Don't make a repository and the first commit." },
  ],
  examples: [
    'twelvefold new notes-service',
    'twelvefold new notes-service --yes --registry ghcr.io/acme --host notes.example.org --ci gitlab',
    'twelvefold new . --force --dry-run --json',
  ],
  run,
};
