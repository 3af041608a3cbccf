/** Servers and workers that are started by a command line: where their port comes from, and who stops them. */

export interface ServerProgram {
  /** Leading words after interpreters and runners; flags between them are passed over. */
  readonly words: readonly string[];
  readonly server: string;
  readonly role: 'web' | 'worker';
  readonly stops: 'server' | 'needsHandler';
  /** Packages that make it stop by itself where the app declares one of them, or a flag (`-s puma`) names it. */
  readonly stopsWith?: readonly string[];
  /** Words of its command line that make it let requests finish. */
  readonly drainsWith?: RegExp;
  readonly development?: true;
  /** Flags with a port or an address as value, without dashes. */
  readonly ports?: readonly string[];
  readonly hosts?: readonly string[];
  /** The first word after the leading ones that is a port or an address. */
  readonly positional?: true;
  /** Variables that it reads by itself where no flag is given. */
  readonly variables?: readonly string[];
  readonly defaultPort?: string;
  /** A file that it loads by itself, with the name that holds the address. */
  readonly config?: { readonly file: string; readonly flags: readonly string[]; readonly name: string };
  /** A development server unless one of these, a variable or a flag, names another environment. */
  readonly production?: { readonly variables: readonly string[]; readonly flags: readonly string[] };
  /** It only runs the app, whose own source or configuration says where it listens. */
  readonly listensInSource?: true;
  /** It serves pages of others, not this app's program. */
  readonly static?: true;
  /** A web server that the app is dropped into, or a runtime that needs one in front: the app itself binds nothing. */
  readonly container?: 'apache' | 'php-fpm' | 'war';
}

const port = ['port', 'p'];
const web = (words: string, rest: Partial<ServerProgram>): ServerProgram => ({
  words: words.split(' '),
  server: words,
  role: 'web',
  stops: 'server',
  ports: port,
  ...rest,
});
const worker = (words: string, rest: Partial<ServerProgram> = {}): ServerProgram => ({
  words: words.split(' '),
  server: words,
  role: 'worker',
  stops: 'server',
  ...rest,
});
const flask = 'flask development server';
const needs = { stops: 'needsHandler' } as const;
const development = { development: true, stops: 'needsHandler' } as const;

const unicornFile = { file: 'config/unicorn.rb', flags: ['config-file', 'c'], name: 'port' } as const;
const rackServers = ['puma', 'thin', 'falcon', 'unicorn', 'iodine', 'passenger'];
const rails: Partial<ServerProgram> = {
  ...needs,
  stopsWith: rackServers,
  server: 'rails server',
  variables: ['PORT'],
  defaultPort: '3000',
  config: { file: 'config/puma.rb', flags: ['C', 'config'], name: 'port' },
  production: { variables: ['RAILS_ENV', 'RACK_ENV'], flags: ['e', 'environment'] },
};

const mix: Partial<ServerProgram> = {
  ports: [],
  production: { variables: ['MIX_ENV'], flags: [] },
  listensInSource: true,
};

