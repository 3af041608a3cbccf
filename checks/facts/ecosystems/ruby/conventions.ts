// What Ruby's frameworks do by themselves, where a configuration file or nothing at all says so: as calls that the catalogue knows.
import type { Place } from '../../../engine/place.ts';
import type { Call, Guard, SourceModule, Value } from '../../source/model.ts';
import type { ConventionSource } from '../ecosystem.ts';
import { readManifest } from './manifest.ts';
import { readYamlSettings } from './yaml-settings.ts';

interface Bundle {
  /** Gems of every deploy; those of development and test only are left out. */
  has(...gems: readonly string[]): boolean;
}

/** Modules to add to the app's own: calls that no source writes out. Pure. */
export function readConventions(source: ConventionSource): readonly SourceModule[] {
  const found = new Map<string, SourceModule>();
  const add = (module: SourceModule) => {
    const known = found.get(module.path);
    found.set(
      module.path,
      known
        ? {
            ...known,
            calls: [...known.calls, ...module.calls],
            functions: [...known.functions, ...module.functions],
            classes: [...known.classes, ...module.classes],
            environment: [...known.environment, ...module.environment],
          }
        : module,
    );
  };
  for (const folder of foldersOf(source)) {
    const bundle = bundleOf(source, folder);
    const app: App = { source, folder, bundle, file: (name) => `${folder}${name}` };
    for (const module of databases(app)) add(module);
    for (const call of [...railsCalls(app), ...rackCalls(app), ...workerCalls(app)])
      add(moduleOf(call.at.path, [call]));
    for (const module of redisFiles(app)) add(module);
  }
  return [...found.values()];
}

interface App {
  readonly source: ConventionSource;
  readonly folder: string;
  readonly bundle: Bundle;
  file(name: string): string;
}

/** Folders with a Gemfile, as prefixes of paths. */
const foldersOf = ({ paths }: ConventionSource): readonly string[] =>
  paths
    .filter((path) => /(?:^|\/)(?:Gemfile|gems\.rb)$/.test(path))
    .map((path) => path.slice(0, path.lastIndexOf('/') + 1));

function bundleOf({ text }: ConventionSource, folder: string): Bundle {
  const path = text(`${folder}Gemfile`) === undefined ? `${folder}gems.rb` : `${folder}Gemfile`;
  const { dependencies } = readManifest(text(path) ?? '', path);
  const gems = new Set(dependencies.filter(({ scope }) => scope === 'runtime').map(({ name }) => name));
  return {
    has: (...names) => names.some((name) => gems.has(name)),
  };
}

const callAt = (
  callee: string,
  at: Place,
  named: Iterable<readonly [string, Value]> = [],
  guards: readonly Guard[] = [],
): Call => ({
  callee,
  arguments: [],
  named: new Map(named),
  at,
  constructs: false,
  ...(guards.length > 0 ? { guards } : {}),
});

const moduleOf = (
  path: string,
  calls: readonly Call[],
  environment: SourceModule['environment'] = [],
): SourceModule => ({
  path,
  ecosystem: 'ruby',
  imports: [],
  calls,
  bindings: [],
  functions: calls.flatMap(({ within, at }) =>
    within === undefined ? [] : [{ name: within, parameters: [], returns: [], decorators: [], at }],
  ),
  classes: calls.flatMap(({ within, at }) =>
    within === undefined
      ? []
      : [{ name: disk, bases: ['ActionController.Base'], decorators: [], fields: [], at }],
  ),
  writes: [],
  environment,
  strings: [],
  program: false,
  problems: [],
});

// Databases -----------------------------------------------------------------------------------------------------------

const variable = (name: string, at: Place, fallback?: Value): Value => ({
  kind: 'environment',
  name,
  required: false,
  ...(fallback ? { fallback } : {}),
  at,
});
const inEnvironment = (name: string, at: Place): Guard => ({
  value: variable('RAILS_ENV', at),
  equals: name,
  negated: false,
});

