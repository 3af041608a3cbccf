/** What a command line does before it serves: installs, compiles, or starts a server made for development. */

interface Rule {
  /** The leading words; a list means any of them. */
  readonly words: readonly (string | readonly string[])[];
  readonly what: string;
  /** Words that must also occur. */
  readonly with?: readonly string[];
  /** Words that make it harmless. */
  readonly unless?: readonly string[];
}

const installs = 'installs dependencies at run time';
const compiles = 'compiles at run time';
const development = 'is made for development';

/** Settled cases 8 and 9 of the rubric, and the tools' own manuals. */
const rules: readonly Rule[] = [
  {
    words: [
      ['npm', 'pnpm', 'yarn', 'bun'],
      ['install', 'i', 'ci', 'add'],
    ],
    what: installs,
  },
  { words: ['yarn'], what: installs, with: ['--frozen-lockfile'] },
  { words: [['npm', 'pnpm', 'yarn', 'bun'], 'run', ['build', 'compile']], what: compiles },
  {
    words: [
      ['yarn', 'pnpm', 'bun'],
      ['build', 'compile'],
    ],
    what: compiles,
  },
  {
    words: [
      ['pip', 'pip3', 'pipenv', 'poetry', 'pdm', 'conda'],
      ['install', 'sync'],
    ],
    what: installs,
  },
  { words: ['uv', ['sync', 'pip']], what: installs },
  {
    words: [
      ['bundle', 'gem', 'composer'],
      ['install', 'update'],
    ],
    what: installs,
  },
  { words: [['apt', 'apt-get', 'yum', 'dnf', 'microdnf', 'zypper']], with: ['install'], what: installs },
  { words: ['apk'], with: ['add'], what: installs },
  { words: ['mix', ['deps.get', 'compile', 'assets.deploy']], what: compiles },
  { words: ['go', ['run', 'build', 'install', 'get']], what: compiles },
  { words: ['cargo', ['run', 'build', 'watch']], what: compiles },
  { words: [['mvn', 'mvnw', 'gradle', 'gradlew']], what: compiles },
  { words: ['dotnet', ['run', 'build', 'watch', 'restore', 'publish']], what: compiles },
  { words: [['tsc', 'webpack', 'esbuild', 'rollup', 'javac', 'gcc', 'make']], what: compiles },
  {
    words: [['sass', 'node-sass', 'lessc', 'postcss', 'tailwindcss', 'babel', 'swc', 'tsup', 'unbuild']],
    what: compiles,
  },
  {
    words: [
      [
        'ng',
        'vue-cli-service',
        'react-scripts',
        'parcel',
        'vite',
        'nest',
        'svelte-kit',
        'turbo',
        'nx',
        'gulp',
        'grunt',
      ],
      'build',
    ],
    what: compiles,
  },
  { words: ['nest', 'start'], what: compiles },
  { words: [['vite-node', 'jiti', 'esno', 'esbuild-register']], what: compiles },
  { words: [['ts-node', 'ts-node-dev', 'tsx', 'ts-node-esm', 'babel-node']], what: compiles },
  {
    words: [['nodemon', 'air', 'reflex', 'CompileDaemon', 'watchexec', 'webpack-dev-server', 'node-dev']],
    what: development,
  },
  { words: ['node'], what: development, with: ['--watch'] },
  { words: ['vite'], what: development, unless: ['build', 'preview', 'optimize'] },
  { words: ['vite', 'preview'], what: development },
  {
    words: [
      ['next', 'nuxt', 'nuxi', 'astro', 'remix', 'gatsby'],
      ['dev', 'develop'],
    ],
    what: development,
  },
  { words: [['next', 'nuxt', 'nuxi', 'astro', 'gatsby'], 'build'], what: compiles },
  { words: ['ng', 'serve'], what: development },
  { words: ['react-scripts', 'start'], what: development },
  { words: ['vue-cli-service', 'serve'], what: development },
  { words: ['flask', 'run'], what: development },
  { words: ['manage.py', ['runserver', 'runserver_plus']], what: development },
  { words: [['uvicorn', 'gunicorn', 'fastapi', 'hypercorn']], what: development, with: ['--reload'] },
  { words: ['fastapi', 'dev'], what: development },
  { words: [['rails', 'rake'], 'assets:precompile'], what: compiles },
  { words: [['rerun', 'shotgun', 'guard']], what: development },
  { words: ['php', '-S'], what: development },
  { words: ['artisan', 'serve'], what: development },
  { words: ['git', ['pull', 'clone']], what: 'fetches code at run time' },
];

/** Subcommands that build, whatever the program: `flask translate compile`, `manage.py compilemessages`. */
const buildingSubcommands = new Set(['compile', 'compilemessages', 'assets:precompile']);

/** Programs that only hand over to the rest of the line. */
const prefixes = new Set([
  'exec',
  'env',
  'python',
  'python3',
  'php',
  'npx',
  'bunx',
  'sudo',
  'time',
  'nice',
  'poetry',
  'pipenv',
  'pdm',
  'uv',
  'bundle',
  'rye',
]);

const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/** The line without interpreters and runners in front: `poetry run flask run` → `flask run`. */
const withoutPrefixes = (words: readonly string[]): readonly string[][] => {
  const forms: string[][] = [[...words]];
  let rest = [...words];
  while (
    rest.length > 1 &&
    (prefixes.has(baseName(rest[0] ?? '')) || /^[A-Za-z_][A-Za-z0-9_]*=/.test(rest[0] ?? ''))
  ) {
    rest = rest.slice(1);
    while (
      rest.length > 1 &&
      (rest[0] === 'run' ||
        rest[0] === 'exec' ||
        rest[0] === '-m' ||
        rest[0] === '--' ||
        /^(-u|-O+|-y|--yes|--no-install)$/.test(rest[0] ?? ''))
    )
      rest = rest.slice(1);
    forms.push([...rest]);
  }
  return forms;
};

/**
 * Says what a start command does that belongs to the build stage or to development, or `undefined` where it only runs.
 * @param words the command's words, without a shell around them
 */
export const buildsAtRun = (words: readonly string[]): string | undefined => {
  for (const form of withoutPrefixes(words)) {
    const rest = form.map((word, index) => (index === 0 ? baseName(word) : word));
    for (const rule of rules) {
      const matches = rule.words.every((expected, index) => {
        const word =
          index === 0
            ? rest[0]
            : rest.slice(1).filter((other) => !other.startsWith('-') || other === expected)[index - 1];
        return (
          word !== undefined && (typeof expected === 'string' ? word === expected : expected.includes(word))
        );
      });
      if (!matches) continue;
      if (rule.with && !rule.with.every((word) => rest.includes(word))) continue;
      if (rule.unless?.some((word) => rest.includes(word))) continue;
      return rule.what;
    }
    if (rest.slice(1, 4).some((word) => buildingSubcommands.has(word))) return compiles;
  }
  return undefined;
};