/** From the programs' own manuals: what each reads by itself, and what it does on SIGTERM. */
const programs: readonly ServerProgram[] = [
  web('gunicorn', {
    ports: ['bind', 'b'],
    variables: ['PORT'],
    defaultPort: '8000',
    config: { file: 'gunicorn.conf.py', flags: ['config', 'c'], name: 'bind' },
  }),
  web('uvicorn', { ports: ['port'], hosts: ['host'], variables: ['UVICORN_PORT'], defaultPort: '8000' }),
  web('hypercorn', { ports: ['bind', 'b'], defaultPort: '8000' }),
  web('daphne', { hosts: ['bind', 'b'], defaultPort: '8000' }),
  web('granian', { ports: ['port'], hosts: ['host'], variables: ['GRANIAN_PORT'], defaultPort: '8000' }),
  web('waitress-serve', { ...needs, ports: ['port', 'listen'], defaultPort: '8080' }),
  // SIGTERM reloads its workers, or kills them with `--die-on-term`; either way requests in flight are dropped.
  web('uwsgi', {
    ...needs,
    ports: ['http', 'http-socket', 'socket', 's'],
    drainsWith: /\bgracefully_kill_them_all\b/,
  }),
  web('fastapi run', { ports: ['port'], hosts: ['host'], variables: ['PORT'], defaultPort: '8000' }),
  web('fastapi dev', {
    development: true,
    server: 'fastapi development server',
    variables: ['PORT'],
    defaultPort: '8000',
  }),
  web('flask run', {
    ...development,
    server: flask,
    hosts: ['host', 'h'],
    variables: ['FLASK_RUN_PORT'],
    defaultPort: '5000',
  }),
  web('manage.py runserver', {
    ...development,
    server: 'django development server',
    ports: [],
    positional: true,
    defaultPort: '8000',
  }),
  web('quart run', {
    ...development,
    server: 'quart development server',
    variables: ['QUART_RUN_PORT'],
    defaultPort: '5000',
  }),
  web('litestar run', { hosts: ['host', 'H'], variables: ['LITESTAR_PORT'], defaultPort: '8000' }),
  web('sanic', { ports: ['port', 'p'], hosts: ['host', 'H'], defaultPort: '8000' }),
  // Its handler of SIGTERM stops the server.
  web('streamlit run', {
    ports: ['server.port'],
    hosts: ['server.address'],
    variables: ['STREAMLIT_SERVER_PORT'],
    defaultPort: '8501',
  }),
  web('chainlit run', {
    ports: ['port'],
    hosts: ['host'],
    variables: ['CHAINLIT_PORT'],
    defaultPort: '8000',
  }),
  web('panel serve', { ports: ['port'], hosts: ['address'], defaultPort: '5006' }),
  web('bokeh serve', { ports: ['port'], hosts: ['address'], defaultPort: '5006' }),
  web('mlflow server', {
    ports: ['port', 'p'],
    hosts: ['host', 'h'],
    variables: ['MLFLOW_PORT'],
    defaultPort: '5000',
  }),
  web('http.server', { ...needs, ports: [], positional: true, defaultPort: '8000', static: true }),
  web('puma', {
    ports: ['port', 'p', 'bind', 'b'],
    defaultPort: '9292',
    config: { file: 'config/puma.rb', flags: ['config', 'C'], name: 'port' },
  }),
  web('unicorn', { ports: ['port', 'p', 'listen', 'l'], defaultPort: '8080', config: unicornFile }),
  web('unicorn_rails', { ports: ['port', 'p', 'listen', 'l'], defaultPort: '8080', config: unicornFile }),
  web('thin start', { defaultPort: '3000' }),
  web('falcon serve', { ports: ['port', 'p', 'bind', 'b'], defaultPort: '9292' }),
  web('falcon host', { ports: [], variables: ['PORT'], defaultPort: '9292' }),
  web('passenger start', { variables: ['PORT', 'PASSENGER_PORT'], defaultPort: '3000' }),
  web('hanami server', { ports: ['port', 'p'], variables: ['HANAMI_PORT'], defaultPort: '2300' }),
  web('rackup', { ...needs, stopsWith: rackServers, defaultPort: '9292' }),
  web('rails server', rails),
  web('rails s', rails),
  web('artisan serve', {
    ...development,
    server: 'php development server',
    ports: ['port'],
    variables: ['SERVER_PORT'],
    defaultPort: '8000',
  }),
  ...['start', 'frankenphp', 'swoole', 'roadrunner'].map((by) =>
    web(`artisan octane:${by}`, { ports: ['port'], variables: ['OCTANE_PORT'], defaultPort: '8000' }),
  ),
  web('php -S', { ...needs, server: 'php -S', ports: [], positional: true, defaultPort: '8000' }),
  web('symfony server:start', { ...development, server: 'symfony development server', defaultPort: '8000' }),
  web('symfony serve', { ...development, server: 'symfony development server', defaultPort: '8000' }),
  web('rr serve', { ports: [], variables: ['HTTP_ADDRESS'], defaultPort: '8080' }),
  web('heroku-php-apache2', { server: 'apache', container: 'php-fpm', ports: ['p'], variables: ['PORT'] }),
  web('heroku-php-nginx', { server: 'nginx', container: 'php-fpm', ports: ['p'], variables: ['PORT'] }),
  web('apache2-foreground', { server: 'apache', container: 'apache', ports: [], defaultPort: '80' }),
  web('apache2ctl', { server: 'apache', container: 'apache', ports: [], defaultPort: '80' }),
  web('apachectl', { server: 'apache', container: 'apache', ports: [], defaultPort: '80' }),
  web('catalina.sh run', { ...needs, server: 'tomcat', container: 'war', ports: [], defaultPort: '8080' }),
  web('php-fpm', { container: 'php-fpm', ports: [], defaultPort: '9000' }),
  web('frankenphp', { ports: ['listen', 'l'], variables: ['SERVER_NAME'], defaultPort: '80' }),
  web('next start', { variables: ['PORT'], hosts: ['hostname', 'H'], defaultPort: '3000' }),
  web('next dev', {
    development: true,
    server: 'next development server',
    variables: ['PORT'],
    defaultPort: '3000',
  }),
  // Nuxt 2's own command; Nuxt 3 starts Nitro's output by `node`.
  web('nuxt start', { ...needs, variables: ['NUXT_PORT', 'PORT'], defaultPort: '3000' }),
  web('nuxt dev', { development: true, server: 'nuxt development server', variables: ['NUXT_PORT', 'PORT'] }),
  web('nuxi preview', {
    development: true,
    server: 'nuxt development server',
    variables: ['NUXT_PORT', 'PORT'],
  }),
  web('nest start', { ...needs, ports: [] }),
  web('remix-serve', { ...needs, ports: [], variables: ['PORT'], defaultPort: '3000' }),
  web('react-router-serve', { ...needs, ports: [], variables: ['PORT'], defaultPort: '3000' }),
  web('fastify start', { ports: port, variables: ['FASTIFY_PORT', 'PORT'], defaultPort: '3000' }),
  web('strapi start', { ...needs, ports: [], variables: ['PORT'], defaultPort: '1337' }),
  web('json-server', { ...needs, ports: port, defaultPort: '3000' }),
  web('http-server', { ...needs, variables: ['PORT'], defaultPort: '8080', static: true }),
  web('serve', {
    ...needs,
    ports: ['listen', 'l', 'p', 'port'],
    variables: ['PORT'],
    defaultPort: '3000',
    static: true,
  }),
  web('vite preview', { ...development, server: 'vite development server', defaultPort: '4173' }),
  web('vite', { ...development, server: 'vite development server', defaultPort: '5173' }),
  web('ng serve', {
    ...development,
    server: 'angular development server',
    ports: ['port'],
    defaultPort: '4200',
  }),
  web('react-scripts start', {
    ...development,
    server: 'webpack development server',
    ports: [],
    variables: ['PORT'],
    defaultPort: '3000',
  }),
  web('mix phx.server', mix),
  web('mix phoenix.server', mix),
  worker('celery'),
  worker('rq worker'),
  worker('manage.py rqworker'),
  worker('manage.py qcluster'),
  worker('manage.py run_huey'),
  worker('manage.py runworker'),
  worker('faust'),
  worker('dramatiq'),
  worker('arq'),
  worker('huey_consumer'),
  worker('huey_consumer.py', { server: 'huey_consumer' }),
  worker('taskiq worker'),
  worker('graphile-worker'),
  worker('sidekiq'),
  worker('resque:work', { stops: 'needsHandler' }),
  worker('good_job'),
  worker('delayed_job'),
  worker('jobs:work', { server: 'delayed_job' }),
  worker('rake jobs:work', { server: 'delayed_job' }),
  worker('rails jobs:work', { server: 'delayed_job' }),
  worker('solid_queue:start'),
  worker('shoryuken'),
  worker('karafka server'),
  worker('que'),
  worker('clockwork'),
  worker('sneakers:run'),
  worker('artisan queue:work'),
  worker('artisan queue:listen'),
  worker('artisan horizon'),
  worker('artisan schedule:work'),
  worker('console messenger:consume'),
];