/** `config/database.yml` by its sections; `DATABASE_URL` wins over the section of the environment that runs. */
function databases({ source, file, bundle }: App): SourceModule[] {
  if (
    !bundle.has(
      'rails',
      'activerecord',
      'sinatra-activerecord',
      'railties',
      'sequel-rails',
      'otr-activerecord',
    )
  )
    return mongoids({ source, file, bundle });
  if (!keepsRecords({ source, bundle, file })) return mongoids({ source, file, bundle });
  const path = file('config/database.yml');
  const settings = readYamlSettings(source.text(path), path);
  const isRails = bundle.has(
    'rails',
    'railties',
    'activerecord',
    'sinatra-activerecord',
    'otr-activerecord',
    'sequel-rails',
  );
  if (!settings) {
    if (!bundle.has('pg', 'mysql2', 'trilogy', 'sqlite3')) return mongoids({ source, file, bundle });
    const at: Place = {
      path: file(
        source.text(file('config/application.rb')) === undefined ? 'Gemfile' : 'config/application.rb',
      ),
    };
    const establishes = source.modules.some(({ calls }) =>
      calls.some(({ callee }) => callee.endsWith('.establish_connection')),
    );
    if (establishes || source.paths.includes(path)) return [];
    return [
      moduleOf(at.path, [
        callAt('ActiveRecord.Base.establish_connection', at, [['url', variable('DATABASE_URL', at)]]),
      ]),
    ];
  }
  const calls: Call[] = [];
  for (const [environment, section] of settings.sections) {
    const name = /^(?:production|development|test|staging)$/.exec(environment)?.[0];
    if (name === undefined || !section) continue;
    for (const entries of section.inner.size > 0 &&
    !section.values.has('adapter') &&
    !section.values.has('url')
      ? [...section.inner.values()].slice(0, 1)
      : [section.values]) {
      const adapter = entries.get('adapter');
      const url = entries.get('url');
      const address =
        url ?? entries.get('host') ?? entries.get('socket') ?? entries.get('database') ?? adapter;
      if (!address) continue;
      const isDeploy = name === 'production' || name === 'staging';
      const overridable: Value =
        isDeploy && isRails && address.kind === 'literal'
          ? { kind: 'configuration', name: 'DATABASE_URL', fallback: address, at: address.at }
          : address;
      const named: (readonly [string, Value])[] = [['url', overridable]];
      if (adapter) named.push(['adapter', adapter]);
      calls.push(
        callAt(
          'ActiveRecord.Base.establish_connection',
          // What a section merges in stands above it.
          adapter && (adapter.at.line ?? 0) >= (section.at.line ?? 0) ? adapter.at : address.at,
          named,
          isDeploy ? [] : [inEnvironment(name, section.at)],
        ),
      );
    }
  }
  return [moduleOf(path, calls, settings.environment)];
}

/** Every new Rails app has a database configured; one with a model, a migration or a library that keeps records uses it. */
function keepsRecords({ source, bundle, file }: Pick<App, 'source' | 'bundle' | 'file'>): boolean {
  if (
    bundle.has(
      'devise',
      'good_job',
      'solid_queue',
      'delayed_job_active_record',
      'activerecord-session_store',
      'que',
    )
  )
    return true;
  const migrations = file('db/migrate/');
  if (source.paths.some((path) => path.startsWith(migrations) && path.endsWith('.rb'))) return true;
  return source.modules.some(
    ({ classes, calls }) =>
      classes.some(
        ({ name, bases }) =>
          !/(?:^|\.)(?:ApplicationRecord|PrimaryRecord)$/.test(name) &&
          bases.some((base) => /^(?:ApplicationRecord|ActiveRecord\.Base)$/.test(base)),
      ) ||
      calls.some(
        ({ callee }) =>
          /^ActiveRecord\.Base\.(?:connection|establish_connection|transaction)$/.test(callee) ||
          callee === 'ActiveRecord.Schema.define' ||
          /\.create_table$/.test(callee),
      ),
  );
}