/** Programs that hand over to the rest of the line. */
const runners = new Set([
  'exec',
  'env',
  'python',
  'python2',
  'python3',
  'php',
  'npx',
  'bunx',
  'node',
  'nodejs',
  'time',
  'nice',
  'elixir',
  'iex',
]);
const packageRunners = new Set([
  'poetry',
  'pipenv',
  'pdm',
  'uv',
  'bundle',
  'rye',
  'hatch',
  'npm',
  'pnpm',
  'yarn',
  'bun',
  'dotenv',
]);
const wrappers = new Set([
  'tini',
  'thrust',
  'dumb-init',
  'opentelemetry-instrument',
  'ddtrace-run',
  'newrelic-admin',
  'pm2-runtime',
  'doppler',
  'chamber',
]);
const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

export interface StartedServer {
  readonly program: ServerProgram;
  /** Words after the program's own. */
  readonly arguments: readonly string[];
}

/** The known server that a command line starts; `undefined` for everything else, the app's own program among it. */
export function serverStartedBy(words: readonly string[]): StartedServer | undefined {
  const rest = [...words];
  while (rest.length > 0) {
    // Distributions put the version into the name: `php-fpm8.2`, `php-fpm82`.
    const name = baseName(rest[0] ?? '').replace(/^(php-fpm)[\d.]+$/, '$1');
    for (const program of programs) {
      const end = matchEnd(program.words, [name, ...rest.slice(1)]);
      if (end !== undefined) return { program, arguments: rest.slice(end) };
    }
    if (
      /^\w+=/.test(name) ||
      runners.has(name.replace(/[\d.]+$/, '')) ||
      runners.has(name) ||
      wrappers.has(name)
    )
      rest.shift();
    else if (packageRunners.has(name)) {
      rest.shift();
      if (/^(?:run|exec|run-script|dlx|x)$/.test(rest[0] ?? '')) rest.shift();
    } else return undefined;
    // `elixir -pa … -S mix phx.server`: what is run follows the flag.
    if (/^(?:elixir|iex)$/.test(name)) rest.splice(0, rest.indexOf('-S') + 1);
    // Flags of the runner itself (`python -u -m`); the program's own come after its name.
    while (/^-/.test(rest[0] ?? '')) rest.shift();
  }
  return undefined;
}