function mongoids({ source, file, bundle }: Pick<App, 'source' | 'file' | 'bundle'>): SourceModule[] {
  if (!bundle.has('mongoid')) return [];
  const path = file('config/mongoid.yml');
  const settings = readYamlSettings(source.text(path), path);
  if (!settings) return [];
  const calls = [...settings.sections].flatMap(([name, section]): Call[] => {
    const address = section && (section.all.get('uri') ?? section.all.get('hosts.0'));
    if (!address || !/^(?:production|development|test)$/.test(name)) return [];
    const call = callAt(
      'Mongo.Client',
      address.at,
      [],
      name === 'production' ? [] : [inEnvironment(name, address.at)],
    );
    return [{ ...call, arguments: [address] }];
  });
  return [moduleOf(path, calls, settings.environment)];
}

/** `config/cable.yml`, and queues' and caches' own files. */
function redisFiles({ source, file, bundle }: App): SourceModule[] {
  const modules: SourceModule[] = [];
  for (const name of [
    'config/cable.yml',
    'config/redis.yml',
    'config/redis/shared.yml',
    'config/resque.yml',
  ]) {
    const path = file(name);
    const settings = readYamlSettings(source.text(path), path);
    const production = settings?.sections.get('production');
    if (!settings || !production) continue;
    if (name === 'config/cable.yml') {
      const adapter = production.values.get('adapter');
      // Every new Rails app has the file; a channel of its own uses it.
      const usesCable =
        source.modules.some(({ classes }) =>
          classes.some(
            ({ bases, name: own }) =>
              bases.some((base) => /ApplicationCable\.Channel$/.test(base)) &&
              own !== 'ApplicationCable.Channel',
          ),
        ) || bundle.has('turbo-rails', 'anycable-rails');
      if (
        adapter?.kind !== 'literal' ||
        adapter.text !== 'redis' ||
        !bundle.has('redis', 'anycable-rails') ||
        !usesCable
      )
        continue;
    }
    const address = production.values.get('url') ?? production.values.get('host');
    if (address)
      modules.push(
        moduleOf(path, [callAt('ActionCable.redis', address.at, [['url', address]])], settings.environment),
      );
  }
  return modules;
}

// Rails ---------------------------------------------------------------------------------------------------------------