/** What frameworks build: a server of their own that `node` starts, of which the repository has no source. */
const built: readonly {
  readonly framework: string;
  readonly entry: RegExp;
  readonly program: ServerProgram;
}[] = [
  {
    framework: 'next',
    entry: /(?:^|\/)server\.js$/,
    program: web('node server.js', {
      server: 'next start',
      ports: [],
      variables: ['PORT'],
      defaultPort: '3000',
    }),
  },
  {
    framework: 'nuxt',
    entry: /(?:^|\/)server\/index\.mjs$/,
    program: web('node .output/server/index.mjs', {
      server: 'nuxt start',
      ports: [],
      variables: ['NITRO_PORT', 'PORT'],
      defaultPort: '3000',
    }),
  },
  {
    framework: 'sveltekit',
    entry: /^(?:\.\/)?build(?:\/index\.js)?\/?$/,
    program: web('node build', { server: 'sveltekit', ports: [], variables: ['PORT'], defaultPort: '3000' }),
  },
  {
    framework: 'astro',
    entry: /(?:^|\/)server\/entry\.mjs$/,
    program: web('node dist/server/entry.mjs', {
      ...needs,
      server: 'astro',
      ports: [],
      variables: ['PORT'],
      defaultPort: '4321',
    }),
  },
];

/** The server that a framework's build made, where `node` starts it; `has` tells which files are the repository's own. */
export function serverBuiltBy(
  framework: string | undefined,
  words: readonly string[],
  has: (path: string) => boolean,
): StartedServer | undefined {
  const node = words.findIndex((word) => baseName(word) === 'node');
  const entry = node < 0 ? undefined : words.slice(node + 1).find((word) => !word.startsWith('-'));
  if (entry === undefined || has(entry.replace(/^\.?\//, ''))) return undefined;
  const found = built.find((one) => one.framework === framework && one.entry.test(entry));
  return found && { program: found.program, arguments: [] };
}

/** How many words the program's own words take of the line; flags may stand between them (`flask --app x run`). */
function matchEnd(wanted: readonly string[], words: readonly string[]): number | undefined {
  if (words[0] !== wanted[0]) return undefined;
  let at = 1;
  for (const next of wanted.slice(1)) {
    const found = words.indexOf(next, at);
    if (
      found < 0 ||
      words.slice(at, found).some((word, index, between) => !isFlagOrItsValue(word, between[index - 1]))
    )
      return undefined;
    at = found + 1;
  }
  return at;
}

const isFlagOrItsValue = (word: string, before: string | undefined): boolean =>
  word.startsWith('-') || (before?.startsWith('-') === true && !before.includes('='));

/** The value of the first of these flags: `--port 80`, `--port=80`, `-p 80`, `-p80`. */
export function flagValue(words: readonly string[], flags: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    for (const flag of flags) {
      const dashed = flag.length === 1 ? `-${flag}` : `--${flag}`;
      if (word === dashed) return words[index + 1];
      if (word.startsWith(`${dashed}=`)) return word.slice(dashed.length + 1);
      if (flag.length === 1 && word.startsWith(dashed) && word.length > 2) return word.slice(2);
    }
  }
  return undefined;
}