/** What Rails does in production where its settings say nothing else. */
function railsCalls(app: App): Call[] {
  const { source, bundle, file } = app;
  if (!bundle.has('rails', 'railties') || !source.paths.includes(file('config/application.rb'))) return [];
  const production = file('config/environments/production.rb');
  const inForce = source.modules.filter(
    ({ path }) =>
      path === production ||
      path === file('config/application.rb') ||
      path === file('config/environment.rb') ||
      path.startsWith(file('config/initializers/')),
  );
  const writes = inForce.flatMap((module) => module.writes);
  const written = (name: RegExp) => writes.filter(({ target }) => name.test(target));
  const calls: Call[] = [];
  const home: Place = {
    path: source.paths.includes(production) ? production : file('config/application.rb'),
  };

  calls.push(...loggers(app, inForce, home));
  const isApi = written(/\bconfig(?:\(\))?\.api_only$/).some(
    ({ value }) => value.kind === 'literal' && value.text === 'true',
  );
  const chosen = inForce.some((module) =>
    module.calls.some(
      ({ callee, arguments: given }) => callee.endsWith('.session_store') && given.length > 0,
    ),
  );
  if (!isApi && !chosen) calls.push(callAt('Rails.session.cookie', { path: file('config/application.rb') }));

  for (const { value, at } of written(/\bconfig(?:\(\))?\.cache_store$/)) {
    const [kind, options] = value.kind === 'list' ? value.items : [value, undefined];
    const name = kind?.kind === 'literal' ? kind.text : '';
    const entries = options?.kind === 'object' ? options.entries : [];
    const list = options && options.kind !== 'object' ? [options] : [];
    const callee = /^(?:redis|hiredis)/.test(name)
      ? 'ActiveSupport.Cache.RedisCacheStore'
      : /^(?:mem_cache|dalli)/.test(name)
        ? 'ActiveSupport.Cache.MemCacheStore'
        : undefined;
    if (callee) calls.push({ ...callAt(callee, at, entries), arguments: list });
  }
  for (const { value, at } of written(/\.default_url_options$/))
    if (value.kind === 'object' && at.path === production && !isExample(value.entries.get('host')))
      calls.push(callAt('Rails.url_options', at, value.entries));
  calls.push(...attachments(app, written(/\bactive_storage(?:\(\))?\.service$/)[0]?.value));

  const port = portOf(app, 'config/puma.rb');
  if (bundle.has('puma'))
    calls.push(callAt('Rails.Server', port?.at ?? home, port ? [['port', port.value]] : []));
  else if (bundle.has('unicorn', 'unicorn-rails')) {
    const listen = portOf(app, 'config/unicorn.rb');
    calls.push(callAt('Unicorn.HttpServer', listen?.at ?? home, listen ? [['port', listen.value]] : []));
  } else if (bundle.has('thin', 'passenger', 'falcon', 'iodine')) calls.push(callAt('Rails.Server', home));
  return calls;
}

/** The host that Rails' generator writes for somebody to replace. */
const isExample = (host: Value | undefined): boolean =>
  host?.kind === 'literal' && /(?:^|\.)example\.(?:com|net|org)$/.test(host.text);

function portOf({ source, file }: App, name: string): { value: Value; at: Place } | undefined {
  return source.modules
    .find(({ path }) => path === file(name))
    ?.bindings.find((binding) => binding.name === 'port');
}

/** The log of production: a file, unless the settings or a gem send it to the standard output. */
function loggers({ bundle }: App, inForce: readonly SourceModule[], home: Place): Call[] {
  if (bundle.has('rails_12factor', 'rails_stdout_logging', 'heroku_rails_deflate'))
    return [callAt('Rails.logger.stdout', home)];
  const set = inForce
    .flatMap(({ writes }) => writes)
    .filter(({ target, within }) =>
      /(?:\bconfig(?:\(\))?|^Rails|^ActiveRecord\.Base)\.logger$/.test(target) && within !== undefined
        ? true
        : /(?:\bconfig(?:\(\))?|^Rails)\.logger$/.test(target),
    );
  const isSemantic = bundle.has('rails_semantic_logger', 'ougai', 'logstash-logger');
  const loggersMade = inForce
    .flatMap(({ calls }) => calls)
    .filter(
      ({ callee }) =>
        /(?:^|\.)(?:Logger|SyncLogger)$/.test(callee) || callee === 'ActiveSupport.TaggedLogging.logger',
    );
  const stdout = loggersMade.filter(
    ({ arguments: [first] }) =>
      first?.kind === 'reference' && /^Kernel\.std(?:out|err)$/.test([first.module, ...first.path].join('.')),
  );
  if (isSemantic && set.length === 0) return [callAt('Rails.logger.stdout', home)];
  const [first] = stdout;
  if (first && set.length > 0) {
    // Under a switch (`if ENV['RAILS_LOG_TO_STDOUT']`) the file stays what is written where nothing sets it.
    const guards = (first.guards ?? []).filter(
      ({ value }) => !(value.kind === 'environment' && value.name === 'RAILS_ENV'),
    );
    if (guards.length === 0) return [callAt('Rails.logger.stdout', first.at)];
    return [
      callAt('Rails.logger.stdout', first.at),
      {
        ...callAt(
          'Rails.logger.file',
          first.at,
          [],
          guards.map((guard) => ({ ...guard, negated: !guard.negated })),
        ),
        arguments: [{ kind: 'literal', type: 'string', text: 'log/production.log', at: first.at }],
      },
    ];
  }
  if (set.length > 0) return [];
  return [
    {
      ...callAt('Rails.logger.file', home),
      arguments: [{ kind: 'literal', type: 'string', text: 'log/production.log', at: home }],
    },
  ];
}

/** The controller of Active Storage that takes uploads. */
const disk = 'ActiveStorage.DiskController';

/** Active Storage keeps attachments where `config/storage.yml` says for the service that production chooses. */
function attachments({ source, file }: App, service: Value | undefined): Call[] {
  const attaches = source.modules.some(({ calls }) =>
    calls.some(({ callee }) => /\.has_(?:one|many)_attached$/.test(callee)),
  );
  if (!attaches || !service) return [];
  const path = file('config/storage.yml');
  const settings = readYamlSettings(source.text(path), path);
  if (service.kind !== 'literal') return [];
  const section = settings?.sections.get(service.text);
  const kind = section?.values.get('service');
  if (!section || kind?.kind !== 'literal') return [];
  if (kind.text === 'Disk') {
    const root = section.values.get('root') ?? kind;
    return [
      {
        ...callAt('ActiveStorage.Service.DiskService', service.at),
        arguments: [root],
        within: `${disk}.update`,
      },
    ];
  }
  const endpoint = section.values.get('endpoint');
  return [callAt('ActiveStorage.Service.S3', kind.at, endpoint ? [['endpoint', endpoint]] : [])];
}

// Sinatra and workers -------------------------------------------------------------------------------------------------

/** Sinatra starts a server by itself where a program requires it whole, or calls `run!`. */
function rackCalls({ source, bundle, file }: App): Call[] {
  if (!bundle.has('sinatra', 'sinatra-contrib')) return [];
  const calls: Call[] = [];
  const hasRackup = source.paths.includes(file('config.ru'));
  for (const module of source.modules) {
    const classic = module.imports.find(({ module: name }) => name === 'sinatra');
    const runs = module.calls.find(({ callee }) => /(?:^|\.)run!$/.test(callee));
    const settings = module.calls.filter(({ callee }) => callee.endsWith('.set'));
    const given = (name: string) =>
      settings.find(({ arguments: [first] }) => first?.kind === 'literal' && first.text === name)
        ?.arguments[1];
    const at = runs?.at ?? classic?.at;
    if (!at) continue;
    calls.push(callAt('Sinatra.log', at));
    if (hasRackup) continue;
    const named: (readonly [string, Value])[] = [];
    const port = runs?.named.get('port') ?? given('port');
    const host = runs?.named.get('bind') ?? given('bind');
    if (port) named.push(['port', port]);
    if (host) named.push(['host', host]);
    calls.push(
      callAt(
        bundle.has('puma', 'thin', 'falcon', 'unicorn') ? 'Sinatra.run.graceful' : 'Sinatra.run',
        at,
        named,
      ),
    );
  }
  return calls;
}

/** Sidekiq and Resque find Redis by `REDIS_URL` where nothing else is set. */
function workerCalls({ source, bundle, file }: App): Call[] {
  if (!bundle.has('sidekiq', 'sidekiq-pro')) return [];
  const writes = source.modules.flatMap((module) =>
    module.writes.filter(({ target }) => /^Sidekiq\.(?:configure_\w+\.\w+\.)?redis$/.test(target)),
  );
  const at: Place = { path: file('Gemfile') };
  if (writes.length === 0) return [callAt('Sidekiq.redis', at)];
  return writes
    .slice(0, 2)
    .map(({ value, at: place }) =>
      value.kind === 'object'
        ? callAt('Sidekiq.redis', place, value.entries)
        : { ...callAt('Sidekiq.redis', place), arguments: [value] },
    );
}
